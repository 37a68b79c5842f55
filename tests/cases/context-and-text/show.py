import json
import sys

record = json.load(sys.stdin)
for fact in record['facts']:
    print(fact['text'] + ': ' + fact['context'])
print(len(record['text'].rstrip()))
