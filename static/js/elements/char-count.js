/*
 * Says how many characters are left. It never stops typing or cuts what was pasted: the server
 * answers in a sentence, and nothing typed is lost.
 */
const PAUSE = 1000;

customElements.define("char-count", class extends HTMLElement {
  #timer;

  connectedCallback() {
    const field = document.getElementById(this.getAttribute("for"));
    const shown = document.createElement("span");
    const spoken = document.createElement("span");
    shown.setAttribute("aria-hidden", "true");
    spoken.className = "visually-hidden";
    spoken.setAttribute("role", "status");
    this.replaceChildren(shown, spoken);
    const count = () => this.#count(field, shown, spoken);
    field.addEventListener("input", count);
    count();
  }

  #count(field, shown, spoken) {
    const most = Number(this.getAttribute("max"));
    const left = most - field.value.length;
    const words = this.getAttribute(left < 0 ? "over" : "left");
    shown.textContent = `${words} ${Math.abs(left).toLocaleString(document.documentElement.lang)}`;
    this.classList.toggle("char-count-over", left < 0);
    clearTimeout(this.#timer);
    if (left > most / 10) return;
    this.#timer = setTimeout(() => (spoken.textContent = shown.textContent), PAUSE);
  }
});
