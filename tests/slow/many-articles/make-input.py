"""20,000 articles as NDJSON: the samples, over and over."""
import json
import os
import pathlib

SAMPLES = pathlib.Path(os.environ['ROOT'], 'samples')

texts = [path.read_text(encoding='utf-8')
         for path in sorted(SAMPLES.glob('*.txt'))]
for number in range(20000):
    print(json.dumps({'id': str(number),
                      'text': texts[number % len(texts)]}))
