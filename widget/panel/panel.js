/** The fixed parts of the chat panel: heading, safety line, alarm, log, consent, controls, text field. */

import { words } from "../shared/words.js";
import { Alarm } from "./alarm.js";
import { config } from "./config.js";
import { buildConsent } from "./consent.js";
import { make, makeButton, unseen } from "./dom.js";
import { hoursLine } from "./hours.js";
import { buildMenu } from "./menu.js";
import { buttonRow, isWebAddress, newTabLink, replyLine } from "./render.js";
import { keepClear } from "./stuck.js";

/**
 * @typedef {object} Opening what stands before the first message
 * @property {string} lang
 * @property {string} dir
 * @property {string} heading
 * @property {string} greeting
 * @property {string} safety
 * @property {string} privacy address of the privacy notice, or empty
 * @property {import("./config.js").Hours | null} hours
 * @property {string[]} starters
 *
 * @typedef {object} Handlers
 * @property {(message: string) => void} onMessage a message chosen rather than typed
 * @property {() => void} onSubmit
 * @property {() => void} onInput
 * @property {() => void} onClose
 *
 * @typedef {ReturnType<typeof buildPanel>} Panel
 */

/**
 * @param {Opening} opening
 * @param {Handlers & import("./menu.js").MenuHandlers} handlers
 */
export function buildPanel(opening, handlers) {
  const heading = make("h2", { lang: config.contentLang, dir: "auto" }, opening.heading);
  const close = makeButton(words.close, handlers.onClose, "close");

  const log = make("div", { class: "log", role: "log", "aria-live": "polite" });
  const typing = make("p", { class: "typing", role: "status" });
  const safety = make("div", { class: "safety" }, make("p", { dir: "auto", lang: config.contentLang }, opening.safety));
  if (isWebAddress(opening.privacy)) safety.append(" ", newTabLink(opening.privacy, words.privacy));
  const alarm = new Alarm();
  const starters = starterRow(opening.starters, handlers.onMessage);
  const greeting = replyLine({ kind: "smalltalk", text: opening.greeting }, 0, () => {});
  if (opening.starters.length) greeting.append(starters);
  const pinned = make("div", { class: "pinned" }, safety, alarm.element);
  const scroller = make(
    "div",
    { class: "scroller", tabindex: "0", role: "region", "aria-label": words.conversation },
    pinned,
    greeting,
    log,
    typing,
  );
  const consent = config.keep ? buildConsent() : null;
  if (consent) scroller.append(consent.element);
  const stuck = [pinned, alarm.element];
  keepClear(scroller, stuck, consent ? [consent.element] : []);

  const person = makeButton(words.person, () => handlers.onMessage(words.personMessage));
  const book = makeButton(words.book, () => handlers.onMessage(words.bookMessage));
  const { button, menu } = buildMenu(handlers);
  const controls = make("div", { class: "controls" }, person, book, button, menu);
  if (opening.hours) {
    const hours = make("p", { id: "hours", class: "hours" }, hoursLine(opening.hours, new Date()));
    person.setAttribute("aria-describedby", "hours");
    controls.append(hours);
  }

  const input = make("textarea", {
    id: "message",
    rows: "1",
    dir: "auto",
    lang: "",
    placeholder: words.input,
    autocomplete: "off",
    enterkeyhint: "send",
    "aria-describedby": "limit",
  });
  const limit = make("p", { id: "limit", class: "limit", role: "alert" });
  const form = make(
    "form",
    { class: "composer", novalidate: "" },
    make("label", { for: "message", class: "unseen" }, words.input),
    input,
    make("button", { class: "send" }, words.send),
    limit,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    handlers.onSubmit();
  });
  input.addEventListener("input", handlers.onInput);
  input.addEventListener("keydown", (event) => {
    // Enter; not the one that ends a composition, which is 229 in every browser.
    if (event.keyCode !== 13 || event.shiftKey) return;
    event.preventDefault();
    handlers.onSubmit();
  });

  const header = make("div", { class: "head" }, heading, close);
  const { lang, dir } = opening;
  const root = make("div", { class: "panel", lang, dir }, header, scroller, controls, form);
  return { root, scroller, stuck, alarm, starters, log, typing, checkbox: consent?.checkbox, book, input, limit };
}

/**
 * Booking and suggestions: an urgent message takes them away.
 * @param {Panel} panel
 * @param {boolean} on
 */
export function showOffers({ book, starters }, on) {
  book.hidden = !on;
  starters.hidden = !on;
}

/**
 * @param {HTMLElement} typing
 * @param {boolean} on
 */
export function showTyping(typing, on) {
  if (on === typing.hasChildNodes()) return;
  const dots = [1, 2, 3].map(() => make("span", { class: "dot", "aria-hidden": "true" }));
  typing.replaceChildren(...(on ? [unseen(words.looking), ...dots] : []));
}

/**
 * @param {string[]} starters questions to start with
 * @param {(message: string) => void} onMessage
 */
function starterRow(starters, onMessage) {
  const buttons = starters.map((starter) => ({ title: starter, message: starter }));
  return buttonRow(buttons, (button) => onMessage(button.message), words.startersLabel);
}
