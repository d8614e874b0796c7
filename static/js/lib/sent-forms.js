/* A form as the outbox sends it, and put back into its page. */
import { clockOffset } from "./clock.js";

const OURS = new Set(["csrf_token", "base", "evidence"]);

export function fieldsOf(form, submitter) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (!OURS.has(name)) (fields[name] ??= []).push(value);
  }
  if (submitter?.name) fields[submitter.name] = [submitter.value];
  return fields;
}

export function versionOf(form, submitter, version) {
  const hand_in = new URL(submitter?.formAction || form.action).pathname.endsWith("/submission");
  const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  const clock = Number.isFinite(clockOffset()) ? { clock_offset: clockOffset() } : {};
  return { version, base: form.elements.base?.value || null, hand_in, time_zone, ...clock };
}

/* The photos and papers that follow the text. */
export function namedIn(form) {
  const named = form.elements.evidence?.value;
  return named ? { evidence: JSON.parse(named) } : {};
}

export function fill(form, fields) {
  for (const control of form.elements) {
    const values = fields[control.name];
    if (!values || control.type === "hidden") continue;
    if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
    else control.value = values[0];
  }
}
