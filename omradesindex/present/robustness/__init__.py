"""A study of robustness as people see it: what its own methods ask for, under one roof."""

from omradesindex.present.robustness.files import save_robustness
from omradesindex.present.robustness.plots import RobustnessPlots
from omradesindex.present.robustness.tables import robustness_html, robustness_text

__all__ = ["RobustnessPlots", "robustness_html", "robustness_text", "save_robustness"]
