// Adding and changing articles: the cut text follows the typing, and files can be dropped.

const PAUSE = 400; // milliseconds without a key before the text is cut anew

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** One line as Frontdesk cuts it; templates/articles/_cuts.html makes the same. */
const cut = (line, number) => {
  const tag = (text) => element("span", { className: "tag", textContent: text });
  if (line.kind === "heading") {
    return element("div", { className: "cut heading" },
      element("p", {}, tag("Heading"), " ", element("strong", { textContent: line.text })));
  }
  const id = `line-${number}`;
  const words = line.kind === "paragraph"
    ? line.sentences.flatMap((sentence) => [element("mark", { textContent: sentence }), " "])
    : [tag("Invitation"), " ", line.text];
  const made = element("div", { className: `cut ${line.kind}` }, element("p", { id }, ...words));
  if (line.automatic) {
    made.append(element("p", { className: "hint", textContent: "Never quoted, because it begins with “Offer:” or ends with “>”." }));
    return made;
  }
  const box = element("input", { type: "checkbox", name: "call", value: line.key, checked: line.kind === "call_to_action" });
  box.setAttribute("aria-describedby", id);
  made.append(element("label", { className: "choice" }, box, " Never quote this"));
  return made;
};

const show = (answer) => {
  const focused = document.activeElement?.name === "call" ? document.activeElement.value : "";
  document.getElementById("cut-summary").textContent = `${answer.summary}.`;
  document.getElementById("cuts").replaceChildren(...answer.lines.map((line, index) => cut(line, index + 1)));
  const more = document.getElementById("cuts-more");
  more.hidden = !answer.more;
  more.querySelector("span").textContent = String(answer.more);
  document.getElementById("cuts-unshown").replaceChildren(...answer.unshown.map((key) =>
    element("input", { type: "hidden", name: "call", value: key })));
  for (const field of document.querySelectorAll("[data-ticks]")) field.value = answer.ticks[field.name];
  document.getElementById("remarks").replaceChildren(...answer.remarks.map((remark) =>
    element("div", { className: "box warn" }, element("p", { textContent: remark }))));
  if (focused) document.querySelector(`#cuts input[value="${CSS.escape(focused)}"]`)?.focus();
};

for (const form of document.querySelectorAll("form[data-article]")) {
  let waiting = 0;
  let newest = 0;
  const follow = async () => {
    const mine = ++newest;
    const sent = new FormData(form);
    sent.delete("base");
    const answer = await fetch("/staff/articles/preview-part", { method: "POST", body: sent }).catch(() => null);
    // What was typed meanwhile is asked for again; without an answer, the button still cuts it anew.
    if (answer?.ok && mine === newest) show(await answer.json());
  };
  form.addEventListener("input", (event) => {
    if (!["text", "title"].includes(event.target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(follow, PAUSE);
  });
  form.addEventListener("change", (event) => { if (event.target.name === "call") follow(); });
}

for (const place of document.querySelectorAll("[data-drop]")) {
  const input = place.querySelector("input[type=file]");
  const said = place.querySelector("[data-drop-said]");
  place.querySelector("[data-drop-hint]").hidden = false;
  const over = (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    place.toggleAttribute("data-over", event.type !== "drop");
  };
  place.addEventListener("dragenter", over);
  place.addEventListener("dragover", over);
  place.addEventListener("dragleave", () => place.removeAttribute("data-over"));
  place.addEventListener("drop", (event) => {
    over(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    said.textContent = `${input.files[0].name} is chosen.`;
  });
}
