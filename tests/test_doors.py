"""Every public call, every argument, every wrong kind: the library's own error or an answer, no traceback."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex import doors
from omradesindex.catalogue import Amendment
from omradesindex.frozen import Frozen
from omradesindex.geography import Whole
from omradesindex.index.alike.plots import LikenessPlots
from omradesindex.index.groups.plots import BreakdownPlots
from omradesindex.index.plots import ResultPlots
from omradesindex.index.uncertainty.plots import UncertaintyPlots
from omradesindex.show import files
from omradesindex.show.drawing import Plots
from omradesindex.show.folder import Folder
from omradesindex.show.page import Page
from omradesindex.sources.fetching import Request
from omradesindex.subjects.area_types.plots import AreaTypesPlots
from omradesindex.subjects.by_group.plots import ByGroupPlots
from omradesindex.subjects.change.plots import ChangePlots
from omradesindex.subjects.cni.plots import CniPlots
from omradesindex.subjects.compare.plots import ComparisonPlots
from omradesindex.subjects.examine.plots import ExaminationPlots
from omradesindex.subjects.goals.plots import GoalsPlots
from omradesindex.subjects.review.plots import ReviewPlots
from omradesindex.subjects.robustness.plots import RobustnessPlots
from omradesindex.subjects.robustness.ranks_under_error import RanksUnderErrorPlots
from omradesindex.subjects.spread.plots import SpreadPlots
from omradesindex.subjects.themes.plots import ThemesPlots
from omradesindex.subjects.trend.plots import TrendPlots

# -- what is public ---------------------------------------------------------------------------------------

#: What draws: each answer's own.
PLOTS: tuple[type[Plots], ...] = (
    AreaTypesPlots, BreakdownPlots, ByGroupPlots, ChangePlots, CniPlots, ComparisonPlots, ExaminationPlots,
    GoalsPlots, LikenessPlots, RanksUnderErrorPlots, ResultPlots, ReviewPlots, RobustnessPlots, SpreadPlots,
    ThemesPlots, TrendPlots, UncertaintyPlots,
)  # fmt: skip
#: Made by the library alone: nobody writes their arguments.
MADE = {
    "AreaTypes", "Audit", "Breakdown", "ByGroup", "Change", "CniResult", "Comparison", "Counts", "Difference",
    "Examination", "Goals", "Index", "Likeness", "NewProject", "NotMeasured", "Page", "Places", "Protected",
    "Report", "Reproduction", "Result",
    "Review", "Robustness", "Spread", "Statistics", "Themes", "Trend", "Uncertainty", "Update", "Variables",
    "WhatIf",
    *(kind.__name__ for kind in PLOTS),
}  # fmt: skip
#: Where public names are found.
PARTS = (oi, oi.data, oi.types, oi.sources)
PLACED = inspect.Parameter.VAR_POSITIONAL
OPTIONS = inspect.Parameter.VAR_KEYWORD


def public() -> dict[str, Callable[..., Any]]:
    """Every public function, class that people make themselves, and method, by its name."""
    things: dict[str, Any] = {}
    for part, names in ((part, part.__all__) for part in PARTS):
        for name in names:
            # A service's client is told from what bears a like name elsewhere.
            home = str(getattr(getattr(part, name), "__module__", ""))
            client = part is oi.sources and home.startswith(oi.sources.__name__)
            things.setdefault(f"sources.{name}" if client else name, getattr(part, name))
    things |= {c.__name__: c for c in PLOTS}
    calls: dict[str, Callable[..., Any]] = {}
    for name, thing in things.items():
        if inspect.isclass(thing) and not issubclass(thing, Exception):
            calls[name] = thing.__init__  # type: ignore[misc]
            for method in (m for m in dir(thing) if not m.startswith("_")):
                member = inspect.getattr_static(thing, method)
                if inspect.isfunction(member := getattr(member, "__func__", member)):
                    calls[f"{name}.{method}"] = member
        elif not inspect.isclass(thing) and callable(thing):
            calls[name] = thing
    return {name: call for name, call in calls.items() if set(parameters(call)) - {"self", "cls"}}


@cache
def parameters(call: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(call).parameters)


PUBLIC = public()


def test_every_public_call_has_a_door() -> None:
    assert [n for n, call in PUBLIC.items() if n not in MADE and not hasattr(call, "__door__")] == [], (
        "write @door above it"
    )


def test_every_annotation_is_understood() -> None:
    """What an annotation names is there, or is a class that is known by its name."""

    def names(kind: Any) -> Iterator[str]:
        if isinstance(kind, doors.Unloaded):
            yield kind.__name__
        for part in get_args(kind):
            yield from (name for one in (part if isinstance(part, list) else [part]) for name in names(one))

    named = {n for call in PUBLIC.values() for kind in doors.kinds_of(call).values() for n in names(kind)}
    assert named <= {
        *doors.HOW, "Backdrop", "Cell", "Deflator", "DisclosurePolicy", "Ledger", "LikenessNumbers",
        "ChangeNumbers", "CniNumbers", "Compared", "Errors", "Examination", "Examined",
        "Folder", "GeoDataFrame", "GoalsNumbers", "GroupNumbers", "Grouped", "Inside", "Lock", "Mapping",
        "Publisher", "RankRanges", "RanksUnderError", "ReviewNumbers", "Robustness", "Scored", "Series",
        "Shares", "Study", "Text", "Themed", "TrendNumbers", "TypeNumbers", "Uncertain", "Units",
    }  # fmt: skip


def test_pythons_own_mapping_is_no_mapping_of_ours(tmp_path: Path) -> None:
    with pytest.raises(oi.errors.StatisticsError, match=r"mapping=…\): given as Frozen"):
        oi.read_statistics(tmp_path, mapping=Frozen({}))  # type: ignore[arg-type]


# -- one of everything, as small as can be ------------------------------------------------------------------

AREAS = ("A", "B", "C", "D", "E")
SUB_AREAS = tuple(f"{area}{k}" for area in AREAS for k in (1, 2))
INDEX = """id = "prov"
label = "Prov"
dimensions = [{ id = "ett", label = "Ett", indicators = ["x", "y"] },
              { id = "tva", label = "Två", indicators = ["z"] }]
"""
INDICATOR = """[indicators.{0}]
label = "Andel {0}"
definition = "Prov."
population = "Alla"
unit = "%"
direction = "higher_is_worse"
formula = {{ kind = "share", numerator = ["{0}_n"], denominator = ["folkmangd"] }}
"""


def figures() -> oi.Statistics:
    rng = np.random.default_rng(1)
    rows = []
    for period in ("2021", "2022", "2023"):
        for area in SUB_AREAS:
            people = rng.integers(1000, 2000, 2)
            for variable in ("folkmangd", "x_n", "y_n", "z_n"):
                women, men = people if variable == "folkmangd" else np.round(rng.uniform(0.1, 0.5) * people)
                told = {"women": women, "men": men, "total": women + men}
                rows += [(area, variable, period, sex, float(value)) for sex, value in told.items()]
    frame = pd.DataFrame(rows, columns=["area", "variable", "period", "sex", "value"])
    return oi.Statistics.from_frame(frame.assign(kind="count", quality="made_up"), name="Provstad (påhittad)")


class World:
    """One of each class, and what is right and wrong to give."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path, table, key_file = (folder / name for name in ("prov.toml", "statistik.csv", "nyckel.csv"))
        path.write_text(INDEX + "".join(map(INDICATOR.format, "xyz")), encoding="utf-8")
        index = oi.load_index(path).with_methods(centre="areas")
        key = oi.Key("nyckel", SUB_AREAS, tuple(area[0] for area in SUB_AREAS))
        key.to_frame().to_csv(key_file, index=False)
        whole = Whole("W", "Provstad (påhittad)")
        division = oi.types.Division(
            id="prov", label="Prov", codes=AREAS, names=AREAS, whole=whole
        ).with_keys(key)
        subs = figures()
        few = subs.only(["folkmangd", "x_n"], periods=["2023"])
        statistics = subs.to_areas(key, division=division)
        few.to_frame().to_csv(table, index=False)
        result = index.compute(statistics, period="2021")
        later = index.compute(statistics, period="2023", reference=result)
        trend, goal = oi.trend(index, statistics), oi.Goal("x", 2030, at_most=10)
        other = index.without("y").with_identity(id="utan")
        comparison = oi.compare([index, other], statistics)
        study = oi.robustness(index, statistics, drop=1, rest="own", n=20, sobol=False)
        crosswalk = oi.crosswalk(key, key, weights=dict.fromkeys(SUB_AREAS, 1.0))
        people = statistics.only(["folkmangd"], periods=["2023"])
        protected = oi.protect(people)
        raw = oi.sources.RawTable.from_cube("T", {"Region": ["A"]}, [1.0])
        example = oi.example_statistics()
        deflator = oi.Deflator({2030: 100.0}, name="Prisindex (påhittat)", source="ett exempel")
        kept: dict[str, Any] = {"snapshots": folder / "hamtat", "replay": True}
        web = "https://example.org"
        self.made: dict[str, Any] = {
            "AreaTypes": oi.area_types(pd.Series({"A": 1.0}), mean=9.0, spread=5.0),
            "Audit": protected.audit, "Breakdown": index.compute(statistics, by=["sex"]),
            "ByGroup": oi.trend(index, statistics, by="sex"),
            "Change": oi.change(result, later), "Comparison": comparison,
            "Difference": oi.diff(index, other),
            "CniResult": oi.cni(example, normalise="raw"),
            "Crosswalk": crosswalk, "Deflator": deflator, "Division": division,
            "DisclosurePolicy": oi.DisclosurePolicy(),
            "Ledger": oi.Ledger.create(folder / "liggare"),
            "Examination": oi.examine(result), "Goals": oi.goals(trend, goal), "Index": index, "Key": key,
            "NewProject": oi.new_project(folder / "lagt"), "Variables": oi.data.variables("arbetsloshet"),
            "Page": Page("Titel", []), "Places": division.find("A"), "Protected": protected, "RawTable": raw,
            "ReadLimits": oi.sources.ReadLimits(),
            "Report": oi.report(result, unchecked=True),
            "Result": result, "Review": oi.review(oi.change(result, later), goals=goal), "Robustness": study,
            "Spread": oi.spread(index, subs, key, division=division), "Statistics": statistics,
            "Themes": oi.themes(index, statistics), "Trend": trend,
            "Likeness": oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics()).alike(),
            "Uncertainty": result.uncertainty(),
            "WhatIf": oi.what_if(result),
            "sources.Ckan": oi.sources.Ckan(web, **kept), "sources.Kolada": oi.sources.Kolada(**kept),
            "sources.Limits": oi.sources.Limits(), "sources.PxWeb": oi.sources.PxWeb(web, **kept),
            "sources.PxWebV1": oi.sources.PxWebV1(web, **kept),
            "sources.Snapshots": oi.sources.Snapshots(folder / "hamtat"),
        }  # fmt: skip
        self.made |= {type(a.plot).__name__: a.plot for a in self.made.values() if hasattr(a, "plot")}
        #: By the argument's name; of one call only where the name is ``call.argument``.
        self.right: dict[str, Any] = {
            "address": web, "earlier": result, "later": later, "area": "A", "areas": AREAS, "before": result,
            "answer": b"{}",
            "blocks": (), "body": "", "calls": 1, "categories": {"Region": ["A"]}, "cells": "1", "code": "A",
            "codes": AREAS, "column": "index", "counts": dict.fromkeys(AREAS, 1.0), "crosswalk": crosswalk,
            "definition": index, "dependence": "moderate", "design": study.design(),
            "dimension": "Region", "dimensions": ("Region",),
            "division": division, "draw": 1, "extensions": "cni", "figures": protected, "first": "A",
            "folder": folder / "ut", "found": 1, "frame": few.to_frame(), "goal": goal, "id": "prov",
            "index": index, "index_or_indicators": index, "indicator": "x", "k": 1, "key": key,
            "kpis": "N1", "label": "Prov", "mark": 1, "mean": 9.0, "measure": "x", "method": "GET",
            "level": 0.9, "name": "index", "name_or_path": path, "names": AREAS, "new": "arbetsloshet",
            "now": 0.0, "old": "x", "other": division, "path": folder / "fil.csv", "period": "2023",
            "run": "1",
            "project": folder / "project.toml", "published": protected.statistics, "raw": raw,
            "request": Request(web), "resource": "1", "result": result, "row": 0,
            "scores": pd.Series({"A": 1.0}), "second": "B", "sha256": "0" * 64,
            "shares": np.eye(5), "size": 1, "source": key, "sources": AREAS, "spread": 5.0,
            "statistics": statistics, "sub_area": "A1", "sub_areas": ("A1",), "sub_statistics": subs,
            "table": "T", "tables": raw, "target": 100.0, "goals": goal, "verdict": "noise", "text": "…",
            "time": "…",
            "to": "ett", "title": "Titel",
            "told": "…", "trend": trend, "url": web, "value": [1.0], "values": np.arange(3.0),
            "variable": "folkmangd", "variables": "x_n", "weights": {"x": 2.0}, "what": "bytes",
            "where": "fil", "whole": whole, "year": 2030, "years": 2023, "Breakdown.label.group": "women",
            "Breakdown.known.group": "women", "ByGroup.label.group": "women",
            "Comparison.counts.name": "utan", "Comparison.explain.name": "utan",
            "Comparison.label.name": "utan", "GoalsPlots.goal.goal": 1,
            "Crosswalk.from_frame.frame": crosswalk.to_frame(), "Crosswalk.from_frame.source": "source",
            "Crosswalk.from_frame.target": "target", "Crosswalk.targets": AREAS,
            "Crosswalk.between.targets": AREAS, "Division.with_keys.keys": key,
            "counts.table": "register.parquet", "counts.areas": division, "counts.variables": "exempelstad",
            "example_register.persons": 10,
            "Division.find.name": "A",
            "Division.with_backdrop.kind": "water", "Division.with_backdrop.source": "Egen karta",
            "Division.inside.places": ("A",),
            "Examination.at.names": ("x",), "Examination.usable.names": ("x",),
            "CniResult.explain.area": "01", "Themes.at.theme": "x",
            "Spread.sub_areas_at.end": "lowest", "Examination.pair.a": "x", "Examination.pair.b": "y",
            "Index.noting.change": Amendment("replace", "x", "y"), "Index.noting.asked_for": {"x": "theme"},
            "Index.save.path": folder / "egen.toml", "WhatIf.save.path": folder / "sida.html",
            "Index.reduced.names": ("x",), "Index.responsible.indicators": "x", "Index.without.names": "x",
            "Key.areas": ("A",), "Key.from_frame.frame": key.to_frame(),
            "Key.names": (), "Key.read.path": key_file, "RawTable.frame": raw.frame,
            "protect.statistics": people,
            "Statistics.lineage.figure": "folkmangd", "Statistics.in_prices_of.deflator": deflator,
            "Statistics.with_prices.prices": "current", "Deflator.index": {2030: 100.0},
            "Deflator.source": "ett exempel", "Deflator.at.year": "2030", "Deflator.factor.one": "2030",
            "Deflator.factor.other": "2030",
            "Statistics.to_areas.key": oi.Key("egen", AREAS, AREAS), "carrying_error.crosswalk": crosswalk,
            "cni.statistics": example, "crosswalk.target": key, "diff.before": index, "diff.after": other,
            "contents.folder": Folder("sv", figures=False), "Comparison.index_of.name": "utan",
            "Comparison.place_of.name": "utan", "compare.indices": [index, other], "with_figures.numbers": {},
            "read_statistics.path": table, "new_project.folder": folder / "nytt",
            "sources.Limits.announced.values": "values",
            "Publisher.homepage": web, "Publisher.licence": web, "Publisher.email": "prov@example.org",
            "Publisher.contact": "Prov",
            "robustness.n": 64, "robustness.sobol": False,  # quick
            "sources.Limits.announced.calls": "calls", "sources.Limits.announced.told": {},
        }  # fmt: skip
        self.wrong: tuple[Any, ...] = (
            None, True, 3, -1, 10**12, 10**5000, math.nan, math.inf, np.float64(np.nan), Decimal("0.5"), "",
            "x.csv", "nan", b"x", [], [None], [3, "x"], ["x"], ("x", "y"), {}, {"x": math.nan}, {3: "x"},
            object(), Path("x.csv"), pd.DataFrame(), pd.Series([math.nan]), pd.Series(["x"]),
            np.arange(3.0), np.array(["x", "y"]), goal, self.made["Uncertainty"], statistics,
        )  # fmt: skip

    def bound(self, name: str) -> Callable[..., Any] | None:
        """A public call as a person writes it, a method of one of its class; None where nobody makes it."""
        owner, _, method = name.rpartition(".")
        if owner in self.made:
            return getattr(self.made[owner], method)  # type: ignore[no-any-return]
        if {name, owner} & MADE:
            return None
        if owner == "sources":
            return getattr(oi.sources, method)  # type: ignore[no-any-return]
        part = next(part for part in PARTS if name in part.__all__)
        return getattr(part, name)  # type: ignore[no-any-return]

    def asked(self, name: str, call: Callable[..., Any]) -> dict[str, Any]:
        """What the call must have, right: its own, its name's in every class, or anybody's."""
        right, method = self.right, name.rpartition(".")[2]
        return {
            p.name: right.get(f"{name}.{p.name}", right.get(f"{method}.{p.name}", right.get(p.name)))
            for p in parameters(call).values()
            if (p.default is p.empty and p.kind is not OPTIONS) or f"{name}.{p.name}" in right
        }


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("world"))


def refusal(call: Callable[..., Any], options: dict[str, Any]) -> str | None:
    """Call with arguments by name, those of ``*names`` in their places; what the library says against it."""
    kinds = parameters(call)
    placed = [v for n, v in options.items() if kinds[n].kind is PLACED]
    named = {n: v for n, v in options.items() if kinds[n].kind is not PLACED}
    try:
        call(*placed, **named)
    except oi.errors.OmradesindexError as error:
        return str(error)
    return None


# -- the walk ---------------------------------------------------------------------------------------------

#: Right as it is, there is nothing there to answer with: no service, no map, no project.
UNANSWERED = {
    "AreaTypesPlots.map", "Goal", "cni", "counts", "example_register",
    "ChangePlots.map", "ResultPlots.map", "ResultPlots.maps",
    "RobustnessPlots.scenarios", "RobustnessPlots.sensitivity",
    "Division.with_backdrop", "read_division", "read_mapping", "sources.Ckan.table", "sources.Kolada.table",
    "sources.PxWeb.table", "sources.PxWebV1.table", "sources.Snapshots.read", "statistics_from_tables",
    "Page.write", "accept", "reproduce", "trend", "update",
}  # fmt: skip


@pytest.fixture
def unpainted_after_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw what is saved and write empty files: how a drawing is painted hangs on nothing that is given."""

    def drawn(path: Path, draw: Callable[[], Any], _: object) -> None:
        draw()
        path.touch()

    monkeypatch.setattr(files, "_png", drawn)
    monkeypatch.setattr(files, "_saved", lambda path, _: path.touch())


@pytest.mark.usefixtures("unpainted_after_drawing")
@pytest.mark.parametrize("name", PUBLIC)
def test_no_wrong_kind_ends_in_a_traceback(world: World, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    call = world.bound(name)
    if call is None:
        return
    (here := world.folder / name).mkdir()  # a folder of its own, for what is saved under a wrong name
    monkeypatch.chdir(here)
    right = world.asked(name, call)
    draws = name.rpartition(".")[2] in ("save", "plot", "to_geo", "explore", "on_map") or "Plots" in name
    if not draws and name not in UNANSWERED:
        assert refusal(call, right) is None
    for argument, parameter in parameters(call).items():
        if parameter.kind is OPTIONS:
            continue
        for given in world.wrong:
            # What is drawn and written is tested elsewhere, and takes its time.
            if argument != "folder" or not isinstance(given, str | Path):
                refusal(call, {**right, argument: given})


def test_each_table_is_taken_in_another_coat(world: World) -> None:
    taken = []
    for name, call in ((n, c) for n in PUBLIC if (c := world.bound(n)) is not None):
        right = world.asked(name, call)
        tables = {a: v.convert_dtypes() for a, v in right.items() if isinstance(v, pd.DataFrame)}
        if tables:
            assert refusal(call, {**right, **tables}) is None, name
            taken.append(name)
    assert {"Key.from_frame", "Statistics.from_frame", "Robustness.evaluate"} <= set(taken)


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (
            str | None,
            -1,
            "text eller None. Gör så här: skriv det som text: '-1'.",
        ),
        (
            Mapping[str, Mapping[str, float]],
            3,
            "från text till en tabell från text till ett ändligt tal.",
        ),
        (tuple[int, float, str], "x", "(ett heltal, ett ändligt tal, text)."),
        (
            Callable[..., Any] | pd.Series,
            3,
            "angavs som heltal, 3. Så ska det vara: en funktion eller",
        ),
        (
            oi.types.Key,
            {},
            "angavs som tabell, {}. Så ska det vara: Key. Gör så här: Key får du med",
        ),
        (Literal["women", "men"], "woman", "angavs som text, 'woman' (menade du 'women'?)."),
    ],
)
def test_a_door_speaks_swedish_throughout(kind: Any, given: object, said: str) -> None:
    def asked(thing: Any) -> None:
        """Ask for a thing of the kind."""

    asked.__annotations__["thing"] = kind
    with pytest.raises(oi.errors.OmradesindexError) as error:
        doors.door(asked)(given)
    assert said in error.value.in_("sv")


@pytest.mark.parametrize("given", [math.nan, -math.inf, "5", Decimal(5), True])
def test_a_number_is_a_finite_number(world: World, given: object) -> None:
    taken = {Any, object, str if isinstance(given, str) else bool}
    for name, call in ((n, c) for n in PUBLIC if (c := world.bound(n)) is not None):
        for argument, kind in doors.kinds_of(PUBLIC[name]).items():
            parts = set(doors.parts_of(kind))
            if parts & {int, float} and not parts & taken:
                options = {**world.asked(name, call), argument: given}
                assert refusal(call, options), f"{name}({argument}={given!r})"


def test_arguments_in_another_order_are_shown_theirs() -> None:
    statistics = oi.malmo_statistics()
    with pytest.raises(oi.errors.OmradesindexError, match=r"write compare\(indices, statistics\)"):
        oi.compare(statistics, ["malmo-2023", "mkb"])  # type: ignore[arg-type]
    with pytest.raises(oi.errors.OmradesindexError, match=r"write trend\(index, statistics\)"):
        oi.trend(statistics, oi.load_index("mkb"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("call", "argument", "now"),
    [
        (oi.change, "before", "earlier="),
        (oi.change, "after", "later="),
        (oi.trend, "source", "index="),
        (oi.goals, "targets", "goals="),
        (oi.examine, "lang", r"examine\(result\)\.page"),
    ],
)
def test_an_earlier_argument_is_refused_with_the_new_one(
    call: Callable[..., Any], argument: str, now: str
) -> None:
    with pytest.raises(oi.errors.OmradesindexError, match=rf"{argument}=….*write .*{now}"):
        call(**{argument: "sv"})


def test_memory_that_does_not_suffice_is_told_once_by_the_door_that_was_called(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def filled(*_: object, **__: object) -> None:
        raise MemoryError("Unable to allocate 8.50 GiB for an array with shape (33755, 33755)")

    monkeypatch.setattr("omradesindex.index.index.measure", filled)
    with pytest.raises(oi.errors.ComputeError, match=r"^Index\.compute: the memory .*: 8\.50 GiB"):
        oi.load_index("malmo-oppna-data").compute(oi.data.malmo_statistics())
