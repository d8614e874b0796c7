/*
 * Pages that are fetched while another is read, as documents that nobody sees yet. After two minutes one
 * is too old to be shown: its text may have changed.
 */
const FRESH = 120_000;

export class PagesAhead {
  #pages = new Map();

  // And those that follow it, so many, each named by `data-after` of the one before.
  fetch(address, more = 0) {
    if (!address) return;
    const known = this.#pages.get(address);
    if (known && performance.now() - known.since < FRESH) return this.#further(known.page, more);
    this.#pages.set(address, { since: performance.now() });
    const request = new XMLHttpRequest(); // it reads a page without any text becoming script
    request.responseType = "document";
    request.open("GET", address);
    request.setRequestHeader("X-Ahead", "1");
    request.addEventListener("loadend", () => this.#arrived(address, request, more));
    request.send();
  }

  #arrived(address, { status, responseURL, response }, more) {
    if (status !== 200 || responseURL !== address) return this.#pages.delete(address);
    this.#pages.set(address, { since: performance.now(), page: response });
    this.#further(response, more);
  }

  #further(page, more) {
    if (page && more) this.fetch(whatFollows(page), more - 1);
  }

  has(address) {
    const { page, since } = this.#pages.get(address) ?? {};
    return Boolean(page) && performance.now() - since < FRESH;
  }

  // Gone with that, so that it is shown once; nothing if it is not here.
  take(address) {
    const found = this.has(address) && this.#pages.get(address).page;
    this.#pages.delete(address);
    return found;
  }
}

// Where a decision on this page leads: the next entry that nobody has answered; empty for none.
export function whatFollows(page) {
  const after = page.querySelector("#desk")?.dataset.after;
  return after ? new URL(after, location).href : "";
}
