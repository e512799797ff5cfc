// The part of the plane that is seen, [left, right, bottom, top].

export const START = [-4, 4]; // what the static picture shows
const REACH = 1000; // as far from 0 as the build tried the formulas
const NARROWEST = 0.01;

export function sound([left, right, bottom, top]) {
  const across = -REACH <= left && right <= REACH && right - left >= NARROWEST;
  return across && top - bottom >= 1e-9 && -1e9 <= bottom && top <= 1e9;
}

// `factor` times as large, (x, y) staying where it is; null where that is too much.
export function zoomed([left, right, bottom, top], factor, x, y) {
  const moved = [x + (left - x) * factor, x + (right - x) * factor, y + (bottom - y) * factor, y + (top - y) * factor];
  return sound(moved) ? moved : null;
}

// Moved by shares of its width and height; null where that is too far.
export function panned([left, right, bottom, top], across, up) {
  const dx = (right - left) * across, dy = (top - bottom) * up;
  const moved = [left + dx, right + dx, bottom + dy, top + dy];
  return sound(moved) ? moved : null;
}

// The step of x: a power of ten, hundreds of them from end to end.
export const step = ([left, right]) => 10 ** (Math.floor(Math.log10(right - left)) - 2);

// With 0 and all of these values in it, and a margin.
export function around(left, right, values) {
  const seen = [0, ...values.filter(Number.isFinite)];
  const bottom = Math.min(...seen), top = Math.max(...seen), margin = 0.06 * (top - bottom || 1);
  return [left, right, bottom - margin, top + margin];
}

// At most `most` round numbers from low to high.
export function ticks(low, high, most) {
  const least = (high - low) / most, power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= least) * power;
  const first = Math.ceil(low / step), count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

export const shown = (value, digits = 4) => String(Number(value.toPrecision(digits))).replace(/-/g, "−");
