"""Malmö's boards and companies, by the short names that definitions use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from omradesindex.frozen import Frozen
from omradesindex.wording import Text

__all__ = ["BODIES", "BODIES_OF", "Body", "body_label", "body_said"]


@dataclass(frozen=True)
class Body:
    """A board or company.

    Attributes
    ----------
    id : str
        As definitions write it: ``asn``.
    short : str
        As people do: ``ASN``.
    label : Text
        Its full name.
    """

    id: str
    short: str
    label: Text


#: Whose bodies these are.
BODIES_OF = "Malmö"
#: The bodies by id, in the order of the consultation; last the executive, which sent it out.
BODIES: Mapping[str, Body] = Frozen(
    {
        name: Body(name, short, Text(sv, en))
        for name, short, sv, en in (
            (
                "asn",
                "ASN",
                "arbetsmarknads- och socialnämnden",
                "the labour-market and social-services board",
            ),
            ("frn", "FRN", "fritidsnämnden", "the leisure board"),
            ("fsn", "FSN", "funktionsstödsnämnden", "the board for functional support"),
            ("fskn", "FSKN", "förskolenämnden", "the preschool board"),
            ("grn", "GRN", "grundskolenämnden", "the compulsory-school board"),
            (
                "gvn",
                "GVN",
                "gymnasie- och vuxenutbildningsnämnden",
                "the upper-secondary and adult-education board",
            ),
            ("hvon", "HVON", "hälsa-, vård- och omsorgsnämnden", "the health and care board"),
            ("kn", "KN", "kulturnämnden", "the culture board"),
            ("mn", "MN", "miljönämnden", "the environment board"),
            ("sbn", "SBN", "stadsbyggnadsnämnden", "the city-planning board"),
            ("tn", "TN", "tekniska nämnden", "the technical board"),
            ("mkb", "MKB", "MKB", "MKB"),
            ("sn", "SN", "servicenämnden", "the service board"),
            ("parkering", "Parkering Malmö", "Parkering Malmö", "Parkering Malmö"),
            ("pomab", "PÖMAB", "PÖMAB", "PÖMAB"),
            ("ks", "KS", "kommunstyrelsen", "the city executive board"),
        )
    }
)


def body_said(name: str) -> str:
    """Return a body's short name as people write it; one that is none of Malmö's as it is.

    Examples
    --------
    >>> body_said("asn"), body_said("socialnamnden")
    ('ASN', 'socialnamnden')
    """
    return BODIES[name].short if name in BODIES else name


def body_label(name: str) -> Text:
    """Return a body's full name; of one that is none of Malmö's its id.

    Examples
    --------
    >>> body_label("asn").sv
    'arbetsmarknads- och socialnämnden'
    """
    return BODIES[name].label if name in BODIES else Text(name, name)
