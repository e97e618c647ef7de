"""What a change does not name stays as it was: methods by level and option, notes, extensions' own ways."""

from __future__ import annotations

from pathlib import Path

import omradesindex as oi
from omradesindex.catalogue import Dimension, Member, indicators
from omradesindex.wording import Text

INDEX = oi.load_index("malmo-2023")


def test_levels_and_dimensions_that_are_not_named_stay() -> None:
    first = INDEX.with_methods(
        aggregate={"dimension": "geometric"}, coverage={"dimension": 0.5}, weight={"boende": "equal"}
    )
    then = first.with_methods(
        aggregate={"ekonomi": "harmonic"}, coverage={"index": 0.75}, weight={"index": "equal"}
    ).methods
    assert then.aggregate == {"dimension": "geometric", "index": "arithmetic", "ekonomi": "harmonic"}
    assert then.coverage == {"dimension": 0.5, "index": 0.75}
    assert then.weight == {"dimension": "given", "index": "equal", "boende": "equal"}


def test_one_method_for_all_is_for_all() -> None:
    own = INDEX.with_methods(aggregate={"ekonomi": "harmonic"}, coverage={"ekonomi": 1.0, "index": 0.5})
    assert own.with_methods(aggregate="geometric").methods.aggregate == {
        "dimension": "geometric",
        "index": "geometric",
    }
    assert own.with_methods(coverage=0.25).methods.coverage == {"dimension": 0.25, "index": 0.5}


def test_options_of_the_same_method_stay() -> None:
    own = INDEX.with_methods(
        treat={"method": "winsorise", "most": 2}, normalise={"method": "min_max", "high": 9.0}
    )
    same = own.with_methods(treat={"method": "winsorise", "skew": 3.0})
    assert same.methods.treat == {"method": "winsorise", "most": 2, "skew": 3.0}
    assert same.methods.normalise == {"method": "min_max", "high": 9.0}
    assert own.with_methods(treat="winsorise").methods.treat == "winsorise"
    assert own.with_methods(treat={"method": "log", "skew": 3.0}).methods.treat == {
        "method": "log",
        "skew": 3.0,
    }
    level = own.with_methods(aggregate={"index": {"method": "power_mean", "power": 3.0}})
    assert level.with_methods(aggregate={"index": {"method": "power_mean"}}).methods.at(
        "aggregate", "index"
    ) == {
        "method": "power_mean",
        "power": 3.0,
    }
    # An alternative in a study is no change of what is there.
    assert own.by_methods(treat={"method": "winsorise", "skew": 3.0}).methods.treat == {
        "method": "winsorise",
        "skew": 3.0,
    }


def test_a_file_changes_what_it_names_of_its_base(tmp_path: Path) -> None:
    head = 'label = "L"\n[methods]\n'
    base = INDEX.with_methods(
        aggregate={"dimension": "geometric"}, coverage=0.5, treat={"method": "winsorise", "most": 2}, ddof=1
    ).with_identity(id="grund", notes=(Text("Läs detta.", "Read this."),))
    base.save(tmp_path / "grund.toml")
    (tmp_path / "ny.toml").write_text(
        f'id = "ny"\nbase = "grund"\n{head}'
        'aggregate = { ekonomi = "harmonic" }\ncoverage = { boende = 1 }\n'
        'treat = { method = "winsorise", skew = 3 }\n',
        encoding="utf-8",
    )
    new = oi.load_index("ny", folder=tmp_path)
    assert new.methods.aggregate == {**base.methods.aggregate, "ekonomi": "harmonic"}
    assert new.methods.coverage == {"dimension": 0.5, "index": 1.0, "boende": 1.0}
    assert new.methods.treat == {"method": "winsorise", "most": 2, "skew": 3}
    assert new.methods.ddof == 1
    assert new.notes == base.notes


def test_an_extension_s_own_dimensions_keep_their_methods() -> None:
    part = Dimension(
        "skola",
        Text("Skola", "School"),
        (Member(indicators()["franvaro"]), Member(indicators()["lasning_ak1"])),
    )
    own = oi.types.Index("eget", Text("Eget", "Own"), Text("Eget", "Own"), (part,)).with_methods(
        aggregate={"dimension": "geometric"}, coverage=1.0, weight={"skola": "equal"}
    )
    methods = INDEX.extend(own).methods
    assert methods.at("aggregate", "skola") == "geometric"
    assert methods.at("coverage", "skola") == 1.0
    assert methods.at("weight", "skola") == "equal"
    assert methods.at("aggregate", "ekonomi") == "arithmetic"
    assert INDEX.extend(own).notes == INDEX.notes


def test_what_is_left_out_takes_its_methods_along() -> None:
    own = INDEX.with_methods(
        aggregate={"ekonomi": "harmonic"},
        coverage={"ekonomi": 1.0},
        weight={"boende": {"method": "given", "weights": {m.id: 1 for m in INDEX.dimensions[3].members}}},
        treat={"method": "winsorise", "columns": ["trangboddhet", "nettoinkomst"]},
    )
    fewer = own.without("ekonomi", "trangboddhet").methods
    assert "ekonomi" not in fewer.aggregate
    assert "ekonomi" not in fewer.coverage
    assert set(fewer.weight["boende"]["weights"]) == {"in_och_utflyttning", "bostads_eller_aganderatt"}
    assert fewer.treat["columns"] == ()
