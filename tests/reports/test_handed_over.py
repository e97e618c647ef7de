"""What is handed over: the same number in every file, and none that is withheld."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from shutil import which
from typing import Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.reports.sections.areas import against_city
from omradesindex.reports.what_if.gather import shown_scores
from omradesindex.show.page import Page
from omradesindex.show.table import Table
from omradesindex.statistics.reading.jsonstat import parse_jsonstat
from omradesindex.statistics.reading.px import parse_px
from omradesindex.wording import number
from tests.reports import small_city
from tests.reports.small_city import CODES, NAMES, YEARS

Cells = dict[tuple[str, int, str], str]

for package in ("docx", "matplotlib", "openpyxl", "pyarrow"):
    pytest.importorskip(package)


def plain(text: str) -> str:
    return " ".join(text.split())


def tight(text: str) -> str:
    """A text without its spaces, which a line break takes."""
    return "".join(text.split())


# -- tables, as each kind of file has them ------------------------------------------------------------------


class Tables(HTMLParser):
    """The tables of a web page: caption, rows of cells, each with its text and how many columns it spans."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[list[tuple[str, int]]]]] = []
        self._open: list[str] = []
        self._span = 1
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.found.append(("", []))
        if tag == "tr":
            self.found[-1][1].append([])
        if tag in ("th", "td", "caption"):
            self._open, self._span = [], int(dict(attrs).get("colspan") or 1)

    def handle_data(self, data: str) -> None:
        self._open.append(data)

    def handle_endtag(self, tag: str) -> None:
        text = plain("".join(self._open))
        if tag in ("th", "td"):
            self.found[-1][1][-1].append((text, self._span))
        if tag == "caption":
            self.found[-1] = (text, self.found[-1][1])


def laid(rows: list[list[tuple[str, int]]], groups: bool) -> tuple[list[str], list[list[str]]]:
    """The heads of a table, each with its group's, and the rows below."""
    wide = [[text for text, span in row for _ in range(span)] for row in rows]
    if not groups:
        return wide[0], wide[1:]
    heads = [f"{over}: {own}" if over else own for over, own in zip(wide[0], wide[1], strict=True)]
    return heads, wide[2:]


def in_html(path: Path) -> list[tuple[str, list[list[tuple[str, int]]]]]:
    return Tables(path.read_text("utf-8")).found


def in_word(path: Path) -> list[tuple[str, list[list[tuple[str, int]]]]]:
    import docx
    from docx.oxml.ns import qn

    found = []
    for table in docx.Document(str(path)).tables:
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        rows = [
            [
                (plain("".join(t.text or "" for t in cell.iter(qn("w:t")))), int(cell.grid_span))
                for cell in row._tr.tc_lst
            ]
            for row in table.rows
        ]
        found.append(("" if caption is None else plain(caption.get(qn("w:val"))), rows))
    return found


def in_pdf(path: Path) -> list[tuple[str, list[list[tuple[str, int]]]]]:
    """The tables of the structure tree, which is what a reader of screens is told."""
    if not path.is_file() or which("pdfinfo") is None:
        pytest.skip("no PDF is written, or poppler-utils is not there to read its structure")
    told = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True).stdout
    found: list[tuple[str, list[list[tuple[str, int]]]]] = []
    kind = ""
    for line in told.decode().splitlines():
        what = line.strip()
        if element := re.match(r"(Table|Caption|TR|TH|TD|H\d|P|Figure)\b", what):
            kind = element[1]
            if kind == "Table":
                found.append(("", []))
            elif kind == "TR":
                found[-1][1].append([])
            elif kind in ("TH", "TD"):
                found[-1][1][-1].append(("", 1))
        elif kind in ("TH", "TD") and (span := re.match(r"/ColSpan (\d+)", what)):
            found[-1][1][-1][-1] = ("", int(span[1]))
        elif what.startswith('"') and kind in ("TH", "TD"):
            text, width = found[-1][1][-1][-1]
            found[-1][1][-1][-1] = (f"{text} {what[1:-1]}".strip(), width)
        elif what.startswith('"') and kind == "Caption":
            found[-1] = (f"{found[-1][0]} {what[1:-1]}".strip(), found[-1][1])
    return found


def cells_of(page: Page) -> list[Cells]:
    """Every cell of a page's tables as they are read, by caption, row and head."""
    return [
        {
            (plain(table.caption), row, tight(head)): plain(text)
            for head, column in zip(table.heads, table.columns, strict=True)
            for row, text in enumerate(column.texts("sv"))
        }
        for table in page.tables()
    ]


@pytest.mark.parametrize(
    ("file", "read"), [("rapport.html", in_html), ("rapport.docx", in_word), ("rapport.pdf", in_pdf)]
)
def test_what_people_read_has_every_cell_of_every_table(file: str, read: Any) -> None:
    page = small_city.report().page()
    found = iter(read(small_city.saved() / file))
    for table, cells in zip(page.tables(), cells_of(page), strict=True):
        lacking = dict(cells)
        while lacking:  # a wide table may stand in parts
            caption, rows = next(found)
            heads, below = laid(rows, any(column.group for column in table.columns))
            told = [row for row in below if (len(row) == len(heads) and len(set(row)) > 1) or len(heads) == 1]
            for row, texts in enumerate(told):
                for head, text in zip(heads, texts, strict=True):
                    key = (plain(table.caption), row, tight(head))
                    assert tight(cells[key]) == tight(text), (file, caption, key)
                    lacking.pop(key, None)
    assert not [caption for caption, _ in found if caption], file


def test_the_pdf_keeps_every_rule_of_pdf_ua() -> None:
    checker = pytest.importorskip("page")
    if not (small_city.saved() / "rapport.pdf").is_file():
        pytest.skip("no PDF is written here")
    told = checker.validate_pdf(small_city.saved() / "rapport.pdf", profile="ua1")
    assert (told.rules.total > 100, [failure.message for failure in told.failures]) == (True, [])


def test_plain_text_has_every_cell_too() -> None:
    told = plain((small_city.saved() / "rapport.txt").read_text("utf-8"))
    for cell in chain.from_iterable(cells.values() for cells in cells_of(small_city.report().page())):
        if len(cell) < 24:  # longer ones are broken over lines
            assert cell in told, cell


# -- the tables against the released figures ----------------------------------------------------------------


def column(table: Table, head: str) -> list[Any]:
    return list(next(c for h, c in zip(table.heads, table.columns, strict=True) if plain(h) == head).values)


def near(told: Any, truth: Any) -> None:
    np.testing.assert_allclose(
        np.asarray(told, dtype=float), np.asarray(truth, dtype=float), rtol=0, atol=1e-12
    )


def tables(begins: str) -> list[Table]:
    found = [t for t in small_city.report().page().tables() if plain(t.caption).startswith(begins)]
    assert found, begins
    return found


def test_the_order_has_the_released_scores_intervals_and_ranges() -> None:
    given = small_city.report().given
    (order,) = tables("Ordningen")
    at = [CODES.index(code) for code in column(order, "Kod")]
    result, uncertainty = given.result, given.uncertainty
    near(column(order, "Index"), result.level_scores["index"][at])
    near(column(order, "Slumpintervall: från"), uncertainty.score_low["index"][at])
    near(column(order, "Slumpintervall: till"), uncertainty.score_high["index"][at])
    kind = next(plain(h).partition(": ")[0] for h in order.heads if "etodint" in h or "etod-" in h)
    ranks = given.robustness.ranks.loc[[CODES[k] for k in at]]
    for head, side in (("från", "low"), ("till", "high")):
        near(column(order, f"{kind}: {head}"), ranks[side])
    parts = tables("Index och dimensioner · ")[0]
    at = [CODES.index(code) for code in column(parts, "Kod")]
    for head, name in (("Index", "index"), ("Arbete", "ett"), ("Skola", "tva")):
        near(column(parts, head), result.level_scores[name][at])
    first = tables("Plats och index")[0]
    named = [f"{code} {name}" for code, name in zip(CODES, NAMES, strict=True)]
    near(
        column(first, "Index"),
        result.level_scores["index"][[named.index(plain(one)) for one in column(first, "Område")]],
    )


@pytest.mark.parametrize("place", range(len(CODES)))
def test_an_area_s_page_has_the_released_figures(place: int) -> None:
    given = small_city.report().given
    name = f"{CODES[place]} {NAMES[place]}"
    (spine,) = tables(f"Så står området · {name}")
    values = given.result.measured.values
    told = ["Utan arbete" in label for label in column(spine, "Indikator")]
    at = [0 if first else 1 for first in told]
    near(column(spine, "Här"), values[place, at])
    near(column(spine, "Hela Rutstad (påhittad)"), values[-1, at])
    near(column(spine, "Alla områden: lägst"), np.nanmin(values[:-1, at], axis=0))
    near(column(spine, "Alla områden: högst"), np.nanmax(values[:-1, at], axis=0))
    near(column(spine, "Slumpintervall: från"), given.uncertainty.low[place, at])
    near(column(spine, "Slumpintervall: till"), given.uncertainty.high[place, at])
    near(column(spine, "Bidrag"), given.result.contributions.to_numpy()[place, at])
    said = {"svårare": "harder", "bättre": "better", "lika": "same", "osäkert": "unsure", "": ""}
    assert [said[word] for word in column(spine, "Jämfört")] == against_city(given)[place, at].tolist()
    years = next(t for t in tables("Index och dimensioner, år för år") if t.caption.endswith(name))
    for k, year in enumerate(YEARS):
        near(column(years, year), given.trend.values[k, place])
    for by in given.by:
        table = next(t for t in tables("Kvinnor jämfört med män") if name in t.caption)
        gaps = by.gaps.query("area == @CODES[@place]").set_index("measure")
        for label, *row in zip(*(column(table, h) for h in ("Indikator", "Kvinnor", "Män")), strict=True):
            measure = "arbete" if "arbete" in label.lower() else "skola"
            near(row, gaps.loc[measure, ["first", "second"]])


def test_residents_read_the_released_figures() -> None:
    values = small_city.report().given.result.measured.values
    for place, (caption, rows) in enumerate(in_html(small_city.saved() / "lattlast.html")):
        assert CODES[place] in caption
        _, below = laid(rows, groups=False)
        for label, here, city, _ in below:
            k = 0 if label.startswith("Utan arbete") else 1
            assert here.strip("*†") == number(values[place, k], 1)
            assert city == number(values[-1, k], 1)


# -- what machines take -------------------------------------------------------------------------------------


@cache
def truth() -> dict[tuple[str, str], float]:
    """Every figure of the index, by area and measure as machines call them."""
    result = small_city.report().given.result
    found = {}
    for place, area in enumerate((*CODES, "X")):
        for k, indicator in enumerate(result.index.indicators):
            found[area, indicator.id] = float(result.measured.values[place, k])
        for name in result.columns if area != "X" else ():
            found[area, f"score_{name}"] = float(result.level_scores[name][place])
            found[area, f"rank_{name}"] = float(result.level_ranks[name][place])
    return found


def same(told: dict[tuple[str, str], float], *, without: str = "") -> None:
    expected = {key: value for key, value in truth().items() if key[0] != without}
    assert told == pytest.approx(expected, rel=0, abs=1e-12)


@pytest.mark.parametrize("kind", ["px", "json"])
def test_a_statistical_database_reads_the_released_figures(kind: str) -> None:
    raw = (small_city.saved() / f"index.{kind}").read_bytes()
    frame = parse_px(raw, name="px").frame if kind == "px" else parse_jsonstat(raw, name="json").frame
    own = frame[frame["value"].notna()]
    area, measure = ("område", "uppgift") if kind == "px" else ("area", "measure")
    assert set(own["period"]) == {YEARS[-1]}
    same(dict(zip(zip(own[area], own[measure], strict=True), own["value"], strict=True)))


def test_tidy_tables_have_the_released_figures() -> None:
    folder = small_city.saved()
    csv = pd.read_csv(folder / "resultat.csv", dtype={"area": str})
    parquet = pd.read_parquet(folder / "resultat.parquet")
    for frame in (csv, parquet):
        told: dict[tuple[str, str], float] = {}
        for row in frame.itertuples():
            if row.level == "indicator":
                told[row.area, row.measure] = row.value
            else:
                told |= {
                    (row.area, f"{kind}_{row.measure}"): getattr(row, kind) for kind in ("score", "rank")
                }
        lacking = {(area, measure) for area, measure in truth() if area == "X"} - set(told)
        same(told, without="X" if lacking else "")


def test_a_map_program_reads_the_released_figures() -> None:
    import geopandas as gpd

    layer = gpd.read_file(small_city.saved() / "omraden.gpkg", layer="omraden").set_index("area")
    names = [name for area, name in truth() if area == CODES[0]]
    same({(area, name): layer.at[area, name] for area in layer.index for name in names}, without="X")


def test_the_page_of_other_weights_has_the_released_scores() -> None:
    html = (small_city.saved() / "prova_vikter.html").read_text("utf-8")
    data = json.loads(html.partition('id="uppgifter">')[2].partition("</script>")[0])
    packed = np.frombuffer(base64.b64decode(data["columns"]), dtype="<f8").reshape(-1, len(CODES))
    near(packed, shown_scores(small_city.report().given.result).T)
    assert [one["label"] for one in data["indices"]] == ["Litet index", "Mer arbete"]


def test_the_figures_themselves_are_those_that_may_be_shown() -> None:
    told = pd.read_csv(small_city.saved() / "underlag" / "omraden.csv", dtype=str)
    key = ["area", "variable", "period", "sex"]
    shown = small_city.figures().to_frame()[[*key, "value"]]
    both = told[told["status"] != "suppressed"].merge(shown, on=key, how="left")
    near(both["value_x"].astype(float), both["value_y"])
    assert len(told) - len(both) == len(small_city.hidden())


def test_every_number_of_the_workbook_is_one_and_has_its_origin() -> None:
    import openpyxl

    book = openpyxl.load_workbook(small_city.saved() / "tabeller.xlsx")
    sheets, origin = book.worksheets[:-2], book.worksheets[-2]
    assert origin.title == "Ursprung"
    rows = [[cell.value for cell in row] for row in origin.iter_rows(min_row=4)]
    told = [(row[0], row[1]) for row in rows if row[1]]
    numbers = {
        (sheet.title, cell.coordinate)
        for sheet in sheets
        for row in sheet.iter_rows(min_row=4)
        for cell in row
        if isinstance(cell.value, int | float)
    }
    assert len(told) == len(set(told))
    assert numbers <= set(told)
    for sheet, cell in set(told) - numbers:  # one that nobody has, and why
        assert book[sheet][cell].value is None
    pages = [answer.page() for answer in small_city.report().given.answers()]
    for sheet, table in zip(sheets, [t for page in pages for t in page.tables()], strict=True):
        for k, own in enumerate(table.columns, 1):
            if own.decimals is not None:
                cells = [sheet.cell(row, k).value for row in range(4, 4 + table.length)]
                near([np.nan if cell is None else cell for cell in cells], own.values)


# -- what is withheld ---------------------------------------------------------------------------------------


def files(folder: Path) -> dict[str, Path]:
    return {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}


def test_the_files_do_not_change_with_what_is_withheld() -> None:
    """Two cities that differ in withheld figures alone are handed over byte for byte alike.

    So no file holds a withheld figure in any form, nor anything that was made of one; and a report that is
    written twice is the same.
    """
    assert small_city.figures().fingerprint != small_city.figures(swapped=True).fingerprint
    first, second = files(small_city.saved()), files(small_city.saved(swapped=True))
    assert set(first) - {"rapport.pdf", "LÄSMIG.txt"} == set(second) - {"LÄSMIG.txt"}
    different = [name for name in second if first[name].read_bytes() != second[name].read_bytes()]
    assert different == [] or (different == ["LÄSMIG.txt"] and "rapport.pdf" in first)


def forms(value: float) -> Iterator[str]:
    """Yield how a number is written: in full and with four decimals, in Swedish and in English."""
    for text in (repr(value), f"{value:.4f}"):
        yield from (text, text.replace(".", ","))


def told_in(path: Path) -> str:
    """All that can be read in a file."""
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as parts:
            return " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    if path.suffix == ".pdf":
        return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
    return path.read_bytes().decode("utf-8", "replace")


def test_no_file_tells_a_share_that_is_withheld() -> None:
    figures = small_city.figures().to_frame().set_index(["area", "variable", "period", "sex"])["value"]
    gone = small_city.hidden()
    assert set(gone["sex"]) == {"women", "men"}
    shares = []
    for area, period, sex, value in gone[["area", "period", "sex", "value"]].itertuples(index=False):
        shares += [value / figures[area, "vuxna", period, sex]]
    wanted = [form for share in shares for form in (*forms(share), *forms(100 * share))]
    for name, path in files(small_city.saved()).items():
        if path.suffix == ".png" or (path.suffix == ".pdf" and which("pdftotext") is None):
            continue
        told = told_in(path)
        leaked = [form for form in wanted if re.search(rf"(?<![\d.,]){re.escape(form)}(?!\d)", told)]
        assert not leaked, name


def test_an_english_report_says_in_english_what_is_withheld() -> None:
    english = oi.report(**small_city.asked(), lang="en")
    told = english.page().text()
    assert "Figures that rest on too few persons are withheld." in plain(told)
    assert "dolda" not in told
