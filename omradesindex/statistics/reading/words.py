"""What is said of reading: which tables were known, and what a proposal of a mapping asks."""

from __future__ import annotations

from omradesindex.wording import Text

KNOWN = Text(
    "SCB:s tabeller är kända och lästes utan mappning: {tables}.",
    "SCB's tables are known and were read without a mapping: {tables}.",
)

DOCUMENTS = Text("Dokument läses inte som tabeller: {files}.", "Documents are not read as tables: {files}.")

# -- a proposal: comments of a TOML file ----------------------------------------------------------------

PROPOSED = Text(
    'Föreslaget av omradesindex: en gissning. Kontrollera varje rad, fyll i eller ta bort varje "?".',
    'Proposed by omradesindex: a guess. Check every line, fill in or remove each "?".',
)
ABOUT = Text("kolumnerna som inte är tal", "the columns that are not figures")
SAYS_NO_MORE = Text("säger inget mer än området", "say no more than the area does")
TAKE_SOME = Text("för att bara ta några", "to take some only")
LIKE_KNOWN = Text("som i tabellen {table}", "as in the table {table}")
ALL_LIKE_KNOWN = Text(
    "orden är de som står i tabellen {table}: kontrollera att det är den",
    "the words are those of the table {table}: check that it is the one",
)
NOT_READ = Text("läses inte: {columns}", "not read: {columns}")
AS_BEFORE = Text("läses som '{file}'", "read as '{file}' is read")
YEAR = Text("året som alla uppgifter gäller", "the year of all figures")
LEAVES_OUT = Text("utelämnar", "leaves out")
QUALITY = Text(
    "official (officiell), proxy (närliggande mått), estimated (uppskattad) …",
    "official, proxy, estimated, …",
)
READY = Text(
    "En kolumn med indikatorns eget id går också: då tas värdet som det är.",
    "A column under the indicator's own id will do, too: the value is then taken as it stands.",
)
OR = Text("eller", "or")
OTHER_MARK = Text(
    "eller det andra tecknet: inget i tabellen visar vilket", "or the other one: nothing in the table tells"
)
OR_ZERO = Text('eller "zero" (noll)', 'or "zero"')
MORE = Text("… och {n} kombinationer till av {of}", "… and {n} more combinations of {of}")
