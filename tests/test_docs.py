"""The documentation is true: its Python runs, what it names exists, every page is reached from the menu."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import omradesindex as oi
from omradesindex.methods import Method, every_method
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))

ENDINGS = (".csv", ".html", ".json", ".px", ".toml", ".txt", ".xlsx")

#: Stage → its method sheet, and its heading in facit.md.
SHEETS = {
    "impute": ("ifyllnad.md", "Ifyllnad"),
    "treat": ("behandling.md", "Behandling"),
    "normalise": ("normalisering.md", "Normalisering"),
    "weight": ("vikter.md", "Vikter"),
    "aggregate": ("sammanvagning.md", "Sammanvägning"),
}


def code_of(page: Path) -> str:
    """Return the page's ```python blocks as one script, each on the lines where it stands."""
    text = page.read_text(encoding="utf-8")
    script, here = [], False
    for line in text.splitlines():
        if line.startswith("```"):
            here = line.startswith("```python")
            script.append("")
        else:
            script.append(line if here else "")
    return "\n".join(script)


@pytest.mark.slow
@pytest.mark.parametrize("page", [p for p in PAGES if code_of(p).strip()], ids=lambda p: p.name)
def test_python_of_the_page_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if page.name != "snabbstart.md":  # one page writes its pictures in earnest
        request.getfixturevalue("unpainted")
    if page.name == "register.md":
        pytest.importorskip("ibis", reason="the page needs the extra 'registers'")
    if page.name == "hela_landet.md":
        pytest.importorskip("distributed", reason="the page starts clusters; make clusters runs it")
        pytest.importorskip("ray", reason="the page starts clusters; make clusters runs it")
    monkeypatch.chdir(tmp_path)  # a page may write files
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(code_of(page), str(page), "exec"), names)
    assert [code for code in attributes_of(page, names) if code] == []


def attributes_of(page: Path, names: dict[str, Any]) -> list[str]:
    """Return the attributes that the page's text gives to its own variables, and that these do not have.

    ``result.ranks`` is looked up in ``result``, and so is a ``.scores`` that follows it on the same line.
    """
    absent = []
    for line in page.read_text(encoding="utf-8").splitlines():
        head = None
        for code in re.findall(r"`(\w*(?:\.\w+)+)", line):
            name, *attributes = code.split(".")
            head = names.get(name) if name else head
            if code.endswith(ENDINGS):
                continue
            if head is not None and not has(head, attributes):
                absent.append(code)
    return absent


def has(thing: object, attributes: list[str]) -> bool:
    """Whether a thing, or what a class makes, has an attribute, that one the next, and so on."""
    for name in attributes:
        if not hasattr(thing, name) and not any(makes(kind, name) for kind in getattr(thing, "__mro__", ())):
            return False
        thing = getattr(thing, name, None)
    return True


def makes(kind: type, name: str) -> bool:
    """Whether a class declares a field of the name, or sets it."""
    if not kind.__module__.startswith("omradesindex"):
        return False
    sets = rf"self\.{name}(: .+)? = "
    return name in inspect.get_annotations(kind) or bool(re.search(sets, inspect.getsource(kind)))


@pytest.mark.parametrize("name", ["metoder.md", *(f"metodblad/{name}" for name, _ in SHEETS.values())])
def test_methods_as_they_are_written_in_a_definition(name: str) -> None:
    blocks = re.findall(r"^```toml\n(.*?)^```", (DOCS / name).read_text(encoding="utf-8"), re.M | re.S)
    assert blocks
    for block in blocks:
        index = oi.load_index("malmo-2023").with_methods(**tomllib.loads(block)["methods"])
        result = index.compute(oi.example_statistics(), period="2024")
        assert result.scores["index"].notna().all()


ROLE = re.compile(r":(?:func|class|meth|mod|attr|data|exc):`~?([\w.]+)`")
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "omradesindex").rglob("*.py"))
    if path.stem != "__main__"
}


def importable(name: str) -> bool:
    """Whether a dotted name leads from a module to something in it."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        if ".".join(parts[:end]) in MODULES:
            return has(import_module(".".join(parts[:end])), parts[end:])
    return False


def test_what_docstrings_refer_to_exists() -> None:
    texts = {name: path.read_text(encoding="utf-8") for name, path in MODULES.items()}
    modules = {name: import_module(name) for name in texts}
    classes = {kind for module in modules.values() for kind in classes_in(module)}
    absent = []
    for module, text in texts.items():
        tree = ast.walk(ast.parse(text))
        imported = {alias.name for node in tree if isinstance(node, ast.ImportFrom) for alias in node.names}
        for name in ROLE.findall(text):
            first, *rest = parts = name.split(".")
            here = [modules[module], *classes_in(modules[module])]
            known = (
                importable(name)
                or any(has(thing, parts) for thing in here)
                or (name in imported)
                or any(has(kind, rest) for kind in classes if kind.__name__ == first)
            )
            if not known:
                absent.append(f"{module}: {name}")
    assert absent == []


def classes_in(module: ModuleType) -> list[type]:
    return [v for v in vars(module).values() if inspect.isclass(v) and v.__module__ == module.__name__]


def test_what_is_said_of_the_proposal_on_real_figures_is_so() -> None:
    result = oi.load_index("malmo-2023").compute(oi.malmo_statistics())
    counted = result.quality["areas"].gt(0).groupby(result.quality["dimension"]).sum()
    assert int(counted.sum()) == 9
    assert [d for d in counted.index if result.scores[d].isna().all()] == ["delaktighet"]
    assert (counted["delaktighet"], counted["boende"]) == (1, 2)
    said = {
        ROOT / "README.md": "**Nine of those twelve have open figures.**",
        DOCS / "snabbstart.md": "Nio av dem har verkliga uppgifter.",
    }
    assert [page.name for page, words in said.items() if words not in page.read_text(encoding="utf-8")] == []


def test_every_public_name_has_its_line() -> None:
    rows = re.findall(r"^\| (`.+?`) \|", (DOCS / "api.md").read_text(encoding="utf-8"), re.M)
    told = {name for row in rows for name in re.findall(r"`(\w+)", row)}
    assert sorted(told - {"index"}) == sorted(dir(oi))  # index.compute is promised


def test_every_class_function_and_error_is_described() -> None:
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^        - (\w+)$", page, re.M)) | set(dir(oi))
    public = {*oi.types.__all__, *oi.data.__all__, *oi.sources.__all__, *dir(oi.errors)}
    assert public - described == {"KOLADA", "SCB"}  # addresses


def test_every_page_is_in_the_menu() -> None:
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    named = set(re.findall(r"[\w/-]+\.md", menu))
    assert named == {page.relative_to(DOCS).as_posix() for page in PAGES}


def sheet(name: str) -> str:
    return (DOCS / "metodblad" / name).read_text(encoding="utf-8")


def section(page: str, heading: str, level: str) -> str:
    """Return what stands under a heading that starts so, to the next of its level or above."""
    found = re.search(
        rf"^{level} {re.escape(heading)}.*?$(.*?)(?=^#{{2,{len(level)}}} |\Z)", page, re.M | re.S
    )
    assert found, f"there is no heading '{level} {heading}'"
    return found[1]


@pytest.mark.parametrize("method", list(every_method()), ids=lambda m: f"{m.stage}-{m.name}")
def test_every_method_has_its_sheet_and_its_row_among_the_results(method: Method) -> None:
    name, heading = SHEETS[method.stage]
    page = sheet(name)
    own = section(page, f"`{method.name}`", "###")
    assert "```python" in own, "a worked example"
    words = " ".join(own.split())
    assert [w for w in ("*När:*", "*När inte:*", "*Källa:*") if w not in words] == []
    # Options that several methods share may be told once, above.
    assert [o for o in method.options if f"`{o}`" not in page] == []
    assert re.search(rf"^\| `{method.name}` \|", section(sheet("facit.md"), heading, "##"), re.M)


def test_the_sheets_have_no_method_that_is_gone() -> None:
    for stage, (name, heading) in SHEETS.items():
        known = sorted(m.name for m in every_method() if m.stage == stage)
        assert sorted(re.findall(r"^### `(\w+)`", sheet(name), re.M)) == known
        rows = re.findall(r"^\| `(\w+)`", section(sheet("facit.md"), heading, "##"), re.M)
        assert sorted(rows) == known


def test_every_test_that_is_named_exists() -> None:
    tests = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "tests").rglob("test_*.py"))
    files = {p.name for p in (ROOT / "tests").rglob("test_*.py")}
    named = re.findall(r"`(?:\w+/)?(test_\w+(?:\.py)?)`", sheet("facit.md"))
    assert len(named) > 50
    assert [n for n in named if (n not in files if n.endswith(".py") else f"def {n}(" not in tests)] == []
