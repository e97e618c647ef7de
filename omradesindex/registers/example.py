"""A register of persons who do not exist, in Exempelstad: made by the engine that is to count it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from omradesindex.datafiles import data_path
from omradesindex.doors import door
from omradesindex.errors import StatisticsError
from omradesindex.geography import example_division
from omradesindex.methods.functions import exp
from omradesindex.registers.engine import EXTRA

#: The persons are of this year, the last of Exempelstad's.
YEAR = 2024

#: Draws are whole numbers below this.
_OF = 1_000_000
#: Where draws are made: squares modulo a prime, which fit in 64 bits and are the same in every engine.
_PRIME = 2_147_483_647
#: Places that persons are dealt to: each sub-area has as many as its share of the inhabitants.
_PLACES = 2_000
_MOST = 100_000_000
#: What is drawn of each person.
_DRAWS = 19
#: Persons to a household.
_HOUSEHOLD = 2

#: What is true of how many, in logits: where there is no need, and what one unit of need adds. All made up.
_RATES: dict[str, tuple[float, float]] = {
    "unemployed": (-2.6, 0.45),
    "outside": (-1.3, 0.35),
    "low_standard": (-2.0, 0.7),
    "assistance": (-3.2, 0.8),
    "compulsory": (-2.0, 0.6),
    "higher": (-0.3, -0.6),
    "eligible": (1.8, -0.6),
    "entitled": (2.6, -0.4),
    "voted": (1.1, -0.5),
    "rented": (-0.4, 0.6),
    "owned": (-0.6, -0.5),
}


@door
def example_register(*, persons: int = 1_000_000) -> Any:
    """Return a register of made-up persons in Exempelstad, a city that does not exist.

    A row for each person of 2024, made by the engine when it is asked: the same persons in every engine and
    on every machine. Where there is more need in Exempelstad, more of them have a hard time. What is counted
    in it is told by a definition that comes along: ``oi.counts(register, variables="exempelstad", …)``.

    Parameters
    ----------
    persons : int

    Returns
    -------
    ibis.Table
        ``person, delomrade, omrade, kon, fodd, funktionsnedsattning, sysselsattning, lon_over_gransen,
        bistand, utbildning, slutar_ak9, behorig, nettoinkomst_tkr, lag_standard, rostberattigad, rostat,
        hushall, upplatelseform``. DuckDB makes it where no other engine is told to:
        ``register.to_parquet("register.parquet")``, ``connection.create_table("register", register)``.

    Raises
    ------
    StatisticsError
        ibis is not installed; no persons.

    Examples
    --------
    >>> import omradesindex as oi
    >>> oi.data.example_register(persons=10).count().execute()
    10
    """
    try:
        import ibis
    except ImportError as error:
        raise StatisticsError("the register is made by the package ibis-framework", remedy=EXTRA) from error
    if not 1 <= persons <= _MOST:
        raise StatisticsError(f"{persons} persons are asked for", expected=f"from 1 to {_MOST}")
    low = ibis.memtable(pd.DataFrame({"low": np.arange(1_000)}))
    high = ibis.memtable(pd.DataFrame({"high": np.arange(-(-persons // 1_000))}))
    every = low.cross_join(high)
    every = every.select(i=every.high * 1_000 + every.low)
    every = every.filter(every.i < persons)
    # Drawn before persons are joined to their places, so that each draw is made once and then read.
    draws = {f"d{which}": _draw(every.i, which) for which in range(1, _DRAWS + 1)}
    dealt = every.select("i", place=_draw(every.i, 0) % _PLACES, **draws)
    places = ibis.memtable(_places(persons))
    return _persons(dealt.join(places, "place"))


def _draw(i: Any, which: int) -> Any:
    """Return a whole number that looks drawn, 0 to a million: of a person, and of what is asked of him."""
    x = (i * 48_271 + 1 + which * 7_368_787) % _PRIME
    for add in (12_345 + which, 271_828):
        x = (x * x + add) % _PRIME
    return x * 16_807 % _PRIME % _OF


def _places(persons: int) -> pd.DataFrame:
    """Return what is true where each place lies: its sub-area, households, and how many in a million."""
    key = example_division().keys["delomrade"]
    truth = pd.read_csv(data_path("exempelstad", "sanning_delomraden.csv"), dtype={"sub_area": str})
    need = truth[truth["period"] == YEAR].set_index("sub_area")["need"].loc[list(key.sub_areas)].to_numpy()
    columns = {"sub_area": str, "period": int, "folkmangd": float}
    cells = pd.read_csv(data_path("exempelstad", "celler.csv.gz"), usecols=list(columns), dtype=columns)
    everybody = cells[cells["period"] == YEAR].groupby("sub_area")["folkmangd"].sum()
    living = everybody.loc[list(key.sub_areas)].to_numpy()
    ends = np.floor(np.cumsum(living) * (_PLACES / living.sum()) + 0.5).astype(int)
    of = np.searchsorted(ends, np.arange(_PLACES), side="right")
    share = np.diff(ends, prepend=0) / _PLACES
    rates = {
        name: np.floor(_OF / (1 + exp(-(start + slope * need))) + 0.5).astype(np.int64)
        for name, (start, slope) in _RATES.items()
    }
    table = pd.DataFrame(
        {
            "delomrade": list(key.sub_areas),
            "omrade": list(key.areas),
            "place_of": np.arange(len(key.areas)),
            "homes": np.maximum(np.floor(persons * share / _HOUSEHOLD), 1).astype(np.int64),
            "income": np.floor(300 - 40 * need + 0.5).astype(np.int64),
            **rates,
        }
    )
    return table.iloc[of].assign(place=np.arange(_PLACES, dtype=np.int64)).reset_index(drop=True)


def _persons(at: Any) -> Any:
    """Return the register's columns, from who each person is and where he lives."""
    import ibis

    def text(number: Any, width: int) -> Any:
        return number.cast("string").lpad(width, "0")

    def likely(which: int, rate: Any) -> Any:
        return at[f"d{which}"] < rate

    # The middle of the ages is fuller than their ends, and what is hard comes together.
    age = at.d1 % 60 + at.d2 % 45
    more = ibis.ifelse(likely(3, 180_000), 60_000, 0)
    home = at.d5 * 7 % at.homes
    tenure = _draw(home + at.place_of * 100_000, 0)
    working = (age >= 16) & (age <= 74)
    out = working & likely(6, at.outside + more)
    unemployed = working & ~out & likely(7, at.unemployed + more)
    employed = working & ~out & ~unemployed
    entitled = (age >= 18) & likely(9, at.entitled)
    leaving = (age == 16) & likely(10, 970_000)
    born = ((YEAR - age).cast("int32"), (at.d12 % 12 + 1).cast("int32"), (at.d13 % 28 + 1).cast("int32"))
    return at.select(
        person=ibis.literal("X") + text(at.i, 9),
        delomrade=at.delomrade,
        omrade=at.omrade,
        kon=ibis.ifelse(likely(11, 500_000), "2", "1"),
        fodd=ibis.date(*born),
        funktionsnedsattning=likely(4, 60_000 + age * 2_500),
        sysselsattning=ibis.cases(
            (employed, "sysselsatt"), (unemployed, "arbetslos"), (out, "utanfor"), else_="annan ålder"
        ),
        lon_over_gransen=employed & likely(14, 880_000),
        bistand=(age >= 20) & likely(15, at.assistance + more + ibis.ifelse(unemployed, 120_000, 0)),
        utbildning=ibis.cases(
            (at.d8 < at.compulsory, "förgymnasial"),
            (at.d8 < 985_000 - at.higher, "gymnasial"),
            (at.d8 < 985_000, "eftergymnasial"),
            else_="okänd",
        ),
        slutar_ak9=leaving,
        behorig=leaving & likely(16, at.eligible),
        nettoinkomst_tkr=at.income + at.d17 % 200 - ibis.ifelse(employed, 0, 150),
        lag_standard=likely(18, at.low_standard + more + ibis.ifelse(employed, 0, 80_000)),
        rostberattigad=entitled,
        rostat=entitled & likely(19, at.voted),
        hushall=at.delomrade + "-" + text(home, 6),
        upplatelseform=ibis.cases(
            (tenure < at.rented, "hyresrätt"),
            (tenure < at.rented + at.owned, "äganderätt"),
            else_="bostadsrätt",
        ),
    )
