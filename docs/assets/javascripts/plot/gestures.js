// Pointer and keys on the picture.
const KEYS = { "+": "in", "=": "in", "-": "out", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", 0: "reset" };
const SLACK = 4; // pixels that a tap may stray

// Places and distances are in pixels.
export function listen(svg, { hover, choose, drag, act }) {
  let start = null, last = null;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    start = last = event;
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!start) return void (event.pointerType === "mouse" && hover(event.clientX));
    if (last === start && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < SLACK) return;
    drag(event.clientX - last.clientX, event.clientY - last.clientY);
    last = event;
  });
  svg.addEventListener("pointerup", (event) => {
    if (start && last === start) choose(event.clientX);
    start = null;
  });
  svg.addEventListener("pointercancel", () => { start = null; });
  svg.addEventListener("pointerleave", () => hover(null));
  svg.addEventListener("keydown", (event) => {
    const name = KEYS[event.key];
    if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act(name);
  });
}
