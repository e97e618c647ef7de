"""One choice at a time: the index with each named level of each choice, held against the index as defined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

from omradesindex.errors import ComputeError
from omradesindex.subjects.compare.compare import compare
from omradesindex.subjects.robustness.chart_words import scenarios_under
from omradesindex.subjects.robustness.choices import is_ranges, labels_of
from omradesindex.subjects.robustness.labels import level_name, upper
from omradesindex.subjects.robustness.problem import CHOICES, LABELS
from omradesindex.wording import Text

if TYPE_CHECKING:
    from omradesindex.index import Index
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.compare.answer import Comparison
    from omradesindex.subjects.robustness.study import Study
    from omradesindex.subjects.robustness.weights import Scheme
    from omradesindex.wording import Language


def one_choice_at_a_time(study: Study) -> Comparison:
    """Compute the index with each named level of each choice, all else as defined.

    Weights drawn from ranges, indicators left out and errors of values have no level that could be shown by
    itself.

    Raises
    ------
    ComputeError
        No choice has such a level.
    """
    base = study.base
    variants = {base.index.id: base.index}
    for own in _variants(study):
        # Where the study leaves all areas without a score, there is nothing to show.
        if study.computed(own).scores["index"].notna().any():
            # Two steps may know a method by the same name.
            name = next(n for k in count() if (n := own.id + "'" * k) not in variants)
            variants[name] = own if name == own.id else own.with_identity(id=name)
    if len(variants) < 2:
        raise ComputeError(
            "no choice has a level that can be shown by itself",
            where="robustness, scenarios",
            expected="alternative sets or methods",
            remedy="let sets, normalise, treat, aggregate or impute vary",
        )
    if study.whose is not None:
        found = study.whose.compared([*variants.values()])
    else:
        found = compare(variants.values(), base.statistics, partial=True)
    label = base.index.label
    own_label = Text(f"Ett val i taget · {label.sv}", f"One choice at a time · {label.en}")
    everything = replace(found.everything, index=found.everything.index.with_identity(label=own_label))
    return replace(found, everything=everything)


def draw_scenarios(comparison: Comparison, lang: Language, most: int | None) -> Picture:
    """See :meth:`RobustnessPlots.scenarios`."""
    from omradesindex.subjects.compare.charts import bump

    return bump(comparison, lang, most, under=scenarios_under(comparison.base, lang))


def _variants(study: Study) -> Iterator[Index]:
    """The index with each level that gives scores of its own."""
    base, varied, active = study.base.index, study.varied, study.problem.active
    yield from (varied.sets[k] for k in active["set"][1:])
    for step in CHOICES[1:]:
        labels = labels_of(varied.levels[step])
        for place in active[step]:
            if place == 0:
                continue
            if step == "weights":
                yield from _weighed(base, varied.levels[step][place], study.problem.sets[0].schemes[place])
            else:
                yield _named(base.by_methods(**{step: varied.levels[step][place]}), labels[place], step)


def _weighed(base: Index, level: Any, scheme: Scheme) -> Iterator[Index]:
    """The index by each named way to weigh; ranges have no name."""
    if isinstance(level, str):
        yield _named(base.by_methods(weight=level), level, "weights")
    elif hasattr(level, "columns"):
        for name in level.columns:
            if str(name) in scheme.names:
                yield _named(base.reweight(level[name].dropna().to_dict()), str(name), "weights")
    elif isinstance(level, Mapping) and not is_ranges(level):
        yield _named(base.reweight(level), "vikter", "weights")


def _named(index: Index, name: str, step: str) -> Index:
    sv = f"{upper(LABELS[step].sv)}: {level_name(step, name, 'sv')}"
    en = f"{upper(LABELS[step].en)}: {level_name(step, name, 'en')}"
    return index.named(name).with_identity(label=Text(sv, en))
