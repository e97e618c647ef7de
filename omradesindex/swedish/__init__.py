"""Swedish for what the library raises and asks in English; the tables beside it hold nothing but words."""

from omradesindex.swedish.phrases import in_language, place_in

__all__ = ["in_language", "place_in"]
