/*
 * Keeps what is typed in a form: on this device at once, on the server as soon as it can be reached.
 *
 * <draft-keeper key="person:name">, made by the macro `draft`, holds one form. The draft goes only when
 * a page carries data-drafts-done with the same key (app.js): a lost connection loses nothing.
 */
import { FormValues } from "../lib/form-values.js";
import { signInHere, takeTokenAnew } from "../lib/sign-in.js";
import { store, stored } from "../lib/stored.js";

const PAUSE = 400;
const CALM = 2500; // without typing, before the server is asked to keep it
const LATEST = 20000; // and with typing all the while

customElements.define("draft-keeper", class extends HTMLElement {
  #form;
  #timer;
  #calm;
  #since;
  #server;

  connectedCallback() {
    this.#form = new FormValues(this.querySelector("form"));
    this.#server = this.#form.read();
    const draft = stored(this.#key);
    if (draft && !this.#form.holds(draft.values)) this.#bringBack(draft.values);
    const form = this.#form.element;
    form.addEventListener("input", (event) => event.isTrusted && this.#soon());
    form.addEventListener("change", (event) => event.isTrusted && this.#soon());
    form.addEventListener("submit", () => this.#keep());
    // A camera may end this page.
    form.addEventListener("click", ({ target }) => target.type === "file" && this.#keep());
    addEventListener("pagehide", () => this.#timer && this.#keep());
    const folded = this.closest("details:not([open])");
    if (folded) folded.addEventListener("toggle", () => this.#ask(draft?.at), { once: true });
    else this.#ask(draft?.at);
  }

  get #key() {
    return `draft:${this.getAttribute("key")}`;
  }

  get #name() {
    return this.getAttribute("key").replace(/^\d+:/, "");
  }

  #soon() {
    clearTimeout(this.#timer);
    clearTimeout(this.#calm);
    this.#timer = setTimeout(() => this.#keep(), PAUSE);
    this.#since ??= Date.now();
    this.#calm = setTimeout(() => this.#send(), Math.min(CALM, this.#since + LATEST - Date.now()));
  }

  #keep() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (store(this.#key, { values: this.#form.read(), at: Date.now() })) this.#note(this.dataset.kept);
  }

  async #send({ again = false } = {}) {
    this.#since = undefined;
    const values = this.#form.read();
    const csrf_token = this.#form.element.querySelector("[name$=csrf_token]")?.value ?? "";
    const body = new URLSearchParams({ key: this.#name, fields: JSON.stringify(values), csrf_token });
    const answer = await fetch("/drafts", { method: "POST", body }).catch(() => null);
    if (answer?.ok) {
      this.#form.say("draft_kept", "1");
      if (this.#form.holds(values)) this.#note((await answer.json()).said);
    } else if (answer?.status === 401) this.#sayOut();
    else if (answer?.status === 400 && !again) this.#askWhoIsHere();
  }

  /* The form's cookie has ended: by itself, with a sign-in in another window, or with the session. */
  async #askWhoIsHere() {
    const found = await takeTokenAnew();
    if (found === "here") this.#send({ again: true });
    else if (found === "nobody") this.#sayOut();
  }

  #sayOut() {
    this.#note(this.dataset.out, this.dataset.again, () => this.#signIn());
    this.querySelector(".draft-note").classList.add("draft-note-out"); // in sight wherever one writes
  }

  async #signIn() {
    if (await signInHere(this.dataset.close)) this.#send();
  }

  async #ask(since = 0) {
    const answer = await fetch(`/drafts/${this.#name}`).catch(() => null);
    const elsewhere = answer?.ok && !answer.redirected ? await answer.json() : {};
    if (!elsewhere.fields) return;
    this.#form.say("draft_kept", "1");
    if (this.#form.holds(elsewhere.fields) || elsewhere.at <= since) return;
    if (this.#form.holds(this.#server)) this.#bringBack(elsewhere.fields, elsewhere.said);
    else this.#note(elsewhere.said, this.dataset.redo, () => this.#bringBack(elsewhere.fields));
  }

  #bringBack(values, said = this.dataset.restored) {
    this.closest("details")?.setAttribute("open", "");
    this.#form.write(values);
    this.#note(said, this.dataset.undo, () => this.#putAside(values));
  }

  #putAside(values) {
    this.#form.write(this.#server);
    this.#note(this.dataset.removed, this.dataset.redo, () => this.#bringBack(values));
  }

  #note(text, action, act) {
    const note = this.querySelector(".draft-note") ?? this.#newNote();
    note.replaceChildren(Object.assign(document.createElement("span"), { textContent: text }));
    note.classList.remove("draft-note-out");
    note.classList.toggle("draft-note-quiet", !action);
    if (!action) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = action;
    button.addEventListener("click", act);
    note.append(button);
  }

  #newNote() {
    const note = document.createElement("div");
    note.className = "draft-note";
    note.setAttribute("role", "status");
    this.#form.element.prepend(note);
    return note;
  }
});
