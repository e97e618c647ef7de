"""What happens over time: change between two years, trends over many, goals, and recorded runs."""

from omradesindex.monitoring.change import Change
from omradesindex.monitoring.changing import change
from omradesindex.monitoring.goal import Goal
from omradesindex.monitoring.goals import Goals, goals
from omradesindex.monitoring.trend import Trend
from omradesindex.monitoring.trending import trend
from omradesindex.monitoring.updating import Reproduction, Update, accept, reproduce, update

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
