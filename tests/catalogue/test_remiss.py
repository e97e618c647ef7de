"""What the consultation asked for, row by row: every ask leads to the catalogue, or it is said where else.

``ROWS`` follows the digest of the answers (``domain/remiss.md`` of the sources' folder) row by row. Where
that folder is there, the digest is read too, so that a new row, kind or clause turns the test red.
"""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

import omradesindex as oi
from omradesindex.catalogue import indicators, variables
from omradesindex.catalogue.indicator import OURS
from omradesindex.catalogue.wishes import wishes
from omradesindex.wording import join
from tests.conftest import ROOT

BASE = "malmo-2023"
EXTENSIONS = ("trygghet", "tillit", "halsa", "barn", "fysisk-miljo", "ctc", "cni")

# Parts of the library that answer what no choice of indicators does.
BREAKDOWN = "breakdowns of the figures: every indicator says which are possible"
SPREAD = "spread inside areas"
MISSION = "themes, asked of a body"
TIME = "change over time"
TARGETS = "goals and distance to them"
ROUTINE = "a definition that is fixed first, and a run that ends with whether the index holds"
COMPARISON = "comparison of the index with outside series"
BOUNDARIES = "versions of the division"
REPORTS = "reports"
PLACES = "names that people use, found among areas and sub-areas"
CALLED_IN = "the indicators say whom they call in, of which kind they are, and how soon they can move"
GOALS = "each indicator names its goals: the Agenda 2030, the Convention, a city's own"
USE = "how the result is used, not what it is made of"
SOURCE = "a source of figures, not a measure of its own"

# Why a set lacks an indicator that its body asked for.
OUR_MEASURE = "the body names a theme; the measure is ours, and is added by whoever wants it"
NO_CHANGE = "asks for no change of the index"


@dataclass(frozen=True)
class Ask:
    """One thing asked for.

    Attributes
    ----------
    word : str
        A word of the digest's clause.
    indicators : tuple of str
        What answers it; ``asked_by`` of each names the body.
    elsewhere : str
        Which part of the library answers it where no indicator does.
    outside : str
        Why the body's own set lacks the indicators.
    wish : str
        What it is among the wishes that no indicator measures.
    answered : bool
        False where nothing in the library answers it yet; the page on the consultation says so.
    """

    word: str
    indicators: tuple[str, ...] = ()
    elsewhere: str = ""
    outside: str = ""
    wish: str = ""
    answered: bool = True


@dataclass(frozen=True)
class Row:
    """A row of the digest: the bodies, its kind and its asks."""

    bodies: tuple[str, ...]
    kind: str
    asks: tuple[Ask, ...]


def row(bodies: str, kind: str, *asks: Ask) -> Row:
    return Row(tuple(bodies.split()), kind, asks)


def for_(word: str, *ids: str, outside: str = "") -> Ask:
    return Ask(word, ids, outside=outside)


def by(elsewhere: str, word: str) -> Ask:
    return Ask(word, elsewhere=elsewhere)


def unmeasured(word: str, wish: str) -> Ask:
    return Ask(word, wish=wish)


def not_yet(word: str) -> Ask:
    return Ask(word, answered=False)


CTC_RISK = ("ctc_risk_bostadsomrade", "ctc_risk_familj", "ctc_risk_skola", "ctc_risk_individ_kamrat")
CTC_PROTECTION = (
    "ctc_skydd_bostadsomrade",
    "ctc_skydd_familj",
    "ctc_skydd_skola",
    "ctc_skydd_individ_kamrat",
)

#: Our measures of a theme of which no measure was named, the same for all who named it.
HEALTH = (
    *("sjalvskattad_halsa", "psykisk_ohalsa", "psykisk_ohalsa_unga"),
    *("fysisk_aktivitet", "socialt_deltagande", "medellivslangd"),
)
SAFETY = ("upplevd_trygghet", "problemindex_trygghetsmatning", "anmalda_brott")
TRUST = ("tillit_andra", "tillit_myndigheter_polis")
CHILDREN = (
    *("forskola_inskrivna", "barnfattigdom", "barn_trygghet"),
    *("barn_socialt_deltagande", "barn_meningsfull_fritid"),
)

ROWS = (
    row(
        "asn",
        "extension",
        for_("tillit", "tillit_andra"),
        for_("trygghet", "upplevd_trygghet"),
        by(SOURCE, "public-health survey"),
        for_("police safety survey", "upplevd_trygghet"),
        for_("property companies' measurements", "upplevd_trygghet"),
        for_("survey of children and youth", "barn_trygghet"),
    ),
    row(
        "asn",
        "extension *barn*",
        for_("enrolled in preschool", "forskola_inskrivna"),
        for_("child poverty", "barnfattigdom"),
        for_("social participation among children", "barn_socialt_deltagande"),
        for_("meaningful leisure", "barn_meningsfull_fritid"),
        by(SOURCE, "Ung Livsstil"),
    ),
    row(
        "asn",
        "extension *hälsa*",
        for_("physical activity", "fysisk_aktivitet"),
        for_("social participation", "socialt_deltagande"),
        for_("mental health", "psykisk_ohalsa", "psykisk_ohalsa_unga"),
        by(SOURCE, "pupil-health database"),
    ),
    row("asn", "extension", for_("CNI", "cni_per_invanare")),
    row(
        "asn",
        "added indicator",
        for_("own livelihood", "egen_forsorjning_kvarboende"),
        by("the set adds it and takes nothing away", "beside"),
    ),
    row(
        "asn",
        "method, time",
        by(TIME, "followed over time"),
        by(CALLED_IN, "samhällsmått"),
        by(CALLED_IN, "brought in follows from the indicators"),
        by(ROUTINE, "only when the index is fixed"),
        by("an index of units that are no places", "not places"),
    ),
    row("asn hvon", "board's view", by(MISSION, "sticker ut")),
    row("asn", "breakdown × time", by(BREAKDOWN, "split by sex"), by(TIME, "the follow-up")),
    row("asn", "report", not_yet("lägesbild")),
    row(
        "frn",
        "alternative set, local knowledge",
        by("the set leaves the leisure measure out", "the named leisure indicator"),
        for_("says nothing of influence", "inflytande_unga", outside=OUR_MEASURE),
        unmeasured("dialogorienterade deltagandeformer", "inflytande_genom_dialog"),
        unmeasured("utifrån boendes utmaningar", "uppfoljning_ur_boendes_behov"),
        for_("early efforts", "forskola_inskrivna"),
        for_("preschool enrolment", "forskola_inskrivna"),
        for_("their own area", "skola_i_eget_omrade"),
        for_("CTC survey", *CTC_RISK, *CTC_PROTECTION),
        for_("trust", *TRUST),
        for_("social participation", "socialt_deltagande"),
        for_("safety", *SAFETY),
        for_("child poverty", "barnfattigdom"),
        by(USE, "local insights"),
        by(TIME, "change over time"),
    ),
    row(
        "frn",
        "report",
        not_yet("årsanalys"),
        by(USE, "child-impact analysis"),
        by(USE, "human-rights policy"),
    ),
    row(
        "fsn",
        "breakdown, extension, report",
        by(BREAKDOWN, "breakdown by sex"),
        by("the notes of the school indicators say it", "anpassad"),
        by(BREAKDOWN, "participation by persons with and without disability"),
        by(BREAKDOWN, "en självklar del"),
        for_("trygghet", *SAFETY),
        for_("tillit", *TRUST),
        for_("hälsa", *HEALTH),
        for_("barn och unga", *CHILDREN),
        by(USE, "human-rights policy"),
        by(GOALS, "Agenda 2030"),
    ),
    row(
        "fskn",
        "routine, extension",
        by(ROUTINE, "an index is not enough"),
        by(COMPARISON, "other relevant variables"),
        for_("early years", "forskola_inskrivna", "barnfattigdom", "kariesfria_3_ar"),
        for_("perceived health", "sjalvskattad_halsa"),
        for_("trust", *TRUST),
        by(COMPARISON, "GeSO alone"),
        for_("local services (library", "aktiva_lantagare", outside=OUR_MEASURE),
        unmeasured("meeting places", "motesplatser"),
        for_("leisure)", "deltagande_fritidsaktivitet"),
    ),
    row(
        "grn",
        "added indicators, change detection, comparison",
        by(TIME, "progression"),
        by("the set adds and takes nothing away", "none taken away"),
        for_("lower primary", "mal_svenska_lagstadiet"),
        for_("reading in year 1", "lasning_ak1"),
        for_("absence %", "franvaro"),
        for_("awareness in preschool class", "sprak_matematik_forskoleklass"),
        for_("preschool indicators", "forskola_inskrivna"),
        for_("reported crimes", "anmalda_brott"),
        for_("perceived safety", "upplevd_trygghet"),
        by(TIME, "visible effects"),
        by(COMPARISON, "allocation index"),
        for_("eligibility", "gymnasiebehorighet"),
        for_("health and well-being", *HEALTH),
        for_("meaningful leisure", "barn_meningsfull_fritid"),
        by(USE, "child-impact analysis"),
    ),
    row(
        "gvn",
        "added indicators, dispersion",
        by(CALLED_IN, "too slow"),
        for_("upper-secondary degree", "gymnasieexamen"),
        for_("throughput in three and/or four years", "genomstromning_3_ar", "genomstromning_4_ar"),
        for_("kommunala aktivitetsansvaret", "kaa_vidare"),
        unmeasured("number", "antal_vidare_fran_aktivitetsansvaret"),
        by(SPREAD, "highest and lowest values"),
    ),
    row(
        "hvon",
        "extension",
        for_("health dimension", *HEALTH),
        by(TIME, "measurability"),
        for_("the elderly", "aldre_ensamhet", outside=OUR_MEASURE),
        for_("digital exclusion", "digitalt_utanforskap", outside=OUR_MEASURE),
        by(BREAKDOWN, "equality analysis"),
    ),
    row(
        "kn",
        "extension, report",
        for_("participation", "barn_socialt_deltagande"),
        for_("safety", "barn_trygghet"),
        unmeasured("local development", "lokal_utveckling"),
        for_("child poverty", "barnfattigdom"),
        for_("health", *HEALTH),
        for_("trust", *TRUST),
        for_("youngest children", "forskola_inskrivna", "kariesfria_3_ar"),
        by(SOURCE, "Ung Livsstil"),
        by(GOALS, "communication"),
        by(USE, "rights-based work"),
    ),
    row(
        "mn",
        "extension",
        for_("preschool enrolment", "forskola_inskrivna"),
        for_("child poverty", "barnfattigdom"),
        for_("CTC protective factors", *CTC_PROTECTION),
        for_("trust in authorities/police", "tillit_myndigheter_polis"),
        for_("collective efficacy", "kollektiv_formaga"),
        for_("perceived discrimination", "upplevd_diskriminering"),
        for_("green space", "narhet_gronyta"),
        for_("indices of the safety surveys", "problemindex_trygghetsmatning"),
        for_("NKI", "nki_hyresgaster"),
        unmeasured("aims of the commission", "lokal_utveckling"),
        for_("environment and climate", "trafikbuller", outside=OUR_MEASURE),
        unmeasured("environment and climate", "klimatpaverkan"),
        by(BREAKDOWN, "sex-split"),
    ),
    row(
        "sbn",
        "alternative set, targets",
        for_("risk and protective factors", *CTC_RISK, *CTC_PROTECTION),
        by(TARGETS, "goals decided politically"),
    ),
    row(
        "sn",
        "boundary versions, plain language",
        by(USE, "underlay of the 14 CTC areas"),
        by(BOUNDARIES, "should be updated"),
        unmeasured("children who carry adult responsibility", "barn_som_bar_vuxenansvar"),
        unmeasured("condition and upkeep of buildings", "byggnaders_skick"),
        for_("graffiti and damage", "anmald_skadegorelse", outside=NO_CHANGE),
        unmeasured("keeps people from contact", "hinder_for_kontakt"),
    ),
    row(
        "tn",
        "alternative set, extension",
        by("the set leaves the response rate out", "doubts response rate"),
        for_("newer rental housing", "hyresratt_nyare"),
        for_("older with large renovation needs", "hyresratt_aldre_renoveringsbehov"),
        for_("mental ill-health among children and young", "psykisk_ohalsa_unga"),
        for_("life expectancy", "medellivslangd"),
        for_("maintenance", "underhall"),
        for_("cleaning", "stadning"),
        for_("greenery", "gronska"),
        for_("investments made", "investeringar"),
        unmeasured("work areas", "arbetsomraden"),
        not_yet("known on the spot"),
    ),
    row(
        "mkb",
        "alternative indicator, targets",
        for_("more child indicators", *CHILDREN),
        by(GOALS, "Rights of the Child"),
        for_(
            "parts of the police survey",
            "problemindex_trygghetsmatning",
            outside="an either-or: the set takes internal moves, and its notes name the other choice",
        ),
        for_("internal moves", "flyttningar_inom_staden"),
        for_("degree of mixed tenure", "blandade_upplatelseformer"),
        by(TARGETS, "goal attainment"),
        by(TARGETS, "by 2030"),
    ),
    row(
        "parkering",
        "theme, small areas",
        by(PLACES, "places: Holma"),
        for_("theme mobility", "kollektivtrafiknara", outside=NO_CHANGE),
        unmeasured("alternatives to the private car", "resor_utan_egen_bil"),
    ),
    row(
        "pomab",
        "dispersion",
        for_("safety measured", "upplevd_trygghet", outside=NO_CHANGE),
        for_(
            "crime statistics",
            "anmalda_brott",
            "utsatt_for_misshandel",
            "utsatt_for_bostadsinbrott",
            outside=NO_CHANGE,
        ),
        by(SPREAD, "fine-grained"),
    ),
)


def asks() -> Iterator[tuple[str, Ask]]:
    for r in ROWS:
        for body in r.bodies:
            for ask in r.asks:
                yield body, ask


BODIES = tuple(dict.fromkeys(body for body, _ in asks()))
SETS = tuple(body for body in BODIES if body in oi.list_indices())


# --- the catalogue answers the table ---------------------------------------------------------------------


@pytest.mark.parametrize(("body", "ask"), list(asks()), ids=lambda x: x if isinstance(x, str) else x.word)
def test_each_ask_leads_to_the_catalogue_or_says_where_else(body: str, ask: Ask) -> None:
    ways = [bool(ask.indicators), bool(ask.elsewhere), bool(ask.wish), not ask.answered]
    assert ways.count(True) == 1
    assert not ask.wish or body in wishes()[ask.wish].bodies
    for name in ask.indicators:
        assert body in {asked.body for asked in indicators()[name].asked_by}, name
        in_set = body in SETS and name in {i.id for i in oi.load_index(body).indicators}
        assert in_set != bool(ask.outside), name


def test_nobody_is_said_to_ask_for_more_than_the_answers_do() -> None:
    said = {(a.body, i.id) for i in indicators().values() for a in i.asked_by}
    assert said == {(body, name) for body, ask in asks() for name in ask.indicators}


def test_nobody_is_said_to_wish_for_more_than_the_answers_do() -> None:
    said = {(body, wish.id) for wish in wishes().values() for body in wish.bodies}
    assert said == {(body, ask.wish) for body, ask in asks() if ask.wish}


def test_every_body_that_asks_for_a_change_has_a_set() -> None:
    change = ("extension", "alternative", "added")
    asked = {b for r in ROWS for b in r.bodies if r.kind.startswith(change) or ", extension" in r.kind}
    assert set(SETS) == asked
    assert len(SETS) == 12


@pytest.mark.parametrize("body", SETS)
def test_each_change_of_a_set_is_traced_to_its_ask(body: str) -> None:
    index = oi.load_index(body)
    base = oi.load_index(BASE)
    assert index.base == BASE
    assert index.changes
    assert all(change.body == body and change.ask for change in index.changes)
    # Nothing comes in but what the body named itself, or our measures of a theme that it named.
    named = {name for who, ask in asks() if who == body for name in ask.indicators}
    new = {i.id for i in index.indicators} - {i.id for i in base.indicators}
    assert new <= named
    for member in index.members:
        if member.id in new:
            (asked,) = (ask for ask in member.indicator.asked_by if ask.body == body)
            assert (member.basis, member.asked_for) == ("asked", asked.asked_for), member.id
    # Its summary differs from that of the index it starts from, and so does what a reader is told of it.
    assert index.description != base.description
    assert str(oi.diff(base, index)) != str(oi.diff(base, base))


@pytest.mark.parametrize("name", oi.list_indices())
def test_each_index_computes_where_every_figure_is_there(name: str) -> None:
    index = oi.load_index(name)
    result = index.compute(oi.example_statistics())
    figures = result.to_frame().query("level == 'indicator'")
    assert set(figures["measure"]) == {i.id for i in index.indicators}
    assert figures["value"].notna().all()
    assert result.scores["index"].notna().all()


@pytest.mark.parametrize("name", EXTENSIONS)
def test_extensions_attach_to_any_index_and_rest_on_the_bodies_words(name: str) -> None:
    extension = oi.load_index(name)
    assert name == "cni" or all(len(d.members) >= 3 for d in extension.dimensions)
    assert all(m.basis == "asked" and m.indicator.asked_by for m in extension.members)
    whole = oi.load_index(BASE).extend(extension)
    assert whole.indicators[-len(extension.indicators) :] == extension.indicators
    with pytest.raises(oi.errors.DefinitionError, match="already attached"):
        whole.extend(extension)


def test_all_extensions_can_be_attached_at_once() -> None:
    whole = oi.load_index(BASE).extend(*map(oi.load_index, EXTENSIONS))
    assert len(whole.indicators) == 12 + sum(len(oi.load_index(name).indicators) for name in EXTENSIONS)


def test_what_is_told_of_a_set_is_what_its_row_says() -> None:
    base = {i.id for i in oi.load_index(BASE).indicators}
    inside = {body: {i.id for i in oi.load_index(body).indicators} for body in SETS}
    # They add, and take nothing away.
    assert all(base <= inside[body] for body in ("asn", "grn", "gvn", "hvon", "kn", "fskn", "fsn", "mn"))
    # No two bodies asked for the same.
    assert len(set(map(frozenset, inside.values()))) == len(SETS)
    # Named: no health indicator, two of six, one of six.
    named = {
        body: {m.id for m in oi.load_index(body).members if m.asked_for == "measure" and m.id in HEALTH}
        for body in ("hvon", "tn", "fskn")
    }
    assert named == {
        "hvon": set(),
        "tn": {"psykisk_ohalsa_unga", "medellivslangd"},
        "fskn": {"sjalvskattad_halsa"},
    }
    assert "deltagande_fritidsaktivitet" not in inside["frn"]
    surveys = {i.id for i in oi.load_index("barn").indicators if "Elever" in i.population.sv}
    assert not surveys & inside["fskn"]


def test_a_set_of_which_only_a_theme_was_named_says_whose_the_measures_are() -> None:
    labels = [indicators()[name].label for name in HEALTH]
    page = oi.load_index("hvon").page("sv").text(width=1000)
    assert f"Temat; måtten är våra: {join([label.sv for label in labels])}." in page
    assert "The theme; the measures are ours:" in oi.load_index("hvon").page("en").text(width=1000)
    assert "måtten är våra:" not in oi.load_index(BASE).page("sv").text(width=1000)


@pytest.mark.parametrize("body", SETS)
def test_what_a_set_does_to_the_weight_of_the_four_dimensions_is_said(body: str) -> None:
    index, base = oi.load_index(body), oi.load_index(BASE)
    said = [note.sv for note in index.notes if note.sv.startswith(f"Dimensionernas vikt i {body} (i {BASE} ")]
    assert bool(said) == ([d.id for d in index.dimensions] != [d.id for d in base.dimensions])
    if body == "frn":
        assert "11,1 procent var (25,0), tillsammans 44,4 (100,0); nya: Barn, Tillit" in said[0]
    if body == "sbn":
        assert "utgår: Delaktighet, Utbildning, Ekonomi och Boende" in said[0]


def test_who_asked_stands_with_each_indicator_of_an_extension() -> None:
    spelled = {body: full or short for body, short, full in remissen().BODIES}
    for name in EXTENSIONS:
        for member in oi.load_index(name).members:
            assert member.basis_note is not None
            parts = member.basis_note.sv.lower().split("; ")
            for ask in member.indicator.asked_by:
                word = {"measure": "måttet", "theme": "temat"}[ask.asked_for]
                (told,) = (part for part in parts if part.startswith(word))
                assert spelled[ask.body].lower() in told, (member.id, ask.body)


# --- what is asked of every indicator --------------------------------------------------------------------


def test_what_counts_persons_can_be_split_by_sex() -> None:
    # Crimes and kronor, per inhabitant.
    not_persons = {"anmalda_brott", "anmald_skadegorelse", "investeringar"}
    for indicator in indicators().values():
        units = {variables()[v].unit for v in indicator.formula.variables}
        if "personer" in units and indicator.id not in not_persons:
            assert "sex" in indicator.breakdowns, indicator.id


def test_participation_can_be_split_by_disability() -> None:
    participation = oi.load_index(BASE).dimensions[0]
    asked = [*(m.id for m in participation.leaves()), "socialt_deltagande", "barn_socialt_deltagande"]
    assert all("disability" in indicators()[name].breakdowns for name in asked)


def test_school_indicators_say_whether_adapted_school_is_included() -> None:
    # Pupils as the schools count them; those who answer a survey are other populations.
    schools = [
        i
        for i in indicators().values()
        if re.match("Elever|Unga under 20", i.population.sv) and "besvarat" not in i.population.sv
    ]
    schools.append(indicators()["gymnasieexamen"])
    assert len(schools) == 10
    for i in schools:
        assert "anpassad" in f"{i.definition.sv} {i.population.sv} {i.note.sv if i.note else ''}", i.id


def test_what_neither_source_nor_body_defines_is_called_ours() -> None:
    for indicator in indicators().values():
        nobody = indicator.sources == ("Ingen källa nämnd i remissvaret",)
        assert not (nobody and indicator.definition_source not in (OURS, "MKB")), indicator.id


# --- the digest itself, where it is there ----------------------------------------------------------------


def digest(path: Path) -> list[tuple[tuple[str, ...], str, str]]:
    """Read the digest's rows: bodies, kind and the ask."""
    text = path.read_text(encoding="utf-8").partition("## What each answer asks for")[2]
    rows = []
    for line in text.partition("\n## ")[0].splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 3 and cells[0] != "body" and not set(cells[0]) <= {"-"}:
            names = re.sub(r"●|\(.*?\)|Malmö", "", cells[0]).lower().replace("ö", "o")
            bodies = tuple(name.strip() for name in names.split(","))
            rows.append((bodies, cells[2], cells[1]))
    return rows


def test_the_table_follows_the_digest_row_by_row(shared: Callable[..., Path]) -> None:
    found = digest(shared("domain", "remiss.md"))
    assert [(bodies, kind) for bodies, kind, _ in found] == [(r.bodies, r.kind) for r in ROWS]


def test_every_clause_of_the_digest_is_answered(shared: Callable[..., Path]) -> None:
    for (_, _, text), r in zip(digest(shared("domain", "remiss.md")), ROWS, strict=True):
        plain = text.replace("*", "")
        for ask in r.asks:
            assert ask.word in plain, f"{r.bodies}: '{ask.word}' is not said there"
        for clause in plain.split(";"):
            assert any(ask.word in clause for ask in r.asks), (
                f"{r.bodies}: nothing answers '{clause.strip()}'"
            )


# --- the page --------------------------------------------------------------------------------------------


def remissen() -> ModuleType:
    if not (ROOT / "scripts" / "build_remissen.py").exists():
        pytest.skip("needs scripts/build_remissen.py, which is not here")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        return importlib.import_module("build_remissen")


def test_the_page_says_what_the_catalogue_says() -> None:
    script = remissen()
    page = script.PAGE.read_text(encoding="utf-8")
    assert page == script.page(), "write it again: python scripts/build_remissen.py"
    assert sorted(body for body, _, _ in script.BODIES) == sorted(BODIES)
    # What lies outside the catalogue is said of each body that asks for such things.
    elsewhere = {body for body, ask in asks() if ask.elsewhere and body != "tn"}
    assert set(script.OUTSIDE) == elsewhere
    assert {body: len(lines) for body, lines in script.NOT_YET.items()} == dict(
        Counter(body for body, ask in asks() if not ask.answered)
    )
