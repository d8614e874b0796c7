/*
 * Pages that are fetched while another is read, as documents that nobody sees yet.
 */
export class PagesAhead {
  #pages = new Map();

  // And those that follow it, so many, each named by `data-after` of the one before.
  fetch(address, more = 0) {
    if (!address || this.#pages.has(address)) return this.#further(this.#pages.get(address), more);
    this.#pages.set(address, null);
    const request = new XMLHttpRequest(); // it reads a page without any text becoming script
    request.responseType = "document";
    request.open("GET", address);
    request.setRequestHeader("X-Ahead", "1");
    request.addEventListener("loadend", () => {
      const page = request.status === 200 && request.responseURL === address && request.response;
      if (page) this.#pages.set(address, page);
      else this.#pages.delete(address);
      this.#further(page, more);
    });
    request.send();
  }

  #further(page, more) {
    if (page && more) this.fetch(whatFollows(page), more - 1);
  }

  has(address) {
    return Boolean(this.#pages.get(address));
  }

  take(address) {
    const page = this.#pages.get(address);
    this.#pages.delete(address);
    return page;
  }
}

// Where a decision on this page leads: the next entry that nobody has answered; empty for none.
export function whatFollows(page) {
  const after = page.querySelector("#desk")?.dataset.after;
  return after ? new URL(after, location).href : "";
}
