/*
 * Lets a reader select words in the text and keep them, with or without a note.
 *
 * It holds the form that keeps a passage as it is; "Note" hands the passage on to the form beside it.
 * A passage travels as the server finds it again: folded letters and a little of those around it.
 */
const LONGEST = 2000;
const CONTEXT = 64;
const PAUSE = 150;

customElements.define("keep-passage", class extends HTMLElement {
  #text = document.querySelector("[data-passages]");
  #notes = this.closest(".notes");
  #range;
  #timer;

  connectedCallback() {
    const [form] = this.#writing();
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(), PAUSE);
    });
    this.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
    this.querySelector("[type=submit]").addEventListener("click", () => this.#fill(this));
    this.querySelector("[type=button]").addEventListener("click", () => this.#write());
    control(form, "quote").addEventListener("input", () => this.#showChosen());
    if (control(form, "quote").value) this.#showChosen();
  }

  #look() {
    const selection = getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    const words = range && this.#text.contains(range.commonAncestorContainer) ? folded(range) : "";
    this.hidden = !words || words.length > LONGEST;
    if (this.hidden) this.querySelector("[data-later]").hidden = true;
    if (this.hidden) return;
    this.#range = range.cloneRange();
    const { bottom, left } = range.getBoundingClientRect();
    this.style.setProperty("--keep-x", `${Math.max(8, Math.min(left, innerWidth - this.offsetWidth - 8))}px`);
    this.style.setProperty("--keep-y", `${Math.min(bottom + 8, innerHeight - this.offsetHeight - 8)}px`);
  }

  #fill(place) {
    this.#look(); // who is quicker than the pause means what is selected now
    const [before, after] = [new Range(), new Range()];
    before.setStart(this.#text, 0);
    before.setEnd(this.#range.startContainer, this.#range.startOffset);
    after.setStart(this.#range.endContainer, this.#range.endOffset);
    after.setEnd(this.#text, this.#text.childNodes.length);
    control(place, "quote").value = folded(this.#range);
    control(place, "before").value = folded(before).slice(-CONTEXT);
    control(place, "after").value = folded(after).slice(0, CONTEXT);
  }

  #write() {
    const [form, details] = this.#writing();
    this.#fill(form);
    for (const name of ["quote", "before", "after"]) {
      control(form, name).dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.hidden = true;
    details.open = true;
    control(form, "body").focus();
  }

  #showChosen() {
    const [form] = this.#writing();
    const quote = control(form, "quote").value;
    const shown = form.querySelector("[data-chosen]");
    shown.textContent = quote;
    shown.hidden = !quote;
    control(form, "paragraph").closest(".field").hidden = Boolean(quote);
  }

  #writing() {
    const details = this.#notes.querySelector(".note-new");
    return [details.querySelector("form"), details];
  }
});

function control(place, name) {
  return place.querySelector(`[name="note-${name}"]`);
}

function folded(range) {
  return range.toString().replace(/\s+/g, " ").trim();
}
