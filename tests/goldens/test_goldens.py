"""What every answer hands over is held fast: its data by digest, its words as texts to read in review.

`UPDATE_GOLDENS=1 pytest tests/goldens` writes both anew. A text may change with a commit that has been read;
a file in `data/` only with a reason in the commit.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import json
import os
import platform
import re
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping
from difflib import unified_diff
from html.parser import HTMLParser
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from omradesindex.show.file_names import file_name
from tests.goldens import answers

DATA, TEXTS = Path(__file__).with_name("data"), Path(__file__).with_name("texts")
REWRITE = bool(os.environ.get("UPDATE_GOLDENS"))
LANGUAGES = ("sv", "en")

#: What stands in a run's files and is of the day, the machine or the packages, and where it is told.
PASSING = ("versions", "previous", "run", "time")
#: The most lines of a saved file that are kept to be read, after those that stand elsewhere; the rest is in
#: its digest only.
MOST_LINES = 25
#: What writes a kind of file, where it is not the library alone.
PACKAGE_OF = {".parquet": "pyarrow", ".png": "matplotlib", ".svg": "matplotlib", ".xlsx": "openpyxl"}
#: Columns made of quantiles of t, by answer: scipy before 1.15 knows them to ten digits only.
T_QUANTILES = {"trend_malmo": {"low", "high"}}

Table = dict[str, Any]


# -- tables by digest ---------------------------------------------------------------------------------------


def digest(text: str | bytes, length: int = 12) -> str:
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()[:length]


def of_csv(text: str) -> Table:
    """Number of rows, and a digest of each column's text."""
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    names, *rows = list(csv.reader(io.StringIO(text), delimiter=separator)) or [[]]
    columns: dict[str, str] = {}
    for place, name in enumerate(names):
        cells = "\n".join(row[place] if place < len(row) else "" for row in rows)
        columns[name if name not in columns else f"{name} ({place})"] = digest(cells)
    return {"rows": len(rows), "columns": columns}


def of_frame(frame: pd.DataFrame) -> Table:
    """The same of a table in memory, as pandas writes it: every number to its last digit."""
    plain = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
    plain.columns = [" / ".join(map(str, name)) if isinstance(name, tuple) else str(name) for name in plain]
    numbered = isinstance(plain.index, pd.RangeIndex) and plain.index.name is None
    return of_csv(plain.to_csv(index=not numbered, lineterminator="\n"))


def of_layers(path: Path) -> Table:
    import pyogrio

    layers = [name for name, _ in pyogrio.list_layers(path)]
    tables = {
        name: of_frame(pyogrio.read_dataframe(path, layer=name, read_geometry=False)) for name in layers
    }
    columns = {f"{name}: {column}": d for name in layers for column, d in tables[name]["columns"].items()}
    return {"rows": sum(table["rows"] for table in tables.values()), "columns": columns}


def lasting(told: Any) -> Any:
    """Take what is of the day and the packages out of a run's JSON; of the files it lists, keep the names."""
    if isinstance(told, list):
        return [lasting(each) for each in told]
    if not isinstance(told, Mapping):
        return told
    kept = {key: lasting(value) for key, value in told.items() if key not in PASSING}
    if "files" in told:
        kept["files"] = sorted(file for file in told["files"] if Path(file).suffix not in PACKAGE_OF)
    return kept


def figures_in(told: Any) -> Any:
    """Of a json-stat2 cube the figures and their codes alone: its words are read elsewhere."""
    if not isinstance(told, Mapping) or told.get("class") != "dataset":
        return told
    codes = {name: one["category"]["index"] for name, one in told["dimension"].items()}
    return {"codes": codes, "value": told["value"], "status": told["status"]}


def of_file(path: Path) -> Table:
    """What is held of a file; of text and pictures that it is there."""
    if path.suffix == ".toml":
        return {"sha256": digest(path.read_bytes(), 64)}
    if path.suffix == ".csv":
        written = path.read_bytes()
        return {"sha256": digest(written, 64), **of_csv(written.decode("utf-8-sig"))}
    if path.suffix == ".json":
        told = lasting(figures_in(json.loads(path.read_text(encoding="utf-8"))))
        return {"sha256": digest(json.dumps(told, sort_keys=True), 64)}
    if path.suffix == ".parquet":
        return of_frame(pd.read_parquet(path))
    return of_layers(path) if path.suffix == ".gpkg" else {}


def differences(now: Mapping[str, Table], then: Mapping[str, Table]) -> Iterator[str]:
    """Say in words what differs between two sets of tables."""
    for name in then.keys() - now.keys():
        same = [other for other in now if now[other].get("columns") == then[name].get("columns", "")]
        yield f"{name} is gone" + (f"; the same columns are in {', '.join(same)}" if same else "")
    # A new file may be handed to somebody; a new table or fact is held from when it is written here.
    for name in now.keys() - then.keys():
        if name.startswith("file "):
            yield f"{name} is new"
    for name in sorted(now.keys() & then.keys()):
        if now[name] == then[name]:
            continue
        mine, theirs = now[name].get("columns", {}), then[name].get("columns", {})
        parts = [f"columns {sorted(theirs.keys() - mine.keys())} gone"] if theirs.keys() - mine.keys() else []
        parts += [f"columns {sorted(mine.keys() - theirs.keys())} new"] if mine.keys() - theirs.keys() else []
        changed = [column for column in mine.keys() & theirs.keys() if mine[column] != theirs[column]]
        parts += [f"columns {sorted(changed)} hold other values"] if changed else []
        if now[name].get("rows") != then[name].get("rows"):
            parts.append(f"{now[name].get('rows')} rows instead of {then[name].get('rows')}")
        if "said" in now[name]:
            parts.append(f"{now[name]['said']} instead of {then[name].get('said')}")
        yield f"{name}: {'; '.join(parts) or 'other bytes of the same cells (order of columns, line ends …)'}"


# -- words --------------------------------------------------------------------------------------------------


class Words(HTMLParser):
    """The words of a page that are seen, a line for each row, paragraph or heading."""

    LINES = frozenset(
        {"p", "tr", "li", "h1", "h2", "h3", "h4", "caption", "title", "div", "table", "pre", "br"}
    )
    UNSEEN = frozenset({"style", "script"})

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in self.UNSEEN
        self.parts.append("\n" if tag in self.LINES else " " if tag in ("td", "th") else "")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in self.UNSEEN
        self.parts.append("\n" if tag in self.LINES else "")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def words_of(html: str) -> str:
    reader = Words()
    reader.feed(html)
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("===")]


def same_measure(text: str) -> bool:
    """Whether this matplotlib measures letters, and so breaks and cuts the lines of a picture, as then."""
    return text.startswith(matplotlib_here())


def matplotlib_here() -> str:
    return f"matplotlib {'.'.join(version('matplotlib').split('.')[:2])}\n"


def to_read(sections: Iterable[tuple[str, str]], *, exact: bool = True) -> str:
    """One text of all sections: a digest of each, and those of its lines that have not been said above."""
    said: set[str] = set()
    parts = []
    for name, text in sections:
        lines = [line.rstrip() for line in text.strip("\n").split("\n")]
        new = [line for line in lines if not line or line not in said]
        said.update(lines)
        body = re.sub(r"\n{3,}", "\n\n", "\n".join(new)).strip("\n").split("\n")
        more = len(body) - MOST_LINES if "." in name else 0
        if more > 0:
            body = [*body[:MOST_LINES], f"[{more} lines more]"]
        whole = f" ({len(lines)} lines, {digest(chr(10).join(lines))})" if exact else ""
        parts.append("\n".join([f"=== {name}{whole}", *(body if any(body) else [])]))
    return "\n\n".join(parts) + "\n" if parts else ""


# -- every answer once --------------------------------------------------------------------------------------


@functools.cache
def saved(name: str, lang: str) -> tuple[dict[str, Table], dict[str, str], dict[str, str]]:
    """Save an answer: what is held of its files, its texts, and the words in its pictures."""
    in_pictures: dict[str, str] = {}

    def note(figure: Any, path: Path, **options: Any) -> None:
        from matplotlib.text import Text

        said = dict.fromkeys(" ".join(t.get_text().split()) for t in figure.findobj(Text) if t.get_visible())
        in_pictures[Path(path).name] = "\n".join(s for s in said if re.search(r"[^\W\d_]", s))
        Path(path).touch()

    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as place:
        if lang == "en" and not name.endswith("malmo"):
            patch.setitem(
                sys.modules, "matplotlib", None
            )  # pictures in English of Malmö only: they cost the most
        elif find_spec("matplotlib"):
            patch.setattr("matplotlib.figure.Figure.savefig", note)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            paths = answers.save(name, Path(place), lang)
        files = {path.relative_to(place).as_posix(): path for path in paths}
        texts = {
            file: path.read_text(encoding="utf-8")
            for file, path in files.items()
            if path.suffix in (".txt", ".md", ".html") and "/" not in file  # in a run: other answers' own
        }
        return {file: of_file(path) for file, path in files.items()}, texts, in_pictures


@functools.cache
def data_of(name: str) -> dict[str, Any]:
    """What an answer hands over to machines."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        held = {f"frame {member}": of_frame(frame) for member, frame in answers.frames(name)}
        told = {f"fact {member}": {"said": fact} for member, fact in answers.facts(name)}
    swedish, english = saved(name, "sv")[0], saved(name, "en")[0]
    held |= told | {f"file {file}": table for file, table in swedish.items()}
    # Machine-readable files are the same in both languages: only what is not is held once more.
    alike = {"/".join(file_name(part, "en") for part in f.split("/")): t for f, t in swedish.items()}
    return held | {f"file in English {f}": t for f, t in english.items() if t != alike.get(f)}


def texts_of(name: str) -> dict[str, str]:
    """What an answer says to people, by the name of the file that it is kept in."""
    found: dict[str, str] = {}
    for lang in LANGUAGES:
        files, drawn = saved(name, lang)[1:]
        plain = [(file, text) for file, text in files.items() if not file.endswith(".html")]
        html = [(file, text) for file, text in files.items() if file.endswith(".html")]
        shown = [(file, words_of(page)) for file, page in [*answers.pages(name, lang), *html]]
        found[f"{name}.{lang}.txt"] = to_read([*answers.printed(name, lang), *plain])
        found[f"{name}.{lang}.html.txt"] = to_read(shown)
        named = ((Path(file).stem, said) for file, said in drawn.items() if file.endswith(".png"))
        if pictures := to_read(named, exact=False):
            found[f"{name}.{lang}.pictures.txt"] = matplotlib_here() + pictures
    return {file: text for file, text in found.items() if text}


def comparable(name: str, tables: Mapping[str, Table]) -> dict[str, Table]:
    """Leave out the files, and the columns, that the installed packages would not write as ours did."""
    lacking = {suffix for suffix, package in PACKAGE_OF.items() if find_spec(package) is None}
    kept = {table: told for table, told in tables.items() if Path(table).suffix not in lacking}
    hanging = T_QUANTILES.get(name, set())
    if tuple(map(int, version("scipy").split(".")[:2])) < (1, 15):
        for table, told in kept.items():
            if hanging & told.get("columns", {}).keys():
                columns = {c: d for c, d in told["columns"].items() if c not in hanging}
                kept[table] = {"rows": told["rows"], "columns": columns}
    return kept


def write_anew(name: str) -> None:
    for path in [*DATA.glob(f"{name}.json"), *TEXTS.glob(f"{name}.*")]:
        path.unlink()
    held = (f"{as_json(table)}: {as_json(told)}" for table, told in data_of(name).items())
    written = {DATA / f"{name}.json": "{\n" + ",\n".join(held) + "\n}\n"}
    written |= {TEXTS / file: text for file, text in texts_of(name).items()}
    for path, text in written.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def as_json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False)


def other_data(name: str) -> list[str]:
    """What an answer hands over to machines, and did not; or no longer does."""
    if platform.machine() not in ("x86_64", "AMD64"):
        return []  # the last digit may differ there
    then = comparable(name, json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")))
    return list(differences(comparable(name, json.loads(as_json(data_of(name)))), then))


def other_words(name: str) -> list[str]:
    """What an answer says, and did not; or no longer says."""
    now = texts_of(name)
    kept = {path.name: path.read_text(encoding="utf-8") for path in TEXTS.glob(f"{name}.*")}
    if find_spec("matplotlib") is None:
        kept = {file: text for file, text in kept.items() if ".pictures." not in file}
    found = [f"{file} is {'new' if file in now else 'gone'}" for file in now.keys() ^ kept.keys()]
    for file in sorted(now.keys() & kept.keys()):
        parts = headings if ".pictures." in file and not same_measure(kept[file]) else str.splitlines
        found += unified_diff(parts(kept[file]), parts(now[file]), file, "now", n=0, lineterm="")
    return found


@pytest.mark.parametrize("name", answers.ANSWERS)
def test_what_an_answer_hands_over(name: str) -> None:
    # One test of it all, so that an answer is built and saved once, whichever worker takes it.
    if REWRITE:
        write_anew(name)
    other = other_data(name) + other_words(name)
    assert not other, "\n".join(["UPDATE_GOLDENS=1, and read what git shows:", *other])
    files = saved(name, "sv")[0]
    for file in (file for file in files if file.endswith(".parquet")):
        beside = files[file.replace(".parquet", ".csv")]
        assert files[file] == {part: beside[part] for part in ("rows", "columns")}, file


def test_nothing_is_kept_of_answers_that_are_gone() -> None:
    kept = {path.name.split(".")[0] for folder in (DATA, TEXTS) for path in folder.iterdir()}
    assert kept == set(answers.ANSWERS)
