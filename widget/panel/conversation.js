/** A conversation: brings together what was said, what is under way, and what is shown. */

import { words } from "../shared/words.js";
import { deleteConversation, newMessageId, postVote } from "./api.js";
import { config } from "./config.js";
import { History } from "./history.js";
import { Outbox } from "./outbox.js";
import { buildPanel, showOffers, showTyping } from "./panel.js";
import { noticeLine } from "./render.js";
import { stuckHeight } from "./stuck.js";
import { print, transcript } from "./transcript.js";
import { TurnView } from "./turn.js";

const MAX_CHARACTERS = 1000;

/** @typedef {import("./panel.js").Opening & { base: string, onClose: () => void, onNews: () => void }} Settings */

export class Conversation {
  #settings;
  #panel;
  #history;
  #outbox;
  /** @type {Map<string, TurnView>} by message id */
  #views = new Map();
  #trouble = "";

  /** @param {Settings} settings */
  constructor(settings) {
    this.#settings = settings;
    this.#panel = buildPanel(settings, {
      onMessage: (message) => this.send(message),
      onSubmit: () => this.#submit(),
      onInput: () => this.#checkLength(),
      onClose: settings.onClose,
      onCopy: () => this.#copy(),
      onPrint: () => print(this.#transcript(), this.#panel.root),
      onDelete: () => this.#erase(),
    });
    this.#history = new History(settings.base, config.keepMinutes, (expired) => {
      this.#show(true);
      if (expired) this.#notify(words.expired);
    });
    this.#outbox = new Outbox(settings.base, this.#history, () => this.#panel.checkbox?.checked ?? false, (trouble) => {
      this.#trouble = trouble;
      this.#show(true);
    });
    // What was said before is not news: it isn't announced.
    this.#panel.log.ariaLive = "off";
    this.#show(false);
    requestAnimationFrame(() => (this.#panel.log.ariaLive = "polite"));
  }

  get element() {
    return this.#panel.root;
  }

  /**
   * Say something on the visitor's behalf.
   * @param {string} message what is sent
   * @param {string} [text] what is shown, if it differs
   */
  send(message, text = message) {
    const id = newMessageId();
    const mayKeep = this.#panel.checkbox?.checked ?? false;
    this.#history.change(({ turns }) => turns.push({ id, text, message, at: Date.now(), mayKeep, state: "pending" }));
    const view = this.#views.get(id);
    if (view) this.#reveal(view.element);
  }

  focus() {
    const { input, scroller } = this.#panel;
    if (this.#views.size) scroller.scrollTop = scroller.scrollHeight;
    input.focus({ preventScroll: true });
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
    input.ariaInvalid = String(!fits);
    const warning = fits ? "" : words.tooLong;
    if (limit.textContent !== warning) limit.textContent = warning;
    return fits;
  }

  /**
   * Show the conversation as it is now.
   * @param {boolean} reveal whether to scroll to what is new
   */
  #show(reveal) {
    const { root, alarm, scroller } = this.#panel;
    const focused = /** @type {ShadowRoot | Document} */ (root.getRootNode()).activeElement;
    try {
      this.#showTurns(this.#history.turns, reveal);
    } catch (error) {
      // Not a conversation of ours, whatever is stored under its name.
      console.error(error);
      this.#history.clear();
    }
    // What had the focus may just have gone.
    if (focused && (!focused.isConnected || focused.closest("[hidden]"))) {
      (alarm.raised ? alarm.element : scroller).focus({ preventScroll: true });
    }
  }

  /**
   * @param {import("./history.js").Turn[]} turns
   * @param {boolean} reveal
   */
  #showTurns(turns, reveal) {
    for (const [id, view] of this.#views) {
      if (turns.some((turn) => turn.id === id)) continue;
      view.element.remove();
      this.#views.delete(id);
    }
    if (!this.#views.size && this.#panel.alarm.raised) this.#calm();
    const waiting = turns.find((turn) => turn.state === "pending");
    if (!waiting) this.#trouble = "";
    for (const turn of turns) {
      const view = this.#views.get(turn.id) ?? this.#add(turn);
      const first = view.update(turn, turn === waiting ? this.#trouble : "");
      if (first) this.#answered(turn, view);
      if (first && reveal) this.#reveal(first);
    }
    showTyping(this.#panel.typing, Boolean(waiting) && (!this.#trouble || this.#trouble === words.slow));
    if (waiting && !this.#trouble) this.#outbox.send();
  }

  /** @param {import("./history.js").Turn} turn */
  #add(turn) {
    const view = new TurnView(turn, {
      onButton: (button) => this.send(button.message, button.title),
      onVote: (id, vote) => this.#vote(id, vote),
      onTryNow: () => {
        this.#trouble = "";
        this.#show(false);
      },
      onTakeBack: (id) => this.#takeBack(id),
    });
    this.#views.set(turn.id, view);
    this.#panel.log.append(view.element);
    return view;
  }

  /**
   * @param {import("./history.js").Turn} turn
   * @param {TurnView} view
   */
  #answered({ replies = [] }, view) {
    const { alarm } = this.#panel;
    for (const reply of replies) if (reply.kind === "urgent") this.#raise(reply.text);
    if (alarm.raised) view.removeOffers();
    this.#settings.onNews();
  }

  /** @param {string} text */
  #raise(text) {
    showOffers(this.#panel, false);
    for (const view of this.#views.values()) view.removeOffers();
    this.#panel.alarm.raise(text);
  }

  #calm() {
    this.#panel.alarm.clear();
    showOffers(this.#panel, true);
  }

  /**
   * @param {string} id
   * @param {import("./api.js").Vote} vote
   */
  async #vote(id, vote) {
    const before = this.#history.turns.find((turn) => turn.id === id)?.vote;
    this.#history.changeTurn(id, (turn) => (turn.vote = vote));
    try {
      await postVote(this.#settings.base, this.#history.session, id, vote);
    } catch {
      this.#history.changeTurn(id, (turn) => (turn.vote = before));
      this.#notify(words.notVoted);
    }
  }

  /** @param {string} id */
  #takeBack(id) {
    const { input } = this.#panel;
    const message = this.#history.turns.find((turn) => turn.id === id)?.message ?? "";
    this.#trouble = "";
    this.#history.change((said) => (said.turns = said.turns.filter((turn) => turn.id !== id || turn.state === "done")));
    if (!input.value) input.value = message;
    this.#checkLength();
    input.focus();
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#transcript());
      this.#notify(words.copied);
    } catch {
      this.#notify(words.notCopied);
    }
  }

  #transcript() {
    return transcript(this.#settings.heading, this.#history.turns);
  }

  async #erase() {
    const { input, checkbox, typing } = this.#panel;
    showTyping(typing, true);
    const notice = await this.#outbox.inTurn(async () => {
      const { session } = this.#history;
      try {
        if (session) await deleteConversation(this.#settings.base, session);
      } catch {
        return words.notDeleted;
      }
      this.#history.clear();
      input.value = "";
      this.#checkLength();
      if (checkbox) checkbox.checked = false;
      return session ? words.deleted : words.nothingToDelete;
    });
    showTyping(typing, false);
    this.#notify(notice);
  }

  /** @param {string} text a line about the conversation, in place of the last one */
  #notify(text) {
    const { log } = this.#panel;
    log.querySelectorAll(".notice").forEach((notice) => notice.remove());
    const notice = noticeLine(text);
    log.append(notice);
    this.#reveal(notice);
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
