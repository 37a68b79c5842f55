#!/usr/bin/env python3
"""The house rules that a program can check (CONTRIBUTING.md has them all).

    tests/lint.py [FOLDER]     the repository, or another tree like it

Prints "file:line: message" for each breach, then one line of figures, and
ends with status 1 when there was any. The C is read by a light tokenizer
that blanks comments, strings and preprocessor lines and keeps the layout.
"""

import math
import os
import pathlib
import re
import sys
from dataclasses import dataclass, field
from typing import List

COLUMNS = 79
FILE_LINES = 800
FUNCTION_LINES = {'max': 80, 'p90': 36, 'median': 12}
COMPLEXITY = {'max': 20, 'p90': 9}

# Lowest first; a file includes its own rank or a lower one.
RANKS = ('base', 'rules', 'article', 'scan', 'normalise', 'resolve',
         'record', 'surface')
PUBLIC_HEADER = 'surface/nutgraf.h'
PROGRAM = re.compile(r'(main|options|cmd_\w+|cli_\w+)\.[ch]$')

BANNED = ('strcpy strcat sprintf vsprintf strtok atoi gets setlocale '
          'localtime mktime alloca').split()
BANNED_IN_LIBRARY = ('getenv exit _Exit abort printf fprintf vprintf '
                     'vfprintf puts fputs putchar perror time '
                     'clock_gettime gettimeofday').split()
BANNED_OUTSIDE_ALLOC = 'malloc calloc realloc free strdup strndup'.split()

# Put together here so that this file does not hold them.
UNDONE = re.compile(r'\b(%s)\b' % '|'.join(('TO' + 'DO', 'FIX' + 'ME')))
MACHINE_PATH = '/' + 'work' + '/'

NOT_OURS = {'.git', 'build', '__pycache__'}


@dataclass
class Function:
    name: str
    line: int
    length: int
    complexity: int


@dataclass
class Source:
    path: str                   # as reported, from the root
    raw: str
    code: str = ''              # no comments, no strings
    plain: str = ''             # code without preprocessor lines
    functions: List[Function] = field(default_factory=list)

    def __post_init__(self):
        self.code = blank_comments(self.raw)
        self.plain = blank_directives(self.code)


class Report:
    def __init__(self):
        self.breaches = []

    def add(self, path, line, message):
        self.breaches.append((path, line, message))


# -- Reading C --------------------------------------------------------------

TOKEN = re.compile(r'/\*.*?(?:\*/|\Z)|//(?:\\\n|[^\n])*'
                   r'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
DIRECTIVE = re.compile(r'^[ \t]*#(?:\\\n|[^\n])*', re.M)


def spaces(text):
    return re.sub(r'[^\n]', ' ', text)


def blank_comments(text):
    """Comments become blanks, the inside of strings too."""
    def blank(match):
        token = match.group()
        if token[0] == '/':
            return spaces(token)
        return token[0] + spaces(token[1:-1]) + token[-1]
    return TOKEN.sub(blank, text)


def blank_directives(code):
    return DIRECTIVE.sub(lambda match: spaces(match.group()), code)


def line_at(text, offset):
    return text.count('\n', 0, offset) + 1


def closing(text, start):
    """The offset after the bracket that closes the one at start."""
    pairs = {'(': ')', '{': '}', '[': ']'}
    opens, closes, depth = text[start], pairs[text[start]], 0
    for at in range(start, len(text)):
        if text[at] == opens:
            depth += 1
        elif text[at] == closes:
            depth -= 1
            if depth == 0:
                return at + 1
    return len(text)


def top_level(plain):
    """(offset, text) of each piece outside braces and (start, end) of each
    pair of braces, as they alternate in the file."""
    pieces, blocks, at = [], [], 0
    while True:
        brace = plain.find('{', at)
        if brace < 0:
            pieces.append((at, plain[at:]))
            return pieces, blocks
        end = closing(plain, brace)
        pieces.append((at, plain[at:brace]))
        blocks.append((brace, end))
        at = end


HEAD_NAME = re.compile(r'(?!__attribute__)\b(\w+)\s*'
                       r'\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)')
BRANCH = re.compile(r'\b(?:if|for|while|case)\b|&&|\|\||\?')


def function_head(piece):
    """(name, offset of the head in the piece), or None for a block that is
    not a function's body."""
    if not piece.rstrip().endswith(')'):
        return None
    start = max(piece.rfind(';'), piece.rfind('}')) + 1
    head = piece[start:]
    match = HEAD_NAME.search(head)
    if not match:
        return None
    return match.group(1), start + len(head) - len(head.lstrip())


def find_functions(source):
    pieces, blocks = top_level(source.plain)
    for (offset, piece), (brace, end) in zip(pieces, blocks):
        head = function_head(piece)
        if head:
            first = line_at(source.plain, offset + head[1])
            last = line_at(source.plain, end)
            body = source.plain[brace:end]
            branches = 1 + len(BRANCH.findall(body))
            source.functions.append(
                Function(head[0], first, last - first + 1, branches))


# -- Rules about any text of ours -------------------------------------------

def check_text(source, report):
    for number, line in enumerate(source.raw.split('\n'), 1):
        if len(line) > COLUMNS:
            report.add(source.path, number, '%d columns, the limit is %d'
                       % (len(line), COLUMNS))
        if '\t' in line:
            report.add(source.path, number, 'a tab')
        if line != line.rstrip():
            report.add(source.path, number, 'trailing blanks')
        if UNDONE.search(line):
            report.add(source.path, number, 'a note of work undone')
    if source.raw and not source.raw.endswith('\n'):
        report.add(source.path, source.raw.count('\n') + 1,
                   'no line break at the end')
    lines = source.raw.count('\n')
    if lines > FILE_LINES:
        report.add(source.path, lines, '%d lines, the limit is %d'
                   % (lines, FILE_LINES))


def check_python(source, report):
    try:
        compile(source.raw, source.path, 'exec')
    except SyntaxError as problem:
        report.add(source.path, problem.lineno or 1, problem.msg)


# -- Rules about C ----------------------------------------------------------

TYPE = (r'\b(?:void|char|short|int|long|float|double|bool|unsigned|signed'
        r'|FILE|\w+_t|(?:struct|union|enum)\s+\w+)(?:\s+const)?')
GLUED_STAR = re.compile(TYPE + r'\*+\s*[\w)]')
LOOSE_STAR = re.compile(TYPE + r'[ ]+\*+[ ]+\w')
ASSIGNMENT = re.compile(r'(?<![=!<>])=(?!=)|<<=|>>=')
CONDITION = re.compile(r'\b(if|while|for|switch)\s*\(')
TYPEDEF = re.compile(r'\btypedef\s+(?:const\s+)?(?:struct|union|enum)\b')


def inner_blanked(text, opener):
    """The text with what stands in brackets of one sort blanked."""
    at = text.find(opener)
    while at >= 0:
        end = closing(text, at)
        text = text[:at] + spaces(text[at:end]) + text[end:]
        at = text.find(opener, end)
    return text


def check_conditions(source, report):
    for match in CONDITION.finditer(source.code):
        start = match.end() - 1
        condition = source.code[start + 1:closing(source.code, start) - 1]
        if match.group(1) == 'for':
            parts = condition.split(';')
            condition = parts[1] if len(parts) == 3 else ''
        if ASSIGNMENT.search(inner_blanked(condition, '{')):
            report.add(source.path, line_at(source.code, start),
                       'an assignment in a condition')


def check_statements(source, report):
    flat = inner_blanked(source.plain, '(')
    for number, line in enumerate(flat.split('\n'), 1):
        if re.search(r';\s*[^\s}]', line):
            report.add(source.path, number, 'two statements on a line')


def check_patterns(source, report):
    rules = ((GLUED_STAR, 'a pointer is written `type *name`'),
             (LOOSE_STAR, 'a pointer is written `type *name`'),
             (TYPEDEF, 'structs, unions and enums are not typedef\'d'))
    for pattern, message in rules:
        for match in pattern.finditer(source.code):
            report.add(source.path, line_at(source.code, match.start()),
                       message)


def check_header(source, report):
    if source.path.endswith('.h') and not source.raw.startswith('/*'):
        report.add(source.path, 1, 'a header opens with a comment that '
                   'says what it is')


def check_functions(source, report):
    for function in source.functions:
        for what, value, limit in (
                ('lines', function.length, FUNCTION_LINES['max']),
                ('branches', function.complexity, COMPLEXITY['max'])):
            if value > limit:
                report.add(source.path, function.line,
                           '%s has %d %s, the limit is %d'
                           % (function.name, value, what, limit))


# -- Rules about our own program and library --------------------------------

def rank_and_name(path):
    """('scan', 'needs.c') for src/scan/needs.c, also from sub-folders."""
    parts = pathlib.PurePath(path).parts
    return parts[1] if len(parts) > 2 else '', parts[-1]


def in_program(path):
    rank, name = rank_and_name(path)
    return rank == 'surface' and bool(PROGRAM.match(name))


def banned_in(source):
    names = list(BANNED)
    if not in_program(source.path):
        names += BANNED_IN_LIBRARY
        if source.path != 'src/base/alloc.c':
            names += BANNED_OUTSIDE_ALLOC
    return names


def check_banned(source, names, report):
    call = re.compile(r'(?<![\w.>])(%s)\s*\(' % '|'.join(names))
    for match in call.finditer(source.code):
        report.add(source.path, line_at(source.code, match.start()),
                   '%s is banned here' % match.group(1))


def include_breach(source, target):
    """What is wrong with including target, or None."""
    rank, _ = rank_and_name(source.path)
    if '/' not in target:
        target = rank + '/' + target
    if target == PUBLIC_HEADER:
        return None
    to_rank, to_name = target.split('/')[0], target.split('/')[-1]
    if rank not in RANKS or to_rank not in RANKS:
        return '%s is in no rank' % target
    to_program = to_rank == 'surface' and PROGRAM.match(to_name)
    if in_program(source.path) and not to_program:
        return 'the program includes %s only, not %s' % (PUBLIC_HEADER,
                                                         target)
    if to_program and not in_program(source.path):
        return 'the library includes nothing of the program: ' + target
    if RANKS.index(to_rank) > RANKS.index(rank):
        return '%s is of a higher rank than %s' % (target, rank)
    return None


def check_includes(source, report):
    for number, line in enumerate(source.raw.split('\n'), 1):
        match = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
        breach = match and include_breach(source, match.group(1))
        if breach:
            report.add(source.path, number, breach)


FREE_OF_STATE = re.compile(
    r'^(?:typedef\b|extern\b|(?:struct|union|enum)(?:\s+\w+)?$)|\bconst\b'
    r'|\(|^$')


def declarations(plain):
    """The text outside functions, layout kept, and no inside of braces."""
    pieces, blocks = top_level(plain)
    flat = []
    for (_, piece), (brace, end) in zip(pieces, blocks):
        ended = ';' if function_head(piece) else ' '
        flat += [piece, ended, spaces(plain[brace + 1:end])]
    return ''.join(flat) + pieces[-1][1]


def check_state(source, report):
    """No variables that outlive a call, in the library."""
    for number, line in enumerate(source.plain.split('\n'), 1):
        if re.match(r'\s+static\b(?!.*(?:\bconst\b|\())', line):
            report.add(source.path, number, 'a variable outlives its call')
    flat = declarations(source.plain)
    for match in re.finditer(r'\w[^;]*;', flat):
        text = re.split(r'[=\[;]', match.group())[0].strip()
        if not FREE_OF_STATE.search(text):
            report.add(source.path, line_at(flat, match.start()),
                       'mutable state of the whole file')


# -- The tree ---------------------------------------------------------------

def files_of(root):
    """Paths from the root of all files that are ours, in order."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(x for x in folders if x not in NOT_OURS)
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), root)
            if path != 'nutgraf' and not name.endswith('.pyc'):
                yield path


def check_manual(root, report):
    """Each function of the public header stands in the manual's synopsis."""
    header = os.path.join('src', PUBLIC_HEADER)
    page = os.path.join('man', 'nutgraf.3')
    if not all(os.path.exists(os.path.join(root, x)) for x in (header, page)):
        return
    with open(os.path.join(root, header), encoding='utf-8') as file:
        text = re.sub(r'/\*.*?\*/', lambda m: re.sub(r'[^\n]', ' ', m.group()),
                      file.read(), flags=re.DOTALL)
    with open(os.path.join(root, page), encoding='utf-8') as file:
        told = set(re.findall(r'^\.Fn (nut_\w+) "', file.read(), re.MULTILINE))
    for match in re.finditer(r'\b(nut_\w+)\(', text):
        if match.group(1) not in told:
            report.add(header, line_at(text, match.start()),
                       '%s is not in %s' % (match.group(1), page))


def check_paths(root, path, report):
    """Nothing of the machine that a file was written on."""
    with open(os.path.join(root, path), 'rb') as file:
        for number, line in enumerate(file, 1):
            if MACHINE_PATH.encode() in line:
                report.add(path, number, 'a path of some machine')


def check_c(source, report):
    find_functions(source)
    check_functions(source, report)
    check_conditions(source, report)
    check_statements(source, report)
    check_patterns(source, report)
    check_header(source, report)
    if source.path.startswith('src' + os.sep):
        check_banned(source, banned_in(source), report)
        check_includes(source, report)
        if not in_program(source.path):
            check_state(source, report)
    else:
        check_banned(source, BANNED, report)


def check_file(root, path, report):
    """The source, for the figures, if it is C of ours."""
    check_paths(root, path, report)
    if not path.endswith(('.c', '.h', '.py')):
        return None
    with open(os.path.join(root, path), encoding='utf-8') as file:
        source = Source(path, file.read())
    check_text(source, report)
    if path.endswith('.py'):
        check_python(source, report)
        return None
    check_c(source, report)
    return source if path.startswith('src' + os.sep) else None


# -- Figures ----------------------------------------------------------------

def percentile(values, share):
    """Nearest rank; 0 of nothing."""
    ordered = sorted(values)
    if not ordered:
        return 0
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def comment_share(sources):
    """Per cent of the lines that hold a comment, of those not empty."""
    comments = lines = 0
    for source in sources:
        lines += sum(bool(x.strip()) for x in source.raw.split('\n'))
        for match in TOKEN.finditer(source.raw):
            if match.group()[0] == '/':
                comments += match.group().count('\n') + 1
    return 100 * comments / lines if lines else 0


def figures(sources, report):
    """The line of figures; breaches where the tree as a whole is over."""
    functions = [f for source in sources for f in source.functions]
    lengths = [f.length for f in functions]
    branches = [f.complexity for f in functions]
    median, p90 = percentile(lengths, 0.5), percentile(lengths, 0.9)
    hard = percentile(branches, 0.9)
    for what, value, limit in (
            ('median function length', median, FUNCTION_LINES['median']),
            ('p90 of function length', p90, FUNCTION_LINES['p90']),
            ('p90 of complexity', hard, COMPLEXITY['p90'])):
        if value > limit:
            report.add('src', 0, '%s is %d, the limit is %d'
                       % (what, value, limit))
    lines = sum(source.raw.count('\n') for source in sources)
    return ('lint: %d files, %s lines, functions: median %d, p90 %d, '
            'max %d; complexity p90 %d, max %d; comments %d %%'
            % (len(sources), format(lines, ','), median, p90,
               max(lengths, default=0), hard, max(branches, default=0),
               round(comment_share(sources))))


def main():
    here = pathlib.Path(__file__).resolve().parent.parent
    root = sys.argv[1] if len(sys.argv) > 1 else str(here)
    report = Report()
    sources = [check_file(root, path, report) for path in files_of(root)]
    check_manual(root, report)
    summary = figures([s for s in sources if s], report)
    for path, line, message in sorted(report.breaches):
        print('%s:%d: %s' % (path, line, message))
    print(summary)
    return 1 if report.breaches else 0


if __name__ == '__main__':
    sys.exit(main())
