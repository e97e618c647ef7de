"""What people look at: tables, maps, charts, and the files that carry them.

Nothing is computed here. Whatever is drawn or written comes from a :class:`~omradesindex.index.Result`,
says what it rests on, and exists in Swedish (``lang="sv"``, the default) and English (``"en"``).
"""

from omradesindex.present.files import save
from omradesindex.present.plots import Plots
from omradesindex.present.tables import html_table, text_table

__all__ = ["Plots", "html_table", "save", "text_table"]
