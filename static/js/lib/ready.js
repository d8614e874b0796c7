/*
 * Gets the service worker and keeps the page that says what is on this device, with the files it needs:
 * a little after each page, and at once where something is taken along.
 */
import { fetched, keepFiles, mine, person, site, version } from "./kept.js";

const WORKER = `/service-worker.js?v=${version}`;
const PAGE = "/offline";
const PLAIN = ["/offline/not-here", "/offline/unsent"];
const READER = "/offline/reader"; // what the worker, from the next page on, notes by itself
const KEPT_FOR = "/offline/kept-for";
const FILES = ["app.css", "favicon.svg", "icons/sprite.svg", "js/app.js", "js/member.js"];
let begun;

export function ready() {
  return (begun ??= prepare());
}

async function prepare() {
  await navigator.serviceWorker.register(trusted(WORKER), { updateViaCache: "all" });
  const cache = await mine();
  await noteReader(await site());
  const wanted = `${version} ${document.documentElement.lang}`;
  const known = await cache.match(KEPT_FOR);
  if ((await known?.text()) === wanted) return;
  await keepFiles(FILES);
  await (await site()).addAll(PLAIN);
  await cache.put(PAGE, await fetched(PAGE));
  await cache.put(KEPT_FOR, new Response(wanted));
}

/* A worker that began while this page was on its way did not see whose it is. */
async function noteReader(cache) {
  const isMet = navigator.serviceWorker.controller && (await cache.match(READER));
  if (!isMet) await cache.put(READER, new Response(person));
}

function trusted(address) {
  const policy = globalThis.trustedTypes?.createPolicy("worker", { createScriptURL: () => address });
  return policy ? policy.createScriptURL("") : address;
}
