/** Thumbs up or down on an answer, with a reason if the visitor likes. */

import { words } from "../shared/words.js";
import { make, makeButton } from "./dom.js";

/** @typedef {import("./api.js").Vote} Vote */

const REASONS = {
  irrelevant: words.irrelevant,
  outdated: words.outdated,
  wrong: words.wrong,
  unsafe: words.unsafe,
};

export class Votes {
  /** @type {Vote} */
  #vote = { vote: null, reason: null };
  #up;
  #down;
  #reasons;
  #group;
  element;

  /** @param {(vote: Vote) => void} onVote */
  constructor(onVote) {
    /** @param {"up" | "down"} vote */
    const cast = (vote) => () => onVote({ vote: this.#vote.vote === vote ? null : vote, reason: null });
    this.#up = makeButton(words.helpful, cast("up"));
    this.#down = makeButton(words.notHelpful, cast("down"));
    this.#reasons = Object.entries(REASONS).map(([reason, word]) => {
      const toggle = () => onVote({ vote: "down", reason: this.#vote.reason === reason ? null : reason });
      const button = makeButton(word, toggle, "choice");
      button.value = reason;
      return button;
    });
    const title = make("p", {}, words.whyNot);
    this.#group = make("div", { class: "buttons", role: "group", "aria-label": words.whyNot }, title, ...this.#reasons);
    this.element = make("div", { class: "votes", "aria-live": "off" }, this.#up, this.#down, this.#group);
    this.show(this.#vote);
  }

  /** @param {Vote} vote */
  show(vote) {
    const opened = vote.vote === "down" && this.#vote.vote !== "down" && this.element.isConnected;
    this.#vote = vote;
    this.#up.ariaPressed = String(vote.vote === "up");
    this.#down.ariaPressed = String(vote.vote === "down");
    this.#group.hidden = vote.vote !== "down";
    if (opened) this.#group.scrollIntoView({ block: "nearest" });
    for (const button of this.#reasons) button.ariaPressed = String(vote.reason === button.value);
  }
}
