"""What a service says when it says no, and what an error says of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from omradesindex.errors import SourceError, StatisticsError
from omradesindex.sources.fetching import Answer


class RefusedError(SourceError):
    """The service answered, and said no.

    Attributes
    ----------
    status : int
        The HTTP status.
    title : str
        The service's own words.
    """

    status: int = 0
    title: str = ""


def refusal(answer: Answer, url: str) -> RefusedError:
    """Put a status and the service's own words into an error."""
    title = ""
    try:
        told = json.loads(answer.body.decode("utf-8-sig"))
        for key in ("detail", "title", "error", "message"):
            if isinstance(told, dict) and isinstance(told.get(key), str):
                title = told[key]
        if isinstance(told, dict) and isinstance(told.get("error"), dict):
            title = str(told["error"].get("message", title))
    except (ValueError, RecursionError):
        title = ""
    title = re.sub(r"\s+", " ", title).strip()[:200]
    said = f"the service answers {answer.status}" + (f", '{title}'" if title else "")
    remedies = {
        404: "check the address and the table's id",
        429: "try again later",
    }
    trouble = RefusedError(
        said,
        where=short(url),
        remedy=remedies.get(
            answer.status, "try again later" if answer.status >= 500 else "check what is asked for"
        ),
    )
    trouble.status, trouble.title = answer.status, title
    return trouble


def short(url: str) -> str:
    """Return an address as an error shows it."""
    return url if len(url) <= 160 else url[:159] + "…"


@contextmanager
def naming(part: int, parts: int, what: str) -> Iterator[None]:
    """Let an error say which part of a request was lost, and that nothing of the rest is handed out."""
    try:
        yield
    except (SourceError, StatisticsError) as error:
        lost = (
            f"part {part} of {parts} ({what}) was lost: {error.what}. Nothing is returned, since the table "
            "would be incomplete"
        )
        raise SourceError(
            lost if parts > 1 else error.what, where=error.where, expected=error.expected, remedy=error.remedy
        ) from error


def listed(box: Mapping[str, tuple[str, ...]], most: int = 3) -> str:
    """Say which codes a part asks for, short."""
    return "; ".join(
        f"{name} {', '.join(codes[:most])}" + (f" … {codes[-1]}" if len(codes) > most else "")
        for name, codes in box.items()
    )
