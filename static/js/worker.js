/*
 * Stands between the pages and the network. A page comes from the network; when that is away, or takes
 * too long, the copy is shown that the reader took along, else a plain page that says what to do.
 *
 * Each page says in X-Reader whose it is. Copies lie apart by person: they are shown to the one whose
 * page came last, and go when that person signs out or another one signs in (docs/decisions/015).
 */
const SITE = "site"; // what is nobody's: files of the site, plain pages, who read last
const READER = "/offline/reader";
const NOT_HERE = "/offline/not-here";
const UNSENT = "/offline/unsent";
const PATIENCE = 8_000; // milliseconds, where there is a copy
const AWAY = 502; // and above: what a proxy says of a server that is down

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(SITE).then((site) => site.addAll([NOT_HERE, UNSENT])));
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (request.method !== "GET") return;
  else if (pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.destination === "image") event.respondWith(picture(request));
});

async function page(event) {
  const { request } = event;
  const reads = request.method === "GET";
  if (!reads && new URL(request.url).pathname === "/logout") await forget(await reader());
  const copy = reads ? await copyOf(request.url) : undefined;
  try {
    const answer = await (copy ? Promise.race([fetch(request), tooLong()]) : fetch(request));
    if (copy && answer.status >= AWAY) return shown(copy);
    if (answer.headers.has("X-Reader")) await meet(answer.headers.get("X-Reader"));
    if (copy?.url === answer.url && answer.ok) event.waitUntil(renew(answer.clone()));
    return answer;
  } catch {
    return copy ? shown(copy) : plain(reads ? NOT_HERE : UNSENT);
  }
}

/* The newest file of that name will do where this page's own version is out of reach. */
async function file(request) {
  const name = request.url.replace(/\/static\/\w+\//, "/static/-/");
  const kept = await (await caches.open(SITE)).match(name);
  if (kept?.url === request.url) return kept;
  return fetch(request).catch(() => kept ?? Response.error());
}

async function picture(request) {
  return fetch(request).catch(async () => (await copyOf(request.url)) ?? Response.error());
}

async function reader() {
  const said = await (await caches.open(SITE)).match(READER);
  return said ? said.text() : "0";
}

async function meet(person) {
  if (person === (await reader())) return;
  await (await caches.open(SITE)).put(READER, new Response(person));
  if (person === "0") return; // the session ended by itself: hidden until they sign in again
  const others = (await caches.keys()).filter((name) => name.startsWith("kept-"));
  for (const name of others) if (name !== `kept-${person}`) await caches.delete(name);
}

function forget(person) {
  return caches.delete(`kept-${person}`);
}

async function copyOf(address) {
  const person = await reader();
  if (!(await caches.has(`kept-${person}`))) return undefined;
  return (await caches.open(`kept-${person}`)).match(address, { ignoreVary: true });
}

async function renew(answer) {
  await (await caches.open(`kept-${await reader()}`)).put(answer.url, answer);
}

/* Says on the page itself that it is a copy; a redirected answer could not be shown as it is. */
async function shown(copy) {
  const source = await copy.text();
  return new Response(source.replace("<html ", "<html data-copy "), { headers: copy.headers });
}

async function plain(name) {
  return (await (await caches.open(SITE)).match(name)) ?? Response.error();
}

function tooLong() {
  return new Promise((_, refuse) => setTimeout(() => refuse(new Error("too long")), PATIENCE));
}
