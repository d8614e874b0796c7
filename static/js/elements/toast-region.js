/*
 * Lets a reader dismiss messages, and speaks those that came with the page: a live region is read
 * only when it changes. Other scripts add one with `region.show(text, tone)`.
 */
const MOMENT = 150;

customElements.define("toast-region", class extends HTMLElement {
  connectedCallback() {
    const toasts = [...this.children];
    for (const toast of toasts) toast.append(this.#closing(toast));
    if (toasts.length) setTimeout(() => this.replaceChildren(...toasts), MOMENT);
  }

  show(text, tone = "info") {
    const toast = document.createElement("div");
    const words = document.createElement("p");
    toast.className = `toast toast-${tone}`;
    words.className = "toast-text";
    words.textContent = text;
    toast.append(words, this.#closing(toast));
    this.append(toast);
  }

  #closing(toast) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = this.dataset.close;
    button.addEventListener("click", () => toast.remove());
    return button;
  }
});
