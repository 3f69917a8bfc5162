/** The visitor's leave for the clinic to keep what is asked. */

import { config } from "./config.js";
import { make } from "./dom.js";

/**
 * The checkbox is a target as high as its label.
 * @returns {{ element: HTMLElement, checkbox: HTMLInputElement }}
 */
export function buildConsent() {
  // Without "off" a browser may restore the tick when the page is loaded again.
  const checkbox = make("input", { id: "keep", type: "checkbox", autocomplete: "off" });
  const element = make("label", { class: "consent", for: "keep" }, checkbox, make("span", {}, config.keep));
  return { element, checkbox };
}
