"""Principal components as weights: the handbook's example, COINr's print."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.methods.multivariate import principal_components
from omradesindex.methods.weight_components import factor_loadings, first_component, rotated_loadings
from tests.methods import tai
from tests.methods.asem import Shared, read, table


def test_factor_loadings_of_the_handbook() -> None:
    # OECD/JRC (2008), Table 16: explained variance; Table 18 (PC): weights. Two of the columns are printed
    # as logarithms of two decimals, which moves the variances a little.
    explained = principal_components(tai.RAW).explained
    assert 100 * explained == pytest.approx([41.9, 21.8, 12.3, 11.1, 6.0, 3.7, 2.2, 0.9], abs=0.15)
    found = factor_loadings(tai.RAW, factors=4)
    assert found == pytest.approx([0.17, 0.15, 0.11, 0.07, 0.08, 0.12, 0.14, 0.16], abs=0.006)
    # Normalising first changes nothing: correlations are the same.
    assert factor_loadings(tai.NORMALISED, factors=4) == pytest.approx(found, abs=1e-6)


def test_without_rotation_and_over_all_factors() -> None:
    loadings = principal_components(tai.RAW).loadings[:, :2]
    communality = (loadings**2).sum(axis=1)
    for rotate in (False, True):
        found = factor_loadings(tai.RAW, factors=2, rotate=rotate, group="all")
        assert found == pytest.approx(communality / communality.sum())
    highest = (loadings**2).max(axis=1)
    assert factor_loadings(tai.RAW, factors=2, rotate=False) == pytest.approx(highest / highest.sum())


def test_two_pairs_of_repeating_columns_share_alike() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(size=(2, 500))
    x = np.column_stack([a, a + 0.01 * rng.normal(size=500), b, b + 0.01 * rng.normal(size=500)])
    assert factor_loadings(x) == pytest.approx([0.25] * 4, abs=0.01)


def test_first_component_of_coinr(shared: Shared) -> None:
    asem = read(shared)
    scores = table(shared, "base_Aggregated").loc[list(asem.units)]
    printed = table(shared, "weights_PCA_L2", "iCode")["Weight"]
    for name, _, parts in asem.groups:
        if name in ("Conn", "Sust"):
            x = scores[list(parts)].to_numpy(float)
            loadings = printed[list(parts)].to_numpy()
            vector = principal_components(x).vectors[:, 0]
            np.testing.assert_allclose(np.abs(vector), np.abs(loadings), rtol=0, atol=3e-10)
            if name == "Conn":
                np.testing.assert_allclose(first_component(x), loadings / loadings.sum(), atol=1e-10)
            else:
                # COINr keeps the negative loading; a weight it cannot be.
                with pytest.raises(MethodError, match="points against the others in the first component"):
                    first_component(x)


def test_first_components_of_scenarios_are_a_loop() -> None:
    rng = np.random.default_rng(2)
    x = rng.normal(size=(3, 20, 1)) + 0.3 * rng.normal(size=(3, 20, 4))
    for one, found in zip(x, first_component(x), strict=True):
        np.testing.assert_allclose(first_component(one), found, rtol=1e-12)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"factors": 0}, "0 factors are asked for"),
        ({"factors": 9}, "9 factors are asked for. Expected: from 1 to 8 of 8 columns"),
        ({"group": "some"}, "group = 'some' is unknown"),
    ],
)
def test_what_is_no_choice_of_factors(options: dict[str, object], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        factor_loadings(tai.RAW, **options)  # type: ignore[arg-type]


def test_one_table_at_a_time() -> None:
    with pytest.raises(MethodError, match="one set of values at a time"):
        factor_loadings(np.stack([tai.RAW, tai.RAW]))


def test_rotated_loadings_of_the_handbook() -> None:
    # Table 16: what each of the four rotated factors explains, of eight.
    found = rotated_loadings(tai.RAW, factors=4)
    np.testing.assert_allclose(np.sort(8 * found.explained), [1.19, 1.39, 1.76, 2.64], atol=0.03)
    np.testing.assert_allclose(found.communalities, (found.loadings**2).sum(axis=1))
    plain = rotated_loadings(tai.RAW, factors=4, rotate=False)
    np.testing.assert_allclose(plain.communalities, found.communalities)
    np.testing.assert_allclose(8 * plain.explained, plain.eigenvalues[:4])
    assert (found.loadings.sum(axis=0) > 0).all()


def test_intermediate_composites_weigh_what_their_factor_explains() -> None:
    found = rotated_loadings(tai.RAW, factors=4)
    weights = factor_loadings(tai.RAW, factors=4, group="composites")
    factor = (found.loadings**2).argmax(axis=1)
    for k in range(4):
        share = found.explained[k] / found.explained.sum()
        assert weights[factor == k].sum() == pytest.approx(share)
        own = found.loadings[factor == k, k] ** 2
        np.testing.assert_allclose(weights[factor == k], share * own / own.sum())
