"""What commands print beside the answer."""

from __future__ import annotations

import pytest

from tests.cli.conftest import written


@pytest.mark.slow
def test_what_is_left_out_is_said(run, tmp_path, table) -> None:
    statistics = written(tmp_path, table[table["area"] != "X00"])
    code, _, err = run("compute", "--statistics", statistics, "--index", "malmo-2023", "--out", "ut")
    assert code == 0
    assert "Ingen karta" in err
    assert "Ingen rad är angiven som alla områden tillsammans" in err
    assert not (tmp_path / "ut" / "karta.png").exists()


@pytest.mark.usefixtures("in_english")
def test_brackets_in_a_message_are_not_taken_for_markup(run) -> None:
    code, _, err = run("compute", "--statistics", "[red]a[/red].csv", "--index", "malmo-2023", "--out", "ut")
    assert code == 2
    assert "[red]a[/red].csv: the file does not exist" in err
