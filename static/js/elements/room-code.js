/*
 * Shows the code of each minute without loading the page again, so that the wall never flashes.
 * When the server cannot be reached it says so and tries again: an old code opens nothing.
 */
const AGAIN = 5_000;
const SECOND = 1_000;

customElements.define("room-code", class extends HTMLElement {
  #left = 0;
  #timer;

  connectedCallback() {
    this.#left = Number(this.getAttribute("seconds"));
    this.#timer = setInterval(() => this.#tick(), SECOND);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #tick() {
    this.#left -= 1;
    const left = this.querySelector("[data-left]");
    if (left && this.#left >= 0) left.textContent = `${this.#left} s ·`;
    if (this.#left === 0) this.#ask();
  }

  async #ask() {
    try {
      const answer = await fetch(this.getAttribute("src"), { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.statusText);
      this.#show(await answer.json());
    } catch {
      this.#lost();
    }
  }

  #show({ window: state, code, seconds, here }) {
    const shown = this.querySelector("[data-code]");
    if (!shown || state !== "open") {
      location.reload();
      return;
    }
    shown.textContent = `${code.slice(0, 3)}\u202f${code.slice(3)}`;
    this.querySelector("[data-here]").textContent = here;
    this.classList.remove("room-lost");
    this.#left = seconds + 1;
    this.#tick();
  }

  #lost() {
    this.classList.add("room-lost");
    const left = this.querySelector("[data-left]");
    if (left) left.textContent = this.dataset.lost;
    setTimeout(() => this.#ask(), AGAIN);
  }
});
