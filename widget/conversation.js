/** A conversation: what has been said, what is under way, what failed. */

import { ChatError, deleteConversation, newMessageId, postMessage } from "./api.js";
import { buildPanel, showOffers, showTyping } from "./panel.js";
import { failureNote, noticeLine, replyLine, visitorLine } from "./render.js";
import { stuckHeight } from "./stuck.js";
import { words } from "./words.js";

const MAX_CHARACTERS = 1000;

/**
 * @typedef {{ message: string, id: string, mayKeep: boolean, line: HTMLElement }} Sent
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
    this.#deliver({ message, id: newMessageId(), mayKeep: this.#mayKeep, line });
  }

  /** Focus goes to the heading: on a phone the text field would bring up the keyboard. */
  focus() {
    this.#panel.heading.focus({ preventScroll: true });
  }

  /** @param {import("./api.js").ReplyButton} button */
  #press = (button) => this.send(button.message, button.title);

  get #mayKeep() {
    return this.#panel.checkbox?.checked ?? false;
  }

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
        const answer = await postMessage(this.#endpoint, this.#request(sent));
        this.#session = answer.session;
        this.#show(answer.replies);
      } catch (error) {
        this.#offerRetry(sent, error);
      }
    });
    this.#reveal(sent.line);
  }

  /**
   * @param {Sent} sent
   * @returns {import("./api.js").ChatMessage}
   */
  #request({ message, id, mayKeep }) {
    const request = { message, session: this.#session, message_id: id };
    // Leave taken back while the message waited counts; leave given since then does not.
    return mayKeep && this.#mayKeep ? { ...request, may_keep: true } : request;
  }

  /** @param {import("./api.js").Reply[]} replies */
  #show(replies) {
    const { log, alarm } = this.#panel;
    for (const reply of replies) if (reply.kind === "urgent") this.#raise(reply.text);
    const lines = replies.map((reply) => replyLine(alarm.raised ? { ...reply, buttons: [] } : reply, this.#press));
    log.append(...lines);
    this.#reveal(lines[0]);
  }

  /** @param {string} text */
  #raise(text) {
    const { root, alarm } = this.#panel;
    const focused = /** @type {ShadowRoot} */ (root.getRootNode()).activeElement;
    showOffers(this.#panel, false);
    alarm.raise(text);
    // What had the focus may just have gone.
    if (focused && (!focused.isConnected || focused.closest("[hidden]"))) alarm.element.focus({ preventScroll: true });
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
    const { log, input, alarm, checkbox } = this.#panel;
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
    if (checkbox) checkbox.checked = false;
    alarm.clear();
    showOffers(this.#panel, true);
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
    const { scroller, stuck } = this.#panel;
    scroller.scrollTop = first.offsetTop - stuckHeight(stuck) - 8;
  }
}

/** @param {unknown} error */
function detailOf(error) {
  return error instanceof ChatError ? error.message : words.failed;
}
