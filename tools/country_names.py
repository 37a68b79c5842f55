#!/usr/bin/env python3
"""Derive rules/tables/country_names.tsv: what a country's code stands for.

    tools/country_names.py RULES

RULES is the folder with tables/admin.tsv, whose rows of two letters are the
countries.
"""
import os
import sys

HEAD = '''\
# country_names.tsv: the names of countries by their ISO 3166-1 codes.
# Derived by tools/country_names.py from admin.tsv, version 1, 2026-11-26.
# GeoNames (geonames.org), CC BY 4.0.
# Columns, TAB separated: code, name.
'''


def main():
    tables = os.path.join(sys.argv[1], 'tables')
    with open(os.path.join(tables, 'admin.tsv'), encoding='utf-8') as admin:
        rows = [line.split('\t') for line in admin if line[0] != '#']
    countries = sorted(row[:2] for row in rows if len(row[0]) == 2)
    with open(os.path.join(tables, 'country_names.tsv'), 'w',
              encoding='utf-8', newline='\n') as out:
        out.write(HEAD)
        out.writelines('\t'.join(row) + '\n' for row in countries)


main()
