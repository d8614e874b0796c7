/*
 * Holds one form and sends it once, however often an impatient thumb taps.
 *
 * The button stays enabled for the browser, so that its name and value travel with the form.
 */
const GIVE_UP = 30_000; // then a stopped or lost request may be sent again

customElements.define("submit-once", class extends HTMLElement {
  #timer;

  connectedCallback() {
    this.addEventListener("submit", (event) => this.#send(event));
    addEventListener("pageshow", () => this.#ready());
  }

  #send(event) {
    if (event.defaultPrevented) return;
    if (this.#timer) {
      event.preventDefault();
      return;
    }
    this.#timer = setTimeout(() => this.#ready(), GIVE_UP);
    event.submitter?.setAttribute("aria-disabled", "true");
  }

  #ready() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    for (const button of this.querySelectorAll("button[aria-disabled]")) {
      button.removeAttribute("aria-disabled");
    }
  }
});
