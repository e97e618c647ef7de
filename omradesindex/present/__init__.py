"""What people look at: tables, maps, charts, and the files that carry them.

Nothing is computed here. Whatever is drawn or written comes from a :class:`~omradesindex.index.Result`,
says what it rests on, and exists in Swedish (``lang="sv"``, the default) and English (``"en"``).
"""

from omradesindex.present.comparing.comparison_tables import comparison_html, comparison_text
from omradesindex.present.comparing.comparisons import ComparisonPlots, save_comparison
from omradesindex.present.comparing.examination import examination_html, examination_text, plot_correlations
from omradesindex.present.files import save
from omradesindex.present.groups.breakdown_tables import breakdown_html, breakdown_text
from omradesindex.present.groups.breakdowns import plot_breakdown, save_breakdown
from omradesindex.present.monitoring import (
    plot_change,
    plot_goal,
    plot_trend,
    save_change,
    save_goals,
    save_trend,
)
from omradesindex.present.monitoring.change_tables import change_html, change_text
from omradesindex.present.monitoring.goal_tables import goals_html, goals_text
from omradesindex.present.monitoring.trend_tables import trend_html, trend_text
from omradesindex.present.monitoring.updates import save_update, update_html, update_text
from omradesindex.present.plots import Plots
from omradesindex.present.robustness import (
    RobustnessPlots,
    robustness_html,
    robustness_text,
    save_robustness,
)
from omradesindex.present.spread.spread_files import save_spread
from omradesindex.present.spread.spread_tables import plot_spread, spread_html, spread_text
from omradesindex.present.tables import html_table, text_table

__all__ = [
    "ComparisonPlots",
    "Plots",
    "RobustnessPlots",
    "breakdown_html",
    "breakdown_text",
    "change_html",
    "change_text",
    "comparison_html",
    "comparison_text",
    "examination_html",
    "examination_text",
    "goals_html",
    "goals_text",
    "html_table",
    "plot_breakdown",
    "plot_change",
    "plot_correlations",
    "plot_goal",
    "plot_spread",
    "plot_trend",
    "robustness_html",
    "robustness_text",
    "save",
    "save_breakdown",
    "save_change",
    "save_comparison",
    "save_goals",
    "save_robustness",
    "save_spread",
    "save_trend",
    "save_update",
    "spread_html",
    "spread_text",
    "text_table",
    "trend_html",
    "trend_text",
    "update_html",
    "update_text",
]
