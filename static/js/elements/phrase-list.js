/*
 * Puts a phrase into the comment where the cursor stood, and selects its first blank.
 *
 * <phrase-list for="comment"> holds <details> with a search and buttons named "phrase"; without this
 * script each button asks the server for the same. Enter puts in the first one that is shown, and on
 * an empty search it leads to the comment, as Escape does.
 */
const BLANK = /\{[^{}\n]*\}/;

customElements.define("phrase-list", class extends HTMLElement {
  connectedCallback() {
    this.querySelector(".phrase-search").hidden = false;
    this.addEventListener("click", (event) => this.#choose(event));
    this.addEventListener("input", () => this.#filter());
    this.addEventListener("keydown", (event) => this.#press(event));
    this.#details.addEventListener("toggle", () => this.#details.open && this.#search.focus());
  }

  get #details() {
    return this.querySelector("details");
  }

  get #search() {
    return this.querySelector("[type=search]");
  }

  get #comment() {
    return document.getElementById(this.getAttribute("for"));
  }

  get #shown() {
    return [...this.querySelectorAll("li:not([hidden]) > .phrase")];
  }

  #choose(event) {
    const phrase = event.target.closest(".phrase");
    if (!phrase) return;
    event.preventDefault();
    this.#put(phrase.textContent.trim());
  }

  #filter() {
    const words = folded(this.#search.value).split(/\s+/);
    for (const row of this.querySelectorAll("li")) {
      const text = folded(row.textContent);
      row.hidden = !words.every((word) => text.includes(word));
    }
  }

  #press(event) {
    const { key, target } = event;
    const at = this.#shown.indexOf(target);
    if (key === "Escape") this.#close();
    else if (key === "ArrowDown") (this.#shown[at + 1] ?? target).focus();
    else if (key === "ArrowUp") (this.#shown[at - 1] ?? this.#search).focus();
    else if (key !== "Enter" || target !== this.#search) return;
    else if (this.#search.value.trim()) this.#shown[0]?.click();
    else this.#close();
    event.preventDefault();
  }

  #close() {
    this.#details.open = false;
    this.#search.value = "";
    this.#filter();
    this.#comment.focus();
  }

  #put(phrase) {
    this.#close();
    const comment = this.#comment;
    const from = comment.selectionStart || comment.value.length;
    comment.setSelectionRange(from, Math.max(from, comment.selectionEnd));
    const before = comment.value.slice(0, from);
    const said = before && !/\s$/.test(before) ? `\n${phrase}` : phrase;
    write(comment, said);
    const blank = BLANK.exec(said);
    if (blank) comment.setSelectionRange(from + blank.index, from + blank.index + blank[0].length);
  }
});

// As if it were typed, so that the browser can take it back and drafts are kept.
function write(comment, text) {
  if (!document.execCommand("insertText", false, text)) comment.setRangeText(text);
}

function folded(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}
