// Sort and search the tables of a page, by mouse, keyboard and screen reader. It asks nothing of any network and
// uses no library; where it does not run, the tables are there all the same.
(() => {
  "use strict";

  const numberIn = (text, lang) => {
    const bare = text.replace(/\s/g, "").replace(/^[<>]/, "").replace(/\u2212/g, "-");
    return parseFloat(lang === "sv" ? bare.replace(",", ".") : bare.replace(/,(?=\d{3})/g, ""));
  };

  // The order of rows by their cells: what is missing last, equal ones as they stood.
  const orderOf = (cells, isText, way, lang) => {
    const keys = cells.map((cell) => (isText ? cell : numberIn(cell, lang)));
    const missing = keys.map((key) => (isText ? key === "" || key === "\u2013" : Number.isNaN(key)));
    const compare = isText
      ? new Intl.Collator(lang, { numeric: true }).compare
      : (one, other) => one - other;
    return keys
      .map((_, row) => row)
      .sort((a, b) => missing[a] - missing[b] || (missing[a] ? 0 : way * compare(keys[a], keys[b])) || a - b);
  };

  // A table that is too wide for a page stands in parts: these are sorted and searched together.
  const start = (box) => {
    box.dataset.ready = "yes";
    const { find, shown, up, down } = box.dataset;
    const lang = box.closest("[lang]").lang;
    const parts = [...box.querySelectorAll("table")];
    const bodies = [...parts[0].tBodies].map((body, at) => ({
      fixed: body.classList.contains("between") || body.classList.contains("kept"),
      between: body.classList.contains("between"),
      rows: parts.map((part) => [...part.tBodies[at].rows]),
    }));
    const heads = parts.map((part) => [...part.tHead.rows[part.tHead.rows.length - 1].cells]);

    const tools = document.createElement("div");
    tools.className = "tools";
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "search";
    input.autocomplete = "off";
    label.append(find, input);
    const told = document.createElement("output");
    tools.append(label, told);
    box.prepend(tools);

    const names = heads[0].map((head, at) => (head.matches(".left,.code") ? at : -1)).filter((at) => at >= 0);
    const words = bodies.map((body) =>
      body.rows[0].map((row) => {
        const cells = [...row.cells].filter((_, at) => names.length === 0 || names.includes(at));
        return cells.map((cell) => cell.textContent).join(" ").replace(/\s/g, " ").toLocaleLowerCase(lang);
      }),
    );
    input.addEventListener("input", () => {
      const asked = input.value.trim().toLocaleLowerCase(lang).split(/\s+/).filter(Boolean);
      let [n, all] = [0, 0];
      bodies.forEach((body, at) => {
        body.rows[0].forEach((_, row) => {
          const hit = body.fixed ? !(body.between && asked.length) : asked.every((w) => words[at][row].includes(w));
          body.rows.forEach((rows) => (rows[row].hidden = !hit));
          if (!body.fixed) [n, all] = [n + hit, all + 1];
        });
      });
      const [hits, of] = [n, all].map((count) => count.toLocaleString(lang));
      told.textContent = asked.length ? shown.replace("{n}", hits).replace("{all}", of) : "";
    });

    heads.forEach((row, part) =>
      row.forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        head.append(button);
        const isText = head.matches(".left,.code");
        button.addEventListener("click", () => {
          const way = { ascending: -1, descending: 0 }[head.getAttribute("aria-sort")] ?? 1;
          heads.flat().forEach((one) => one.removeAttribute("aria-sort"));
          if (way) head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
          bodies.forEach((body, at) => {
            if (body.fixed) return;
            const cells = body.rows[part].map((row) => row.cells[column].textContent.trim());
            const order = way ? orderOf(cells, isText, way, lang) : cells.map((_, row) => row);
            parts.forEach((one, k) => one.tBodies[at].append(...order.map((row) => body.rows[k][row])));
          });
          told.textContent = way ? `${button.textContent}: ${way > 0 ? up : down}` : "";
        });
      }),
    );
  };

  document.querySelectorAll(".omradesindex .tables:not([data-ready])").forEach(start);

  // What is folded away on a screen is printed.
  if (!window.omradesindexPrints) {
    window.omradesindexPrints = true;
    let folded = [];
    addEventListener("beforeprint", () => {
      folded = [...document.querySelectorAll(".omradesindex details:not([open])")];
      folded.forEach((one) => (one.open = true));
    });
    addEventListener("afterprint", () => folded.forEach((one) => (one.open = false)));
  }
})();
