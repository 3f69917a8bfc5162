/** Times, as the visitor reads them. */

import { config } from "./config.js";

/**
 * @param {number} at milliseconds since the epoch
 * @returns {string} the time of day
 */
export function timeOf(at) {
  return new Date(at).toLocaleTimeString(config.lang, { hour: "2-digit", minute: "2-digit" });
}
