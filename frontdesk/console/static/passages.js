// Picking the sentences of an answer by selecting them: with the mouse or a finger, or with the arrow keys and Shift.
// What is picked goes into the form's own fields, the same that are there without JavaScript.

const BOXES = { passages: "answer", more: "extra" }; // lists, and the boxes at the sentences
const NAMES = { passages: "answer", more: "more" };

const picking = document.querySelector("[data-picking]");
if (picking) start(picking);

/** @param {HTMLElement} picking */
function start(picking) {
  const form = picking.closest("form");
  const most = Number(picking.dataset.most);
  const sentences = [...picking.querySelectorAll(".sentence")];
  const texts = new Map(sentences.map((sentence) => [sentence, sentence.textContent]));
  const lists = { passages: picking.querySelector("[data-list=passages]"), more: picking.querySelector("[data-list=more]") };
  const said = picking.querySelector("[data-said]");
  const buttons = [...picking.querySelectorAll("[data-quote]")];
  let anchor = -1; // where a selection by keyboard began
  let selected = []; // indices of neighbours in one paragraph
  let quoting = false; // while the focus goes back to where it was

  form.classList.add("scripted");
  for (const [index, paragraph] of [...picking.querySelectorAll("[data-paragraph]")].entries()) {
    paragraph.setAttribute("role", "listbox");
    paragraph.setAttribute("aria-multiselectable", "true");
    paragraph.setAttribute("aria-label", `Paragraph ${index + 1}`);
  }
  sentences.forEach((sentence, index) => {
    sentence.setAttribute("role", "option");
    sentence.setAttribute("aria-selected", "false");
    sentence.tabIndex = index ? -1 : 0;
  });
  mark();

  // Selecting

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const touched = sentences.flatMap((sentence, index) => (touches(range, sentence) ? [index] : []));
    if (!touched.length) return;
    const paragraphs = new Set(touched.map((index) => paragraphOf(index)));
    select(paragraphs.size === 1 ? touched : []);
    if (paragraphs.size > 1) say("A quote stays within one paragraph. Select less, or quote each paragraph by itself.");
  });

  picking.addEventListener("click", (event) => {
    const index = sentences.indexOf(event.target.closest(".sentence"));
    // Afterwards: where something is selected already, a click in it only then takes that away.
    if (index >= 0) setTimeout(() => { if (getSelection().isCollapsed) go(index, false); });
  });

  picking.addEventListener("keydown", (event) => {
    const here = sentences.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (here < 0 || !step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const there = here + step;
    if (there >= 0 && there < sentences.length) go(there, event.shiftKey);
  });

  picking.addEventListener("focusin", (event) => {
    const index = sentences.indexOf(event.target);
    if (index >= 0 && !quoting && !selected.includes(index) && event.target.matches(":focus-visible")) go(index, false);
  });

  // Without it, pressing the button would take the selection away that it is about.
  for (const button of buttons) button.addEventListener("pointerdown", (event) => event.preventDefault());

  function go(index, extending) {
    if (!extending || anchor < 0) anchor = index;
    if (paragraphOf(anchor) !== paragraphOf(index)) {
      say("A quote stays within one paragraph.");
      return;
    }
    const [first, last] = [Math.min(anchor, index), Math.max(anchor, index)];
    select(sentences.slice(first, last + 1).map((_, offset) => first + offset));
    for (const sentence of sentences) sentence.tabIndex = sentence === sentences[index] ? 0 : -1;
    getSelection().setBaseAndExtent(sentences[first], 0, sentences[last], sentences[last].childNodes.length);
    sentences[index].focus();
  }

  function select(indices) {
    selected = indices;
    sentences.forEach((sentence, index) => sentence.setAttribute("aria-selected", String(indices.includes(index))));
    for (const button of buttons) button.disabled = !indices.length;
    if (indices.length) say(`${counted(indices.length)} selected.`);
  }

  // Quoting

  for (const button of buttons) button.addEventListener("click", () => quote(button.dataset.quote));

  function quote(list) {
    const ids = selected.map((index) => sentences[index].dataset.id);
    const id = ids.length > 1 ? `${ids[0]}..${ids.at(-1)}` : ids[0];
    const kept = items(list).filter((item) => !overlaps(item, ids));
    const length = kept.reduce((sum, item) => sum + idsOf(item.dataset.passage).length, 0) + ids.length;
    if (list === "passages" && length > most) {
      say(`That would be ${length} sentences; an answer has at most ${most}. Remove one first, or quote this as “more”.`);
      return;
    }
    const place = items(list).findIndex((item) => overlaps(item, ids));
    for (const every of Object.keys(lists)) for (const item of items(every)) if (overlaps(item, ids)) item.remove();
    lists[list].insertBefore(made(list, id), place < 0 ? null : items(list)[place] ?? null);
    getSelection().removeAllRanges();
    const focused = sentences[selected[0]];
    select([]);
    changed();
    say(list === "passages" ? `Quoted. The answer has ${counted(length)} of ${most}.` : "Quoted, for who asks for more.");
    quoting = true;
    focused.focus({ preventScroll: true });
    quoting = false;
  }

  function made(list, id) {
    const item = document.getElementById(`pick-${list}`).content.firstElementChild.cloneNode(true);
    item.dataset.passage = id;
    item.querySelector("input").value = id;
    const text = textOf(id);
    item.querySelector("[data-text]").textContent = text;
    for (const what of item.querySelectorAll("[data-what]")) what.textContent = `: ${text.slice(0, 60)}`;
    return item;
  }

  for (const [list, element] of Object.entries(lists)) {
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (!button) return;
      event.preventDefault();
      const item = button.closest("[data-passage]");
      const [before, after] = [item.previousElementSibling, item.nextElementSibling];
      if (button.dataset.do === "up" && before) before.before(item);
      if (button.dataset.do === "down" && after) after.after(item);
      if (button.dataset.do === "drop") item.remove();
      changed();
      const place = items(list).indexOf(item);
      say(place < 0 ? "Removed." : `Now ${place + 1} of ${items(list).length}.`);
      (place < 0 ? (after ?? before)?.querySelector("[data-do=drop]") ?? sentences.find(({ tabIndex }) => !tabIndex) : button).focus();
    });
  }

  // Showing

  function changed() {
    mark();
    preview();
    form.dispatchEvent(new Event("input"));
  }

  /** Boxes, marks and tags as the lists have it. */
  function mark() {
    for (const sentence of sentences) {
      const tags = [];
      for (const list of Object.keys(lists)) {
        const place = items(list).findIndex((item) => idsOf(item.dataset.passage).includes(sentence.dataset.id));
        const box = sentence.nextElementSibling.querySelector(`[name=${BOXES[list]}]`);
        box.checked = place >= 0;
        if (place >= 0) tags.push([list, `${NAMES[list]} ${place + 1}`]);
      }
      const text = texts.get(sentence);
      sentence.replaceChildren(...(tags.length ? [element("mark", text, tags[0][0] === "more" ? "more" : ""),
        ...tags.flatMap(([, tag]) => [" ", element("span", tag, "tag")])] : [text]));
    }
    for (const list of Object.keys(lists)) {
      picking.querySelector(`[data-none=${list}]`).hidden = items(list).length > 0;
    }
  }

  function preview() {
    const shown = picking.querySelector("[data-preview]");
    const title = picking.querySelector("h3").textContent;
    const standing = items("passages").filter((item) => idsOf(item.dataset.passage).length);
    const quotes = standing.map((item) => {
      const quoted = document.createElement("blockquote");
      quoted.append(element("p", item.querySelector("[data-text]").textContent), element("p", title, "small"));
      return quoted;
    });
    const suggestions = shown.querySelectorAll(".suggestions");
    const reply = element("div", "", "reply");
    reply.append(element("p", `From our article “${title}”:`), ...quotes, ...suggestions);
    shown.replaceChildren(quotes.length ? reply : element("p", "Pick a sentence, and the answer is shown here.", "quiet"));
  }

  function say(text) {
    said.textContent = text;
  }

  // Reading

  function items(list) {
    return [...lists[list].children];
  }

  function paragraphOf(index) {
    return sentences[index].closest("[data-paragraph]");
  }

  /** Ids of the sentences of a passage; none where it doesn't stand in the article. */
  function idsOf(passage) {
    const [first, last] = passage.split("..");
    const ids = sentences.map((sentence) => sentence.dataset.id);
    const [start, end] = [ids.indexOf(first), ids.indexOf(last ?? first)];
    return start < 0 || end < 0 ? [] : ids.slice(start, end + 1);
  }

  function textOf(passage) {
    return idsOf(passage).map((id) => texts.get(sentences.find((sentence) => sentence.dataset.id === id))).join(" ");
  }

  function overlaps(item, ids) {
    return idsOf(item.dataset.passage).some((id) => ids.includes(id));
  }
}

/** Whether something of a sentence is in a range, not just its edge. */
function touches(range, sentence) {
  const own = document.createRange();
  own.selectNodeContents(sentence);
  return range.compareBoundaryPoints(Range.START_TO_END, own) > 0 && range.compareBoundaryPoints(Range.END_TO_START, own) < 0;
}

function counted(number) {
  return `${number} sentence${number === 1 ? "" : "s"}`;
}

function element(name, text, style = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = style;
  return made;
}
