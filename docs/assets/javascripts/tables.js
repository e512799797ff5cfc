// The tables of compare/ and claims/. The form above a table chooses its columns by boxes, or its rows by menus and
// words; its heads sort. The address keeps whatever differs from the page as it came.
(() => {
  /** A number at the beginning of a cell, or of an interval. */
  const NUMBER = /^[([]?([−-]?)(∞|[\d.]+(?:e[−-]?\d+)?)/;
  const { compare } = new Intl.Collator("en", { numeric: true });

  class Table {
    constructor(form) {
      this.form = form;
      this.body = document.getElementById(form.dataset.table);
      this.heads = [...this.body.tHead.rows[0].cells];
      this.rows = [...this.body.tBodies].flatMap((body) => [...body.rows])
        .filter((row) => row.cells.length === this.heads.length) // the others are headings of groups
        .map((row) => ({ row, home: row.parentNode, text: row.textContent.toLowerCase() }));
      this.controls = [...form.elements].filter((control) => control.name);
      this.names = new Set(this.controls.map((control) => control.name));
      this.first = this.chosen();
    }

    /** What is chosen by the name of each control; of boxes, the ticked ones. */
    chosen() {
      const data = new FormData(this.form);
      return new Map([...this.names].map((name) => [name, data.getAll(name).join(",").trim()]));
    }

    tell(shown, all) {
      const nothing = shown ? "" : " Nothing matches; “Reset” shows all again.";
      return `${shown} of ${all} ${this.form.dataset.things} shown.${nothing}`;
    }

    /** By one column, or as the rows came where that is none of this table's. */
    sort(column, down) {
      const at = this.heads.findIndex(({ dataset }) => dataset.sort && dataset.column === column);
      this.heads.forEach((head, index) => {
        if (index === at) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      if (at < 0) {
        if (this.moved) for (const { row, home } of this.rows) home.append(row);
        this.moved = false;
        return;
      }
      this.moved = true;
      const ranked = this.rows.map(({ row }) => [row, ...this.key(row, at)]);
      ranked.sort(([, a, x], [, b, y]) => a - b || (a ? compare(x, y) : (x > y) - (x < y)) * (down ? -1 : 1));
      this.body.tBodies[0].append(...ranked.map(([row]) => row));
    }

    /** What a row is sorted by: 0 and a number, or 1 and words, which go last. */
    key(row, at) {
      const { sort, column } = this.heads[at].dataset;
      if (sort === "menu") {
        const values = [...this.form.elements[column].options].map((option) => option.value);
        return [0, values.indexOf(row.dataset[column])];
      }
      const text = row.cells[at].textContent.trim();
      const [, sign, size] = (sort === "value" && NUMBER.exec(text)) || [];
      if (!size) return [1, text];
      const number = size === "∞" ? Infinity : Number(size.replace("−", "-"));
      return [0, sign ? -number : number];
    }
  }

  /** Columns are chosen by boxes; where none is ticked, all are shown. */
  class Columns extends Table {
    take(name, value) {
      const wanted = value.split(",").filter(Boolean);
      const strange = wanted.filter((each) => this.controls.every((box) => box.value !== each));
      if (!wanted.length || strange.length < wanted.length) {
        for (const box of this.controls) box.checked = wanted.includes(box.value);
      }
      return strange;
    }

    show() {
      const ticked = this.controls.filter((box) => box.checked);
      const left = new Set(ticked.length ? this.controls.filter((box) => !box.checked).map((box) => box.value) : []);
      const hidden = this.heads.map(({ dataset }) => left.has(dataset.column));
      for (const cells of [this.heads, ...this.rows.map(({ row }) => [...row.cells])]) {
        cells.forEach((cell, index) => { cell.hidden = hidden[index]; });
      }
      return this.tell(ticked.length || this.controls.length, this.controls.length);
    }
  }

  /** Rows are chosen that agree with each menu and hold each word. */
  class Rows extends Table {
    take(name, value) {
      const control = this.form.elements[name];
      if (!control.options) {
        control.value = value.slice(0, control.maxLength);
        return [value.slice(control.maxLength)].filter(Boolean);
      }
      if (![...control.options].some((option) => option.value === value)) return [value];
      control.value = value;
      return [];
    }

    show() {
      const menus = this.controls.filter((control) => control.options && control.value);
      const words = this.form.elements.words.value.toLowerCase().split(/\s+/);
      for (const { row, text } of this.rows) {
        row.hidden = !(menus.every((menu) => row.dataset[menu.name] === menu.value)
          && words.every((word) => text.includes(word)));
      }
      return this.tell(this.rows.filter(({ row }) => !row.hidden).length, this.rows.length);
    }
  }

  const forms = [...document.querySelectorAll(".table-controls")];
  const tables = forms.map((form) => new (form.querySelector("[type=checkbox]") ? Columns : Rows)(form));
  const order = { column: "", down: false };

  function show(note = "") {
    for (const table of tables) {
      table.form.querySelector("[role=status]").textContent = note + table.show();
      table.sort(order.column, order.down);
    }
  }

  function changed() {
    show();
    const parameters = new URLSearchParams();
    for (const table of tables) {
      for (const [name, value] of table.chosen()) if (value !== table.first.get(name)) parameters.set(name, value);
    }
    if (order.column) parameters.set("sort", (order.down ? "-" : "") + order.column);
    const query = parameters.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
    try {
      history.replaceState(null, "", location.pathname + (query && `?${query}`) + location.hash);
    } catch {
      // Some browsers allow it a hundred times in half a minute only: the table works all the same.
    }
  }

  /** A head becomes a button: upwards, downwards, then as the rows came. */
  function press({ dataset: { column } }) {
    const [was, down] = [order.column === column, order.down];
    Object.assign(order, { column: was && down ? "" : column, down: was && !down });
    changed();
  }

  /** Choose what the address says; returns what of it means nothing here. */
  function restore() {
    return [...new URLSearchParams(location.search)].flatMap(([name, value]) => {
      if (name === "h") return []; // the words that the search led here by
      const table = tables.find((each) => each.names.has(name));
      if (table) return table.take(name, value);
      const column = value.replace(/^-/, "");
      const sorts = tables.some(({ heads }) => heads.some(({ dataset }) => dataset.sort && dataset.column === column));
      if (name !== "sort" || !sorts) return [name === "sort" ? value : name];
      Object.assign(order, { column, down: value !== column });
      return [];
    });
  }

  for (const { form, heads } of tables) {
    form.addEventListener("input", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => {
      Object.assign(order, { column: "", down: false });
      setTimeout(changed); // once the controls are as they were
    });
    for (const head of heads.filter(({ dataset }) => dataset.sort)) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => press(head));
      head.append(button);
    }
  }

  const strange = restore().map((each) => `“${each.length > 40 ? `${each.slice(0, 40)}…` : each}”`);
  show(strange.length ? `The address asks for what is not here, which is ignored: ${strange.slice(0, 3).join(", ")}. ` : "");
})();
