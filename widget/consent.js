/** The visitor's leave for the clinic to keep what is asked. */

import { make } from "./dom.js";
import { words } from "./words.js";

/**
 * The checkbox is a target as high as its label.
 * @param {number} days for which the clinic keeps a question
 * @returns {{ element: HTMLElement, checkbox: HTMLInputElement }}
 */
export function buildConsent(days) {
  // Without "off" a browser may restore the tick when the page is loaded again.
  const checkbox = make("input", { id: "keep", type: "checkbox", autocomplete: "off" });
  const element = make("label", { class: "consent", for: "keep" }, checkbox, make("span", {}, words.keep(days)));
  return { element, checkbox };
}
