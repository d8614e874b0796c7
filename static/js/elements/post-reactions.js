/*
 * Says something of a post, or takes it back, where the reader is: the row of buttons gives way to the one on the
 * page that answers. What leads elsewhere, and whatever fails, goes the way of a plain form.
 */
customElements.define("post-reactions", class extends HTMLElement {
  #busy = false;
  #plain = false;

  connectedCallback() {
    this.addEventListener("submit", (event) => this.#send(event));
  }

  #send(event) {
    const { target: form, submitter } = event;
    if (this.#plain || !submitter || submitter.hasAttribute("data-leads")) return;
    event.preventDefault();
    if (this.#busy) return;
    this.#busy = true;
    const data = new FormData(form);
    data.append(submitter.name, submitter.value);
    const request = new XMLHttpRequest(); // it reads a page without any text becoming script
    request.responseType = "document";
    request.open("POST", submitter.getAttribute("formaction") ?? form.action);
    request.addEventListener("loadend", () => this.#take(request, form, submitter));
    request.send(data);
  }

  #take(request, form, submitter) {
    this.#busy = false;
    const fresh = request.status === 200 && request.response?.getElementById(this.id);
    if (fresh) {
      this.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)));
      this.querySelector(`[value=${submitter.value}]`)?.focus();
    } else {
      this.#plain = true;
      form.requestSubmit(submitter);
    }
  }
});
