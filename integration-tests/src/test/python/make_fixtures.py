#!/usr/bin/env python3
"""Makes ../resources/numpy/*.json: what NumPy answers to scripts in our language.

Needs NumPy 2 (`pip install numpy`); the Java tests do not, they read what is checked in. Run it
after adding a case to one of the topics, and look at the diff: each line is one case. With the
names of topics it makes only those.
"""

import importlib
import json
import pathlib
import pkgutil
import sys

import archives
import numpy as np

import topics
from recorder import Recorder

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "resources" / "numpy"


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    archives.write(FOLDER)
    total = 0
    for module in sorted(pkgutil.iter_modules(topics.__path__), key=lambda m: m.name):
        if sys.argv[1:] and module.name not in sys.argv[1:]:
            continue
        recorder = Recorder()
        importlib.import_module(f"topics.{module.name}").record(recorder)
        lines = ",\n".join("    " + json.dumps(case) for case in recorder.cases)
        text = f'{{\n  "numpy": "{np.__version__}",\n  "cases": [\n{lines}\n  ]\n}}\n'
        (FOLDER / f"{module.name}.json").write_text(text)
        count = sum(len(case.get("parts", [case])) for case in recorder.cases)
        print(f"{module.name}: {count} cases")
        total += count
    print(f"{total} cases")


if __name__ == "__main__":
    main()
