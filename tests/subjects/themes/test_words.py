"""What is said of themes, and what is said not to be known."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.subjects.themes import words
from tests.subjects.themes.town import COUNTS, figures, index


def test_the_most_uneven_is_named_with_what_cannot_be_told_from_it(hand: oi.types.Themes) -> None:
    said = words.uneven_line(hand, "sv")
    assert said.startswith("Mest ojämnt bland folk: Eget hem (de som inte räknas dit). ")
    twice = {area: (row[0], row[0], row[0], row[0]) for area, row in COUNTS.items()}
    alike = words.uneven_line(oi.themes(index(), figures(twice)), "en")
    assert "Cannot be told from: " in alike


def test_nothing_is_said_to_stand_out_where_all_may_be_chance() -> None:
    few = {area: tuple(n / 200 for n in row) for area, row in COUNTS.items()}
    small = oi.themes(index(), figures(few, people=5))
    assert (
        words.uneven_line(small, "sv")
        == words.people_line(small, "sv")
        == words.excess_line(small, "sv")
        == ""
    )
    assert words.standing_out_lines(small, "sv")[0].startswith("I inget område")
    assert words.area_line(small, 0, "sv").startswith("I inget tema är utmaningen större")


def test_each_area_in_a_sentence(hand: oi.types.Themes, malmo: oi.types.Themes) -> None:
    said = [words.area_line(hand, row, "sv") for row in range(4)]
    assert said[0].startswith("Sticker ut: Nöd.")
    assert said[2].startswith("I inget tema är utmaningen större")
    assert "Inget tema sticker ut" in words.area_line(malmo, malmo.areas.index("10"), "sv")


def test_why_it_cannot_be_said(malmo: oi.types.Themes) -> None:
    why = {theme: words.why_not(malmo, k, "sv") for k, theme in enumerate(malmo.themes)}
    assert why["delaktighet"] == ""
    assert why["nettoinkomst"] == "ett medelvärde behöver sitt medelfel, som inte anges"
    assert why["ekonomi"].startswith("slumpens storlek är känd för 33")
    partly = oi.themes(
        "malmo-oppna-data", oi.malmo_statistics().only(["sysselsatta_16_64", "befolkning_16_64"])
    )
    assert words.why_not(partly, partly.at("delaktighet"), "sv") == "uppgifter finns för 1 av 3 indikatorer"
    assert any("Utbildning" in line for line in words.cannot_lines(partly, "sv"))


def test_the_most_people_and_where_they_gather(hand: oi.types.Themes) -> None:
    assert words.people_line(hand, "sv").startswith("Mest utbrett: ")
    assert "Flest utöver andelen i alla områden tillsammans: " in words.excess_line(hand, "sv")


def test_a_mission(asn: oi.types.Themes) -> None:
    assert words.headline(asn, "sv") == "Där uppdraget sticker ut · ASN · Malmö"
    assert "av 14 områden är utmaningen större än i hela Malmö i minst en indikator" in words.mission_line(
        asn, "sv"
    )
    nothing = oi.themes(index(), figures(), body="hvon")
    assert words.mission_line(nothing, "sv").startswith("Går inte att säga: alla ")
    assert "självskattad hälsa" in words.cannot_lines(nothing, "sv")[0]


def test_who_is_counted_is_named_and_so_is_what_they_are_held_against() -> None:
    pupils = figures()
    frame = pupils.to_frame().replace({"variable": {"folkmangd": "elever_ak9"}})
    schools = oi.Statistics.from_frame(
        frame[["area", "variable", "period", "value", "kind", "quality"]],
        name="Provstad (påhittad)",
        units="school",
    )
    asked = oi.themes(index(of="elever_ak9"), schools, people="elever_ak9")
    told = " ".join(str(asked.page()).split())
    assert "1 000 elever som avslutat årskurs 9 (25 %) finns där" in told
    assert "än i alla skolor tillsammans" in told
    assert not [word for word in ("invånare", "staden", "område", "bor ") if word in told.casefold()]
