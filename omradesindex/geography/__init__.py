"""Where: divisions of a city into areas, their outlines, and the keys from sub-areas to areas.

Nothing here loads geopandas until outlines are asked for.
"""

from typing import TYPE_CHECKING

from omradesindex.geography.division import Division
from omradesindex.geography.embedded import example_division, geso, load_division
from omradesindex.geography.keys import Key
from omradesindex.geography.order import natural_order
from omradesindex.geography.provenance import Provenance, Whole
from omradesindex.lazily import lazily

if TYPE_CHECKING:
    from omradesindex.geography.crosswalks import Crosswalk
    from omradesindex.geography.difference import AreaDifference, DivisionDifference, KeyMisfit
    from omradesindex.geography.interpolating import crosswalk
    from omradesindex.geography.outlines import read_attributes, read_outlines
    from omradesindex.geography.reading import read_division
else:  # what not everybody asks for
    __getattr__ = lazily(
        __name__,
        {
            "geography.crosswalks": ("Crosswalk",),
            "geography.difference": ("AreaDifference", "DivisionDifference", "KeyMisfit"),
            "geography.interpolating": ("crosswalk",),
            "geography.outlines": ("read_attributes", "read_outlines"),
            "geography.reading": ("read_division",),
        },
    )

__all__ = [
    "AreaDifference",
    "Crosswalk",
    "Division",
    "DivisionDifference",
    "Key",
    "KeyMisfit",
    "Provenance",
    "Whole",
    "crosswalk",
    "example_division",
    "geso",
    "load_division",
    "natural_order",
    "read_attributes",
    "read_division",
    "read_outlines",
]
