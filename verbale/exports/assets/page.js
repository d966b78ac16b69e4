"use strict";
const marks = [...document.querySelectorAll("[data-of]")];
const notes = document.querySelector("ol");
const drawing = document.querySelector("svg");

function light(keys, on) {
  for (const mark of marks)
    if (mark.dataset.of.split(" ").some((key) => keys.includes(key))) mark.classList.toggle("on", on);
  for (const line of drawing.children)
    if (keys.includes(line.dataset.from) || keys.includes(line.dataset.to)) line.classList.toggle("on", on);
}

function middle(note) {
  return note.offsetTop + Math.min(14, note.offsetHeight / 2);
}

function drawLines() {
  drawing.replaceChildren();
  for (const link of notes.querySelectorAll("[data-to]")) {
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

for (const mark of marks) {
  const keys = mark.dataset.of.split(" ");
  for (const [event, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]])
    mark.addEventListener(event, () => light(keys, on));
}
addEventListener("resize", drawLines);
drawLines();
