"""The numbers of the first sentences are those of the incident."""
import json

with open('out.ndjson') as made:
    incident = json.load(made)['incidents'][0]
print('killed %d, injured %d' % (incident['killed'], incident['injured']))
