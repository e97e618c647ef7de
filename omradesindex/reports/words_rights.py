"""What is said of rights, which the city itself ties to indicators."""

from __future__ import annotations

from omradesindex.wording import Language, say


def rights_line(lang: Language) -> str:
    """Who has said which figures tell of which right, and what they are not."""
    return say(
        lang,
        "Staden har själv valt vilka indikatorer som hör till varje rättighet. De är ett underlag. De svarar "
        "inte på om rättigheten är uppfylld.",
        "The city itself has chosen which indicators belong to each right. They are material, and no answer "
        "to whether the right is fulfilled.",
    )


def right_source(source: str, lang: Language) -> str:
    """What says so."""
    return say(lang, f"Enligt: {source}.", f"According to: {source}.")


def nothing_measures(lang: Language) -> str:
    """That no indicator tells of a right."""
    return say(
        lang,
        "Ingen indikator i indexet hör till den här rättigheten. Därför går inget att säga.",
        "No indicator of the index belongs to this right. So nothing can be said.",
    )


def gaps_line(by_group: bool, lang: Language) -> str:
    """What a dash is, and that there are no groups where none were given."""
    if by_group:
        return say(
            lang,
            "Ett streck betyder att gruppen inte har någon uppgift.",
            "A dash means that the group has no figure.",
        )
    return say(
        lang,
        "Rapporten har inga uppgifter för grupper. Då syns inte om alla har samma rättighet i praktiken.",
        "The report has no figures for groups. So it does not show whether all have the right in practice.",
    )
