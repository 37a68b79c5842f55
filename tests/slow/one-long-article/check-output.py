"""Every paragraph gives its count, at its own place."""
import json

with open('out.ndjson') as made:
    facts = json.load(made)['facts']
counts = [f for f in facts if f['type'] == 'count' and f.get('value') == 22]
print('%d counts, %d places' % (len(counts),
                                len({f['start'] for f in counts})))
