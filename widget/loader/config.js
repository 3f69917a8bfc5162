/** What the clinic has set; the site puts its values here. */

/**
 * @typedef {object} LoaderConfig
 * @property {string} panel address of the panel, relative to the script's
 * @property {string[]} origins websites that may show the chat
 * @property {string} launcher words on the button
 * @property {number} keepMinutes after the last message, until the conversation is forgotten
 * @property {string} position "left" or "right"
 * @property {string} lang
 * @property {string} dir
 * @property {string} accent
 * @property {string} accentDark
 */
export const config = /** @type {LoaderConfig} */ (/** @type {unknown} */ (null));
