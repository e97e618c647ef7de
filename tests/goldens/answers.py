"""Every answer of the library on Malmö's real figures and on Exempelstad, and how each is asked for.

The only file of the goldens that knows the library's verbs: where they change, this file follows, and what it
hands over to `test_goldens.py` stays.
"""

from __future__ import annotations

import functools
import inspect
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

import omradesindex as oi
from omradesindex.show.answer import Answer
from tests.subjects.area_types.town import types
from tests.subjects.update.projects import waiting_update

MALMO, EXAMPLE = "malmo-oppna-data", "malmo-2023"

ANSWERS: dict[str, Callable[[], Any]] = {}


def answer(build: Callable[[], Any]) -> Callable[[], Any]:
    """Enter a function among the answers, by its name; each is built once."""
    ANSWERS[build.__name__] = functools.cache(build)
    return ANSWERS[build.__name__]


# -- what the answers rest on -------------------------------------------------------------------------------


@answer
def statistics_malmo() -> Any:
    return oi.malmo_statistics()


@answer
def statistics_malmo_series() -> Any:
    return oi.data.malmo_series()


@answer
def statistics_example() -> Any:
    """Two variables in all groups; the whole is held by the fingerprints of the results on it."""
    return example().only(["elever_ak9", "gymnasiebehoriga_ak9"])


@functools.cache
def example() -> Any:
    return oi.example_statistics()


@answer
def division_malmo() -> Any:
    return oi.geso()


@answer
def division_example() -> Any:
    return oi.example_division()


@functools.cache
def index(name: str) -> Any:
    own = Path(__file__).with_name(f"{name}.toml")
    return oi.load_index(own if own.exists() else name)


# -- one result ---------------------------------------------------------------------------------------------


@answer
def result_malmo() -> Any:
    return index(MALMO).compute(statistics_malmo())


@answer
def result_malmo_partial() -> Any:
    return index(EXAMPLE).compute(statistics_malmo(), partial=True)


@answer
def result_example() -> Any:
    return index(EXAMPLE).compute(example())


@answer
def uncertainty_malmo() -> Any:
    return result_malmo().uncertainty()


@answer
def uncertainty_example() -> Any:
    return result_example().uncertainty(shrink="empirical_bayes", spread=spread_example())


@answer
def examination_malmo() -> Any:
    return oi.examine(result_malmo())


@answer
def examination_example() -> Any:
    return oi.examine(result_example())


@answer
def review_malmo() -> Any:
    goal = oi.Goal("index", 2030, at_most="city")
    return oi.review(result_malmo(), goals=goal, links=oi.data.malmo_outside())


@answer
def review_example() -> Any:
    return oi.review(change_example(), goals=oi.Goal("gymnasiebehorighet", 2028, at_least=85))


@answer
def examination_beside() -> Any:
    """Measures from outside and a list of areas, beside the index."""
    own = oi.geso().inside(["8", "10", "11"], label="Egna områden")
    return oi.examine(result_malmo(), links=outside()[list(outside())[-4:]].join(own))


@functools.cache
def outside() -> pd.DataFrame:
    figures = oi.data.malmo_outside().to_frame()
    return figures.pivot_table(index="area", columns="variable", values="value").drop(index="1280")


# -- groups, sets, spread, care need ------------------------------------------------------------------------


@answer
def breakdown_malmo() -> Any:
    return index(MALMO).compute(statistics_malmo(), by=["sex"], partial=True)


@answer
def breakdown_example() -> Any:
    return index(EXAMPLE).compute(example(), by=["sex", "disability"])


@answer
def comparison_malmo() -> Any:
    return oi.compare([MALMO, "malmo-2023", "mkb"], statistics_malmo(), partial=True)


@answer
def comparison_example() -> Any:
    return oi.compare(["malmo-2023", "mkb", "tn", "gvn"], example())


@answer
def comparison_by_group_example() -> Any:
    return oi.compare(["malmo-2023", "gvn"], example(), by="sex", partial=True)


@answer
def spread_malmo() -> Any:
    return oi.data.malmo_spread()


@answer
def spread_example() -> Any:
    city = division_example()
    parts = oi.example_statistics(level="sub_area")
    return oi.spread(EXAMPLE, parts, city.keys["delomrade"], division=city, minimum_base=200)


@answer
def themes_malmo() -> Any:
    return oi.themes(index(MALMO), statistics_malmo())


@answer
def themes_example() -> Any:
    return oi.themes(index(EXAMPLE), example())


@answer
def themes_mission() -> Any:
    """What a board answers for, of which some has figures."""
    return oi.themes(index(MALMO), statistics_malmo(), body="asn")


@answer
def area_types_made_up() -> Any:
    return types(last=(15.0, 16.0, 14.0))


@answer
def alike_malmo() -> Any:
    return result_malmo().alike()


@answer
def alike_example() -> Any:
    return result_example().alike(groups=3)


@answer
def cni_malmo() -> Any:
    return oi.cni(statistics_malmo(), normalise="per_person", partial=True)


@answer
def cni_example() -> Any:
    return oi.cni(example(), reference=2.5, reference_name="påhittat riksvärde 2024")


# -- over time ----------------------------------------------------------------------------------------------


@answer
def change_malmo() -> Any:
    earlier = index("serie").compute(statistics_malmo_series(), period="2020")
    return oi.change(
        earlier, index("serie").compute(statistics_malmo_series(), period="2023", reference=earlier)
    )


@answer
def change_example() -> Any:
    """New figures, and a definition that has lost an indicator."""
    earlier = index(EXAMPLE).compute(example(), period="2020")
    fewer = index(EXAMPLE).without("nettoinkomst").with_identity(id="utan-inkomst")
    base = fewer.compute(example(), period="2020")
    return oi.change(earlier, fewer.compute(example(), period="2024", reference=base))


@answer
def trend_malmo() -> Any:
    return oi.trend(index("serie"), statistics_malmo_series())


@answer
def trend_example() -> Any:
    return oi.trend(index(EXAMPLE), example(), against="city")


@answer
def change_by_group_example() -> Any:
    earlier = index(EXAMPLE).compute(example(), period="2020")
    later = index(EXAMPLE).compute(example(), period="2024", reference=earlier)
    return oi.change(earlier, later, by=["sex", "disability"])


@answer
def trend_by_group_example() -> Any:
    return oi.trend(index(EXAMPLE), example(), by="sex")


@answer
def goals_malmo() -> Any:
    return oi.goals(trend_malmo(), [oi.Goal("boende", 2030, at_most="city")])


@answer
def goals_example() -> Any:
    trend = oi.trend(index(EXAMPLE), example())
    eligible = oi.Goal("gymnasiebehorighet", 2028, at_least=85, areas=("07", "10"))
    return oi.goals(trend, [oi.Goal("index", 2030, at_most="city"), eligible])


@answer
def goals_by_group_example() -> Any:
    trend = oi.trend(index(EXAMPLE), example())
    eligible = oi.Goal("gymnasiebehorighet", 2028, at_least=85, areas=("07", "10"))
    return oi.goals(trend, [oi.Goal("index", 2030, at_most="city"), eligible], by="sex")


@answer
def update_example() -> Any:
    """The second update of a project, which waits for somebody."""
    return waiting_update()


# -- how far it holds, and what may be shown ----------------------------------------------------------------


@answer
def robustness_malmo() -> Any:
    return oi.robustness(
        index(MALMO),
        statistics_malmo(),
        drop=1,
        weights="±25 %",
        normalise=["min_max", "rank"],
        rest="own",
        n=512,
        rng=1,
    )


@answer
def robustness_example() -> Any:
    return oi.robustness(
        index(EXAMPLE),
        example(),
        sets=["mkb", "grn"],
        drop=1,
        weights="±25 %",
        normalise=["min_max"],
        aggregate=["geometric"],
        data="sampling",
        rest="own",
        n=512,
        rng=1,
    )


@answer
def by_group_robustness_example() -> Any:
    return oi.robustness(
        index(EXAMPLE),
        example(),
        drop=1,
        weights="±25 %",
        normalise=["min_max"],
        data="sampling",
        rest="own",
        n=512,
        rng=1,
        by="sex",
    )


@answer
def protected_example() -> Any:
    table = statistics_example().only(periods=["2024"]).to_frame().query("disability == 'total'")
    by_sex = oi.Statistics.from_frame(table, name="Exempelstad (påhittad)", whole="X00")
    return oi.protect(by_sex, oi.DisclosurePolicy())


# -- what every answer is asked -----------------------------------------------------------------------------


def save(name: str, folder: Path, lang: str) -> list[Path]:
    """Save an answer as a user does; nothing where it cannot be saved."""
    built = ANSWERS[name]()
    if name == "update_example":
        if lang == "sv":
            shutil.copytree(built.run.folder, folder, dirs_exist_ok=True)
            shutil.rmtree(folder / "underlag")  # what went in
        return sorted(path for path in folder.rglob("*") if path.is_file())
    if name == "protected_example":
        oi.publish(built, folder / "skyddad.csv", lang=lang)  # type: ignore[arg-type]
        return sorted(path for path in folder.rglob("*") if path.is_file())
    return list(built.save(folder, lang=lang)) if hasattr(built, "save") else []


def printed(name: str, lang: str) -> Iterator[tuple[str, str]]:
    """What an answer says in words, by how it was asked."""
    built = ANSWERS[name]()
    if isinstance(built, pd.DataFrame):
        return
    if lang == "sv":
        yield "repr", repr(built)
    if name.startswith("examination") and lang == "en":
        yield "page", str(built.page("en"))
    if name.startswith("cni"):
        yield "text", str(built.page(lang))
    if name.startswith(("robustness", "protected")):
        yield "summary", built.summary(lang)
    if hasattr(built, "explain"):
        each = built.sets[1] if hasattr(built, "sets") else built.areas[0]
        yield f"explain {each}", str(built.explain(each, lang=lang))
    if name.startswith("robustness") and lang == "sv":
        first, second = built.areas[:2]
        yield f"smallest_change {first} {second}", str(built.smallest_change(first, second).summary())


def pages(name: str, lang: str) -> Iterator[tuple[str, str]]:
    """What a notebook shows of an answer, as HTML."""
    built = ANSWERS[name]()
    if lang == "sv" and not isinstance(built, pd.DataFrame) and hasattr(built, "_repr_html_"):
        yield "_repr_html_", built._repr_html_()


def frames(name: str) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every table that an answer gives without being told anything, found by looking at it."""
    built = ANSWERS[name]()
    if isinstance(built, pd.DataFrame):
        yield "itself", built
        return
    for member in _public(built):
        given = _given(built, member, ("DataFrame", "Series"))
        if isinstance(given, pd.DataFrame):
            yield member, given
        elif isinstance(given, pd.Series):
            yield member, given.to_frame()
    if name.startswith("robustness"):
        yield "rank_sets", built.rank_sets().to_frame()


def facts(name: str) -> Iterator[tuple[str, list[str] | bool | str]]:
    """The areas and indicators that an answer names, yes or no, and the fingerprint of what it rests on."""
    built = ANSWERS[name]()
    for member in _public(built):
        if member in ("notes", "sources", "why_no_change") or isinstance(built, pd.DataFrame):
            continue
        given = _given(built, member, ())
        if isinstance(given, bool) or member == "fingerprint":
            yield member, given
        elif isinstance(given, tuple) and all(isinstance(each, str) for each in given):
            yield member, list(given)


def _public(built: object) -> list[str]:
    # An answer that is not about areas one by one has nothing to lay on a map.
    unmapped = {"to_geo"} if getattr(type(built), "on_map", None) is Answer.on_map else set[str]()
    return [name for name in dir(built) if not name.startswith("_") and name not in {"plot", *unmapped}]


def _given(built: Any, member: str, called_for: tuple[str, ...]) -> Any:
    """What a member holds; a function is called if it gives what is called for, and asks nothing."""
    still = inspect.getattr_static(built, member)
    if isinstance(still, classmethod | staticmethod):
        return None
    if not inspect.isfunction(still):
        return getattr(built, member)
    signature = inspect.signature(getattr(built, member))
    asks = [p for p in signature.parameters.values() if p.default is p.empty]
    if asks or not any(kind in str(signature.return_annotation) for kind in called_for):
        return None
    return getattr(built, member)()
