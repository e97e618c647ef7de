"""What is told of a run while it goes on."""

from __future__ import annotations

from omradesindex.wording import Text

WORKERS_DIED = Text(
    "Arbetsprocesserna dog under körningen. Resten räknas i den här processen. Inget som är klart går "
    "förlorat.",
    "The workers died during the run. The rest is counted in this process. Nothing that was done is lost.",
)
