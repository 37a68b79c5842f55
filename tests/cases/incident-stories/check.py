"""Tells stories.txt to the program and says where it understood another
incident than the story's line says."""
import json
import re
import subprocess
import sys

PLAIN = ('killed', 'injured', 'arrested', 'charged', 'rescued', 'missing',
         'evacuated')


def stories():
    with open('stories.txt', encoding='utf-8') as file:
        text = re.sub(r'(?m)^#.*\n', '', file.read())
    for block in text.strip().split('\n\n'):
        lines = block.split('\n')
        body = lines[1:-1]
        title = body.pop(0)[7:] if body[0].startswith('title: ') else ''
        yield lines[0][2:], title, ' '.join(body), lines[-1][3:]


def sums(record, name, items):
    def value(i):
        return record['facts'][i]['value']
    for item in items:
        total = (value(item['total']) if 'total' in item else item['value'])
        yield (f'{name} {total}='
               + '+'.join(str(value(i)) for i in item['parts']))


def said(record, incident):
    facts = record['facts']
    days = [incident.get('date'), incident.get('date_end')]
    words = ['..'.join(day for day in days if day),
             incident.get('place', {}).get('name')]
    for name in PLAIN:
        for bound in ('', '_low', '_high'):
            if name + bound in incident:
                words.append(f'{name}{bound} {incident[name + bound]}')
    if 'ages' in incident:
        words.append('ages')
        words += [str(a) if a == b else f'{a}-{b}'
                  for a, b in incident['ages']]
    for name in ('seized', 'statutes', 'phones'):
        if name in incident:
            words.append(name)
            words += [f'"{facts[i]["text"]}"' for i in incident[name]]
    words += sums(record, 'sum', incident['sums'])
    words += sums(record, 'conflict', incident['conflicts'])
    return ' '.join(word for word in words if word)


def main():
    told = list(stories())
    articles = [json.dumps({'id': trap, 'title': title, 'text': text,
                            'published': '2016-05-10'})
                for trap, title, text, _ in told]
    out = subprocess.run(sys.argv[1:], input='\n'.join(articles),
                         capture_output=True, text=True, check=True).stdout
    right = 0
    for (trap, _, _, expected), line in zip(told, out.splitlines()):
        record = json.loads(line)
        got = ' / '.join(said(record, incident)
                         for incident in record['incidents']) or 'none'
        right += got == expected
        if got != expected:
            print(f'{trap}\n  story:   {expected}\n  program: {got}')
    print(f'{right} of {len(told)} stories')


main()
