const ELEMENTS = [
  ...["draft-keeper", "submit-once", "char-count", "word-count", "toast-region"],
  ...["roll-call", "room-code", "print-page", "term-notes", "fresh-part", "kept-list"],
  ...["keep-passage", "reading-place", "desk-keys"],
  ...["take-along", "outbox-list", "photo-box", "send-later"],
];

for (const name of ELEMENTS) {
  if (document.querySelector(name)) import(`./elements/${name}.js`);
}

if (document.body.dataset.person) import("./device.js");

if (document.querySelector("main form") && !("copy" in document.documentElement.dataset)) {
  keepWhatIsTypedInAnotherLanguage();
}
forgetDraftsThatArrived();
closeMenusLikePeopleExpect();

// The module is fetched by who changes the language, and by the page that follows.
function keepWhatIsTypedInAnotherLanguage() {
  const kept = () => import("./language-choice.js");
  const choice = document.querySelector(".language-choice");
  const submit = (event) => {
    event.preventDefault();
    kept()
      .then(({ keep }) => keep(choice))
      .catch(() => {}) // storage is switched off: then nothing is kept
      .finally(() => choice.requestSubmit(event.submitter));
  };
  choice.addEventListener("submit", submit, { once: true });
  try {
    if (sessionStorage.getItem("typed")) kept().then(({ putBack }) => putBack());
  } catch {
    // as above
  }
}

function forgetDraftsThatArrived() {
  for (const done of document.querySelectorAll("[data-drafts-done]")) {
    try {
      localStorage.removeItem(`draft:${done.dataset.draftsDone}`);
    } catch {
      // Storage is switched off on this device: then there is no draft either.
    }
  }
}

function closeMenusLikePeopleExpect() {
  const open = () => document.querySelectorAll(".account-menu[open]");
  document.addEventListener("click", ({ target }) => {
    for (const menu of open()) menu.open = menu.contains(target);
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
