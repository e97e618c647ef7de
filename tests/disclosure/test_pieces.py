"""Great tables in pieces: what is protected from whoever knows what each adds up to is protected."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

import omradesindex as oi
from omradesindex.disclosure import complementary, seen
from omradesindex.disclosure.attack import attack, small_changes
from omradesindex.disclosure.pieces import in_pieces, tied_together
from omradesindex.disclosure.seen import Plausible, Seen
from omradesindex.disclosure.system import System, build
from tests.disclosure.made_up import both_sexes

#: So few cells that a city of some areas is taken to pieces.
FEW = 36


def of_many_areas(seed: int = 1, areas: int = 40) -> oi.Statistics:
    """Women and men in many areas, few in each."""
    return both_sexes(np.random.default_rng(seed).poisson(8.0, (areas, 2)).astype(float))


def hidden_some(system: System, seed: int) -> np.ndarray:
    """A third of what areas have, at random."""
    areas = len(system.laid.areas)
    return (np.random.default_rng(seed).random(len(system.values)) < 0.3) & (system.column < areas - 1)


def test_what_equations_tie_together() -> None:
    matrix = sparse.csr_array([[1.0, 1, 0, 0, 0], [0, 1, -1, 0, 0], [0, 0, 0, 1, 0]])
    assert tied_together(matrix).tolist() == [0, 0, 0, 1, 2]


def test_only_the_citys_sums_are_cut_and_their_pieces_make_them() -> None:
    system = build(of_many_areas())
    pieces = in_pieces(system.matrix, system.right, system.values, most=FEW)
    assert pieces is not None
    assert np.bincount(pieces.of).max() <= FEW
    # No equation ties two pieces together; those of one area stay as they are.
    entries = pieces.matrix.tocoo()
    of_row = [np.unique(pieces.of[entries.col[entries.row == row]]) for row in range(pieces.matrix.shape[0])]
    assert all(len(of) == 1 for of in of_row)
    assert np.abs(pieces.matrix @ system.values - pieces.right).max() < 1e-9
    n_cut, n_pieces = 3, pieces.of.max() + 1
    assert pieces.matrix.shape[0] == system.matrix.shape[0] + n_cut * (n_pieces - 1)
    # Added up again they are the equations that were given.
    assert pieces.matrix.nnz == system.matrix.nnz
    assert np.allclose(pieces.matrix.sum(axis=0), system.matrix.sum(axis=0))
    assert pieces.right.sum() == pytest.approx(system.right.sum())


def test_nothing_is_cut_where_there_are_few_or_where_the_pieces_might_not_fit() -> None:
    system = build(of_many_areas())
    matrix, right, values = system.matrix, system.right, system.values
    assert in_pieces(matrix, right, values, most=len(values)) is None
    # Seven areas do not fit into a piece, so that few could be withheld together there.
    assert in_pieces(matrix, right, values, most=8) is None
    unknown, wrong = values.copy(), values.copy()
    unknown[0], wrong[0] = np.nan, values[0] + 1
    assert in_pieces(matrix, right, unknown, most=FEW) is None
    assert in_pieces(matrix, right, wrong, most=FEW) is None


@pytest.mark.parametrize("seed", range(3))
def test_an_attack_in_pieces_says_of_each_figure_what_one_of_everything_says(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = build(of_many_areas(seed))
    hidden = hidden_some(system, seed)
    least, most = np.where(hidden, 0.0, system.values), np.where(hidden, np.inf, system.values)
    targets, enough = np.flatnonzero(hidden), np.full(hidden.sum(), 5.0)
    given = system.matrix, system.right, least, most, targets
    whole = attack(*given, enough=enough)
    monkeypatch.setattr(seen, "ATTACKED", FEW)
    pieces = attack(*given, enough=enough, truth=system.values)
    assert ((pieces.width >= 5 - 1e-4) == (whole.width >= 5 - 1e-4)).all()
    assert (whole.width < 5 - 1e-4).any()
    # Whoever also knows the rule is told no table in which nothing is unsafe.
    rule = Plausible(
        lambda values: (values > 0.5) & (values < 4.5),
        np.ones(len(hidden), dtype=bool),
        5,
        sparse.csr_array(hidden[None, :].astype(float)),
        system.values,
    )
    ruled = attack(*given, enough=enough, plausible=rule, truth=system.values)
    assert (ruled.width <= attack(*given).width + 1e-4).all()
    assert rule.seen
    for table in rule.seen:
        # What a table has nothing to say about is as it is.
        full = np.where(np.isnan(table), system.values, table)
        assert np.abs(system.matrix @ full - system.right).max() < 1e-6
        assert rule.unsafe(full)[hidden].any()


def test_what_another_piece_holds_makes_no_figure_of_this_one_unsafe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of a piece are laid together with the truth of the others: it has to fit there."""
    truth = np.random.default_rng(1).integers(5, 20, 32).astype(float)
    truth[0], truth[16:24] = 3, truth[:8] + 4

    def unsafe(values: np.ndarray) -> np.ndarray:
        """Few; or as many as sixteen areas further on."""
        return ((values > 0) & (values < 5)) | (values == np.roll(values, 16))

    some = sparse.csr_array((np.arange(32) < 8).astype(float)[None, :])
    rule = Plausible(unsafe, np.ones(32, dtype=bool), 5, some, truth)
    city = sparse.csr_array(np.ones((1, 32))), truth.sum(keepdims=True)
    ends = truth - 2, truth + 2, np.arange(32), np.zeros(32)
    monkeypatch.setattr(seen, "ATTACKED", 16)
    pieces = Seen(*city, *ends, rule, 1e6).in_pieces(truth)
    assert pieces is not None
    assert len(np.unique(pieces.label)) > 1
    rng = np.random.default_rng(2)
    for _ in range(20):
        pieces.push(np.arange(32), rng.choice([-1.0, 1.0], 32))
    first = 0
    for table in rule.seen:
        here = (pieces.label == pieces.label[0]) & ~np.isnan(table)
        first += here.any()
        assert unsafe(np.where(here, table, truth))[:8].any()
    assert first


@pytest.mark.parametrize("size", ["ATTACKED", "SMALL"])
def test_changes_in_pieces_are_changes_of_the_whole(size: str, monkeypatch: pytest.MonkeyPatch) -> None:
    system = build(of_many_areas())
    hidden = hidden_some(system, 1)
    least, most = np.where(hidden, 0.0, system.values), np.where(hidden, np.inf, system.values)
    few = np.flatnonzero(hidden & (system.values > 0) & (system.values < 5))[[0, -1]]
    # Of two sets some figure is unsafe: of each the first, and whatever is where another is.
    sets = np.zeros((2, len(hidden)))
    sets[[0, 1], few] = 1.0
    sets[0, np.flatnonzero(hidden)[:3]] = 1.0

    def unsafe(values: np.ndarray) -> np.ndarray:
        return ((values > 0) & (values < 5)) | ((values == 0) & (np.roll(values, 1) > 0))

    judged = np.ones(len(hidden), dtype=bool)
    rule = Plausible(unsafe, judged, 5, sparse.csr_array(sets), system.values)
    monkeypatch.setattr(seen, size, FEW)
    changes = small_changes(system.matrix, system.right, least, most, np.flatnonzero(hidden), rule).toarray()
    assert len(changes) > 3
    for change in changes:
        assert np.abs(system.matrix @ (system.values + change) - system.right).max() < 1e-6
        assert (system.values + change >= least - 1e-6).all()
        assert (sets @ unsafe(system.values + change) > 0).all()
        assert (system.values + change <= most + 1e-6).all()


@pytest.mark.parametrize("seed", range(2))
def test_a_great_table_protected_in_pieces_passes_the_audit_of_the_whole(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = of_many_areas(seed)
    at_once = oi.protect(figures)
    monkeypatch.setattr(complementary, "SEARCHED", FEW)
    monkeypatch.setattr(seen, "ATTACKED", FEW)
    pieces = oi.protect(figures)
    monkeypatch.undo()
    assert oi.audit(pieces.statistics, truth=figures).passed
    assert not pieces.log["optimal"].any()
    # Not everything that may go with an unsafe figure lies in its piece: some more goes.
    assert len(at_once.log) <= len(pieces.log) <= 2 * len(at_once.log)
