"""The command ``omradesindex themes``."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi


@pytest.mark.usefixtures("no_figures")
def test_themes_are_shown_and_saved(run, tmp_path) -> None:
    code, out, err = run(
        *("themes", "--statistics", "malmo", "--index", "malmo-oppna-data"),
        *("--out", "ut", "--lang", "en"),
    )
    assert (code, err) == (0, "")
    assert out.startswith("Themes that stand out")
    saved = pd.read_csv(tmp_path / "ut" / "themes.csv", dtype={"area": str})
    themes = oi.themes("malmo-oppna-data", oi.malmo_statistics())
    assert saved["verdict"].tolist() == themes.to_frame()["verdict"].tolist()


def test_a_body_is_asked_for(run) -> None:
    told = ("themes", "--statistics", "malmo", "--index", "malmo-oppna-data", "--out", "ut", "--body")
    code, out, _ = run(*told, "hvon")
    assert code == 0
    assert "Går inte att säga" in out
    code, _, err = run(*told, "hvonn")
    assert code == 2
    assert "menade du 'hvon'" in err
