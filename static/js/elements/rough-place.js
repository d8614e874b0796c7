/*
 * Offers to fill in where its reader is, rounded on the device to about a kilometre: nothing finer leaves it.
 * The position is asked for by a press of the button and never by itself.
 */
customElements.define("rough-place", class extends HTMLElement {
  connectedCallback() {
    if (!navigator.geolocation) return;
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => {
      this.#say(this.dataset.asking);
      const once = { maximumAge: 600_000, timeout: 20_000 };
      navigator.geolocation.getCurrentPosition((found) => this.#fill(found), () => this.#say(this.dataset.none), once);
    });
  }

  #fill({ coords: { latitude, longitude } }) {
    const input = this.querySelector("input");
    input.value = `${latitude.toFixed(2)}, ${longitude.toFixed(2)}`;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    this.#say("");
  }

  #say(text) {
    this.querySelector("[role=status]").textContent = text;
  }
});
