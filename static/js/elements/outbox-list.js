/* Says of each thing that was written without a connection where it is, and lets people act on it. */
import { inHours } from "../lib/kept.js";
import { everything, flush, isUnsent, keep, remove } from "../lib/outbox.js";
import { keepPhoto, removePhoto, written } from "../lib/photos.js";

const TONES = { here: "neutral", waiting: "info", sending: "info", received: "good", refused: "bad" };

customElements.define("outbox-list", class extends HTMLElement {
  #trouble = navigator.onLine ? "" : "offline";

  connectedCallback() {
    this.querySelector("[data-send]").addEventListener("click", () => flush());
    this.querySelector("[data-export]").addEventListener("click", () => this.#export());
    addEventListener("outbox", ({ detail }) => this.#show(detail));
    this.#show(this.#trouble);
  }

  async #show(trouble) {
    this.#trouble = trouble;
    const all = (await everything()).filter(({ state }) => state in TONES);
    const row = this.querySelector("template").content;
    this.querySelector("ul").replaceChildren(...all.map((item) => this.#row(row, item)));
    this.querySelector("[data-none]").hidden = all.length > 0;
    this.querySelector("[data-some]").hidden = all.length === 0;
    this.querySelector("[data-send]").hidden = !all.some(isUnsent);
    this.querySelector("[data-sign-in]").hidden = trouble !== "sign-in";
  }

  #row(template, item) {
    const row = template.cloneNode(true);
    const state = this.#state(item);
    const badge = row.querySelector(".badge");
    badge.classList.replace("badge-neutral", `badge-${TONES[state]}`);
    badge.textContent = this.dataset[state].replace("{}", item.receipt ?? "");
    this.#name(row.querySelector("[data-label]"), item);
    row.querySelector("[data-at]").textContent = inHours(item.at);
    row.querySelector("[data-told]").textContent = item.told ?? "";
    row.querySelector("[data-refused]").hidden = state !== "refused";
    row.querySelector("[data-open]").href = `${item.page}#${item.id}`;
    row.querySelector("[data-again]").addEventListener("click", () => this.#again(item));
    row.querySelector("[data-remove]").addEventListener("click", () => this.#remove(item));
    return row;
  }

  #state({ state }) {
    return isUnsent({ state }) && this.#trouble ? "here" : state;
  }

  #name(place, { label, href }) {
    const name = document.createElement(href ? "a" : "span");
    name.textContent = label;
    if (href) name.href = href;
    place.append(name);
  }

  async #again(item) {
    const again = { ...item, state: "waiting", told: "" };
    await (item.kind === "photo" ? keepPhoto : keep)(again);
    await flush();
  }

  async #remove({ id, kind, label }) {
    if (!confirm(`${this.dataset.sure}\n${label}`)) return;
    await (kind === "photo" ? removePhoto : remove)(id);
  }

  async #export() {
    const all = (await everything()).map((item) => (item.blob ? written(item) : item));
    const file = new Blob([JSON.stringify(await Promise.all(all), null, 1)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${this.dataset.file}-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
});
