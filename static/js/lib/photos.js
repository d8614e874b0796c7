/*
 * Photos and papers on their way: small files beside the outbox, in a table of their own, one for each
 * person. They stay here until the server has them, and two weeks longer.
 *
 * A photo: id, kind ("photo"), entry, page, at, name, blob, size, digest, paper, caption, consent, label,
 * state (raw: not made small yet, waiting, sending, received, refused), sent, told, receipt, href.
 */
import { person } from "./kept.js";
import { isOld, isUnsent, tell } from "./outbox.js";
import { drawn } from "./shrink.js";
import { table } from "./table.js";

const MARK = `photos-${person}`;
const [EDGE, PAPER_EDGE, SMALL] = [1024, 2048, 300 * 1024];
const [PART, LONGEST_SEND] = [48 * 1024, 60_000];
const REFUSED = new Set([413, 422]);
const rows = table(MARK, "photos");

export const photos = rows.all;

/* Where there is no room, what has arrived goes first. */
export async function keepPhoto(photo, trouble) {
  localStorage.setItem(MARK, "yes");
  await rows.put(photo).catch(async (fault) => {
    if (!(await forgetReceived())) throw fault;
    await rows.put(photo);
  });
  tell(trouble);
}

export async function removePhoto(id) {
  await rows.delete(id);
  if (!(await photos()).length) localStorage.removeItem(MARK);
  tell();
}

/* All of them, or those that arrived long ago; how many that were. */
async function forgetReceived(which = () => true) {
  const old = (await photos()).filter((photo) => photo.state === "received" && which(photo));
  for (const { id } of old) await removePhoto(id);
  return old.length;
}

/* As one file holds it: the picture in letters. */
export async function written({ blob, ...rest }) {
  const reader = new FileReader();
  await new Promise((done) => ((reader.onload = done), reader.readAsDataURL(blob)));
  return { ...rest, content: reader.result };
}

/* In parts, the smallest first; each goes on from what the server has. */
export async function sendPhotos(token) {
  await forgetReceived(isOld);
  const link = navigator.connection?.type;
  const dear = link && !["wifi", "ethernet"].includes(link);
  const onlyWifi = localStorage.getItem("photos-only-on-wifi") === "yes";
  const waiting = (await photos()).filter(isUnsent).sort((one, other) => one.size - other.size);
  for (const photo of waiting) {
    if (dear && (onlyWifi || photo.size > SMALL)) continue;
    if (!(await send(photo, token))) return;
  }
}

/* Whether to go on with the next one. What its entry has not named yet waits for its entry. */
async function send(photo, token) {
  const address = `/api/v1/evidence/${photo.digest}/parts`;
  try {
    let [status, said] = await ask(address);
    let tries = 3;
    while (status === 200 && ["expected", "uploading"].includes(said.state) && tries) {
      const { offset } = said;
      await keepPhoto({ ...photo, state: "sending", sent: offset });
      [status, said] = await ask(`${address}?offset=${offset}`, part(photo, offset, token));
      if (status === 409) [status, said] = await ask(address);
      if (status === 200 && said.offset <= offset) tries -= 1;
    }
    return await settle(photo, status, said);
  } catch {
    await keepPhoto({ ...photo, state: "waiting" }, "offline");
    return false;
  }
}

async function ask(address, options = {}) {
  const signal = AbortSignal.timeout?.(LONGEST_SEND);
  const answer = await fetch(address, { cache: "no-store", signal, ...options });
  return [answer.status, await answer.json()];
}

function part({ blob }, offset, token) {
  const headers = { "Content-Type": "application/octet-stream", "X-CSRFToken": token };
  return { method: "POST", headers, body: blob.slice(offset, offset + PART) };
}

async function settle(photo, status, said) {
  if (status === 404) return true;
  const refused = REFUSED.has(status) || said.state === "refused";
  const arrived = status === 200 && ["received", "withdrawn"].includes(said.state);
  if (arrived) {
    const { receipt, href } = said;
    await keepPhoto({ ...photo, state: "received", since: Date.now(), told: "", receipt, href });
  } else if (refused) await keepPhoto({ ...photo, state: "refused", told: said.told });
  else await keepPhoto({ ...photo, state: "waiting" }, status === 401 ? "sign-in" : "");
  return arrived || refused;
}

/* Small enough for a slow link, a paper still to be read. What no canvas can draw stays as it is. */
export async function small({ blob, paper }) {
  const made = blob.type.startsWith("image/") && (await drawn(blob, paper ? PAPER_EDGE : EDGE, SMALL).catch(() => null));
  const best = made && made.size < blob.size ? made : blob;
  const digest = hex(await crypto.subtle.digest("SHA-256", await best.arrayBuffer()));
  return { blob: best, digest, size: best.size, state: "waiting" };
}

function hex(buffer) {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
