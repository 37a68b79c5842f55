#!/usr/bin/env python3
"""make bench: how fast nutgraf is, here and now.

    tests/bench/bench.py [--seconds N] [--no-results]

The load is $EVAL/bulk.ndjson.gz (EVAL is ../shared/eval if not set), or the
samples again and again where that is missing. Machines are noisy: whatever is
compared is run in turn, round after round, and the best of each counts. What
it prints it also writes to tests/bench/RESULTS.md.
"""

import argparse
import datetime
import gzip
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import varied

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
RESULTS = ROOT / 'tests' / 'bench' / 'RESULTS.md'
BUILD = ROOT / 'build' / 'release'
PROGRAM = BUILD / 'nutgraf'

MB = 1000000
LOAD_BYTES = 24 * MB
RUN_SECONDS = 6         # one run of a part is not to take longer
GREP_SECONDS = 4        # nor one run of all patterns by a grep
GROWTH_SECONDS = 4      # nor one pass with the most rules
ROUNDS = 5
FEW_ROUNDS = 3          # of what takes long
GREP_ROUNDS = 2
COLD_RUNS = 30
FILES = 20000
FILE_BYTES = 1200
COLD_BYTES = 4096
BASE_RULES = 250        # growth is counted from there
GROWTH = (1, 4, 16)


class Failed(Exception):
    """Something that is measured does not run."""


# -- Running ----------------------------------------------------------------

class Run:
    """What one run of a program took."""

    def __init__(self, line):
        wall, cpu, rss, self.status = (int(x) for x in line.split())
        self.wall, self.cpu, self.rss = wall / 1e9, cpu / 1e6, rss / 1024


def measure(command, runs=1):
    """Runs by measure.c, which says more than Python could."""
    words = [str(x) for x in command]
    got = subprocess.run([str(BUILD / 'bench' / 'measure'), str(runs)]
                         + words, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE)
    results = [Run(line) for line in got.stdout.decode().splitlines()]
    if got.returncode or len(results) != runs:
        raise Failed('cannot run %s' % words[0])
    return results


def nutgraf(*words):
    run = measure([PROGRAM, *words])[0]
    if run.status:
        raise Failed('nutgraf %s ends with status %d'
                     % (' '.join(str(x) for x in words), run.status))
    return run


SCAN = [str(BUILD / 'bench' / 'scan'), str(ROOT / 'rules')]


def scan_stage(articles, passes, rules=None):
    """What scan.c says of the scan alone."""
    command = SCAN + [articles, passes]
    command += [rules] if rules else []
    got = subprocess.run([str(x) for x in command], stdout=subprocess.PIPE)
    if got.returncode:
        raise Failed('the scan stage cannot be timed')
    return json.loads(got.stdout.decode())


# -- The load ---------------------------------------------------------------

def bulk_lines():
    """(name, NDJSON lines) of the news there are, or of the samples."""
    folder = ROOT / os.environ.get('EVAL', '../shared/eval')
    path = folder / 'bulk.ndjson.gz'
    if path.exists():
        with gzip.open(path, 'rb') as file:
            return path.name, file.read().splitlines(True)
    lines = []
    for sample in sorted((ROOT / 'samples').glob('*.txt')):
        article = {'id': sample.stem, 'text': sample.read_text('utf-8')}
        lines.append(json.dumps(article).encode() + b'\n')
    times = LOAD_BYTES // sum(len(x) for x in lines) + 1
    return 'the samples, repeated', lines * times


def first_bytes(lines, size):
    """As many whole lines as fit."""
    taken, total = [], 0
    for line in lines:
        if total + len(line) > size and taken:
            break
        taken.append(line)
        total += len(line)
    return taken


class Load:
    """The files that the parts are run on, in a folder of their own."""

    def __init__(self, folder):
        self.folder = folder
        self.name, self.lines = bulk_lines()
        self.lines = first_bytes(self.lines, 2 * LOAD_BYTES)
        self.articles = folder / 'load.ndjson'
        self.write()

    def write(self):
        self.articles.write_bytes(b''.join(self.lines))
        self.bytes = self.articles.stat().st_size

    def cut(self, size):
        """Go on with the first so many bytes, for an engine that is slow."""
        self.lines = first_bytes(self.lines, size)
        self.write()

    def texts(self):
        return (json.loads(line)['text'] for line in self.lines)

    def slice(self, name, size):
        """The first articles, of so many bytes, as a file of their own."""
        path = self.folder / name
        path.write_bytes(b''.join(first_bytes(self.lines, size)))
        return path

    def plain(self, size):
        """So many bytes of bare text, a paragraph a line."""
        path, total = self.folder / 'plain.txt', 0
        with path.open('wb') as file:
            for text in self.texts():
                if total >= size:
                    break
                total += file.write(text.encode('utf-8') + b'\n')
        return path

    def cold(self):
        """One article of four kilobytes."""
        path = self.folder / 'cold.txt'
        whole = '\n\n'.join(self.texts()).encode('utf-8')[:4 * COLD_BYTES]
        near = [t for t in self.texts() if len(t) <= COLD_BYTES]
        text = max(near, key=len).encode('utf-8') if near else whole
        path.write_bytes(text[:COLD_BYTES])
        return path

    def small_files(self):
        folder = self.folder / 'files'
        folder.mkdir()
        pieces = list(self.pieces())
        for i in range(FILES):
            (folder / ('%05d.txt' % i)).write_bytes(pieces[i % len(pieces)])
        return folder

    def pieces(self):
        """Runs of paragraphs of about FILE_BYTES."""
        piece = ''
        for text in self.texts():
            for paragraph in text.split('\n\n'):
                piece += paragraph + '\n\n'
                if len(piece) >= FILE_BYTES:
                    yield piece.encode('utf-8')
                    piece = ''
        if piece:
            yield piece.encode('utf-8')


# -- What is measured -------------------------------------------------------

class Part:
    """One figure: run() gives seconds, of which the least counts."""

    def __init__(self, run, rounds=ROUNDS):
        self.run, self.rounds, self.seconds = run, rounds, []

    @property
    def best(self):
        return min(self.seconds)


def in_turn(parts, deadline):
    """All parts once, then again; at least two rounds, whatever the time."""
    for round_ in range(max(part.rounds for part in parts)):
        if round_ >= 2 and time.monotonic() > deadline:
            print('  time is up after %d rounds' % round_)
            break
        for part in parts:
            if round_ < part.rounds:
                part.seconds.append(part.run())
        print('  round %d' % (round_ + 1))
        sys.stdout.flush()


class Grep:
    """The exported patterns by another program, one run a pattern: each is
    looked for in all of the text, as nutgraf does."""

    def __init__(self, name, patterns, empty):
        self.name, self.empty = name, empty
        self.command, before = GREPS[name]
        patterns = [before + pattern for pattern in patterns]
        self.patterns = [p for p in patterns if self.takes(p)]
        self.refused = len(patterns) - len(self.patterns)

    def seconds(self, pattern, path):
        run = measure([*self.command, '-e', pattern, path])[0]
        return run.wall if run.status in (0, 1) else None

    def takes(self, pattern):
        return self.seconds(pattern, self.empty) is not None

    def run(self, path):
        """Seconds for all patterns, without those for starting."""
        return sum(max(0, self.seconds(p, path) - self.seconds(p, self.empty))
                   for p in self.patterns)


# Command, and what stands before each pattern: \w is any letter, as it is for
# nutgraf and for ripgrep without being told.
GREPS = {
    'pcre2grep': (['pcre2grep', '-u', '-o'], '(*UCP)'),
    'ripgrep': (['rg', '--no-config', '-P', '-o', '-I', '-N',
                 '--color=never'], ''),
}


class Bench:
    def __init__(self, folder, seconds):
        self.folder, self.seconds = folder, seconds
        self.start = time.monotonic()
        self.parts, self.growth = {}, {}
        self.greps, self.grep_bytes = {}, {}
        self.cpus = os.cpu_count() or 1
        self.jobs = self.has_jobs()
        self.peaks = {}
        self.load = Load(folder)
        self.whole = self.load.bytes
        self.fit_load()

    def has_jobs(self):
        got = subprocess.run([str(PROGRAM), '--help'],
                             stdout=subprocess.PIPE, check=True)
        return b'  -j' in got.stdout

    def fit_load(self):
        """A load that one run takes a few seconds for."""
        probe = self.load.slice('probe.ndjson', MB)
        size = probe.stat().st_size
        rate = size / nutgraf('--to', 'ndjson', probe).wall
        if self.load.bytes / rate > RUN_SECONDS:
            self.load.cut(max(size, int(rate * RUN_SECONDS)))

    # -- the parts

    def add_end_to_end(self):
        one = ['-j1'] if self.jobs else []
        self.parts['one'] = Part(lambda: self.bulk(one, 'one'))
        if self.jobs:
            many = ['-j%d' % self.cpus]
            self.parts['many'] = Part(lambda: self.bulk(many, 'many'))
        files = self.load.small_files()
        self.parts['files'] = Part(
            lambda: nutgraf('--to', 'ndjson', files).wall, FEW_ROUNDS)

    def bulk(self, words, name):
        run = nutgraf('--to', 'ndjson', *words, self.load.articles)
        self.peaks[name] = max(run.rss, self.peaks.get(name, 0))
        return run.wall

    def add_scan(self):
        first = scan_stage(self.load.articles, 1)
        self.shipped, self.text_bytes = first['rules'], first['bytes']
        self.matches, self.parse = first['matches'], first['parse']
        self.parts['scan'] = Part(self.scan)

    def scan(self):
        took = scan_stage(self.load.articles, 2)
        self.parse = min(self.parse, took['parse'])
        return took['scan']

    def add_growth(self):
        """250, 1000 and 4000 rules: the shipped ones and varied copies, on as
        much of the load as the most rules get through in some seconds; with
        the copies that are alike and without them. The first pass compiles
        what it meets; the best of three counts."""
        probe = self.load.slice('few.ndjson', MB // 4)
        copies = varied.Varied(ROOT / 'rules', PROGRAM, SCAN, self.folder,
                               self.load.slice('some.ndjson', MB))
        base = max(BASE_RULES, self.shipped)
        files = {(alike, base * times):
                 copies.file(base * times - self.shipped, alike)
                 for alike in (False, True) for times in GROWTH}
        self.copied = {x: len(copies.rules(x)) for x in (False, True)}
        took = scan_stage(probe, 1, files[False, base * max(GROWTH)])
        size = int(MB / 4 / took['scan'] * GROWTH_SECONDS)
        articles = self.load.slice('growth.ndjson', size)
        self.growth_bytes = scan_stage(articles, 1)['bytes']
        for key, rules in files.items():
            self.growth[key] = Part(
                lambda path=rules: scan_stage(articles, 3, path)['scan'],
                FEW_ROUNDS)

    def add_greps(self):
        got = subprocess.run([str(PROGRAM), 'rules', 'export', '--pcre2'],
                             stdout=subprocess.PIPE, check=True)
        patterns = got.stdout.decode('utf-8').splitlines()
        empty = self.folder / 'empty.txt'
        empty.write_bytes(b'')
        for name, (command, _) in GREPS.items():
            if shutil.which(command[0]):
                self.add_grep(Grep(name, patterns, empty))
            else:
                print('  %s is not installed, so it is not compared' % name)

    def add_grep(self, grep):
        """On as much text as it gets through in some seconds."""
        probe = self.load.plain(MB // 20)
        rate = probe.stat().st_size / max(grep.run(probe), 0.01)
        whole = self.load.plain(int(rate * GREP_SECONDS))
        text = whole.with_name(grep.name + '.txt')
        text.write_bytes(whole.read_bytes())
        self.greps[grep.name] = grep
        self.grep_bytes[grep.name] = text.stat().st_size
        self.parts[grep.name] = Part(lambda: grep.run(text), GREP_ROUNDS)

    def run_cold(self):
        article = self.load.cold()
        command = [PROGRAM, '--to', 'ndjson', article]
        self.first = measure(command)[0]
        self.cold = measure(command, COLD_RUNS)

    def run(self):
        print('load: %s, %.1f MB' % (self.load.name, self.load.bytes / MB))
        self.add_end_to_end()
        self.add_scan()
        self.add_growth()
        self.add_greps()
        self.run_cold()
        in_turn([*self.parts.values(), *self.growth.values()],
                self.start + self.seconds)

    # -- the figures

    def rate(self, name):
        return self.load.bytes / MB / self.parts[name].best

    def scan_rate(self):
        return self.text_bytes / MB / self.parts['scan'].best

    def rows_end_to_end(self):
        one = self.rate('one')
        yield 'end to end, one core', '%.1f MB/s' % one
        if self.jobs:
            many = self.rate('many')
            yield 'end to end, -j%d' % self.cpus, '%.1f MB/s' % many
            yield 'the same as a ratio', '%.2f times' % (many / one)
        else:
            yield 'end to end, -j%d' % self.cpus, 'no -j yet'
        yield ('%d files of %.1f KB' % (FILES, FILE_BYTES / 1000),
               '%.0f articles/s' % (FILES / self.parts['files'].best))

    def rows_scan(self):
        yield ('scan stage alone, %d rules' % self.shipped,
               '%.1f MB/s' % self.scan_rate())
        yield ('matches', '%.1f a KB of text'
               % (self.matches / (self.text_bytes / 1000)))
        yield ('taking articles apart (reading included)',
               '%.1f MB/s' % (self.text_bytes / MB / self.parse))

    def rows_growth(self):
        size = self.growth_bytes / MB
        base = min(self.growth)
        for (alike, count), part in self.growth.items():
            more = ', with alike copies' if alike else ''
            yield ('scan stage, %d rules%s (on %.1f MB)' % (count, more, size),
                   '%.1f MB/s, %.2f times the time'
                   % (size / part.best, part.best / self.growth[base].best))

    def rows_cold(self):
        walls = [run.wall * 1000 for run in self.cold]
        yield ('cold start, one article of 4 KB',
               '%.1f ms, median %.1f ms of %d runs'
               % (min(walls), statistics.median(walls), len(walls)))
        yield 'the very first run', '%.1f ms' % (self.first.wall * 1000)
        yield ('peak memory, one article',
               '%.1f MB' % max(run.rss for run in self.cold))
        for name in self.peaks:
            words = '-j%d' % self.cpus if name == 'many' else 'one core'
            yield ('peak memory, the load, ' + words,
                   '%.1f MB' % self.peaks[name])

    def rows_greps(self):
        for name, grep in self.greps.items():
            size, part = self.grep_bytes[name], self.parts[name]
            rate = size / MB / part.best
            left = '; %d patterns refused' % grep.refused \
                if grep.refused else ''
            yield ('%s, %d exported patterns' % (name, len(grep.patterns)),
                   '%.3f MB/s (on %.2f MB%s)' % (rate, size / MB, left))
            yield ('scan stage to ' + name,
                   '%.0f times' % (self.scan_rate() / rate))
            yield ('end to end to ' + name,
                   '%.0f times' % (self.rate('one') / rate))

    def rows(self):
        for some in (self.rows_end_to_end, self.rows_scan, self.rows_growth,
                     self.rows_cold, self.rows_greps):
            yield from some()


# -- The machine and the report ---------------------------------------------

def first_value(path, name):
    """Of a line "name : value" in one of /proc's files."""
    try:
        for line in pathlib.Path(path).read_text().splitlines():
            key, _, value = line.partition(':')
            if key.strip() == name:
                return value.strip()
    except OSError:
        pass
    return ''


def machine_rows():
    memory = first_value('/proc/meminfo', 'MemTotal').split()
    yield 'date', datetime.date.today().isoformat()
    yield 'processor', (first_value('/proc/cpuinfo', 'model name')
                        or platform.machine())
    yield 'cores', str(os.cpu_count())
    if memory:
        yield 'memory', '%.1f GB' % (int(memory[0]) * 1024 / 1e9)


def table(rows):
    rows = list(rows)
    left = max(len(name) for name, _ in rows)
    right = max(len(value) for _, value in rows)
    lines = ['| %s | %s |' % (n.ljust(left), v.ljust(right)) for n, v in rows]
    head = '| %s | %s |\n|-%s-|-%s-|' % (' ' * left, ' ' * right, '-' * left,
                                        '-' * right)
    return '\n'.join([head] + lines) + '\n'


def report(bench):
    size = '%.1f MB of NDJSON' % (bench.load.bytes / MB)
    if bench.load.bytes < bench.whole:
        size = 'the first %s of %.1f' % (size, bench.whole / MB)
    return """# What make bench measured

%s
The load is %s: %s.

%s
MB are millions of bytes: of NDJSON from end to end (NDJSON in, NDJSON out),
else of the articles' text. Each figure is the best of several runs, taken in
turn. The rules beyond the shipped ones are copies, with other words, of the
%d whose copies find next to nothing in news; with alike copies of %d, also of
those whose copies find a part of what they find. The greps run once for each
exported pattern, and the time they take to start is left out; all patterns
that one takes count as much text as nutgraf's rules.
""" % (table(machine_rows()), bench.load.name, size, table(bench.rows()),
       bench.copied[False], bench.copied[True])


def read_options():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--seconds', type=int, default=240,
                        help='begin no further round after that (240)')
    parser.add_argument('--no-results', action='store_true',
                        help='leave RESULTS.md as it is')
    return parser.parse_args()


def main():
    options = read_options()
    with tempfile.TemporaryDirectory(prefix='nutgraf-bench-') as name:
        folder = pathlib.Path(name).resolve()
        for variable in ('XDG_CACHE_HOME', 'XDG_CONFIG_HOME'):
            os.environ[variable] = str(folder / variable)
        try:
            bench = Bench(folder, options.seconds)
            bench.run()
            text = report(bench)
        except Failed as why:
            print('bench: %s' % why, file=sys.stderr)
            return 1
    print('\n' + text, end='')
    if not options.no_results:
        RESULTS.write_text(text, encoding='utf-8')
    return 0


if __name__ == '__main__':
    sys.exit(main())
