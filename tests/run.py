#!/usr/bin/env python3
"""The test runner: runs every kind of test and closes with one line.

    tests/run.py                           all tests, optimised program
    tests/run.py --variant release --variant asan
    tests/run.py --only cases/             tests whose name holds the text
    tests/run.py --accept                  rewrite the expected outputs

Kinds, as they stand in test names; the program is $NUTGRAF throughout:

    lint       tests/lint.py
    unit       tests/unit/*.c, built by make; one line printed, one check
    cases      tests/cases/NAME/: cmd, expected, expected.err, status
    bugs       tests/bugs/NAME/: the same, one folder a fixed bug
    messages   tests/messages/*.txt: a bad rule file and what is said of it
    samples    samples/NAME.txt gives samples/NAME.json
    rules      the examples that the rules carry
    man        the manual pages, by mandoc
    slow       tests/slow/NAME/, as cases, and valgrind; with --slow
    floors     the scores of tests/floors.json, where the data are there

All but lint, man, slow and floors run once for each variant; of tsan, the
thread sanitizer's, only the unit tests of what threads share are built and
run, and of the engine's comparisons a part.
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import Callable, List

ROOT = pathlib.Path(__file__).resolve().parent.parent
CASE_SECONDS = 60           # what hangs ends; machines may be busy
UNIT_SECONDS = 90           # they compare a great deal; machines may be busy
SLOW_SECONDS = 600
# Statuses that no program of ours ends with: what a sanitizer found.
SANITIZER_STATUS = 99


@dataclass
class Outcome:
    name: str
    state: str                  # passed, failed or skipped
    detail: str = ''


@dataclass
class Test:
    name: str
    run: Callable[[], List[Outcome]]


@dataclass
class Run:
    """What a test needs to know: the program and how it is tested."""
    variant: str
    program: pathlib.Path
    scratch: pathlib.Path
    accept: bool
    seconds: int = CASE_SECONDS


@dataclass
class Result:
    status: int
    out: bytes
    err: bytes


def passed(name, detail=''):
    return Outcome(name, 'passed', detail)


def failed(name, detail):
    return Outcome(name, 'failed', detail)


def skipped(name, detail):
    return Outcome(name, 'skipped', detail)


def verdict(name, complaints):
    """Failed with all complaints, or passed when there is none."""
    if complaints:
        return failed(name, '\n'.join(complaints))
    return passed(name)


# -- Running a program ------------------------------------------------------

def clean_environment(run, home):
    """Nothing of the caller's settings, so that each run is the same."""
    path = os.path.dirname(sys.executable) + ':' + os.environ.get('PATH', '')
    exit_code = 'exitcode=%d' % SANITIZER_STATUS
    return {
        'PATH': path,
        'LC_ALL': 'C',
        'HOME': str(home),
        'TMPDIR': str(home),
        'XDG_CONFIG_HOME': str(home / '.config'),
        'XDG_CACHE_HOME': str(home / '.cache'),
        'XDG_DATA_HOME': str(home / '.local'),
        'PYTHONDONTWRITEBYTECODE': '1',
        'ROOT': str(ROOT),
        'NUTGRAF': str(run.program),
        'ASAN_OPTIONS': 'detect_leaks=1:' + exit_code,
        'UNIT_PART': '5' if run.variant == 'tsan' else '1',
        'UBSAN_OPTIONS': 'print_stacktrace=1:' + exit_code,
    }


def new_home(run):
    return pathlib.Path(tempfile.mkdtemp(dir=run.scratch))


def execute(run, command, folder, home=None, seconds=None):
    """Run a command; its whole process group ends when time is up."""
    home = home or new_home(run)
    child = subprocess.Popen(
        command, cwd=folder, env=clean_environment(run, home),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, start_new_session=True)
    seconds = seconds or run.seconds
    try:
        out, err = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        out, err = child.communicate()
        err += b'(stopped after %d seconds)\n' % seconds
    names = [(home, b'$HOME'), (ROOT / 'build' / run.variant, b'$ROOT'),
             (ROOT, b'$ROOT')]
    if run.scratch in folder.parents:
        names.insert(0, (folder, b'$TMP'))
    for place, name in names:
        place = os.fsencode(place)
        out, err = out.replace(place, name), err.replace(place, name)
    return Result(child.returncode, out, err)


# -- Comparing --------------------------------------------------------------

def as_lines(data):
    text = data.decode('utf-8', 'backslashreplace')
    lines = text.split('\n')
    if lines[-1]:
        lines.append('(no line break at the end)')
    else:
        lines.pop()
    return lines


def difference(what, expected, got):
    """The unified diff as a list with one text; empty when both agree."""
    if expected == got:
        return []
    lines = difflib.unified_diff(as_lines(expected), as_lines(got),
                                 'expected ' + what, 'got', lineterm='')
    return ['\n'.join(lines)]


def wrong_status(expected, got):
    if expected == got:
        return []
    return ['exit status %d, expected %d' % (got, expected)]


def read_or(path, default=b''):
    return path.read_bytes() if path.exists() else default


def write_or_remove(path, data):
    """An expectation that is empty stands in no file."""
    if data:
        path.write_bytes(data)
    elif path.exists():
        path.unlink()


# -- cases, bugs, slow ------------------------------------------------------

def run_case(run, name, case):
    home = new_home(run)
    folder = home / 'case'
    shutil.copytree(case, folder, symlinks=True)
    got = execute(run, ['sh', 'cmd'], folder, home)
    if run.accept:
        accept_case(case, got)
        return [passed(name)]
    status = int(read_or(case / 'status', b'0'))
    return [verdict(name, [
        *wrong_status(status, got.status),
        *difference('output', read_or(case / 'expected'), got.out),
        *difference('errors', read_or(case / 'expected.err'), got.err)])]


def accept_case(case, got):
    (case / 'expected').write_bytes(got.out)
    write_or_remove(case / 'expected.err', got.err)
    status = b'%d\n' % got.status if got.status else b''
    write_or_remove(case / 'status', status)


def find_folders(run, kind):
    for command in sorted((ROOT / 'tests' / kind).glob('*/cmd')):
        case = command.parent
        name = '%s/%s' % (kind, case.name)
        yield Test(name, lambda n=name, c=case: run_case(run, n, c))


def find_cases(run):
    return find_folders(run, 'cases')


def find_bugs(run):
    return find_folders(run, 'bugs')


# -- unit -------------------------------------------------------------------

def unit_outcomes(name, got):
    """One outcome for each "ok" line; a crash is one more."""
    outcomes = []
    for line in as_lines(got.out) if got.out else []:
        match = re.fullmatch(r'(not )?ok ([^:]*)(?:: (.*))?', line)
        if match:
            broken, group, why = match.groups()
            full = '%s: %s' % (name, group)
            outcomes.append(failed(full, why or '') if broken
                            else passed(full))
    told = any(o.state == 'failed' for o in outcomes)
    if not outcomes or got.err or bool(got.status) != told:
        why = 'exit status %d\n%s' % (got.status, '\n'.join(as_lines(
            got.out + got.err)))
        outcomes.append(failed(name, why))
    return outcomes


def run_unit(run, name, program):
    if not program.exists():
        return [failed(name, 'not built: %s' % program.relative_to(ROOT))]
    return unit_outcomes(name, execute(run, [str(program)], ROOT,
                                       seconds=UNIT_SECONDS))


def find_unit(run):
    for source in sorted((ROOT / 'tests' / 'unit').glob('*.c')):
        if run.variant == 'tsan' and source.stem not in THREADED:
            continue
        name = 'unit/' + source.stem
        program = ROOT / 'build' / run.variant / 'unit' / source.stem
        yield Test(name, lambda n=name, p=program: run_unit(run, n, p))


# -- messages ---------------------------------------------------------------

BLOCK = re.compile(rb'^=== (.*)\n((?:.*\n)*?)---\n((?:(?!=== ).*\n)*)', re.M)


def run_block(run, name, title, rules):
    """What is said of a rule file, and what is wrong with the status."""
    home = new_home(run)
    (home / 'bad.rules').write_bytes(rules)
    command = [str(run.program), 'rules', 'check', '--no-default-rules',
               'bad.rules']
    got = execute(run, command, home, home)
    wanted = re.search(rb'\(exit (\d+)\)$', title)
    status = int(wanted.group(1)) if wanted else 2
    return got.err + got.out, wrong_status(status, got.status)


def run_messages(run, name, path):
    text = path.read_bytes()
    outcomes, renewed, at = [], [], 0
    for block in BLOCK.finditer(text):
        title, rules, said = block.groups()
        full = '%s: %s' % (name, title.decode('utf-8'))
        got, complaints = run_block(run, name, title, rules)
        got, said = got.strip(b'\n') + b'\n', said.strip(b'\n') + b'\n'
        renewed += [text[at:block.start(3)], got, b'\n']
        at = block.end()
        if not run.accept:
            complaints += difference('message', said, got)
        outcomes.append(verdict(full, complaints))
    if text.count(b'\n=== ') + text.startswith(b'=== ') != len(outcomes):
        outcomes.append(failed(name, 'a block has no "---" line'))
    elif run.accept and outcomes:
        path.write_bytes(b''.join(renewed).rstrip(b'\n') + b'\n')
    return outcomes


def find_messages(run):
    for path in sorted((ROOT / 'tests' / 'messages').glob('*.txt')):
        name = 'messages/' + path.stem
        yield Test(name, lambda n=name, p=path: run_messages(run, n, p))


# -- samples ----------------------------------------------------------------

def sample_arguments():
    """Options by sample, from samples/args.tsv."""
    options = {}
    text = read_or(ROOT / 'samples' / 'args.tsv').decode('utf-8')
    for line in text.splitlines():
        if line and not line.startswith('#'):
            name, words = line.split('\t')
            options[name] = shlex.split(words)
    return options


def run_sample(run, name, path, options):
    command = [str(run.program), '--to', 'json', *options, path.name]
    got = execute(run, command, path.parent)
    record = path.with_suffix('.json')
    complaints = [*wrong_status(0, got.status),
                  *difference('errors', b'', got.err)]
    if run.accept and not complaints:
        record.write_bytes(got.out)
    elif not record.exists():
        complaints.append('no %s; make accept writes it' % record.name)
    else:
        complaints += difference('record', record.read_bytes(), got.out)
    return [verdict(name, complaints)]


def find_samples(run):
    options = sample_arguments()
    for path in sorted((ROOT / 'samples').glob('*.txt')):
        name = 'samples/' + path.stem
        words = options.get(path.stem, [])
        yield Test(name, lambda n=name, p=path, w=words:
                   run_sample(run, n, p, w))


# -- rules, lint, man -------------------------------------------------------

def run_rules(run, name):
    got = execute(run, [str(run.program), 'rules', 'check'], ROOT,
                  seconds=SLOW_SECONDS)
    if got.status:
        said = '\n'.join(as_lines(got.err + got.out))
        return [failed(name, 'exit status %d\n%s' % (got.status, said))]
    return [passed(name)]


def find_rules(run):
    yield Test('rules/check', lambda: run_rules(run, 'rules/check'))


def run_tool(run, name, command):
    """A checker that says nothing or complains."""
    got = execute(run, command, ROOT, seconds=SLOW_SECONDS)
    said = '\n'.join(as_lines(got.out + got.err))
    return [failed(name, said) if got.status else passed(name, said)]


def find_lint(run):
    command = [sys.executable, 'tests/lint.py']
    yield Test('lint', lambda: run_tool(run, 'lint', command))


def run_page(run, name, page):
    if not shutil.which('mandoc'):
        return [skipped(name, 'mandoc is not installed')]
    command = ['mandoc', '-Tlint', '-Wwarning', str(page)]
    return run_tool(run, name, command) + run_page_text(run, name, page)


def run_page_text(run, name, page):
    """What mandoc does not look at: a terminal's width, quotes in quotes."""
    got = execute(run, ['mandoc', '-Tutf8', '-Owidth=78', str(page)], ROOT)
    lines = re.sub('.\b', '', got.out.decode()).splitlines()
    wide = [line for line in lines if len(line) > 80]
    nested = [line for line in lines if '\u201d\u201d' in line]
    return [verdict(name + '/text',
                    ['wider than 80 columns: ' + line for line in wide]
                    + ['quotes in quotes: ' + line for line in nested])]


def find_man(run):
    for page in sorted((ROOT / 'man').glob('*.[1-9]')):
        name = 'man/' + page.name
        yield Test(name, lambda n=name, p=page: run_page(run, n, p))


# -- slow -------------------------------------------------------------------

def run_valgrind(run, name, program):
    if not shutil.which('valgrind'):
        return [skipped(name, 'valgrind is not installed')]
    command = ['env', 'UNIT_INTERPRETED=1',
               'valgrind', '-q', '--leak-check=full',
               '--error-exitcode=%d' % SANITIZER_STATUS, str(program)]
    got = execute(run, command, ROOT)
    said = '\n'.join(as_lines(got.err))
    return [failed(name, said) if got.status or got.err else passed(name)]


def find_slow(run):
    run.seconds = SLOW_SECONDS
    yield from find_folders(run, 'slow')
    for source in sorted((ROOT / 'tests' / 'unit').glob('*.c')):
        name = 'slow/valgrind/' + source.stem
        program = ROOT / 'build' / run.variant / 'unit' / source.stem
        yield Test(name, lambda n=name, p=program: run_valgrind(run, n, p))


# -- floors -----------------------------------------------------------------

def evaluation_folder():
    return (ROOT / os.environ.get('EVAL', '../shared/eval')).resolve()


def run_floors(run, name):
    folder = evaluation_folder()
    scorer = folder / 'score.py'
    if not scorer.exists():
        where = os.environ.get('EVAL', '../shared/eval')
        return [skipped(name, 'no evaluation data at ' + where)]
    program = shlex.quote(str(run.program))
    command = [sys.executable, str(scorer), '--data', str(folder / 'dev'),
               '--min', 'tests/floors.json',
               '--run', program + ' --from ndjson --to ndjson']
    got = execute(run, command, ROOT, seconds=3 * SLOW_SECONDS)
    lines = as_lines(got.out + got.err)
    wrong = [x for x in lines if x.startswith(('PROBLEM', 'BELOW FLOOR'))]
    if got.status and not wrong:
        wrong = lines[-20:]
    return [failed(name, '\n'.join(wrong)) if wrong else passed(name)]


def find_floors(run):
    yield Test('floors', lambda: run_floors(run, 'floors'))


# -- All of them ------------------------------------------------------------

KINDS = {
    'lint': find_lint,
    'unit': find_unit,
    'cases': find_cases,
    'bugs': find_bugs,
    'messages': find_messages,
    'samples': find_samples,
    'rules': find_rules,
    'man': find_man,
    'slow': find_slow,
    'floors': find_floors,
}
# Of these one variant is enough, or one is all that means something.
ONCE = ('lint', 'man', 'slow', 'floors')
THREADED = ('test_batch', 'test_engine', 'test_threads')
ACCEPTED = ('cases', 'bugs', 'messages', 'samples', 'slow')


def kinds_of(options, variant, first):
    for kind in KINDS:
        if options.accept and kind not in ACCEPTED:
            continue
        if kind == 'slow' and not options.slow:
            continue
        if variant == 'tsan' and kind != 'unit':
            continue
        if first or kind not in ONCE:
            yield kind


def safely(test):
    """A test that cannot be run is a failed one; the rest goes on."""
    try:
        return test.run()
    except (OSError, ValueError) as problem:
        return [failed(test.name, str(problem))]


def show(variant, outcome):
    if outcome.state == 'failed':
        print('\nFAILED %s (%s)\n%s\n' % (outcome.name, variant,
                                          outcome.detail))
    elif outcome.state == 'skipped':
        print('  %s skipped: %s' % (outcome.name, outcome.detail))
    elif outcome.detail:
        print('  ' + outcome.detail.rstrip('\n').replace('\n', '\n  '))


def count(outcomes, state):
    return sum(outcome.state == state for outcome in outcomes)


def run_kind(run, kind, tests, jobs):
    """All tests of a kind, side by side; told in their order."""
    outcomes = []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for some in pool.map(safely, tests):
            for outcome in some:
                show(run.variant, outcome)
            outcomes += some
    print('%-8s %-9s %d of %d' % (run.variant, kind,
                                  count(outcomes, 'passed'), len(outcomes)))
    sys.stdout.flush()
    return outcomes


def run_variant(options, variant, scratch):
    program = ROOT / 'build' / variant / 'nutgraf'
    first = variant == options.variant[0]
    outcomes = []
    for kind in kinds_of(options, variant, first):
        run = Run(variant, program, scratch, options.accept)
        tests = [t for t in KINDS[kind](run) if options.only in t.name]
        if options.list:
            print(''.join('%s %s\n' % (variant, t.name) for t in tests),
                  end='')
        elif tests:
            outcomes += run_kind(run, kind, tests, options.jobs)
    return outcomes


def read_options():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--variant', action='append',
                        choices=('release', 'asan', 'tsan'),
                        help='what to test (release); may be repeated')
    parser.add_argument('--only', default='', metavar='TEXT',
                        help='tests whose name holds the text')
    parser.add_argument('--accept', action='store_true',
                        help='rewrite the expected outputs')
    parser.add_argument('--slow', action='store_true',
                        help='the slow tests too')
    parser.add_argument('--list', action='store_true',
                        help='name the tests and run none')
    parser.add_argument('--jobs', type=int, default=os.cpu_count() or 2,
                        help='how many at a time (one a processor)')
    options = parser.parse_args()
    options.variant = options.variant or ['release']
    if options.accept:
        options.variant = options.variant[:1]
    return options


def main():
    options = read_options()
    outcomes = []
    with tempfile.TemporaryDirectory(prefix='nutgraf-test-') as name:
        scratch = pathlib.Path(name).resolve()
        for variant in options.variant:
            outcomes += run_variant(options, variant, scratch)
    if options.list:
        return 0
    broken, left = count(outcomes, 'failed'), count(outcomes, 'skipped')
    if left:
        print('%d skipped, as told above' % left)
    print('%d passed, %d failed' % (count(outcomes, 'passed'), broken))
    return 1 if broken else 0


if __name__ == '__main__':
    sys.exit(main())
