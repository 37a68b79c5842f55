import json
import sys

records = [json.loads(line) for line in sys.stdin]
print(len(records), 'records,', sum('error' in r for r in records),
      'error, longest id', max(len(r['id']) for r in records))
