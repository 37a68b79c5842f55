"""A day for each of them."""
import json

with open('out.ndjson') as made:
    facts = json.load(made)['facts']
print('%d dates' % sum(fact['type'] == 'date' for fact in facts))
