/** The chat API: one POST to say something, one DELETE to erase the conversation. */

import { words } from "./words.js";

/**
 * @typedef {{ text: string, article: string, title: string, url: string }} Quote
 * @typedef {{ title: string, message: string }} ReplyButton
 * @typedef {"answer" | "choice" | "no_answer" | "urgent" | "booking" | "contact" | "clinic" | "smalltalk"} Kind
 * @typedef {{ kind: Kind, text: string, quotes?: Quote[], buttons?: ReplyButton[] }} Reply
 * @typedef {{ session: string, replies: Reply[] }} ChatAnswer
 * @typedef {{ message: string, session: string | null, message_id: string, may_keep?: true }} ChatMessage
 */

const TIME_OUT_MS = 15_000;

/** Sending the same thing again cannot help: the message itself was refused. */
const REFUSED = [400, 413, 422];

/** An error whose message can be shown to the visitor. */
export class ChatError extends Error {
  /**
   * @param {string} detail
   * @param {number} [status] the HTTP status; 0 when no answer came
   */
  constructor(detail, status = 0) {
    super(detail);
    this.status = status;
  }

  get retryable() {
    return !REFUSED.includes(this.status);
  }
}

/**
 * @param {string} endpoint
 * @param {ChatMessage} message
 * @returns {Promise<ChatAnswer>}
 */
export async function postMessage(endpoint, message) {
  const answer = await call(endpoint, "POST", message);
  if (!Array.isArray(answer?.replies) || answer.replies.length === 0) {
    throw new ChatError(words.failed);
  }
  return answer;
}

/**
 * @param {string} endpoint
 * @param {string} session
 */
export async function deleteConversation(endpoint, session) {
  try {
    await call(endpoint, "DELETE", { session });
  } catch (error) {
    const alreadyGone = error instanceof ChatError && [404, 410].includes(error.status);
    if (!alreadyGone) throw error;
  }
}

/** An id for a message, also where the page is not served over HTTPS. */
export function newMessageId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/**
 * @param {string} endpoint
 * @param {"POST" | "DELETE"} method
 * @param {object} body
 * @returns {Promise<any>} the JSON answered, or null when there is none
 */
async function call(endpoint, method, body) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIME_OUT_MS);
  try {
    const response = await fetch(endpoint, {
      method,
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
      signal: controller.signal,
    });
    const answer = parse(await response.text());
    if (!response.ok) {
      throw new ChatError(answer?.detail || answer?.title || words.failed, response.status);
    }
    return answer;
  } catch (error) {
    if (error instanceof ChatError) throw error;
    throw new ChatError(controller.signal.aborted ? words.timedOut : words.unreachable);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {string} text
 * @returns {any}
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
