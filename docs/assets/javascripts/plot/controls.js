// What opens under a plot, and what it shows.
import { style } from "./curves.js";
import { escaped } from "./draw.js";
import { step } from "./view.js";

const BUTTONS = [
  ["in", "+", "Zoom in"], ["out", "−", "Zoom out"], ["left", "←", "Move left"], ["right", "→", "Move right"],
  ["up", "↑", "Move up"], ["down", "↓", "Move down"], ["reset", "Reset"], ["link", "Copy link"], ["image", "Copy image"],
];

const slider = ({ name, sign, value, low, high }) =>
  `<label class="plot-parameter"><i>${escaped(sign)}</i> <input type="range" name="${name}" min="${low}" max="${high}" `
  + `step="0.01" value="${value}" aria-label="${name}"> <output></output></label>`;

function box(stem, name, { colour, dashes }) {
  const key = `<svg viewBox="0 0 44 6" aria-hidden="true"><path d="M0 3h44" stroke="${colour}" stroke-dasharray="${dashes}"/></svg>`;
  return `<label><input type="checkbox" value="${stem}"> ${key} ${escaped(name)}</label>`;
}

const button = ([act, words, label = ""]) =>
  `<button type="button" data-act="${act}"${label && ` aria-label="${label}" title="${label}"`}>${words}</button>`;

export function panel(all, stem) {
  const boxes = Object.entries(all).map(([other, { name }], place) => (other === stem ? "" : box(other, name, style(place))));
  return `${all[stem].parameters.map(slider).join("")}<fieldset><legend>Draw as well</legend>${boxes.join("")}</fieldset>`
    + `<div class="plot-buttons">${BUTTONS.map(button).join("")}</div>`;
}

// Sets every control; the slider of x goes from end to end of the view.
export function show(bar, state, view) {
  const x = bar.querySelector(".plot-x input"), unit = step(view), [left, right] = view;
  const ends = { step: unit, min: Math.ceil(left / unit - 1e-6) * unit, max: Math.floor(right / unit + 1e-6) * unit };
  for (const [name, value] of Object.entries(ends)) x.setAttribute(name, Number(value.toPrecision(12)));
  x.value = state.x;
  for (const [name, value] of Object.entries(state.parameters)) {
    const input = bar.querySelector(`input[name="${name}"]`);
    input.value = value;
    input.nextElementSibling.textContent = value;
  }
  for (const input of bar.querySelectorAll("[type=checkbox]")) input.checked = state.others.includes(input.value);
}
