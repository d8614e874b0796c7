/*
 * What is kept on this device: files of the site, which are nobody's, under names without a version;
 * and each person's pages in a cache of their own. The same names stand in worker.js.
 */
export const person = document.body.dataset.person;
export const version = /\/static\/(\w+)\//.exec(import.meta.url)[1];

export const site = () => caches.open("site");
export const mine = () => caches.open(`kept-${person}`);

/* Files of the site, by their names under /static: those of this version are not fetched again. */
export async function keepFiles(names) {
  const cache = await site();
  for (const name of names) {
    const [place, address] = [`/static/-/${name}`, `/static/${version}/${name}`];
    const kept = await cache.match(place);
    if (!kept?.url.endsWith(address)) await cache.put(place, await fetched(address));
  }
}

export async function fetched(address, options = {}) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer;
}

/* What the device knows of each day that was taken along. */
export async function packs() {
  const cache = await mine();
  const places = (await cache.keys()).filter(({ url }) => isPack(new URL(url).pathname));
  const found = await Promise.all(places.map(async (place) => (await cache.match(place)).json()));
  return found.sort((one, other) => one.title.localeCompare(other.title));
}

export async function pack(place) {
  return (await (await mine()).match(place))?.json();
}

export async function keepPack(told) {
  await (await mine()).put(told.place, new Response(JSON.stringify(told)));
}

export async function removePack(place) {
  const gone = await pack(place);
  await (await mine()).delete(place);
  await drop(Object.keys(gone?.parts ?? {}));
}

/* Of these copies, those that no pack needs any more. */
export async function drop(addresses) {
  const [cache, all] = [await mine(), await packs()];
  const needed = new Set(all.flatMap(({ parts }) => Object.keys(parts)));
  for (const address of addresses) if (!needed.has(address)) await cache.delete(address);
}

export const bytesOf = ({ parts }) => Object.values(parts).reduce((sum, { bytes }) => sum + bytes, 0);

export function inKB(bytes) {
  const { lang } = document.documentElement;
  return `${Math.ceil(bytes / 1024).toLocaleString(lang)} ${lang === "fr" ? "Ko" : "KB"}`;
}

export function inDays(moment) {
  return new Date(moment).toLocaleDateString(place(), { dateStyle: "medium" });
}

export function inHours(moment) {
  return new Date(moment).toLocaleString(place(), { dateStyle: "medium", timeStyle: "short" });
}

/* Days before months, as on the pages of the server. */
function place() {
  const { lang } = document.documentElement;
  return lang === "en" ? "en-GB" : lang;
}

function isPack(path) {
  return path.startsWith("/offline/packs/");
}
