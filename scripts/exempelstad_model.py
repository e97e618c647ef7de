"""The model of Exempelstad (påhittad): who lives there, what is counted of them, and what is true.

Each sub-area has latent values (need, housing, trust); a rate is logistic in them, in sex, disability, age
and time; a count is binomial. Since the rates are known, so is the truth of every indicator. Each row of the
parameters draws from a random stream of its own, so that a new row leaves every figure that was there before
as it was.

Arrays have the shape (sub-areas, periods, sexes, disability, age groups) unless something else is said.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from exempelstad_map import CityMap
from numpy.typing import NDArray

Parameters = dict[str, Any]
Floats = NDArray[np.float64]

SEX = ("women", "men")
DISABILITY = ("with", "without")
AGE = ("0-15", "16-24", "25-64", "65-")
_WOMEN = np.array([0.5, -0.5]).reshape(2, 1, 1)
_DISABILITY = np.array([1.0, 0.0]).reshape(2, 1)


@dataclass
class City:
    """What the model drew and what it drew from.

    Attributes
    ----------
    latent : dict of str to numpy.ndarray
        True latent values, each of shape (sub-areas, periods).
    counts : dict of str to numpy.ndarray
        Drawn persons (or sums) per cell; -1 where a variable does not exist for an age group.
    rate : dict of str to numpy.ndarray
        True rate (or mean) of each variable beside the variable that it is drawn from.
    dwellings, expected_dwellings : dict of str to numpy.ndarray
        Drawn and expected dwellings, shape (sub-areas, periods).
    """

    map: CityMap
    latent: dict[str, Floats]
    counts: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    rate: dict[str, Floats] = field(default_factory=dict)
    dwellings: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    expected_dwellings: dict[str, Floats] = field(default_factory=dict)


def stream(p: Parameters, name: str) -> np.random.RandomState:
    """Return the random stream of one row.

    RandomState is frozen by numpy: it gives the same draws in every release.
    """
    return np.random.RandomState((p["model"]["seed"] + zlib.crc32(name.encode())) % 2**32)


def logit(rate: Floats) -> Floats:
    """Return the log-odds of a rate."""
    return np.log(rate / (1 - rate))


def logistic(x: Floats) -> Floats:
    """Return the rate of a log-odds."""
    return 1 / (1 + np.exp(-x))


def settled(rate: Floats) -> Floats:
    """Round to six decimals, so that a draw never hangs on the last bit of a machine's exp()."""
    return np.round(rate, 6)


def softmax(x: Floats) -> Floats:
    """Return shares that sum to one over the last axis."""
    weight: Floats = np.exp(x)
    shares: Floats = weight / weight.sum(axis=-1, keepdims=True)
    return shares


def area_values(p: Parameters, city: CityMap, name: str) -> Floats:
    """Spread a column of ``[[area]]`` over the sub-areas, shape (sub-areas,)."""
    of_area = {area["code"]: area[name] for area in p["area"]}
    return np.array([of_area[code] for code in city.area_of], dtype=float)


def draw_latents(p: Parameters, city: CityMap) -> dict[str, Floats]:
    """Draw true latent values: the area's own, plus the sub-area's deviation, plus the area's drift.

    The deviations are centred within each area (weighted by planned inhabitants), so that an area's value is
    exactly the one in its row. Each has shape (sub-areas, periods).
    """
    random = stream(p, "latent")
    owner = np.array(city.area_of)
    years = np.array(p["model"]["periods"]) - p["model"]["middle"]
    drifts = {area["code"]: area.get("drift", {}) for area in p["area"]}
    latent = {}
    for name in p["model"]["latents"]:
        deviation = random.normal(0, p["model"]["spread"][name], len(owner))
        for row in p["outlier"]:
            deviation[city.sub_areas.index(row["sub_area"])] += row.get(name, 0.0)
        for code in sorted(set(owner)):
            deviation[owner == code] -= np.average(
                deviation[owner == code], weights=city.population[owner == code]
            )
        drift = np.array([drifts[code].get(name, 0.0) for code in owner])
        latent[name] = (area_values(p, city, name) + deviation)[:, None] + drift[:, None] * years
    return latent


def renewed(expected: Floats, renewal: float, random: np.random.RandomState) -> NDArray[np.int64]:
    """Draw a stock that is partly exchanged each period (axis 1), with mean `expected` in each of them.

    Those who stay are binomial, those who come are Poisson: a first-order autoregression for counts.
    """
    come = expected[:, 1:] - (1 - renewal) * expected[:, :-1]
    if (come < 0).any():
        raise SystemExit("a stock shrinks faster than it is renewed: raise `renewal`")
    drawn = [random.poisson(expected[:, 0])]
    for period in range(1, expected.shape[1]):
        drawn.append(random.binomial(drawn[-1], 1 - renewal) + random.poisson(come[:, period - 1]))
    return np.stack(drawn, axis=1)


def draw_population(p: Parameters, city: City) -> None:
    """Draw who lives there: ``folkmangd``."""
    random, q = stream(p, "folkmangd"), p["population"]
    n, years = len(city.map.sub_areas), np.array(p["model"]["periods"]) - p["model"]["periods"][0]
    growth = area_values(p, city.map, "growth") + random.normal(0, q["growth_spread"], n)
    total = city.map.population[:, None] * np.exp(growth[:, None] * years)
    rows = [q["age"][age] for age in AGE]
    score = np.stack([np.log(row["share"]) + weighted(row, city.latent) for row in rows], axis=-1)
    age = softmax(score + random.normal(0, q["age_spread"], (n, 1, len(AGE))))
    women = np.array([q["women"][a] for a in AGE])
    sex = np.stack([women, 1 - women])[:, None, :]
    disabled = settled(logistic(linear(p, {**q["disability"], "id": "disability"}, city)[:, :, :, :1, :]))
    disability = np.concatenate([disabled, 1 - disabled], axis=3)
    expected = total[:, :, None, None, None] * age[:, :, None, None, :] * sex * disability
    city.counts["folkmangd"] = renewed(np.round(expected, 4), q["renewal"], random)


def weighted(row: Parameters, latent: dict[str, Floats]) -> Floats:
    """Sum a row's loadings times the latent values, shape (sub-areas, periods)."""
    return sum((row.get(name, 0.0) * values for name, values in latent.items()), start=np.zeros(1))


def linear(p: Parameters, row: Parameters, city: City) -> Floats:
    """Add up a row's effects: base, latents, groups, trend, lasting deviations of areas and sub-areas."""
    random = stream(p, f"{row['id']}: deviations")
    owner = np.array(city.map.area_of)
    areas, place = np.unique(owner, return_inverse=True)
    own = random.normal(0, 1, len(areas))[place] * row.get("area_noise", 0.0)
    own = own + random.normal(0, 1, len(owner)) * row.get("noise", 0.0)
    trend = row.get("trend", 0.0) * (np.array(p["model"]["periods"]) - p["model"]["middle"])
    score = weighted(row, city.latent) + own[:, None] + trend
    age = np.array([row.get("age", {}).get(a, 0.0) for a in AGE])
    groups = _WOMEN * row.get("women", 0.0) + _DISABILITY * row.get("disability", 0.0) + age
    predictor: Floats = score[:, :, None, None, None] + groups + base(row)
    return predictor


def base(row: Parameters) -> Floats:
    """Return where a row starts on its own scale, per age group: nan for ages that do not exist in it."""
    if "mean" in row:
        return np.full(len(AGE), np.log(row["mean"]))
    rate = row["rate"] if isinstance(row["rate"], dict) else dict.fromkeys(AGE, row["rate"])
    # A rate of 1 is infinite on the logit scale and comes back as exactly 1.
    with np.errstate(divide="ignore"):
        return logit(np.array([rate.get(a, np.nan) for a in AGE]))


def draw_variable(p: Parameters, row: Parameters, city: City) -> None:
    """Draw one row of ``[[variable]]`` for every cell and keep its true rate."""
    name = row["id"]
    if "difference" in row:
        minuend, subtrahend = (city.counts[v] for v in row["difference"])
        city.counts[name] = np.where(minuend < 0, -1, minuend - subtrahend)
        return
    random, persons, score = stream(p, name), city.counts[row["of"]], linear(p, row, city)
    exists = (persons >= 0) & ~np.isnan(score)
    persons = np.where(exists, persons, 0)
    if "mean" in row:
        city.rate[name] = np.where(exists, settled(np.exp(score)), np.nan)
        shape = persons / row["cv"] ** 2
        drawn = random.standard_gamma(shape) * np.nan_to_num(city.rate[name]) * row["cv"] ** 2
        city.counts[name] = np.where(exists, np.round(drawn), -1).astype(np.int64)
        return
    with np.errstate(invalid="ignore"):
        rate = settled(logistic(score))
    taken = [city.rate[other] for other in row.get("excluding", [])]
    left = 1 - sum(taken, start=np.zeros(1))
    if (rate[exists] > np.broadcast_to(left, rate.shape)[exists]).any():
        raise SystemExit(f"'{name}' and what it excludes are more than all: lower a rate or a loading")
    free = persons - sum((city.counts[other] for other in row.get("excluding", [])), start=np.zeros(1, int))
    drawn = random.binomial(np.where(exists, free, 0), np.where(exists, settled(rate / left), 0.0))
    city.rate[name] = np.where(exists, rate, np.nan)
    city.counts[name] = np.where(exists, drawn, -1)


def draw_dwellings(p: Parameters, city: City) -> None:
    """Draw dwellings by tenure. They follow the middle year's latent values: houses do not drift."""
    random, q = stream(p, "dwellings"), p["dwellings"]
    middle = p["model"]["periods"].index(p["model"]["middle"])
    fixed = {name: values[:, middle : middle + 1] for name, values in city.latent.items()}
    score = np.stack([np.log(row["share"]) + weighted(row, fixed) for row in q["tenure"].values()], axis=-1)
    share = softmax(score + random.normal(0, q["spread"], (len(score), 1, len(q["tenure"]))))
    growth = np.exp(area_values(p, city.map, "growth")[:, None] * np.arange(len(p["model"]["periods"])))
    expected = np.round((city.map.population[:, None] * growth / q["persons"])[:, :, None] * share, 4)
    drawn = renewed(expected, q["renewal"], random)
    for k, name in enumerate(q["tenure"]):
        city.expected_dwellings[name], city.dwellings[name] = expected[:, :, k], drawn[:, :, k]


def simulate(p: Parameters, city_map: CityMap) -> City:
    """Draw the whole city from its parameters, on a map."""
    city = City(map=city_map, latent=draw_latents(p, city_map))
    draw_population(p, city)
    for row in p["variable"]:
        draw_variable(p, row, city)
    draw_dwellings(p, city)
    return city


# --- what is true ---------------------------------------------------------------------------------------


def relative(p: Parameters, city: City, name: str, denominator: str) -> Floats:
    """Return the true rate of a variable beside an ancestor, however many rows lie between the two."""
    if name == denominator:
        return np.ones(1)
    row = next((row for row in p["variable"] if row["id"] == name), None)
    if row is None:
        raise SystemExit(
            f"'{name}' is not drawn from '{denominator}'; the truth of such an indicator is not known"
        )
    if "difference" in row:
        a, b = row["difference"]
        return relative(p, city, a, denominator) - relative(p, city, b, denominator)
    return city.rate[name] * relative(p, city, row["of"], denominator)


def truth_parts(p: Parameters, city: City, row: Parameters) -> tuple[Floats, Floats]:
    """Return an indicator's true numerator and denominator per cell: the drawn persons times the true rate.

    For dwellings both are the expected stock, shape (sub-areas, periods).
    """
    if row["numerator"][0] in city.expected_dwellings:
        stock = city.expected_dwellings
        part, whole = (np.sum([stock[v] for v in row[side]], axis=0) for side in ("numerator", "denominator"))
        return part, whole
    (denominator,) = row["denominator"]
    persons = np.where(city.counts[denominator] < 0, 0, city.counts[denominator])
    rate = sum((relative(p, city, v, denominator) for v in row["numerator"]), start=np.zeros(1))
    return np.nan_to_num(persons * rate), persons


def truth(
    p: Parameters, city: City, row: Parameters, sex: str = "total", disability: str = "total"
) -> Floats:
    """Return the true value of an indicator in its own unit, shape (areas and the whole city, periods)."""
    inside = membership(p, city.map)
    if row["kind"] == "mix":
        stock = np.stack([inside @ city.expected_dwellings[v] for v in row["numerator"]])
        share = stock / stock.sum(axis=0)
        entropy: Floats = -100 * (share * np.log(share)).sum(axis=0) / np.log(len(share))
        return entropy
    sums = []
    for part in truth_parts(p, city, row):
        if part.ndim > 2:
            s = slice(None) if sex == "total" else [SEX.index(sex)]
            d = slice(None) if disability == "total" else [DISABILITY.index(disability)]
            part = part[:, :, s][:, :, :, d].sum(axis=(2, 3, 4))
        sums.append(inside @ part)
    with np.errstate(invalid="ignore"):  # a small area may have no one in a group: then there is no truth
        value: Floats = sums[0] / sums[1] * {"share": 100, "rate": row.get("per", 1), "mean": 1}[row["kind"]]
    return value


def membership(p: Parameters, city: CityMap) -> Floats:
    """Put ones where a sub-area lies in an area (last row: the whole city), shape (areas + 1, sub-areas)."""
    rows = [[float(code == area["code"]) for code in city.area_of] for area in p["area"]]
    return np.array([*rows, [1.0] * len(city.area_of)])


def is_personal(city: City, row: Parameters) -> bool:
    """Whether an indicator is counted in persons, so that it can be broken down."""
    return row["numerator"][0] in city.counts
