// The settings as they stand in the page's address, after #: read whole, or refused with what is wrong.
const Address = (() => {
  "use strict";

  const VERSION = "1";
  const KEYS = ["v", "data", "index", "utan", "vikt", "omrade"];
  const MOST = 4;
  const TIMES = /^\d(?:\.\d)?$/;

  // Every part of an index by its id, each with what its weight is counted in: its own, or where it weighs
  // nothing the greatest beside it.
  const partsOf = (level, found = new Map()) => {
    const greatest = Math.max(...level.parts.map((part) => part.weight));
    for (const part of level.parts) {
      found.set(part.id, { part, unit: part.weight > 0 ? part.weight : greatest });
      if (part.parts) partsOf(part, found);
    }
    return found;
  };

  const timesOf = (part) => (part.weight > 0 ? 1 : 0);

  const start = (page) => ({ index: page.indices[0].id, without: new Set(), times: new Map(), area: "" });

  // The weights that a setting gives, by id.
  const weightsOf = (index, setting) => {
    const parts = partsOf(index);
    return new Map([...setting.times].map(([id, times]) => [id, times * parts.get(id).unit]));
  };

  const written = (setting, page) => {
    const told = new URLSearchParams();
    const ids = [...setting.without];
    const times = [...setting.times].map(([id, number]) => `${id}:${number}`);
    if (setting.index !== page.indices[0].id) told.set("index", setting.index);
    if (ids.length) told.set("utan", ids.join(","));
    if (times.length) told.set("vikt", times.join(","));
    if (setting.area) told.set("omrade", setting.area);
    if (![...told].length) return "";
    return `#v=${VERSION}&data=${page.key}&${told}`.replaceAll("%2C", ",").replaceAll("%3A", ":");
  };

  // { setting, of }: of says that the address was made for other figures. Or { wrong, what }.
  const read = (fragment, page) => {
    const bare = fragment.replace(/^#/, "");
    const setting = start(page);
    if (!bare) return { setting };
    const told = new URLSearchParams(bare);
    const keys = [...told.keys()];
    const unknown = keys.find((key) => !KEYS.includes(key)) ?? keys.find((key, at) => keys.indexOf(key) !== at);
    if (unknown !== undefined) return { wrong: "key", what: unknown };
    if (told.get("v") !== VERSION) return { wrong: "version", what: told.get("v") ?? "" };
    const index = page.indices.find((one) => one.id === (told.get("index") ?? setting.index));
    if (!index) return { wrong: "index", what: told.get("index") };
    setting.index = index.id;
    const parts = partsOf(index);
    const listed = (key) => (told.has(key) ? told.get(key).split(",") : []);
    for (const id of listed("utan")) {
      if (!parts.has(id) || setting.without.has(id)) return { wrong: "part", what: id };
      setting.without.add(id);
    }
    for (const pair of listed("vikt")) {
      const [id, times, more] = pair.split(":");
      if (!parts.has(id) || setting.times.has(id)) return { wrong: "part", what: id };
      if (more !== undefined || !TIMES.test(times ?? "") || Number(times) > MOST) return { wrong: "weight", what: pair };
      setting.times.set(id, Number(times));
    }
    setting.area = told.get("omrade") ?? "";
    if (setting.area && !page.areas.some((area) => area.code === setting.area)) {
      return { wrong: "area", what: setting.area };
    }
    return { setting, other: told.has("data") && told.get("data") !== page.key };
  };

  return { MOST, partsOf, timesOf, start, weightsOf, written, read };
})();
if (typeof module !== "undefined") module.exports = Address;
