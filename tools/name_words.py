#!/usr/bin/env python3
"""Derive rules/lists/first_names.tsv and rules/lists/place_common_words.tsv:
what names of places are otherwise.

    tools/name_words.py FOLDER RULES

FOLDER holds names-*.tar.gz (PyPI; first names and surnames of the US census of
1990, public domain) and wamerican-small_*.deb (Debian; SCOWL, see its
copyright file).  RULES is the folder with lists/ and tables/cities.tsv.

A word or surname is only written when a place has that name.  What is added by
hand stands in this script.
"""
import glob
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata

SURNAMES = 6000   # the most frequent ones
KNOWN_FROM = 250000  # people: a first name that is such a place is a weak one

OURS = 10 ** 8  # stands in places.tsv, so it is mostly a place in news

TIMES = '''January February March April May June July August September October
November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Jan
Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Christmas Easter
Ramadan'''.split()

# Capitalised in news as something else, and not in the dictionary so.
WORDS = '''Covid Brexit Internet Twitter Facebook Google Amazon Apple Bible
Koran God Allah Jesus Christ Muslim Christian Catholic Protestant Islam Hindu
Sikh Jewish English Metro Parliament Congress Senate Nazi Nato Taliban Isis
Republican Democrat Tory Labour Liberal Conservative Olympic Olympics Premier
League Champions Cup Grand Prix Formula Wimbledon Euro Dow Jones Nasdaq Wall
Dear Ms Mr Mrs Dr Sir Lady Lord Prince Princess King Queen Duke Earl Count
Baron Saint Father Mother Brother Sister Uncle Aunt Grandma Grandpa Senior
Junior Captain Major General Colonel Sergeant Lieutenant Private Admiral
Western
Eastern Northern Southern Central North South East West Northeast Northwest
Southeast Southwest Upper Lower Middle Greater Inner Outer'''.split()

PRODUCTS = '''Ford Toyota Honda Nissan Lexus Lincoln Dodge Jeep Chrysler
Chevrolet Cadillac Buick Pontiac Mercury Saturn Plymouth Tesla Fiat Seat
Lancia Ferrari Lamborghini Bentley Jaguar Rover Vauxhall Opel Skoda Dacia
Daewoo Hyundai Kia Mazda Subaru Suzuki Yamaha Kawasaki Boeing Lancaster
Tornado Typhoon Malibu Tahoe Yukon Tucson Santa Denali Dakota Colorado Tacoma
Durango Sedona Sorento Telluride Seville Cortina Capri Granada Riviera Monaco
Monte Cologne Champagne Cognac Bordeaux Burgundy Bologna Cheddar Parmesan
Edam Gouda Brie Tabasco Bourbon Xerox Kodak Canon Philips Sharp Sanyo
Panasonic Siemens Bosch Nokia'''.split()

ORGANISATIONS = '''Everton Arsenal Chelsea Juventus Ajax Celtic Rangers Fulham
Watford Millwall Tottenham Wolves Barnsley Burnley Blackburn Bolton
Middlesbrough Sunderland Leicester Southampton Swansea Wigan Portsmouth Derby
Ipswich Norwich Reading Brentford Bournemouth Huddersfield Hibernian
Aberdeen Motherwell Kilmarnock Benfica Porto Valencia Sevilla Villarreal
Getafe Parma Lazio Inter Roma Fiorentina Sampdoria Wasps Saracens Harlequins
Leinster Munster Ulster Connacht Crusaders Brumbies Yale Harvard Princeton
Stanford Cornell Dartmouth Rutgers Vanderbilt Duke Purdue Baylor Villanova
Georgetown Gonzaga Marquette Clemson Auburn Wells Barclays Citigroup Reuters
Bloomberg Maersk Nestle Carlsberg Heineken Corona Evian Vichy'''.split()

# The census has few of these.
FIRST_NAMES = '''Aaliyah Abdul Abdullah Abu Ahmed Ahmad Aisha Akira Alastair
Alasdair Alejandro Aleksandr Alessandro Ali Alistair Amir Anand Anders Andrei
Andrej Anil Anwar Arjun Asif Aung Ayesha Bashar Benazir Bilal Boris Bram
Callum Carlos Cem Chidi Chinedu Ciaran Cillian Damien Declan Deepak Diego
Dimitri Dmitri Dmitry Ebrahim Efraim Eilidh Emre Eoghan Eoin Fatima Fatma
Fernando Fidel Francois Frederic Fyodor Gareth Gavin Geoffrey Geoff Georgi
Gerhard Giovanni Giuseppe Gordon Graeme Grigory Guillaume Gunther Habib Hamid
Hamza Hans Harjit Hassan Heinrich Helmut Hiroshi Hosni Hugo Huw Hussein
Ibrahim Igor Ilya Imran Ioan Ivan Iain Jacques Jacinda Jair Jamal Jan
Javier Jean-Claude Jean-Pierre Joao Joaquin Jong Jorge Jose Juan Jurgen
Kamala Karim Karl Kenji Kevin Khalid Kim Kofi Konstantin Krishna Lakshmi Lars
Laszlo Lech Li Luca Luis Luiz Lukas Magnus Mahmoud Mahmud Malala Manmohan
Manuel Marek Mehmet Miguel Mikhail Milos Mohamed Mohammad Mohammed Mohammad
Muhammad Muhammed Mustafa Nadia Narendra Nasir Nawaz Nelson Ngozi Niall Nicola
Nigel Niamh Nikolai Nils Nuri Oleg Olena Olga Olu Omar Osama Oscar Oisin
Paddy Pablo Pavel Pedro Pervez Pierre Pieter Piotr Priti Priya Rafael Rahul
Raj Rajesh Rajiv Ramesh Rashid Ravi Recep Rhys Ricardo Rishi Robert Rohit
Roman Ruth Saad Saddam Saeed Said Salman Sanjay Saoirse Sebastian Sergei
Sergey Seamus Sean Shinzo Siobhan Sinead Silvio Singh Slobodan Sonia Stefan
Stephane Sunil Suresh Svetlana Takeshi Tariq Tayyip Theresa Thierry Tomas
Tomasz Umar Usman Vaclav Vijay Viktor Vikram Vladimir Volodymyr Wei Werner
Wolfgang Xavier Xi Yasser Yitzhak Yoko Yuri Yusuf Zac Zainab Zhang Ziad Zoe
Zoran'''.split()


def names_of(folder):
    path, = glob.glob(os.path.join(folder, 'names-*.tar.gz'))
    version = re.search(r'names-([\d.]+)\.tar', path).group(1)
    with tarfile.open(path) as tar:
        def read(which):
            text = tar.extractfile(f'names-{version}/names/{which}').read()
            return [line.split() for line in text.decode().splitlines()]
        return version, [read(f'dist.{which}') for which in
                         ('male.first', 'female.first', 'all.last')]


def words_of(folder):
    path, = glob.glob(os.path.join(folder, 'wamerican-small_*.deb'))
    version = os.path.basename(path).split('_')[1]
    with tempfile.TemporaryDirectory() as to:
        subprocess.run(['dpkg-deb', '-x', path, to], check=True)
        with open(os.path.join(to, 'usr/share/dict/american-english-small'),
                  encoding='utf-8') as file:
            return version, [word for word in file.read().split()
                             if word.islower() and word.isalpha()]


def fold(name):
    """As the index of places has it, near enough."""
    return ''.join(c for c in unicodedata.normalize('NFKD', name.lower())
                   if not unicodedata.combining(c) and c not in ".'’")


def places_of(rules):
    """Largest population by name, in small letters."""
    people = {}
    with open(os.path.join(rules, 'tables/cities.tsv'),
              encoding='utf-8') as file:
        for line in file:
            if line.startswith('#'):
                continue
            cells = line.rstrip('\n').split('\t')
            for name in [cells[1]] + cells[9].split(';'):
                key = fold(name)
                people[key] = max(people.get(key, 0), int(cells[6]))
    with open(os.path.join(rules, 'tables/places.tsv'),
              encoding='utf-8') as file:
        for line in file:
            if not line.startswith('#'):
                people[fold(line.split('\t')[0])] = OURS
    with open(os.path.join(rules, 'tables/admin.tsv'),
              encoding='utf-8') as file:
        for line in file:
            cells = line.split('\t')
            if not line.startswith('#'):
                people.setdefault(fold(cells[1]), 0)
    return people


def write(path, heading, rows):
    with open(path, 'w', encoding='utf-8', newline='\n') as out:
        for line in heading:
            out.write(f'# {line}\n')
        for word, value in sorted(rows.items()):
            out.write(f'{word}\t{value}\n')


def main():
    folder, rules = sys.argv[1:]
    version, (male, female, last) = names_of(folder)
    dictionary, words = words_of(folder)
    people = places_of(rules)

    first = {}
    for name, often, *_ in male + female:
        if float(often) >= 0.003 and len(name) > 2:
            first[name.capitalize()] = ''
    for name in FIRST_NAMES:
        first[name] = ''
    for name in first:
        known = people.get(name.lower(), 0) >= KNOWN_FROM
        first[name] = 'weak' if known else 'name'

    rows = {}
    for name, *_ in last[:SURNAMES]:
        if people.get(name.lower(), OURS) < OURS:
            rows[name.capitalize()] = 'surname'
    for word in words:
        if people.get(word, OURS) < OURS:
            rows[word.capitalize()] = 'word'
    for group, value in ((ORGANISATIONS, 'organisation'),
                         (PRODUCTS, 'product'), (WORDS, 'word'),
                         (TIMES, 'time')):
        for word in group:
            if word.lower() in people:
                rows[word] = value

    source = (f'PyPI names {version} (US census of 1990, public domain) and'
              f' Debian wamerican-small {dictionary} (SCOWL)')
    write(os.path.join(rules, 'lists/first_names.tsv'),
          ['first_names.tsv: first names; weak: of a well-known place too.',
           f'Derived by tools/name_words.py from PyPI names {version} (US'
           ' census of 1990, public domain)', 'and names added by hand.',
           'Columns, TAB separated, UTF-8: name, value'], first)
    write(os.path.join(rules, 'lists/place_common_words.tsv'),
          ['place_common_words.tsv: names of places that are mostly'
           ' something else:', 'time, word, surname, product, organisation.',
           f'Derived by tools/name_words.py from {source}',
           'and words added by hand.',
           'Columns, TAB separated, UTF-8: word, value'], rows)


if __name__ == '__main__':
    main()
