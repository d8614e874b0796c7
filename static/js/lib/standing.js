/*
 * What this device and the server know of each other. The device says how much it has not sent, so that it is
 * known when its data is cleared; and it asks what has arrived: a server that was restored from last night's
 * backup gets again what it no longer knows.
 */
import { person } from "./kept.js";
import { everything, isUnsent, items, keep, KEPT_FOR, remove } from "./outbox.js";
import { keepPhoto } from "./photos.js";

const [TOLD, ASKED, DEVICE] = [`told-${person}`, `asked-${person}`, "device"];
const [HOUR, DAY, PATIENCE] = [60 * 60 * 1000, 24 * 60 * 60 * 1000, 20_000];
const NOTHING = JSON.stringify({ texts: 0, photos: 0 });
const ON_ITS_WAY = new Set(["expected", "uploading"]);

export async function hasNews() {
  const told = localStorage.getItem(TOLD) ?? NOTHING;
  return told !== (await unsent()) || (isTimeToAsk() && (await everything()).some(hasArrived));
}

export async function report(token) {
  const body = await unsent();
  if ((localStorage.getItem(TOLD) ?? NOTHING) === body) return;
  const device = localStorage.getItem(DEVICE) ?? crypto.randomUUID();
  localStorage.setItem(DEVICE, device);
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const answer = await ask(`/api/v1/devices/${device}`, { method: "PUT", headers, body });
  if (answer?.ok) localStorage.setItem(TOLD, body);
}

async function unsent() {
  const left = (await everything()).filter((item) => isUnsent(item) || item.state === "refused");
  const photos = left.filter(({ kind }) => kind === "photo").length;
  const oldest_at = left.map(({ at }) => at).sort()[0];
  return JSON.stringify({ texts: left.length - photos, photos, oldest_at });
}

/* `now` is the server's: its receipts are older than the clock of this device may say. */
export async function sendAgainWhatIsGone(now) {
  const arrived = (await everything()).filter(hasArrived);
  if (!arrived.length || !isTimeToAsk()) return;
  const since = new Date(Date.parse(now) - KEPT_FOR - DAY).toISOString();
  const answer = await ask(`/api/v1/sync?since=${encodeURIComponent(since)}`);
  if (!answer?.ok) return;
  const known = namesIn(await answer.json());
  for (const item of arrived) if (!known.has(nameOf(item))) await waitAgain(item);
  localStorage.setItem(ASKED, Date.now());
}

function namesIn({ receipts, entries, photos = [] }) {
  const proofs = [...photos, ...entries.flatMap(({ evidence }) => evidence)].filter(({ state }) => !ON_ITS_WAY.has(state));
  return new Set([...receipts, ...entries.map(({ id }) => id), ...proofs.map(({ sha256 }) => sha256)]);
}

/* A version has its receipt, what went as a form its entry, a photo its digest. */
function nameOf({ kind, state, body, address, digest }) {
  if (kind === "photo") return digest;
  return kind === "entries" && state === "received" ? body.version : address.split("/").pop();
}

function waitAgain(item) {
  const again = { ...item, state: "waiting", told: "" };
  return item.kind === "photo" ? keepPhoto(again) : keep(again);
}

/*
 * A page says of its form that it was taken: from now on the copy of it stands in for a lost one, and what was
 * refused before and put right in it is done with.
 */
export async function formArrived(draft) {
  for (const item of await items()) {
    if (item.sentAs === draft && item.state === "refused") await remove(item.id);
    else if (item.draft === draft && item.state === "given") await keep({ ...item, state: "taken", since: Date.now() });
  }
}

const hasArrived = ({ state }) => state === "received" || state === "taken";
const isTimeToAsk = () => Math.abs(Date.now() - Number(localStorage.getItem(ASKED))) > HOUR;

function ask(address, options = {}) {
  const signal = AbortSignal.timeout?.(PATIENCE);
  return fetch(address, { cache: "no-store", signal, ...options }).catch(() => undefined);
}
