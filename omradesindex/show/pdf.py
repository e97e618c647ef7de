"""A page as PDF/UA-1, for readers of screens too: the web page on paper, with the scope of every head.

WeasyPrint lays the page out and tags it (ISO 14289-1); it does not say which cells a head is for, so that is
added afterwards. It needs the system's Pango, which is why PDF stands outside ``all``.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from omradesindex.errors import OmradesindexError
from omradesindex.wording import TAGS, Language


def check() -> None:
    """Refuse where a PDF cannot be written.

    Raises
    ------
    OmradesindexError
        The packages weasyprint and pikepdf are not installed, or Pango is not.
    """
    try:
        import pikepdf  # noqa: F401
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        raise OmradesindexError(
            "a PDF needs the packages weasyprint and pikepdf, and Pango",
            expected='pip install "omradesindex[pdf]", and the system\'s own package of Pango',
            remedy="or write Word or HTML and make the PDF there: Word has Save as PDF, a browser Print",
        ) from error


def write_page(path: Path, html: str, lang: Language) -> None:
    """Write a web page that stands alone to a PDF; the same page gives the same bytes.

    Parameters
    ----------
    path : Path
    html : str
        A whole document with everything in it: nothing is fetched.
    lang : {"sv", "en"}

    Raises
    ------
    OmradesindexError
        What writes a PDF is not installed.
    """
    check()
    import pikepdf
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    with _without_the_time():
        laid = io.BytesIO(page.write_pdf(pdf_variant="pdf/ua-1"))
    with pikepdf.open(laid) as pdf:
        pdf.Root.Lang = pikepdf.String(TAGS[lang])
        for head, in_head in _heads(pdf.Root.StructTreeRoot.get("/K"), in_head=False):
            scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row
            head.A = _with_scope(head.get("/A"), scope)
        whole = io.BytesIO()
        pdf.save(whole, deterministic_id=True)
    # Not by qpdf itself, which ends the whole program where the disk is full.
    path.write_bytes(whole.getvalue())


@contextmanager
def _without_the_time() -> Iterator[None]:
    """Have no font bear the hour at which it was cut: fontTools, where HarfBuzz-Subset is not, asks here."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        if told is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = told


def _heads(element: Any, *, in_head: bool) -> Iterator[tuple[Any, bool]]:
    """Yield the cells of the structure tree that are heads, and whether they stand above a table's rows."""
    import pikepdf

    waiting = [(element, in_head)]
    while waiting:
        one, above = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += [(part, above) for part in one]
        elif isinstance(one, pikepdf.Dictionary) and "/S" in one:
            above = {"/THead": True, "/TBody": False}.get(str(one.S), above)
            if one.S == "/TH":
                yield one, above
            if "/K" in one:
                waiting.append((one.K, above))


def _with_scope(attributes: Any, scope: Any) -> Any:
    """Return what is told of a cell (how many columns it spans), with its scope."""
    import pikepdf

    told = (
        attributes if isinstance(attributes, pikepdf.Dictionary) else pikepdf.Dictionary(O=pikepdf.Name.Table)
    )
    told.Scope = scope
    return told
