"""What commands print: answers to standard output, everything else to standard error."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from omradesindex.cli.language import in_spoken
from omradesindex.cli.words import NO_WHOLE, SAVING, WAYS
from omradesindex.plaintext import visible
from omradesindex.show.answer import Answer
from omradesindex.show.cut import MOST
from omradesindex.show.page import Page
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.statistics import Statistics

_WIDEST = 110


def tell(text: str, *, bold: bool = False) -> None:
    """Print a text as it stands: brackets are no markup, numbers get no colour."""
    Console(highlight=False).print(Text(visible(text), style="bold" if bold else ""), soft_wrap=True)


def prose(text: str) -> None:
    """Print lines that may be long, broken between words."""
    for line in text.splitlines():
        tell("\n".join(wrap(line, width(), drop_whitespace=bool(line.strip()), subsequent_indent="  ")))


def width() -> int:
    """Characters in a line."""
    return min(Console().width, _WIDEST)


def note(text: str) -> None:
    """Print what is beside the answer, to standard error."""
    console = Console(stderr=True, highlight=False)
    console.print(Text(visible(text), style="dim"), soft_wrap=not console.is_terminal)


def complain(text: str) -> None:
    """Print an error."""
    console = Console(stderr=True, highlight=False)
    message = Text.assemble((in_spoken("Error: "), "bold red"), visible(text))
    console.print(message, soft_wrap=not console.is_terminal)


def show(answer: Answer, lang: Language) -> None:
    """Print an answer's page."""
    show_page(answer.page(lang, most=MOST))


def show_page(page: Page) -> None:
    """Print a page, as wide as the terminal."""
    tell(page.text(width()))


def tell_whole(figures: Statistics, lang: Language) -> None:
    """Say where nothing was named as the whole city."""
    if figures.whole is None:
        note(NO_WHOLE.in_(lang))


@contextmanager
def warnings_told() -> Iterator[None]:
    """Tell what the library warns of, without the line of code that it points at."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always", UserWarning)
        yield
    for warning in heard:
        if issubclass(warning.category, UserWarning):
            note(in_spoken(str(warning.message)))


@contextmanager
def progress_bar(lang: Language) -> Iterator[Callable[[int, int], None]]:
    """Show how many ways of counting are done, where someone sits at the terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda *_: None
        return
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(WAYS.in_(lang), total=None)
        yield lambda done, asked: bar.update(task, completed=done, total=asked)


def save(answer: Answer, out: Path, lang: Language) -> None:
    """Save an answer, and say what each file is and for whom."""
    with warnings_told():
        with Console(stderr=True).status(SAVING.in_(lang)):
            written = answer.save(out, lang=lang)
        tell("")
        show_page(written.page())
