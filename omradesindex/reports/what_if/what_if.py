"""What if we weighed otherwise? A page that a meeting opens in any browser."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from omradesindex.doors import door
from omradesindex.errors import ComputeError
from omradesindex.index import Result
from omradesindex.reports.what_if.gather import sets_of
from omradesindex.reports.what_if.page import page_of
from omradesindex.reports.what_if.refuse import on_same_figures, refuse
from omradesindex.reports.what_if.words import FILE
from omradesindex.show.folder import Folder
from omradesindex.show.spoken import speech_of
from omradesindex.show.writing import write_file
from omradesindex.subjects.compare.answer import Comparison
from omradesindex.subjects.robustness.answer import Robustness
from omradesindex.units import speaking
from omradesindex.wording import Language


@door
@dataclass(frozen=True, repr=False)
class WhatIf:
    """A page on which other indicators and weights are tried. Made by :func:`omradesindex.what_if`.

    Attributes
    ----------
    html : str
        The whole page: it needs no other file and no network.
    """

    html: str

    def save(self, path: str | Path) -> Path:
        """Write the page, whole or not at all.

        Parameters
        ----------
        path : str or Path
            A file in ``.html``, in a folder that exists; replaced if it is there.

        Raises
        ------
        ComputeError
            Another kind of file, or a folder that is not there.
        """
        target = Path(path)
        if target.suffix.lower() != ".html":
            raise ComputeError("the page is written as HTML", where=str(target), expected="a name in .html")
        return write_file(target, self.html, error=ComputeError)

    def __repr__(self) -> str:
        return f"WhatIf({len(self.html.encode()) / 1000:.0f} kB: .save('prova_vikter.html'))"


@door
def what_if(
    result: Result,
    *,
    robustness: Robustness | None = None,
    sets: Comparison | None = None,
    lang: Language = "sv",
) -> WhatIf:
    """Make a page on which anybody can try other indicators and weights, and see what follows.

    Indicators and dimensions are switched off and on, weights moved, proposals chosen; map, ranking and table
    follow, with the range of each area's places beside. A setting has exactly the scores and places of
    ``index.without(…).reweight(…).compute(statistics)``, and stands in the page's address, so that it can be
    sent. The page is one file of less than 100 kB, and asks nothing of any network.

    It holds the scores of the indicators, area by area, from which their values follow: make it for others of
    a result that is computed from figures that may be shown (:func:`omradesindex.protect`).

    Parameters
    ----------
    result : Result
        An index of arithmetic means, whose definition states its weights.
    robustness : Robustness, optional
        Of the same index and figures: its ranges of places stand beside each place. Free weights alone say
        little.
    sets : Comparison, optional
        Of the same index, as base, with proposals on the same figures: each can be chosen and changed. Those
        that nothing can be said of, for lack of figures, are named.
    lang : {"sv", "en"}

    Returns
    -------
    WhatIf

    Raises
    ------
    ComputeError
        What the page cannot compute: other than arithmetic means, weights that a method sets or learns,
        functions of one's own, values filled in from other indicators, a group. A study or a comparison of
        another index or other figures. A page of more than 100 kB.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> page = oi.what_if(result)
    >>> len(page.html) < 100_000
    True
    """
    return WhatIf(_html(result, robustness, sets, lang))


def _html(
    result: Result, study: Robustness | None, comparison: Comparison | None, lang: Language, stamp: str = ""
) -> str:
    """Write the page in the words of the result's areas."""
    refuse(result)
    ranked = None if study is None else _ranked(result, study)
    sets = sets_of(result, comparison, lang)
    speech = speech_of(result)
    with nullcontext() if speech is None else speaking(speech):
        return page_of(result, ranked, sets, lang, stamp)


def add_page(
    folder: Folder, result: Result, study: Robustness | None, sets: Comparison | None, stamp: str
) -> None:
    """Add the page to the files of a folder, with the stamp that they all bear.

    Raises
    ------
    ComputeError
        As :func:`what_if`: nothing is added.
    """
    html = _html(result, study, sets, folder.lang, stamp)
    folder.add(
        "prova_vikter.html",
        lambda path: path.write_text(html, encoding="utf-8", newline="\n"),
        FILE,
        "reader",
    )


def _ranked(result: Result, study: Robustness) -> Result:
    """Return the result with the ranges of a study of it."""
    study.refuse_empty()
    own = study.base
    if study.whose is not None or not on_same_figures(own, result):
        raise ComputeError(
            f"the study of robustness is about '{own.index.id}' on {own.statistics.name}",
            where=f"what_if, index '{result.index.id}' on {result.statistics.name}",
            expected="a study of the result's index on the same figures, for everybody",
            remedy="oi.robustness(result.index, result.statistics)",
        )
    return study.result
