/*
 * The sign-in page in a dialog over the page that a person is writing on. It is the same form, with
 * its second step; what comes back is this page for whoever signed in, with a fresh form token.
 */
export async function signInHere() {
  const dialog = document.createElement("dialog");
  dialog.className = "sign-in-here";
  document.body.append(dialog);
  show(dialog, await page("GET", "/login"));
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(dialog.returnValue === "in");
    });
    dialog.addEventListener("submit", async (event) => {
      event.preventDefault();
      const form = event.target;
      const answer = await page("POST", form.action, new URLSearchParams(new FormData(form)));
      if (!answer) return;
      if (answer.body.dataset.person) takeOver(answer, dialog);
      else show(dialog, answer);
    });
  });
}

function show(dialog, answer) {
  if (!answer) return;
  const heading = answer.querySelector("h1");
  const form = answer.querySelector("main form");
  const next = form.elements.next;
  if (next) next.value = location.pathname + location.search;
  const close = document.createElement("button");
  Object.assign(close, { type: "button", className: "button button-quiet", textContent: "×" });
  close.setAttribute("aria-label", dialog.dataset.close ?? "Esc");
  close.addEventListener("click", () => dialog.close());
  const errors = answer.querySelector("main .error-summary");
  dialog.replaceChildren(...[heading, errors, form].filter(Boolean).map((one) => document.adoptNode(one)), close);
}

function takeOver(answer, dialog) {
  if (answer.body.dataset.person !== document.body.dataset.person) return location.reload();
  const token = answer.querySelector("[name$=csrf_token]").value;
  for (const input of document.querySelectorAll("[name$=csrf_token]")) input.value = token;
  for (const one of document.querySelectorAll("[data-token]")) one.dataset.token = token;
  dialog.close("in");
}

function page(method, address, body) {
  return new Promise((done) => {
    const request = new XMLHttpRequest(); // it reads a page without any text becoming script
    request.responseType = "document";
    request.open(method, address);
    request.addEventListener("loadend", () => done(request.response));
    request.send(body);
  });
}
