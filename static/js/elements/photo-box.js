/*
 * Photos and papers of one entry, on the form where it is written. Each is kept on this device as soon as it
 * is chosen, made small, and sent after the text. <photo-box entry="…"> lies inside the form; its own
 * controls have no names, so the form sends but the list of them.
 */
import { keepPhoto, photos, removePhoto, small } from "../lib/photos.js";

customElements.define("photo-box", class extends HTMLElement {
  #all = [];

  async connectedCallback() {
    if (!globalThis.indexedDB || !globalThis.crypto?.subtle) return;
    this.querySelector("[data-plain]").hidden = true;
    this.querySelector("[data-tools]").hidden = false;
    for (const input of this.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", () => this.#add(input));
    }
    this.#offerWifi();
    document.addEventListener("submit", (event) => this.#check(event), true);
    await this.#find().catch(() => {});
  }

  /* What was chosen before the page was lost. */
  async #find() {
    const mine = ({ entry, state }) => entry === this.getAttribute("entry") && state !== "received";
    for (const photo of (await photos()).filter(mine)) {
      this.#all.push(photo);
      this.#show(photo);
      if (photo.state === "raw") await this.#shrink(photo);
    }
  }

  async #add(input) {
    this.#say("");
    for (const file of [...input.files]) {
      if (this.#all.length >= Number(this.getAttribute("most"))) return this.#say(this.dataset.enough);
      await this.#take(file, "paper" in input.dataset).catch(() => this.#say(this.dataset.full));
    }
    input.value = "";
  }

  async #take(blob, paper) {
    const at = new Date().toISOString();
    const captured_at = new Date(blob.lastModified).toISOString();
    const photo = {
      ...{ id: crypto.randomUUID(), kind: "photo", entry: this.getAttribute("entry"), page: location.pathname },
      ...{ at, captured_at, name: blob.name, blob, paper, caption: "", consent: "", state: "raw" },
      label: `${this.dataset.label} · ${blob.name}`,
    };
    await keepPhoto(photo);
    this.#all.push(photo);
    this.#show(photo);
    await this.#shrink(photo);
  }

  async #shrink(photo) {
    Object.assign(photo, await small(photo));
    await keepPhoto(photo);
    this.#list();
  }

  #show(photo) {
    const row = this.querySelector("template").content.cloneNode(true).firstElementChild;
    const [picture, consent, caption] = ["img", "select", "input"].map((name) => row.querySelector(name));
    if (photo.blob.type.startsWith("image/")) picture.src = URL.createObjectURL(photo.blob);
    else picture.hidden = true;
    row.querySelector("[data-name]").textContent = photo.name;
    Object.assign(consent, { value: photo.consent });
    Object.assign(caption, { value: photo.caption });
    consent.addEventListener("change", () => this.#change(photo, { consent: consent.value }));
    caption.addEventListener("change", () => this.#change(photo, { caption: caption.value }));
    row.querySelector("button").addEventListener("click", () => this.#remove(photo, row));
    this.querySelector("ul").append(row);
    this.#list();
  }

  async #change(photo, said) {
    Object.assign(photo, said);
    this.#list();
    await keepPhoto(photo);
  }

  async #remove(photo, row) {
    this.#all = this.#all.filter((one) => one !== photo);
    row.remove();
    this.#list();
    await removePhoto(photo.id);
  }

  /* Kept for an entry of its own, written on a copy of this page. */
  async leave() {
    const left = this.#all.splice(0);
    this.querySelector("ul").replaceChildren();
    this.#list();
    await Promise.allSettled(left.map((photo) => keepPhoto({ ...photo, entry: "" })));
  }

  #check(event) {
    if (event.target !== this.closest("form")) return;
    const [unasked, raw] = [this.#all.findIndex(({ consent }) => !consent), this.#all.some(({ state }) => state === "raw")];
    if (unasked < 0 && !raw) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#say(raw ? this.dataset.moment : this.dataset.ask);
    this.querySelectorAll("select")[unasked]?.focus();
  }

  #list() {
    const named = this.#all.map(({ digest, size, name, consent, caption, captured_at }) => {
      return { sha256: digest, bytes: size, name, consent, caption, captured_at };
    });
    this.querySelector("[name=evidence]").value = named.length ? JSON.stringify(named) : "";
  }

  #offerWifi() {
    const box = this.querySelector("[data-wifi]");
    box.checked = localStorage.getItem("photos-only-on-wifi") === "yes";
    box.parentElement.hidden = !navigator.connection?.type;
    box.addEventListener("change", () => localStorage.setItem("photos-only-on-wifi", box.checked ? "yes" : "no"));
  }

  #say(text) {
    this.querySelector("[data-said]").textContent = text;
  }
});
