/*
 * Tells the server at which heading the reader puts a page away, so that they go on there on any
 * device. Without it the page itself is remembered.
 */
const LINE = 0.4; // of the height of the screen: what stands above it has been read

customElements.define("reading-place", class extends HTMLElement {
  #last;

  connectedCallback() {
    this.#last = this.#section();
    document.addEventListener("visibilitychange", () => document.hidden && this.#tell());
  }

  #tell() {
    const section = this.#section();
    if (section === this.#last) return;
    this.#last = section;
    const body = new URLSearchParams({ section, csrf_token: this.dataset.token });
    fetch(this.dataset.to, { method: "POST", body, keepalive: true }).catch(() => (this.#last = null));
  }

  #section() {
    const heads = [...document.querySelectorAll("[data-passages] h2[id]")];
    return heads.findLast((head) => head.getBoundingClientRect().top < innerHeight * LINE)?.id ?? "";
  }
});
