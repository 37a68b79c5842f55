#!/usr/bin/env python3
"""Derive rules/tables/law_codes.tsv from the PyPI package reporters-db.

    pip install reporters-db
    tools/law_codes.py > rules/tables/law_codes.tsv

The package is the Free Law Project's, under BSD-2-Clause.  Only names and
abbreviations of codes, session laws and registers are taken, not its examples
nor its patterns.  The table's first lines say which version was read.
"""

import datetime
import importlib.metadata
import sys

from reporters_db import LAWS

HEAD = """\
# law_codes.tsv: how American codes of law and registers are cited.
# Derived by tools/law_codes.py from reporters-db {version} (PyPI), laws.json,
# on {date}; (C) Free Law Project, BSD-2-Clause.
# Columns, TAB separated, UTF-8:
# {columns}
# word: as it is cited. jurisdiction: ISO 3166-2, US for the United States.
# kind: leg_statute and admin_compilation are cited by section, others by
#   volume and page. name: in full.
"""

# Cited in ways of their own (rules/statutes.rules), or too plain a word.
OWN_RULES = {"Pub. L.", "U.S.C.", "C.F.R.", "Pvt. L.", "Registration"}

COLUMNS = "word jurisdiction kind name".split()

STATES = {name: "US-" + code for code, name in {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas",
    "CA": "California", "CO": "Colorado", "CT": "Connecticut",
    "DC": "District of Columbia", "DE": "Delaware", "FL": "Florida",
    "GA": "Georgia", "GU": "Guam", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland",
    "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MP": "Northern Mariana Islands",
    "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
    "PR": "Puerto Rico", "RI": "Rhode Island", "SC": "South Carolina",
    "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah",
    "VT": "Vermont", "VA": "Virginia", "VI": "Virgin Islands",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin",
    "WY": "Wyoming"}.items()}


def main():
    rows = {}
    others = set()
    for code, entries in LAWS.items():
        if code in OWN_RULES:
            continue
        for entry in entries:
            place = entry["jurisdiction"]
            if place not in STATES and place != "United States":
                others.add(place)
            row = (STATES.get(place, "US"), entry["cite_type"],
                   entry["name"])
            for word in [code, *entry.get("variations", [])]:
                rows.setdefault(word, row)
                rows.setdefault(word.removesuffix(" Ann."), row)
    if others:
        print("taken for the United States:", *others, file=sys.stderr)
    sys.stdout.write(HEAD.format(
        version=importlib.metadata.version("reporters-db"),
        date=datetime.date.today(), columns="\t".join(COLUMNS)))
    for word in sorted(rows):
        print(word, *rows[word], sep="\t")


if __name__ == "__main__":
    main()
