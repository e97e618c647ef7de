"""What commands say beside the answers."""

from __future__ import annotations

from omradesindex.wording import Text

NO_MAP = Text(
    "Ingen karta: uppgifterna har ingen områdesindelning (--division).",
    "No map: the statistics have no division (--division).",
)
NO_WHOLE = Text(
    "Ingen rad är angiven som alla områden tillsammans (--whole). Den räknas därför fram från områdena.",
    "No row is named as all areas together (--whole). It is therefore made from the areas.",
)
WAYS = Text("Sätt att räkna", "Ways of counting")
SAVING = Text("Ritar och sparar …", "Drawing and saving …")
MADE_UP = Text(
    "Ett index med alla uppgifter på plats, för en påhittad stad:",
    "An index with every figure in place, for a made-up city:",
)
MADE_OF = Text("Vad bidrar till det högsta indexet?", "What adds to the highest index?")
LOOK = Text("Titta först på", "Look first at")
