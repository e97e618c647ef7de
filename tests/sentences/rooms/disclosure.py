"""What is said of figures that are protected, and when it is true."""

from __future__ import annotations

from typing import Any

from tests.sentences.sentence import Room, Said

#: At most so many sentences that no table knows, sentences outside ``words``, and wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 0, 0
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()


def table(answer: Any) -> Any:
    """What the audit tried."""
    return answer.audit.table if hasattr(answer, "audit") else answer.table


def log(said: Said, kind: str) -> int:
    return int((said.answer.log["kind"] == kind).sum())


# -- what is withheld ---------------------------------------------------------------------------------------


@ROOM.when("{n:n} röjande tal är [dolt|dolda].", "{n:n} unsafe [figure is|figures are] withheld.")
def unsafe(said: Said) -> bool:
    return log(said, "primary") == said.n


@ROOM.when(
    "{n:n} till är [dolt|dolda] så att [det röjande talet|de röjande talen] inte går att räkna ut.",
    "{n:n} more [is|are] withheld so that these cannot be worked out.",
)
def complementary(said: Said) -> bool:
    return log(said, "complementary") == said.n > 0


@ROOM.when("Inget tal är dolt.", "No figure is withheld.")
def nothing(said: Said) -> bool:
    return len(said.answer.log) == 0


# -- the audit ----------------------------------------------------------------------------------------------


@ROOM.when(
    "Tabellen klarade granskningen: inget av {n:n} tal som prövades går att räkna ut.",
    "The audit passes: none of {n:n} [figure|figures] tried can be worked out.",
)
def passes(said: Said) -> bool:
    tried = table(said.answer)
    return len(tried) == said.n > 0 and bool(
        ((tried["high"] - tried["low"]) >= 1).all() and tried["safe"].all()
    )


@ROOM.when(
    "Tabellen klarade INTE granskningen: {bad:n} av {n:n} tal som prövades går att räkna ut, helt eller "
    "nästan.",
    "The audit FAILS: {bad:n} of {n:n} [figure|figures] tried can be worked out, wholly or nearly.",
)
def fails(said: Said) -> bool:
    tried = table(said.answer)
    near = tried[(tried["high"] - tried["low"]) < tried["needed"]]
    return (len(near), len(tried)) == (said.bad, said.n)


@ROOM.when(
    "Tabellen klarade granskningen: den har inget tal som behöver prövas.",
    "The audit passes: there is no figure that has to be tried.",
)
def nothing_to_try(said: Said) -> bool:
    return len(table(said.answer)) == 0


@ROOM.when(
    "Bara röjande tal prövas, inte de som är dolda för att skydda dem.",
    "Only unsafe figures are tried, not those that are withheld to protect them.",
)
def only_unsafe(said: Said) -> bool:
    return not (table(said.answer)["reason"] == "withheld before").any()


@ROOM.when(
    "Alla dolda tal prövas, eftersom det inte är känt vilka som är röjande.",
    "All withheld figures are tried, since it is not known which are unsafe.",
)
def all_withheld(said: Said) -> bool:
    return bool((table(said.answer)["reason"] == "withheld before").any())


@ROOM.when(
    "{n:n} av dem står inte i tabellen, men är en helhet minus en del.",
    "{n:n} of them [is not in the table, but is|are not in the table, but are] a whole minus a part.",
)
def implied(said: Said) -> bool:
    return int((table(said.answer)["cell"] == "implied").sum()) == said.n > 0


# -- the rules ----------------------------------------------------------------------------------------------


def policy(said: Said) -> Any:
    return getattr(said.answer, "policy", said.answer)


@ROOM.when("Ett antal på 1 till {most:n} är röjande.", "A count of 1 to {most:n} is unsafe.")
def few(said: Said) -> bool:
    counts = [1, said.most, said.most + 1]
    return policy(said).too_few(counts).tolist() == [True, True, False]


@ROOM.when(
    "En utomstående ska inte kunna gissa ett röjande tal närmare än inom {n:n}.",
    "An outsider must not be able to guess an unsafe figure more closely than within {n:n}.",
)
def margin(said: Said) -> bool:
    return policy(said).margin_width == said.n


ROOM.always(
    "Reglerna är allmänna konventioner tills någon har beslutat om andra.",
    "The rules are generic conventions until somebody has decided on others.",
    "the defaults are the OECD's; who has decided gives others",
)
ROOM.always("Utgångsvärdena är allmänna konventioner.", "The defaults are generic conventions.", "the OECD's")
ROOM.always(
    "Staden har inte beslutat om dem.",
    "The city has not decided on them.",
    "no rule of the city is published",
)
ROOM.always("Internt: lämna inte detta vidare.", "Internal: do not hand this on.", "an instruction")
ROOM.always("Det avslöjar vad som är dolt.", "It tells what is withheld.", "the reasons tell")
ROOM.always("Publicera med publish.", "Publish with publish.", "an instruction")


@ROOM.when("under {n:n}, men inte 0", "below {n:n}, but not 0")
def below(said: Said) -> bool:
    return policy(said).too_few([0, 1, said.n - 1, said.n]).tolist() == [False, True, True, False]


@ROOM.when("inom {n:n} [person|personer]", "within {n:n} [person|persons]")
def within(said: Said) -> bool:
    return policy(said).margin_width == said.n


@ROOM.when("röjande i grupper under {n:n}", "unsafe in groups below {n:n}")
def small_groups(said: Said) -> bool:
    return policy(said).small == said.n and policy(said).protect_zeros


@ROOM.when("alla variabler", "all variables")
def all_variables(said: Said) -> bool:
    return policy(said).sensitive is None


@ROOM.when("till multiplar av {n:n}", "to multiples of {n:n}")
def multiples(said: Said) -> bool:
    return policy(said).base == said.n
