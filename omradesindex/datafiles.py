"""The one door to the data that travel with the library."""

from __future__ import annotations

from pathlib import Path

from omradesindex.errors import OmradesindexError

_PACKAGE = Path(__file__).parent


def data_path(*parts: str) -> Path:
    """Path of an embedded file, in a checkout (``data/``) or in an installed wheel.

    Parameters
    ----------
    *parts : str
        Path below ``data/``, for example ``("geso_boundaries", "geso_2022.toml")``.

    Raises
    ------
    OmradesindexError
        Where the installation lacks the file.

    Examples
    --------
    >>> data_path("geso_boundaries").is_dir()
    True
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent / "data"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise OmradesindexError(
        f"the embedded file data/{'/'.join(parts)} is not there",
        remedy="install omradesindex again; in a checkout, build it with the scripts in scripts/",
    )
