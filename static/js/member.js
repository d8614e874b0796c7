/*
 * For whoever is signed in: makes the device ready for another day without a connection, and sends what
 * waits. Without a secure connection a browser has none of this.
 */
import { everything, flush, isUnsent } from "./lib/outbox.js";
import { ready } from "./lib/ready.js";
import { formArrived } from "./lib/standing.js";
import "./elements/roll-call.js";
import "./elements/room-code.js";
import "./elements/fresh-part.js";
import "./elements/keep-passage.js";
import "./elements/reading-place.js";
import "./elements/desk-keys.js";
import "./elements/review-desk.js";
import "./elements/phrase-list.js";
import "./elements/kept-list.js";
import "./elements/outbox-list.js";
import "./elements/take-along.js";
import "./elements/photo-box.js";
import "./elements/post-files.js";
import "./elements/post-reactions.js";
import "./elements/rough-place.js";
import "./elements/send-later.js";

const [MOMENT, AGAIN] = [1_000, 30_000];
const isCopy = "copy" in document.documentElement.dataset;
const note = document.querySelector("[data-unsent]");
let unsent = 0;

if (navigator.serviceWorker && globalThis.caches && !isCopy) afterThePage(() => ready().catch(later));
if (globalThis.indexedDB) watch().catch(later);

/* What makes ready for another day does not take the line from the page that is being read now. */
function afterThePage(act) {
  const soon = () => setTimeout(act, MOMENT);
  if (document.readyState === "complete") soon();
  else addEventListener("load", soon, { once: true });
}

function later() {
  // No room, no connection, or a private window: the page works as it is, and the next one tries again.
}

/* A browser does not tell of a line that comes back behind a live Wi-Fi, so it is also tried by the clock. */
async function watch() {
  addEventListener("outbox", count);
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.hidden || flush());
  document.querySelector("form[action='/logout']")?.addEventListener("submit", ask);
  setInterval(() => unsent && flush(), AGAIN);
  await count();
  for (const { dataset } of document.querySelectorAll("[data-drafts-done]")) await formArrived(dataset.draftsDone);
  await flush();
}

async function count() {
  const all = await everything();
  const refused = all.filter(({ state }) => state === "refused").length;
  const photos = all.filter((item) => item.kind === "photo" && isUnsent(item)).length;
  unsent = all.filter(isUnsent).length;
  note.hidden = unsent + refused === 0;
  for (const [name, number] of [["waiting", unsent - photos], ["photos", photos], ["refused", refused]]) {
    const place = note.querySelector(`[data-${name}]`);
    place.hidden = number === 0;
    place.querySelector("b").textContent = number;
  }
}

function ask(event) {
  if (unsent && !confirm(note.dataset.ask)) event.preventDefault();
}
