/** The accent colour: its contrast as WCAG 2.2 defines it (relative luminance and contrast ratio). */

const NEEDED = 4.5;
/** Luminance (as below) of that of the panel's surfaces in panel.css on which the accent is hardest to read: #eef4f1, #223032. */
const SURFACES = { light: 0.9422938, dark: 0.07684275 };

/**
 * @param {string} hex "#rrggbb"
 * @returns {number[]} red, green and blue, 0 to 255; not numbers where it is no colour
 */
function channels(hex) {
  return /^#[\da-f]{6}$/i.test(hex) ? [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) : [NaN];
}

/**
 * @param {number[]} rgb
 * @returns {number} relative luminance, and what the ratio adds to it
 */
function luminance(rgb) {
  const [red, green, blue] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
}

/**
 * The style rules of an accent colour, or why it can't be read.
 * @param {string} accent "#rrggbb", on a light page
 * @param {string} [dark] the same on a dark page; made from the other if there is none
 * @returns {[string, string?]} rules for the launcher and the panel; the problem
 */
export function accentRules(accent, dark) {
  let css = "";
  for (const [scheme, surface] of Object.entries(SURFACES)) {
    const onDark = scheme === "dark";
    let rgb = channels((onDark && dark) || accent);
    const ratio = () => (luminance(rgb) / surface) ** (onDark ? 1 : -1);
    while (onDark && !dark && ratio() < NEEDED) rgb = rgb.map((value) => Math.min(255, value + 9));
    // Not "less than": what is no colour has no contrast.
    if (!(ratio() >= NEEDED)) {
      return ["", `${scheme} accent: contrast ${ratio().toFixed(1)}:1, needed ${NEEDED}:1`];
    }
    css += `@media (prefers-color-scheme:${scheme}){:host,frontdesk-chat{--a:rgb(${rgb})!important;--o:${onDark ? "#06110f" : "#fff"}!important}}`;
  }
  return [css];
}
