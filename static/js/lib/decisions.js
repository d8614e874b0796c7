/*
 * Decisions on their way to the server: one after the other, each about the entry and the version that
 * it was made on, however far the reader has gone on meanwhile.
 */
const FAR = 5; // more are not left behind: the reader waits
const AGAIN = 3_000;

export class Decisions {
  #line = Promise.resolve();
  #waiting = 0;

  get areOnTheirWay() {
    return this.#waiting > 0;
  }

  get areFarBehind() {
    return this.#waiting >= FAR;
  }

  // Resolves when all are answered that have been made by now.
  get answered() {
    return this.#line;
  }

  // What the server answered; null when it was not reached. With `untilReached` it is tried until it is:
  // a decision that came through twice is one for the server.
  send(decision, untilReached) {
    this.#waiting += 1;
    const answer = this.#line.then(() => post(decision, untilReached));
    this.#line = answer.then(() => (this.#waiting -= 1));
    return answer;
  }
}

async function post(decision, untilReached) {
  const { action, body, shown } = decision;
  const headers = { Accept: "application/json", "X-Ahead": shown };
  const sent = { method: "POST", body, headers, keepalive: true };
  const answer = await fetch(action, sent).catch(() => null);
  if (answer || !untilReached) return answer;
  untilReached();
  await new Promise((resolve) => {
    addEventListener("online", resolve, { once: true });
    setTimeout(resolve, AGAIN);
  });
  return post(decision, untilReached);
}

// What form and button say now, and where that was.
export function decisionOf(form, submitter) {
  const action = submitter?.getAttribute("formaction") ?? form.action;
  const draft = form.closest("draft-keeper").getAttribute("key");
  const [title, address] = [document.title, location.href];
  return { form, action, title, address, draft, shown: "", body: new URLSearchParams(new FormData(form)) };
}

// An approval that the server takes unless the entry has changed: the hours claimed, and no blank.
export function isPlain({ form, action }) {
  const { hours, comment } = form.elements;
  return action === form.action && hours.value === hours.defaultValue && !/\{[^{}\n]*\}/.test(comment.value);
}
