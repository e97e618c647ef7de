"""Random settings of the page ``prova_vikter.html``, computed by its own script and by the library.

    python benchmarks/what_if_settings.py [settings]

The script runs in node, reads each setting from an address as the page would, and must give the scores and
places of ``index.without(…).reweight(…).compute(statistics)``. The indices are random trees on figures of few
different values, so that scores are shared, and with gaps, so that areas lack dimensions and indices.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.catalogue import Dimension, parse_definition

SCRIPTS = Path(oi.__file__).parent / "reports" / "what_if"
#: Reads a page's data and addresses; writes what each gives.
DRIVER = """
const [Arithmetic, Address, Told] = ["arithmetic", "address", "told"].map((name) =>
  require(`${process.argv[1]}/${name}.js`));
const { page, fragments } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const columns = Arithmetic.unpack(page.columns, page.areas.length);
const base = Arithmetic.computed(page.indices[0], columns);
const bare = (numbers) => Array.from(numbers, (one) => (Number.isNaN(one) ? null : one));
console.log(JSON.stringify(fragments.map((fragment) => {
  const read = Address.read(fragment, page);
  if (read.wrong) return { ...read, said: [Told.refusal(page.words, read)] };
  const { setting } = read;
  const index = page.indices.find((one) => one.id === setting.index);
  const weights = Address.weightsOf(index, setting);
  const now = Arithmetic.computed(index, columns, setting.without, weights);
  const untouched = index === page.indices[0] && !setting.without.size && !setting.times.size;
  return {
    scores: bare(now.scores), places: bare(now.places),
    refused: now.refused ?? "", other: Boolean(read.other),
    said: Told.sentences(page, now, base, {
      untouched, proposal: index !== page.indices[0], area: setting.area, label: index.label,
    }),
    changed: Told.changes(page, setting, Address.partsOf(index)),
    labels: Told.labels(now.places), notes: Told.tableNotes(page, now),
    call: Told.call(index.id, Arithmetic.goneFrom(index, now.level), weights),
    again: Address.written(setting, page),
  };
})));
"""


class Setting(NamedTuple):
    """What is left out, and how many times their own weight parts count."""

    without: tuple[str, ...]
    times: dict[str, float]

    def fragment(self, key: str, index: str = "") -> str:
        told = {"index": index, "utan": ",".join(self.without)}
        told["vikt"] = ",".join(f"{name}:{times:g}" for name, times in self.times.items())
        rest = "".join(f"&{name}={value}" for name, value in told.items() if value)
        return f"#v=1&data={key}{rest}" if rest else ""


def node() -> str | None:
    """Where node is, if it is here."""
    return shutil.which("node")


def data_of(html: str) -> dict[str, Any]:
    """What a page computes with."""
    found = re.search(r'id="uppgifter">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return json.loads(found[1])  # type: ignore[no-any-return]


def in_page(html: str, fragments: list[str]) -> list[dict[str, Any]]:
    """What the page's own script gives for addresses."""
    told = json.dumps({"page": data_of(html), "fragments": fragments})
    command = [str(node()), "-e", DRIVER, str(SCRIPTS)]
    done = subprocess.run(command, input=told, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def in_library(result: oi.types.Result, setting: Setting) -> oi.types.Result | None:
    """What the library gives for a setting; None where that is no index."""
    index = result.index
    gone = set(setting.without)
    for dimension in index.walk():
        if all(part.id in gone for part in dimension.members):
            gone.add(dimension.id)  # of which nothing is left
    if all(dimension.id in gone for dimension in index.dimensions):
        return None
    weights = {}
    for whole in (index.dimensions, *(dimension.members for dimension in index.walk())):
        greatest = max(part.weight for part in whole)
        for part in whole:
            if part.id in setting.times:
                weights[part.id] = setting.times[part.id] * (part.weight or greatest)
    try:
        # Weights first: what weighed nothing may be all that is left.
        weighed = index.reweight(weights)
        left = weighed.without(*gone) if gone else weighed
        return left.compute(result.statistics, partial=result.partial)
    except oi.errors.DefinitionError:  # nothing weighs anything
        return None


# -- at random ----------------------------------------------------------------------------------------------


def random_result(seed: int, areas: int = 9) -> oi.types.Result:
    """A random tree of indicators on figures of few different values, with gaps."""
    rng = Random(seed)
    names = [f"x{k}" for k in range(rng.randint(2, 14))]
    definition = {
        "id": "prov",
        "dimensions": _dimensions(rng, names),
        "indicators": {
            name: {
                "label": name,
                "definition": name,
                "population": "alla",
                "unit": "%",
                "direction": rng.choice(["higher_is_worse", "higher_is_better"]),
                "formula": {"kind": "given"},
            }
            for name in names
        },
        "methods": {
            "centre": "areas",
            "normalise": rng.choice(["z_score", "z_score", "min_max", "rank"]),
            "coverage": rng.choice(
                [{}, {"dimension": 0.5, "index": 0.5}, {"dimension": 1 / 3, "index": 2 / 3}]
            ),
        },
    }
    codes = [f"{k + 1:02d}" for k in range(areas)]
    few = rng.choice([2, 3, 10])
    rows = []
    for name in names:
        for k, code in enumerate(codes):
            value = float(k % 2 if k < 2 else rng.randrange(few)) / rng.choice([1, 1, 3])
            gap = k > 1 and rng.random() < 0.12
            rows.append((code, name, "2024", np.nan if gap else value, "missing" if gap else "observed"))
    frame = pd.DataFrame(rows, columns=["area", "variable", "period", "value", "status"])
    frame = frame.assign(kind="index", quality="made_up")
    statistics = oi.Statistics.from_frame(frame, name="Provstad (påhittad)")
    index = oi.types.Index.from_definition(parse_definition(definition))
    return index.compute(statistics, partial=rng.random() < 0.2)


def _dimensions(rng: Random, names: list[str]) -> list[dict[str, Any]]:
    """Share names out over one to four dimensions, one of them perhaps within another."""

    def weight() -> float:
        return rng.choice([1, 1, 1, 2, 0.3, rng.uniform(0.1, 50)])

    n = rng.randint(1, min(4, len(names)))
    made: list[dict[str, Any]] = [
        {"id": f"d{k}", "label": f"d{k}", "weight": weight(), "indicators": [], "dimensions": []}
        for k in range(n)
    ]
    for place, name in enumerate(names):
        own = made[place] if place < n else rng.choice(made)
        zero = bool(own["indicators"]) and rng.random() < 0.1
        own["indicators"].append({"id": name, "weight": 0 if zero else weight()})
    if n > 2 and rng.random() < 0.4:
        made[0]["dimensions"].append(made.pop())
    return [{key: value for key, value in one.items() if value != []} for one in made]


def random_settings(result: oi.types.Result, n: int, seed: int) -> Iterator[Setting]:
    """Random choices, the untouched one first."""
    rng = Random(seed)
    parts: list[Any] = [*result.index.walk(), *result.index.members]
    yield Setting((), {})
    for _ in range(n - 1):
        share = rng.choice([0, 0.1, 0.3, 0.7])
        gone = tuple(p.id for p in parts if rng.random() < share * (0.5 if isinstance(p, Dimension) else 1))
        times = {p.id: rng.randint(0, 40) / 10 for p in parts if rng.random() < 0.4}
        yield Setting(gone, times)


def differing(result: oi.types.Result, html: str, settings: list[Setting]) -> tuple[float, int, int]:
    """Return the greatest difference of scores; how many settings are no index, how many places are shared.

    Places must be equal.
    """
    key = data_of(html)["key"]
    found = in_page(html, [setting.fragment(key) for setting in settings])
    most, none, shared = 0.0, 0, 0
    for setting, page in zip(settings, found, strict=True):
        assert "wrong" not in page, (setting, page)
        own = in_library(result, setting)
        if own is None:
            assert page["refused"], (setting, page)
            none += 1
            continue
        assert not page["refused"], (setting, page)
        scores, places = (np.array(page[name], dtype=float) for name in ("scores", "places"))
        np.testing.assert_array_equal(places, own.level_ranks["index"], err_msg=str(setting))
        expected = own.level_scores["index"]
        np.testing.assert_array_equal(np.isnan(scores), np.isnan(expected))
        most = max(most, float(np.nanmax(np.abs(scores - expected), initial=0.0)))
        known = places[~np.isnan(places)]
        shared += len(known) - len(set(known))
    return most, none, shared


def main(n: int) -> None:
    if node() is None:
        print("node is not here, and runs the page's script: nothing was compared")
        return
    each = 10
    most, none, shared, gaps = 0.0, 0, 0, 0
    for seed in range(-(-n // each)):
        result = random_result(seed)
        settings = list(random_settings(result, each, seed))
        found = differing(result, oi.what_if(result).html, settings)
        most, none, shared = max(most, found[0]), none + found[1], shared + found[2]
        gaps += int(np.isnan(result.normalised[:-1]).sum())
    print(f"{n} settings: scores differ by at most {most:g}, places are equal")
    print(f"{none} settings are no index; {shared} places are shared; {gaps} gaps in the figures")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
