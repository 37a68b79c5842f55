"""Counts the records and compares those of equal texts."""
import json

seen, order, differing = {}, 0, 0
with open('in.ndjson') as given, open('out.ndjson') as made:
    for article, record in zip(map(json.loads, given), map(json.loads, made)):
        order += article['id'] == record['id']
        first = seen.setdefault(article['text'], record['facts'])
        differing += first != record['facts']
print('%d records in their place, %d differ' % (order, differing))
