/*
 * What a person has put into a form, by the names of its fields. Words beside a file go where the file goes,
 * unless `besideFiles` asks for them.
 */
const NEVER_KEPT = new Set(["password", "hidden", "file", "submit", "button", "reset", "image"]);

export class FormValues {
  constructor(element, { besideFiles = false } = {}) {
    this.element = element;
    this.besideFiles = besideFiles;
  }

  read() {
    const values = {};
    for (const control of this.#controls()) {
      const chosen = (values[control.name] ??= []);
      if (isTick(control)) control.checked && chosen.push(control.value);
      else if (control.multiple && control.options) {
        for (const option of control.selectedOptions) chosen.push(option.value);
      } else chosen.push(control.value);
    }
    return values;
  }

  /* Only what is no longer as the server wrote it. */
  changed() {
    const [values, names] = [this.read(), this.#controls().filter(isChanged).map(({ name }) => name)];
    return Object.fromEntries(names.map((name) => [name, values[name]]));
  }

  write(values) {
    const rest = structuredClone(values);
    for (const control of this.#controls()) {
      const chosen = rest[control.name] ?? [];
      if (isTick(control)) control.checked = chosen.includes(control.value);
      else if (control.multiple && control.options) {
        for (const option of control.options) option.selected = chosen.includes(option.value);
      } else if (chosen.length) control.value = chosen.shift();
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  holds(values) {
    return JSON.stringify(this.read(), tidy) === JSON.stringify(values, tidy);
  }

  /* A word to the server that travels with the form. */
  say(name, value) {
    if (this.element.elements[name]) return;
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    this.element.append(input);
  }

  #controls() {
    const isHere = (one) => this.besideFiles || !one.closest("post-files");
    return [...this.element.elements].filter((one) => one.name && !NEVER_KEPT.has(one.type) && isHere(one));
  }
}

function isTick({ type }) {
  return type === "checkbox" || type === "radio";
}

function isChanged(control) {
  if (isTick(control)) return control.checked !== control.defaultChecked;
  const options = [...(control.options ?? [])];
  if (options.length) return options.some(({ selected, defaultSelected }) => selected !== defaultSelected);
  return control.value !== control.defaultValue;
}

function tidy(_, value) {
  return typeof value === "string" ? value.replaceAll("\r\n", "\n").trim() : value;
}
