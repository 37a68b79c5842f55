"""One article of 20 MB: 200,000 paragraphs with a count in each."""
for number in range(200000):
    print('Police said that 22 people were arrested in raid number '
          'after raid number across the city on that long night.\n')
