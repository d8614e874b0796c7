/*
 * Holds one form. With a connection it is sent as ever; without one, or where the server does not answer,
 * what was typed goes into the outbox of this device (docs/decisions/015).
 *
 * <send-later kind="entries" about='{"placement": 3}' label="Log entry">: `kind` is the last word of the
 * address that takes it, `about` goes along. `single` holds what is done but once, `stay` shows the form on.
 */
import { inDays } from "../lib/kept.js";
import { flush, isUnsent, items, keep, reach } from "../lib/outbox.js";

const OURS = new Set(["csrf_token", "base", "evidence"]);

customElements.define("send-later", class extends HTMLElement {
  #busy = false;
  #through = false;

  async connectedCallback() {
    this.addEventListener("submit", (event) => this.#send(event), true);
    const all = await items().catch(() => []);
    const wanted = location.hash.slice(1);
    const again = all.find(({ id, state }) => id === wanted && state === "refused");
    if (again) fill(this.#form, again.body.fields ?? {});
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
    const now = new Date();
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
    if (await reach()) this.#now(form, submitter);
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
    const [id, drafts] = [crypto.randomUUID(), this.closest("draft-keeper")];
    const body = { ...JSON.parse(this.getAttribute("about")), written_at: new Date().toISOString() };
    if (this.#kind !== "readings") body.fields = fieldsOf(form);
    if (this.#kind === "entries") Object.assign(body, versionOf(form, submitter, id));
    await keep({
      ...{ id, kind: this.#kind, about: this.getAttribute("about"), body },
      ...{ address: `/api/v1/${this.#kind}/${this.#key(id)}`, label: this.#label(body) },
      ...{ page: location.pathname, at: body.written_at, state: "waiting" },
      draft: drafts?.getAttribute("key"),
    });
    if (drafts && !this.hasAttribute("stay")) {
      form.reset();
      localStorage.removeItem(`draft:${drafts.getAttribute("key")}`);
    }
    this.removeAttribute("key"); // what is kept next from here is another thing
    this.#tell();
    flush();
  }

  /* What a page has a number for keeps it; a copy of the page is written on more than once. */
  #key(id) {
    const known = this.getAttribute("key");
    return known && !("copy" in document.documentElement.dataset) ? known : id;
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

function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (!OURS.has(name)) (fields[name] ??= []).push(value);
  }
  return fields;
}

function versionOf(form, submitter, version) {
  const hand_in = new URL(submitter?.formAction || form.action).pathname.endsWith("/submission");
  const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  const evidence = form.elements.evidence?.value;
  const named = evidence ? { evidence: JSON.parse(evidence) } : {};
  return { version, base: form.elements.base?.value || null, hand_in, time_zone, ...named };
}

function fill(form, fields) {
  for (const control of form.elements) {
    const values = fields[control.name];
    if (!values || control.type === "hidden") continue;
    if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
    else control.value = values[0];
  }
}
