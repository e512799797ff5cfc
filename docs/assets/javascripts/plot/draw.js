// The picture as SVG text, laid out as src/rectified/drawing/plot.py does it.
import { shown, ticks } from "./view.js";

export const WIDTH = 360, HEIGHT = 276, LEFT = 44, RIGHT = 338, TOP = 32, BOTTOM = 236;
const ACROSS = RIGHT - LEFT, UP = BOTTOM - TOP, SAMPLES = 240;
const ink = (role) => `var(--rectified-${role})`;
const MUTED = ink("muted");
export const escaped = (text) => text.replace(/[&<"]/g, (sign) => `&#${sign.charCodeAt()};`);

function tag(name, attributes, content = "") {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${value.toFixed?.(1) ?? value}"`);
  return `<${name}${written.join("")}>${content}</${name}>`;
}

const text = (x, y, words, more) => tag("text", { x, y, ...more }, words);
const italic = { "font-style": "italic" };
const stroke = (d, colour, more) => tag("path", { d, fill: "none", stroke: colour, ...more });
const line = (d, { colour, dashes }) =>
  stroke(d, colour, { "stroke-width": "2.2", "stroke-linejoin": "round", "stroke-dasharray": dashes });
const circle = (cx, cy, r, colour, fill) =>
  Number.isFinite(cy) ? tag("circle", { cx, cy, r, fill, stroke: colour, "stroke-width": "1.6" }) : "";

// From values to units of the picture within the axes; NaN stays NaN.
const mapped = ([left, right, bottom, top]) => [
  (x) => ((x - left) / (right - left)) * ACROSS,
  (y) => Math.max(-1e4, Math.min(1e4, ((top - y) / (top - bottom)) * UP)),
];

const differ = (a, b) => Math.abs(a - b) > 1e-6 * (1 + Math.abs(a) + Math.abs(b));
const beside = (cut) => [-1, 1].map((side) => cut + side * 1e-9 * (1 + Math.abs(cut)));

// The points of a curve in order; where it jumps it has none.
export function points({ at, cuts }, left, right) {
  const rows = Array.from({ length: SAMPLES + 1 }, (_, index) => left + ((right - left) * index) / SAMPLES)
    .filter((x) => !cuts.some((cut) => Math.abs(x - cut) < 1e-6)).map((x) => [x, at(x)]);
  for (const cut of cuts.filter((cut) => left < cut && cut < right)) {
    const [before, after] = beside(cut).map((x) => [x, at(x)]);
    rows.push(before, [cut, differ(before[1], after[1]) ? NaN : at(cut)], after);
  }
  return rows.sort((a, b) => a[0] - b[0]);
}

function path(rows, [across, up]) {
  let command = "";
  return rows.map(([x, y]) => {
    command = Number.isFinite(y) ? (command ? "L" : "M") : "";
    return command && `${command}${across(x).toFixed(1)} ${up(y).toFixed(1)}`;
  }).join("");
}

// At a jump of the slope: its limits open, its value and the vertex of f filled.
function kinks([f, slope], [across, up]) {
  return slope.cuts.map((cut) => {
    const limits = beside(cut).map(slope.at), value = slope.at(cut);
    const mark = (y, { colour }, fill = colour) => circle(across(cut), up(y), 3, colour, fill);
    const open = limits.filter((limit) => differ(limit, value)).map((limit) => mark(limit, slope, ink("paper")));
    return differ(...limits) ? mark(f.at(cut), f) + open.join("") + mark(value, slope) : "";
  }).join("");
}

function axes([left, right, bottom, top], [across, up]) {
  const columns = ticks(left, right, 8), rows = ticks(bottom, top, 6);
  const upright = (x) => `M${(LEFT + across(x)).toFixed(1)} ${TOP}v${UP}`, level = (y) => `M${LEFT} ${(TOP + up(y)).toFixed(1)}h${ACROSS}`;
  const zeros = [...columns.filter((x) => !x).map(upright), ...rows.filter((y) => !y).map(level)];
  return stroke([...columns.map(upright), ...rows.map(level)].join(""), ink("grid")) + stroke(zeros.join(""), MUTED)
    + tag("g", { fill: MUTED, "text-anchor": "middle" }, columns.map((x) => text(LEFT + across(x), BOTTOM + 18, shown(x, 7))).join("")
      + text(LEFT + ACROSS / 2, BOTTOM + 35, "x", italic))
    + tag("g", { fill: MUTED, "text-anchor": "end" }, rows.map((y) => text(LEFT - 6, TOP + up(y) + 4.5, shown(y, 7))).join("")
      + text(LEFT - 6, 17, "value"));
}

function legend(name, [f, slope, ...others]) {
  const entry = (x, y, curve, width, words) => line(`M${x} ${y - 5}h${width}`, curve) + text(x + width + 5, y, words);
  const own = (x, curve, words) => entry(x, 17, curve, 22, `${tag("tspan", italic, curve.name)} = ${words}`);
  return own(LEFT + 8, f, escaped(name)) + own(RIGHT - 142, slope, "its derivative")
    + others.map((curve, row) => entry(LEFT + 8 + (row % 2) * 152, HEIGHT + 14 + 20 * (row >> 1), curve, 40, escaped(curve.name))).join("");
}

// The names of f and of its slope at their right ends, moved apart where they meet.
function ends(own, right, up) {
  const seen = own.map((curve) => ({ ...curve, y: up(curve.at(right)) })).filter(({ y }) => 0 <= y && y <= UP).sort((a, b) => a.y - b.y);
  const push = seen[1] ? Math.max(0, 16 - seen[1].y + seen[0].y) / 2 : 0;
  return seen.map(({ y, colour, name }, place) =>
    text(RIGHT + 6, TOP + y + 4.5 + (place ? push : -push), name, { fill: colour, ...italic })).join("");
}

// How tall the picture is with the legend of `count` other functions.
export const height = (count) => HEIGHT + 20 * Math.ceil(count / 2) + (count ? 4 : 0);

// curves: f, its slope, then others; x: the mark.
export function picture(name, view, curves, x) {
  const map = mapped(view), [across, up] = map, own = curves.slice(0, 2);
  const mark = stroke(`M${across(x).toFixed(1)} 0v${UP}`, MUTED, { "stroke-dasharray": "2 2" })
    + own.map(({ at, colour }, place) => circle(across(x), up(at(x)), 4.5, colour, place ? ink("paper") : colour)).join("");
  const drawn = curves.map((curve) => line(path(points(curve, view[0], view[1]), map), curve)).reverse().join("");
  // The style overrules what the theme has for every svg.
  const inside = { x: LEFT, y: TOP, width: ACROSS, height: UP, style: `width:${ACROSS}px;height:${UP}px;max-width:none` };
  return axes(view, map) + legend(name, curves) + ends(own, view[1], up) + tag("svg", inside, drawn + kinks(own, map) + mark);
}
