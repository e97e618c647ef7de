"""The sentences of a new project: what was seen, what was chosen and why, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from omradesindex.wording import Language, Text, number, plural, say, some

_FEW = 4

TITLE = Text("Nytt projekt", "New project")
NAME = Text("Namn", "Name")
BY_FOLDER = Text(
    "Mappens. Heter staden något annat: ange --title.",
    "The folder's. If the city is called something else: say --title.",
)
AREAS = Text("Områden", "Areas")
KEY = Text("Nyckel", "Key")
INDEX = Text("Index", "Index")
NEXT = Text("Nästa steg", "Next step")
TABLES = Text("Statistiken", "The statistics")
FILE, TABLE, HOW = Text("Fil", "File"), Text("Tabell", "Table"), Text("Så läses den", "How it is read")

AREAS_FOUND = Text(
    "{n} områden ur {file}: koden står i kolumnen '{code}' och namnet i '{name}'.",
    "{n} areas of {file}: the code stands in the column '{code}' and the name in '{name}'.",
)
AREAS_LISTED = Text(
    "{n} ur kolumnen '{code}' i {file}. Utan gränser ritas ingen karta.",
    "{n} of the column '{code}' in {file}. Without outlines no map is drawn.",
)
AREAS_OF_FIGURES = Text(
    "De som statistiken har: {n}. Utan gränser ritas ingen karta.",
    "Those that the statistics have: {n}. Without outlines no map is drawn.",
)
AREAS_UNNAMED = Text(
    "{n} områden ur {file}: koden står i kolumnen '{code}', och får vara namnet också.",
    "{n} areas of {file}: the code stands in the column '{code}', and serves as the name too.",
)
AREAS_CUT = Text(
    "Av filens kommuner är bara {towns} med. De områdena ligger i {file}.",
    "Of the file's municipalities only {towns} count. Their areas lie in {file}.",
)
AREAS_BEYOND = Text(
    "{n} av dem ligger utanför {county}. Vill du bara ha länets: --keep '{code}*'.",
    "{n} of them lie outside {county}. For those of the county alone: --keep '{code}*'.",
)
AREAS_MERGED = Text(
    "{areas} områden, hopslagna med nyckeln av de {n} delarna i {of}. De ligger i {file}.",
    "{areas} areas, merged by the key from the {n} parts in {of}. They lie in {file}.",
)
KEY_FOUND = Text(
    "{n} delområden hör till {areas} områden: '{sub}' → '{area}' i {file}.",
    "{n} sub-areas belong to {areas} areas: '{sub}' → '{area}' in {file}.",
)
NO_KEY_NEEDED = Text(
    "Behövs inte: statistiken gäller områdena själva.",
    "Not needed: the statistics are of the areas themselves.",
)

KNOWN = Text("känd: läses som den är", "known: read as it is")
TIDY = Text("en rad per uppgift: läses som den är", "one row per figure: read as it is")
MAPPED = Text("med mappens mapping.toml", "by the folder's mapping.toml")
PROPOSED = Text("en mappning föreslås i {file}", "a mapping is proposed in {file}")

NOT_READ = Text("Läses inte", "Not read")
DOCUMENTS = Text(
    "{files}: dokument. Finns det tabeller i dem: spara dem som .xlsx eller CSV.",
    "{files}: documents. If they hold tables: save those as .xlsx or CSV.",
)

INDEX_OF = Text(
    "{file}: {n} ur de uppgifter som finns. Ändra i filen som du vill.",
    "{file}: {n} from the figures that there are. Change the file as you like.",
)
INDEX_GIVEN = Text("{file}: din egen definition.", "{file}: your own definition.")
INDEX_NONE = Text(
    "{file}: uppgifterna räcker ännu inte till någon indikator. Det som behövs står i oi.data.variables().",
    "{file}: there are no figures for an indicator yet. What is needed stands in oi.data.variables().",
)
LACKING = Text("Saknar uppgifter", "Lack figures")

NEXT_FILES = Text(
    "Lägg gränserna i {areas}, statistiken i {statistics} och, om statistiken gäller mindre områden, "
    "nyckeln i {areas}. "
    "Kör sedan samma kommando igen: omradesindex new {folder}",
    "Put the outlines in {areas}, the statistics in {statistics} and, where the statistics are of "
    "smaller areas, the key in "
    "{areas}. Then run the same command again: omradesindex new {folder}",
)
NEXT_MAPPING = Text(
    'Gå igenom {file}, fyll i varje "?" och spara den som {mapping}. Kör sedan: omradesindex new {folder}',
    'Go through {file}, fill in every "?" and save it as {mapping}. Then run: omradesindex new {folder}',
)
NEXT_MAPPING_FILLED = Text(
    "Gå igenom {file}. Stämmer den, så spara den som {mapping}. Kör sedan: omradesindex new {folder}",
    "Go through {file}. If it is right, save it as {mapping}. Then run: omradesindex new {folder}",
)
NEXT_TABLES = Text(
    "Lägg fler tabeller i {statistics}. Kör sedan: omradesindex new {folder}",
    "Put more tables in {statistics}. Then run: omradesindex new {folder}",
)
NEXT_UPDATE = Text("omradesindex update {folder}", "omradesindex update {folder}")

# -- what may stand in the way ----------------------------------------------------------------------------

NEEDS_KEY = Text(
    "statistiken gäller {n} mindre områden ({examples}), och ingen nyckel visar vilka av de {areas} "
    "områdena de hör till",
    "the statistics are of {n} smaller areas ({examples}), and no key tells which of the {areas} areas "
    "they belong to",
)
NEEDS_KEY_REMEDY = Text(
    "ge nyckeln med --key: en CSV- eller Excelfil med en kolumn för delområdet och en för området (SCB:s "
    "kopplingstabell "
    "från DeSO till RegSO är en sådan); eller ge gränser för de områden som statistiken gäller",
    "give the key with --key: a CSV or Excel file with a column for the sub-area and one for the area "
    "(SCB's table from "
    "DeSO to RegSO is one); or give outlines of the areas that the statistics are of",
)
KEY_LACKS = Text(
    "nyckeln saknar {n} av statistikens {all} delområden i {towns}: {examples}",
    "the key lacks {n} of the statistics' {all} sub-areas in {towns}: {examples}",
)
KEY_LACKS_EXPECTED = Text(
    "en nyckel av samma version som statistiken (DeSO 2018 används till och med 2023, DeSO 2025 därefter)",
    "a key of the same version as the statistics (DeSO 2018 is used through 2023, DeSO 2025 after that)",
)
KEY_LACKS_REMEDY = Text(
    "hämta nyckeln för statistikens version, eller statistiken för nyckelns",
    "fetch the key for the statistics' version, or the statistics for the key's",
)
OUTLINES_LACK = Text(
    "gränserna saknar {areas} som statistikens delområden hör till: {examples}",
    "the outlines lack {areas} that the statistics' sub-areas belong to: {examples}",
)
OUTLINES_LACK_REMEDY = Text(
    "ge gränser för hela staden, av samma version som nyckeln; eller ta med bara de delområden som ska "
    "räknas i statistiken",
    "give outlines of the whole city, of the key's version; or have only the sub-areas that are to count in "
    "the statistics",
)
WITHOUT_PARTS = Text(
    "inga delområden i nyckeln hör till {n} av områdena: {examples}",
    "no sub-areas of the key belong to {n} of the areas: {examples}",
)
KEY_UNLIKE = Text(
    "ingen kolumn i nyckeln har de områden som gränserna har",
    "no column of the key has the areas that the outlines have",
)
KEY_UNLIKE_REMEDY = Text(
    "ge gränserna för de områden som nyckeln leder till, eller nyckeln till de områden som gränserna är",
    "give the outlines of the areas that the key leads to, or the key to the areas that the outlines are",
)
APART_LETTERS = Text(
    "samma stora och små bokstäver i båda filerna ('{theirs}' här är '{ours}' där)",
    "the same capital and small letters in both files ('{theirs}' here is '{ours}' there)",
)
APART_ZERO = Text(
    "koder med nollan först ('{theirs}' här är '{ours}' där): kalkylprogram tar bort den i tal",
    "codes with the zero before them ('{theirs}' here is '{ours}' there): spreadsheets drop it",
)
APART_VERSION = Text(
    "koder av samma version i båda filerna ('{theirs}' här, '{ours}' där)",
    "codes of the same version in both files ('{theirs}' here, '{ours}' there)",
)
APART_REMEDY = Text(
    "rätta koderna i den ena filen, eller hämta filer av samma version",
    "mend the codes in one of the files, or fetch files of the same version",
)
KEY_ELSEWHERE = Text(
    "nyckeln leder till {theirs} som gränserna saknar ({their_examples}), men inte till {ours} som de har "
    "({our_examples})",
    "the key leads to {theirs} that the outlines lack ({their_examples}), but not to {ours} that they have "
    "({our_examples})",
)
KEY_ELSEWHERE_REMEDY = Text(
    "hämta gränser och nyckel av samma version", "fetch outlines and key of the same version"
)
OUTLINES_MORE = Text(
    "nyckeln saknar {n} av gränsernas {all} delområden: {examples}",
    "the key lacks {n} of the outlines' {all} sub-areas: {examples}",
)
OUTLINES_MORE_REMEDY = Text(
    "hämta gränser och nyckel av samma version, som är statistikens",
    "fetch outlines and key of one version, which is that of the statistics",
)
KEY_MORE = Text(
    "statistiken saknar {n} av nyckelns {all} delområden i {towns}: {examples}",
    "the statistics lack {n} of the key's {all} sub-areas in {towns}: {examples}",
)
THE_KEY = Text("nyckeln", "the key")
THE_STATISTICS = Text("statistiken", "the statistics")
OF_YEAR = Text("år {years}", "year {years}")
SAID_THEMSELVES = Text(
    "versionerna som filerna själva nämner: {said}", "the versions that the files themselves name: {said}"
)
KEY_TWICE = Text(
    "delområdet '{sub}' hör till flera områden: {areas}",
    "the sub-area '{sub}' belongs to several areas: {areas}",
)
KEY_TWICE_EXPECTED = Text("ett område för varje delområde", "one area for each sub-area")
KEY_TWICE_REMEDY = Text(
    "behåll en rad för varje delområde: den med det område som det mest hör till",
    "keep one row for each sub-area: the one with the area that it mostly belongs to",
)
WHICH_AREA = Text(
    "flera kolumner kan vara områdena som delområdena hör till",
    "several columns can be the areas that the sub-areas belong to",
)
WHICH_AREA_REMEDY = Text(
    "spara nyckeln med bara två kolumner: delområdet och området",
    "save the key with two columns only: the sub-area and the area",
)
NO_AREA = Text(
    "ingen kolumn visar vilka delområden som hör ihop",
    "no column tells which sub-areas belong together",
)
NO_AREA_EXPECTED = Text(
    "en kolumn med ett delområde på varje rad, och en med området",
    "a column with a sub-area in every row, and one with the area",
)
OTHER_LEVEL = Text(
    "'{file}' gäller andra områden ({theirs}) än de andra tabellerna ({ours})",
    "'{file}' is of other areas ({theirs}) than the other tables ({ours})",
)
OTHER_LEVEL_REMEDY = Text(
    "hämta den för samma områden som de andra; eller lägg den i en egen mapp, med en egen [[source]] i "
    "project.toml",
    "fetch it for the same areas as the others; or put it in a folder of its own, with a [[source]] of its "
    "own in project.toml",
)
TWO_CITIES = Text(
    "'{file}' gäller {towns}, men {what} gäller {others}",
    "'{file}' is of {towns}, but {what} of {others}",
)
TWO_CITIES_REMEDY = Text(
    "gör ett projekt för varje stad, eller ta bort filen; hör de ihop: lägg dem i en och samma tabell",
    "make a project for each city, or take the file away; if they belong together: put them in one table",
)
STRANGERS = Text(
    "'{file}' har inget område gemensamt ({theirs}) med {what} ({ours})",
    "'{file}' has no area in common ({theirs}) with {what} ({ours})",
)
STRANGERS_REMEDY = Text(
    "är det en annan stads: gör ett projekt för varje stad, eller ta bort filen; står områdena i en annan "
    "kolumn: skriv det i en mapping.toml bredvid tabellen; hör de ihop: ge alla områden i en lista med "
    "--areas",
    "if it is another city's: make a project for each city, or take the file away; if the areas stand in "
    "another column: write that in a mapping.toml beside the table; if they belong together: list all areas "
    "with --areas",
)
THE_OUTLINES = Text("gränserna", "the outlines")
NO_CODES = Text(
    "ingen kolumn har ett eget värde för varje område, så ingen kan vara områdets kod",
    "no column has a value of its own for every area, so none can be the area's code",
)
WHICH_CODE = Text(
    "flera kolumner kan vara områdets kod, och ingenting i statistiken visar vilken",
    "several columns can be the area's code, and nothing in the statistics tells which",
)
WHICH_CODE_REMEDY = Text("ange den med --code", "name it with --code")
SEVERAL_OUTLINES = Text(
    "det finns {n} filer med gränser: {files}", "there are {n} files of outlines: {files}"
)
KEYS_DIFFER = Text(
    "flera nycklar passar statistiken och leder till olika områden: {files}",
    "several keys fit the statistics and lead to different areas: {files}",
)
KEYS_BY_TABLE = Text(
    "ingen av nycklarna passar alla tabeller; så hör de ihop: {pairs}",
    "none of the keys fits all tables; this is how they belong together: {pairs}",
)
KEYS_BY_TABLE_REMEDY = Text(
    "lägg projektet med den nyckel som de flesta behöver och dess tabeller; lägg sedan de andra i en egen "
    "mapp, med en egen [[source]] och dess key i project.toml",
    "lay the project with the key that most need and its tables; then put the others in a folder of their "
    "own, with a [[source]] and its key in project.toml",
)
ONE_OF_THEM = Text(
    "ge den som menas, eller ta bort de andra", "give the one that is meant, or take the others away"
)
ALREADY = Text("där finns redan ett projekt", "there is a project already")
ALREADY_REMEDY = Text(
    "räkna om det med 'omradesindex update {folder}', ändra i filen, eller välj en annan mapp",
    "compute it anew with 'omradesindex update {folder}', change the file, or choose another folder",
)
NOT_EMPTY = Text("mappen innehåller annat: {held}", "the folder holds something else: {held}")
NOT_EMPTY_REMEDY = Text(
    "välj en ny mapp, och ge filerna med --areas, --statistics och --key",
    "choose a new folder, and give the files with --areas, --statistics and --key",
)
UNMATCHED = Text(
    "statistikens områden ({theirs}) är inte gränsernas ({ours})",
    "the statistics' areas ({theirs}) are not those of the outlines ({ours})",
)
STATISTICS_LACK = Text(
    "statistiken saknar {n} av gränsernas {all} områden: {examples}",
    "the statistics lack {n} of the outlines' {all} areas: {examples}",
)
OUTLINES_SHORT = Text(
    "gränserna saknar {areas} som statistiken har i samma kommuner: {examples}",
    "the outlines lack {areas} that the statistics have in the same municipalities: {examples}",
)
OUTLINES_SHORT_REMEDY = Text(
    "ge gränser för hela kommunerna, eller ange vilka koder som är med: --keep {example}",
    "give outlines of the whole municipalities, or say which codes are in: --keep {example}",
)
NOTHING_KEPT = Text(
    "inget av gränsernas områden har en kod som {keep}", "none of the outlines' areas has a code like {keep}"
)
TWICE = Text(
    "två av tabellerna heter '{file}'",
    "two of the tables are called '{file}'",
)
TWICE_REMEDY = Text("ge dem olika namn", "give them different names")
UNMATCHED_REMEDY = Text(
    "ge gränser och statistik för samma områden, eller en nyckel mellan dem med --key",
    "give outlines and statistics of the same areas, or a key between them with --key",
)


def areas(n: int, lang: Language) -> str:
    r"""Return how many areas there are.

    Examples
    --------
    >>> areas(1, "sv"), areas(3363, "sv")
    ('1 område', '3\xa0363 områden')
    """
    return f"{number(n, lang=lang)} {say(lang, plural(n, 'område', 'områden'), plural(n, 'area', 'areas'))}"


def few(names: Sequence[str], lang: Language, most: int = _FEW) -> str:
    """Name the first of some codes or files, and say how many more there are.

    Examples
    --------
    >>> few(["01", "02", "03"], "sv", 2)
    "'01', '02' och 1 till"
    """
    return some([f"'{name}'" for name in names], most, lang=lang)
