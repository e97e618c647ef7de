"""The classes of what the verbs give and take, for annotations and isinstance."""

from __future__ import annotations

import inspect

import omradesindex as oi
from tests.test_lazily import told_to_type_checkers


def test_what_a_type_checker_sees_is_what_there_is() -> None:
    told = told_to_type_checkers(oi.types)
    assert sorted(told) == sorted(oi.types.__all__) == sorted(dir(oi.types))
    assert all(getattr(oi.types, name) is thing for name, thing in told.items())


def test_they_are_the_classes_of_what_is_given() -> None:
    assert all(inspect.isclass(getattr(oi.types, name)) for name in oi.types.__all__)
    assert type(oi.load_index("malmo-2023")) is oi.types.Index
    assert type(oi.geso()) is oi.types.Division
    assert type(oi.malmo_statistics()) is oi.types.Statistics is oi.Statistics
    assert type(oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())) is oi.types.Result
