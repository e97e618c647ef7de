// An index of arithmetic means, in the order of operations in which omradesindex computes it: the same
// digits, and so the same places. It knows no page, and can be tried alone.
const Arithmetic = (() => {
  "use strict";

  // Equal is a rule: what differs by no more than this share of its scale is the same.
  const SAME = 2 ** -32;
  const DIGITS = 32;
  const FINEST = -900;
  // Added and taken away again, this rounds to a whole number, and what lies midway to an even one.
  const WHOLE = 1.5 * 2 ** 52;

  // Columns of numbers from base64, 64 bits each, the lowest byte first; a gap is NaN.
  const unpack = (text, each) => {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    const view = new DataView(bytes.buffer);
    const columns = [];
    for (let at = 0; at < bytes.length; at += 8 * each) {
      columns.push(Float64Array.from({ length: each }, (_, row) => view.getFloat64(at + 8 * row, true)));
    }
    return columns;
  };

  const inOrder = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

  // As numpy adds: eight sums side by side where there are so many.
  const total = (numbers) => {
    if (numbers.length < 8) return inOrder(numbers);
    const whole = numbers.length - (numbers.length % 8);
    const sums = numbers.slice(0, 8);
    for (let at = 8; at < whole; at += 8) for (let k = 0; k < 8; k += 1) sums[k] += numbers[at + k];
    const [a, b, c, d, e, f, g, h] = sums;
    return numbers.slice(whole).reduce((sum, number) => sum + number, a + b + (c + d) + (e + f + (g + h)));
  };

  const rescaled = (weights) => {
    const sum = total(weights);
    return weights.map((weight) => weight / sum);
  };

  // What is left of an index when parts are left out and others weigh otherwise. A dimension of which nothing is
  // left goes with its parts.
  const changed = (level, without, weights) => {
    const parts = [];
    for (const part of level.parts) {
      if (without.has(part.id)) continue;
      const left = part.parts ? changed(part, without, weights) : part;
      if (!left.parts || left.parts.length) parts.push({ ...left, weight: weights.get(part.id) ?? part.weight });
    }
    return { ...level, parts };
  };

  // The first level in which nothing weighs anything, which no index can have; undefined where there is none.
  const weightless = (level) => {
    if (!level.parts.some((part) => part.weight > 0)) return level;
    return level.parts.filter((part) => part.parts).map(weightless).find((found) => found);
  };

  const reaches = (share, needed) =>
    share >= needed || Math.abs(share - needed) <= SAME * Math.max(Math.abs(share), Math.abs(needed));

  // The scores of a level, NaN where too little is there; of a partial result whatever is there.
  const scoresOf = (level, columns, partial) => {
    const values = level.parts.map((part) =>
      part.parts ? scoresOf(part, columns, partial) : columns[part.column],
    );
    const given = rescaled(level.parts.map((part) => part.weight));
    const weights = rescaled(given);
    const most = Math.max(...given);
    const counts = given.map((weight) => (weight > 0 ? weight / most : 0));
    const all = inOrder(counts);
    const gaps = values.some((column) => column.some(Number.isNaN));
    return Float64Array.from(values[0], (_, row) => {
      let [sum, weight, there] = [0, 0, 0];
      for (let k = 0; k < values.length; k += 1) {
        const missing = Number.isNaN(values[k][row]);
        const own = missing ? 0 : weights[k];
        sum += (missing ? 0 : values[k][row]) * own;
        weight += own;
        there += missing ? 0 : counts[k];
      }
      const score = gaps ? sum / weight : sum;
      return partial || reaches(there / all, level.needed) ? score : NaN;
    });
  };

  // The columns that a level is made of, however deep.
  const columnsOf = (level) => level.parts.flatMap((part) => (part.parts ? columnsOf(part) : [part.column]));

  // What scores are equal on: the greatest of the numbers that they are made of.
  const scaleOf = (level, columns) => {
    let scale = 0;
    for (const place of columnsOf(level)) {
      for (const value of columns[place]) if (Math.abs(value) > scale) scale = Math.abs(value);
    }
    return scale;
  };

  // The power of two above a number.
  const exponentOf = (number) => {
    if (number === 0) return 0;
    let exponent = Math.floor(Math.log2(number)) + 1;
    while (2 ** exponent <= number) exponent += 1;
    while (2 ** (exponent - 1) > number) exponent -= 1;
    return exponent;
  };

  // Places: 1 for the highest score; equal scores share the smallest, and who has none has no place.
  const placesOf = (scores, scale) => {
    const steps = 2 ** (DIGITS - Math.max(exponentOf(scale), FINEST));
    const laid = Array.from(scores, (score) => score * steps + WHOLE - WHOLE);
    const order = laid.filter((step) => !Number.isNaN(step)).sort((a, b) => b - a);
    const place = new Map();
    order.forEach((step, at) => {
      if (!place.has(step)) place.set(step, at + 1);
    });
    return laid.map((step) => (Number.isNaN(step) ? NaN : place.get(step)));
  };

  // Scores and places of an index that is changed; or why it is none: nothing is left, or weighs anything.
  const computed = (index, columns, without = new Set(), weights = new Map()) => {
    const level = changed(index, without, weights);
    const nobody = Array.from(columns[0] ?? [], () => NaN);
    if (!level.parts.length) return { level, refused: "empty", scores: nobody, places: nobody };
    const light = weightless(level);
    if (light) return { level, refused: "weightless", where: light, scores: nobody, places: nobody };
    const scores = scoresOf(level, columns, index.partial);
    return { level, scores, places: placesOf(scores, scaleOf(level, columns)) };
  };

  // The share of the whole that each part weighs, where nothing is missing.
  const sharesOf = (level, of = 1, found = new Map()) => {
    const shares = rescaled(level.parts.map((part) => part.weight));
    level.parts.forEach((part, k) => {
      found.set(part.id, of * shares[k]);
      if (part.parts) sharesOf(part, of * shares[k], found);
    });
    return found;
  };

  // The parts that are gone, each dimension in the place of all that stood in it.
  const goneFrom = (level, left) =>
    level.parts.flatMap((part) => {
      const own = left.parts.find((one) => one.id === part.id);
      return own ? (part.parts ? goneFrom(part, own) : []) : [part.id];
    });

  return { unpack, computed, sharesOf, goneFrom };
})();
if (typeof module !== "undefined") module.exports = Arithmetic;
