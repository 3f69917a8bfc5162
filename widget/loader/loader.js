/** The loader: a launcher when the page has loaded; the panel once the visitor opens it. */

import { accentRules } from "../shared/colours.js";
import { words } from "../shared/words.js";
import { config } from "./config.js";
import { styles } from "./styles.js";

/**
 * @typedef {HTMLElement & { send?: (message: string) => void, taken?: boolean }} Chat
 * @typedef {HTMLElement & { launcher: HTMLElement, toggle(message: string | undefined, from: HTMLElement): void }} Sheet
 */

const PATIENCE_MS = 500;
const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const settings = { server: "", ...config, ...script.dataset };
const base = new URL(settings.server ? settings.server.replace(/\/*$/, "/") : ".", script.src).href;
let attempt = 0;

/** @returns {Promise<unknown>} Another address each time: browsers may remember that a module failed. */
function loadPanel() {
  return import(new URL(config.panel, script.src).href + (attempt++ ? `?${attempt}` : ""));
}

/**
 * Give an element the script tag's attributes, unless it has its own.
 * @param {Element} element
 */
function configure(element) {
  for (const { name, value } of script.attributes) {
    const own = name.slice(5);
    if (name.startsWith("data-") && !element.hasAttribute(own)) element.setAttribute(own, value);
  }
  element.setAttribute("server", base);
}

/**
 * @template {"button" | "p"} Tag
 * @param {Tag} tag
 */
function make(tag) {
  const element = document.createElement(tag);
  element.className = settings.position;
  element.lang = settings.lang;
  element.dir = settings.dir;
  return element;
}

/**
 * @param {string} css
 * @returns {CSSStyleSheet} these rules and the accent colour
 */
function paint(css) {
  const rules = new CSSStyleSheet();
  const { accent, accentDark } = script.dataset;
  // The clinic's own dark accent goes with its own light one.
  const [own, problem] = accentRules(accent || config.accent, accentDark || (accent ? "" : config.accentDark));
  if (problem) console.warn(`Frontdesk: ${problem}`);
  rules.replaceSync(css + (own || accentRules(config.accent, config.accentDark)[0]));
  return rules;
}

/** A launcher in a shadow root, at the end of the document. */
function launch() {
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const button = make("button");
  const note = make("p");
  /** @type {Sheet | undefined} */
  let sheet;
  /** @type {Parameters<Sheet["toggle"]> | undefined} what was last asked for while there was no sheet */
  let wanted;
  let slow = 0;

  host.id = "frontdesk-widget";
  root.adoptedStyleSheets = [paint(styles)];
  button.type = "button";
  button.ariaExpanded = "false";
  button.textContent = settings.launcher;
  note.role = "status";

  const load = async () => {
    if (slow) return;
    slow = setTimeout(() => (note.textContent = words.loading), PATIENCE_MS);
    try {
      await loadPanel();
      sheet = /** @type {Sheet} */ (document.createElement("frontdesk-sheet"));
      sheet.launcher = button;
      configure(sheet);
      sheet.setAttribute("position", settings.position);
      root.prepend(sheet);
      note.textContent = "";
      if (wanted) sheet.toggle(...wanted);
    } catch {
      note.textContent = words.notLoaded;
    }
    clearTimeout(slow);
    slow = 0;
  };

  /**
   * @param {string | undefined} message said on the visitor's behalf; none: open or close
   * @param {HTMLElement} from what gets the focus back
   */
  const open = (message, from) => {
    if (sheet) return sheet.toggle(message, from);
    wanted = [message, from];
    load();
  };

  button.onclick = () => open(undefined, button);
  root.append(button, note);
  document.documentElement.append(host);
  if (unsent()) load();
  return open;
}

/**
 * The panel in the page, in place of a launcher.
 * @param {Chat} chat
 */
function embed(chat) {
  chat.taken = true;
  document.adoptedStyleSheets.push(paint(""));
  configure(chat);
  const loaded = loadPanel().catch(() => chat.append(words.notLoaded));
  return async (/** @type {string} */ message) => {
    await loaded;
    chat.send?.(message);
  };
}

/** Forget what was said too long ago; whether a message written on another page still waits to be sent. */
function unsent() {
  const key = `frontdesk:${base}`;
  try {
    const { at, turns } = JSON.parse(localStorage.getItem(key) ?? "");
    if (at < Date.now() - 60_000 * config.keepMinutes) localStorage.removeItem(key);
    else return turns.some((/** @type {{ state: string }} */ { state }) => state === "pending");
  } catch {
    // Nothing of ours is stored, or nothing may be.
  }
}

function start() {
  const inline = /** @type {Chat | null} */ (document.querySelector("frontdesk-chat"));
  // The script is in the page twice.
  if (inline?.taken || document.getElementById("frontdesk-widget")) return;
  if (!base.startsWith(`${location.origin}/`) && !config.origins.includes(location.origin)) {
    return console.error(words.wrongOrigin.replace("{origin}", location.origin));
  }
  const open = inline ? embed(inline) : launch();
  addEventListener("click", (event) => {
    const at = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest?.("[data-frontdesk-message]"));
    if (!at) return;
    event.preventDefault();
    open(at.dataset.frontdeskMessage ?? "", at);
  });
}

if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
else start();
