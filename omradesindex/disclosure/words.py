"""What is said of figures that are protected, and of the audit that tries them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.wording import Language, Text, number, plural, say, some

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.disclosure.policy import DisclosurePolicy

#: Variables that are named.
_MOST = 8

CONVENTIONS = Text(
    "Utgångsvärdena är allmänna konventioner. Staden har inte beslutat om dem.",
    "The defaults are generic conventions. The city has not decided on them.",
)


#: What every reader of an index that has been made from shown figures alone is told.
REMADE_NOTE = Text(
    "Uppgifter som vilar på för få personer är dolda. Index är räknat bara på de uppgifter som visas. Det "
    "kan skilja sig från ett index på alla uppgifter.",
    "Figures that rest on too few persons are withheld. The index is computed only from the figures that are "
    "shown. It may differ from an index on all figures.",
)

#: What stands under the ledger.
LEDGER_NOTE = Text(
    "Internt: liggaren visar vilka tal som är dolda för sin egen skull. Den har inget tal som är dolt.",
    "Internal: the ledger tells which figures are unsafe in themselves. It holds no figure that is withheld.",
)


def ledger_line(n: int, lang: Language) -> str:
    """Say how many releases a ledger holds, and what it is for.

    Examples
    --------
    >>> ledger_line(0, "en")
    'Nothing has been released yet.'
    """
    if not n:
        return say(lang, "Inget är publicerat än.", "Nothing has been released yet.")
    told = number(n, lang=lang)
    out = say(lang, plural(n, "publicering", "publiceringar"), plural(n, "release", "releases"))
    them = say(lang, plural(n, "den", "dem"), plural(n, "it", "them"))
    return say(
        lang,
        f"{told} {out}. Nästa prövas tillsammans med {them}.",
        f"{told} {out}. The next is tried together with {them}.",
    )


# -- what is withheld ---------------------------------------------------------------------------------------


def withheld_line(log: pd.DataFrame, lang: Language) -> str:
    """Say how many figures are withheld, and how many of them only for the sake of the others.

    Parameters
    ----------
    log : DataFrame
        ``kind``: primary or complementary; a row for each withheld figure.
    lang : {"sv", "en"}
    """
    unsafe = int((log["kind"] == "primary").sum())
    more = len(log) - unsafe
    if not len(log):
        return say(lang, "Inget tal är dolt.", "No figure is withheld.")
    n, beside = number(unsafe, lang=lang), number(more, lang=lang)
    hidden = say(
        lang,
        f"{n} {plural(unsafe, 'röjande tal är dolt', 'röjande tal är dolda')}.",
        f"{n} {plural(unsafe, 'unsafe figure is', 'unsafe figures are')} withheld.",
    )
    if not more:
        return hidden
    theirs = plural(unsafe, "det röjande talet", "de röjande talen")
    rest = say(
        lang,
        f"{beside} till är {plural(more, 'dolt', 'dolda')} så att {theirs} inte går att räkna ut.",
        f"{beside} more {plural(more, 'is', 'are')} withheld so that these cannot be worked out.",
    )
    return f"{hidden} {rest}"


def rules_line(policy: DisclosurePolicy, lang: Language) -> str:
    """Say which counts are unsafe, how near a guess may come, and whose rules these are."""
    width = number(policy.margin_width, lang=lang)
    if policy.threshold > 1:
        most = number(policy.threshold - 1, lang=lang)
        few = say(
            lang,
            f"Ett antal på 1 till {most} är röjande. ",
            f"A count of 1 to {most} is unsafe. ",
        )
    else:
        few = ""
    return few + say(
        lang,
        f"En utomstående ska inte kunna gissa ett röjande tal närmare än inom {width}. Reglerna är allmänna "
        "konventioner tills någon har beslutat om andra.",
        f"An outsider must not be able to guess an unsafe figure more closely than within {width}. The rules "
        "are generic conventions until somebody has decided on others.",
    )


def internal_line(lang: Language) -> str:
    """What stands under everything that would tell the figures which are withheld."""
    return say(
        lang,
        "Internt: lämna inte detta vidare. Det avslöjar vad som är dolt. Publicera med publish.",
        "Internal: do not hand this on. It tells what is withheld. Publish with publish.",
    )


# -- the audit ----------------------------------------------------------------------------------------------


def verdict_line(figures_tried: pd.DataFrame, lang: Language) -> str:
    """Say whether the audit passes, how many figures it tried, and which they are.

    Parameters
    ----------
    figures_tried : DataFrame
        :attr:`Audit.table <omradesindex.disclosure.audit.Audit>`.
    lang : {"sv", "en"}
    """
    tried, told = len(figures_tried), int((~figures_tried["safe"]).sum())
    n, bad = number(tried, lang=lang), number(told, lang=lang)
    if not tried:
        return say(
            lang,
            "Tabellen klarade granskningen: den har inget tal som behöver prövas.",
            "The audit passes: there is no figure that has to be tried.",
        )
    figures = plural(tried, "figure", "figures")
    if not told:
        verdict = say(
            lang,
            f"Tabellen klarade granskningen: inget av {n} tal som prövades går att räkna ut.",
            f"The audit passes: none of {n} {figures} tried can be worked out.",
        )
    else:
        verdict = say(
            lang,
            f"Tabellen klarade INTE granskningen: {bad} av {n} tal som prövades går att räkna ut, helt eller "
            "nästan.",
            f"The audit FAILS: {bad} of {n} {figures} tried can be worked out, wholly or nearly.",
        )
    return f"{verdict} {tried_line(figures_tried, lang)}"


def tried_line(figures_tried: pd.DataFrame, lang: Language) -> str:
    """Say which figures the audit tries, and so why they are not as many as those that are withheld."""
    implied = int((figures_tried["cell"] == "implied").sum())
    if (figures_tried["reason"] == "withheld before").any():
        return say(
            lang,
            "Alla dolda tal prövas, eftersom det inte är känt vilka som är röjande.",
            "All withheld figures are tried, since it is not known which are unsafe.",
        )
    told = say(
        lang,
        "Bara röjande tal prövas, inte de som är dolda för att skydda dem.",
        "Only unsafe figures are tried, not those that are withheld to protect them.",
    )
    if not implied:
        return told
    n = number(implied, lang=lang)
    rest = say(
        lang,
        f"{n} av dem står inte i tabellen, men är en helhet minus en del.",
        f"{n} of them {plural(implied, 'is not in the table, but is', 'are not in the table, but are')} a "
        "whole minus a part.",
    )
    return f"{told} {rest}"


def unchecked_line(variables: tuple[str, ...], lang: Language) -> str:
    """Name what cannot be tried; nothing where all can."""
    if not variables:
        return ""
    names = ", ".join(variables)
    return say(
        lang,
        f"Utan antal, och går därför inte att granska: {names}.",
        f"Without counts, and therefore not to be audited: {names}.",
    )


# -- the rules ----------------------------------------------------------------------------------------------


def rules(policy: DisclosurePolicy, lang: Language) -> dict[str, str]:
    """The rules, each under what it is about; empty where there is none."""
    n, k = policy.dominance or (0, 0.0)
    largest = say(
        lang,
        f"en summa är röjande om de {n} största bidragen är mer än {k:g} % av den",
        f"a sum is unsafe if its {n} largest contributions are more than {k:g}% of it",
    )
    others = say(
        lang,
        f"en summa är röjande om allt utom de två största är mindre än {policy.p_percent} % av det största",
        f"a sum is unsafe if what follows its two largest is less than {policy.p_percent}% of the largest",
    )
    zeros = say(lang, f"röjande i grupper under {policy.small}", f"unsafe in groups below {policy.small}")
    every = say(lang, "alla variabler", "all variables")
    width = policy.margin_width
    return {
        say(lang, "Röjande antal", "Unsafe counts"): say(
            lang, f"under {policy.threshold}, men inte 0", f"below {policy.threshold}, but not 0"
        ),
        say(lang, "Gissning får inte komma närmare än", "A guess must not come nearer than"): say(
            lang,
            f"inom {width} {plural(width, 'person', 'personer')}",
            f"within {width} {plural(width, 'person', 'persons')}",
        ),
        say(lang, "0 och 100 procent", "0 and 100 per cent"): zeros if policy.protect_zeros else "",
        say(lang, "Dominans", "Dominance"): largest if policy.dominance else "",
        say(lang, "p-procent", "p-percent"): others if policy.p_percent else "",
        say(lang, "Gäller", "Holds for"): every
        if policy.sensitive is None
        else some(tuple(policy.sensitive), _MOST, lang=lang),
        say(lang, "Avrundning", "Rounding"): say(
            lang, f"till multiplar av {policy.base}", f"to multiples of {policy.base}"
        ),
    }


def more_line(n: int, lang: Language) -> str:
    """Say how many more figures can be told; nothing where none can.

    Examples
    --------
    >>> more_line(3, "sv"), more_line(0, "en")
    ('3 till.', '')
    """
    return say(lang, f"{number(n, lang=lang)} till.", f"{number(n, lang=lang)} more.") if n else ""
