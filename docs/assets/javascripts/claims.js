// Claims: beside the words a note that says what was found, and how; the evidence opened when its address is reached.
// Without this script the words lead to the evidence all the same, and their title says what the note does.
(() => {
  const WAIT = 150; // milliseconds: a pointer that only passes opens nothing, one on its way to the note closes nothing
  const note = document.createElement("span");
  let words = null; // those whose note is open
  let waiting;
  let touched = false;

  const claimed = (target) => target.closest?.("a.claim");

  function open(link) {
    close();
    const [, standing, found] = link.getAttribute("aria-description").match(/^(.*?): (.*)$/s);
    note.innerHTML = "<strong></strong> <span></span> <a>Evidence</a>";
    note.children[0].textContent = standing;
    note.children[1].textContent = found;
    note.children[2].href = link.href;
    link.after(note);
    note.showPopover();
    const lines = [...link.getClientRects()];
    const line = lines.at(-1);
    const below = line.bottom + note.offsetHeight + 12 < innerHeight;
    const room = document.documentElement.clientWidth - note.offsetWidth - 8;
    note.style.left = `${scrollX + Math.max(8, Math.min(line.left, room))}px`;
    note.style.top = `${scrollY + (below ? line.bottom + 3 : lines[0].top - note.offsetHeight - 3)}px`;
    words = link;
  }

  function close() {
    clearTimeout(waiting);
    if (words) note.hidePopover();
    words = null;
  }

  function reveal() {
    document.querySelector("details.evidence:target")?.setAttribute("open", "");
  }

  if (note.showPopover) {
    note.className = "claim-note";
    note.popover = "manual";
    for (const link of document.querySelectorAll("a.claim[title]")) {
      link.setAttribute("aria-description", link.title);
      link.removeAttribute("title");
    }
    document.addEventListener("pointerover", ({ target, pointerType }) => {
      if (pointerType === "touch") return;
      clearTimeout(waiting);
      const link = claimed(target);
      if (link ? link === words : !words || note.contains(target) || words.matches(":focus-visible")) return;
      waiting = setTimeout(() => (link ? open(link) : close()), WAIT);
    });
    document.addEventListener("pointerdown", ({ target, pointerType }) => {
      touched = pointerType === "touch";
      if (!claimed(target) && !note.contains(target)) close();
    });
    document.addEventListener("focusin", ({ target }) => {
      if (note.contains(target)) return;
      if (claimed(target)?.matches(":focus-visible")) open(claimed(target));
      else if (!touched) close();
    });
    document.addEventListener("keydown", ({ key }) => {
      touched = false;
      if (key !== "Escape" || !words) return;
      if (note.contains(document.activeElement)) words.focus();
      close();
    });
    document.addEventListener("click", (event) => {
      const link = claimed(event.target);
      if (touched && link && link !== words) {
        event.preventDefault();
        open(link);
      } else if (event.target.closest?.("a")) close();
    });
  }

  // Evidence is folded: opened when it is reached, again after it was closed by hand, and all of it on paper.
  addEventListener("hashchange", reveal);
  addEventListener("load", reveal);
  document.addEventListener("click", ({ target }) => { if (target.closest?.("a[href*='#']")) setTimeout(reveal); });
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:is(.evidence, .cite):not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of folded) details.open = false; });
})();
