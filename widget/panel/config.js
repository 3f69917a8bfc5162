/** What the clinic has set; the site puts its values here. */

/**
 * @typedef {{ line: string, zone: string, week: number[][][] }} Hours
 *   when a person replies: in words; by day, Monday first, in minutes of the clinic's time zone
 * @typedef {object} PanelConfig
 * @property {string} heading
 * @property {string} greeting the first line of the assistant
 * @property {string} safety the standing safety line
 * @property {string} privacy address of the privacy notice, or empty
 * @property {string} keep what visitors are asked to agree to, so that questions are kept; empty: nobody is asked
 * @property {number} keepMinutes after the last message, until the conversation is forgotten
 * @property {string[]} starters questions to start with
 * @property {string} lang of the widget's own words
 * @property {string} dir
 * @property {string} contentLang of what the clinic says
 * @property {Hours | null} hours
 */
export const config = /** @type {PanelConfig} */ (/** @type {unknown} */ (null));
