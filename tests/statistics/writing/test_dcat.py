"""What a data portal is told: nothing that the publisher has not said, and no file that is not there."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from omradesindex.errors import OmradesindexError
from omradesindex.statistics.writing.dcat import Dataset, Distribution, Publisher, dcat_of
from tests.statistics.writing.cubes import said

GIVEN = {
    "name": "Hamnstad & Ö",
    "homepage": "https://hamnstad.example",
    "licence": "https://creativecommons.org/publicdomain/zero/1.0/",
    "address": "https://data.hamnstad.example/index",
    "contact": "Statistikenheten",
    "email": "statistik@hamnstad.example",
}
#: As portals write it: never https, and a slash last.
LICENCE = "http://creativecommons.org/publicdomain/zero/1.0/"
DATASET = Dataset(
    "prov",
    said("Provindex", "Trial index"),
    said("Om indexet.", "About it."),
    said("SCB"),
    ("2022-01-01", "2023-12-31"),
    [Distribution("index.px", said("poäng", "scores")), Distribution("mina områden.csv", said("tabell", ""))],
)


def test_one_dataset_with_its_files_and_whom_to_ask() -> None:
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=dcat_of(DATASET, Publisher(**GIVEN)), format="xml")
    dcat, terms = (
        rdflib.Namespace("http://www.w3.org/ns/dcat#"),
        rdflib.Namespace("http://purl.org/dc/terms/"),
    )
    (dataset,) = graph.subjects(rdflib.RDF.type, dcat.Dataset)
    titles = {(str(title), title.language) for title in graph.objects(dataset, terms.title)}
    assert titles == {("Provindex", "sv"), ("Trial index", "en")}
    (publisher,) = graph.objects(dataset, terms.publisher)
    assert str(publisher) == GIVEN["homepage"]
    assert [str(name) for name in graph.objects(publisher, rdflib.FOAF.name)] == [GIVEN["name"]]
    files = list(graph.objects(dataset, dcat.distribution))
    addresses = {str(url) for file in files for url in graph.objects(file, dcat.accessURL)}
    assert addresses == {
        "https://data.hamnstad.example/index/index.px",
        "https://data.hamnstad.example/index/mina%20omr%C3%A5den.csv",
    }
    for file in files:
        assert [str(licence) for licence in graph.objects(file, terms.license)] == [LICENCE]
    (contact,) = graph.objects(dataset, dcat.contactPoint)
    assert any(str(mail) == f"mailto:{GIVEN['email']}" for mail in graph.objects(contact))


def test_what_the_profile_demands_is_there() -> None:
    """DCAT-AP-SE 3.0.1: what is mandatory of each class; no thing of these without an address."""
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=dcat_of(DATASET, Publisher(**GIVEN)), format="xml")
    spaces = {"dcat": "http://www.w3.org/ns/dcat#", "dcterms": "http://purl.org/dc/terms/"}
    spaces |= {"foaf": "http://xmlns.com/foaf/0.1/", "vcard": "http://www.w3.org/2006/vcard/ns#"}

    def name(short: str) -> Any:
        space, _, rest = short.partition(":")
        return rdflib.URIRef(spaces[space] + rest)

    demanded = {
        "dcat:Catalog": "dcterms:title dcterms:description dcterms:publisher dcterms:license dcat:dataset",
        "dcat:Dataset": "dcterms:title dcterms:description dcterms:publisher dcat:contactPoint",
        "dcat:Distribution": "dcat:accessURL dcterms:license dcterms:format dcterms:description",
        "foaf:Agent": "foaf:name",
        "vcard:Organization": "vcard:fn vcard:hasEmail",
    }
    for kind, properties in demanded.items():
        things = list(graph.subjects(rdflib.RDF.type, name(kind)))
        assert things, kind
        for thing in things:
            assert isinstance(thing, rdflib.URIRef), kind
            for what in properties.split():
                assert (thing, name(what), None) in graph, (kind, what)
    (catalogue,) = graph.subjects(rdflib.RDF.type, name("dcat:Catalog"))
    assert [str(one) for one in graph.objects(catalogue, name("dcterms:license"))] == [LICENCE]


def test_a_publisher_is_known_by_its_number() -> None:
    known = Publisher(**GIVEN, organisation_number="123456-7890")
    told = dcat_of(DATASET, known).decode()
    assert told.count('"http://dataportal.se/organisation/SE1234567890"') == 3
    with pytest.raises(OmradesindexError, match="no Swedish organisation number"):
        Publisher(**GIVEN, organisation_number="SE1234567890")


def test_days_that_are_not_known_are_not_told() -> None:
    from dataclasses import replace

    told = dcat_of(replace(DATASET, days=("", "")), Publisher(**GIVEN)).decode()
    assert "PeriodOfTime" not in told
    assert ET.fromstring(told).tag.endswith("RDF")


@pytest.mark.parametrize("what", sorted(GIVEN))
def test_nothing_has_a_default_and_what_is_none_is_refused(what: str) -> None:
    lacking: dict[str, Any] = {name: text for name, text in GIVEN.items() if name != what}
    with pytest.raises((OmradesindexError, TypeError), match=what):
        Publisher(**lacking)
    for wrong in ("", " ", "x y" if what not in ("name", "contact") else ""):
        with pytest.raises(OmradesindexError, match=f"publisher, {what}"):
            Publisher(**{**lacking, what: wrong})
