// A bar under each plot that can be live; the rest is fetched when a reader first touches it.
// Pages opened as files may load no modules: there the static picture stands alone.
(() => {
  const BAR = `<div class="plot-bar">
<label class="plot-x"><i>x</i> <input type="range" min="-4" max="4" step="0.01" value="1"></label>
<output class="plot-read" aria-live="off">Move x, or touch the plot</output>
<details class="plot-more"><summary>Play</summary><div class="plot-panel"></div></details>
<p class="plot-said" role="status"></p><span class="plot-heard" role="status"></span></div>`;
  const wakers = new Map(); // by static picture, what makes it live

  function prepare(still) {
    const place = still.closest("p") ?? still;
    place.insertAdjacentHTML("afterend", BAR);
    const bar = place.nextElementSibling;
    bar.querySelector("input").ariaLabel = `x, for ${still.querySelector("title").textContent}`;
    let live;
    const wake = () => (live ??= import("./plot/figure.js").then(({ start }) => start(still, bar)).catch(() => {
      bar.querySelector(".plot-said").textContent = "The curves could not be loaded";
    }));
    for (const name of ["focusin", "click", "input"]) bar.addEventListener(name, wake, { once: true });
    for (const name of ["pointerenter", "pointerdown"]) still.addEventListener(name, wake, { once: true });
    wakers.set(still, wake);
  }

  // #plot=… in the address restores the plot of that function.
  async function restore() {
    const stem = new URLSearchParams(location.hash.slice(1)).get("plot");
    const stills = [...wakers.keys()].filter((still) => still.isConnected);
    if (stem === null || !stills.length) return;
    const live = await wakers.get(stills.find((still) => still.dataset.function === stem) ?? stills[0])();
    live?.restore(location.hash);
  }

  function begin() {
    for (const still of document.querySelectorAll("svg.standard-plot[data-function]")) if (!wakers.has(still)) prepare(still);
    restore();
  }

  if (location.protocol === "file:") return;
  addEventListener("hashchange", restore);
  window.document$ ? document$.subscribe(begin) : begin(); // Material's stream of pages, where there is one
})();
