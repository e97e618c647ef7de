"""Describe open data to a data portal: DCAT-AP-SE as RDF/XML, a catalogue with one dataset and its files.

Who publishes, under which licence, where the files lie and whom to ask is the publisher's to say: nothing
here has a default. The profile is the Swedish one of DCAT (docs.dataportal.se/dcat, version 3.0.1), which
dataportal.se harvests: it asks for a catalogue with title, description, publisher and licence; for a dataset
with title, description and publisher; and for files with an address of access. None of them, nor the
publisher or the contact, may be without an address of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

from omradesindex.doors import door
from omradesindex.errors import OmradesindexError
from omradesindex.frozen import Frozen
from omradesindex.patterns import pattern
from omradesindex.plaintext import visible
from omradesindex.wording import LANGUAGES, Said, Text, said_in_all

_SPACES: Mapping[str, str] = Frozen(
    {
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
_AUTHORITY = "http://publications.europa.eu/resource/authority"
#: Languages and the subject (population and society) as the European lists have them.
_LANGUAGES = (f"{_AUTHORITY}/language/SWE", f"{_AUTHORITY}/language/ENG")
_SOCIETY = f"{_AUTHORITY}/data-theme/SOCI"
#: What a file is, by its ending.
_FORMATS: Mapping[str, str] = Frozen(
    {
        ".csv": "text/csv",
        ".gpkg": "application/geopackage+sqlite3",
        ".json": "application/json",
        ".parquet": "application/vnd.apache.parquet",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
#: Whom data are for, who may fetch them.
_PUBLIC = f"{_AUTHORITY}/access-right/PUBLIC"
#: How portals know organisations by their number, and licences of Creative Commons.
_ORGANISATION = "http://dataportal.se/organisation/SE"
_CREATIVE_COMMONS = pattern(r"https?://(?:www\.)?creativecommons\.org/(.+?)/?")
_CATALOGUE = Text("Öppna data från {}", "Open data from {}")
_NUMBER = pattern(r"(\d{6})-?(\d{4})")
_ADDRESS = pattern(r"https?://[^\s<>\"{}|\\^`]+")
_MAIL = pattern(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")


@door
@dataclass(frozen=True, kw_only=True)
class Publisher:
    """Who publishes files as open data, under which licence, where they lie and whom to ask.

    Parameters
    ----------
    name : str
        The organisation that publishes.
    homepage : str
        Its web address, which also tells data portals which organisation it is where no number does.
    licence : str
        The web address of the licence, such as ``https://creativecommons.org/publicdomain/zero/1.0/``.
    address : str
        The web address of the folder in which the files will lie.
    contact, email : str
        Whom to ask: a person or a function, and its e-mail.
    organisation_number : str, optional
        Such as ``123456-7890``: by it portals know that data of several catalogues are one publisher's.

    Raises
    ------
    OmradesindexError
        Something is empty, or no web address, e-mail or number.

    Examples
    --------
    >>> Publisher(name="Hamnstad", homepage="hamnstad.se", licence="https://creativecommons.org/licenses/by/4.0/",
    ...           address="https://data.hamnstad.se/index/", contact="Statistik", email="s@hamnstad.se")
    Traceback (most recent call last):
    ...
    omradesindex.errors.OmradesindexError: publisher, homepage: 'hamnstad.se' is no web address. Expected: ...
    """

    name: str
    homepage: str
    licence: str
    address: str
    contact: str
    email: str
    organisation_number: str = ""

    def __post_init__(self) -> None:
        for what in ("name", "contact"):
            if not str(getattr(self, what)).strip():
                raise OmradesindexError("it is empty", where=f"publisher, {what}", expected="a name")
        for what in ("homepage", "licence", "address"):
            if not _ADDRESS.fullmatch(given := getattr(self, what)):
                raise OmradesindexError(
                    f"{given!r} is no web address",
                    where=f"publisher, {what}",
                    expected="an address that begins with https:// or http://",
                )
        if not _MAIL.fullmatch(self.email):
            raise OmradesindexError(
                f"{self.email!r} is no e-mail address",
                where="publisher, email",
                expected="an address such as name@example.org",
            )
        if self.organisation_number and not _NUMBER.fullmatch(self.organisation_number):
            raise OmradesindexError(
                f"{self.organisation_number!r} is no Swedish organisation number",
                where="publisher, organisation_number",
                expected="ten digits, such as 123456-7890",
            )

    @property
    def known_as(self) -> str:
        """The web address by which portals know the publisher."""
        number = _NUMBER.fullmatch(self.organisation_number)
        return f"{_ORGANISATION}{number[1]}{number[2]}" if number else self.homepage

    @property
    def licence_as_portals_write_it(self) -> str:
        """The licence's web address: that of Creative Commons has one form alone."""
        common = _CREATIVE_COMMONS.fullmatch(self.licence)
        return f"http://creativecommons.org/{common[1]}/" if common else self.licence


@dataclass(frozen=True)
class Distribution:
    """A file of a dataset, and what it holds."""

    file: str
    title: Said


@dataclass(frozen=True)
class Dataset:
    """What is told of a dataset: what it is, from when to when its figures are, and what they rest on.

    Attributes
    ----------
    code : str
    title, description, provenance : Said
    days : (str, str)
        The first and the last day of its figures; empty where they are not known.
    files : sequence of Distribution
    """

    code: str
    title: Said
    description: Said
    provenance: Said
    days: tuple[str, str]
    files: Sequence[Distribution]


def dcat_of(dataset: Dataset, publisher: Publisher) -> bytes:
    """Describe a dataset and its files, in a catalogue of theirs, as RDF/XML."""
    for prefix, space in _SPACES.items():
        ET.register_namespace(prefix, space)
    root = ET.Element(_name("rdf:RDF"))
    about = _at("dcat.rdf", publisher) + "#dataset"
    _catalogue(root, dataset, about, publisher)
    own = _thing(root, "dcat:Dataset", about)
    _said(own, "dcterms:title", dataset.title)
    _said(own, "dcterms:description", dataset.description)
    _text(own, "dcterms:identifier", dataset.code)
    _link(own, "dcterms:publisher", publisher.known_as)
    _link(own, "dcterms:accessRights", _PUBLIC)
    _link(own, "dcat:theme", _SOCIETY)
    for language in _LANGUAGES:
        _link(own, "dcterms:language", language)
    if all(dataset.days):
        period = _thing(_sub(own, "dcterms:temporal"), "dcterms:PeriodOfTime")
        for what, day in zip(("dcat:startDate", "dcat:endDate"), dataset.days, strict=True):
            _text(period, what, day).set(_name("rdf:datatype"), f"{_SPACES['xsd']}date")
    _said(
        _thing(_sub(own, "dcterms:provenance"), "dcterms:ProvenanceStatement"),
        "rdfs:label",
        dataset.provenance,
    )
    contact = _at("dcat.rdf", publisher) + "#contact"
    _link(own, "dcat:contactPoint", contact)
    for file in dataset.files:
        _link(own, "dcat:distribution", _about(file, publisher))
    for file in dataset.files:
        _file(root, file, publisher)
    agent = _thing(root, "foaf:Agent", publisher.known_as)
    _text(agent, "foaf:name", publisher.name)
    _link(agent, "foaf:homepage", publisher.homepage)
    asked = _thing(root, "vcard:Organization", contact)
    _text(asked, "vcard:fn", publisher.contact)
    _link(asked, "vcard:hasEmail", f"mailto:{publisher.email}")
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _catalogue(root: ET.Element, dataset: Dataset, about: str, publisher: Publisher) -> None:
    """Write the catalogue, which is what a portal harvests."""
    own = _thing(root, "dcat:Catalog", _at("dcat.rdf", publisher) + "#catalog")
    _said(own, "dcterms:title", said_in_all(lambda lang: _CATALOGUE.in_(lang).format(publisher.name)))
    _said(own, "dcterms:description", dataset.title)
    _link(own, "dcterms:publisher", publisher.known_as)
    _link(own, "dcterms:license", publisher.licence_as_portals_write_it)
    _link(own, "foaf:homepage", publisher.homepage)
    for language in _LANGUAGES:
        _link(own, "dcterms:language", language)
    _link(own, "dcat:themeTaxonomy", _SOCIETY.rpartition("/")[0])
    _link(own, "dcat:dataset", about)


def _at(file: str, publisher: Publisher) -> str:
    """Return the web address that a file will have."""
    return f"{publisher.address.rstrip('/')}/{quote(file)}"


def _about(file: Distribution, publisher: Publisher) -> str:
    return f"{_at('dcat.rdf', publisher)}#{quote(file.file)}"


def _file(root: ET.Element, file: Distribution, publisher: Publisher) -> None:
    own = _thing(root, "dcat:Distribution", _about(file, publisher))
    _text(own, "dcterms:title", file.file)
    _said(own, "dcterms:description", file.title)
    for what in ("dcat:accessURL", "dcat:downloadURL"):
        _link(own, what, _at(file.file, publisher))
    _text(own, "dcterms:format", _FORMATS.get(Path(file.file).suffix, "application/octet-stream"))
    _link(own, "dcterms:license", publisher.licence_as_portals_write_it)


def _name(short: str) -> str:
    prefix, _, name = short.partition(":")
    return f"{{{_SPACES[prefix]}}}{name}"


def _sub(inside: ET.Element, what: str) -> ET.Element:
    return ET.SubElement(inside, _name(what))


def _thing(inside: ET.Element, kind: str, about: str = "") -> ET.Element:
    one = _sub(inside, kind)
    if about:
        one.set(_name("rdf:about"), about)
    return one


def _link(inside: ET.Element, what: str, to: str) -> None:
    _sub(inside, what).set(_name("rdf:resource"), to)


def _text(inside: ET.Element, what: str, text: str) -> ET.Element:
    one = _sub(inside, what)
    one.text = visible(text)
    return one


def _said(inside: ET.Element, what: str, said: Said) -> None:
    for lang in LANGUAGES:
        if said[lang]:
            _text(inside, what, said[lang]).set("{http://www.w3.org/XML/1998/namespace}lang", lang)
