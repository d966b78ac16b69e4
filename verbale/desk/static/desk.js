"use strict";

// Review by keyboard: a key clicks what names it in `data-key`, or puts the cursor there.
const typing = "input:not([type=checkbox]):not([type=range]), textarea, select";
const remembered = (name, value) => {
  try {
    return value === undefined ? localStorage.getItem(name) : localStorage.setItem(name, value);
  } catch {
    return null; // a browser that keeps nothing can still be used
  }
};

document.addEventListener("keydown", (event) => {
  const field = event.target.closest(typing);
  if (event.key === "Escape" && field) return field.blur();
  if (field || event.ctrlKey || event.metaKey || event.altKey || remembered("keys") === "off") return;
  if (!document.getElementById("keys")) return; // keys work where they are told of
  const target = document.querySelector(`[data-key~="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches(typing)) target.focus();
  else target.click();
});

document.addEventListener("change", (event) => {
  if (event.target.id === "keys") remembered("keys", event.target.checked ? "on" : "off");
});

// What is typed into a form is kept until the desk has it.
const draftOf = (form) => "draft-" + form.dataset.draft;

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-draft]");
  if (!form) return;
  const typed = [...form.elements].filter((each) => each.matches(typing) && each.type !== "hidden");
  remembered(draftOf(form), JSON.stringify(Object.fromEntries(typed.map((each) => [each.name, each.value]))));
});

function restore(form) {
  const typed = JSON.parse(remembered(draftOf(form)) || "{}");
  let changed = false;
  for (const [name, value] of Object.entries(typed)) {
    const field = form.elements[name];
    if (!field || field.value === value) continue;
    field.value = value;
    changed = true;
  }
  if (changed) document.getElementById("restored").hidden = false;
}

const forget = (form) => {
  try {
    localStorage.removeItem(draftOf(form));
  } catch {
    // nothing was kept
  }
};

// A form that htmx sends is forgotten when the desk has said yes; one that leaves the page says so
// in the address of the next, which is ours only when the decision was taken.
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.response.status < 400 && ctx.sourceElement.matches("form[data-draft]")) forget(ctx.sourceElement);
  document.getElementById("unsaved").hidden = true;
});
document.addEventListener("htmx:error", () => {
  document.getElementById("unsaved").hidden = false;
});
document.addEventListener("submit", ({ target }) => {
  if (target.matches("form[data-draft]")) remembered("sent", draftOf(target));
});

// An address is easier to read and to share without the fields that were left empty.
document.addEventListener("formdata", ({ target, formData }) => {
  if (target.method !== "get") return;
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
});

// Words that are selected in a text can be put into a form, with their place in code points.
let selected = null;

function selection() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const end = (node, offset) => {
    const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-at]");
    if (!line) return null;
    const before = document.createRange();
    before.setStart(line, 0);
    before.setEnd(node, offset);
    const text = before.cloneContents();
    for (const number of text.querySelectorAll(".number")) number.remove();
    return Number(line.dataset.at) + [...text.textContent].length;
  };
  const [start, stop] = [end(range.startContainer, range.startOffset), end(range.endContainer, range.endOffset)];
  if (start === null || stop === null || start >= stop) return null;
  const words = range.cloneContents();
  for (const number of words.querySelectorAll(".number")) number.remove();
  return { place: `${start}-${stop}`, words: words.textContent };
}

document.addEventListener("selectionchange", () => {
  const now = selection();
  if (now) selected = now;
  for (const button of document.querySelectorAll(".use-words")) button.hidden = !selected;
});

document.addEventListener("click", ({ target }) => {
  if (!target.matches(".use-words") || !selected) return;
  const { content, place } = target.form.elements;
  content.value = selected.words;
  place.value = selected.place;
  content.focus();
});

document.addEventListener("input", ({ target }) => {
  if (target.name === "content") target.form.elements.place.value = ""; // typed words count as words
});

// In a document the statements, what is said about them, and what answers what light up together.
function light(keys, on) {
  for (const mark of document.querySelectorAll("[data-of]"))
    if (mark.dataset.of.split(" ").some((key) => keys.includes(key))) mark.classList.toggle("on", on);
  for (const line of document.querySelectorAll(".links path"))
    if (keys.includes(line.dataset.from) || keys.includes(line.dataset.to)) line.classList.toggle("on", on);
}

for (const [event, on] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]])
  document.addEventListener(event, ({ target }) => {
    const mark = target.closest?.("[data-of]");
    if (mark) light(mark.dataset.of.split(" "), on);
  });

const middle = (note) => note.offsetTop + Math.min(14, note.offsetHeight / 2);

function drawLines() {
  const drawing = document.querySelector(".links");
  if (!drawing) return;
  drawing.replaceChildren();
  for (const link of document.querySelectorAll("[data-to]")) {
    const from = link.closest("li"), to = document.getElementById("n-" + link.dataset.to);
    if (!to) continue;
    const [a, b] = [middle(from), middle(to)];
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    line.setAttribute("d", `M 30 ${a} C 8 ${a}, 8 ${b}, 30 ${b}`);
    line.dataset.from = from.dataset.of;
    line.dataset.to = link.dataset.to;
    drawing.append(line);
  }
}

document.addEventListener("click", async ({ target }) => {
  if (!target.matches(".copy")) return;
  await navigator.clipboard.writeText(target.previousElementSibling.textContent);
  target.textContent = target.dataset.copied;
});

// What is picked for a briefing is kept in this browser until it is taken.
const picked = () => JSON.parse(remembered("picked") || "[]");

function showPicks() {
  const ids = picked();
  for (const button of document.querySelectorAll(".pick")) {
    button.hidden = false;
    const taken = ids.includes(button.dataset.pick);
    button.classList.toggle("taken", taken);
    button.textContent = taken ? button.dataset.picked : button.dataset.label;
  }
  const offer = document.getElementById("picks");
  if (offer) {
    offer.hidden = !ids.length;
    offer.querySelector("b").textContent = ids.join(" ");
  }
}

document.addEventListener("click", ({ target }) => {
  const ids = picked();
  if (target.matches(".pick")) {
    const id = target.dataset.pick;
    remembered("picked", JSON.stringify(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]));
  } else if (target.matches("#picks .take")) {
    target.form.elements.pick.value = ids.join(" ");
    target.form.requestSubmit();
  } else if (target.matches("#picks .drop")) {
    remembered("picked", "[]");
  } else return;
  showPicks();
});

// A slider goes through the days since the first one.
document.addEventListener("input", ({ target }) => {
  if (!target.matches("input[data-first]")) return;
  const day = new Date(target.dataset.first + "T00:00:00Z");
  day.setUTCDate(day.getUTCDate() + Number(target.value));
  target.form.elements.as_of.value = day.toISOString().slice(0, 10);
});

function ready() {
  document.querySelectorAll(".slider").forEach((slider) => (slider.hidden = false));
  const sent = remembered("sent");
  if (sent && new URLSearchParams(location.search).has("done")) localStorage.removeItem(sent);
  if (sent) remembered("sent", "");
  document.querySelectorAll("form[data-draft]").forEach(restore);
  document.querySelectorAll(".copy").forEach((button) => (button.hidden = false));
  const keys = document.getElementById("keys");
  if (keys) keys.checked = remembered("keys") !== "off";
  showPicks();
  drawLines();
}

// A field of the same name on the next page is another one: a key that is pressed at once is no text.
document.addEventListener("htmx:before:swap", () => {
  const field = document.activeElement;
  if (field?.matches(typing) && !field.closest("[role=search]")) field.blur();
});
document.addEventListener("htmx:after:swap", () => {
  document.getElementById("restored").hidden = true;
  ready();
  if (document.activeElement.closest("[role=search]")) return; // somebody types into a filter
  const wrong = document.querySelector("[aria-invalid=true]") ?? document.getElementById("refused");
  if (wrong) wrong.focus();
  else document.getElementById("heading")?.focus({ preventScroll: true });
});
addEventListener("resize", drawLines);
ready();
