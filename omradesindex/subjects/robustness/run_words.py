"""What is told of a run while it goes on."""

from __future__ import annotations

from omradesindex.wording import Text

WORKERS_DIED = Text(
    "Arbetsprocesserna dog under körningen. Resten räknas i den här processen. Inget som är klart går "
    "förlorat.",
    "The workers died during the run. The rest is counted in this process. Nothing that was done is lost.",
)

WOULD_BE_FASTER = Text(
    "Så många sätt att räkna går flera gånger så fort med tillvalet fast: pip install 'omradesindex[fast]'. "
    "Svaret blir detsamma.",
    "So many scenarios are counted several times as fast with the extra fast: pip install "
    "'omradesindex[fast]'. The answer stays the same.",
)

CANNOT_BE_FASTER = Text(
    "Tillvalet fast är installerat men går inte att använda här. Pröva import numba. Går det bra saknas "
    "en mapp att spara maskinkoden i: sätt NUMBA_CACHE_DIR till en som går att skriva i. "
    "Svaret blir detsamma.",
    "The extra fast is installed but of no use here. Try import numba. If that works there is no folder to "
    "keep machine code in: set NUMBA_CACHE_DIR to one that can be written to. The answer stays the same.",
)
