/* A button that prints, in the place of the sentence that says how. */
customElements.define("print-page", class extends HTMLElement {
  connectedCallback() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `button button-${this.dataset.look ?? "primary"}`;
    button.textContent = this.dataset.label;
    button.addEventListener("click", () => print());
    this.append(button);
  }
});
