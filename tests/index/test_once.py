"""What is worked out of a result is kept with it, and with no other."""

from __future__ import annotations

from dataclasses import replace

import omradesindex as oi
from omradesindex.index.once import once
from omradesindex.index.scored import Scored


def test_it_is_worked_out_once_for_each_result_and_question(result: oi.types.Result) -> None:
    asked: list[tuple[Scored, str]] = []

    @once
    def work(scored: Scored, word: str) -> int:
        """Say something."""
        asked.append((scored, word))
        return len(asked)

    other = replace(result, partial=True)
    assert [work(result, "a"), work(result, "a"), work(result, word="b"), work(result, word="b")] == [
        1,
        1,
        2,
        2,
    ]
    assert work(other, "a") == 3
    assert [word for _, word in asked] == ["a", "b", "a"]
    assert work.__doc__ == "Say something."


def test_it_does_not_keep_the_result(compute) -> None:
    gone: list[bool] = []

    @once
    def work(scored: Scored) -> int:
        return len(scored.areas)

    class Own(oi.types.Result):
        def __del__(self) -> None:
            gone.append(True)

    result = compute()
    own = Own(**{name: getattr(result, name) for name in Own.__dataclass_fields__})
    work(own)
    del own
    assert gone
