"""Answers made to break what is said of them: later years, parts of an index, one area, all equal, no errors.

Each is named ``room: what is particular``; the room is the folder whose words it prints. They are built when
first asked for, once in a run.
"""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.geography import Division
from omradesindex.geography.provenance import Whole
from omradesindex.show.page import Block, Figure, Fold, Heading, Page, Paragraph
from omradesindex.show.table import Table
from omradesindex.statistics.notices import note_in
from omradesindex.units import UNITS
from omradesindex.wording import Language, Text, area_name, inside
from tests.cities import SHARE, codes, counts, statistics
from tests.subjects.update.projects import waiting_update

FULL, OPEN = "malmo-2023", "malmo-oppna-data"
MADE: dict[str, Callable[[], Any]] = {}


def case(name: str) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Enter an answer under a name; it is built once."""

    def enter(build: Callable[[], Any]) -> Callable[[], Any]:
        MADE[name] = functools.cache(build)
        return MADE[name]

    return enter


# -- what they rest on --------------------------------------------------------------------------------------


@functools.cache
def example() -> Any:
    return oi.example_statistics()


@functools.cache
def malmo() -> Any:
    return oi.malmo_statistics()


@functools.cache
def index(name: str) -> Any:
    return oi.load_index(name)


@functools.cache
def county() -> Any:
    """Municipalities of a county, which is no city: two years, no errors known."""
    towns = [f"99{code}" for code in codes(6)]
    rows = pd.concat(
        [counts(index(OPEN), towns, seed=seed, period=year) for seed, year in ((1, "2020"), (2, "2023"))]
    )
    return statistics(rows, division=made_up(towns, "99", "Påhittade län"))


def made_up(areas: list[str], code: str, name: str, **more: Any) -> Division:
    """A division of areas that are called by their places in the alphabet."""
    names = tuple(f"Ort {chr(65 + k)}" for k in range(len(areas)))
    return Division(id="d", label=name, codes=tuple(areas), names=names, whole=Whole(code, name), **more)


@functools.cache
def districts() -> Any:
    """Districts of a city, as their division calls them: two years."""
    rows = pd.concat(
        [counts(index(OPEN), codes(5), seed=seed, period=year) for seed, year in ((4, "2020"), (5, "2023"))]
    )
    return statistics(rows, division=made_up(codes(5), "X", "Påhittsby", units=UNITS["district"]))


@functools.cache
def schools() -> Any:
    rows = counts(index(OPEN), codes(5), seed=3)
    return statistics(rows, units="school")


def shares(numerators: list[float], period: str = "2024", whole: float = 1000.0) -> pd.DataFrame:
    """Figures of the index of one share."""
    areas = [*codes(len(numerators)), "00"]
    rows = [(a, "n", period, n) for a, n in zip(areas, [*numerators, sum(numerators)], strict=True)]
    rows += [(a, "d", period, whole) for a in areas[:-1]] + [("00", "d", period, whole * len(numerators))]
    table = pd.DataFrame(rows, columns=["area", "variable", "period", "value"])
    return table.assign(quality="made_up", kind="count")


def of_shares(*years: pd.DataFrame) -> Any:
    return statistics(pd.concat(years), whole="00")


@functools.cache
def mean_result() -> Any:
    """A mean that somebody gives as it is, so that nothing is known of its error."""
    definition = {
        "id": "lon", "label": "Lön",
        "dimensions": [{"id": "d", "label": "D", "indicators": ["lon"]}],
        "indicators": {
            "lon": {
                "label": "Lön, medelvärde", "definition": "Prov.", "population": "Alla", "unit": "tkr",
                "direction": "higher_is_better", "formula": {"kind": "given"},
            }
        },
    }  # fmt: skip
    areas = [*codes(4), "00"]
    table = pd.DataFrame({"area": areas, "variable": "lon", "value": [250.0, 290.0, 310.0, 420.0, 318.0]})
    figures = statistics(table.assign(period="2024", quality="made_up", kind="mean"), whole="00")
    return oi.types.Index.from_definition(parse_definition(definition)).compute(figures)


@functools.cache
def spread_out() -> Any:
    """A result that tells areas apart, whose stick those borrow that do not."""
    return SHARE.compute(of_shares(shares([100, 150, 200, 300])))


# -- results ------------------------------------------------------------------------------------------------


@case("index: Exempelstad")
def result_example() -> Any:
    return index(FULL).compute(example())


@case("index: Malmö")
def result_malmo() -> Any:
    return index(OPEN).compute(malmo())


@case("index: an earlier year")
def result_earlier() -> Any:
    return index(FULL).compute(example(), period="2020")


@case("index: a later year, on an earlier one's stick")
def result_later() -> Any:
    return index(FULL).compute(example(), period="2024", reference=result_earlier())


@case("index: partial")
def result_partial() -> Any:
    """Three dimensions of four lack something, in all areas."""
    return index(FULL).compute(malmo(), partial=True)


@case("index: two of eleven indicators")
def result_two() -> Any:
    kept = ("lag_ekonomisk_standard", "arbetsloshet")
    indicators = {one.id: one for one in index(FULL).indicators}
    wanted = {v for i in kept for v in indicators[i].formula.variables}
    return index(FULL).compute(example().only(sorted(wanted)), partial=True)


@case("index: no figures")
def result_none() -> Any:
    return index("trygghet").compute(malmo())


@case("index: treated, and still far out")
def result_far_out() -> Any:
    treated = SHARE.with_methods(treat={"method": "winsorise", "most": 1})
    return treated.compute(of_shares(shares([100, 110, 120, 130, 140, 150, 160, 170, 180, 890, 900])))


@case("index: values bent, and weights that figures decide")
def result_bent() -> Any:
    made = index(FULL).with_methods(treat={"method": "square_root", "rule": False}, weight="first_component")
    return made.compute(example(), period="2024")


@case("index: one indicator bent, and one dimension weighed by figures")
def result_bent_in_part() -> Any:
    logs = {"method": "by_indicator", "indicators": {"nettoinkomst": "log"}}
    made = index(FULL).with_methods(treat=logs, weight={"ekonomi": "first_component"})
    return made.compute(example(), period="2024")


@case("index: everything measured once more")
def result_once_more() -> Any:
    return index(FULL).with_methods(rescale="rank").compute(example(), period="2024")


@case("index: dimensions that are filled, ranked and rounded")
def result_filled() -> Any:
    changed = {"fill": {"index": "mean"}, "rescale": {"ekonomi": "rank"}, "decimals": {"index": 1}}
    one = index(FULL).with_methods(normalise="min_max", zero=0, points=100, **changed)
    lacking = {
        variable for leaf in one.dimensions[0].leaves() for variable in leaf.indicator.formula.variables
    }
    table = example().to_frame().query("period == '2024'")
    gone = (table["area"] == "03") & table["variable"].isin(lacking)
    table.loc[gone, ["value", "status"]] = [np.nan, "missing"]
    return one.compute(oi.Statistics.from_frame(table, name="Exempelstad (påhittad)", whole="X00"))


@case("index: one area")
def result_one_area() -> Any:
    return SHARE.compute(of_shares(shares([100])), reference=spread_out())


@case("index: one indicator")
def result_one_indicator() -> Any:
    return spread_out()


@case("index: two tied first")
def result_tied() -> Any:
    return SHARE.compute(of_shares(shares([300, 300, 200, 100])))


@case("index: all equal")
def result_equal() -> Any:
    return SHARE.compute(of_shares(shares([200, 200, 200])), reference=spread_out())


@case("index: places only")
def result_ranks() -> Any:
    return index(OPEN).with_methods(normalise="rank").compute(malmo())


@case("index: places far apart, summed")
def result_exponential() -> Any:
    far = index(OPEN).with_methods(normalise="exponential", centre="areas", zero=0, points=1)
    return far.with_methods(aggregate={"index": "sum", "dimension": "maximum"}).compute(malmo())


@case("index: classes")
def result_classes() -> Any:
    return index(OPEN).with_methods(normalise="categories", centre="areas").compute(malmo())


@case("index: from the lowest to the highest")
def result_ends() -> Any:
    return index(OPEN).with_methods(normalise="min_max", aggregate="sum", zero=0, points=1).compute(malmo())


@case("index: geometric")
def result_geometric() -> Any:
    return index(FULL).with_methods(aggregate="geometric").compute(example())


@case("index: a county")
def result_county() -> Any:
    return index(OPEN).with_methods(centre="areas").compute(county(), period="2023")


@case("index: districts")
def result_districts() -> Any:
    return index(OPEN).with_methods(centre="areas").compute(districts(), period="2023")


@case("change: districts")
def change_districts() -> Any:
    plain = index(OPEN).with_methods(centre="areas")
    earlier = plain.compute(districts(), period="2020")
    return oi.change(earlier, plain.compute(districts(), period="2023", reference=earlier))


@case("change: a county, against the whole")
def change_county() -> Any:
    earlier = index(OPEN).compute(county(), period="2020")
    later = index(OPEN).compute(county(), period="2023", reference=earlier)
    return oi.change(earlier, later, against="city")


@case("index: schools")
def result_schools() -> Any:
    return index(OPEN).with_methods(centre="areas").compute(schools())


# -- groups -------------------------------------------------------------------------------------------------


@case("index/groups: partial, by sex")
def groups_malmo() -> Any:
    return index(OPEN).compute(malmo(), by=["sex"], partial=True)


@case("index/groups: Exempelstad, by sex and disability")
def groups_example() -> Any:
    return index(FULL).compute(example(), by=["sex", "disability"])


# -- chance -------------------------------------------------------------------------------------------------


@case("index/uncertainty: Malmö")
def uncertainty_malmo() -> Any:
    return result_malmo().uncertainty()


@case("index/uncertainty: Exempelstad")
def uncertainty_example() -> Any:
    return result_example().uncertainty()


@case("index/uncertainty: a later year")
def uncertainty_later() -> Any:
    return result_later().uncertainty()


@case("index/uncertainty: one indicator")
def uncertainty_one() -> Any:
    return result_one_indicator().uncertainty()


@case("index/uncertainty: all equal")
def uncertainty_equal() -> Any:
    return result_equal().uncertainty()


@case("index/uncertainty: areas held against each other")
def uncertainty_together() -> Any:
    return index(FULL).with_methods(aggregate={"index": "topsis"}).compute(example()).uncertainty()


@case("index/uncertainty: no errors known")
def uncertainty_unknown() -> Any:
    return mean_result().uncertainty()


# -- over time ----------------------------------------------------------------------------------------------


@case("change: on the base year's stick")
def change_example() -> Any:
    return oi.change(result_earlier(), result_later())


@case("change: against the city")
def change_city() -> Any:
    return oi.change(result_earlier(), result_later(), against="city")


@case("change: places")
def change_ranks() -> Any:
    return oi.change(result_earlier(), index(FULL).compute(example(), period="2024"), stick="ranks")


@case("change: two equal years")
def change_equal() -> Any:
    figures = of_shares(*(shares([100, 150, 200, 300], year) for year in ("2020", "2024")))
    earlier = SHARE.compute(figures, period="2020")
    return oi.change(earlier, SHARE.compute(figures, period="2024", reference=earlier))


@case("change: another definition")
def change_definition() -> Any:
    fewer = index(FULL).without("nettoinkomst").with_identity(id="utan-inkomst")
    base = fewer.compute(example(), period="2020")
    return oi.change(result_earlier(), fewer.compute(example(), period="2024", reference=base))


@case("change: revised figures")
def change_revised() -> Any:
    table = example().to_frame()
    hit = (table["period"] == "2020") & (table["variable"] == "arbetslosa_16_64")
    revised = oi.Statistics.from_frame(
        table.assign(value=table["value"].where(~hit, (table["value"] * 1.05).round())),
        name="Exempelstad (påhittad)", whole="X00",
    )  # fmt: skip
    again = index(FULL).compute(revised, period="2020", reference=result_earlier())
    later = index(FULL).compute(revised, period="2024", reference=result_earlier())
    return oi.change(result_earlier(), later, revised=again)


@case("trend: Malmö")
def trend_malmo() -> Any:
    series = Path(__file__).parents[1] / "goldens" / "serie.toml"
    return oi.trend(oi.load_index(series), oi.data.malmo_series())


@case("trend: Exempelstad")
def trend_example() -> Any:
    return oi.trend(index(FULL), example())


@case("trend: against the city")
def trend_city() -> Any:
    return oi.trend(index(FULL), example(), against="city")


@case("trend: years that stand still")
def trend_still() -> Any:
    years = [shares([100, 150, 200, 300], str(year)) for year in range(2020, 2024)]
    return oi.trend(SHARE, of_shares(*years))


@case("goals: Exempelstad")
def goals_example() -> Any:
    eligible = oi.Goal("gymnasiebehorighet", 2028, at_least=85, areas=("07", "10"))
    return oi.goals(trend_example(), [oi.Goal("index", 2030, at_most="city"), eligible])


@case("goals: years that stand still")
def goals_still() -> Any:
    return oi.goals(trend_still(), oi.Goal("index", 2030, at_most=100))


# -- several indices, and what they rest on -----------------------------------------------------------------


@case("compare: four proposals")
def compare_example() -> Any:
    return oi.compare([FULL, "mkb", "tn", "gvn"], example())


@case("compare: one alternative")
def compare_one() -> Any:
    return oi.compare([FULL, "mkb"], example())


@case("compare: identical")
def compare_same() -> Any:
    return oi.compare([FULL, index(FULL).with_identity(id="samma", label="Samma")], example())


@case("compare: partial")
def compare_partial() -> Any:
    return oi.compare([OPEN, FULL, "mkb"], malmo(), partial=True)


@case("compare: a later year, on an earlier one's stick")
def compare_later() -> Any:
    earlier = oi.compare([FULL, "gvn"], example(), period="2020")
    return oi.compare([FULL, "gvn"], example(), period="2024", reference=earlier)


@case("compare: three areas")
def compare_few() -> Any:
    figures = statistics(counts(index(OPEN), codes(3), seed=5))
    plain = index(OPEN).with_methods(centre="areas")
    return oi.compare([plain, plain.without("lag_lon").with_identity(id="utan", label="Utan")], figures)


@case("robustness: Exempelstad")
def robustness_example() -> Any:
    return oi.robustness(
        index(FULL), example(), sets=["mkb", "grn"], drop=1, weights="±25 %", normalise=["min_max"],
        data="sampling", rest="own", n=512, rng=1,
    )  # fmt: skip


@case("robustness: only what is left out")
def robustness_drop() -> Any:
    return oi.robustness(index(OPEN), malmo(), drop=1, rest="own", n=32, rng=1, sobol=False)


@case("robustness: two areas, weights alone")
def robustness_two() -> Any:
    figures = statistics(counts(index(OPEN), codes(2), seed=3))
    plain = index(OPEN).with_methods(centre="areas")
    return oi.robustness(plain, figures, weights="dirichlet", rest="own", n=64, sobol=False)


@case("robustness: chance alone")
def robustness_chance() -> Any:
    return oi.robustness(index(FULL), example(), data="sampling", rest="own", n=400, rng=1)


@case("robustness: as if nothing was said")
def robustness_default() -> Any:
    return oi.robustness(index(OPEN), malmo(), n=900, rng=1)


@case("robustness: every way")
def robustness_every() -> Any:
    return oi.robustness(index(FULL), example(), normalise=["rank"], drop=1, rest="own", n="all", sobol=False)


@case("robustness: nothing changes a score")
def robustness_untried() -> Any:
    return oi.robustness(index(FULL), example(), treat=[{"method": "winsorise", "most": 1}], rest="own", n=8)


@case("robustness: places that chance leaves open")
def robustness_sets() -> Any:
    return robustness_chance().rank_sets()


@case("robustness: the smallest change")
def robustness_swap() -> Any:
    return robustness_chance().smallest_change("06", "13")


@case("examine: Malmö")
def examine_malmo() -> Any:
    return oi.examine(result_malmo())


@case("examine: Exempelstad")
def examine_example() -> Any:
    return oi.examine(result_example())


@case("examine: beside measures from outside")
def examine_links() -> Any:
    figures = oi.data.malmo_outside().to_frame()
    table = figures.pivot_table(index="area", columns="variable", values="value").drop(index="1280")
    return oi.examine(result_malmo(), links=table[list(table)[-2:]])


@case("examine: one indicator")
def examine_one() -> Any:
    return oi.examine(result_one_indicator())


@case("examine: two indicators that are the same")
def examine_twins() -> Any:
    from tests.index.small import two_indicators

    rng = np.random.default_rng(4)
    n = 12
    jobless = rng.integers(20, 300, n).astype(float)
    columns = {
        "arbetslosa_16_64": jobless,
        "arbetskraft_16_64": np.full(n, 1000.0),
        "nettoinkomst_summa_tkr": 4e5 - 1000 * jobless,
        "personer_nettoinkomst": np.full(n, 1000.0),
    }
    rows = [
        (area, variable, "2024", value)
        for variable, values in columns.items()
        for area, value in zip(codes(n), values, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["area", "variable", "period", "value"])
    return oi.examine(two_indicators(centre="areas").compute(statistics(table)))


@case("spread: Exempelstad")
def spread_example() -> Any:
    city = oi.example_division()
    parts = oi.example_statistics(level="sub_area")
    return oi.spread(FULL, parts, city.keys["delomrade"], division=city, minimum_base=106)


@case("spread: one indicator, large bases asked")
def spread_few() -> Any:
    city = oi.example_division()
    parts = oi.example_statistics(level="sub_area")
    return oi.spread("arbetsloshet", parts, city.keys["delomrade"], division=city, minimum_base=600)


@case("themes: Malmö")
def themes_malmo() -> Any:
    return oi.themes(index(OPEN), malmo())


@case("themes: Exempelstad")
def themes_example() -> Any:
    return oi.themes(index(FULL), example())


@case("themes: of one board")
def themes_board() -> Any:
    return oi.themes(index(OPEN), malmo(), body="asn")


@case("area_types: a made-up town")
def area_types_made_up() -> Any:
    from tests.subjects.area_types.town import types

    return types(last=(15.0, 16.0, 14.0))


@case("index/alike: Exempelstad")
def alike_example() -> Any:
    return result_example().alike(groups=3)


@case("index/alike: some areas alone in their groups")
def alike_alone() -> Any:
    return result_example().alike(groups=9)


@case("index/alike: one indicator")
def alike_in_one() -> Any:
    return SHARE.compute(of_shares(shares([100, 110, 150, 200, 210, 300]))).alike()


@case("cni: Malmö")
def cni_malmo() -> Any:
    return oi.cni(malmo(), normalise="per_person", partial=True)


@case("cni: Exempelstad")
def cni_example() -> Any:
    return oi.cni(example(), reference=2.5, reference_name="påhittat riksvärde 2024")


@case("review: Malmö")
def review_malmo() -> Any:
    goal = oi.Goal("index", 2030, at_most="city")
    return oi.review(result_malmo(), goals=goal, links=oi.data.malmo_outside())


@case("review: Exempelstad, of a change")
def review_example() -> Any:
    return oi.review(change_example(), goals=oi.Goal("gymnasiebehorighet", 2028, at_least=85))


@case("by_group: a change, by sex")
def by_group_change() -> Any:
    return oi.change(result_earlier(), result_later(), by="sex")


@case("by_group: a comparison, by sex, partial")
def by_group_compare() -> Any:
    return oi.compare([FULL, "gvn"], example(), by="sex", partial=True)


@case("update: one that waits")
def update_example() -> Any:
    """The second update of a project, of which somebody has to decide."""
    return waiting_update()


# -- what may be shown --------------------------------------------------------------------------------------


@case("disclosure: one table protected")
def protected_example() -> Any:
    few = example().only(["elever_ak9", "gymnasiebehoriga_ak9"], periods=["2024"])
    table = few.to_frame().query("disability == 'total'")
    by_sex = oi.Statistics.from_frame(table, name="Exempelstad (påhittad)", whole="X00")
    return oi.protect(by_sex, oi.DisclosurePolicy())


@case("disclosure: its audit")
def audit_example() -> Any:
    return protected_example().audit


@case("disclosure: nothing to hide")
def protected_nothing() -> Any:
    return oi.protect(of_shares(shares([100, 150, 200, 300])), oi.DisclosurePolicy())


@case("disclosure: an audit that fails")
def audit_failed() -> Any:
    table = pd.DataFrame(
        {
            "area": ["01", "02", "03", "00"], "variable": "n", "period": "2024", "kind": "count",
            "value": [3, 40, 50, 93], "quality": "made_up",
        }
    )  # fmt: skip
    return oi.audit(statistics(table, whole="00"), oi.DisclosurePolicy())


@case("disclosure: a policy")
def policy() -> Any:
    return oi.DisclosurePolicy()


# -- the city, the index, the figures -----------------------------------------------------------------------


@case("catalogue: the index")
def catalogue_index() -> Any:
    return index(FULL)


@case("catalogue: the index on open data")
def catalogue_open() -> Any:
    return index(OPEN)


@case("statistics: Malmö")
def statistics_malmo() -> Any:
    return malmo()


@case("geography: Malmö's areas")
def geography_malmo() -> Any:
    return oi.geso()


# -- what is printed ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Printed:
    """A text that an answer prints.

    ``kind`` is ``text`` (a paragraph), ``note``, ``caption``, ``head``, ``cell``, ``heading`` or ``figure``;
    ``place`` is ``page`` or ``explain 07``; ``first`` where it stands above the page's first table.
    """

    case: str
    answer: Any
    lang: Language
    place: str
    kind: str
    text: str
    first: bool = False

    @property
    def room(self) -> str:
        """The folder whose words they are."""
        return self.case.split(":")[0]

    @property
    def area(self) -> str | None:
        """The area that is explained, or None."""
        return self.place.removeprefix("explain ") if self.place.startswith("explain ") else None


def pages(name: str, lang: Language) -> Iterator[tuple[str, Page]]:
    """Every page that an answer gives without being told more, and where it stands."""
    answer = MADE[name]()
    yield "page", answer.page(lang)
    if hasattr(answer, "explain"):
        for area in explained(answer):
            yield f"explain {area}", answer.explain(area, lang=lang)


def explained(answer: Any) -> list[str]:
    """The areas at place 1 and at the last, and the first that is tied; of other things the last one."""
    if hasattr(answer, "sets"):
        return [answer.sets[-1]]
    ranks = getattr(answer, "ranks", None)
    if isinstance(ranks, pd.DataFrame) and "index" in ranks and ranks["index"].notna().any():
        place = ranks["index"].dropna()
        tied = place.index[place.duplicated(keep=False)]
        return list(dict.fromkeys([place.idxmin(), place.idxmax(), *tied[:1]]))
    return [answer.areas[0], answer.areas[-1]][: len(set(answer.areas))]


@functools.cache
def printed() -> tuple[Printed, ...]:
    """Everything that every answer prints, in both languages."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuple(
            Printed(name, MADE[name](), lang, place, kind, text, first)
            for name in MADE
            for lang in get_args(Language)
            for place, page in pages(name, lang)
            for kind, text, first in texts_of(page)
            if text
        )


def texts_of(page: Page) -> Iterator[tuple[str, str, bool]]:
    """Every text of a page: its kind, itself, and whether it stands above the first table."""
    yield "heading", page.title, True
    first = True
    for block in page.blocks:
        yield from ((kind, text, first) for kind, text in _texts(block))
        first = first and not isinstance(block, Table)
    yield from (("note", note, False) for note in page.told)


def _texts(block: Block) -> Iterator[tuple[str, str]]:
    if isinstance(block, Heading):
        yield "heading", block.text
    elif isinstance(block, Paragraph):
        yield from (("head", block.label), ("text", block.text))
    elif isinstance(block, Figure):
        yield "figure", block.text
    elif isinstance(block, Fold):
        yield "heading", block.summary
        for one in block.within:
            yield from _texts(one)
    elif isinstance(block, Table):
        yield "caption", block.caption
        yield from (("note", note) for note in block.told)
        yield from (("head", head) for head in block.heads)
        yield from (("cell", text) for text in block.breaks.values())
        for column in block.columns:
            yield from (("cell", str(v)) for v in column.values if isinstance(v, str))
            yield from (("cell", note) for note in column.notes)


#: How far from an answer its figures and definitions may lie.
_DEEPEST = 4


def held(answer: Any) -> Iterator[Any]:
    """Yield an answer and what it holds of the library's, once each: results, definitions, figures."""
    waiting, seen = [(answer, 0)], set[int]()
    while waiting:
        thing, deep = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        yield thing
        for value in getattr(thing, "__dict__", {}).values() if deep < _DEEPEST else ():
            parts = value.values() if isinstance(value, Mapping) else value
            several = isinstance(value, Mapping | tuple | list) and type(value).__name__ != "Table"
            waiting += [
                (one, deep + 1)
                for one in (parts if several else [value])
                if type(one).__module__.startswith("omradesindex.")
            ]


def own_words(answer: Any) -> frozenset[str]:
    """What is somebody else's: names, notes and labels of figures and definitions."""
    told: list[Any] = []
    for thing in held(answer):
        if hasattr(thing, "units") and hasattr(thing, "sources"):
            english = [note_in(note, "en") for note in thing.notes]
            told += [thing.name, *thing.notes, *english, *thing.sources]
            told += [word for a in thing.areas for word in (thing.name_of(a), area_name(a, thing.name_of(a)))]
        if hasattr(thing, "indicators") and hasattr(thing, "walk"):
            told += [thing.label, thing.description, *thing.notes, *(one.label for one in thing.walk())]
            for indicator in thing.indicators:
                told += [indicator.label, indicator.definition, indicator.population]
                told += [inside(indicator.label.sv), inside(indicator.label.en)]
    words = [word for one in told for word in ((one.sv, one.en) if isinstance(one, Text) else (one,))]
    return frozenset(word for word in words if isinstance(word, str) and word)


def plain(text: str) -> str:
    """Return a text with every kind of space as one."""
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " ")).strip()
