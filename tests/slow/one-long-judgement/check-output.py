"""How many statutes the record has, and how many know their Act."""
import json

with open('out.ndjson', encoding='utf-8') as lines:
    facts = json.loads(next(lines))['facts']
statutes = [fact for fact in facts if fact['type'] == 'statute']
known = [fact for fact in statutes
         if 'Police and Criminal Evidence' in fact['title']]
print(f'{len(statutes)} statutes, {len(known)} of a known Act')
