/*
 * The desk of a supervisor: decisions that are saved without leaving the page.
 *
 * <review-desk> holds #desk, which gives way to the next entry. A plain approval shows that at once, if
 * it is here already, and is saved meanwhile; all else waits for its answer (docs/decisions/028).
 */
import { Decisions, decisionOf, isPlain } from "../lib/decisions.js";
import { PagesAhead, whatFollows } from "../lib/pages-ahead.js";

const UNDO = 10_000;
const FURTHER = 1; // entries after the next one that are fetched while this one is read

customElements.define("review-desk", class extends HTMLElement {
  #ahead = new PagesAhead();
  #decisions = new Decisions();
  #decided = new Set();

  connectedCallback() {
    document.addEventListener("click", (event) => this.#follow(event));
    this.addEventListener("submit", (event) => this.#save(event), true);
    addEventListener("popstate", () => this.#decisions.answered.then(() => location.reload()));
    addEventListener("beforeunload", (event) => this.#decisions.areOnTheirWay && event.preventDefault());
    this.#arrive();
  }

  get #isBusy() {
    return this.ariaBusy === "true";
  }

  #arrive() {
    this.dispatchEvent(new Event("arrived", { bubbles: true }));
    if (!this.querySelector("[data-decides]")) return;
    this.#ahead.fetch(whatFollows(document), FURTHER);
    this.#ahead.fetch(this.querySelector("a[rel=next]")?.href);
  }

  #follow(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const here = link.rel === "next" && this.#ahead.has(link.href);
    if (!here && !this.#decisions.areOnTheirWay) return;
    event.preventDefault();
    if (here && !this.#isBusy) this.#show(link.href);
    else if (!this.#isBusy) this.#leave(link.href);
  }

  async #leave(address) {
    this.ariaBusy = "true";
    this.#say(this.dataset.saving);
    await this.#decisions.answered;
    if (this.#isBusy) location.assign(address);
  }

  async #save(event) {
    const { target: form, submitter } = event;
    if (form.matches(".undo") && this.#decisions.areOnTheirWay) event.preventDefault();
    if (!form.matches("[data-decides]") || submitter?.matches("[data-plain]")) return;
    event.preventDefault();
    if (this.#isBusy) return;
    const decision = decisionOf(form, submitter);
    this.#decided.add(decision.address);
    this.#say(this.dataset.saving);
    const after = this.#after();
    if (after && isPlain(decision) && !this.#decisions.areFarBehind) this.#goOn(decision, after);
    else this.#wait(decision, after);
  }

  #after() {
    const after = whatFollows(document);
    return this.#ahead.has(after) && !this.#decided.has(after) ? after : "";
  }

  async #goOn(decision, after) {
    const sent = this.#decisions.send({ ...decision, shown: "stays" }, () => this.#say(this.dataset.waits));
    this.#show(after);
    const answer = await sent;
    if (answer.ok && !answer.redirected) this.#saved(decision, await answer.json());
    else this.#refused(decision);
  }

  async #wait(decision, after) {
    this.ariaBusy = "true";
    const answer = await this.#decisions.send({ ...decision, shown: after });
    const done = answer?.ok && !answer.redirected ? await answer.json() : null;
    this.ariaBusy = String(Boolean(answer && !done));
    if (!answer) this.#say(this.dataset.lost);
    else if (!done) Object.assign(decision.form, { action: decision.action }).submit(); // the page says what is wrong
    else {
      this.#show(new URL(done.next, location).href);
      this.#saved(decision, done);
    }
  }

  #saved({ draft }, { said, undo }) {
    localStorage.removeItem(`draft:${draft}`);
    if (said) this.#say(said);
    this.#offer(undo);
  }

  // The reader may be writing about another entry by now: it is said, and nothing is taken from their hands.
  #refused({ title, address }) {
    this.#decided.delete(address);
    const note = document.querySelector(".not-saved");
    const link = Object.assign(document.createElement("a"), { href: address, textContent: title });
    note.append(" ", link);
    note.hidden = false;
  }

  #show(address) {
    const page = this.#ahead.take(address);
    this.ariaBusy = String(!page);
    if (!page) return location.assign(address);
    for (const part of ["#desk", ".breadcrumb", "toast-region"]) {
      document.querySelector(part)?.replaceWith(document.adoptNode(page.querySelector(part)));
    }
    document.title = page.title;
    history.pushState(null, "", address);
    scrollTo(0, 0);
    this.querySelector("h1").focus();
    const body = new URLSearchParams(new FormData(this.querySelector(".undo")));
    fetch(address.replace(/(\?|$)/, "/opening$1"), { method: "POST", body }).catch(() => {});
    this.#arrive();
  }

  #say(text) {
    document.querySelector(".save-state").textContent = text;
  }

  #offer(address) {
    const form = this.querySelector(".undo");
    form.hidden = !address;
    form.action = address ?? "";
    setTimeout(() => form.getAttribute("action") === address && (form.hidden = true), UNDO);
  }
});
