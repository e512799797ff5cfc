// One live plot: its state, and what a reader's doings change in it.
import { panel, show } from "./controls.js";
import { curves, defaults } from "./curves.js";
import { BOTTOM, height, LEFT, picture, points, RIGHT, TOP, WIDTH } from "./draw.js";
import { listen } from "./gestures.js";
import { read, written } from "./link.js";
import { around, panned, shown, START, step, zoomed } from "./view.js";

const QUIET = 600; // milliseconds until values are read out
const MOVES = { left: [-0.25, 0], right: [0.25, 0], up: [0, 0.25], down: [0, -0.25] };
const LIVE = '<svg class="standard-plot plot-live" role="img" tabindex="0" font-size="14" fill="var(--rectified-ink)"></svg>';

let functions; // once for all plots of a page
const load = () => (functions ??= fetch(new URL("../../../plots.json", import.meta.url)).then((answer) => answer.json()));

export const start = async (still, bar) => new LivePlot(still, bar, await load());

const clamped = (value, low, high) => Math.max(low, Math.min(high, value));

class LivePlot {
  constructor(still, bar, all) {
    Object.assign(this, { bar, all, stem: still.dataset.function });
    still.insertAdjacentHTML("afterend", LIVE);
    still.classList.add("plot-still"); // kept for print
    this.svg = still.nextElementSibling;
    this.svg.ariaLabel = `${still.querySelector("title").textContent}, live: plus and minus zoom, arrows move, 0 resets`;
    this.part(".plot-panel").innerHTML = panel(all, this.stem);
    this.usual = this.heights(this.curves(this.initial()));
    this.state = { ...this.initial(), x: Number(this.part("input").value) };
    this.listen();
    this.draw();
  }

  part(selector) { return this.bar.querySelector(selector); }
  initial() { return { x: 1, parameters: defaults(this.all[this.stem]), others: [], view: null }; }
  curves(state) { return curves(this.all, this.stem, state); }
  heights(drawn) { return drawn.flatMap((curve) => points(curve, ...START).map(([, y]) => y)); }
  say(words) { this.part(".plot-said").textContent = words; }

  listen() {
    this.bar.addEventListener("input", ({ target: { type, name, value } }) => {
      const checked = [...this.bar.querySelectorAll(":checked")].map((box) => box.value);
      if (type === "checkbox") this.change({ others: checked });
      else if (name) this.change({ parameters: { ...this.state.parameters, [name]: Number(value) } });
      else this.change({ x: Number(value) });
    });
    this.bar.addEventListener("click", ({ target }) => this.act(target.dataset.act));
    listen(this.svg, {
      hover: (at) => this.change({}, at === null ? null : this.x(at)),
      choose: (at) => this.change({ x: this.x(at) }),
      drag: (across, down) => this.look(panned(this.view, (-across * this.unit()) / (RIGHT - LEFT), (down * this.unit()) / (BOTTOM - TOP))),
      act: (name) => this.act(name),
    });
  }

  // Units of the picture to a pixel of the page; the x at a pixel, on the slider's grid.
  unit() { return WIDTH / this.svg.getBoundingClientRect().width; }

  x(at) {
    const [left, right] = this.view, by = step(this.view);
    const share = ((at - this.svg.getBoundingClientRect().left) * this.unit() - LEFT) / (RIGHT - LEFT);
    return Number((Math.round((left + (right - left) * clamped(share, 0, 1)) / by) * by).toPrecision(12));
  }

  // hover: where the mouse reads off for the moment.
  change(change, hover = null) {
    Object.assign(this.state, change);
    this.hover = hover;
    this.waiting ??= requestAnimationFrame(() => this.draw());
  }

  act(name) {
    if (name === "in" || name === "out") this.look(zoomed(this.view, name === "in" ? 0.5 : 2, ...this.focus()));
    if (name in MOVES) this.look(panned(this.view, ...MOVES[name]));
    if (name === "reset") this.change(this.initial());
    if (name === "link") this.copyLink();
    if (name === "image") import("./image.js").then(({ copyImage }) => copyImage(this.svg, this.stem)).then((done) => this.say(done));
  }

  // What zooming keeps in place: the mark, or the middle where that is out of sight.
  focus() {
    const { x } = this.state, [left, right, bottom, top] = this.view, y = this.curves(this.state)[0].at(x);
    return [clamped(x, left, right) === x ? x : (left + right) / 2, clamped(y, bottom, top) === y ? y : (bottom + top) / 2];
  }

  look(view) {
    this.say(view ? "" : "The plot goes no further");
    if (!view) return;
    this.view = view; // for a key before the next frame
    this.change({ view, x: clamped(this.state.x, view[0], view[1]) });
  }

  restore(fragment) {
    const state = read(fragment, this.stem, this.all);
    this.say(state ? "" : "The address describes no plot of this page; here is the usual one");
    if (state) this.change(state);
    this.svg.scrollIntoView({ block: "center" });
  }

  async copyLink() {
    history.replaceState(history.state, "", written(this.stem, this.state));
    await navigator.clipboard.writeText(location.href).then(() => this.say("Link copied"), () => this.say("The address bar has the link"));
  }

  draw() {
    this.waiting = null;
    const drawn = this.curves(this.state), x = this.hover ?? this.state.x, { others, view } = this.state;
    this.view = view ?? around(...START, this.usual.concat(this.heights(drawn)));
    this.svg.setAttribute("viewBox", `0 0 ${WIDTH} ${height(others.length)}`);
    this.svg.innerHTML = picture(this.all[this.stem].name, this.view, drawn, x);
    show(this.bar, this.state, this.view);
    const [f, slope] = drawn.map(({ at }) => shown(at(x)));
    const words = `x = ${shown(x, 7)}, f(x) = ${f}, f′(x) = ${slope}`;
    this.part(".plot-read").textContent = words.replace(/ = /g, "\u00a0=\u00a0");
    clearTimeout(this.reading);
    this.reading = setTimeout(() => { this.part(".plot-heard").textContent = words; }, QUIET);
  }
}
