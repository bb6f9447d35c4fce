"""A picture of the table: how many times our time each peer takes, on a logarithmic axis."""

from __future__ import annotations

import math
from html import escape

from .report import Result
from .works import WORKS

WIDTH, LEFT, RIGHT, ROW, TOP = 900, 300, 175, 22, 90
COLOURS = {
    "NumPy": "#4d77cf", "NumPy A @ B": "#4d77cf", "NumPy A @ B.T": "#4d77cf",
    "SciPy cdist": "#8b6cc4", "numexpr": "#d9853b", "scikit-learn": "#d35b5b", "Dask": "#5aa469",
    "Spark CROSS JOIN": "#e0a100", "Spark NEAREST BY": "#e0a100",
}
OTHER = "#8a919c"
TEXT = "font-family='system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif'"


def svg(results: list[Result], caption: str) -> str:
    """The whole picture; sums along axes are left out, which are compared with each other."""
    rows = [
        (result, peer)
        for result in results
        for peer in result.peers
        if not result.key.startswith(("sum0", "sum1"))
    ]
    ratios = [result.ratio(peer) for result, peer in rows]
    ratios += [alone for result, peer in rows if (alone := result.kernel_ratio(peer))]
    low = math.floor(min(-0.5, min(math.log10(r) for r in ratios)) * 2) / 2
    high = math.ceil(max(math.log10(r) for r in ratios))
    height = TOP + ROW * len(rows) + 12 * len({r.key for r, _ in rows}) + 56

    def x(ratio: float) -> float:
        return LEFT + (math.log10(ratio) - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' role='img' "
        f"aria-label='How many times the time of spark-ndarray each peer takes'>",
        f"<rect width='{WIDTH}' height='{height}' rx='10' fill='#fbfbfd'/>",
        f"<text x='24' y='32' {TEXT} font-size='17' font-weight='600' fill='#1c2330'>"
        "How many times the time of spark-ndarray its peers take</text>",
        f"<text x='24' y='52' {TEXT} font-size='11' fill='#667085'>{escape(caption)}</text>",
        f"<text x='24' y='67' {TEXT} font-size='11' fill='#667085'>"
        "bars: planning, reading the input files and Spark jobs included · diamonds: the kernels "
        "alone</text>",
    ]
    for power in range(math.ceil(low), high + 1):
        at = x(10**power)
        parts.append(
            f"<line x1='{at:.1f}' x2='{at:.1f}' y1='{TOP - 4}' y2='{height - 42}' "
            f"stroke='{'#1c2330' if power == 0 else '#e1e4ea'}' "
            f"stroke-width='{1.2 if power == 0 else 1}'/>"
        )
        parts.append(
            f"<text x='{at:.1f}' y='{height - 24}' {TEXT} font-size='11' fill='#667085' "
            f"text-anchor='middle'>{10**power:g}×</text>"
        )
    y = TOP
    last = ""
    for result, peer in rows:
        if result.key != last:
            y += 12 if last else 0
            parts.append(
                f"<text x='24' y='{y + 15}' {TEXT} font-size='12.5' fill='#1c2330'>"
                f"{escape(WORKS[result.key].title)}</text>"
            )
            last = result.key
        ratio = result.ratio(peer)
        start, end = sorted((x(1), x(ratio)))
        parts.append(
            f"<rect x='{start:.1f}' y='{y + 4}' width='{max(1.5, end - start):.1f}' height='14' "
            f"rx='2' fill='{COLOURS.get(peer, OTHER)}'/>"
        )
        alone = result.kernel_ratio(peer)
        if alone is not None:
            at = x(alone)
            parts.append(
                f"<path d='M{at:.1f} {y + 5} l6 6 l-6 6 l-6 -6 z' fill='#1c2330' "
                "stroke='#fbfbfd' stroke-width='1.5'/>"
            )
            end = max(end, at + 4)
        number = f"{ratio:.0f}×" if ratio >= 10 else f"{ratio:.2g}×"
        parts.append(
            f"<text x='{max(end, x(1)) + 6:.1f}' y='{y + 15}' {TEXT} font-size='11.5' "
            f"fill='#344054'>{number} {escape(peer)}</text>"
        )
        y += ROW
    return "\n".join([*parts, "</svg>", ""])
