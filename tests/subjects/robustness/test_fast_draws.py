"""Random numbers in machine code: those of numpy, bit for bit, and nothing beside them."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.subjects.robustness.draws import Block, draw
from omradesindex.subjects.robustness.problem import Problem
from tests.subjects.robustness.made_up import CHOICES, EVERYTHING, EXAMPLE, INDEX
from tests.subjects.robustness.only import only

pytest.importorskip("numba")

from numba import njit

from omradesindex.subjects.robustness import fast_draws
from omradesindex.subjects.robustness.fast_draws import Generator, agrees, normals, uniforms

CALLS = st.lists(
    st.tuples(st.sampled_from(["integers", "random", "standard_normal"]), st.integers(0, 2000)), max_size=6
)


def asked(generator: Generator | np.random.Generator, what: str, size: int) -> np.ndarray:
    if what == "integers":
        return generator.integers(3, size=size)
    if what == "random":
        return generator.random((2, size))
    return generator.standard_normal((2, size), dtype=np.float32)


@given(st.integers(0, 2**64 - 1), CALLS)
def test_any_calls_in_a_row_give_what_numpy_gives(seed: int, calls: list[tuple[str, int]]) -> None:
    mine, its = (np.random.SFC64(seed) for _ in range(2))
    own, of_numpy = Generator(mine), np.random.Generator(its)
    for what, size in calls:
        assert asked(own, what, size).tobytes() == asked(of_numpy, what, size).tobytes()
    assert str(mine.state) == str(its.state)


def test_what_lies_furthest_out_is_the_same() -> None:
    """So many that the tail, a number of some thousands, is drawn hundreds of times on both sides."""
    found = Generator(np.random.SFC64(4)).standard_normal(2_000_000, dtype=np.float32)
    assert (found > fast_draws.END).sum() > 200
    assert (found < -fast_draws.END).sum() > 200
    expected = np.random.Generator(np.random.SFC64(4)).standard_normal(2_000_000, dtype=np.float32)
    assert found.tobytes() == expected.tobytes()


def test_memory_is_written_anew() -> None:
    own, room = Generator(np.random.SFC64(1)), np.ones((2, 3), dtype=np.float32)
    assert own.standard_normal(room.shape, dtype=np.float32, out=room) is room
    assert not (room == 1).any()
    filled = np.ones((2, 3))
    assert own.random(filled.shape, out=filled) is filled
    assert not (filled == 1).any()


def test_nobody_holds_on_to_what_was_written() -> None:
    own, room = Generator(np.random.SFC64(1)), np.empty(10)
    own.random(10, out=room)
    before = sys.getrefcount(room)
    for _ in range(20):
        own.random(10, out=room)
    assert sys.getrefcount(room) == before


@pytest.mark.parametrize("options", [EVERYTHING, {**CHOICES, "data": "sampling"}], ids=["all", "errors"])
def test_blocks_are_the_same(options: dict) -> None:
    problem: Problem = only(INDEX, EXAMPLE, **options, n=1, sobol=False).problem
    used: Block | None = None
    for number in range(3):
        used = draw(problem, 5, number, 700, used=used, generator=Generator)
        expected = draw(problem, 5, number, 700)
        for name in ("codes", "uniforms", "drop", "subsets", "errors"):
            one, other = getattr(used, name), getattr(expected, name)
            assert (one is None) == (other is None)
            assert one is None or one.tobytes() == other.tobytes()


def test_they_agree_until_numpy_draws_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert agrees()
    sure, widths, heights = fast_draws.LAYERS
    for changed in ((sure, np.nextafter(widths, np.float32(1)), heights), (sure // 2, widths, heights)):
        monkeypatch.setattr(fast_draws, "LAYERS", changed)
        assert not agrees()


def test_no_product_is_fused_with_a_sum() -> None:
    state, texts = np.arange(6, dtype=np.uint64), list[str]()
    for kernel, others in (
        (uniforms, (np.empty(3),)),
        (normals, (*fast_draws.LAYERS, np.empty(3, dtype=np.float32))),
    ):
        # Made anew: what is kept cannot be read.
        options = {name: value for name, value in kernel.targetoptions.items() if name != "nopython"}
        anew = njit(**options)(kernel.py_func)
        anew(state, *others)
        texts += anew.inspect_asm().values()
    assert "mulss" in "".join(texts)
    assert "mulsd" in "".join(texts)
    assert not any(word in text for text in texts for word in ("fmadd", "fmsub", "fnmadd", "fnmsub"))
