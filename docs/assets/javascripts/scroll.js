// What is wider than the page scrolls, and what scrolls can be reached with the keyboard. Widths are compared when the
// browser has just laid out a box or what is in it, so that nothing is laid out for the comparison's sake.
(() => {
  const WIDE = ".md-typeset pre, .math, .md-typeset__scrollwrap, .facts-scroll";

  // What is far below may not be yet: then it counts as wide, until it is near and its sizes are told.
  const laidOut = (box) => box.lastElementChild?.checkVisibility?.({ contentVisibilityAuto: true }) ?? true;

  const told = new WeakSet();

  function settle(boxes) {
    const found = boxes.map((box) => [box, !laidOut(box) || box.scrollWidth > box.clientWidth]);
    for (const [box, wide] of found) {
      told.add(box);
      if (wide) box.tabIndex = 0;
      else if (box !== document.activeElement) box.removeAttribute("tabindex");
      if (wide && box.matches(".math")) Object.assign(box, { role: "group", ariaLabel: "Formula" });
    }
  }

  const sizes = new ResizeObserver((entries) => {
    settle([...new Set(entries.map(({ target }) => target.closest(WIDE)))].filter(Boolean));
  });

  function watch() {
    const boxes = [...document.querySelectorAll(WIDE)];
    sizes.disconnect(); // a box that is watched already would not be told of anew
    for (const part of boxes.flatMap((box) => [box, box.lastElementChild]).filter(Boolean)) sizes.observe(part);
    // Sizes are told in this frame; of what is far below then, or was pushed there meanwhile, none are.
    requestAnimationFrame(() => {
      for (const box of boxes.filter((box) => !told.has(box))) box.tabIndex = 0;
    });
  }

  // Material's stream of pages, where there is one; its table wrappers are in place a moment later.
  const later = () => requestAnimationFrame(() => requestAnimationFrame(watch));
  window.document$ ? document$.subscribe(later) : later();
  document.fonts.ready.then(watch); // formulas may be wider in their font, in a box as large as before
})();
