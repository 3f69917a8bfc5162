/**
 * <frontdesk-chat>: the chat panel.
 *
 * Attributes, all optional, read when the element enters the page; what is not given is the clinic's setting:
 *   server             base address of the site
 *   heading, greeting, safety, privacy, hours, starters (a JSON array), lang, dir
 * `closable` may come and go: it shows a Close button, which fires "frontdesk-close". "frontdesk-news" is
 * fired for every answer.
 */

import { config } from "./config.js";
import { Conversation } from "./conversation.js";
import { FrontdeskSheet } from "./sheet.js";
import { rules } from "./rules.js";

class FrontdeskChat extends HTMLElement {
  /** @type {Conversation | undefined} */
  #conversation;

  connectedCallback() {
    if (this.#conversation) return;
    /** @param {"heading" | "greeting" | "safety" | "privacy" | "lang" | "dir"} name */
    const setting = (name) => this.getAttribute(name) || config[name];
    const hours = this.getAttribute("hours");
    this.#conversation = new Conversation({
      base: this.getAttribute("server") || new URL("..", import.meta.url).href,
      heading: setting("heading"),
      greeting: setting("greeting"),
      safety: setting("safety"),
      privacy: setting("privacy"),
      lang: setting("lang"),
      dir: setting("dir"),
      hours: hours ? { line: hours, zone: "", week: [] } : config.hours,
      starters: listOfStrings(this.getAttribute("starters")) ?? config.starters,
      onClose: () => this.dispatchEvent(new Event("frontdesk-close")),
      onNews: () => this.dispatchEvent(new Event("frontdesk-news")),
    });
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [rules];
    root.append(this.#conversation.element);
  }

  /**
   * Say something on the visitor's behalf.
   * @param {string} message what is sent
   */
  send(message) {
    if (message) this.#conversation?.send(message);
    else this.focus();
  }

  focus() {
    this.#conversation?.focus();
  }
}

/**
 * @param {string | null} json
 * @returns {string[] | null}
 */
function listOfStrings(json) {
  try {
    const list = JSON.parse(json ?? "");
    return Array.isArray(list) && list.every((item) => typeof item === "string") ? list : null;
  } catch {
    return null;
  }
}

customElements.define("frontdesk-chat", FrontdeskChat);
customElements.define("frontdesk-sheet", FrontdeskSheet);
