/** Lines of the conversation → DOM. */

import { words } from "../shared/words.js";
import { config } from "./config.js";
import { make, makeButton, unseen } from "./dom.js";
import { timeOf } from "./time.js";

/**
 * @typedef {import("./api.js").Reply} Reply
 * @typedef {import("./api.js").Quote} Quote
 * @typedef {import("./api.js").ReplyButton} ReplyButton
 */

/**
 * @param {string} text
 * @param {number} at milliseconds since the epoch
 */
export function visitorLine(text, at) {
  // Nobody knows the visitor's language.
  const said = make("p", { class: "bubble", dir: "auto", lang: "" }, text);
  return make("div", { class: "line visitor" }, unseen(`${words.you} `), said, time(at));
}

/**
 * @param {Reply} reply
 * @param {number} at milliseconds since the epoch, or 0
 * @param {(button: ReplyButton) => void} onButton
 */
export function replyLine(reply, at, onButton) {
  const line = make("div", { class: "line reply", "data-kind": reply.kind });
  const bubble = make("div", { class: "bubble", lang: config.contentLang });
  const urgent = reply.kind === "urgent";
  // The alarm announces it; the log it stands in must not do so as well.
  if (urgent) line.ariaLive = "off";
  if (reply.text) {
    const text = urgent ? urgentText(reply.text) : withLinks(reply.text);
    bubble.append(make("p", { dir: "auto" }, ...text));
  }
  const quotes = reply.quotes ?? [];
  quotes.forEach((quote, index) => {
    const lastOfArticle = quote.article !== quotes[index + 1]?.article;
    bubble.append(quoteBlock(quote, lastOfArticle));
  });
  for (const { title, url } of reply.links ?? []) {
    // Nothing else than a number or an address: what follows "?" could write the message.
    if (/^(tel|mailto):[^?\s]+$/.test(url)) bubble.append(make("p", {}, make("a", { href: url }, title)));
  }
  line.append(unseen(`${words.assistant} `), bubble);
  if (at) line.append(time(at));
  if (reply.buttons?.length) line.append(buttonRow(reply.buttons, onButton));
  return line;
}

/** @param {number} at milliseconds since the epoch */
function time(at) {
  return make("time", { datetime: new Date(at).toISOString() }, timeOf(at));
}

/**
 * @param {ReplyButton[]} buttons
 * @param {(button: ReplyButton) => void} onButton
 * @param {string} [label]
 */
export function buttonRow(buttons, onButton, label) {
  const row = make("div", { class: "buttons", lang: config.contentLang });
  if (label) {
    row.role = "group";
    row.ariaLabel = label;
  }
  for (const button of buttons) {
    const element = makeButton(button.title, () => onButton(button), "choice");
    element.dir = "auto";
    row.append(element);
  }
  return row;
}

/**
 * A line about the conversation rather than in it.
 * @param {string} text
 */
export function noticeLine(text) {
  return make("p", { class: "line notice" }, text);
}

/**
 * @param {string} detail
 * @param {[string, () => void][]} ways labels and what they do
 */
export function failureNote(detail, ways) {
  const buttons = ways.map(([label, act]) => makeButton(label, act, "choice"));
  return make("div", { class: "failure" }, make("p", { dir: "auto" }, detail), ...buttons);
}

/**
 * @param {Quote} quote
 * @param {boolean} named whether to name the article it comes from
 */
function quoteBlock(quote, named) {
  const figure = make("figure", { class: "quote" });
  figure.append(make("blockquote", { dir: "auto" }, make("p", {}, quote.text)));
  const source = make("figcaption", { lang: config.lang });
  if (named) source.append(make("cite", { dir: "auto", lang: config.contentLang }, quote.title));
  if (isWebAddress(quote.url)) source.append(newTabLink(quote.url, words.readInArticle));
  if (source.hasChildNodes()) figure.append(source);
  return figure;
}

/**
 * An urgent message, which says so also where colours don't.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function urgentText(text) {
  return [make("strong", { class: "label", lang: config.lang }, words.urgent), " ", ...withLinks(text)];
}

/**
 * A link that leaves the conversation where it is.
 * @param {string} url
 * @param {string} label
 */
export function newTabLink(url, label) {
  return make("a", { href: url, target: "_blank", rel: "noopener" }, label, unseen(` ${words.newTab}`));
}

/**
 * Web addresses in a text become links; the rest stays as it is.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function withLinks(text) {
  const parts = text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'’”])/);
  return parts.map((part, at) => (at % 2 && isWebAddress(part) ? newTabLink(part, part) : part));
}

/** @param {string} url */
export function isWebAddress(url) {
  try {
    // No user or password: "https://clinic.example@elsewhere.example" leads elsewhere.
    return /^https?:\/\/[^/?#@]+([/?#]|$)/i.test(url) && !!new URL(url);
  } catch {
    return false;
  }
}
