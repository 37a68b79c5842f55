"""The facts of each record, and how many warnings it has."""
import json
import sys

for line in sys.stdin:
    record = json.loads(line)
    for fact in record['facts']:
        print(fact['text'], fact['start'], fact['end'])
    print(len(record['warnings']), 'warnings')
