// Claims and links to notes: beside the words what was found, or what the note is about; the evidence opened when its
// address is reached. Without this script the words lead on all the same, and their title says what the box does.
(() => {
  const WAIT = 150; // milliseconds: a pointer that only passes opens nothing, one on its way to the note closes nothing
  const note = document.createElement("span");
  let words = null; // those whose note is open
  let waiting;
  let touched = false;
  let previews = chosen() !== "off"; // of notes that are linked

  /** Of previews: what the reader chose, now or, where that can be remembered, once. */
  function chosen(choice) {
    try {
      if (choice) localStorage.previews = choice;
      return localStorage.previews;
    } catch {
      return choice; // storage is closed
    }
  }

  const told = (target) => target.closest?.(previews ? "a[aria-description]" : "a.claim");

  function open(link) {
    close();
    const [, first, rest] = link.getAttribute("aria-description").match(/^(.*?): (.*)$/s);
    note.innerHTML = "<strong></strong> <span></span> <a>Evidence</a>";
    note.children[0].textContent = first;
    note.children[1].textContent = rest;
    if (link.matches(".claim")) note.children[2].href = link.href;
    else note.children[2].remove();
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
    for (const link of document.querySelectorAll("a.claim[title], .md-content a[title*=': ']:not([class])")) {
      link.setAttribute("aria-description", link.title);
      link.removeAttribute("title");
    }
    for (const tick of document.querySelectorAll(".previews input")) {
      tick.closest(".previews").hidden = false;
      tick.checked = previews;
      tick.onchange = () => { previews = chosen(tick.checked ? "on" : "off") !== "off"; };
    }
    document.addEventListener("pointerover", ({ target, pointerType }) => {
      if (pointerType === "touch") return;
      clearTimeout(waiting);
      const link = told(target);
      if (link ? link === words : !words || note.contains(target) || words.matches(":focus-visible")) return;
      waiting = setTimeout(() => (link ? open(link) : close()), WAIT);
    });
    document.addEventListener("pointerdown", ({ target, pointerType }) => {
      touched = pointerType === "touch";
      if (!told(target) && !note.contains(target)) close();
    });
    document.addEventListener("focusin", ({ target }) => {
      if (note.contains(target)) return;
      if (told(target)?.matches(":focus-visible")) open(told(target));
      else if (!touched) close();
    });
    document.addEventListener("keydown", ({ key }) => {
      touched = false;
      if (key !== "Escape" || !words) return;
      if (note.contains(document.activeElement)) words.focus();
      close();
    });
    document.addEventListener("click", (event) => {
      const link = told(event.target);
      if (touched && link && link !== words && link.matches(".claim")) {
        event.preventDefault();
        open(link);
      } else if (event.target.closest?.("a")) close();
    });
  }

  // Evidence is folded: opened when it is reached, again after it was closed by hand. On paper all is open.
  addEventListener("hashchange", reveal);
  addEventListener("load", reveal);
  document.addEventListener("click", ({ target }) => { if (target.closest?.("a[href*='#']")) setTimeout(reveal); });
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:is(.prediction, .evidence, .cite):not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of folded) details.open = false; });
})();
