/* Lists what was taken along on this device, with its size, and removes it. */
import { bytesOf, inDays, inKB, packs, removePack } from "../lib/kept.js";

customElements.define("kept-list", class extends HTMLElement {
  connectedCallback() {
    if (globalThis.caches) this.#show();
  }

  async #show() {
    const found = await packs();
    const row = this.querySelector("template").content;
    this.querySelector("ul").replaceChildren(...found.map((told) => this.#row(row, told)));
    this.querySelector("[data-none]").hidden = found.length > 0;
    this.querySelector("[data-some]").hidden = found.length === 0;
    const all = Object.assign({}, ...found.map(({ parts }) => parts));
    this.querySelector("[data-all]").textContent = inKB(bytesOf({ parts: all }));
  }

  #row(template, told) {
    const row = template.cloneNode(true);
    const link = row.querySelector("a");
    link.href = told.href;
    link.textContent = told.title;
    row.querySelector("[data-size]").textContent = inKB(bytesOf(told));
    row.querySelector("[data-day]").textContent = inDays(told.at);
    row.querySelector("[data-part]").hidden = told.whole;
    row.querySelector("button").addEventListener("click", () => this.#remove(told.place));
    return row;
  }

  async #remove(place) {
    await removePack(place);
    await this.#show();
    this.querySelector("h2").focus();
  }
});
