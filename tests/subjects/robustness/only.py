"""A study of what is named and of nothing besides."""

from __future__ import annotations

from functools import partial

import omradesindex as oi

only = partial(oi.robustness, rest="own")
