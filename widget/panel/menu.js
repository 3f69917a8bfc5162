/** What is needed less often: copy, print, delete. */

import { words } from "../shared/words.js";
import { make, makeButton } from "./dom.js";

/**
 * @typedef {object} MenuHandlers
 * @property {() => void} onCopy
 * @property {() => void} onPrint
 * @property {() => void} onDelete
 */

/**
 * @param {MenuHandlers} handlers
 * @returns {{ button: HTMLButtonElement, menu: HTMLElement }}
 */
export function buildMenu(handlers) {
  /** @param {() => void} act */
  const thenClose = (act) => () => {
    close();
    act();
  };
  const close = () => {
    show(false);
    button.focus();
  };
  const button = makeButton(words.more, () => show(button.ariaExpanded !== "true"));
  const keep = makeButton(words.deleteNo, () => close(), "choice");
  const items = [
    makeButton(words.copy, thenClose(handlers.onCopy), "choice"),
    makeButton(words.print, thenClose(handlers.onPrint), "choice"),
    makeButton(words.delete, () => ask(true), "choice"),
  ];
  const question = make(
    "div",
    { class: "buttons", role: "group", "aria-label": words.deleteReally },
    make("p", {}, words.deleteReally),
    makeButton(words.deleteYes, thenClose(handlers.onDelete), "choice"),
    keep,
  );
  const list = make("div", { class: "buttons" }, ...items);
  const menu = make("div", { class: "menu" }, list, question);

  const show = (/** @type {boolean} */ on) => {
    menu.hidden = !on;
    button.ariaExpanded = String(on);
    ask(false);
  };
  /** @param {boolean} on */
  const ask = (on) => {
    list.hidden = on;
    question.hidden = !on;
    if (on) keep.focus();
  };
  menu.onkeydown = button.onkeydown = (event) => {
    if (event.key !== "Escape" || menu.hidden) return;
    event.stopPropagation();
    close();
  };
  show(false);
  return { button, menu };
}
