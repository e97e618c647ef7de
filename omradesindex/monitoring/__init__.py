"""What happens over time: change between two years, trends over many, goals, and recorded runs."""

from omradesindex.monitoring.changes.change import Change
from omradesindex.monitoring.changes.changing import change
from omradesindex.monitoring.runs.updating import Reproduction, Update, accept, reproduce, update
from omradesindex.monitoring.targets.goal import Goal
from omradesindex.monitoring.targets.goals import Goals, goals
from omradesindex.monitoring.trends.trend import Trend
from omradesindex.monitoring.trends.trending import trend

__all__ = [
    "Change",
    "Goal",
    "Goals",
    "Reproduction",
    "Trend",
    "Update",
    "accept",
    "change",
    "goals",
    "reproduce",
    "trend",
    "update",
]
