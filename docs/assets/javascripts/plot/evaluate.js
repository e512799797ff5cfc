// Functions from trees that the build writes of checked formulas: a number, a name, or [operation, part, …].

// erf for |x| < 2, by terms of one sign, of which none cancels another.
function series(x) {
  let term = x, sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) sum += term *= (2 * x * x) / (2 * n + 1);
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

// erfc for x ≥ 2, by its continued fraction from the far end.
function fraction(x) {
  let tail = x;
  for (let n = 60; n > 0; n--) tail = x + n / 2 / tail;
  return Math.exp(-x * x) / tail / Math.sqrt(Math.PI);
}

const erf = (x) => (x < 0 ? -erf(-x) : x < 2 ? series(x) : 1 - fraction(x));
const erfc = (x) => (x < 2 ? 1 - erf(x) : fraction(x));

const operations = {
  "+": (...parts) => parts.reduce((a, b) => a + b),
  "*": (...parts) => parts.reduce((a, b) => a * b),
  "/": (a, b) => a / b,
  "^": Math.pow,
  ">": (a, b) => Number(a > b),
  "≥": (a, b) => Number(a >= b),
  "=": (a, b) => Number(a === b),
  erf,
  erfc,
};
for (const name of "max sqrt exp expm1 log log1p tanh sinh cosh sin cos atan".split(" ")) operations[name] = Math[name];

// A function of {x, and each parameter}.
export function compile(tree) {
  if (typeof tree === "number") return () => tree;
  if (typeof tree === "string") return (values) => values[tree];
  const [name, ...parts] = tree;
  const [first, second, third] = parts.map(compile);
  if (name === "if") return (values) => (first(values) ? second(values) : third(values));
  const inner = parts.map(compile);
  return (values) => operations[name](...inner.map((part) => part(values)));
}
