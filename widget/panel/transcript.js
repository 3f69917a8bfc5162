/** The conversation as plain text, to copy, and on paper. */

import { words } from "../shared/words.js";
import { make } from "./dom.js";
import { timeOf } from "./time.js";

/**
 * @param {import("./history.js").Turn[]} turns
 * @returns {string[]} paragraphs
 */
function paragraphs(turns) {
  return turns.flatMap(({ at, text, repliedAt = at, replies = [] }) => [
    `${timeOf(at)} ${words.you} ${text}`,
    ...replies.map((reply) => {
      const quotes = (reply.quotes ?? []).map((quote) => `\n“${quote.text}”\n${quote.title} ${quote.url}`);
      return `${timeOf(repliedAt)} ${words.assistant} ${reply.text}${quotes.join("")}`;
    }),
  ]);
}

/**
 * @param {string} heading
 * @param {import("./history.js").Turn[]} turns
 */
export function transcript(heading, turns) {
  return [heading, new Date().toLocaleDateString(), ...paragraphs(turns)].join("\n\n");
}

/**
 * Print it from a page of its own, which is not shown.
 * @param {string} text
 * @param {HTMLElement} beside where the page is put for as long as it is needed
 */
export function print(text, beside) {
  const frame = make("iframe", { class: "unseen", inert: "" });
  beside.append(frame);
  const page = /** @type {Window} */ (frame.contentWindow);
  const lines = page.document.createElement("pre");
  lines.textContent = text;
  lines.style.font = "medium/1.5 system-ui, sans-serif";
  lines.style.whiteSpace = "pre-wrap";
  page.document.title = words.conversation;
  page.document.body.append(lines);
  page.addEventListener("afterprint", () => frame.remove());
  page.print();
}
