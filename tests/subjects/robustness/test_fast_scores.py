"""Scores in machine code: no product is fused with a sum, whatever the processor."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("numba")

ROOT = Path(__file__).parents[3]

#: Scores of random problems, as bytes, and whether any product is fused with a sum.
CODE = """
import hashlib
import omradesindex as oi
from omradesindex.subjects.robustness import fast_scores
from omradesindex.subjects.robustness.draws import draw, runs, score_block
from omradesindex.subjects.robustness.fast import Fast
from omradesindex.subjects.robustness.tally import Bins
from tests.subjects.robustness.random_problems import random_problem
fast_hash, numpy_hash = hashlib.sha256(), hashlib.sha256()
for seed in (0, 3, 5, 7, 11):  # of every kind
    problem = random_problem(seed)
    if problem is None:
        continue
    block, fast = draw(problem, seed, 0, 300), Fast(problem, Bins.of(problem))
    for code, where in runs(block.codes):
        try:
            expected = score_block(problem, block.part(where))
        except oi.errors.MethodError:
            continue
        fast_hash.update((fast.scored(block, where, code)[0] + 0.0).tobytes())
        numpy_hash.update((expected + 0.0).tobytes())
assert fast_hash.digest() == numpy_hash.digest()
kernels = fast_scores.score_means, fast_scores.score_wide, fast_scores.score_levels
texts = [text for one in kernels for text in one.inspect_asm().values()]
assert all(one.signatures for one in kernels) and "mulsd" in "".join(texts)
assert not any(word in text for text in texts for word in ("fmadd", "fmsub", "fnmadd", "fnmsub"))
"""


@pytest.mark.slow
@pytest.mark.parametrize("processor", ["fuses nothing", "fuses"])
def test_the_same_to_the_last_bit_on_every_processor(processor: str, tmp_path: Path) -> None:
    """Compiled anew, for one that fuses nothing and one that does; ``test_fast.py`` tries the one here."""
    from llvmlite import binding

    # Of those that fuse, this one itself where it is of another kind.
    haswell = {"NUMBA_CPU_NAME": "haswell"} if binding.get_host_cpu_features().get("avx2") else {}
    named = haswell if processor == "fuses" else {"NUMBA_CPU_NAME": "generic"}
    subprocess.run(
        [sys.executable, "-c", CODE],
        check=True,
        cwd=ROOT,
        env={**os.environ, **named, "NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)},
    )
