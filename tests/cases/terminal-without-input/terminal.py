"""Runs a program with a terminal as its standard input."""
import os
import subprocess
import sys

_, terminal = os.openpty()
done = subprocess.run(sys.argv[1:], stdin=terminal, check=False)
print('status', done.returncode)
