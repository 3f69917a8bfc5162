/**
 * <frontdesk-chat>: the chat panel.
 *
 * Attributes, all optional, read when the element enters the page:
 *   endpoint   address of the chat API, "/api/chat" if not given
 *   heading    what the panel is called
 *   greeting   the first line of the assistant
 *   starters   questions to start with, a JSON array of strings
 *   safety     the safety line, where the standard one is not local enough
 *   privacy    address of the clinic's privacy notice
 *   keep-days  days for which the clinic keeps questions whose visitor agrees; without it nobody is asked
 * `closable` may come and go: it shows a Close button, which fires "frontdesk-close".
 */

import { Conversation } from "./conversation.js";
import { make } from "./dom.js";
import { words } from "./words.js";

class FrontdeskChat extends HTMLElement {
  /** @type {Conversation | undefined} */
  #conversation;

  connectedCallback() {
    if (this.#conversation) return;
    this.#conversation = new Conversation({
      endpoint: this.getAttribute("endpoint") || "/api/chat",
      heading: this.getAttribute("heading") || words.heading,
      greeting: this.getAttribute("greeting") || words.greeting,
      safety: this.getAttribute("safety") || words.safety,
      privacy: this.getAttribute("privacy") || "",
      keepDays: wholeNumber(this.getAttribute("keep-days")),
      starters: listOfStrings(this.getAttribute("starters")),
      onClose: () => this.dispatchEvent(new Event("frontdesk-close")),
    });
    const panel = this.#conversation.element;
    const style = make("link", { rel: "stylesheet", href: new URL("chat.css", import.meta.url).href });
    panel.hidden = true;
    for (const outcome of ["load", "error"]) style.addEventListener(outcome, () => (panel.hidden = false));
    this.attachShadow({ mode: "open" }).append(style, panel);
  }

  /**
   * Say something on the visitor's behalf.
   * @param {string} message what is sent
   * @param {string} [title] what is shown, if it differs
   */
  send(message, title) {
    this.#conversation?.send(message, title);
  }

  focus() {
    this.#conversation?.focus();
  }
}

/**
 * @param {string | null} json
 * @returns {string[]}
 */
function listOfStrings(json) {
  try {
    const list = JSON.parse(json || "[]");
    return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
  } catch {
    return [];
  }
}

/**
 * @param {string | null} text
 * @returns {number} 0 when it is none
 */
function wholeNumber(text) {
  return /^\d{1,4}$/.test(text ?? "") ? Number(text) : 0;
}

customElements.define("frontdesk-chat", FrontdeskChat);
