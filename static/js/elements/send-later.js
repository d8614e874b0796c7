/*
 * Holds one form. With a connection it is sent as ever; without one, or where the server does not answer,
 * what was typed goes into the outbox of this device (docs/decisions/015).
 *
 * <send-later kind="entries" about='{"placement": 3}' label="Log entry">: `kind` is the last word of the
 * address that takes it, `about` goes along. `single` holds what is done but once, `stay` shows the form on,
 * `page` is where it is opened again, if that is not where it stands.
 */
import { clockOffset } from "../lib/clock.js";
import { inDays } from "../lib/kept.js";
import { flush, isUnsent, items, keep, reach, remove } from "../lib/outbox.js";
import { fieldsOf, fill, namedIn, versionOf } from "../lib/sent-forms.js";

const SENT = new Set(["waiting", "sending", "received"]);

customElements.define("send-later", class extends HTMLElement {
  #busy = false;
  #through = false;
  #again; // what was refused and is put right here

  async connectedCallback() {
    this.addEventListener("submit", (event) => this.#send(event), true);
    const all = await items().catch(() => []);
    const wanted = location.hash.slice(1);
    this.#again = all.find(({ id, state }) => id === wanted && state === "refused");
    if (this.#again) fill(this.#form, this.#again.body.fields ?? {});
    const same = ({ kind, about }) => kind === this.#kind && about === this.getAttribute("about");
    if (this.hasAttribute("single") && all.some((item) => isUnsent(item) && same(item))) this.#tell();
    this.#today();
  }

  get #form() {
    return this.querySelector("form");
  }

  get #kind() {
    return this.getAttribute("kind");
  }

  /* The form on a copy may be of another day. */
  #today() {
    const day = this.#form.elements.activity_date;
    const isCopy = "copy" in document.documentElement.dataset;
    const now = new Date(Date.now() + (clockOffset() || 0) * 1000);
    const today = new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    if (isCopy && day && day.value === day.defaultValue) day.value = today;
  }

  #send(event) {
    if (this.#through || event.submitter?.formNoValidate) return; // that one asks for another page
    event.preventDefault();
    event.stopPropagation();
    if (!this.#busy) this.#decide(event.target, event.submitter);
  }

  async #decide(form, submitter) {
    this.#busy = true;
    submitter?.setAttribute("aria-disabled", "true");
    await new Promise((go) => setTimeout(go)); // a form cannot be sent while it is still being sent
    const goes = (await reach()) && !(await this.#isTaken(form).catch(() => false));
    if (goes) await this.#give(form, submitter).catch(() => {});
    if (goes) this.#now(form, submitter);
    else await this.#keep(form, submitter).catch(() => this.#now(form, submitter));
    submitter?.removeAttribute("aria-disabled");
    this.#busy = false;
  }

  #now(form, submitter) {
    this.#through = true;
    form.requestSubmit(submitter);
    this.#through = false;
  }

  async #keep(form, submitter) {
    const [id, draft] = [crypto.randomUUID(), this.#draft];
    const isAnother = !this.#known || (await this.#isTaken(form));
    await keep({ ...this.#item(form, submitter, id, isAnother ? id : this.#known), state: "waiting" });
    if (this.#again) await remove(this.#again.id);
    if (draft && !this.hasAttribute("stay")) {
      await this.querySelector("photo-box")?.leave?.(); // who writes on has none of them in the next form
      form.reset();
      localStorage.removeItem(`draft:${draft}`);
    }
    this.#tell();
    flush();
  }

  /* What goes as a form is kept as well, should a server be restored to a time before it. */
  async #give(form, submitter) {
    if (this.#again) await keep({ ...this.#again, sentAs: this.#draft });
    if (this.#kind !== "entries" || !this.#known) return;
    const item = this.#item(form, submitter, crypto.randomUUID(), this.#known);
    await keep({ ...item, id: item.address, state: "given" });
  }

  #item(form, submitter, id, key) {
    const body = { ...JSON.parse(this.getAttribute("about")), written_at: new Date().toISOString() };
    if (this.#kind !== "readings") body.fields = fieldsOf(form, submitter);
    if (this.#kind === "entries") Object.assign(body, versionOf(form, submitter, id));
    Object.assign(body, namedIn(form));
    return {
      ...{ id, kind: this.#kind, about: this.getAttribute("about"), body, draft: this.#draft },
      ...{ address: `/api/v1/${this.#kind}/${key}`, label: this.#label(body) },
      ...{ page: this.getAttribute("page") ?? location.pathname, at: body.written_at },
    };
  }

  get #draft() {
    return this.closest("draft-keeper")?.getAttribute("key");
  }

  /* What a page has a number for keeps it; a copy of the page is written on more than once. */
  get #known() {
    return "copy" in document.documentElement.dataset ? null : this.getAttribute("key");
  }

  /* Something else was written under the number of this page meanwhile; a change of it names its base. */
  async #isTaken(form) {
    if (!this.#known || form.elements.base?.value) return false;
    const address = `/api/v1/${this.#kind}/${this.#known}`;
    return (await items()).some((item) => item.address === address && SENT.has(item.state));
  }

  #label({ fields }) {
    const [day] = fields?.activity_date ?? [];
    return [this.getAttribute("label"), day && inDays(day)].filter(Boolean).join(" · ");
  }

  #tell() {
    this.querySelector("[data-later]").hidden = false;
    this.#form.hidden = !this.hasAttribute("stay");
    this.querySelector("[data-later]").focus();
  }
});
