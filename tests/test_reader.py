"""What a reader concludes from ten printed pages, as ``docs/lasa_resultat.md`` tells it, is so.

Each test reads the page as a person would, from its tables and its text, and holds what follows against the
answer's own numbers or against what is true of the made-up city.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from omradesindex.index.stick import city_scores
from tests.conftest import ROOT
from tests.sentences import battery

GUIDE = (ROOT / "docs" / "lasa_resultat.md").read_text(encoding="utf-8")
PAGES = [
    "Tabellen och kartan", "Ett område förklarat", "Efter kön", "Jämförelse av förslag", "Robusthet",
    "Slumpintervall", "Förändring", "Mål", "Spridning inom områden", "Sekretess",
]  # fmt: skip
#: Each question that is tried, by its page.
ASKED: dict[str, list[Callable[[], None]]] = {page: [] for page in PAGES}


def reader(page: str, question: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Try a question of the guide; it must stand there, under its page."""
    section = GUIDE.partition(f"\n## {page}\n")[2].partition("\n## ")[0]
    assert f"| {question} |" in section, f"{page}: {question}"

    def enter(tried: Callable[[], None]) -> Callable[[], None]:
        ASKED[page].append(tried)
        return tried

    return enter


def shown(page: Any, *heads: str) -> pd.DataFrame:
    """The page's first table that has these columns, as a reader sees it; heads may be patterns."""
    for table in page.tables():
        frame = table.to_frame()
        names = {head: next((c for c in frame if re.fullmatch(head, c)), None) for head in heads}
        if all(names.values()):
            return frame.rename(columns={name: head for head, name in names.items()})
    raise AssertionError(f"no table with {heads}")


def text(page: Any) -> str:
    return battery.plain(page.text(400))


PLACE = "Plats|Rang"


@reader("Tabellen och kartan", "Vad är 100?")
def _() -> None:
    result = battery.result_malmo()
    areas = shown(result.page(), "Index")["Index"].dropna()
    assert f"{areas.mean():.1f}".replace(".", ",") in GUIDE  # the mean of the areas is another number
    assert city_scores(result)[0] == pytest.approx(100)


@reader("Tabellen och kartan", "Är plats 1 bäst?")
def _() -> None:
    table = shown(battery.result_malmo().page(), PLACE, "Index").dropna(subset=[PLACE])
    assert table.loc[table[PLACE].astype(float).idxmin(), "Index"] == table["Index"].max()


@reader("Tabellen och kartan", "Är fyra säkert före fem?")
def _() -> None:
    table = shown(battery.uncertainty_malmo().page(), "Kod", ".*från", ".*till").set_index("Kod")
    fourth, fifth = shown(battery.result_malmo().page(), PLACE, "Kod").sort_values(PLACE)["Kod"].iloc[3:5]
    assert table.loc[fourth, ".*från"] < table.loc[fifth, ".*till"]


@reader("Ett område förklarat", "Vad betyder +2,8?")
def _() -> None:
    result = battery.result_malmo()
    parts = shown(result.explain("10"), "Poäng|Bidrag", "Indikator")["Poäng|Bidrag"]
    assert parts.sum() == pytest.approx(result.scores.loc["10", "index"] - 100, abs=0.05 * len(parts))


@reader("Ett område förklarat", "Är det största bidraget viktigast att göra något åt?")
def _() -> None:
    result = battery.result_malmo()
    first = result.contributions.loc["10"].idxmax()
    assert first == "blandade_upplatelseformer"  # of which nearly every area has less than the whole
    assert (result.contributions[first] > 0).mean() > 0.75


@reader("Efter kön", "Är det hela indexet?")
def _() -> None:
    groups = battery.groups_malmo()
    n, of = len(groups.common), len(groups.full.index.members)
    assert f"{n} av {of} indikatorer" in text(groups.page())
    assert not [table for table in groups.page().tables() if table.caption.startswith("Index ·")]


@reader("Efter kön", "Varför är *Alla* ett annat tal än i indexet?")
def _() -> None:
    groups, result = battery.groups_malmo(), battery.result_malmo()
    same, own = groups.total.scores["delaktighet"], result.scores["delaktighet"]
    page = shown(groups.page(), "Kod", ".*Alla").set_index("Kod")[".*Alla"]
    read = page.loc["10"] if not isinstance(page.loc["10"], str) else page.loc["10"].partition(" ")[0]
    assert float(str(read).replace(",", ".")) == pytest.approx(same["10"], abs=0.06)
    assert abs(same["10"] - own["10"]) > 1


@reader("Jämförelse av förslag", "Skulle andra områden komma överst?")
def _() -> None:
    compared = battery.compare_example()
    table = shown(compared.page(), "Kod", battery.FULL)
    top = set(table.loc[table[battery.FULL].astype(float) <= 3, "Kod"])
    moved = compared.ranks.apply(lambda places: set(places.index[places <= 3]) != top)
    assert not moved.any()
    assert all(battery.example().name_of(code) in text(compared.page()) for code in compared.common)


@reader("Jämförelse av förslag", "Varför saknas ett förslag i tabellen?")
def _() -> None:
    compared = battery.compare_partial()
    page = compared.page()
    heads = {column.head for table in page.tables()[:1] for column in table.columns}
    assert not heads & set(compared.empty)
    assert all(name in text(page) for name in compared.empty)


@reader("Robusthet", "Är 79 av 100 en sannolikhet?")
def _() -> None:
    study = battery.robustness_example()
    among = study.acceptability.loc[:, [c for c in study.acceptability if int(str(c)) <= 3]].sum(axis=1)
    np.testing.assert_allclose(study.among_first(3), among, atol=1e-9)  # how often, of the ways of counting
    assert "ingen sannolikhet" in text(study.page()) or "inte en sannolikhet" in text(study.page())


@reader("Robusthet", "Går två områden inte att skilja åt, är de då lika?")
def _() -> None:
    study = battery.robustness_example()
    pairs = study.pairs[~study.pairs["told_apart"].astype(bool)]
    scores = study.result.scores["index"]
    assert len(pairs)
    assert all(scores[a] != scores[b] for a, b in zip(pairs["first"], pairs["second"], strict=True))


@reader("Slumpintervall", "Varför är det så smalt?")
def _() -> None:
    answer = battery.uncertainty_malmo()
    known = answer.to_frame().query("measure == 'index'")["known"].min()
    assert known < 1
    assert re.search(rf"{int(100 * known)} (?:%|procent) av indexets vikt", text(answer.page()))


@reader("Förändring", "Har villkoren ändrats?")
def _() -> None:
    """In the made-up city it is known where they have."""
    frame = battery.change_example().to_frame().query("measure == 'index'").set_index("area")
    told = frame.index[frame["verdict"].isin(["improved", "worsened"])]
    assert set(told) == {"07", "10"}
    quiet = frame[frame["verdict"] == "noise"]
    assert ((quiet["low"] <= 0) & (quiet["high"] >= 0)).all()


@reader("Förändring", "Området gick från plats 2 till 4. Har det blivit bättre där?")
def _() -> None:
    change = battery.change_example()
    table = shown(change.page(), "Kod", "Plats", "Bedömning").set_index("Kod")
    moved = table[table["Plats"].astype(str).str.contains("→", regex=False)].index
    verdicts = change.to_frame().query("measure == 'index'").set_index("area")["verdict"]
    assert (verdicts[moved] == "noise").any()


@reader("Mål", "Är *nått* säkert?")
def _() -> None:
    page = text(battery.goals_example().page())
    assert "nått, men kan tappa" in page.casefold()


@reader("Mål", "Kan alla områden bli minst som staden?")
def _() -> None:
    result = battery.result_later()
    scores, city = result.scores["index"], city_scores(result)[0]
    assert scores.min() < city < scores.max()


@reader("Spridning inom områden", "Är det lägsta delområdet det med störst utmaning?")
def _() -> None:
    spread = battery.spread_example()
    used = {i.id: i.direction for i in battery.index("malmo-2023").indicators}
    shown_of = {
        used[m].name
        for m in spread.table["indicator" if "indicator" in spread.table else "measure"]
        if m in used
    }
    assert shown_of == {"HIGHER_IS_WORSE", "HIGHER_IS_BETTER"}


@reader("Sekretess", "Är alla dolda tal för små?")
def _() -> None:
    log = battery.protected_example().log
    assert len(set(log["reason"])) > 1


@reader("Sekretess", "Är ett dolt tal noll?")
def _() -> None:
    frame = battery.protected_example().statistics.to_frame()
    hidden = frame[frame["status"] == "suppressed"]
    assert len(hidden)
    assert hidden["value"].isna().all()


@pytest.mark.parametrize("page", PAGES)
def test_what_a_reader_concludes_is_so(page: str) -> None:
    assert ASKED[page]
    for tried in ASKED[page]:
        tried()


def test_every_page_of_the_guide_is_tried() -> None:
    assert re.findall(r"^## (.+)$", GUIDE, re.M) == PAGES
