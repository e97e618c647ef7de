"""Write docs/remissen.md: what each body asked for in the consultation, and what answers it.

    python scripts/build_remissen.py [--out docs/remissen.md]

Everything about indices and indicators is read from the catalogue; only the bodies' names and what lies
outside the catalogue stand here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from omradesindex.catalogue import (  # noqa: E402
    Amendment,
    Definition,
    Indicator,
    indicators,
    list_indices,
    read_definition,
)
from omradesindex.catalogue.bodies import BODIES as KNOWN_BODIES  # noqa: E402
from omradesindex.catalogue.page import whose  # noqa: E402
from omradesindex.catalogue.wishes import wishes  # noqa: E402
from omradesindex.wording import Text, number  # noqa: E402

PAGE = ROOT / "docs" / "remissen.md"
EXTENSIONS = ("trygghet", "tillit", "halsa", "barn", "fysisk-miljo", "ctc", "cni")

BREAKDOWNS = {"sex": "kön", "age": "ålder", "disability": "funktionsnedsättning"}

#: The bodies in the order of the page: id, short name, full name (blank where the short name is the name).
BODIES: tuple[tuple[str, str, str], ...] = tuple(
    (body.id, body.short, "" if body.label.sv == body.short else body.label.sv)
    for body in KNOWN_BODIES.values()
    if body.id != "ks"  # which sent the proposal out
)

#: What a body asks for that no choice of indicators answers, and the page that does where there is one.
OUTSIDE: dict[str, tuple[str, ...]] = {
    "asn": (
        "Könsuppdelad statistik: [indexet för varje grupp](grupper.md).",
        (
            "Mått på samhället, inte på verksamheten, att [följa över tid](forandring.md): varje indikator "
            "visar [vilket av dem den är](definitioner.md)."
        ),
        (
            "Vilka nämnder och bolag som kallas in följer av indikatorerna: [`index.responsible()`]"
            "(definitioner.md), och sist i `result.explain(område)` för områdets."
        ),
        (
            "Områden och teman väljs först när indexet är fastställt: "
            "[lås definitionen](definitioner.md#las-definitionen) innan uppgifterna läses."
        ),
        (
            "De områden där underlaget sticker ut för nämndens eget uppdrag: "
            "[teman](teman.md#dar-det-egna-uppdraget-sticker-ut)."
        ),
        (
            "Gemenskaper som inte är platser (tro, intresse, språk): med egna uppgifter kan de få "
            "[ett eget index](grupper.md#nar-enheterna-inte-ar-platser), men inget om områden visar dem."
        ),
        "Uppföljningen uppdelad efter kön: [grupp för grupp](grupper.md#uppfoljning-grupp-for-grupp).",
        (
            "Region Skånes folkhälsoenkät, Ung livsstil och en elevhälsodatabas som i Västra Götaland: "
            "källor, inte mått."
        ),
    ),
    "frn": (
        "Lokal kunskap vid sidan av indexet: gäller hur resultatet används.",
        "Behov förändras: [förändring över tid](forandring.md).",
        (
            "Barnkonsekvensanalys, och konsekvenser enligt policyn för mänskliga rättigheter: gäller hur "
            "resultatet används och redovisas."
        ),
    ),
    "fsn": (
        "Uppdelning efter kön, ålder och funktionsnedsättning: [indexet för varje grupp](grupper.md).",
        "Anpassad grund- och gymnasieskola: varje skolmått anger om eleverna ingår.",
        (
            "Konsekvenser enligt policyn för mänskliga rättigheter och Agenda 2030: gäller hur resultatet "
            "används. Varje indikator anger [vilka av Agendans mål](definitioner.md) den hör till."
        ),
    ),
    "fskn": (
        "En rutin som stäms av mot mål och andra variabler, gång på gång: [stämmer indexet?](stammer.md)",
        (
            "Andra indelningar på samma sida som områdena: [bredvid "
            "varandra](granska.md#omraden-bredvid-varandra)."
        ),
    ),
    "grn": (
        (
            "Progression: [förändring över tid](forandring.md), som också visar vilka områden som är värda "
            "att titta närmare på."
        ),
        (
            "Skolans resursfördelningsindex (strukturersättningen) och CTC-undersökningen: [mått att jämföra "
            "med](granska.md)."
        ),
        "Barnkonsekvensanalys: gäller hur resultatet används.",
    ),
    "gvn": (
        "Spridning samt högsta och lägsta värde, inte bara andelar: [spridning](spridning.md).",
        (
            "Förslagets indikatorer är för långsamma: [indexets sida](definitioner.md) visar hur många som "
            "kan röra sig inom ett år och inom en mandatperiod, efter vår bedömning."
        ),
    ),
    "hvon": (
        "Mätbarhet, så att arbetet kan följas: [över tid](forandring.md) och mot [mål](mal.md).",
        "Jämlikhetsanalys: [indexet för varje grupp](grupper.md).",
        (
            "De områden där underlaget sticker ut för nämndens eget uppdrag: "
            "[teman](teman.md#dar-det-egna-uppdraget-sticker-ut)."
        ),
    ),
    "kn": (
        (
            "Uppföljning och kommunikation genom fullmäktiges mål: egna mål kan [knytas till "
            "indikatorerna](definitioner.md) och följas som [mål](mal.md). Fullmäktiges finns inte bland "
            "våra källor."
        ),
        "Ung livsstil (omkring 6\N{NO-BREAK SPACE}000 barn) och CTC-undersökningen: källor till barnmåtten.",
        "Rättighetsbaserat arbete: gäller hur resultatet används.",
    ),
    "mn": ("Könsuppdelad statistik: [indexet för varje grupp](grupper.md).",),
    "sbn": ("Politiskt beslutade mål (inga socioekonomiskt utsatta områden): [mål](mal.md).",),
    "mkb": (
        "Måluppfyllelse: vilken förflyttning, i vilka områden? [Mål](mal.md) svarar.",
        "Eget mål till 2030: varje område når minst stadens genomsnitt ([exemplet](mal.md)).",
        (
            "Barnindikatorer knutna till barnkonventionen: varje sådan anger [vilken artikel]"
            "(definitioner.md) den hör till."
        ),
        "Inget område på polisens lista: ingen indikator här, men ett [mått att jämföra med](granska.md).",
        "De egna områdena: [bredvid](granska.md#omraden-bredvid-varandra) indexet och polisens.",
    ),
    "sn": (
        (
            "Underlaget för de 14 områdena är värdefullt; områdena i tidigare studier speglar delvis samma "
            "och bör uppdateras: [när gränser flyttas](granser_som_flyttar.md)."
        ),
    ),
    "parkering": (
        (
            "Platserna Holma och Rosengård: [hitta ett namn](omraden.md#hitta-ett-namn) bland områden och "
            "delområden. Amiralsstaden är namnet på inget av dem."
        ),
    ),
    "pomab": (
        "Trygga bor i ”utsatta” områden och tvärtom, på fin nivå: [spridning](spridning.md) inom områden.",
    ),
}

#: What a body asks for that nothing in the library answers yet.
NOT_YET: dict[str, tuple[str, ...]] = {
    "asn": ("Lägesbilden enligt lagen om kommuners ansvar för brottsförebyggande arbete.",),
    "frn": ("Redovisning för fullmäktige och kommunstyrelse i varje nämnds årsanalys.",),
    "tn": ("Områdesanalys där uppgifter står bredvid det som är känt på plats.",),
}

HEAD = """\
# Vad remissvaren bad om

<!-- Skriven av scripts/build_remissen.py ur katalogen; ändra där. -->

Remissen om ett områdesindex besvarades av nämnder och bolag. Här står med våra ord vad var och en bad om, och
vilket index som prövar det. Varje förslag är remissens index (`malmo-2023`, en rekonstruktion) med svarets
ändringar. Ett index är en textfil: kopiera den och ändra vidare.

[Jämföra förslag](jamfora.md) visar vilka områden som har störst utmaning i ett annat förslag, och
[Hur långt håller slutsatsen?](robusthet.md) hur mycket valet av förslag betyder bredvid vikter, metod och
slump. Vad varje indikator kan delas upp efter står i tabellen sist på sidan. Sådana uppgifter finns i
Exempelstad (påhittad) men bara delvis som öppna data om Malmös områden, efter funktionsnedsättning inte alls.

!!! note "Antaganden"
    I svaren står oftare *vad* som ska mätas än *hur*. Där en källa definierar måttet följer vi den; annars är
    definitionen vår, och det står i tabellen sist på sidan.
"""


def main() -> None:
    """Write the page, beside and then in place."""
    parser = argparse.ArgumentParser(description="Write docs/remissen.md.")
    parser.add_argument("--out", type=Path, default=PAGE)
    out: Path = parser.parse_args().out
    beside = out.with_name(f".{out.name}.tmp")
    beside.write_text(page(), encoding="utf-8")
    beside.replace(out)


def page() -> str:
    """Return the page."""
    return "\n".join([HEAD, *_overview(), *(line for body in BODIES for line in _section(*body)), *_all()])


def _overview() -> Iterator[str]:
    yield "## Tillägg"
    yield ""
    yield "Dimensioner som kan läggas till vilket index som helst, eller räknas var för sig."
    yield ""
    yield "| Index | Vad det är | Indikatorer |"
    yield "|---|---|---|"
    for name in EXTENSIONS:
        index = read_definition(name)
        yield f"| `{name}` | {index.label.sv} | {_labels(index.indicators)} |"
    scb = read_definition("scb-socioekonomiskt-index")
    yield ""
    yield f"Till jämförelse finns `{scb.id}`: {_lower(scb.description.sv)}"
    yield ""


def _section(body: str, short: str, full: str) -> Iterator[str]:
    yield f"## {short}: {full}" if full else f"## {short}"
    yield ""
    inside: set[str] = set()
    if body in list_indices():
        index = read_definition(body)
        inside = {i.id for i in index.indicators}
        yield f"**Index `{body}`.** {index.description.sv}"
        yield ""
        yield "| Vad svaret ber om | Vad som ändras | Namnger måttet eller temat |"
        yield "|---|---|---|"
        for ask, done, named in _changes(index):
            yield f"| {ask} | {done} | {named} |"
        yield ""
        yield from (f"{note.sv}\n" for note in index.notes if note not in _shared_notes())
    else:
        yield "Inget eget index: svaret ber inte om andra indikatorer i indexet."
        yield ""
    loose = [i for i in indicators().values() if i.id not in inside and body in _bodies(i)]
    named = tuple(i for i in loose if _asked_for(i, body) == "measure")
    ours = tuple(i for i in loose if i not in named)
    if named:
        yield f"Svaret nämner också: {_labels(named)}."
        yield ""
    if ours:
        yield f"Till teman som svaret nämner finns också, med mått som är valda här: {_labels(ours)}."
        yield ""
    if body in OUTSIDE:
        yield "Utöver valet av indikatorer:"
        yield ""
        yield from (f"- {line}" for line in OUTSIDE[body])
        yield ""
    lacking = [wish for wish in wishes().values() if body in wish.bodies]
    if lacking:
        yield "Mäts inte av någon indikator:"
        yield ""
        yield from (f"- {wish.label.sv}. {wish.why.sv}" for wish in lacking)
        yield ""
    if body in NOT_YET:
        yield "Ännu utan svar här:"
        yield ""
        yield from (f"- {line}" for line in NOT_YET[body])
        yield ""


@cache
def _shared_notes() -> set[Text]:
    """Return what every set says of the index that it starts from: the top of the page says it once."""
    known = list_indices()
    notes = [note for body, _, _ in BODIES if body in known for note in read_definition(body).notes]
    return {note for note in notes if notes.count(note) > 1}


def _changes(index: Definition) -> Iterator[tuple[str, str, str]]:
    """Yield each ask once, with everything that it changes and whether it named the measures."""
    done: dict[str, list[Amendment]] = {}
    for change in index.changes:
        done.setdefault(change.ask.sv if change.ask else "", []).append(change)
    for ask, changes in done.items():
        brought = [name for change in changes for name in change.brought]
        yield ask, "<br>".join(_said(change, index) for change in changes), _named(brought, index)


def _named(brought: list[str], index: Definition) -> str:
    """Say whether an ask named the measures that it brought, or only their theme; which, where both."""
    members = {member.id: member for member in index.members}
    ours = [members[name] for name in brought if members[name].asked_for == "theme"]
    if not brought:
        return "–"
    if not ours:
        return "måttet" if len(brought) == 1 else "måtten"
    said = "temat; måttet är vårt" if len(ours) == 1 else "temat; måtten är våra"
    if len(ours) == len(brought):
        return said
    labels = ", ".join(_lower(member.indicator.label.sv) for member in ours)
    return f"måtten; för {labels}: {said}"


def _said(change: Amendment, index: Definition) -> str:
    base = read_definition("malmo-2023")
    groups = {d.id: d.label.sv for name in ("malmo-2023", *EXTENSIONS) for d in read_definition(name).walk()}
    known = indicators()
    name = known[change.what].label.sv if change.what in known else groups.get(change.what, change.what)
    weights = {member.id: member.weight for member in index.members}
    heavy = f"vikten {number(weights.get(change.what, 1.0), 1)}"
    if change.verb == "replace" and change.to is not None:
        place = base.dimension_of(change.what).label.sv
        return f"*{name}* byts mot *{known[change.to].label.sv}* ({place})"
    if change.verb == "add" and change.to is not None:
        place = groups[change.to] + (f" med {heavy}" if weights[change.what] != 1 else "")
        return f"*{name}* läggs till i {place}"
    if change.verb == "extend":
        whole = read_definition(change.what)
        if len(change.brought) == len(whole.members):
            return f"tillägget `{change.what}`"
        return f"ur tillägget `{change.what}`: {_labels(tuple(known[name] for name in change.brought))}"
    if change.verb == "without":
        return f"*{name}* utgår"
    return f"*{name}* får {heavy}"


def _all() -> Iterator[str]:
    yield "## Indikatorerna som efterfrågades"
    yield ""
    yield (
        "*Definition* visar vems måttets definition är. *Temat*: svaret nämner bara temat, och "
        "måttet är vårt. ▲: högre är sämre. ▼: högre är bättre."
    )
    yield ""
    yield (
        "| Indikator | Vad den mäter | Definition | Kan delas upp efter "
        "| Måttet efterfrågat av | Temat efterfrågat av |"
    )
    yield "|---|---|---|---|---|---|"
    names = {body: short for body, short, _ in BODIES}
    for i in indicators().values():
        if i.asked_by:
            text = i.definition.sv + (f" {i.note.sv}" if i.note else "")
            asked = " | ".join(
                ", ".join(names[a.body] for a in i.asked_by if a.asked_for == what) or "–"
                for what in ("measure", "theme")
            )
            groups = ", ".join(BREAKDOWNS[name] for name in i.breakdowns) or "–"
            head = f"{i.direction.arrow} **{i.label.sv}**<br>`{i.id}`"
            yield f"| {head} | {text} | {whose(i, 'sv')} | {groups} | {asked} |"
    yield ""


def _bodies(indicator: Indicator) -> list[str]:
    return list(dict.fromkeys(ask.body for ask in indicator.asked_by))


def _asked_for(indicator: Indicator, body: str) -> str:
    """Whether a body named what an indicator measures, or a theme only."""
    named = {ask.asked_for for ask in indicator.asked_by if ask.body == body}
    return "measure" if "measure" in named else "theme"


def _labels(found: tuple[Indicator, ...]) -> str:
    return ", ".join(_lower(i.label.sv) if place else i.label.sv for place, i in enumerate(found))


def _lower(text: str) -> str:
    """Begin with a small letter, unless the first word is an abbreviation or a name."""
    return text if text[:2].isupper() or text.startswith("Care Need") else text[0].lower() + text[1:]


if __name__ == "__main__":
    main()
