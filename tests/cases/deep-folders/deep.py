"""Makes 300 folders in each other, a file at the top, at 50 and at 200."""
import os

NAME = 'd' * 50
os.mkdir('in')
os.chdir('in')
for depth in range(300):
    if depth in (0, 50, 200):
        with open('x.txt', 'w') as file:
            file.write('Police held 5 men.\n')
    os.mkdir(NAME)
    os.chdir(NAME)
