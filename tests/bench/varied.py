"""Many rules out of few: copies of the shipped ones with other words.

A copy of a rule has the shape of the rule and its own lists and sub-patterns,
in which words are changed ("arrested" to "arresteqad"). What stands in a
(?!...) keeps its words: without them a copy would match more than its rule.
Copies that find what their rule finds all the same, since no word is needed,
are left out: their examples tell which these are. Some more find a part of
what their rule finds, as news tells; with these and without them are two
measures.
"""

import json
import re
import subprocess

HEAD = re.compile(r'^(list|define|rule|reject)\s+([a-z][\w.]*)')
# A pattern in pieces; what is none of these is a single character.
TOKEN = re.compile(
    r'\{(?P<ref>[a-z][\w.]*)[^}]*\}|\\Q.*?\\E|\\[pPxoNgk]\{[^}]*\}|\\.'
    r'|\[(?:\\.|[^\]\\])+\]|(?P<open>\((?:\?(?:<[=!]|<\w+>|[:=!>]|[-i]+[:)]|'
    r'(?=\()))?)|(?P<close>\))|(?P<word>[A-Za-z]{3,})', re.S)
WORD = re.compile(r'[A-Za-z]{3,}')
# A copy that finds more than this part of what its rule finds is no copy.
PART = 0.02
YES = re.compile(r'^  yes\s+(?:@\S+\s+)*(.*?)(?:\s+=>.*)?$', re.M)


class Block:
    """A list, define, rule or reject as it stands in its file."""

    def __init__(self, sort, name, lines):
        self.sort, self.name, self.lines = sort, name, lines

    @property
    def text(self):
        return '\n'.join(self.lines)

    @property
    def is_pattern(self):
        """Not a rule that asks the gazetteer."""
        return self.sort in ('list', 'define') or '\n  match' in self.text

    @property
    def is_table(self):
        """A list that is kept in a table of its own."""
        return self.sort == 'list' and '\n  from ' in self.text


def read_blocks(text):
    """What can be copied of one rule file."""
    blocks, block = [], None
    for line in text.split('\n'):
        head = HEAD.match(line)
        if head:
            block = Block(head.group(1), head.group(2), [line])
            blocks.append(block)
        elif line[:1] not in ('', ' ', '#'):
            block = None
        elif block and line.strip() and not line.startswith('#'):
            block.lines.append(line)
    return [block for block in blocks if block.is_pattern]


def other_word(word, mark):
    """Before the last letter, so that "children?" stays what it is."""
    return word[:-1] + mark + word[-1]


def walk(pattern, on_word, on_reference):
    """The pattern with its words and references replaced; both functions are
    given the text and whether it stands in a (?!...)."""
    out, at, negative = [], 0, [False]
    for match in TOKEN.finditer(pattern):
        token = match.group()
        out.append(pattern[at:match.start()])
        at = match.end()
        if match.group('ref'):
            token = on_reference(token, match.group('ref'), negative[-1])
        elif match.group('word'):
            token = on_word(token, negative[-1])
        elif match.group('close'):
            del negative[max(1, len(negative) - 1):]
        elif match.group('open') and not token.endswith(')'):
            negative.append(negative[-1] or token.endswith('!'))
        out.append(token)
    return ''.join(out) + pattern[at:]


def split_match(block):
    """(lines before, pattern, lines behind) of a rule; of a define all
    indented lines are its pattern."""
    if block.sort == 'define':
        return block.lines[:1], block.lines[1:], []
    first = next(i for i, line in enumerate(block.lines)
                 if line.startswith('  match'))
    last = first + 1
    while last < len(block.lines) and block.lines[last].startswith('   '):
        last += 1
    return block.lines[:first], block.lines[first:last], block.lines[last:]


def kept_names(blocks):
    """Lists and sub-patterns that some pattern has in a (?!...), and what
    these refer to."""
    by_name = {block.name: block for block in blocks}
    kept, new = set(), set()

    def note(token, name, negative, always=False):
        if (negative or always) and name not in kept:
            new.add(name)
        return token

    for block in blocks:
        if block.sort != 'list':
            walk('\n'.join(split_match(block)[1]), lambda w, n: w, note)
    while new:
        name = new.pop()
        kept.add(name)
        block = by_name.get(name)
        if block and block.sort == 'define':
            walk('\n'.join(block.lines[1:]), lambda w, n: w,
                 lambda t, n, neg: note(t, n, neg, True))
    return kept


class Copier:
    """Makes the n-th copy of the blocks."""

    def __init__(self, blocks):
        kept = kept_names(blocks) | {b.name for b in blocks if b.is_table}
        self.blocks = [b for b in blocks if b.name not in kept]
        self.words = [b for b in self.blocks if b.sort in ('list', 'define')]
        self.rules = [b for b in self.blocks if b.sort in ('rule', 'reject')]
        self.own = {b.name for b in self.words}

    def pattern(self, lines, number, mark):
        def word(text, negative):
            return text if negative else other_word(text, mark)

        def reference(token, name, negative):
            return '{%s%s' % (self.name(name, number), token[1 + len(name):])

        text = '\n'.join(lines)
        skip = len('  match') if text.startswith('  match') else 0
        return text[:skip] + walk(text[skip:], word, reference)

    def name(self, name, number):
        return 'v%d.%s' % (number, name) if name in self.own else name

    def entry(self, line, mark):
        """A line of a list: its words, not what they mean. An entry without
        a meaning of its own is as it is found."""
        words, equals, value = line.partition(' = ')
        words = WORD.sub(lambda m: other_word(m.group(), mark), words)
        return words + equals + value

    def copy(self, block, number):
        mark = marking(number)
        head = block.lines[0].replace(block.name, 'v%d.%s' %
                                      (number, block.name), 1)
        if block.sort == 'list':
            lines = [self.entry(line, mark) for line in block.lines[1:]]
            return '\n'.join([head] + lines) + '\n'
        before, pattern, behind = split_match(block)
        lines = [head] + before[1:] + [self.pattern(pattern, number, mark)]
        return '\n'.join(lines + behind) + '\n'


def marking(number):
    """Letters that no English word has in a row."""
    letters = ''
    while number:
        number, digit = divmod(number, 20)
        letters = 'bcdfghjklmnpqrstvwxz'[digit] + letters
    return 'q' + letters


def example_texts(block):
    """What its examples say it finds, without the marks."""
    for text in YES.findall(block.text):
        text = re.sub(r'\\([\[\]\\])', r'\1',
                      re.sub(r'(?<!\\)[\[\]]', '', text))
        yield text.replace('\\n', '\n')


def find_needless(copier, program, folder):
    """Names of rules whose copy finds what the rule finds."""
    rules, texts = folder / 'copy.rules', folder / 'examples.ndjson'
    rules.write_text(write_copies(copier, [(b, 1) for b in copier.rules]))
    with texts.open('w') as file:
        for block in copier.rules:
            for text in example_texts(block):
                file.write(json.dumps({'id': 'example ' + block.name,
                                       'text': text}) + '\n')
    got = subprocess.run([str(program), 'explain', '-r', str(rules),
                          str(texts)], stdout=subprocess.PIPE, check=True)
    name, needless = None, set()
    for line in got.stdout.decode('utf-8').split('\n'):
        if line.startswith('example '):
            name = line.split()[1]
        elif line.startswith('  rule') and \
                line.split()[1] == 'v1.%s' % name:
            needless.add(name)
    return needless


def write_copies(copier, wanted):
    """A rule file of (rule, number of its copy), with the lists they need."""
    out = ['rules 1\n']
    for number in sorted({number for _, number in wanted}):
        out += [copier.copy(block, number) for block in copier.words]
    out += [copier.copy(block, number) for block, number in wanted]
    return '\n'.join(out)


def read_shipped(folder):
    """Blocks of the shipped files but for core.rules, which all share."""
    blocks = []
    for path in sorted(folder.glob('*.rules')):
        if path.name != 'core.rules':
            blocks += read_blocks(path.read_text(encoding='utf-8'))
    return blocks


def find_alike(copier, scan, folder, articles):
    """Names of rules whose copy finds a part of what the rule finds in news:
    no word that was changed is needed for that."""
    rules = folder / 'copy.rules'
    rules.write_text(write_copies(copier, [(b, 1) for b in copier.rules]))
    got = subprocess.run(scan + [str(articles), '1', str(rules), 'costs'],
                         stdout=subprocess.PIPE, check=True)
    lines = got.stdout.decode('utf-8').splitlines()
    found = {name: int(count) for _, count, name in
             (line.split('\t') for line in lines)}
    return {b.name for b in copier.rules
            if found['v1.' + b.name] > PART * found[b.name]}


class Varied:
    """Rule files with as many copies as are asked for, with those that are
    alike (find_alike) or without them."""

    def __init__(self, shipped, program, scan, folder, articles):
        """scan: the command that times the scan, up to its articles."""
        self.folder = folder
        self.copier = Copier(read_shipped(shipped))
        needless = find_needless(self.copier, program, folder)
        alike = find_alike(self.copier, scan, folder, articles)
        self.needed = [b for b in self.copier.rules if b.name not in needless]
        self.unlike = [b for b in self.needed if b.name not in alike]

    def rules(self, with_alike):
        return self.needed if with_alike else self.unlike

    def file(self, count, with_alike):
        rules = self.rules(with_alike)
        n = len(rules)
        wanted = [(rules[i % n], 1 + i // n) for i in range(count)]
        path = self.folder / ('copies-%d-%d.rules' % (count, with_alike))
        path.write_text(write_copies(self.copier, wanted), encoding='utf-8')
        return path
