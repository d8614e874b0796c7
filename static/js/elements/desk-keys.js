/*
 * The desk of a supervisor: single keys, and decisions that are saved without leaving the page.
 *
 * <desk-keys> holds #desk, which a saved decision or a step replaces by the next one, fetched while
 * this one is read. Whatever carries data-key answers to its key, unless data-off is set. No key acts
 * while something is saved, nor in the moment in which an entry appears: nobody decides unseen text.
 */
import { levelFor } from "../lib/rubric-keys.js";

const MOMENT = 300;
const UNDO = 10_000;
const TYPED_IN = "textarea, select, input:not([type=radio], [type=checkbox])";

customElements.define("desk-keys", class extends HTMLElement {
  #ahead = {};
  #busy = false;
  #since;
  #wish;

  connectedCallback() {
    document.addEventListener("keydown", (event) => this.isConnected && this.#press(event));
    this.addEventListener("click", (event) => this.#follow(event));
    this.addEventListener("submit", (event) => this.#save(event), true);
    addEventListener("popstate", () => location.reload());
    this.#arrive();
  }

  #arrive() {
    this.#since = performance.now();
    this.#wish = null;
    const next = this.querySelector("[data-decides]") && this.querySelector("a[rel=next]");
    if (next) this.#fetch(next.href);
  }

  #fetch(address) {
    const request = new XMLHttpRequest(); // it reads a page without any text becoming script
    request.responseType = "document";
    request.open("GET", address);
    request.setRequestHeader("X-Ahead", "1");
    request.addEventListener("load", () => {
      if (request.status === 200 && request.responseURL === address) {
        this.#ahead = { address, page: request.response };
      }
    });
    request.send();
  }

  #press(event) {
    const { key, target } = event;
    if (key === "Enter" && event.ctrlKey && this.#wish?.isConnected && target.matches("textarea")) {
      event.preventDefault();
      target.form.requestSubmit(this.#wish);
    }
    if ("off" in this.dataset || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (target.matches(TYPED_IN) || target.isContentEditable) return;
    const level = /^[1-4]$/.test(key);
    const meant = level ? levelFor(this, key) : this.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!meant || meant.closest("[hidden]")) return;
    event.preventDefault();
    if (event.repeat || performance.now() - this.#since < MOMENT) return;
    if (this.#busy) this.#say(this.dataset.saving);
    else this.#do(meant);
  }

  #do(meant) {
    const reason = meant.form?.elements.comment;
    if (meant.dataset.reason !== undefined && reason) {
      this.#wish = meant;
      this.#say(meant.dataset.reason);
      reason.focus();
    } else if (meant.matches(TYPED_IN)) meant.focus();
    else meant.click();
  }

  #follow(event) {
    const link = event.target.closest?.("a[rel=next]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || this.#ahead.address !== link.href) return;
    event.preventDefault();
    if (!this.#busy) this.#show(link.href);
  }

  async #save(event) {
    if (!event.target.matches("[data-decides]") || event.submitter?.matches("[data-plain]")) return;
    event.preventDefault();
    if (this.#busy) return;
    this.#busy = true;
    this.#say(this.dataset.saving);
    const { target: form, submitter } = event;
    const action = submitter?.getAttribute("formaction") ?? form.action;
    const headers = { Accept: "application/json", "X-Ahead": this.#ahead.address ?? "" };
    const sent = { method: "POST", body: new URLSearchParams(new FormData(form)), headers };
    const answer = await fetch(action, sent).catch(() => null);
    const done = answer?.ok && !answer.redirected ? await answer.json() : null;
    this.#busy = Boolean(answer && !done);
    if (!answer) this.#say(this.dataset.lost);
    else if (!done) Object.assign(form, { action }).submit(); // the page says what stands in the way
    else {
      localStorage.removeItem(`draft:${form.closest("draft-keeper").getAttribute("key")}`);
      this.#show(new URL(done.next, location).href);
      if (done.said) this.#say(done.said);
      this.#offer(done.undo);
    }
  }

  #show(address) {
    const { page } = this.#ahead.address === address ? this.#ahead : {};
    this.#busy = !page;
    if (!page) return location.assign(address);
    for (const part of ["#desk", ".breadcrumb", "toast-region"]) {
      document.querySelector(part)?.replaceWith(document.adoptNode(page.querySelector(part)));
    }
    this.#ahead = {};
    document.title = page.title;
    history.pushState(null, "", address);
    scrollTo(0, 0);
    this.querySelector("h1").focus();
    const body = new URLSearchParams(new FormData(this.querySelector(".undo")));
    fetch(address.replace(/(\?|$)/, "/opening$1"), { method: "POST", body }).catch(() => {});
    this.#arrive();
  }

  #say(text) {
    this.querySelector("[role=status]").textContent = text;
  }

  #offer(address) {
    const form = this.querySelector(".undo");
    form.hidden = !address;
    form.action = address ?? "";
    setTimeout(() => form.getAttribute("action") === address && (form.hidden = true), UNDO);
  }
});
