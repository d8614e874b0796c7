/*
 * Explains a word of the glossary beside the word. The explanations stand at the end of the page; without
 * this script, or in an old browser, the word is a link to its explanation (components/words.css).
 */
const GAP = 8;

customElements.define("term-notes", class extends HTMLElement {
  #card;

  connectedCallback() {
    if (!this.showPopover) return;
    this.#card = this.#newCard();
    this.append(this.#card);
    document.addEventListener("click", (event) => this.#answer(event));
  }

  #answer(event) {
    const word = event.target.closest("a.term");
    const note = word && document.getElementById(word.hash.slice(1));
    if (!note || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#card.replaceChildren(...this.#told(note));
    this.#card.lang = note.parentElement.lang || document.documentElement.lang;
    this.#card.showPopover();
    this.#place(word.getClientRects()[0]);
    this.#card.focus({ preventScroll: true });
  }

  #newCard() {
    const card = document.createElement("div");
    card.className = "term-card";
    card.popover = "auto";
    card.tabIndex = -1;
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-labelledby", "term-card-name");
    return card;
  }

  #told(note) {
    const link = note.querySelector("dt a");
    const name = paragraph(link.textContent, "term-card-name");
    name.id = "term-card-name";
    return [name, paragraph(note.querySelector("dd").textContent), this.#ways(link.href)];
  }

  #ways(address) {
    const ways = document.createElement("div");
    const more = document.createElement("a");
    const close = document.createElement("button");
    ways.className = "term-card-ways";
    ways.lang = document.documentElement.lang;
    more.className = "button button-secondary";
    more.href = address;
    more.textContent = this.dataset.more;
    close.className = "button button-quiet";
    close.type = "button";
    close.textContent = this.dataset.close;
    close.addEventListener("click", () => this.#card.hidePopover());
    ways.append(more, close);
    return ways;
  }

  #place(word) {
    const { width, height, top: edge } = this.#card.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const start = getComputedStyle(this).direction === "rtl" ? wide - word.right : word.left;
    const below = word.bottom + GAP + height <= innerHeight;
    if (width === wide) scrollBy(0, Math.max(0, word.bottom + GAP - edge));
    const top = below ? word.bottom + GAP : Math.max(GAP, word.top - GAP - height);
    this.#card.style.setProperty("--term-x", `${Math.max(GAP, Math.min(start, wide - width - GAP))}px`);
    this.#card.style.setProperty("--term-y", `${top + scrollY}px`);
  }
});

function paragraph(text, name = "") {
  const made = document.createElement("p");
  made.textContent = text;
  made.className = name;
  return made;
}
