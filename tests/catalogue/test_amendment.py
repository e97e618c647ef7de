"""A set remembers each change that made it: what it did, who asked, and which indicators came with it."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.catalogue import Amendment


def test_a_change_remembers_what_came_with_it() -> None:
    changes = {change.what: change for change in oi.load_index("tn").changes}
    assert changes["halsa"].brought == ("psykisk_ohalsa_unga", "medellivslangd")
    assert changes["svarsfrekvens_folkhalsoenkat"].brought == ()
    swapped = changes["bostads_eller_aganderatt"]
    assert (swapped.verb, swapped.to, swapped.brought) == (
        "replace",
        "hyresratt_aldre_renoveringsbehov",
        ("hyresratt_aldre_renoveringsbehov",),
    )
    assert Amendment("without", "boende").body == ""
