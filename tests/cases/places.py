"""The places of each record, and of these what the arguments name.

A field that a fact does not have is "-"; "sure" says whether it has no
confidence, which is where it stands beyond doubt.
"""
import json
import sys

FIELDS = sys.argv[1:] or ['name', 'country', 'admin1', 'kind']

for line in sys.stdin:
    for fact in json.loads(line)['facts']:
        if fact['type'] == 'place':
            fact['sure'] = 'no' if 'confidence' in fact else 'yes'
            print(fact['text'], '|', *[fact.get(f, '-') for f in FIELDS])
