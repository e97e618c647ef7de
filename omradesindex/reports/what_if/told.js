// What is said of a setting, from places and scores alone.
const Told = (() => {
  "use strict";

  const NAMED = 3;

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // A number as people read it; half a unit goes away from zero.
  const number = (value, decimals, marks) => {
    if (Number.isNaN(value)) return "\u2013";
    const [whole, part] = Math.abs(value).toFixed(decimals).split(".");
    const text = whole.replace(/\B(?=(\d{3})+$)/g, marks.thousands) + (part ? marks.point + part : "");
    return value < 0 && Number(value.toFixed(decimals)) !== 0 ? `\u2212${text}` : text;
  };

  const nameOf = (area) => (area.name && area.name !== area.code ? `${area.code} ${area.name}` : area.code);

  const listed = (names, words) => {
    const left = names.length - NAMED;
    if (left > 0) return `${names.slice(0, NAMED).join(", ")} ${filled(words.more, { n: left })}`;
    return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${words.and} ${names.at(-1)}`;
  };

  // "2=" where a place is shared.
  const labels = (places) => {
    const count = new Map();
    for (const place of places) count.set(place, (count.get(place) ?? 0) + 1);
    return places.map((place) => (Number.isNaN(place) ? "\u2013" : `${place}${count.get(place) > 1 ? "=" : ""}`));
  };

  const isOutside = (place, row, ranges) => place < ranges.low[row] || place > ranges.high[row];

  // now, base: { scores, places }; untouched: whether they are the same index; proposal: whether another is chosen.
  const sentences = (page, now, base, { untouched, proposal, area, label }) => {
    const { words, areas, ranges } = page;
    const score = (row) => number(now.scores[row], page.decimals, page.marks);
    if (now.refused) return [filled(words[now.refused], { where: now.where ? (now.where.label ?? label) : "" })];
    const rows = [...areas.keys()];
    const placed = rows.filter((row) => !Number.isNaN(now.places[row]));
    if (!placed.length) return [words.nobody];
    const said = [];
    if (proposal) said.push(filled(words.proposal, { label }));
    if (untouched) said.push(filled(words.untouched, { label }));
    const first = placed.filter((row) => now.places[row] === 1);
    said.push(
      filled(first.length > 1 ? words.shared : words.first, {
        areas: listed(first.map((row) => nameOf(areas[row])), words),
        points: score(first[0]),
      }),
    );
    const counted = (n, one, many, more = {}) => filled(n === 1 ? one : many, { n, ...more });
    const lacking = areas.length - placed.length;
    if (lacking) said.push(counted(lacking, words.lacking_one, words.lacking_many));
    if (!untouched) {
      const both = placed.filter((row) => !Number.isNaN(base.places[row]));
      const moved = both.filter((row) => now.places[row] !== base.places[row]).length;
      if (both.length) {
        said.push(moved ? counted(moved, words.moved_one, words.moved_many, { all: both.length }) : words.moved_none);
      }
    }
    if (ranges) {
      const outside = placed.filter((row) => isOutside(now.places[row], row, ranges));
      const names = listed(outside.map((row) => nameOf(areas[row])), words);
      if (outside.length) said.push(counted(outside.length, words.outside_one, words.outside_many, { areas: names }));
    }
    const row = areas.findIndex((one) => one.code === area);
    if (row >= 0) {
      const values = { area: nameOf(areas[row]), place: now.places[row], of: placed.length, points: score(row) };
      said.push(filled(Number.isNaN(values.place) ? words.followed_lacks : words.followed, values));
      if (!untouched && !Number.isNaN(base.places[row])) {
        said.push(filled(words.followed_base, { place: base.places[row] }));
      }
    }
    return said;
  };

  // What is left out and what is weighed otherwise, every part of it: what is printed shows no boxes and sliders.
  const changes = ({ words, marks }, { without, times }, parts) => {
    const label = (id) => parts.get(id).part.label;
    const gone = [...without].map(label);
    const weighed = [...times].map(([id, number_]) => `${label(id)} \u00d7\u00a0${number(number_, 1, marks)}`);
    return [
      gone.length ? filled(words.gone, { parts: gone.join(", ") }) : "",
      weighed.length ? filled(words.weighed, { parts: weighed.join(", ") }) : "",
    ].filter(Boolean);
  };

  // Why an address is not followed.
  const refusal = (words, { wrong, what }) => `${filled(words[`wrong_${wrong}`], { what })} ${words.shows_base}`;

  // What must be known to read the table as it now stands.
  const tableNotes = (page, now) => {
    const { words } = page;
    const placed = now.places.filter((place) => !Number.isNaN(place));
    const written = now.places.map((place, row) => [place, number(now.scores[row], page.decimals, page.marks)]);
    const seen = new Map();
    let alike = false;
    for (const [place, score] of written) {
      if (Number.isNaN(place)) continue;
      if (seen.has(score) && seen.get(score) !== place) alike = true;
      seen.set(score, place);
    }
    return [new Set(placed).size < placed.length ? words.ties : "", alike ? words.alike : ""].filter(Boolean);
  };

  // The setting as a definition of the library's, for whoever wants to compute it there. Weights come first, since
  // what weighed nothing may be all that is left.
  const call = (index, gone, weights) => {
    const quoted = gone.map((id) => JSON.stringify(id));
    const pairs = [...weights].map(([id, weight]) => `${JSON.stringify(id)}: ${weight}`);
    const left = quoted.length ? `.without(${quoted.join(", ")})` : "";
    const weighed = pairs.length ? `.reweight({${pairs.join(", ")}})` : "";
    return `index${weighed}${left}  # index: ${index}`;
  };

  return { filled, number, nameOf, labels, isOutside, sentences, changes, refusal, tableNotes, call };
})();
if (typeof module !== "undefined") module.exports = Told;
