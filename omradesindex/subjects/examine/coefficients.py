"""The tables of an examination: reliability, components, weights, links, and all of them as one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
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

    from omradesindex.subjects.examine.examine import Examination

Floats = NDArray[np.float64]

_FEWEST = 4  # complete areas that components are made of


def usable(examination: Examination, names: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what has no values or does not vary: it has no correlation even with itself."""
    own = np.diagonal(examination.pairwise[0])
    return tuple(name for name in names if not np.isnan(own[examination.measures.index(name)]))


def component_sets(examination: Examination) -> Iterator[tuple[str, tuple[str, ...], Floats]]:
    """Each whole with the indicators that vary over the areas where all of them have values."""
    for whole in examination.wholes:
        used = usable(examination, whole.indicators)
        while len(used) > 1:
            values = examination.values[:, examination.at(used)]
            complete = values[~np.isnan(values).any(axis=1)]
            if len(complete) < _FEWEST:
                break
            still = tuple(u for u, spread in zip(used, np.ptp(complete, axis=0), strict=True) if spread > 0)
            if still == used:
                yield whole.id, used, values
                break
            used = still


def reliability(examination: Examination) -> pd.DataFrame:
    """See :attr:`Examination.reliability`."""
    import pandas as pd

    rows = []
    for whole in examination.wholes:
        sets = {"indicators": whole.indicators}
        if whole.members != whole.indicators:
            sets = {"dimensions": whole.members, **sets}
        for of, names in sets.items():
            used = usable(examination, names)
            alpha, low, high, n = np.nan, np.nan, np.nan, 0
            if len(used) > 1:
                places = examination.at(used)
                n = int(examination.pairwise[1][np.ix_(places, places)].min())
                alpha = float(cronbach_alpha(examination.values[:, places]))
                low, high = map(float, alpha_interval(alpha, n, len(used)))
            rows.append((whole.id, of, alpha, low, high, len(used), len(names), n))
    columns = ["whole", "of", "alpha", "low", "high", "used", "members", "n"]
    return pd.DataFrame(rows, columns=columns)


def components(examination: Examination) -> pd.DataFrame:
    """See :attr:`Examination.components`."""
    import pandas as pd

    frames = []
    for whole, used, values in component_sets(examination):
        found = principal_components(values)
        frames.append(
            pd.DataFrame(
                {
                    "whole": whole,
                    "component": np.arange(1, len(used) + 1),
                    "eigenvalue": found.eigenvalues,
                    "explained": found.explained,
                    "cumulative": np.cumsum(found.explained),
                    "indicators": len(used),
                    "n": int(found.n),
                }
            )
        )
    columns = ["whole", "component", "eigenvalue", "explained", "cumulative", "indicators", "n"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def loadings(examination: Examination) -> pd.DataFrame:
    """See :attr:`Examination.loadings`."""
    import pandas as pd

    rows = [
        (whole, name, k + 1, float(loading))
        for whole, used, values in component_sets(examination)
        for name, row in zip(used, principal_components(values).loadings, strict=True)
        for k, loading in enumerate(row)
    ]
    return pd.DataFrame(rows, columns=["whole", "indicator", "component", "loading"])


def effective_weights(examination: Examination) -> pd.DataFrame:
    """See :attr:`Examination.effective_weights`."""
    import pandas as pd

    index, indicators = examination.result.index, examination.wholes[-1].indicators
    nominal = compute.effective_weights(
        index.levels, np.zeros((1, len(indicators))), {level.id: np.zeros(1) for level in index.levels}
    )[0]
    there = ~np.isnan(examination.result.level_scores["index"])
    used = examination.result.weights[there].mean(axis=0) if there.any() else np.full(len(indicators), np.nan)
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
    y = examination.result.level_scores["index"]
    for frame in frames:
        names = tuple(frame["measure"])
        effect = main_effect(examination.values[:, examination.at(names)], y)
        found = [examination.pair(name, "index") for name in names]
        frame[["correlation", "low", "high"]] = [row[:3] for row in found]
        frame["n"] = [row[3] for row in found]
        total = np.nansum(effect)
        frame["main_effect"] = effect
        frame["share"] = effect / total if total > 0 else np.nan
        weight = frame["used"].to_numpy()
        frame["ratio"] = frame["share"] / np.where(weight > 0, weight, np.nan)
    return pd.concat(frames, ignore_index=True)


def links(examination: Examination) -> pd.DataFrame:
    """See :attr:`Examination.links`."""
    import pandas as pd

    rows: list[tuple[Any, ...]] = []
    if examination.outside is not None:
        scores = examination.values[:, examination.at(examination.result.columns)]
        other = examination.outside.to_numpy()
        both = ~np.isnan(scores)[:, :, None] & ~np.isnan(other)[:, None, :]
        found = {method: correlation(scores, other, method=method) for method in CORRELATIONS}
        for k, link in enumerate(examination.outside.columns):
            for j, measure in enumerate(examination.result.columns):
                missing = tuple(
                    code for code, has in zip(examination.result.areas, both[:, j, k], strict=True) if not has
                )
                for method, (r, n) in found.items():
                    low, high = correlation_interval(r[j, k], n[j, k], method=method)
                    rows.append(
                        (link, measure, method, r[j, k], float(low), float(high), int(n[j, k]), missing)
                    )
    columns = ["link", "measure", "method", "correlation", "low", "high", "n", "missing"]
    return pd.DataFrame(rows, columns=columns)


def to_frame(examination: Examination) -> pd.DataFrame:
    """See :meth:`Examination.to_frame`."""
    import pandas as pd

    e = examination
    pairs = [(a, b, *e.pair(a, b)) for a, b in combinations(e.measures, 2)]
    areas = e.components.drop_duplicates("whole").set_index("whole")["n"]
    correlations = pd.DataFrame(pairs, columns=["a", "b", "value", "low", "high", "n"])
    weights = e.effective_weights.rename(columns={"dimension": "whole", "measure": "a"})
    shares = ["nominal", "used", "main_effect", "share"]
    tables = {
        "correlation": correlations.assign(method="pearson"),
        "alpha": e.reliability.rename(columns={"of": "a", "alpha": "value"}).assign(method="cronbach"),
        "explained": e.components.rename(columns={"component": "b", "explained": "value"}).assign(
            method="pca"
        ),
        "loading": e.loadings.rename(columns={"indicator": "a", "component": "b", "loading": "value"}).assign(
            method="pca", n=e.loadings["whole"].map(areas)
        ),
        "weight": weights.melt(["whole", "a", "n"], shares, "method", "value").assign(b="index"),
        "link": e.links.rename(columns={"measure": "a", "link": "b", "correlation": "value"}),
    }
    columns = ["kind", "whole", "a", "b", "method", "value", "low", "high", "n"]
    frames = [
        table.assign(kind=kind).reindex(columns=columns) for kind, table in tables.items() if len(table)
    ]
    frame = pd.concat([table.astype(dict.fromkeys(columns[5:8], float)) for table in frames])
    text = columns[:5]
    frame[text] = frame[text].astype(object).fillna("").astype(str)
    return frame.reset_index(drop=True).assign(
        statistics=e.result.statistics.name, index=e.result.index.id, partial=e.result.partial
    )
