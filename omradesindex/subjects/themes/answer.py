"""The answer to which themes stand out: its page, its explanations, its chart and its files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.doors import door
from omradesindex.show.answer import Answer
from omradesindex.show.cut import check_most
from omradesindex.show.folder import Folder
from omradesindex.show.on_map import OnMap
from omradesindex.subjects.themes.themed import Themed
from omradesindex.wording import Language, Text, check_language

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.show.page import Page
    from omradesindex.subjects.themes.plots import ThemesPlots


@door
class Themes(Themed, Answer):
    """Which themes stand out, in the city and in each area. Made by :func:`omradesindex.themes`.

    The numbers behind it are told in :class:`~omradesindex.subjects.themes.themed.Themed`.
    """

    @cached_property
    def city(self) -> pd.DataFrame:
        """Each theme over the whole city.

        Returns
        -------
        DataFrame
            One row for each theme: ``theme``, ``level`` (dimension, indicator), ``figures`` of ``indicators``
            (how many have figures), ``reference`` (what areas are held against), ``spread`` (standard
            deviation between areas, in the theme's unit), ``beyond_chance`` (0–1: the part of the variance
            that chance does not make), ``p`` (that areas so unlike come about by chance), ``uneven`` with its
            interval ``uneven_low``, ``uneven_high`` (0–1: dissimilarity beyond chance) and of how many
            ``counted`` indicators; ``challenge``, ``better``, ``chance``, ``unknown`` (areas of each
            verdict); ``people`` (who lives in the areas where it is a challenge) and ``people_share``;
            ``touched`` (whom the indicator touches), ``touched_unit``, ``touched_in_challenge``, ``excess``
            (there, beyond the city's share), ``half_areas`` (the fewest areas where half of them are) and
            ``half_share`` (those areas' share of the base).
        """
        import pandas as pd

        from omradesindex.subjects.themes.words import figures_of

        rows = []
        for k, theme in enumerate(self.themes):
            count, worse = self.counts[k], self.verdict[:, k] == "challenge"
            tested = not np.isnan(self.judged.p[:, k]).all()
            people = self.people_challenged[k]
            uneven, low, high, counted = self.unevenness[k]
            known, figures = count.known, figures_of(self, k)
            rows.append(
                {
                    "theme": theme,
                    "level": self.kinds[k],
                    "figures": figures[0],
                    "indicators": figures[1],
                    "reference": self.reference[k],
                    "spread": self.spread[k],
                    "beyond_chance": self.beyond_chance[k],
                    "p": self.differs[k],
                    "uneven": uneven,
                    "uneven_low": low,
                    "uneven_high": high,
                    "counted": int(counted),
                    **{v: int((self.verdict[:, k] == v).sum()) for v in _COUNTED},
                    "people": people,
                    "people_share": people / self.people.sum(),
                    "touched": count.persons[-1],
                    "touched_unit": count.unit if known else "",
                    "touched_in_challenge": count.here[worse].sum() if known and tested else np.nan,
                    "excess": count.excess[worse].sum() if known and tested else np.nan,
                    "half_areas": float(count.half.sum()) if known else np.nan,
                    "half_share": count.base[:-1][count.half].sum() / count.base[:-1].sum()
                    if known
                    else np.nan,
                }
            )
        return pd.DataFrame(rows)

    def to_frame(self) -> pd.DataFrame:
        """Return where each area stands in each theme.

        Returns
        -------
        DataFrame
            One row for each area and theme: ``area``, ``name``, ``theme``, ``level``, ``value`` (points or
            the indicator's own unit), ``reference``, ``rank`` with ``rank_low``, ``rank_high`` (the places it
            can have), ``position`` (standard deviations from the reference; plus is greater challenge) with
            ``low``, ``high``, ``p`` (adjusted for all areas and themes), ``verdict`` (challenge, chance,
            better, unknown, missing), ``profile`` (position above the area's other themes), ``stands_out``,
            ``touched``, ``excess`` (empty for all areas where one has too few); ``statistics``, ``index``,
            ``body``.
        """
        import pandas as pd

        n = len(self.themes)
        names = [self.result.statistics.name_of(area) for area in self.areas]
        columns = {
            "value": self.values,
            "reference": np.broadcast_to(self.reference, self.values.shape),
            "rank": self.ranks,
            "rank_low": self.rank_limits[0],
            "rank_high": self.rank_limits[1],
            "position": self.position,
            "low": self.limits[0],
            "high": self.limits[1],
            "p": self.judged.p,
            "verdict": self.verdict,
            "profile": self.profile,
            "stands_out": self.stands_out,
            "touched": self._of_counts("here"),
            "excess": self._of_counts("excess"),
        }
        frame = pd.DataFrame(
            {
                "area": np.repeat(np.array(self.areas, dtype=object), n),
                "name": np.repeat(np.array(names, dtype=object), n),
                "theme": np.tile(np.array(self.themes, dtype=object), len(self.areas)),
                "level": list(self.kinds) * len(self.areas),
                **{name: np.asarray(column).ravel() for name, column in columns.items()},
            }
        )
        return frame.assign(
            statistics=self.result.statistics.name, index=self.result.index.id, body=self.body
        )

    def _of_counts(self, name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return np.array([getattr(count, name) for count in self.counts]).reshape(-1, len(self.areas)).T

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the themes over the whole city, whom they touch, and where each area stands in them.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are listed; of more, the first and the last, and the table says so. None lists all.
        """
        from omradesindex.subjects.themes.page import page_of

        check_language(lang)
        check_most(most)
        return page_of(self, lang, most)

    def explain(self, area: str, *, lang: Language = "sv") -> Page:
        """Say which themes stand out in one area, and where it stands in each of them.

        Parameters
        ----------
        area : str
            The area's code.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            Unknown area.
        """
        from omradesindex.subjects.themes.page import explanation_of

        return explanation_of(self, area, lang)

    @property
    def plot(self) -> ThemesPlots:
        """The chart: ``plot.positions()``."""
        from omradesindex.subjects.themes.plots import ThemesPlots

        return ThemesPlots(self)

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: every area's position in every theme."""
        of, rows = self.result.statistics, self.to_frame()
        return OnMap(rows, ["theme"], of.areas, of.division, of.name, f"position_{rows['theme'].iloc[0]}")

    def contents(self, folder: Folder) -> None:
        """Say which files :meth:`save` writes."""
        folder.earlier("teman.png", "teman.svg")
        folder.page(
            "teman",
            lambda: self.page(folder.lang),
            Text(
                "teman som sticker ut; i texten också område för område",
                "themes that stand out; in the text also area by area",
            ),
            more=lambda: [self.explain(area, lang=folder.lang) for area in self.areas],
        )
        places = Text("områdenas läge, en rad för varje område och tema", "a row for each area and theme")
        folder.table("teman", self.to_frame, places, parquet=True)
        whose = {"statistics": self.result.statistics.name, "index": self.result.index.id, "body": self.body}
        folder.table(
            "teman_staden",
            lambda: self.city.assign(**whose),
            Text("varje tema för alla områden tillsammans", "each theme for all areas together"),
        )
        if self.themes:
            folder.figure(
                "teman",
                lambda: self.plot.positions(lang=folder.lang),
                Text("områdenas läge i varje tema", "where the areas stand in each theme"),
                rows=len(self.areas),
            )


_COUNTED = ("challenge", "better", "chance", "unknown")
