#!/usr/bin/env python3
"""Draws docs/architecture.svg: the layers, and which may know which."""
import pathlib

W, ROW, GAP, LEFT = 960, 74, 16, 24
LAYERS = [
    ("surfaces", "#e8f1fb", "#3b6ea5",
     [("api", "NDContext, NDArray, Slice"), ("script", "NumPy scripts (ANTLR)"),
      ("cli", "eval · run · explain · demo")]),
    ("execution · io", "#f0ebf8", "#6b4fa0",
     [("execution", "RDD stages, broadcast variables,"), ("io", "npy, CSV, Parquet on Hadoop's")]),
    ("plan", "#fdf3e1", "#b07a1e",
     [("logical", "loop nests over arrays"), ("rule", "one rewrite a class"),
      ("physical", "stages, blocks, deliveries,"), ("explain", "text, JSON, pictures")]),
    ("kernel", "#fbeaea", "#a84848",
     [("IR", "labelled axes, scalar body"), ("codegen", "Janino, Vector API"),
      ("run", "tiles, panels, partials"), ("reference", "the oracle of the tests")]),
    ("expr", "#eaf5ea", "#4a8a4a",
     [("nodes", "shape and dtype checked when made"),
      ("Operator · Reduction", "the one table of functions")]),
    ("arrow-bridge", "#eef0f2", "#5b6670",
     [("dtype · shape", "promotion, broadcasting, index maps"),
      ("arrow.chunk · memory", "Arrow memory, scopes"),
      ("arrow.serde · format", "Kryo, checksums, npy")]),
]
SECOND = {
    "execution": "partials, progress",
    "io": "FileSystem; atomic commit",
    "physical": "memory",
}


def main() -> None:
    height = len(LAYERS) * (ROW + GAP) + 64
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {height}" '
           'font-family="Helvetica, Arial, sans-serif" font-size="13">',
           f'<rect width="{W}" height="{height}" fill="white"/>',
           '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
           'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#888"/></marker></defs>']
    y = 24
    for number, (name, fill, ink, parts) in enumerate(LAYERS):
        out.append(f'<rect x="{LEFT}" y="{y}" width="{W - 2 * LEFT}" height="{ROW}" rx="8" '
                   f'fill="{fill}" stroke="{ink}"/>')
        out.append(f'<text x="{LEFT + 16}" y="{y + 43}" font-weight="bold" font-size="16" '
                   f'fill="{ink}">{name}</text>')
        left, right = LEFT + 156, W - LEFT - 12
        step = (right - left) / len(parts)
        for i, (title, text) in enumerate(parts):
            x = left + i * step
            out.append(f'<rect x="{x}" y="{y + 10}" width="{step - 10}" height="{ROW - 20}" '
                       f'rx="5" fill="white" stroke="{ink}" stroke-opacity="0.4"/>')
            second = SECOND.get(title)
            top = y + 26 if second else y + 32
            out.append(f'<text x="{x + 10}" y="{top}" font-weight="bold">{title}</text>')
            out.append(f'<text x="{x + 10}" y="{top + 17}" fill="#444" font-size="11.5">{text}</text>')
            if second:
                out.append(f'<text x="{x + 10}" y="{top + 31}" fill="#444" '
                           f'font-size="11.5">{second}</text>')
        if number:
            out.append(f'<path d="M{LEFT + 70} {y - GAP}v{GAP - 2}" stroke="#888" '
                       'marker-end="url(#a)"/>')
        y += ROW + GAP
    out.append(f'<text x="{LEFT}" y="{y + 12}" fill="#444">A layer may know those below it, never '
               'those above. Only api, cli, execution and io know Spark.</text></svg>')
    pathlib.Path(__file__).with_name("architecture.svg").write_text("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
