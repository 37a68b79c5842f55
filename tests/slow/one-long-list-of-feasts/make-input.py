"""One article that says 200,000 times that a feast was kept, first in a place
that may be a name and then in none."""
print('They met in Sofia.')
for _ in range(200000):
    print('They met on Republic Day.')
