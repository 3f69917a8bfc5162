/** What was said: kept by the browser for as long as the site remembers it, and shared by the website's tabs. */

/**
 * @typedef {object} Turn something the visitor said, and what was answered
 * @property {string} id of the message
 * @property {string} text as shown
 * @property {string} message as sent
 * @property {number} at milliseconds since the epoch
 * @property {boolean} mayKeep
 * @property {"pending" | "done" | "failed"} state
 * @property {string} [problem] why it failed
 * @property {import("./api.js").Reply[]} [replies]
 * @property {number} [repliedAt] milliseconds since the epoch
 * @property {import("./api.js").Vote} [vote]
 *
 * @typedef {{ session: string | null, at: number, turns: Turn[] }} Said
 */

const MAX_TURNS = 200;
/** Less than browsers can count to; beyond that a timer ends at once. */
const LONGEST_TIMER_MS = 1e9;

export class History {
  #key;
  #expiryMs;
  #onChange;
  #said = nothing();
  /** Whether the browser keeps what was said; otherwise it lasts as long as the page. */
  #kept = true;
  #timer = 0;

  /**
   * Nothing is stored before the first change.
   * @param {string} base address of the site
   * @param {number} minutes without a message until what was said is forgotten
   * @param {(expired: boolean) => void} onChange also called for changes in other tabs
   */
  constructor(base, minutes, onChange) {
    this.#key = `frontdesk:${base}`;
    this.#expiryMs = minutes * 60_000;
    this.#onChange = onChange;
    addEventListener("storage", ({ key }) => {
      if (key === this.#key || key === null) this.#changed();
    });
    // A page that one comes back to was told nothing meanwhile.
    addEventListener("pageshow", () => this.#changed());
    this.#load();
    this.#watch();
  }

  get turns() {
    return this.#said.turns;
  }

  /** @returns {string | null} of the conversation, as of now */
  get session() {
    this.#load();
    return this.#said.session;
  }

  get key() {
    return this.#key;
  }

  /** @returns {Turn | undefined} the message that is next to be sent, as of now */
  get pending() {
    this.#load();
    return this.turns.find((turn) => turn.state === "pending");
  }

  /** @param {(said: Said) => void} edit changes what was said, as of now */
  change(edit) {
    this.#load();
    edit(this.#said);
    if (!this.turns.length) return this.clear();
    this.#said.turns = this.turns.slice(-MAX_TURNS);
    this.#said.at = Math.max(...this.turns.map((turn) => turn.repliedAt ?? turn.at));
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#said));
    } catch {
      this.#kept = false;
    }
    this.#changed();
  }

  /**
   * @param {string} id
   * @param {(turn: Turn, said: Said) => void} edit not called if the turn is gone
   */
  changeTurn(id, edit) {
    this.#load();
    if (!this.turns.some((turn) => turn.id === id)) return this.#changed();
    this.change((said) => edit(/** @type {Turn} */ (said.turns.find((turn) => turn.id === id)), said));
  }

  clear() {
    this.#forget();
    this.#changed();
  }

  #changed() {
    this.#load();
    this.#watch();
    this.#onChange(false);
  }

  #load() {
    if (!this.#kept) return;
    try {
      this.#said = read(localStorage.getItem(this.#key)) ?? nothing();
    } catch {
      this.#kept = false;
    }
    if (this.turns.length && this.#left <= 0) this.#forget();
  }

  get #left() {
    return this.#said.at + this.#expiryMs - Date.now();
  }

  #watch() {
    clearTimeout(this.#timer);
    if (!this.turns.length) return;
    this.#timer = setTimeout(() => {
      if (this.#left > 0) return this.#watch();
      this.#forget();
      this.#onChange(true);
    }, Math.min(LONGEST_TIMER_MS, this.#left));
  }

  #forget() {
    this.#said = nothing();
    try {
      localStorage.removeItem(this.#key);
    } catch {
      this.#kept = false;
    }
  }
}

/** @returns {Said} */
function nothing() {
  return { session: null, at: 0, turns: [] };
}

/**
 * @param {string | null} text
 * @returns {Said | null} null also for what is no conversation: anybody may have put it there
 */
function read(text) {
  try {
    const said = JSON.parse(text ?? "");
    return said.at > 0 && Array.isArray(said.turns) ? said : null;
  } catch {
    return null;
  }
}
