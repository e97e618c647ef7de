"""An SVG as short as it can be: no more decimals than are seen, and what is drawn again is named."""

from __future__ import annotations

import re

import numpy as np

from omradesindex.patterns import pattern

# The text of an SVG is set by whoever shows it, who may not have matplotlib's font: the next one is as wide.
# (Older matplotlib writes it as `font: 10px 'DejaVu Sans'`.)
_FAMILY, _FAMILIES = "'DejaVu Sans'; ", "'DejaVu Sans', Verdana, sans-serif; "
# The paths of an SVG, its paths of straight lines, and what draws a path.
_PATH = pattern(r'(?<= d=")[^"]+')
_LONG = pattern(r"-?\d+\.\d{3,}")
_POINT = pattern(r"([MLz])(?: (\S+) (\S+))?")
_STRAIGHT = pattern(r"[MLz\d\s.-]+")
_DRAWN = pattern(r'<path d="([^"]+)"([^>]*)/>')
_CLIPPED = pattern(r' clip-path="[^"]*"')
#: Paths of so many points are land: in tenths of a point, and once where several maps have it.
_MANY = 1000
#: How far a point of land may lie from where it is drawn again, in points.
_SAME = 0.02


def shortened(svg: str) -> str:
    r"""Write the paths of an SVG to a hundredth of a point, straight lines as steps from point to point.

    Land of thousands of points is written to a tenth; where another map has the same, it is named there.

    Examples
    --------
    >>> shortened('<path d="M 1.239999 2 \nL 3.5 4.000001 \nL 3 5 \nz" transform="scale(0.015625)"/>')
    '<path d="M1.24 2l2.26 2 -.5 1z" transform="scale(0.015625)"/>'
    """
    once = _drawn_once(svg.replace(_FAMILY, _FAMILIES))
    return _PATH.sub(lambda path: _short(path[0]), once)


def _drawn_once(svg: str) -> str:
    """Name long paths, and draw those that are an earlier one elsewhere by its name."""
    firsts: dict[tuple[str, str], tuple[str, np.ndarray]] = {}

    def drawn(found: re.Match[str]) -> str:
        path, look = found.groups()
        if path.count("\n") < _MANY or not _STRAIGHT.fullmatch(path):
            return found[0]
        points = _POINT.findall(path)
        at = np.array([point[1:] for point in points if point[0] != "z"], dtype=float)
        # Each map clips it to its own window, which moves with it.
        shape = "".join(point[0] for point in points), _CLIPPED.sub("", look)
        name, there = firsts.setdefault(shape, (f"land-{len(firsts) + 1}", at))
        if there is at:
            return f'<path id="{name}" d="{path}"{look}/>'
        moved = at - there
        if np.ptp(moved, axis=0).max() > _SAME:
            return found[0]
        x, y = moved.mean(axis=0)
        return f'<use xlink:href="#{name}" x="{x:.2f}" y="{y:.2f}"/>'

    return _DRAWN.sub(drawn, svg)


def _short(path: str) -> str:
    if not _STRAIGHT.fullmatch(path):  # curves: letters and signs
        return _LONG.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), path)
    points = _POINT.findall(path)
    decimals = 2 if len(points) < _MANY else 1
    told: list[str] = []
    x = y = 0
    before = ""
    for command, *numbers in points:
        if command == "z":
            told.append("z")
        else:
            # In whole hundredths, so that steps add up to where the points are.
            to_x, to_y = (round(10**decimals * float(number)) for number in numbers)
            step = (to_x, to_y) if command == "M" else (to_x - x, to_y - y)
            sign = "M" if command == "M" else " " if before == "L" else "l"
            told.append(f"{sign}{_written(step[0], decimals)} {_written(step[1], decimals)}")
            x, y = to_x, to_y
        before = command
    return "".join(told)


def _written(n: int, decimals: int) -> str:
    """Write hundredths, or tenths, as short as can be.

    Examples
    --------
    >>> [_written(n, 2) for n in (0, -50, 100, 12345)]
    ['0', '-.5', '1', '123.45']
    """
    whole, rest = divmod(abs(n), 10**decimals)
    told = f"{whole or ''}" + (f".{rest:0{decimals}}".rstrip("0") if rest else "") or "0"
    return f"-{told}" if n < 0 else told
