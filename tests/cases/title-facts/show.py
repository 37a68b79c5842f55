import json
import sys

record = json.load(sys.stdin)
for fact in record['title_facts'] + record['facts']:
    print(fact['text'], fact['start'], fact['end'])
