#!/usr/bin/env python3
"""How many mentions of Acts in news the table of Acts knows.

    nutgraf --from ndjson --to ndjson --kinds statute NEWS.ndjson |
      tools/act_coverage.py [rules/tables/acts.tsv]

A mention is a statute fact whose title is an Act.  It
is resolved where its title is a row of the table or the text says the year.
Prints both counts and the titles that neither resolves, the most frequent
first, to be added to the table.
"""

import collections
import json
import pathlib
import re
import sys


ACT = re.compile(r"\bActs?\b")


def known_titles(path):
    rows = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    titles = set()
    for row in rows:
        if not row.startswith("#"):
            titles.update(cell.lower() for cell in row.split("\t")[:2])
    return titles


def main():
    table = sys.argv[1] if len(sys.argv) > 1 else "rules/tables/acts.tsv"
    known = known_titles(table)
    total = 0
    missing = collections.Counter()
    for line in sys.stdin:
        for fact in json.loads(line).get("facts", []):
            title = fact.get("title")
            if fact["type"] != "statute" or not title:
                continue
            if not ACT.search(title):
                continue
            total += 1
            if "year" not in fact and title.lower() not in known:
                missing[title] += 1
    found = total - sum(missing.values())
    print(f"{found} of {total} mentions resolve "
          f"({100 * found / max(total, 1):.1f} %)")
    for title, n in missing.most_common():
        print(n, title, sep="\t")


if __name__ == "__main__":
    main()
