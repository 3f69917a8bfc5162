// A button beside each password that shows what was typed.

for (const input of document.querySelectorAll("input[type=password]")) {
  const button = document.createElement("button");
  const what = document.createElement("span");
  button.type = "button";
  button.className = "plain";
  what.className = "hidden";
  what.textContent = ` ${input.labels[0].textContent}`;
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.replaceChildren(shown ? "Hide" : "Show", what);
  };
  button.addEventListener("click", () => show(input.type === "password"));
  // Sent as a password, whatever is shown: browsers remember text fields.
  input.form.addEventListener("submit", () => show(false));
  show(false);
  input.after(button);
}
