"""List the municipalities with how many DeSO and RegSO each has, so that a new project can be named.

    python scripts/build_kommuner.py --shared ../shared

Reads SCB's key of the whole country from DeSO 2018 to RegSO 2020 (CC0); writes ``data/kommuner.csv``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from omradesindex.show.writing import write_csv  # noqa: E402

GOAL = ROOT / "data" / "kommuner.csv"
KEY = Path("data", "sverige", "koppling_deso2018_regso2020_riket.csv")


def main() -> None:
    """Count each municipality's areas, and write the list."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    key = pd.read_csv(options.parse_args().shared / KEY, dtype=str)
    town = key.groupby(["Kommun", "Kommunnamn"], sort=True)
    listed = town.agg(deso_2018=("DeSO", "nunique"), regso_2020=("RegSOkod", "nunique")).reset_index()
    write_csv(GOAL, listed.rename(columns={"Kommun": "kod", "Kommunnamn": "namn"}))


if __name__ == "__main__":
    main()
