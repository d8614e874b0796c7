/*
 * The sign-in page in a dialog over the page that a person is writing on. It is the same form, with
 * its second step; what comes back is this page for whoever signed in, with a fresh form token.
 */
export async function signInHere(close) {
  const first = await page("GET", "/login");
  if (!first) return false; // out of reach
  if (first.body.dataset.person) return takeOver(first); // signed in meanwhile, in another window
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.dataset.close = close;
  document.body.append(dialog);
  show(dialog, first);
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
      if (!answer.body.dataset.person) show(dialog, answer);
      else if (takeOver(answer)) dialog.close("in");
    });
  });
}

/* Who is here by now: the same person ("here", with a fresh form token), "nobody", or "another". */
export async function takeTokenAnew() {
  const answer = await fetch("/api/v1/session", { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return undefined;
  const { person, csrf_token } = await answer.json();
  if (person === null) return "nobody";
  if (String(person) !== document.body.dataset.person) return "another";
  setToken(csrf_token);
  return "here";
}

function show(dialog, answer) {
  const form = answer.querySelector("main form");
  const next = form.elements.next;
  if (next) next.value = location.pathname + location.search;
  const close = document.createElement("button");
  Object.assign(close, { type: "button", className: "button button-quiet", textContent: "×" });
  close.setAttribute("aria-label", dialog.dataset.close);
  close.addEventListener("click", () => dialog.close());
  const head = Object.assign(document.createElement("div"), { className: "dialog-head" });
  const heading = document.adoptNode(answer.querySelector("h1"));
  heading.className = "dialog-title";
  head.append(heading, close);
  const isSaid = form.querySelector(".field-error"); // once is enough where there is little room
  const rest = [isSaid ? null : answer.querySelector("main .error-summary"), form].filter(Boolean);
  dialog.replaceChildren(head, ...rest.map((one) => document.adoptNode(one)));
  form.querySelector("[aria-invalid]")?.focus();
}

function takeOver(answer) {
  if (answer.body.dataset.person !== document.body.dataset.person) return location.reload();
  setToken(answer.querySelector("[name$=csrf_token]").value);
  return true;
}

function setToken(token) {
  for (const input of document.querySelectorAll("[name$=csrf_token]")) input.value = token;
  for (const one of document.querySelectorAll("[data-token]")) one.dataset.token = token;
}

function page(method, address, body) {
  return new Promise((done) => {
    const request = new XMLHttpRequest(); // it reads a page without any text becoming script
    request.responseType = "document";
    request.open(method, address);
    request.setRequestHeader("Accept-Language", document.documentElement.lang); // its cookie may be gone
    request.addEventListener("loadend", () => done(request.response));
    request.send(body);
  });
}
