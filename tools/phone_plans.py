#!/usr/bin/env python3
"""Derive rules/tables/phone_plans.tsv from the PyPI package phonenumbers.

    pip install phonenumbers
    tools/phone_plans.py > rules/tables/phone_plans.tsv

The package is the Python port of libphonenumber; its data are Google's, under
Apache-2.0.  The table's first lines say which version was read.
"""

import datetime
import re
import sys

import phonenumbers
from phonenumbers import PhoneMetadata

COLUMNS = "region code abroad trunk moved bare lengths number".split()

# The kinds of number that a reader may call.
TYPES = ("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost",
         "voip", "personal_number", "pager", "uan", "voicemail")

HEAD = """\
# phone_plans.tsv: national numbering plans.
# Derived by tools/phone_plans.py from phonenumbers {version} (PyPI) on
# {date}; numbering data of libphonenumber, (C) Google, Apache-2.0.
# Columns, TAB separated, UTF-8:
# {columns}
# region: ISO 3166-1 alpha-2; of those that share a code the main one comes
#   first. code: country calling code.
# abroad: what is dialled before the code of another country.
# trunk: what is dialled before a national number and dropped in E.164.
# moved: "kept;tail;new": where what is dialled behind the trunk prefix is
#   kept tail rest, the number is new kept rest (Argentina's 11 15 ... is
#   9 11 ...; on an island a number is dialled without its area code).
# bare: how national numbers begin that are written without the trunk
#   prefix; "*" where there is none.
# lengths: digits of a national number. number: the national numbers in use.
# abroad, trunk, kept, bare and number are patterns: digits, d for any,
#   [ ] ( ) | ? {{m,n}}.
"""


def pattern(text):
    """The package's pattern in the few signs that the reader knows."""
    text = text.replace("(?:", "(").replace("\\d", "d").replace("$", "")
    if re.search(r"[^0-9d\[\]()|?{},-]", text):
        sys.exit("unknown sign in pattern " + text)
    return text


def alternatives(patterns):
    return "|".join(dict.fromkeys(pattern(p) for p in patterns if p))


def closing(text, start):
    """Where the bracket that opens at `start` closes."""
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] == "(") - (text[i] == ")")
        if depth == 0:
            return i
    sys.exit("open bracket in " + text)


def trunk_and_moved(meta):
    """(trunk, moved) of a plan.  A prefix rule is a pattern for what goes,
    and its captures may be kept; which of three forms it has, is told by
    where the capture that is kept stands:

        0?(?:(11|22)15)?   9\\1     15 goes, 9 comes
        ([2-9]\\d{6})$|1   246\\1   a number without its area code
        0(?:(1\\d)(\\d{10}))?  \\2     a carrier's code goes: a longer trunk
    """
    rule = meta.national_prefix_transform_rule
    parsing = meta.national_prefix_for_parsing or ""
    if not rule:
        return alternatives([parsing]), ""
    captures = [m.start() for m in re.finditer(r"(?<!\\)\((?!\?)", parsing)]
    at = captures[int(rule[-1]) - 1]
    end = closing(parsing, at)
    kept, new = parsing[at + 1:end], rule[:-2]
    if parsing[end + 1:end + 2] == "$":
        return (pattern(parsing[end + 3:]),
                ";".join((pattern(kept), "", new)) if new else "")
    if new:
        tail = parsing[end + 1:].removesuffix(")?")
        return meta.national_prefix, ";".join((pattern(kept), tail, new))
    return pattern(parsing[:at] + parsing[end + 1:]), ""


def bare(meta, main):
    """How national numbers begin that need no trunk prefix before them; a
    region without formats has those of the main one with its code."""
    if not meta.national_prefix:
        return "*"
    free = []
    for form in meta.number_format or main.number_format:
        rule = form.national_prefix_formatting_rule or ""
        if meta.national_prefix in rule.split("\\1")[0] \
                and not form.national_prefix_optional_when_formatting:
            continue
        if not form.leading_digits_pattern:
            return "*"
        free.append(form.leading_digits_pattern[-1])
    return alternatives(free)


def row(region, meta, main):
    types = [getattr(meta, name) for name in TYPES]
    types = [t for t in types if t and t.national_number_pattern]
    trunk, rewritten = trunk_and_moved(meta)
    lengths = sorted({n for t in types for n in (
        t.possible_length or meta.general_desc.possible_length) if n > 0})
    return "\t".join((region, str(meta.country_code),
                      pattern(meta.international_prefix or ""), trunk,
                      rewritten, bare(meta, main), ",".join(map(str, lengths)),
                      alternatives(t.national_number_pattern
                                   for t in types)))


def main():
    PhoneMetadata.load_all()
    plans = {region: PhoneMetadata.metadata_for_region(region)
             for region in phonenumbers.SUPPORTED_REGIONS}
    sys.stdout.write(HEAD.format(columns="\t".join(COLUMNS),
                                 version=phonenumbers.__version__,
                                 date=datetime.date.today()))
    mains = {meta.country_code: meta for meta in plans.values()
             if meta.main_country_for_code}
    for region, meta in sorted(
            plans.items(), key=lambda p: (p[1].country_code,
                                          not p[1].main_country_for_code,
                                          p[0])):
        print(row(region, meta, mains.get(meta.country_code, meta)))


if __name__ == "__main__":
    main()
