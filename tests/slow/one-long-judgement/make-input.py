"""One judgement of 8 MB: 100,000 sections, each of an Act said in letters and
then of "the Act", so that what looks back too far shows as time."""
print('He was held under the Police and Criminal Evidence Act 1984 (PACE).\n')
for number in range(100000):
    section = number % 99 + 1
    print(f'Counsel relied on section {section} of PACE, and then on '
          f'section {section} of the Act.\n')
