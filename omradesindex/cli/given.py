"""What a command was given, read: figures, areas, keys, lists of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from omradesindex.cli.console import warnings_told
from omradesindex.errors import OmradesindexError, did_you_mean, listing
from omradesindex.show.writing import is_there

if TYPE_CHECKING:
    from omradesindex.geography import Division, Key
    from omradesindex.index import Index
    from omradesindex.statistics import Statistics

#: What a command calls the made-up city, in each of its scenarios.
_SCENARIOS: dict[str, Literal["need", "themes"]] = {"exempelstad": "need", "exempelstad-themes": "themes"}


def division_of(
    given: str | None,
    code: str | None,
    name: str | None,
    layer: str | None,
    crs: str | None,
    tolerance_m2: float | None,
    whole: str | None,
) -> Division | None:
    """Return the areas that a command was given, where it was given any."""
    from omradesindex.geography import example_division, geso, read_division

    embedded = {"geso": geso, "exempelstad": example_division}
    if given is None or given in embedded:
        options: dict[str, object] = {"--code": code, "--name": name, "--layer": layer, "--crs": crs}
        options["--tolerance-m2"] = tolerance_m2
        if given is not None:
            options["--whole"] = whole
        for option, value in options.items():
            if value is not None:
                raise OmradesindexError(
                    f"{option} belongs to a division file",
                    where=f"--division {given}" if given else None,
                    expected="a geographic file, or a CSV with codes and names",
                    remedy="give the file with --division, or leave the option out",
                )
        return embedded[given]() if given else None
    if code is None or name is None:
        raise OmradesindexError(
            "it is not said which columns hold the areas' codes and names",
            where=f"--division {given}",
            remedy="add --code COLUMN and --name COLUMN",
        )
    path = Path(given)
    city = (whole, path.stem) if whole is not None else None
    with warnings_told():
        return read_division(
            path, code=code, name=name, layer=layer, crs=crs, whole=city, tolerance_m2=tolerance_m2
        )


def statistics_of(
    given: str,
    mapping: Path | None,
    division: Division | None,
    named: str | None,
    whole: str | None,
    key: Path | None = None,
) -> Statistics:
    """Return the figures that a command was given, of sub-areas through the key."""
    from omradesindex.geography import Key
    from omradesindex.statistics import example_statistics, malmo_statistics, read_statistics

    embedded: dict[str, Callable[[], Statistics]] = {
        "malmo": malmo_statistics,
        **{name: partial(example_statistics, scenario=scenario) for name, scenario in _SCENARIOS.items()},
    }
    if is_project(given):
        _refuse_areas(given, mapping, {"--division": named, "--whole": whole, "--key": key})
        return project_figures(given)[1]
    if given not in embedded:
        near = did_you_mean(given, _SCENARIOS)
        if near and not is_there(Path(given)):
            raise OmradesindexError(
                f"there are no figures called '{given}'{near}",
                expected=f"a file, a folder, or {listing(embedded)}",
            )
        if key is not None and division is None:
            raise OmradesindexError(
                "a key is given, but no areas that it leads to",
                where=f"--key {key}",
                remedy="add --division (geso, or a geographic file)",
            )
        with warnings_told():
            return read_statistics(
                given,
                mapping=mapping,
                division=division,
                whole=None if key is not None else whole,
                key=None if key is None else Key.read(key),
            )
    _refuse_areas(given, mapping, {"--division": named, "--whole": whole, "--key": key})
    return embedded[given]()


def is_project(given: str) -> bool:
    """Whether a folder is a project of one's own, whose accepted run holds the figures."""
    file = Path(given) / "project.toml"
    return is_there(file) and file.is_file()


def project_figures(given: str) -> tuple[Index, Statistics]:
    """Return the definition and the figures of a project's accepted run."""
    from omradesindex.subjects.update.earlier import accepted
    from omradesindex.subjects.update.project import read_project

    with warnings_told():
        return accepted(read_project(given))


def _refuse_areas(given: str, mapping: Path | None, options: Mapping[str, object]) -> None:
    """Refuse areas and mappings beside figures that have theirs."""
    refuse_mapping(given, mapping)
    for option, value in options.items():
        if value is not None:
            raise OmradesindexError(
                f"'{given}' has its own areas",
                where=f"{option} {value}",
                remedy=f"leave {option} out, or give a statistics file",
            )


def sub_areas_of(
    given: str, mapping: Path | None, key: str | None, areas: Division | None, named: str | None
) -> tuple[Statistics, Key, Division]:
    """Return the sub-areas' figures, which area each belongs to, and the areas."""
    from omradesindex.geography import Key, example_division
    from omradesindex.statistics import example_statistics, read_statistics

    if given == "malmo":
        raise OmradesindexError(
            "Malmö's figures by sub-area do not travel with the library, only the spread made from them",
            where="--statistics malmo",
            remedy="read that spread with oi.data.malmo_spread(), or give a table of sub-areas with --key",
        )
    if given in _SCENARIOS:
        refuse_mapping(given, mapping)
        _refuse_areas(given, None, {"--division": named, "--key": key})
        town = example_division()
        figures = example_statistics(level="sub_area", scenario=_SCENARIOS[given])
        return figures, town.keys["delomrade"], town
    for option, there in {"--division": areas, "--key": key}.items():
        if there is None:
            raise OmradesindexError(
                f"{option} is not given, so nobody knows which areas the sub-areas belong to",
                where=f"--statistics {given}",
                remedy="add --division (geso, or a geographic file) and --key (a CSV with sub_area and area)",
            )
    assert areas is not None
    assert key is not None
    return read_statistics(given, mapping=mapping), Key.read(key), areas


def refuse_mapping(given: str, mapping: Path | None) -> None:
    """Refuse a mapping of figures that travel with the library."""
    if mapping is not None:
        raise OmradesindexError(
            f"'{given}' is in our own words already",
            where=f"--mapping {mapping}",
            remedy="leave --mapping out, or give a statistics file",
        )


def listed(given: str | None, comma: str = ",") -> list[str]:
    """Return what is named, with commas between."""
    return [part.strip() for part in re.split(comma, given or "") if part.strip()]
