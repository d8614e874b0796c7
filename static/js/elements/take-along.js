/*
 * Takes a day along: fetches its pages one after the other and keeps them for its reader. What is here
 * in the same version is not fetched again, so a download that broke off goes on from there.
 */
import { bytesOf, drop, fetched, inKB, keepFiles, keepPack, mine, pack, person, removePack } from "../lib/kept.js";
import { ready } from "../lib/ready.js";

const ON_WIFI = "only-on-wifi";
const link = navigator.connection;

customElements.define("take-along", class extends HTMLElement {
  #going = false;

  async connectedCallback() {
    if (!navigator.serviceWorker || !globalThis.caches) return this.#closed();
    this.#on("take", () => this.#wanted());
    this.#on("go-on", () => this.#wanted());
    this.#on("remove", () => this.#remove());
    this.#offerWifi();
    await this.#show();
    const told = await pack(this.#place);
    const isCopy = "copy" in document.documentElement.dataset;
    if (told && !isCopy && (!told.whole || told.version !== this.getAttribute("version"))) this.#wanted();
  }

  get #place() {
    return this.getAttribute("place");
  }

  #on(name, act) {
    this.querySelector(`[data-${name}]`).addEventListener("click", act);
  }

  #closed() {
    this.replaceChildren(Object.assign(document.createElement("p"), { textContent: this.dataset.none }));
  }

  #offerWifi() {
    const box = this.querySelector("[data-wifi]");
    box.checked = localStorage.getItem(ON_WIFI) === "yes";
    box.disabled = !link?.type;
    box.parentElement.hidden = box.disabled;
    this.querySelector("[data-blind]").hidden = Boolean(link?.type);
    box.addEventListener("change", () => {
      localStorage.setItem(ON_WIFI, box.checked ? "yes" : "no");
      if (this.#waiting) this.#wanted();
    });
    link?.addEventListener?.("change", () => this.#waiting && this.#wanted());
  }

  #waiting = false;

  #wanted() {
    const wifi = this.querySelector("[data-wifi]");
    this.#waiting = !wifi.disabled && wifi.checked && !["wifi", "ethernet"].includes(link.type);
    if (this.#waiting) this.#say(this.dataset.waits);
    else if (!this.#going) this.#take();
  }

  async #take() {
    this.#going = true;
    this.#say(this.dataset.going);
    try {
      navigator.storage?.persist?.();
      await ready();
      await this.#fetchAll(await (await fetched(this.#place)).json());
      await this.#show();
    } catch (fault) {
      await this.#show();
      this.#say(fault.name === "QuotaExceededError" ? this.dataset.full : this.dataset.stopped);
    }
    this.#going = false;
  }

  async #fetchAll({ files, parts, ...told }) {
    const before = (await pack(this.#place))?.parts ?? {};
    const now = { ...told, parts: {}, whole: false, at: new Date().toISOString() };
    const bar = this.querySelector("progress");
    Object.assign(bar, { hidden: false, max: parts.length + 1, value: 0 });
    await keepFiles(files);
    for (const part of parts) {
      bar.value += 1;
      Object.assign(now.parts, await keepPart(part, before));
      await keepPack({ ...now, parts: { ...before, ...now.parts } });
    }
    await keepPack({ ...now, whole: true });
    await drop(Object.keys(before));
  }

  async #show() {
    const told = await pack(this.#place);
    this.querySelector("progress").hidden = true;
    this.querySelector("[data-take]").hidden = Boolean(told);
    this.querySelector("[data-go-on]").hidden = !told || told.whole;
    this.querySelector("[data-remove]").hidden = !told;
    if (told?.whole) this.#say(`${this.dataset.whole} ${inKB(bytesOf(told))}`);
    else this.#say(told ? this.dataset.part : "");
  }

  async #remove() {
    await removePack(this.#place);
    await this.#show();
    this.#say(this.dataset.removed);
  }

  #say(text) {
    this.querySelector("[data-said]").textContent = text;
  }
});

/* One page under all its addresses, if it is not here in this version; and what it takes up. */
async function keepPart({ addresses, source, version }, before) {
  const cache = await mine();
  const known = before[addresses[0]];
  const here = known?.version === version && (await cache.match(addresses[0]));
  const answer = here || (await fetched(source, { cache: "no-cache" }));
  const reader = answer.headers.get("X-Reader");
  if (!here && (answer.redirected || (reader && reader !== person))) throw new Error("signed out");
  const { size: bytes } = await answer.clone().blob();
  for (const address of addresses) if (!here) await cache.put(address, answer.clone());
  return Object.fromEntries(addresses.map((address) => [address, { version, bytes }]));
}
