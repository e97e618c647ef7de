"""Open the page of other weights in a browser without a network, and hold its table against the library.

    python .ci/other_weights.py [chromium]

For each of some addresses every place and score in the table must be the library's, as people read them, and
nothing may stand on the console.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from html import unescape
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from what_if_settings import Setting, data_of, in_library  # noqa: E402

import omradesindex as oi  # noqa: E402
from omradesindex.index.decimals import score_decimals  # noqa: E402
from omradesindex.index.words import rank_labels  # noqa: E402
from omradesindex.wording import number  # noqa: E402

SETTINGS = (
    Setting((), {}),
    Setting(("boende", "valdeltagande"), {"ekonomi": 2.5, "nettoinkomst": 0}),
    Setting(("delaktighet", "utbildning", "boende", "nettoinkomst", "ekonomiskt_bistand"), {}),
)
NO_NETWORK = ("--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9")
_ROW = re.compile(r"<tr[^>]*><td[^>]*>(.*?)</td><th[^>]*>(.*?)</th><td>(.*?)</td>")


def seen(browser: str, page: Path, fragment: str) -> tuple[dict[str, tuple[str, str]], list[str]]:
    """The table's places and scores by the areas' names, and what stands on the console."""
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", *NO_NETWORK]
    command += [
        "--enable-logging=stderr",
        "--virtual-time-budget=3000",
        "--dump-dom",
        page.as_uri() + fragment,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    body = done.stdout.partition('<tbody id="rader">')[2].partition("</tbody>")[0]
    rows = {unescape(name): (unescape(place), unescape(score)) for place, name, score in _ROW.findall(body)}
    return rows, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


def main(browser: str) -> None:
    """Try each address."""
    result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    html = oi.what_if(result).html
    key = data_of(html)["key"]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "prova_vikter.html"
        page.write_text(html, encoding="utf-8")
        for setting in SETTINGS:
            own = in_library(result, setting)
            assert own is not None
            decimals = score_decimals(result)
            expected = {
                f"{code} {name}": (place, number(score, decimals))
                for (code, name), place, score in zip(
                    own.names.items(), rank_labels(own), own.level_scores["index"], strict=True
                )
            }
            rows, console = seen(browser, page, setting.fragment(key))
            assert not console, console
            assert rows == expected, {name: (rows.get(name), own) for name, own in expected.items()}
    print(f"{len(SETTINGS)} addresses: the browser shows what the library gives, and is silent")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "chromium")
