/*
 * Keeps a part of a page as it is on the server: asks for the page again and takes its part over.
 *
 * <fresh-part id="live" every="20"> seconds. It rests while nobody looks and while somebody is at
 * work inside it, and stops after a while, so that a forgotten page does not ask all night.
 */
const LONGEST = 3 * 60 * 60; // seconds

customElements.define("fresh-part", class extends HTMLElement {
  #timer;

  connectedCallback() {
    const every = Number(this.getAttribute("every"));
    let left = LONGEST / every;
    this.#timer = setInterval(() => {
      if (left-- <= 0) clearInterval(this.#timer);
      else if (!document.hidden && !this.contains(document.activeElement)) this.#ask();
    }, every * 1000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #ask() {
    const request = new XMLHttpRequest(); // it reads a page without any text becoming script
    request.responseType = "document";
    request.open("GET", location.href);
    request.addEventListener("load", () => {
      const fresh = request.status === 200 && request.response?.getElementById(this.id);
      if (fresh) this.#take(fresh);
    });
    request.send();
  }

  #take(fresh) {
    const open = [...this.querySelectorAll("details")].map((details) => details.open);
    this.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)));
    this.querySelectorAll("details").forEach((details, place) => (details.open = open[place]));
  }
});
