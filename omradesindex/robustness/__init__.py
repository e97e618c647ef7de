"""How far a conclusion holds: every choice varied at once, at the speed of arrays.

The public function has the folder's name. Importing a module from here makes ``omradesindex.robustness`` this
package, so the package answers a call as the function does.
"""

import sys
from types import ModuleType
from typing import Any

from omradesindex.robustness.answers import Robustness
from omradesindex.robustness.ranks_under_error import RanksUnderError, ranks_under_error
from omradesindex.robustness.study import robustness
from omradesindex.robustness.swapping import Swap, smallest_change

__all__ = ["RanksUnderError", "Robustness", "Swap", "ranks_under_error", "robustness", "smallest_change"]


class _Called(ModuleType):
    def __call__(self, *args: Any, **options: Any) -> Robustness:
        return robustness(*args, **options)


sys.modules[__name__].__class__ = _Called
