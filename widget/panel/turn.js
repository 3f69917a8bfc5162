/** One turn of the conversation in the log: the visitor's line, the replies, and what went wrong. */

import { words } from "../shared/words.js";
import { make } from "./dom.js";
import { failureNote, replyLine, visitorLine } from "./render.js";
import { Votes } from "./votes.js";

/**
 * @typedef {import("./history.js").Turn} Turn
 * @typedef {object} TurnHandlers
 * @property {(button: import("./api.js").ReplyButton) => void} onButton
 * @property {(id: string, vote: import("./api.js").Vote) => void} onVote
 * @property {() => void} onTryNow
 * @property {(id: string) => void} onTakeBack
 */

const VOTED_ON = ["answer", "choice", "no_answer", "clinic"];

export class TurnView {
  #handlers;
  #line;
  #note = make("div");
  #problem = "";
  /** @type {Votes | undefined} */
  #votes;
  element;
  answered = false;

  /**
   * @param {Turn} turn
   * @param {TurnHandlers} handlers
   */
  constructor(turn, handlers) {
    this.#handlers = handlers;
    this.#line = visitorLine(turn.text, turn.at);
    this.element = make("div", {}, this.#line);
  }

  /**
   * @param {Turn} turn
   * @param {string} trouble what holds it up
   * @returns {HTMLElement | undefined} the first new line
   */
  update(turn, trouble) {
    this.#showProblem(turn, turn.state === "pending" ? trouble : (turn.problem ?? ""));
    const first = this.answered || !turn.replies ? undefined : this.#showReplies(turn);
    this.#votes?.show(turn.vote ?? { vote: null, reason: null });
    return first;
  }

  /**
   * Suggestions and votes have no place beside an urgent message.
   */
  removeOffers() {
    this.element.querySelectorAll(".buttons, .votes").forEach((row) => row.remove());
  }

  /** @param {Turn} turn */
  #showReplies({ id, at, replies = [], repliedAt = at }) {
    this.answered = true;
    const lines = replies.map((reply) => replyLine(reply, repliedAt, this.#handlers.onButton));
    this.element.append(...lines);
    if (replies.some((reply) => VOTED_ON.includes(reply.kind))) {
      this.#votes = new Votes((vote) => this.#handlers.onVote(id, vote));
      this.element.append(this.#votes.element);
    }
    return lines[0];
  }

  /**
   * @param {Turn} turn
   * @param {string} problem
   */
  #showProblem({ id, state }, problem) {
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#note.remove();
    if (!problem) return;
    /** @type {[string, () => void][]} */
    const ways = [[words.takeBack, () => this.#handlers.onTakeBack(id)]];
    if (state === "pending") ways.unshift([words.tryNow, this.#handlers.onTryNow]);
    this.#note = failureNote(problem, ways);
    this.#line.append(this.#note);
  }
}
