import json
import sys

for line in sys.stdin:
    record = json.loads(line)
    for incident in record['incidents'] or [{}]:
        incident.pop('from', None)
        place = incident.pop('place', {})
        print(record['id'], place.get('name', '-'), json.dumps(incident))
