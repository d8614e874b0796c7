/*
 * Keeps what is typed in a form on this device until the server has it.
 *
 * <draft-keeper key="person:address">, made by the macro `draft`, holds one form. The draft goes only
 * when a page carries data-drafts-done with the same key (app.js): a lost connection loses nothing.
 */
const PAUSE = 400;
const NEVER_KEPT = new Set(["password", "hidden", "file", "submit", "button", "reset", "image"]);

customElements.define("draft-keeper", class extends HTMLElement {
  #form;
  #timer;
  #server;

  connectedCallback() {
    this.#form = this.querySelector("form");
    this.#server = read(this.#form);
    const draft = stored(this.#key);
    if (draft && !same(draft.values, this.#server)) this.#bringBack(draft.values);
    this.#form.addEventListener("input", (event) => event.isTrusted && this.#soon());
    this.#form.addEventListener("change", (event) => event.isTrusted && this.#soon());
    this.#form.addEventListener("submit", () => this.#keep());
    addEventListener("pagehide", () => this.#timer && this.#keep());
  }

  get #key() {
    return `draft:${this.getAttribute("key")}`;
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), PAUSE);
  }

  #keep() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const values = read(this.#form);
    if (store(this.#key, { values })) this.#note(this.dataset.kept);
  }

  #bringBack(values) {
    this.closest("details")?.setAttribute("open", "");
    write(this.#form, values);
    this.#note(this.dataset.restored, this.dataset.undo, () => this.#putAside(values));
  }

  #putAside(values) {
    write(this.#form, this.#server);
    this.#note(this.dataset.removed, this.dataset.redo, () => this.#bringBack(values));
  }

  #note(text, action, act) {
    const note = this.querySelector(".draft-note") ?? this.#newNote();
    const message = document.createElement("span");
    message.textContent = text;
    note.replaceChildren(message);
    note.classList.toggle("draft-note-quiet", !action);
    if (!action) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = action;
    button.addEventListener("click", act);
    note.append(button);
  }

  #newNote() {
    const note = document.createElement("div");
    note.className = "draft-note";
    note.setAttribute("role", "status");
    this.#form.prepend(note);
    return note;
  }
});

function controls(form) {
  return [...form.elements].filter((one) => one.name && !NEVER_KEPT.has(one.type));
}

function read(form) {
  const values = {};
  for (const control of controls(form)) {
    const chosen = (values[control.name] ??= []);
    if (isTick(control)) control.checked && chosen.push(control.value);
    else if (control.multiple && control.options) {
      for (const option of control.selectedOptions) chosen.push(option.value);
    } else chosen.push(control.value);
  }
  return values;
}

function write(form, values) {
  const rest = structuredClone(values);
  for (const control of controls(form)) {
    const chosen = rest[control.name] ?? [];
    if (isTick(control)) control.checked = chosen.includes(control.value);
    else if (control.multiple && control.options) {
      for (const option of control.options) option.selected = chosen.includes(option.value);
    } else if (chosen.length) control.value = chosen.shift();
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function isTick({ type }) {
  return type === "checkbox" || type === "radio";
}

function same(one, other) {
  return JSON.stringify(one, tidy) === JSON.stringify(other, tidy);
}

function tidy(_, value) {
  return typeof value === "string" ? value.replaceAll("\r\n", "\n").trim() : value;
}

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function store(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}
