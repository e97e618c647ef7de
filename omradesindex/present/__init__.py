"""What people look at: tables, maps, charts, and the files that carry them.

Nothing is computed here. Whatever is drawn or written comes from a :class:`~omradesindex.index.Result`,
says what it rests on, and exists in Swedish (``lang="sv"``, the default) and English (``"en"``).
"""

from omradesindex.present.comparison_tables import comparison_html, comparison_text
from omradesindex.present.comparisons import ComparisonPlots, save_comparison
from omradesindex.present.examination import examination_html, examination_text, plot_correlations
from omradesindex.present.files import save
from omradesindex.present.plots import Plots
from omradesindex.present.spread_tables import plot_spread, spread_html, spread_text
from omradesindex.present.tables import html_table, text_table

__all__ = [
    "ComparisonPlots",
    "Plots",
    "comparison_html",
    "comparison_text",
    "examination_html",
    "examination_text",
    "html_table",
    "plot_correlations",
    "plot_spread",
    "save",
    "save_comparison",
    "spread_html",
    "spread_text",
    "text_table",
]
