/* Keeps what is typed in this file on the device, and hands it out as text: nothing is sent from here. */
const pack = document.body.dataset;
const key = "day-pack-" + pack.programme + "-" + pack.day;
const names = ["question", "language", "seen", "heard", "doubt"];
const sheets = () => [...document.querySelectorAll(".sheet")];

function number() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const hex = [...b].map((one) => one.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function said(sheet) {
  const words = Object.fromEntries(names.map((name) => [name, sheet.querySelector("[name=" + name + "]").value.trim()]));
  const { id, at: captured_at } = sheet.dataset;
  const question = words.question ? Number(words.question) : null;
  return Object.assign({ id, visit: Number(sheet.dataset.visit), captured_at }, words, { question });
}

const isWritten = (row) => Boolean(row.seen || row.heard || row.doubt);
const written = () => sheets().map(said).filter(isWritten);

function keep() {
  try { localStorage.setItem(key, JSON.stringify(written())); } catch { /* this browser keeps nothing for files */ }
  const head = { programme: Number(pack.programme), day: pack.day };
  document.getElementById("out").value = JSON.stringify(Object.assign(head, { observations: written() }));
  document.getElementById("count").textContent = String(written().length);
}

function another(visit) {
  const last = [...document.querySelectorAll(".sheet[data-visit='" + visit + "']")].pop();
  const next = last.cloneNode(true);
  for (const field of next.querySelectorAll("textarea")) field.value = "";
  begin(next);
  last.after(next);
  return next;
}

function begin(sheet) {
  sheet.dataset.id = number();
  delete sheet.dataset.at;
  for (const field of sheet.querySelectorAll("[name]")) {
    field.id = field.name + "-" + sheet.dataset.id;
    field.previousElementSibling.htmlFor = field.id;
  }
}

function bringBack() {
  let rows = [];
  try { rows = JSON.parse(localStorage.getItem(key)) || []; } catch { return; }
  const used = new Set();
  for (const row of rows) {
    const first = document.querySelector(".sheet[data-visit='" + row.visit + "']");
    if (!first) continue;
    const sheet = used.has(row.visit) ? another(row.visit) : first;
    used.add(row.visit);
    for (const name of names) sheet.querySelector("[name=" + name + "]").value = row[name] ?? "";
    sheet.dataset.id = row.id;
    sheet.dataset.at = row.captured_at;
  }
}

document.addEventListener("input", (event) => {
  const sheet = event.target.closest(".sheet");
  if (!sheet) return;
  sheet.dataset.at = sheet.dataset.at || new Date().toISOString();
  keep();
});
document.addEventListener("click", ({ target }) => {
  if (target.dataset.another) another(target.dataset.another).querySelector("textarea").focus();
  if (target.id === "copy") {
    document.getElementById("out").select();
    document.execCommand("copy");
  }
  if (target.id === "save") {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([document.getElementById("out").value], { type: "application/json" }));
    link.download = key + ".json";
    link.click();
  }
});
sheets().forEach(begin);
bringBack();
keep();
