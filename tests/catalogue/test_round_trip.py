"""Whatever verbs accept is written to any file and read back the same, to the last bit."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.catalogue import Ask, Dimension, Direction, Formula, Indicator, Member, indicators
from omradesindex.catalogue.indicator import ASKED_FOR, OURS
from omradesindex.wording import Text

ENDINGS = (".toml", ".csv", ".xlsx")
INDEX = oi.load_index("malmo-2023")

texts = st.builds(
    Text,
    *2
    * [
        st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1).filter(
            str.strip
        )
    ],
) | st.sampled_from(
    [
        Text("=1+1", "-cmd"),
        Text("'=SUM(A1)", "''@x"),
        Text("NA", "null"),
        Text("1", "1.0"),
        Text('a "b"; c, d', "a\\nb"),
        Text("två\nrader", " kanter "),
        Text("[x]", "{}"),
    ]
)
ids = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True) | st.sampled_from(
    ["null", "na", "nan", "1", "true"]
)
names = st.lists(
    st.sampled_from(["a", "b c", "x; y", "p + q", "[", "=k", "NA"]), min_size=1, max_size=3, unique=True
)
weights = (
    st.floats(0, 1e300)
    | st.integers(0, 10**6)
    | st.sampled_from([1 / 3, 0.1 + 0.2, np.float64(2.5), np.int64(3), 5e-324])
)
asks = st.lists(st.builds(Ask, ids, texts, st.sampled_from(ASKED_FOR)), max_size=2).map(tuple)


@st.composite
def own_indicators(draw: st.DrawFn) -> Indicator:
    formula = draw(
        st.builds(Formula, st.just("share"), names, names, weights.filter(lambda w: w > 0))
        | names.map(
            lambda n: Formula(
                "weighted_counts", tuple(n), ("base",), 1.0, tuple(1 / (k + 3) for k in range(len(n)))
            )
        )
        | st.just(Formula("given"))
    )
    return Indicator(
        draw(ids),
        *(draw(texts) for _ in range(3)),
        draw(st.sampled_from(["%", "kr", "=x", "per 1 000"])),
        draw(st.sampled_from(list(Direction))),
        formula,
        sources=tuple(
            draw(st.lists(st.sampled_from(["SCB; BRÅ", "[Region]", "Malmö stad", "+46"]), max_size=2))
        ),
        breakdowns=tuple(draw(st.lists(st.sampled_from(["sex", "age"]), unique=True))),
        ages=draw(st.sampled_from([None, "15", "1-5", "65-"])),
        decimals=draw(st.integers(0, 6)),
        responsible=tuple(draw(st.lists(ids, max_size=2, unique=True))),
        kind=draw(st.sampled_from([None, "society", "service"])),
        goals=tuple(draw(st.lists(ids | st.just("agenda2030-4"), max_size=2, unique=True))),
        moves_within=draw(st.none() | st.integers(1, 30)),
        note=draw(st.none() | texts),
        asked_by=draw(asks),
        definition_source=draw(st.sampled_from([OURS, "SCB", "=x", "NA"])),
    )


catalogued = st.sampled_from(sorted(indicators()))
parts = st.sampled_from([*(m.id for m in INDEX.members), *(d.id for d in INDEX.walk())])
specs = st.sampled_from(
    [
        {
            "normalise": {
                "method": "goalposts",
                "low": {m.id: 0.1 for m in INDEX.members},
                "high": np.float64(9),
            }
        },
        {"normalise": "min_max", "centre": "areas"},
        {"treat": {"method": "winsorise", "most": np.int64(2), "columns": ["trangboddhet"]}},
        {"treat": {"method": "box_cox", "power": None}},
        {"weight": {"boende": {"method": "budget_allocation", "points": [[1, 2, 3]], "budget": None}}},
        {"aggregate": {"ekonomi": "harmonic", "index": {"method": "power_mean", "power": 1 / 3}}},
        {
            "coverage": {"index": 2 / 3, "utbildning": 1},
            "zero": 1 / 7,
            "points": np.float32(0.1),
            "ddof": np.int8(1),
        },
    ]
)
verbs = st.one_of(
    st.tuples(st.just("replace"), parts, catalogued | own_indicators()),
    st.tuples(st.just("without"), parts),
    st.tuples(st.just("reweight"), st.dictionaries(parts, weights, min_size=1, max_size=3)),
    st.tuples(st.just("add"), catalogued | own_indicators(), parts, weights, texts),
    st.tuples(st.just("extend"), st.sampled_from(["trygghet", "cni", "scb-socioekonomiskt-index", "halsa"])),
    st.tuples(st.just("with_methods"), specs),
    st.tuples(
        st.just("with_identity"),
        st.fixed_dictionaries({"id": ids, "label": texts, "notes": st.lists(texts, max_size=2)}),
    ),
)


def apply(index: oi.types.Index, verb: tuple[Any, ...]) -> oi.types.Index:
    name, *given_ = verb
    if name == "add":
        new, to, weight, note = given_
        return index.add(new, to=to, weight=weight, basis="asked", basis_note=note, asked_for="theme")
    keywords = given_.pop() if name in ("with_methods", "with_identity") else {}
    changed: oi.types.Index = getattr(index, name)(*given_, **keywords)
    return changed


def unmade(index: oi.types.Index) -> oi.types.Index:
    """As files hold it: not how it was made of another."""
    return replace(index, base=None, changes=())


@settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(chain=st.lists(verbs, min_size=1, max_size=5))
def test_what_verbs_make_is_read_back(chain: list[tuple[Any, ...]], tmp_path: Path) -> None:
    index = INDEX
    for verb in chain:
        with suppress(oi.errors.DefinitionError):
            index = apply(index, verb)
    for ending in ENDINGS:
        back = oi.load_index(index.save(tmp_path / f"a{ending}"))
        assert back == unmade(index), ending
        assert oi.diff(index, back).is_empty


def test_dimensions_within_dimensions_stand_first(tmp_path: Path) -> None:
    inner = Dimension("inre", Text("Inre", "Inner"), (Member(indicators()["franvaro"]),))
    outer = Dimension(
        "yttre", Text("Yttre", "Outer"), (Member(indicators()["lasning_ak1"]), inner), np.int64(2)
    )
    index = INDEX.extend(outer)
    for ending in ENDINGS:
        assert oi.load_index(index.save(tmp_path / f"a{ending}")) == unmade(index)
