/*
 * Says how many words a text has, and how many are missing or too many. Like char-count it never
 * stops typing: the server answers in a sentence, and nothing typed is lost.
 */
const PAUSE = 1500;
const WORD = /[\p{L}\p{N}]/u;
const SPACE = /[\s\x1c-\x1f\x85]+/; // what lms/case_studies/words.py takes for a space

customElements.define("word-count", class extends HTMLElement {
  #timer;

  connectedCallback() {
    const field = document.getElementById(this.getAttribute("for"));
    const shown = document.createElement("span");
    const spoken = document.createElement("span");
    shown.setAttribute("aria-hidden", "true");
    spoken.className = "visually-hidden";
    spoken.setAttribute("role", "status");
    this.replaceChildren(shown, spoken);
    const count = () => this.#count(field.value, shown, spoken);
    field.addEventListener("input", count);
    count();
  }

  #count(text, shown, spoken) {
    const words = text.split(SPACE).filter((word) => WORD.test(word)).length;
    const missing = Number(this.getAttribute("least")) - words;
    const over = words - Number(this.getAttribute("most"));
    shown.textContent = [
      this.#say("soFar", words),
      missing > 0 ? this.#say("missing", missing) : "",
      over > 0 ? this.#say("over", over) : "",
    ].filter(Boolean).join(", ");
    this.classList.toggle("word-count-over", over > 0);
    this.classList.toggle("word-count-enough", missing <= 0 && over <= 0);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (spoken.textContent = shown.textContent), PAUSE);
  }

  #say(name, number) {
    return `${this.dataset[name]} ${number.toLocaleString(document.documentElement.lang)}`;
  }
});
