/*
 * Places for files in the form of a post. <post-files edge="…" most="…"> shows one empty place at a time, makes
 * a chosen picture small before it is sent, and asks what it shows only of pictures.
 */
import { drawn } from "../lib/shrink.js";

const DRAWABLE = /^image\/(jpeg|webp|png)$/;

customElements.define("post-files", class extends HTMLElement {
  #busy = new Set();

  connectedCallback() {
    this.addEventListener("change", ({ target }) => target.type === "file" && this.#chosen(target));
    this.addEventListener("input", ({ isTrusted }) => isTrusted || this.#fold()); // words that are put back
    this.closest("form").addEventListener("submit", (event) => this.#check(event), true);
    this.#fold();
  }

  get #places() {
    return [...this.querySelectorAll("fieldset")];
  }

  async #chosen(input) {
    this.#say("");
    this.#fold();
    const [file] = input.files;
    if (!file || !DRAWABLE.test(file.type)) return;
    this.#busy.add(input);
    const small = await drawn(file, this.#number("edge"), this.#number("most")).catch(() => null);
    if (small && small.size < file.size && input.files[0] === file) put(input, small, file);
    this.#busy.delete(input);
    this.#say("");
  }

  /* The first empty place stands open, the ones after it do not; words are asked of pictures. */
  #fold() {
    const places = this.#places;
    const empty = places.findIndex((place) => !isUsed(place));
    for (const [number, place] of places.entries()) {
      const [file] = place.querySelector("[type=file]").files;
      place.hidden = empty >= 0 && number > empty && !isUsed(place);
      place.querySelector("[data-words]").hidden = Boolean(file) && !file.type.startsWith("image/");
    }
  }

  #check(event) {
    if (!this.#busy.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#say(this.dataset.moment);
  }

  #number(name) {
    return Number(this.getAttribute(name));
  }

  #say(text) {
    this.querySelector("[data-said]").textContent = text;
  }
});

function isUsed(place) {
  const [file, words] = place.querySelectorAll("input");
  return Boolean(file.files.length || words.value || place.querySelector(".field-error"));
}

function put(input, small, { name, lastModified }) {
  const list = new DataTransfer();
  list.items.add(new File([small], name.replace(/\.\w+$/, ".jpg"), { type: small.type, lastModified }));
  input.files = list.files;
}
