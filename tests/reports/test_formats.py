"""Forms that a report is written in."""

from __future__ import annotations

import pytest

from omradesindex.errors import OmradesindexError
from omradesindex.reports import formats
from omradesindex.reports.formats import FORMATS, Format, Needs, formats_given


def test_an_unknown_form_is_refused_with_the_nearest() -> None:
    with pytest.raises(OmradesindexError, match=r"not written as .htlm. .did you mean .html."):
        formats_given(["htlm"])
    with pytest.raises(OmradesindexError, match="no form is named"):
        formats_given([])


def test_a_form_whose_package_is_missing_is_refused_by_name_and_else_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lacking = Format("the papyrus", lambda report, folder: None, Needs("no_such_module", "papyrus", "scroll"))
    monkeypatch.setattr(formats, "FORMATS", {"html": FORMATS["html"], "scroll": lacking})
    with pytest.raises(OmradesindexError, match="needs the package papyrus"):
        formats_given("scroll")
    with pytest.warns(UserWarning, match="the papyrus left out"):
        assert formats_given(None) == [FORMATS["html"]]
