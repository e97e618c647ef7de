"""The tables of an examination: reliability, components, weights and links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import compute
from omradesindex.methods import rescale
from omradesindex.methods.multivariate import (
    CORRELATIONS,
    alpha_interval,
    correlation,
    correlation_interval,
    cronbach_alpha,
    main_effect,
    principal_components,
)

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.examine.examined import Examined

Floats = NDArray[np.float64]

_FEWEST = 4  # complete areas that components are made of


def component_sets(examined: Examined) -> Iterator[tuple[str, tuple[str, ...], Floats]]:
    """Each whole with the indicators that vary over the areas where all of them have values."""
    for whole in examined.wholes:
        used = examined.usable(whole.indicators)
        while len(used) > 1:
            values = examined.values[:, examined.at(used)]
            complete = values[~np.isnan(values).any(axis=1)]
            if len(complete) < _FEWEST:
                break
            still = tuple(u for u, spread in zip(used, np.ptp(complete, axis=0), strict=True) if spread > 0)
            if still == used:
                yield whole.id, used, values
                break
            used = still


def reliability(examined: Examined) -> pd.DataFrame:
    """See :attr:`Examination.reliability`."""
    import pandas as pd

    rows = []
    for whole in examined.wholes:
        sets = {"indicators": whole.indicators}
        if whole.members != whole.indicators:
            sets = {"dimensions": whole.members, **sets}
        for of, names in sets.items():
            used = examined.usable(names)
            alpha, low, high, n = np.nan, np.nan, np.nan, 0
            if len(used) > 1:
                places = examined.at(used)
                n = int(examined.pairwise[1][np.ix_(places, places)].min())
                alpha = float(cronbach_alpha(examined.values[:, places]))
                low, high = map(float, alpha_interval(alpha, n, len(used)))
            rows.append((whole.id, of, alpha, low, high, len(used), len(names), n))
    columns = ["whole", "of", "alpha", "low", "high", "used", "members", "n"]
    return pd.DataFrame(rows, columns=columns)


def indicator_reliability(examined: Examined) -> pd.DataFrame:
    """See :attr:`Examination.indicator_reliability`."""
    import pandas as pd

    result = examined.result
    learnt = result.learnt.reliability
    ids = examined.wholes[-1].indicators
    return pd.DataFrame(
        {
            "indicator": ids,
            "dimension": [result.index.dimension_of(name).id for name in ids],
            "reliability": learnt.reliability,
            "spread": np.sqrt(learnt.observed),
            "noise": np.sqrt(learnt.noise),
            "n": learnt.areas.astype(int),
        }
    )


def components(examined: Examined) -> pd.DataFrame:
    """See :attr:`Examination.components`."""
    import pandas as pd

    frames = []
    for whole, used, values in component_sets(examined):
        components = principal_components(values)
        frames.append(
            pd.DataFrame(
                {
                    "whole": whole,
                    "component": np.arange(1, len(used) + 1),
                    "eigenvalue": components.eigenvalues,
                    "explained": components.explained,
                    "cumulative": np.cumsum(components.explained),
                    "indicators": len(used),
                    "n": int(components.n),
                }
            )
        )
    columns = ["whole", "component", "eigenvalue", "explained", "cumulative", "indicators", "n"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def loadings(examined: Examined) -> pd.DataFrame:
    """See :attr:`Examination.loadings`."""
    import pandas as pd

    rows = [
        (whole, name, k + 1, float(loading))
        for whole, used, values in component_sets(examined)
        for name, row in zip(used, principal_components(values).loadings, strict=True)
        for k, loading in enumerate(row)
    ]
    return pd.DataFrame(rows, columns=["whole", "indicator", "component", "loading"])


def effective_weights(examined: Examined) -> pd.DataFrame:
    """See :attr:`Examination.effective_weights`."""
    import pandas as pd

    index, indicators = examined.result.index, examined.wholes[-1].indicators
    nominal = compute.effective_weights(
        index.levels, np.zeros((1, len(indicators))), {level.id: np.zeros(1) for level in index.levels}
    )[0]
    scored = ~np.isnan(examined.result.level_scores["index"])
    used = examined.result.weights[scored].mean(axis=0) if scored.any() else np.full(len(indicators), np.nan)
    place = {name: i for i, name in enumerate(indicators)}
    under = {d.id: [place[leaf.id] for leaf in d.leaves()] for d in index.dimensions}
    frames = [
        pd.DataFrame(
            {
                "level": "indicator",
                "measure": indicators,
                "dimension": [index.dimension_of(name).id for name in indicators],
                "nominal": nominal,
                "used": used,
            }
        ),
        pd.DataFrame(
            {
                "level": "dimension",
                "measure": list(under),
                "dimension": list(under),
                "nominal": rescale([d.weight for d in index.dimensions]),
                "used": [used[columns].sum() for columns in under.values()],
            }
        ),
    ]
    y = examined.result.level_scores["index"]
    for frame in frames:
        names = tuple(frame["measure"])
        effect = main_effect(examined.values[:, examined.at(names)], y)
        pairs = [examined.pair(name, "index") for name in names]
        frame[["correlation", "low", "high"]] = [row[:3] for row in pairs]
        frame["n"] = [row[3] for row in pairs]
        total = np.nansum(effect)
        frame["main_effect"] = effect
        frame["share"] = effect / total if total > 0 else np.nan
        weight = frame["used"].to_numpy()
        frame["ratio"] = frame["share"] / np.where(weight > 0, weight, np.nan)
    return pd.concat(frames, ignore_index=True)


def links(examined: Examined) -> pd.DataFrame:
    """See :attr:`Examination.links`."""
    import pandas as pd

    rows: list[tuple[Any, ...]] = []
    if examined.outside is not None:
        scores = examined.values[:, examined.at(examined.result.columns)]
        other = examined.outside.to_numpy()
        both = ~np.isnan(scores)[:, :, None] & ~np.isnan(other)[:, None, :]
        by_method = {method: correlation(scores, other, method=method) for method in CORRELATIONS}
        for k, link in enumerate(examined.outside.columns):
            for j, measure in enumerate(examined.result.columns):
                missing = tuple(
                    code for code, has in zip(examined.result.areas, both[:, j, k], strict=True) if not has
                )
                for method, (r, n) in by_method.items():
                    low, high = correlation_interval(r[j, k], n[j, k], method=method)
                    rows.append(
                        (link, measure, method, r[j, k], float(low), float(high), int(n[j, k]), missing)
                    )
    columns = ["link", "measure", "method", "correlation", "low", "high", "n", "missing"]
    return pd.DataFrame(rows, columns=columns)
