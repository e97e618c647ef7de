"""A table in a source's own words and a mapping for it, written to a folder."""

from __future__ import annotations

from pathlib import Path

TABLE = """region;kön;ålder;År 2023;År 2024
A;kvinnor;0-17;10;11
A;män;0-17;12;13
A;kvinnor;18+;20;..
A;män;18+;22;23
"""

MAPPING = """
[[table]]
dimensions = ["region", "kön", "ålder"]
split.kolumn = "År {år}"
area = "region"
period = "år"
breakdowns.sex = "kön"
quality = "made_up"
variables = [
    { variable = "barn_0_17", where = { "ålder" = "0-17" } },
    { variable = "folkmangd", where = { "ålder" = ["0-17", "18+"] } },
]
"""

WIDE = """
[[table]]
dimensions = ["region"]
area = "region"
period = "kolumn"
variables = [{ variable = "folkmangd" }]
"""


def write(folder: Path, mapping: str = MAPPING, **tables: str) -> Path:
    for name, text in (tables or {"x.csv": TABLE}).items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    return folder
