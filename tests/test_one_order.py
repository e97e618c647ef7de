"""Nothing that is published hangs on the order in which a processor's libraries add or round."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import omradesindex

PACKAGE = Path(omradesindex.__file__).parent

#: Where the linear algebra library, or another function that differs between processors, may still be called.
ALLOWED = {
    ("methods/sums.py", "@"): "of a sparse matrix, whose sums scipy takes from the first term to the last",
    ("methods/sensitivity_chunk.py", "@"): "sums of numbers on one grid, exact in any order",
    ("methods/rank_sets_steps.py", "linalg"): "errors that depend on each other are drawn, not shown",
    ("methods/multivariate.py", "linalg"): "settled on the grid before anything is made of it",
    ("methods/multivariate.py", "arctanh"): "settled on the grid before anything is made of it",
    ("methods/multivariate.py", "tanh"): "settled on the grid before anything is made of it",
    ("methods/weight.py", "linalg"): "settled on the grid before anything is made of it",
    ("methods/weight_components.py", "linalg"): "settled on the grid before anything is made of it",
    ("methods/weight_factor.py", "linalg"): "settled on the grid before anything is made of it",
    ("methods/weight_effective.py", "linalg"): "settled on the grid before anything is made of it",
    ("disclosure", "@"): "counts: whole numbers, exact in any order, and bounds with a stated slack",
    (
        "disclosure/elimination.py",
        "linalg",
    ): "coefficients rounded to whole numbers, what is left held against a wide limit",
    ("disclosure/identities.py", "linalg"): "the rank of sums of whole numbers",
    ("disclosure/identities.py", "log"): "how sure a sum is, held against a wide limit",
    ("disclosure/identities.py", "log10"): "how sure a sum is, held against a wide limit",
    ("show/maps/panel.py", "log10"): "the distance between ticks, rounded to a whole power",
    ("show/maps/scale.py", "log10"): "the distance between classes, rounded to a whole power",
    ("show/axis.py", "log10"): "the distance between ticks, rounded to a whole power",
    ("show/charts/lines.py", "log10"): "the distance between ticks, rounded to a whole power",
    ("subjects/update/figure_checks.py", "log10"): "the size of a jump, rounded to a whole power",
    ("subjects/robustness/draws.py", "log2"): "the size of a block, rounded down from a whole number",
    ("subjects/robustness/fast_draws.py", "exp"): "the C library's, as numpy's own drawing has it",
    ("subjects/robustness/fast_draws.py", "log1p"): "the C library's, as numpy's own drawing has it",
    ("subjects/robustness/ranges.py", "**3"): "whole numbers",
    ("show/figure.py", "**2.4"): "how light a colour is",
    ("totals.py", "log10"): "how sure a guess is, held against a wide limit",
    ("subjects/robustness/attribution.py", "log2"): "the size of a design, rounded down from a whole number",
}

#: numpy's and math's functions that leave the order, or the last digit, to the processor.
PRODUCTS = {"dot", "vdot", "inner", "matmul", "tensordot", "linalg", "cov", "corrcoef", "lstsq"}
ROUNDED = {"exp", "exp2", "expm1", "log", "log1p", "log2", "log10", "power", "float_power", "cbrt", "hypot",
           "logaddexp", "arcsin", "tanh", "arctanh", "sinh", "cosh", "geomspace", "logspace"}  # fmt: skip


def uses(tree: ast.AST) -> set[str]:
    """What a module asks of the processor's libraries."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            found.add("@")
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            # numpy takes squares, roots and inverses itself; other powers of arrays are the library's.
            base, power = node.left, node.right
            constant = isinstance(power, ast.Constant) and not isinstance(base, ast.Constant)
            if constant and power.value not in (0.5, 1, 2):
                found.add(f"**{power.value}")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id == "np" and node.attr in PRODUCTS | ROUNDED:
                found.add(node.attr)
            if node.value.id == "math" and node.attr in ROUNDED:
                found.add(node.attr)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == "dot":
                found.add("dot")
            if node.func.attr == "einsum" and any(word.arg == "optimize" for word in node.keywords):
                found.add("einsum(optimize=…)")
    return found


MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_sums_and_powers_are_our_own(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    for used in uses(ast.parse(path.read_text(encoding="utf-8"))):
        assert {(name, used), (name.split("/")[0], used)} & set(ALLOWED), (
            f"{name} uses {used}: take methods/sums.py, methods/functions.py or methods/least_squares.py, "
            "or say in ALLOWED why nothing hangs on its last digit"
        )


def test_what_is_allowed_is_there() -> None:
    trees = {p.relative_to(PACKAGE).as_posix(): ast.parse(p.read_text(encoding="utf-8")) for p in MODULES}
    found = {(name, used) for name, tree in trees.items() for used in uses(tree)}
    found |= {(name.split("/")[0], used) for name, used in found}
    assert set(ALLOWED) <= found


def test_the_check_sees_what_it_looks_for() -> None:
    code = "a @ b; np.dot(a, b); c.dot(b); np.linalg.svd(a); np.exp(a); math.log(2); a**3; a**2; 2**3"
    assert uses(ast.parse(code)) == {"@", "dot", "linalg", "exp", "log", "**3"}
    assert uses(ast.parse("np.einsum('ij,j', a, b, optimize=True)")) == {"einsum(optimize=…)"}
