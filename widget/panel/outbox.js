/** Sending what the visitor said: in order, again until it is answered, and never twice (the message's id sees to that). */

import { words } from "../shared/words.js";
import { ChatError, postMessage } from "./api.js";

const SLOW_MS = 1_800;
const LONGEST_WAIT_S = 15;

export class Outbox {
  #base;
  #history;
  #mayKeep;
  #onState;
  #running = false;
  #failures = 0;
  #timer = 0;

  /**
   * @param {string} base address of the site
   * @param {import("./history.js").History} history
   * @param {() => boolean} mayKeep whether the visitor's leave to keep questions stands
   * @param {(trouble: string) => void} onState told what holds a message up, or that nothing does
   */
  constructor(base, history, mayKeep, onState) {
    this.#base = base;
    this.#history = history;
    this.#mayKeep = mayKeep;
    this.#onState = onState;
    addEventListener("online", () => this.send());
    addEventListener("offline", () => history.pending && onState(words.unreachable));
    document.addEventListener("visibilitychange", () => document.hidden || this.send());
  }

  /** Send what waits, now. */
  async send() {
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#timer);
    while (await this.inTurn(() => this.#sendNext()));
    this.#running = false;
  }

  /**
   * Run a task, which must not fail, while no tab of this website sends anything.
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  async inTurn(task) {
    try {
      return await navigator.locks.request(this.#history.key, task);
    } catch {
      // No locks without HTTPS, or where cookies are blocked; then tabs share nothing.
      return task();
    }
  }

  /** @returns {Promise<boolean>} whether to go on with the next one */
  async #sendNext() {
    const turn = this.#history.pending;
    if (!turn) return false;
    const slow = setTimeout(() => this.#onState(words.slow), SLOW_MS);
    try {
      if (!navigator.onLine) throw new ChatError(words.unreachable, true);
      const answer = await postMessage(this.#base, this.#request(turn));
      this.#failures = 0;
      this.#onState("");
      this.#history.changeTurn(turn.id, (sent, said) => {
        said.session = answer.session;
        Object.assign(sent, { state: "done", replies: answer.replies, repliedAt: Date.now() });
      });
      return true;
    } catch (error) {
      const problem = error instanceof ChatError ? error : new ChatError(words.refused, false);
      if (problem.retryable) return this.#waitFor(problem);
      this.#onState("");
      this.#history.changeTurn(turn.id, (sent) => Object.assign(sent, { state: "failed", problem: problem.message }));
      return true;
    } finally {
      clearTimeout(slow);
    }
  }

  /** @param {ChatError} problem */
  #waitFor(problem) {
    this.#onState(problem.message);
    const seconds = Math.max(problem.wait, Math.min(LONGEST_WAIT_S, 2 ** this.#failures++));
    this.#timer = setTimeout(() => this.send(), seconds * (1000 + 250 * Math.random()));
    return false;
  }

  /**
   * @param {import("./history.js").Turn} turn
   * @returns {import("./api.js").ChatMessage}
   */
  #request({ message, id, mayKeep }) {
    const request = { message, session: this.#history.session, message_id: id };
    // Leave taken back while the message waited counts; leave given since then does not.
    return mayKeep && this.#mayKeep() ? { ...request, may_keep: true } : request;
  }
}
