"""What is measured: variables, indicators and the definitions of indices, all of them data.

The files beside this one hold the catalogue: ``variables.toml``, the indicators in ``indicators/`` and one
file for each index in ``indices/``.
"""

from typing import TYPE_CHECKING

from omradesindex.catalogue.amendment import Amendment
from omradesindex.catalogue.definition import Definition, Dimension
from omradesindex.catalogue.files import open_definition, save_definition
from omradesindex.catalogue.indicator import Ask, Direction, Formula, Indicator, Variable
from omradesindex.catalogue.library import indicators, variables
from omradesindex.catalogue.member import Member
from omradesindex.catalogue.methods import Methods, settle, spec_name
from omradesindex.catalogue.reading import list_indices, parse_definition, read_definition
from omradesindex.lazily import lazily
from omradesindex.wording import Text

if TYPE_CHECKING:
    from omradesindex.catalogue.difference import Difference, diff
    from omradesindex.catalogue.flat import from_table, to_table
    from omradesindex.catalogue.outside import OutsideMeasure, outside_measures
    from omradesindex.catalogue.schema import definition_schema
    from omradesindex.catalogue.unmeasured import NotMeasured, not_measured
    from omradesindex.catalogue.writing import to_toml
else:  # what not everybody asks for
    __getattr__ = lazily(
        __name__,
        {
            "catalogue.difference": ("Difference", "diff"),
            "catalogue.flat": ("from_table", "to_table"),
            "catalogue.outside": ("OutsideMeasure", "outside_measures"),
            "catalogue.schema": ("definition_schema",),
            "catalogue.unmeasured": ("NotMeasured", "not_measured"),
            "catalogue.writing": ("to_toml",),
        },
    )

__all__ = [
    "Amendment",
    "Ask",
    "Definition",
    "Difference",
    "Dimension",
    "Direction",
    "Formula",
    "Indicator",
    "Member",
    "Methods",
    "NotMeasured",
    "OutsideMeasure",
    "Text",
    "Variable",
    "definition_schema",
    "diff",
    "from_table",
    "indicators",
    "list_indices",
    "not_measured",
    "open_definition",
    "outside_measures",
    "parse_definition",
    "read_definition",
    "save_definition",
    "settle",
    "spec_name",
    "to_table",
    "to_toml",
    "variables",
]
