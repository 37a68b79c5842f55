#!/usr/bin/env python3
"""Towns of rules/tables/places.tsv that are no further name of one in
rules/tables/cities.tsv, so that facts have no geonameid.

    tools/places_check.py [PROGRAM] [RULES]

A line a row: its line number, word, name, country, and the towns of that
country within half a degree whose names look like it, most people last, or "-"
where there is none.  Where one is the same town, the row should have its name,
or a row of its name should come before: word AND name are looked for among the
names and other names there.  RULES is the folder of the tables.
"""

import collections
import difflib
import pathlib
import subprocess
import sys
import unicodedata

NEAR = 0.5  # degrees, as in src/resolve/gazetteer_build.c
ALIKE = 0.6


def rows(path):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            yield number, (line.split("\t") + [""] * 10)[:10]


def plain(name):
    marks = unicodedata.normalize("NFD", name.lower())
    return "".join(c for c in marks if c.isalnum())


def near(a, b):
    return all(abs(x - y) < NEAR for x, y in zip(a, b))


def ids(program, rules, words):
    """Places found by each of the words: (name, country) -> positions whose
    id is 0."""
    found = collections.defaultdict(list)
    words = sorted(words)
    for at in range(0, len(words), 200):
        out = subprocess.run(
            [program, "--data", rules, "gazetteer", "lookup",
             *words[at:at + 200]], capture_output=True, text=True,
            check=False).stdout
        for line in out.splitlines():
            cells = line.split("\t")
            if len(cells) == 9 and cells[8] == "0" and cells[1] == "city":
                found[cells[0], cells[2]].append(
                    (float(cells[6]), float(cells[7])))
    return found


def like(row, towns):
    """Names of towns near the row's that are alike."""
    wanted = [plain(row[0]), plain(row[1])]
    place = float(row[5]), float(row[6])
    names = []
    for people, name, others, at in towns[row[3]]:
        if near(place, at) and any(
                difflib.SequenceMatcher(None, a, plain(b)).ratio() >= ALIKE
                for a in wanted for b in [name, *others]):
            names.append((people, name))
    return [f"{name} ({people})" for people, name in sorted(names)]


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "./nutgraf"
    rules = sys.argv[2] if len(sys.argv) > 2 else "rules"
    towns = collections.defaultdict(list)
    for _, row in rows(f"{rules}/tables/cities.tsv"):
        towns[row[3]].append((int(row[6] or 0), row[1], row[9].split(";"),
                              (float(row[7]), float(row[8]))))
    ours = [(number, row) for number, row in
            rows(f"{rules}/tables/places.tsv") if row[2] == "city"]
    lost = ids(program, rules, {row[0] for _, row in ours})
    for number, row in ours:
        place = float(row[5]), float(row[6])
        if any(near(place, at) for at in lost[row[1], row[3]]):
            print(number, row[0], row[1], row[3],
                  ", ".join(like(row, towns)) or "-", sep="\t")


if __name__ == "__main__":
    main()
