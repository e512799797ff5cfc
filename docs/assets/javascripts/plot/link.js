// A plot's state as a fragment, #plot=elu&x=1.5&alpha=2&with=relu,selu&view=-4,4,-2,4, and back.
import { sound, START } from "./view.js";

export function written(stem, { x, parameters, others, view }) {
  const parts = { plot: stem, x, ...parameters };
  if (others.length) parts.with = others;
  if (view) parts.view = view.map((edge) => Number(edge.toPrecision(6)));
  return `#${Object.entries(parts).map((part) => part.join("=")).join("&")}`;
}

const number = (text) => (/^-?\d+(\.\d+)?(e-?\d+)?$/.test(text) ? Number(text) : NaN);
const within = (value, low, high) => low <= value && value <= high;

// null unless all of it makes sense.
export function read(fragment, stem, functions) {
  const parts = fragment.slice(1).replace(/%2C/gi, ",").split("&").map((part) => part.split("="));
  const given = Object.fromEntries(parts), rows = functions[stem].parameters;
  const x = number(given.x ?? "1"), others = given.with?.split(",") ?? [], view = given.view?.split(",").map(number) ?? null;
  const parameters = Object.fromEntries(rows.map(({ name, value }) => [name, number(given[name] ?? `${value}`)]));
  const names = ["plot", "x", "with", "view", ...Object.keys(parameters)];
  const makesSense = given.plot === stem && parts.length === Object.keys(given).length
    && parts.every((part) => part.length === 2 && names.includes(part[0]))
    && (view ? view.length === 4 && sound(view) && within(x, view[0], view[1]) : within(x, ...START))
    && rows.every(({ name, low, high }) => within(parameters[name], low, high))
    && others.every((other, place) => Object.hasOwn(functions, other) && other !== stem && others.indexOf(other) === place);
  return makesSense ? { x, parameters, others, view } : null;
}
