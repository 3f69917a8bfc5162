/** Every word the widget itself says; what the clinic says comes from its settings and from the server. */

/** Words by key, as in words.json: the site puts a word's text in the place of every `words.key`. */
export const words = /** @type {typeof import("../words.json")} */ (/** @type {unknown} */ (null));
