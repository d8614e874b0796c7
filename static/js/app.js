import "./elements/draft-keeper.js";
import "./elements/submit-once.js";
import "./elements/char-count.js";
import "./elements/word-count.js";
import "./elements/toast-region.js";
import "./elements/print-page.js";
import "./elements/term-notes.js";
import { keep, putBack } from "./language-choice.js";

if (document.querySelector("main form") && !("copy" in document.documentElement.dataset)) {
  keepWhatIsTypedInAnotherLanguage();
}
forgetDraftsThatArrived();
closeMenusLikePeopleExpect();

function keepWhatIsTypedInAnotherLanguage() {
  const choice = document.querySelector(".language-choice");
  choice.addEventListener("submit", () => {
    try {
      keep(choice);
    } catch {
      // Storage is switched off: then nothing is kept.
    }
  });
  try {
    if (sessionStorage.getItem("typed")) putBack();
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
