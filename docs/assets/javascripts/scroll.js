// What is wider than the page scrolls, and what scrolls can be reached with the keyboard.
const wide = ".md-typeset pre, .math, .md-typeset__scrollwrap, .facts-scroll";

function reach() {
  for (const box of document.querySelectorAll(wide)) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

// Material's stream of pages, where there is one; its table wrappers are in place a moment later.
const later = () => requestAnimationFrame(() => requestAnimationFrame(reach));
window.document$ ? document$.subscribe(later) : later();
addEventListener("resize", later);
document.fonts.ready.then(reach);
