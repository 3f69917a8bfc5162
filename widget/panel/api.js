/** The chat API: one POST to say something, one to vote, one DELETE to erase the conversation. */

import { words } from "../shared/words.js";

/**
 * @typedef {{ text: string, article: string, title: string, url: string }} Quote
 * @typedef {{ title: string, message: string }} ReplyButton
 * @typedef {"answer" | "choice" | "no_answer" | "urgent" | "booking" | "contact" | "clinic" | "smalltalk"} Kind
 * @typedef {{ title: string, url: string }} ReplyLink by telephone or e-mail
 * @typedef {{ kind: Kind, text: string, quotes?: Quote[], buttons?: ReplyButton[], links?: ReplyLink[] }} Reply
 * @typedef {{ session: string, replies: Reply[] }} ChatAnswer
 * @typedef {{ message: string, session: string | null, message_id: string, may_keep?: true }} ChatMessage
 * @typedef {{ vote: "up" | "down" | null, reason: string | null }} Vote
 */

const TIME_OUT_MS = 15_000;

/** An error whose message can be shown to the visitor. */
export class ChatError extends Error {
  /**
   * @param {string} detail
   * @param {boolean} retryable whether sending the same thing again can help
   * @param {number} [wait] seconds that the server asks for
   */
  constructor(detail, retryable, wait = 0) {
    super(detail);
    this.retryable = retryable;
    this.wait = wait;
  }
}

/**
 * @param {string} base address of the site
 * @param {ChatMessage} message
 * @returns {Promise<ChatAnswer>}
 */
export async function postMessage(base, message) {
  const answer = await call(`${base}api/chat`, "POST", message);
  if (!answer?.session || !answer.replies?.[0]?.kind) {
    throw new ChatError(words.away, true);
  }
  return answer;
}

/**
 * @param {string} base address of the site
 * @param {string | null} session
 * @param {string} id of the message whose answer is voted on
 * @param {Vote} vote
 */
export async function postVote(base, session, id, vote) {
  await call(`${base}api/feedback`, "POST", { session, message_id: id, ...vote });
}

/**
 * @param {string} base address of the site
 * @param {string} session
 */
export async function deleteConversation(base, session) {
  await call(`${base}api/chat`, "DELETE", { session });
}

/** An id for a message, also where the page is not served over HTTPS. */
export function newMessageId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {string} address
 * @param {"POST" | "DELETE"} method
 * @param {object} body
 * @returns {Promise<any>} the JSON answered, or null when there is none
 */
async function call(address, method, body) {
  let response;
  let answer;
  try {
    // As plain text, which is what a string is sent as: JSON would make the browser ask another site's leave first.
    response = await fetch(address, {
      method,
      body: JSON.stringify(body),
      credentials: "omit",
      signal: AbortSignal.timeout(TIME_OUT_MS),
    });
    answer = await response.json().catch(() => null);
  } catch {
    throw new ChatError(words.unreachable, true);
  }
  const { status } = response;
  const detail = typeof answer?.detail === "string" ? answer.detail : "";
  if (response.ok) return answer;
  if (status === 429) throw new ChatError(detail || words.away, true, Number(response.headers.get("Retry-After")) || 0);
  if (status >= 500) throw new ChatError(words.away, true);
  if (status === 403) console.error(`Frontdesk: ${detail}`);
  throw new ChatError(detail || words.refused, false);
}
