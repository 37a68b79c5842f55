"""The cells that are filled, a line each, as a reader of CSV sees them."""
import csv
import sys

sys.stdin.reconfigure(newline='')
rows = list(csv.DictReader(sys.stdin, strict=True))
for row in rows:
    print('-')
    for name, cell in row.items():
        if cell:
            print(f'{name}: {cell}')
