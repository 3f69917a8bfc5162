/**
 * <frontdesk-sheet>: the dialog that the launcher opens, with the chat in it.
 *
 * Beside the page's text where there is room for that; over all of it on a phone, where the page is then inert.
 */

import { words } from "../shared/words.js";
import { config } from "./config.js";
import { make } from "./dom.js";
import { rules } from "./rules.js";

/** @typedef {HTMLElement & { send(message: string): void }} Chat */

// As wide or as high as a phone; panel.css says the same.
const COVERING = matchMedia("(max-width: 30em), (max-height: 30em)");

export class FrontdeskSheet extends HTMLElement {
  /** @type {HTMLElement} set by the loader */
  launcher = this;
  /** What gets the focus back. */
  #opener = this.launcher;
  #chat = /** @type {Chat} */ (document.createElement("frontdesk-chat"));

  connectedCallback() {
    if (this.shadowRoot) return;
    for (const { name, value } of this.attributes) this.#chat.setAttribute(name, value);
    this.#chat.toggleAttribute("closable", true);
    this.role = "dialog";
    this.ariaLabel = this.getAttribute("heading") || config.heading;
    this.hidden = true;
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [rules];
    root.append(this.#chat);
    this.#chat.addEventListener("frontdesk-close", () => this.#close());
    this.#chat.addEventListener("frontdesk-news", () => this.#news());
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) this.#close();
    });
    COVERING.addEventListener("change", () => this.#cover());
    for (const change of ["resize", "scroll"]) visualViewport?.addEventListener(change, () => this.#fit());
  }

  /**
   * @param {string} [message] said on the visitor's behalf; without any, an open sheet is closed
   * @param {HTMLElement} [from] what gets the focus back
   */
  toggle(message, from = this.launcher) {
    if (message === undefined && !this.hidden) return this.#close();
    this.#opener = from;
    if (this.hidden) this.#open();
    this.#chat.send(message ?? "");
  }

  #open() {
    this.hidden = false;
    this.launcher.ariaExpanded = "true";
    this.launcher.querySelectorAll("span").forEach((span) => span.remove());
    this.#cover();
    this.#fit();
    this.#chat.focus();
  }

  #close() {
    if (this.hidden) return;
    this.hidden = true;
    this.launcher.ariaExpanded = "false";
    this.#cover();
    // What opened it may be gone, or no control.
    this.launcher.focus({ preventScroll: true });
    this.#opener.focus({ preventScroll: true });
  }

  #cover() {
    const on = !this.hidden && COVERING.matches;
    if (on === this.launcher.hidden) return; // the page may have its own reasons
    document.body.inert = on;
    document.documentElement.style.overflow = on ? "hidden" : "";
    this.ariaModal = on ? "true" : null;
    this.launcher.hidden = on;
  }

  /** On a phone the keyboard lies over the page; the sheet ends where it begins. A pinch zoom is no keyboard. */
  #fit() {
    if (!visualViewport || visualViewport.scale > 1.01) return;
    this.style.setProperty("--h", `${visualViewport.height}px`);
    this.style.setProperty("--t", `${visualViewport.offsetTop}px`);
  }

  /** An answer has come that nobody sees. */
  #news() {
    if (!this.hidden || this.launcher.childElementCount) return;
    this.launcher.append(" ", make("span", { role: "img", "aria-label": words.newAnswer }, "●"));
  }
}
