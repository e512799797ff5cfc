// A table full of links is one stop of the Tab key: in it the arrow keys lead from link to link, Home and End to the ends
// of a row. Without this script each link is a stop, as links are.
(() => {
  const LINKS = "a[href], button";
  const ACROSS = { ArrowLeft: -1, ArrowRight: 1 };
  const DOWN = { ArrowUp: -1, ArrowDown: 1 };
  const shown = (part) => [...part.querySelectorAll(LINKS)].filter((link) => link.checkVisibility());

  /** Where a key leads from a link: along its row, or along its column past rows that have none there. */
  function next(link, key) {
    const row = link.closest("tr");
    const along = shown(row);
    if (key === "Home" || key === "End") return along.at(key === "Home" ? 0 : -1);
    if (key in ACROSS) return along[along.indexOf(link) + ACROSS[key]];
    if (!(key in DOWN)) return undefined;
    const { cellIndex } = link.closest("td, th");
    const rows = [...row.closest("table").rows];
    for (let at = rows.indexOf(row) + DOWN[key]; rows[at]; at += DOWN[key]) {
      const found = rows[at].cells.length === row.cells.length && shown(rows[at].cells[cellIndex])[0];
      if (found) return found;
    }
    return undefined;
  }

  /** Make one link of a table the stop: that one, or the first where it is not shown. */
  function stop(table, link) {
    const [first, ...others] = shown(table);
    for (const each of table.querySelectorAll(LINKS)) each.tabIndex = -1;
    const chosen = others.includes(link) ? link : first;
    if (chosen) chosen.tabIndex = 0;
  }

  for (const table of document.querySelectorAll(".columns, .ledger")) {
    const keys = document.createElement("span");
    keys.className = "keys";
    keys.textContent = "; arrow keys lead from link to link";
    table.caption.append(keys);
    table.addEventListener("focusin", ({ target }) => stop(table, target));
    table.addEventListener("keydown", (event) => {
      const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
      const found = !(altKey || ctrlKey || metaKey || shiftKey) && next(event.target, key);
      if (!found) return;
      event.preventDefault();
      found.focus();
    });
    const again = new MutationObserver(() => stop(table, table.querySelector("[tabindex='0']")));
    again.observe(table, { subtree: true, attributeFilter: ["hidden"] }); // filters may have taken the stop away
    stop(table);
  }
})();
