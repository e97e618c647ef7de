"""The model of Exempelstad (påhittad): who lives there, what is counted of them, and what is true.

Each sub-area has latent values (need, housing, trust …); a rate is logistic in them, in sex, disability, age
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
    places : dict of str to numpy.ndarray
        What else is counted of a place and not of a person, shape (sub-areas, periods). Its rates are in
        `rate`.
    values, true_values : dict of str to numpy.ndarray
        Values that are given as they stand, of shape (areas and the whole city; periods; total, women, men).
    """

    map: CityMap
    latent: dict[str, Floats]
    counts: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    rate: dict[str, Floats] = field(default_factory=dict)
    dwellings: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    expected_dwellings: dict[str, Floats] = field(default_factory=dict)
    places: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    values: dict[str, Floats] = field(default_factory=dict)
    true_values: dict[str, Floats] = field(default_factory=dict)


def stream(p: Parameters, name: str) -> np.random.RandomState:
    """Return the random stream of one row.

    RandomState is frozen by numpy: it gives the same draws in every release.
    """
    return np.random.RandomState((p["model"]["seed"] + zlib.crc32(name.encode())) % 2**32)


def logit(rate: Floats) -> Floats:
    """Return the log-odds of a rate. A rate of 0 or 1 is infinite and comes back as exactly 0 or 1."""
    with np.errstate(divide="ignore"):
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
    age = np.array([row.get("age", {}).get(a, 0.0) for a in AGE])
    groups = _WOMEN * row.get("women", 0.0) + _DISABILITY * row.get("disability", 0.0) + age
    predictor: Floats = local(p, row, city)[:, :, None, None, None] + groups + base(row)
    return predictor


def local(p: Parameters, row: Parameters, city: City) -> Floats:
    """Add up what a row's effects owe to place and year, shape (sub-areas, periods)."""
    random = stream(p, f"{row['id']}: deviations")
    owner = np.array(city.map.area_of)
    areas, place = np.unique(owner, return_inverse=True)
    own = random.normal(0, 1, len(areas))[place] * row.get("area_noise", 0.0)
    own = own + random.normal(0, 1, len(owner)) * row.get("noise", 0.0)
    trend = row.get("trend", 0.0) * (np.array(p["model"]["periods"]) - p["model"]["middle"])
    score: Floats = weighted(row, city.latent) + own[:, None] + trend
    return score


def base(row: Parameters) -> Floats:
    """Return where a row starts on its own scale, per age group: nan for ages that do not exist in it."""
    if "mean" in row:
        return np.full(len(AGE), np.log(row["mean"]))
    rate = row["rate"] if isinstance(row["rate"], dict) else dict.fromkeys(AGE, row["rate"])
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
    persons, score = np.where(exists, persons, 0), np.where(exists, score, np.nan)
    if "mean" in row:
        city.rate[name] = settled(np.exp(score))
        drawn = gamma_sum(random, persons, city.rate[name], row["cv"])
    else:
        city.rate[name], drawn = draw_rate(row, random, score, persons, city.rate, city.counts)
    city.counts[name] = np.where(exists, drawn, -1)


def gamma_sum(
    random: np.random.RandomState, number: NDArray[np.int64], mean: Floats, cv: float
) -> NDArray[np.int64]:
    """Draw the sum of `number` amounts, each gamma with this mean and coefficient of variation."""
    drawn = random.standard_gamma(number / cv**2) * np.nan_to_num(mean) * cv**2
    return np.round(drawn).astype(np.int64)


def draw_rate(
    row: Parameters,
    random: np.random.RandomState,
    score: Floats,
    number: NDArray[np.int64],
    rates: dict[str, Floats],
    counts: dict[str, NDArray[np.int64]],
) -> tuple[Floats, NDArray[np.int64]]:
    """Draw how many of `number` are counted; return the true rate and the draw.

    Those counted elsewhere cannot be counted here (``excluding``), or are all counted (``including``).
    """
    others = row.get("excluding", []) + row.get("including", [])
    left = 1 - sum((np.nan_to_num(rates[other]) for other in others), start=np.zeros(1))
    counted = sum((np.maximum(counts[other], 0) for other in others), start=np.zeros(1, int))
    exists = ~np.isnan(score)
    rate = settled(logistic(score))
    if "including" in row:
        share, rate = rate, settled(1 - left + left * rate)
    elif (rate[exists] > np.broadcast_to(left, rate.shape)[exists]).any():
        raise SystemExit(f"'{row['id']}' and what it excludes are more than all: lower a rate or a loading")
    else:
        share = settled(rate / left)
    drawn = random.binomial(np.where(exists, number - counted, 0), np.where(exists, share, 0.0))
    return rate, drawn + (counted if "including" in row else 0)


def draw_place(p: Parameters, row: Parameters, city: City) -> None:
    """Draw one row of ``[[place]]`` for every sub-area and period and keep its true rate."""
    name, random, score = row["id"], stream(p, row["id"]), local(p, row, city)
    number = at_place(city, row["of"])
    if "rate" in row:
        score = score + logit(np.array(row["rate"]))
        city.rate[name], city.places[name] = draw_rate(row, random, score, number, city.rate, city.places)
        return
    city.rate[name] = settled(np.exp(score + np.log(row["intensity"] if "intensity" in row else row["mean"])))
    if "intensity" in row:
        city.places[name] = random.poisson(np.round(number * city.rate[name], 4))
    else:
        city.places[name] = gamma_sum(random, number, city.rate[name], row["cv"])


def at_place(city: City, name: str) -> NDArray[np.int64]:
    """Return drawn numbers per sub-area and period, whoever or whatever is counted."""
    if name == "surface":
        square_metres = np.array([round(outline.area) for outline in city.map.outlines])
        return np.repeat(square_metres[:, None], city.latent["need"].shape[1], axis=1)
    if name in city.counts:
        persons: NDArray[np.int64] = np.maximum(city.counts[name], 0).sum(axis=(2, 3, 4))
        return persons
    return city.dwellings[name] if name in city.dwellings else city.places[name]


def draw_given(p: Parameters, row: Parameters, city: City) -> None:
    """Draw one row of ``[[given]]``: a value that is published as it stands and that parts do not add up to.

    Values have the shape (areas and the whole city; periods; total, women, men).
    """
    persons = np.maximum(city.counts[row["of"]], 0).sum(axis=(3, 4))
    persons = np.concatenate([persons.sum(axis=2, keepdims=True), persons], axis=2)
    inside = membership(p, city.map)
    weight = np.einsum("as,stx->atx", inside, persons)
    true: list[Floats] = []
    drawn: list[Floats] = []
    for number, start in enumerate(row.get("questions", [row.get("mean")])):
        part = {**row, "id": f"{row['id']}: {number}"}
        random, score = (
            stream(p, part["id"]),
            local(p, part, city)[:, :, None] + _WOMEN[:, 0, 0] * row["women"],
        )
        if "questions" in row:
            rate = settled(logistic(score + logit(np.array(start))))
            found = random.binomial(persons[:, :, 1:], rate).astype(float)
            hoped = persons[:, :, 1:] * rate
        else:
            hoped = persons[:, :, 1:] * settled(score + start)
            found = hoped + np.round(
                np.sqrt(persons[:, :, 1:]) * row["sd"] * random.normal(0, 1, hoped.shape), 4
            )
        for sums, parts in ((true, hoped), (drawn, found)):
            both = np.concatenate([parts.sum(axis=2, keepdims=True), parts], axis=2)
            sums.append(np.einsum("as,stx->atx", inside, both) / weight)
    if "steps" in row:  # a share becomes points
        true, drawn = ([points(row["steps"], share) for share in shares] for shares in (true, drawn))
    city.true_values[row["id"]], city.values[row["id"]] = np.mean(true, axis=0), np.mean(drawn, axis=0)


def points(steps: list[float], share: Floats) -> Floats:
    """Return how many of the steps each share reaches."""
    reached: Floats = (share[..., None] >= np.array(steps)).sum(axis=-1).astype(float)
    return reached


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
    for row in p["place"]:
        draw_place(p, row, city)
    for row in p["given"]:
        draw_given(p, row, city)
    return city


# --- what is true ---------------------------------------------------------------------------------------


def expected(p: Parameters, city: City, name: str, given: list[str]) -> Floats:
    """Return how many a variable is expected to count, given the numbers of what it is counted of.

    However many rows lie between the two, each adds its true rate. Per cell where persons are counted, else
    of shape (sub-areas, periods). Dwellings are never given: of them the expected stock is the truth.
    """
    if name in city.expected_dwellings:
        return city.expected_dwellings[name]
    if name == "surface":
        return at_place(city, name).astype(float)
    if name in given:
        return np.maximum(city.counts[name] if name in city.counts else city.places[name], 0).astype(float)
    row = next((row for row in (*p["variable"], *p["place"]) if row["id"] == name), None)
    if row is None:
        raise SystemExit(f"'{name}' is not drawn from {given}; the truth of such an indicator is not known")
    if "difference" in row:
        a, b = (expected(p, city, part, given) for part in row["difference"])
        return a - b
    number = expected(p, city, row["of"], given)
    if city.rate[name].ndim < number.ndim:
        number = number.sum(axis=(2, 3, 4))
    return number * np.nan_to_num(city.rate[name])


def truth(
    p: Parameters, city: City, row: Parameters, sex: str = "total", disability: str = "total"
) -> Floats:
    """Return the true value of an indicator in its own unit, shape (areas and the whole city, periods)."""
    inside = membership(p, city.map)
    if row["kind"] == "given":
        whose = city.true_values[row["id"]][:, :, ("total", *SEX).index(sex)]
        return whose if disability == "total" else np.full_like(whose, np.nan)
    s = slice(None) if sex == "total" else [SEX.index(sex)]
    d = slice(None) if disability == "total" else [DISABILITY.index(disability)]

    def added_up(name: str) -> Floats:
        cells = expected(p, city, name, row.get("given", row.get("denominator", [])))
        if cells.ndim > 2:
            cells = cells[:, :, s][:, :, :, d].sum(axis=(2, 3, 4))
        total: Floats = inside @ cells
        return total

    parts = np.stack([added_up(name) for name in row["numerator"]])
    if row["kind"] == "mix":
        share = parts / parts.sum(axis=0)
        entropy: Floats = -100 * (share * np.log(share)).sum(axis=0) / np.log(len(share))
        return entropy
    top = np.tensordot(row.get("weights", [1.0] * len(parts)), parts, axes=1)
    base = np.sum([added_up(name) for name in row["denominator"]], axis=0)
    per = row.get("per", 100 if row["kind"] in ("share", "scale") else 1)
    with np.errstate(invalid="ignore"):  # a small area may have no one in a group: then there is no truth
        value: Floats = per * top / base
    return value


def membership(p: Parameters, city: CityMap) -> Floats:
    """Put ones where a sub-area lies in an area (last row: the whole city), shape (areas + 1, sub-areas)."""
    rows = [[float(code == area["code"]) for code in city.area_of] for area in p["area"]]
    return np.array([*rows, [1.0] * len(city.area_of)])


def is_personal(city: City, row: Parameters) -> bool:
    """Whether an indicator tells persons apart, so that it can be broken down."""
    parts = [*row.get("numerator", []), *row.get("denominator", [])]
    return all(name in city.counts for name in parts)
