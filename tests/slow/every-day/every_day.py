"""Dates that are written out and read back: each day of 1583 to 2999 in each
absolute format.  `every_day.py write STEP` makes articles of each STEP-th day
(a prime keeps clear of weeks and months), `check STEP` reads the records."""

import datetime
import json
import sys

MONTHS = ('January February March April May June July August September '
          'October November December').split()
SHORT = 'Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.'.split()
DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()
FIRST = datetime.date(1583, 1, 1).toordinal()
LAST = datetime.date(2999, 12, 31).toordinal()


def ordinal(day):
    if 11 <= day <= 13:
        return f'{day}th'
    return f'{day}{ {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")}'


def formats(d):
    month, short = MONTHS[d.month - 1], SHORT[d.month - 1]
    weekday = DAYS[d.weekday()]
    yield f'{d.day} {month} {d.year}'
    yield f'{ordinal(d.day)} {month} {d.year}'
    yield f'the {ordinal(d.day)} of {month}, {d.year}'
    yield f'{weekday} {d.day} {month} {d.year}'
    yield f'{weekday}, {month} {d.day}, {d.year}'
    yield f'{month} {d.day}, {d.year}'
    yield f'{short} {d.day}, {d.year}'
    yield f'{month} {ordinal(d.day)}, {d.year}'
    yield f'{d.year:04}-{d.month:02}-{d.day:02}'
    yield f'{d.day:02}/{d.month:02}/{d.year}'
    yield f'{d.day}.{d.month}.{d.year}'


def articles(step):
    lines = []
    for number in range(FIRST, LAST + 1, step):
        d = datetime.date.fromordinal(number)
        lines += [(f'It rained on {text}.', d.isoformat())
                  for text in formats(d)]
        if len(lines) > 3000:
            yield lines
            lines = []
    if lines:
        yield lines


def check(step):
    days = wrong = 0
    for lines, record in zip(articles(step), sys.stdin, strict=True):
        facts = json.loads(record)['facts']
        found = {}
        for fact in facts:
            if fact['type'] == 'date':
                found.setdefault(fact['sentence'], []).append(fact['value'])
        for i, (text, value) in enumerate(lines):
            days += 1
            if found.get(i) != [value]:
                wrong += 1
                if wrong <= 10:
                    print(text, found.get(i))
    print('dates', days, 'wrong', wrong)


def main():
    command, step = sys.argv[1], int(sys.argv[2])
    if command == 'check':
        check(step)
        return
    for i, lines in enumerate(articles(step)):
        text = '\n\n'.join(line for line, _ in lines)
        print(json.dumps({'id': i, 'text': text}))


main()
