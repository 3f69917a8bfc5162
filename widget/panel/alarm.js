/** What an urgent reply says: announced at once, and in view for the rest of the conversation. */

import { words } from "../shared/words.js";
import { config } from "./config.js";
import { make } from "./dom.js";
import { urgentText } from "./render.js";

export class Alarm {
  /** In the page before it has a text: a live region that comes together with its text is not reliably announced. */
  #region = make("div", { role: "alert" });
  #earlier = make("div", { class: "earlier" });
  element = make(
    "div",
    { class: "alarm", role: "group", "aria-label": words.urgentMessage },
    this.#region,
    this.#earlier,
  );
  /** @type {string[]} newest first */
  #texts = [];

  get raised() {
    return this.#texts.length > 0;
  }

  /**
   * Show a message, also one that was shown before, and announce it. What earlier ones said besides stays below it.
   * @param {string} text
   */
  raise(text) {
    this.#texts = [text, ...this.#texts.filter((earlier) => earlier !== text)];
    const besides = onceEach(this.#texts).slice(1).filter(Boolean);
    this.#region.replaceChildren(make("p", { dir: "auto", lang: config.contentLang }, ...urgentText(text)));
    this.#earlier.replaceChildren(...besides.map((said) => make("p", { dir: "auto", lang: config.contentLang }, `${words.earlier} `, said)));
    // It scrolls where there is little room, so the keyboard must reach it.
    this.element.tabIndex = 0;
    this.element.scrollTop = 0;
  }

  clear() {
    this.#texts = [];
    this.#region.replaceChildren();
    this.#earlier.replaceChildren();
    this.element.removeAttribute("tabindex");
  }
}

/**
 * Texts without the sentences that stand in one before.
 * @param {string[]} texts
 */
function onceEach(texts) {
  /** @type {Set<string>} */
  const said = new Set();
  return texts.map((text) => {
    const sentences = text.split(/(?<=[.!?])\s+/).filter((sentence) => !said.has(sentence));
    for (const sentence of sentences) said.add(sentence);
    return sentences.join(" ");
  });
}
