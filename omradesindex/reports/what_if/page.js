// The page itself: native controls, and a map, a table and a few sentences that follow them. It asks nothing of
// any network and uses no library.
(() => {
  "use strict";

  const page = JSON.parse(document.getElementById("uppgifter").textContent);
  const { words, areas, ranges } = page;
  const columns = Arithmetic.unpack(page.columns, areas.length);
  const at = (id) => document.getElementById(id);
  const base = Arithmetic.computed(page.indices[0], columns);
  const SVG = "http://www.w3.org/2000/svg";
  const WAIT = 400;
  let setting = Address.start(page);

  const make = (tag, given = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) {
      if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...inside);
    return made;
  };
  const draw = (tag, given, ...inside) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  };
  const number = (value, decimals) => Told.number(value, decimals, page.marks);
  const indexNow = () => page.indices.find((index) => index.id === setting.index);

  // -- controls ----------------------------------------------------------------------------------------------

  const timesOf = (part) => setting.times.get(part.id) ?? Address.timesOf(part);

  const control = (part) => {
    const box = make("input", { type: "checkbox", id: `med-${part.id}` });
    const slider = make("input", {
      type: "range", id: `vikt-${part.id}`, min: 0, max: Address.MOST, step: 0.1,
      "aria-label": Told.filled(words.weight, { label: part.label }),
    });
    const told = make("span", { class: "weighs", id: `vager-${part.id}`, "aria-hidden": "true" });
    box.addEventListener("change", () => {
      if (box.checked) setting.without.delete(part.id);
      else setting.without.add(part.id);
      follow();
    });
    slider.addEventListener("input", () => {
      const times = Math.round(10 * Number(slider.value)) / 10;
      if (times === Address.timesOf(part)) setting.times.delete(part.id);
      else setting.times.set(part.id, times);
      follow();
    });
    const label = part.parts ? Told.filled(words.count, { label: part.inside }) : part.label;
    const name = make("label", { for: box.id }, label);
    const lacks = part.parts || part.areas === areas.length ? "" : part.lacks;
    const beside = lacks ? [make("span", { class: "lacks" }, lacks)] : [];
    return make("div", { class: "part" }, box, make("span", {}, name, ...beside), slider, told);
  };

  const group = (level) => {
    const own = level.parts.filter((part) => !part.parts);
    const inner = level.parts.filter((part) => part.parts).map(group);
    const set = make("fieldset", {}, make("legend", {}, level.label), control(level), ...inner);
    if (own.length) {
      const changed = own.some((part) => setting.without.has(part.id) || setting.times.has(part.id));
      const head = make("summary", {}, Told.filled(words.indicators, { label: level.inside }));
      set.append(make("details", { open: changed }, head, ...own.map(control)));
    }
    return set;
  };

  const layOut = () => {
    const index = indexNow();
    at("delar").replaceChildren(...index.parts.map(group));
    at("bygger").textContent = index.rests;
    at("bygger").hidden = !index.rests;
    if (at("index")) at("index").value = setting.index;
    at("omrade").value = setting.area;
  };

  const showWeights = (now) => {
    const shares = now.refused ? new Map() : Arithmetic.sharesOf(now.level);
    for (const [id, { part }] of Address.partsOf(indexNow())) {
      const [box, slider, told] = [at(`med-${id}`), at(`vikt-${id}`), at(`vager-${id}`)];
      const times = timesOf(part);
      box.checked = !setting.without.has(id);
      slider.value = times;
      slider.disabled = !shares.has(id);
      const share = number(100 * (shares.get(id) ?? 0), 1);
      const values = { times: number(times, 1), share };
      told.textContent = shares.has(id) ? Told.filled(words.weighs, values) : words.left_out;
      slider.setAttribute("aria-valuetext", shares.has(id) ? Told.filled(words.weighs_said, values) : words.left_out);
    }
  };

  // -- map, table, sentences -----------------------------------------------------------------------------------

  const classOf = (score) => page.edges.filter((edge) => score >= edge).length;
  const faceOf = (score) => (Number.isNaN(score) ? "url(#saknas)" : page.colours[classOf(score)]);

  const shapes = [];
  const layMap = () => {
    const { map } = page;
    if (!map) return;
    const svg = at("karta");
    areas.forEach((area, row) => {
      const title = draw("title", {});
      const shape = draw("path", { d: map.paths[row] }, title);
      const [x, y, reach] = map.at[row];
      const text = draw("text", { x, y, "font-size": Math.min(34, 1.15 * reach) });
      text.hidden = reach < map.least;
      shapes.push({ shape, title, text });
      svg.append(shape);
      shape.addEventListener("click", () => choose(area.code));
    });
    svg.append(...shapes.filter((one) => !one.text.hidden).map((one) => one.text));
  };

  const showMap = (now, labels) => {
    shapes.forEach(({ shape, title, text }, row) => {
      const values = { area: Told.nameOf(areas[row]), place: labels[row], points: number(now.scores[row], page.decimals) };
      shape.setAttribute("fill", faceOf(now.scores[row]));
      shape.classList.toggle("followed", areas[row].code === setting.area);
      title.textContent = Told.filled(Number.isNaN(now.places[row]) ? words.area_lacks : words.area_told, values);
      text.textContent = Number.isNaN(now.places[row]) ? "" : labels[row];
    });
    // What is followed is drawn over its neighbours' borders.
    const followed = areas.findIndex((area) => area.code === setting.area);
    if (shapes[followed]) at("karta").insertBefore(shapes[followed].shape, at("karta").querySelector("text"));
  };

  const rows = areas.map((area) => {
    const cells = ["td", "th", "td", "td", ...(ranges ? ["td"] : []), "td"].map((tag) => make(tag));
    cells[1].scope = "row";
    cells[1].append(Told.nameOf(area));
    cells.at(-1).className = "picture";
    return { row: make("tr", {}, ...cells), cells };
  });

  // A row's places on a line from the first to the last: the range, the base's as a ring, today's as a dot.
  const [LEFT, WIDE] = [7, 126];
  const across = (place) => LEFT + (areas.length > 1 ? ((place - 1) / (areas.length - 1)) * WIDE : 0);
  const picture = (place, before, row) => {
    const svg = draw("svg", { width: 140, height: 16, viewBox: "0 0 140 16", "aria-hidden": "true" });
    svg.append(draw("path", { d: `M${LEFT} 8h${WIDE}`, class: "line" }));
    if (ranges && ranges.low[row] !== null) {
      const [low, high] = [across(ranges.low[row]) - 4, across(ranges.high[row]) + 4];
      svg.append(draw("rect", { x: low, y: 4, width: high - low, height: 8, rx: 4, class: "range" }));
    }
    if (!Number.isNaN(before)) svg.append(draw("circle", { cx: across(before), cy: 8, r: 5, class: "base" }));
    if (!Number.isNaN(place)) svg.append(draw("circle", { cx: across(place), cy: 8, r: 3.5, class: "now" }));
    return svg;
  };

  const showTable = (now, labels) => {
    const before = Told.labels(base.places);
    rows.forEach(({ row, cells }, at) => {
      const [place, name, score, own, ...rest] = cells;
      place.textContent = labels[at];
      score.textContent = number(now.scores[at], page.decimals);
      own.textContent = before[at];
      own.className = place.className = labels[at] === before[at] ? "" : "moved";
      if (ranges) {
        rest[0].textContent = ranges.texts[at];
        const outside = !Number.isNaN(now.places[at]) && Told.isOutside(now.places[at], at, ranges);
        rest[0].classList.toggle("outside", outside);
        if (outside) rest[0].append(make("span", { class: "tag" }, ` ${words.outside_tag}`));
      }
      rest.at(-1).replaceChildren(picture(now.places[at], base.places[at], at));
      const followed = areas[at].code === setting.area;
      row.classList.toggle("followed", followed);
      name.replaceChildren(Told.nameOf(areas[at]), ...(followed ? [make("span", { class: "tag" }, ` ${words.tag}`)] : []));
    });
    const order = [...rows.keys()].sort((a, b) => {
      const [one, other] = [now.places[a], now.places[b]].map((p) => (Number.isNaN(p) ? Infinity : p));
      return one === other ? a - b : one - other;
    });
    at("rader").replaceChildren(...order.map((row) => rows[row].row));
    const notes = Told.tableNotes(page, now);
    at("anmarkningar").replaceChildren(...notes.map((note) => make("p", {}, note)));
  };

  let waiting;
  const tell = (said) => {
    const same = at("sagt").textContent === said.join("");
    clearTimeout(waiting);
    if (!same) waiting = setTimeout(() => at("sagt").replaceChildren(...said.map((text) => make("p", {}, text))), WAIT);
  };

  const show = (address) => {
    const index = indexNow();
    const weights = Address.weightsOf(index, setting);
    const now = Arithmetic.computed(index, columns, setting.without, weights);
    const labels = Told.labels(now.places);
    const untouched = index === page.indices[0] && !setting.without.size && !setting.times.size;
    showWeights(now);
    showMap(now, labels);
    showTable(now, labels);
    const proposal = index !== page.indices[0];
    tell(Told.sentences(page, now, base, { untouched, proposal, area: setting.area, label: index.label }));
    const changed = Told.changes(page, setting, Address.partsOf(index));
    at("andrat").textContent = changed.join(" ");
    at("andrat").hidden = !changed.length;
    at("anrop").textContent = Told.call(index.id, Arithmetic.goneFrom(index, now.level), weights);
    at("aterstall").disabled = untouched && !setting.area;
    const fragment = Address.written(setting, page);
    if (address && location.hash !== fragment) history.replaceState(null, "", fragment || location.pathname + location.search);
  };

  const warn = (text) => {
    at("varning").textContent = text;
    at("varning").hidden = !text;
  };
  const follow = () => {
    warn("");
    show(true);
  };
  const choose = (code) => {
    setting.area = setting.area === code ? "" : code;
    at("omrade").value = setting.area;
    follow();
  };

  const restore = () => {
    const found = Address.read(location.hash, page);
    setting = found.setting && !found.wrong ? found.setting : Address.start(page);
    layOut();
    if (found.wrong) warn(Told.refusal(words, found));
    else warn(found.other ? words.other : "");
    show(false);
  };

  // -- begin --------------------------------------------------------------------------------------------------

  at("omrade").append(...areas.map((area) => make("option", { value: area.code }, Told.nameOf(area))));
  at("omrade").addEventListener("change", () => {
    setting.area = at("omrade").value;
    follow();
  });
  at("index")?.addEventListener("change", () => {
    setting = { ...Address.start(page), index: at("index").value, area: setting.area };
    layOut();
    follow();
  });
  at("aterstall").addEventListener("click", () => {
    setting = Address.start(page);
    layOut();
    follow();
    at("resultat").focus();
  });
  at("hoppa").addEventListener("click", (event) => {
    event.preventDefault();
    at("resultat").focus();
  });
  addEventListener("hashchange", restore);
  layMap();
  restore();
  document.documentElement.dataset.ready = "yes";
})();
