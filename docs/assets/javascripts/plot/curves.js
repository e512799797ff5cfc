// The functions of the site as curves: {name, colour, dashes, at, cuts}.
import { compile } from "./evaluate.js";

const ink = (role) => `var(--rectified-${role})`;

// Any other function by its place among all: a long dash, and as many dots as tell it apart.
const OWN = [{ name: "f", colour: ink("c1"), dashes: "none" }, { name: "f′", colour: ink("c2"), dashes: "5 3" }];
export const style = (place) => ({
  colour: ink(`c${3 + (place % 4)}`),
  dashes: `${place % 2 ? 20 : 11} 3${" 1.5 3".repeat(place >> 1)}`,
});

export const defaults = ({ parameters }) => Object.fromEntries(parameters.map(({ name, value }) => [name, value]));

function pair(known, parameters) {
  known.compiled ??= [known.f, known.slope].map(compile);
  const values = { ...parameters }, cuts = known.cuts.map((cut) => compile(cut)(values));
  return known.compiled.map((f) => ({ cuts, at: (x) => f(Object.assign(values, { x })) }));
}

// f and its slope with these parameters, then the others with their defaults.
export function curves(all, stem, { parameters, others }) {
  const own = pair(all[stem], parameters).map((curve, place) => ({ ...curve, ...OWN[place] }));
  const stems = Object.keys(all);
  return own.concat(others.map((other) => {
    const [f] = pair(all[other], defaults(all[other]));
    return { ...f, ...style(stems.indexOf(other)), name: all[other].name };
  }));
}
