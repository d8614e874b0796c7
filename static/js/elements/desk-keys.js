/*
 * Single keys: whatever carries data-key in <desk-keys> answers to its key, unless data-off is set.
 *
 * A key acts on what is shown: not while that is being saved, nor in the moment in which it appears, for
 * nobody decides unseen text (docs/decisions/028).
 */
import { levelFor } from "../lib/rubric-keys.js";

const MOMENT = 300;
const TYPED_IN = "textarea, select, input:not([type=radio], [type=checkbox])";

customElements.define("desk-keys", class extends HTMLElement {
  #since = performance.now();
  #wish;

  connectedCallback() {
    document.addEventListener("keydown", (event) => this.isConnected && this.#press(event));
    this.addEventListener("arrived", () => (this.#since = performance.now()));
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
    if (this.querySelector("[aria-busy=true]")) this.#say(this.dataset.saving);
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

  #say(text) {
    this.querySelector("[role=status]").textContent = text;
  }
});
