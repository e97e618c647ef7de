"""A study as text and HTML."""

from __future__ import annotations

import re

import pytest

from omradesindex.wording import NBSP


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_text_and_page_say_the_same_as_the_study(shown, lang) -> None:
    told = shown.page(lang).text(80)
    assert "Exempelstad (påhittad)" in told
    table = shown.ranks
    for code, row in table.iterrows():
        line = next(
            row
            for row in map(str.strip, told.splitlines())
            if row.startswith(f"{code} ") and row.endswith("%")
        )
        low, high = int(row["low"]), int(row["high"])
        assert (f" {low}–{high} " if low != high else f" {low} ") in line
    page = shown.page(lang).html()
    assert page.count('scope="row"') == 14
    assert shown.kind(lang) in page
    whole = " ".join(shown.page(lang).text(10_000).split())
    html_words = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))
    for sentence in shown.summary(lang).splitlines()[1:]:
        plain = sentence.replace(NBSP, " ")
        assert plain.replace("'", "&#x27;") in html_words
        assert plain in whole


def test_page_escapes_names(prov) -> None:
    page = prov._repr_html_()
    assert "Påhittet &amp; &lt;Co&gt;" in page
    assert "<Co>" not in page
