/*
 * What was typed is there again in the other language. It is kept for the next page of this tab only,
 * and put back if that is the same page and the same person reads it.
 */
import { FormValues } from "./lib/form-values.js";

const KEPT = "typed";
const { person } = document.body.dataset;

export function keep(choice) {
  const path = new URL(choice.elements.next.value, location).pathname;
  const all = "all" in choice.dataset;
  const typed = forms().map((form) => (all ? form.read() : form.changed()));
  sessionStorage.setItem(KEPT, JSON.stringify({ person, path, typed }));
}

export function putBack() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT));
  sessionStorage.removeItem(KEPT);
  if (kept?.path === location.pathname && kept.person === person) {
    for (const [place, form] of forms().entries()) fill(form, kept.typed[place] ?? {});
  }
}

function forms() {
  return [...document.querySelectorAll("main form")].map((form) => new FormValues(form, { besideFiles: true }));
}

function fill(form, typed) {
  const [now, names] = [form.read(), Object.keys(typed)];
  if (!names.length || names.some((name) => !(name in now))) return;
  form.write({ ...now, ...typed });
  for (const name of names) open(form.element.elements[name]);
}

/* What is folded around it, too: who looks for their words finds them. */
function open(found) {
  let around = found.closest ? found : found[0]; // several that share a name are a list
  while ((around = around.parentElement?.closest("details"))) around.open = true;
}
