#!/usr/bin/env python3
"""Counts words, numbers and signs in news: rules/tables/word_frequency.tsv.

    tools/word_frequency.py [--words N] NEWS.ndjson[.gz]... > TABLE

NEWS has an article a line, {"text": ...}. From the table nutgraf tells which
word of a rule is the rarest, and looks for that one first; so it sets how
fast rules run, never what they find, and any news will do. The years and
countries in HEAD are those of the news that we counted.
"""

import argparse
import collections
import gzip
import json
import re
import unicodedata

BYTES = 10000000        # figures are times in so many bytes of text
SIGN_TIMES = 20         # rarer signs are left out
PIECE = re.compile(r'[a-z]+|[0-9]+|[^a-z0-9\s]')
# As in the shadow of an article, which is what rules are matched with.
STRAIGHT = str.maketrans('‘’“”', "''\"\"")

HEAD = (
    'word_frequency.tsv: how often English news has a word, number or sign.',
    'Source: counted in {articles:,} news articles of 2004-2022 ({words:,} '
    'words), mostly British,',
    'by tools/word_frequency.py, version 1, {day}, MIT licence. Counts alone: '
    'no text is in it.',
    'Columns, TAB separated, UTF-8:',
    'sort\ttext\ttimes',
    'times: in {bytes:,} bytes of text. sort: word, the {common} commonest in '
    'small letters (an apostrophe ends one); sign, any other',
    '  character; begins, all other words that begin with the letter; letter, '
    'behind the first of these words; digit, numbers that begin so.')


def read_texts(paths):
    for path in paths:
        opener = gzip.open if path.endswith('.gz') else open
        with opener(path, 'rt', encoding='utf-8') as file:
            for line in file:
                yield json.loads(line)['text'].translate(STRAIGHT)


class Counts:
    def __init__(self, texts, common):
        self.pieces, self.bytes, self.articles = collections.Counter(), 0, 0
        for text in texts:
            self.bytes += len(text.encode('utf-8'))
            self.articles += 1
            self.pieces.update(PIECE.findall(text.lower()))
        words = [(x, n) for x, n in self.pieces.items() if 'a' <= x[0] <= 'z']
        words.sort(key=lambda word: (-word[1], word[0]))
        self.words = sum(n for _, n in words)
        self.common, self.others = words[:common], words[common:]

    def times(self, count):
        return round(count * BYTES / self.bytes)

    def rows(self):
        begins, letters = collections.Counter(), collections.Counter()
        digits = collections.Counter()
        for word, count in self.others:
            begins[word[0]] += count
            for letter in word[1:]:
                letters[letter] += count
        for piece, count in self.pieces.items():
            if '0' <= piece[0] <= '9':
                digits[piece[0]] += count
        signs = [(x, n) for x, n in self.pieces.items()
                 if not (x.isascii() and x.isalnum())
                 and unicodedata.category(x)[0] in 'LPS'
                 and self.times(n) >= SIGN_TIMES]
        for sort, counted in (
                ('word', self.common), ('sign', signs),
                ('begins', begins.items()), ('letter', letters.items()),
                ('digit', digits.items())):
            for text, count in sorted(counted):
                yield sort, text, self.times(count)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--words', type=int, default=160,
                        help='so many by name (160)')
    parser.add_argument('--day', default='', help='for the first lines')
    parser.add_argument('news', nargs='+')
    options = parser.parse_args()
    counts = Counts(read_texts(options.news), options.words)
    for line in HEAD:
        print('# ' + line.format(
            articles=counts.articles, words=counts.words, bytes=BYTES,
            common=options.words, day=options.day))
    for row in counts.rows():
        print('%s\t%s\t%d' % row)


if __name__ == '__main__':
    main()
