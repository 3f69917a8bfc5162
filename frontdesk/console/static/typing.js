// What is worth a second look is told while examples are typed, by the number of the line.

const PAUSE = 700; // milliseconds without a key before the lines are looked at
const MOST = 31; // lines sent in one go: those that the server looks at, and one by which it knows that there are more

for (const examples of document.querySelectorAll("[data-examples]")) watch(examples);

/** @param {HTMLElement} examples */
function watch(examples) {
  const area = examples.querySelector("textarea");
  const form = area.form;
  const before = new Set(lines(form.elements.base_examples.value).map(([, text]) => text));
  const told = examples.querySelector("[data-warnings]");
  area.scrollTop = area.scrollHeight; // where new ones go
  let timer = 0;
  let asking = new AbortController();

  area.addEventListener("input", () => {
    const typed = lines(area.value);
    examples.querySelector("[data-count]").textContent = String(counted(typed));
    clearTimeout(timer);
    timer = setTimeout(() => look(typed), PAUSE);
  });

  /** With those that are on another page. */
  function counted(typed) {
    return Number(examples.dataset.others) + new Set(typed.map(([, text]) => text)).size;
  }

  async function look(typed) {
    asking.abort();
    asking = new AbortController();
    const body = new URLSearchParams({ csrf: form.elements.csrf.value, label: examples.dataset.label, count: counted(typed) });
    for (const [number, text] of typed.filter(([, text]) => !before.has(text)).slice(0, MOST)) {
      body.append("line", String(number));
      body.append("text", text);
    }
    try {
      const answer = await fetch("/staff/warnings", { method: "POST", body, signal: asking.signal });
      if (answer.ok) show((await answer.json()).warnings);
    } catch {
      // Nobody needs a second look to save; it comes with the next key.
    }
  }

  /** Select a line, and bring it into view. */
  function go(number) {
    const above = area.value.split("\n").slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
    area.setSelectionRange(above, above);
    area.blur();
    area.focus(); // scrolls to where the cursor is
    area.setSelectionRange(above, above + area.value.split("\n")[number - 1].length);
  }

  function show(warnings) {
    const list = document.createElement("ul");
    list.className = "warnings";
    list.append(...warnings.map((warning) => item(warning, go)));
    // Told once: what says the same isn't read out again.
    if (list.textContent !== told.textContent.trim()) told.replaceChildren(...(warnings.length ? [list] : []));
  }
}

/** The lines that aren't empty, with their numbers from 1. */
function lines(text) {
  return text.split("\n").map((line, index) => [index + 1, line.trim()]).filter(([, line]) => line);
}

function item(warning, go) {
  const entry = document.createElement("li");
  if (warning.line) {
    const number = document.createElement("button");
    number.type = "button";
    number.className = "plain";
    number.textContent = `Line ${warning.line}`;
    number.addEventListener("click", () => go(warning.line));
    entry.append(number, ": ");
  }
  entry.append(warning.text);
  if (warning.url) {
    const link = document.createElement("a");
    link.href = warning.url;
    link.target = "_blank";
    link.textContent = "Look at it (in a new tab)";
    entry.append(" ", link);
  }
  return entry;
}
