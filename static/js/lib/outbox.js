/*
 * What was written without a connection, until the server says that it has it. Each person has an outbox
 * of their own. Only an open page sends, one page at a time (a Web Lock), one item after the other in the
 * order of writing; the next page then sends what the one before did not know of. A refused item stays with
 * its reason; nothing is dropped but by hand, or two weeks after it arrived.
 *
 * An item: id, kind, address, body, label, page, at, state (waiting, sending, received, refused), told,
 * receipt, and since when it is received. What went as a form is kept, too, but not shown: given, then taken.
 * Each window of the person hears of each change as the event `outbox`; its detail says what is in the way.
 */
import { noteClock } from "./clock.js";
import { person } from "./kept.js";
import { table } from "./table.js";

export const KEPT_FOR = 14 * 24 * 60 * 60 * 1000;
const [PATIENCE, LONGEST_SEND] = [5_000, 60_000];
const REFUSED = new Set([400, 403, 404, 409, 410, 413, 422]);
const rows = table(`outbox-${person}`, "items");
const others = globalThis.BroadcastChannel && new BroadcastChannel(`outbox-${person}`);
let next;

others?.addEventListener("message", ({ data }) => tellHere(data));

export const items = rows.all;

export async function keep(item, trouble) {
  await rows.put(item);
  tell(trouble);
}

export async function remove(id) {
  await rows.delete(id);
  tell();
}

export const isUnsent = ({ state }) => state === "waiting" || state === "sending";

/* Who is signed in and a fresh form token; undefined where the server is out of reach. */
export async function reach() {
  if (!navigator.onLine) return undefined;
  try {
    const signal = AbortSignal.timeout?.(PATIENCE); // older browsers wait as long as they do
    const answer = await fetch("/api/v1/session", { cache: "no-store", signal });
    const said = answer.ok ? await answer.json() : undefined;
    if (said) noteClock(said.now);
    return said;
  } catch {
    return undefined;
  }
}

export function flush() {
  if (!navigator.locks) return sendAll();
  return (next ??= navigator.locks.request(`outbox-${person}`, () => {
    next = undefined;
    return sendAll();
  }));
}

async function sendAll() {
  const all = await items();
  await forgetOld(all);
  const { hasNews, report, sendAgainWhatIsGone } = await import("./standing.js");
  const hasMore = localStorage.getItem(`photos-${person}`);
  if (!all.some(isUnsent) && !hasMore && !(await hasNews())) return;
  const session = await reach();
  const trouble = session ? String(session.person) !== person && "sign-in" : "offline";
  if (trouble) return tell(trouble);
  await sendAgainWhatIsGone(session.now);
  await report(session.csrf_token);
  for (const item of (await items()).filter(isUnsent)) if (!(await send(item, session.csrf_token))) return;
  if (hasMore) await (await import("./photos.js")).sendPhotos(session.csrf_token);
  await report(session.csrf_token);
}

export async function everything() {
  const more = localStorage.getItem(`photos-${person}`) && (await import("./photos.js")).photos();
  return [...(await items()), ...((await more) || [])];
}

async function forgetOld(all) {
  for (const item of all) if (!isUnsent(item) && item.state !== "refused" && isOld(item)) await remove(item.id);
}

/* Two weeks after it arrived, not after it was written. */
export const isOld = ({ at, since = Date.parse(at) }) => Date.now() - since > KEPT_FOR;

async function send(item, token) {
  await keep({ ...item, state: "sending" });
  try {
    const answer = await fetch(item.address, {
      method: "PUT",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ ...item.body, sent_at: new Date().toISOString() }),
      signal: AbortSignal.timeout?.(LONGEST_SEND),
    });
    return await settle(item, answer, await answer.json());
  } catch {
    await keep({ ...item, state: "waiting" }, "offline");
    return false;
  }
}

async function settle(item, answer, said) {
  const refused = REFUSED.has(answer.status) && said.error !== "stale_token";
  if (answer.ok) {
    if (item.draft) localStorage.removeItem(`draft:${item.draft}`);
    const arrived = { state: "received", since: Date.now(), told: "" };
    await keep({ ...item, ...arrived, receipt: said.receipt, href: said.href });
  } else if (refused) {
    await keep({ ...item, state: "refused", href: said.href, told: [said.told, ...faults(said)].join(" ") });
  } else {
    await keep({ ...item, state: "waiting" }, answer.status === 401 ? "sign-in" : "offline");
  }
  return answer.ok || refused;
}

function faults({ fields = {} }) {
  return [...new Set(Object.values(fields).flat())];
}

export function tell(trouble = "") {
  tellHere(trouble);
  others?.postMessage(trouble);
}

function tellHere(trouble) {
  dispatchEvent(new CustomEvent("outbox", { detail: trouble }));
}
