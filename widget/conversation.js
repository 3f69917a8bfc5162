/** A conversation: what has been said, what is under way, what failed. */

import { ChatError, deleteConversation, newMessageId, postMessage } from "./api.js";
import { buildPanel, showTyping } from "./panel.js";
import { failureNote, noticeLine, replyLine, visitorLine } from "./render.js";
import { words } from "./words.js";

const MAX_CHARACTERS = 1000;

/**
 * @typedef {{ message: string, id: string, line: HTMLElement }} Sent
 * @typedef {import("./panel.js").Opening & { endpoint: string, onClose: () => void }} Settings
 */

export class Conversation {
  #endpoint;
  #panel;
  /** @type {string | null} */
  #session = null;
  /** One request at a time, in the order of the visitor's lines. */
  #queue = Promise.resolve();
  #underWay = 0;

  /** @param {Settings} settings */
  constructor(settings) {
    this.#endpoint = settings.endpoint;
    this.#panel = buildPanel(settings, {
      onMessage: (message) => this.send(message),
      onSubmit: () => this.#submit(),
      onDelete: () => this.#enqueue(() => this.#erase()),
      onClose: settings.onClose,
    });
    this.#panel.input.addEventListener("input", () => this.#checkLength());
  }

  get element() {
    return this.#panel.root;
  }

  /**
   * Say something on the visitor's behalf.
   * @param {string} message what is sent
   * @param {string} [title] what is shown, if it differs
   */
  send(message, title = message) {
    const line = visitorLine(title);
    this.#deliver({ message, id: newMessageId(), line });
  }

  /** Focus goes to the heading: on a phone the text field would bring up the keyboard. */
  focus() {
    this.#panel.heading.focus({ preventScroll: true });
  }

  /** @param {import("./api.js").ReplyButton} button */
  #press = (button) => this.send(button.message, button.title);

  #submit() {
    const { input } = this.#panel;
    const message = input.value.trim();
    if (!this.#checkLength() || !message) return input.focus();
    input.value = "";
    this.send(message);
  }

  /** @returns {boolean} whether the text is short enough to send */
  #checkLength() {
    const { input, limit } = this.#panel;
    const fits = Array.from(input.value.trim()).length <= MAX_CHARACTERS;
    input.setAttribute("aria-invalid", String(!fits));
    const warning = fits ? "" : words.tooLong;
    if (limit.textContent !== warning) limit.textContent = warning;
    return fits;
  }

  /** @param {Sent} sent */
  #deliver(sent) {
    this.#panel.log.append(sent.line);
    this.#enqueue(async () => {
      try {
        const { message, id: message_id } = sent;
        const answer = await postMessage(this.#endpoint, { message, session: this.#session, message_id });
        this.#session = answer.session;
        const lines = answer.replies.map((reply) => replyLine(reply, this.#press));
        this.#panel.log.append(...lines);
        this.#reveal(lines[0]);
      } catch (error) {
        this.#offerRetry(sent, error);
      }
    });
    this.#reveal(sent.line);
  }

  /**
   * @param {Sent} sent
   * @param {unknown} error
   */
  #offerRetry(sent, error) {
    const retry = () => {
      note.remove();
      this.#panel.scroller.focus({ preventScroll: true });
      this.#deliver(sent);
    };
    const canRetry = !(error instanceof ChatError) || error.retryable;
    const note = failureNote(detailOf(error), canRetry ? retry : null);
    sent.line.append(note);
    this.#reveal(sent.line);
  }

  async #erase() {
    const { log, input } = this.#panel;
    try {
      if (this.#session) await deleteConversation(this.#endpoint, this.#session);
    } catch (error) {
      const notice = noticeLine(`${words.notDeleted} ${detailOf(error)}`);
      log.append(notice);
      return this.#reveal(notice);
    }
    const notice = noticeLine(this.#session ? words.deleted : words.nothingToDelete);
    this.#session = null;
    input.value = "";
    this.#checkLength();
    log.replaceChildren(notice);
    this.#reveal(notice);
  }

  /** @param {() => Promise<void>} task */
  #enqueue(task) {
    this.#underWay += 1;
    showTyping(this.#panel.typing, true);
    this.#queue = this.#queue.then(task).finally(() => {
      this.#underWay -= 1;
      if (!this.#underWay) showTyping(this.#panel.typing, false);
    });
  }

  /**
   * Scroll to the end, or to the start of what is new if that does not fit.
   * @param {HTMLElement} first the first new line
   */
  #reveal(first) {
    const { scroller } = this.#panel;
    const safety = /** @type {HTMLElement} */ (scroller.firstElementChild);
    const covered = getComputedStyle(safety).position === "sticky" ? safety.offsetHeight : 0;
    scroller.scrollTop = first.offsetTop - covered - 8;
  }
}

/** @param {unknown} error */
function detailOf(error) {
  return error instanceof ChatError ? error.message : words.failed;
}
