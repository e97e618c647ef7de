"""Never more calls in a window than a service allows, and as late as it begs us to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.sources.pacing import Pace, retry_after


class Clock:
    """Tells a time that only waiting and the test move."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def pace(self, calls: int, window: float) -> Pace:
        return Pace(calls, window, sleep=self.sleep, clock=lambda: self.now)


@given(st.integers(1, 5), st.lists(st.integers(0, 8), min_size=6, max_size=30))
def test_no_window_holds_more_calls_than_allowed(calls: int, pauses: list[int]) -> None:
    clock, made = Clock(), list[float]()
    gate = clock.pace(calls, 10.0)
    for pause in pauses:
        clock.now += pause
        gate.wait()
        made.append(clock.now)
    assert all(made[i + calls] - made[i] >= 10.0 for i in range(len(made) - calls))
    # And nobody waits longer than that asks for.
    assert sum(clock.slept) <= 10.0 * (len(made) // calls)


def test_a_clock_that_was_set_back_makes_no_wait_longer_than_the_window() -> None:
    clock = Clock()
    gate = clock.pace(1, 10.0)
    gate.wait()
    clock.now = -3600.0
    gate.wait()
    assert clock.slept == [10.0]


def test_less_than_one_call_is_one() -> None:
    clock = Clock()
    gate = clock.pace(0, -1.0)
    for _ in range(3):
        gate.wait()
    assert sum(clock.slept) == 0


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 0 ", 0.0),
        ("9" * 400, 999_999_999.0),
        ("Thu, 01 Jan 1970 00:01:00 GMT", 50.0),
        ("Thu, 01 Jan 1970 00:01:00", 50.0),  # of no zone: universal time
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),  # it is past
        ("-7", None),
        ("1.5", None),
        ("٧", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_what_a_service_asks_for(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, now=10.0) == seconds
