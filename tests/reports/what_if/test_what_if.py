"""The page gives what the library gives, says what is true, and is refused for what it cannot hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from what_if_settings import Setting, data_of, differing, in_library, in_page, random_result, random_settings

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.wording import NBSP, number, plural
from tests.cities import codes

PER = 10
OPEN = "malmo-oppna-data"


@pytest.mark.usefixtures("in_node")
def test_the_page_computes_as_the_library_does() -> None:
    """60 of the 500 random settings of the benchmark, with ties and gaps."""
    most, shared, gaps = 0.0, 0, 0
    for seed in range(6):
        result = random_result(seed)
        found = differing(result, oi.what_if(result).html, list(random_settings(result, PER, seed)))
        most, shared = max(most, found[0]), shared + found[2]
        gaps += int(np.isnan(result.normalised).sum())
    assert most <= 1e-9
    assert shared
    assert gaps


@pytest.mark.usefixtures("in_node")
def test_proposals_are_computed_each_by_its_own_tree() -> None:
    statistics = oi.example_statistics()
    comparison = oi.compare(["malmo-2023", "mkb", "tn"], statistics)
    page = oi.what_if(comparison.results["malmo-2023"], sets=comparison).html
    key = data_of(page)["key"]
    setting = Setting(("valdeltagande",), {"ekonomi": 2.5, "trangboddhet": 0.4})
    for name, told in zip(
        ("mkb", "tn"), in_page(page, [setting.fragment(key, n) for n in ("mkb", "tn")]), strict=True
    ):
        own = in_library(comparison.results[name], setting)
        assert own is not None
        np.testing.assert_allclose(told["scores"], own.level_scores["index"], rtol=0, atol=1e-9)
        assert told["places"] == own.level_ranks["index"].tolist()
        assert f"Valt: {own.index.label.sv}." in told["said"]


@pytest.mark.usefixtures("in_node")
def test_what_is_said_is_true(malmo: oi.types.Result, study: oi.types.Robustness, page: str) -> None:
    key = data_of(page)["key"]
    settings = [
        Setting((), {}),
        Setting(("boende",), {"ekonomi": 4}),
        Setting(("delaktighet", "utbildning"), {"nettoinkomst": 0}),
    ]
    names = {code: f"{code} {name}" for code, name in malmo.names.items()}
    base = malmo.level_ranks["index"]
    low, high = (study.ranks[end].to_numpy(dtype=float) for end in ("low", "high"))
    addresses = [(s.fragment(key) or "#v=1") + "&omrade=5" for s in settings]
    for setting, told in zip(settings, in_page(page, addresses), strict=True):
        own = in_library(malmo, setting)
        assert own is not None
        places, scores = own.level_ranks["index"], own.level_scores["index"]
        said = " ".join(told["said"])
        first = malmo.areas[int(np.argmin(places))]
        assert f"Plats 1: {names[first]} (" in said
        assert f"{number(scores.max(), 1)} poäng)." in said
        moved, outside = int((places != base).sum()), (places < low) | (places > high)
        if not setting.without:
            assert f"Inget är ändrat. Det här är {malmo.index.label.sv}." in said
            assert not outside.any()
        else:
            assert f"{moved} av 14 områden har en annan plats än i grundindexet." in said
            assert "Inget är ändrat" not in said
        gone = ", ".join(malmo.label(name, "sv") for name in setting.without)
        weighed = ", ".join(
            f"{malmo.label(name, 'sv')} × {times:.1f}" for name, times in setting.times.items()
        )
        changed = " ".join(told["changed"]).replace(NBSP, " ").replace(",0", ".0")
        assert (f"Räknas inte: {gone}." in changed) == bool(gone)
        assert (f"Annan vikt: {weighed}." in changed) == bool(weighed)
        n = int(outside.sum())
        told_outside = f"{n} {plural(n, 'område', 'områden')} har en plats utanför sitt platsintervall"
        assert (told_outside in said) == (n > 0)
        five = malmo.areas.index("5")
        assert f"{names['5']}: plats {places[five]:.0f} av 14" in said


ADDRESSES = {
    "#v=1&x=2": "”x”",
    "#v=1&utan=boende&utan=ekonomi": "”utan”",
    "#v=2&utan=boende": "en annan sida",
    "#utan=boende": "en annan sida",
    "#v=1&index=mkb": "förslaget ”mkb”",
    "#v=1&utan=kalle": "”kalle”",
    "#v=1&utan=boende,boende": "”boende”",
    "#v=1&utan=": "””",
    "#v=1&vikt=kalle:1": "”kalle”",
    "#v=1&vikt=boende:5": "vikten ”boende:5”",
    "#v=1&vikt=boende:-1": "vikten ”boende:-1”",
    "#v=1&vikt=boende:NaN": "vikten ”boende:NaN”",
    "#v=1&vikt=boende": "vikten ”boende”",
    "#v=1&vikt=boende:1:2": "vikten ”boende:1:2”",
    "#v=1&omrade=99": "området ”99”",
    "#%E0%A4": "okänt",
    "#<img src=x onerror=alert(1)>": "okänt",
}


@pytest.mark.usefixtures("in_node")
def test_an_address_is_read_whole_or_refused_in_words(page: str) -> None:
    for told, (address, word) in zip(in_page(page, [*ADDRESSES]), ADDRESSES.items(), strict=True):
        assert "wrong" in told, address
        assert word in told["said"][0], address
        assert told["said"][0].endswith("Sidan visar grundindexet.")


@pytest.mark.usefixtures("in_node")
def test_an_address_that_the_page_writes_is_read_back(page: str) -> None:
    key = data_of(page)["key"]
    address = f"#v=1&data={key}&utan=boende,lag_lon&vikt=ekonomi:1.5&omrade=10"
    told, other, bare = in_page(page, [address, address.replace(key, "00000000"), "#"])
    assert told["again"] == address
    assert (told["other"], other["other"]) == (False, True)
    assert bare["again"] == ""
    assert (
        told["call"]
        == 'index.reweight({"ekonomi": 1.5}).without("lag_lon", "boende")  # index: malmo-oppna-data'
    )


@pytest.mark.usefixtures("in_node")
def test_nothing_chosen_is_no_index(page: str) -> None:
    every = "delaktighet,utbildning,ekonomi,boende"
    nothing, light, inner = in_page(
        page,
        [
            f"#v=1&utan={every}",
            f"#v=1&vikt={every.replace(',', ':0,')}:0",
            "#v=1&vikt=lag_ekonomisk_standard:0,ekonomiskt_bistand:0,nettoinkomst:0",
        ],
    )
    assert nothing["said"] == ["Inget är valt, så det finns inget att räkna."]
    assert light["said"] == ["Allt i Områdesindex ur öppna data har vikten 0, så det finns inget att räkna."]
    assert inner["said"] == ["Allt i Ekonomi har vikten 0, så det finns inget att räkna."]
    assert set(nothing["places"]) == {None}


# -- what is withheld ----------------------------------------------------------------------------------------


def counts(first: int, second: int) -> oi.Statistics:
    """Two areas with few persons, whose sum is known."""
    people = {
        "arbetslosa_16_64": [first, second, 300, 210, 150, 90],
        "arbetskraft_16_64": [900, 900, 1000, 900, 800, 700],
    }
    rows: list[tuple[str, str, float]] = []
    for variable, values in people.items():
        rows += [(area, variable, float(value)) for area, value in zip(codes(6), values, strict=True)]
        rows.append(("X", variable, float(sum(values))))
    frame = pd.DataFrame(rows, columns=["area", "variable", "value"])
    frame = frame.assign(period="2024", kind="count", quality="made_up")
    return oi.Statistics.from_frame(frame, name="Provstad (påhittad)", whole="X")


def test_no_withheld_figure_is_in_the_page() -> None:
    """Whatever the two withheld figures were, the page is the same to the last byte."""
    index = oi.load_index("malmo-2023").reduced(["arbetsloshet"])
    pages = set()
    for pair in ((2, 6), (4, 4)):
        protected = oi.protect(counts(*pair))
        result = oi.types.Index.from_definition(index).compute(protected.statistics, partial=True)
        assert np.isnan(result.normalised[:2]).all()
        pages.add(oi.what_if(result).html)
    assert len(pages) == 1


# -- what is refused -----------------------------------------------------------------------------------------


def test_a_study_or_a_comparison_of_something_else_is_refused(
    malmo: oi.types.Result, study: oi.types.Robustness
) -> None:
    fewer = malmo.index.without("valdeltagande").with_identity(id="utan")
    other = fewer.compute(malmo.statistics)
    with pytest.raises(ComputeError, match=r"study of robustness is about 'malmo-oppna-data'"):
        oi.what_if(other, robustness=study)
    comparison = oi.compare([fewer, malmo.index], malmo.statistics)
    with pytest.raises(ComputeError, match=r"comparison is held against 'utan'"):
        oi.what_if(malmo, sets=comparison)


def test_it_is_written_as_html_and_whole(malmo: oi.types.Result, tmp_path: Path) -> None:
    page: Any = oi.what_if(malmo)
    saved = page.save(tmp_path / "prova_vikter.html")
    assert saved.read_text(encoding="utf-8") == page.html
    assert "kB" in repr(page)
    with pytest.raises(ComputeError, match=r"a name in .html"):
        page.save(tmp_path / "sida.pdf")
    with pytest.raises(ComputeError, match="does not exist"):
        page.save(tmp_path / "ingen" / "sida.html")
