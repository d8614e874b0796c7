/*
 * Takes a register from the keyboard: 1 to 4 mark the person the focus is on and go on to the next
 * one; arrows up and down change the person, left and right the mark, as in every group.
 */
const KEYS = { 1: "present", 2: "late", 3: "excused", 4: "absent" };

customElements.define("roll-call", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#press(event));
  }

  #press(event) {
    const group = event.target.closest("[role=radiogroup]");
    if (!group || event.ctrlKey || event.altKey || event.metaKey) return;
    const status = KEYS[event.key];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!status && !step) return;
    event.preventDefault();
    if (status) group.querySelector(`[value=${status}]`).click();
    this.#focus(group, step ?? 1);
  }

  #focus(group, step) {
    const groups = [...this.querySelectorAll("[role=radiogroup]")];
    const next = groups[groups.indexOf(group) + step] ?? group;
    (next.querySelector(":checked") ?? next.querySelector("input")).focus();
  }
});
