/* A reader for the PCRE2 syntax of expanded patterns.
 *
 * Recursive descent: alternatives, sequences, quantified atoms; then one pass
 * from the leaves up gives each node its length, whether it may be empty, and
 * which bytes it can begin with, end with and hold.  PCRE2 tells of a compiled
 * pattern little more than its first and last code unit and shortest length,
 * which is not enough for needs; hence a second reader.
 *
 * It does not judge: PCRE2 has taken the pattern, or will refuse it by itself.
 * So mistakes are read over, and each doubt is settled to the wider side:
 * lookarounds and edges are empty (what is looked for ahead can be asked of),
 * both branches of a condition possible, a back reference makes the whole
 * pattern unknown.
 *
 * Invariants: sets are folded where the pattern is caseless, and hold bytes of
 * the shadow (UTF-8). The recursion is as deep as parentheses nest, which
 * pattern.c limits.  Cost: linear in the pattern. */
#include "scan/syntax.h"

#include "base/slice.h"
#include "base/utf.h"

#include <utf8proc.h>

struct parser {
  struct nut_arena *arena;
  struct nut_slice text;
  size_t at;
  /* (?i) and (?-i) change it until the group's end */
  bool match_case; /* at this point */
  bool lost;       /* something that is not read was met */
};

void nut_byte_set_add(struct nut_byte_set *set,
                      const struct nut_byte_set *more)
{
  for (size_t i = 0; i < 4; i++)
    set->bits[i] |= more->bits[i];
}

static void add_byte(struct nut_byte_set *set, unsigned char byte)
{
  set->bits[byte >> 6] |= 1ULL << (byte & 63);
}

/* ---- making nodes ---- */

/* NULL without memory: the arena remembers, and reading ends. */
static struct nut_node *new_node(struct parser *p, enum nut_node_type type)
{
  struct nut_node *node = nut_arena_alloc(p->arena, sizeof *node);
  if (node)
    node->type = type;
  return node;
}

static void add_kid(struct parser *p, struct nut_node *node,
                    struct nut_node *kid)
{
  if (!node || !kid)
    return;
  node->kids = nut_arena_grow(p->arena, node->kids, node->n_kids,
                              &node->cap_kids, sizeof(struct nut_node *));
  if (node->kids)
    node->kids[node->n_kids++] = kid;
}

static void list_code(struct nut_node *set, uint32_t code)
{
  if (set->n_codes == NUT_SET_CODES)
    set->open = true;
  else
    set->codes[set->n_codes++] = code;
}

/* Latin letters that have one variant in case and no more.  Others have two
 * (the Kelvin sign of k, the Angstrom sign of å), or one of ASCII. */
static bool is_paired(utf8proc_int32_t c)
{
  return c >= 0xC0 && c <= 0x17E && c != 0xC5 && c != 0xE5 && c != 0xDF
         && c != 0x130 && c != 0x131;
}

/* The scan folds ASCII only, so where case counts for nothing both variants
 * are listed; a character with more of them is not. */
static void add_code(struct parser *p, struct nut_node *set, uint32_t code)
{
  if (code < 0x80) {
    add_byte(&set->set, (unsigned char)code);
    if (!p->match_case && nut_is_alpha((int)code))
      add_byte(&set->set, (unsigned char)(code ^ 0x20));
    return;
  }
  utf8proc_int32_t c = (utf8proc_int32_t)code;
  utf8proc_int32_t lower = utf8proc_tolower(c);
  utf8proc_int32_t upper = utf8proc_toupper(c);
  if (p->match_case || (lower == c && upper == c)) {
    list_code(set, code);
  } else if (is_paired(lower) && is_paired(upper)) {
    list_code(set, (uint32_t)lower);
    list_code(set, (uint32_t)upper);
  } else {
    set->open = true;
  }
}

/* A range that reaches beyond ASCII is listed only when it is short and lies
 * there whole. */
static void add_range(struct parser *p, struct nut_node *set, uint32_t from,
                      uint32_t to)
{
  for (uint32_t code = from; code <= to && code < 0x80; code++)
    add_code(p, set, code);
  if (to >= 0x80 && to - from < NUT_SET_CODES && from >= 0x80)
    for (uint32_t code = from; code <= to; code++)
      add_code(p, set, code);
  else if (to >= 0x80)
    set->open = true;
}

/* ---- escapes ---- */

static void add_ascii(struct nut_node *set, bool (*is)(int), bool negated)
{
  for (int c = 0; c < 0x80; c++)
    if (is(c) != negated)
      add_byte(&set->set, (unsigned char)c);
}

static bool is_word(int c)
{
  return nut_is_alpha(c) || nut_is_digit(c) || c == '_';
}

static bool is_space(int c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Without U+0085 and U+2028, which `open` stands for. */
static bool is_vertical(int c)
{
  return c >= '\n' && c <= '\r';
}

/* \p{Lu} and its like: capitals, small letters, letters; else anything.  Every
 * property has members outside ASCII too, hence `open`. */
static void add_property(struct nut_node *set, struct nut_slice name,
                         bool negated)
{
  bool (*is)(int) = NULL;
  if (nut_slice_is(name, "Lu"))
    is = nut_is_upper;
  else if (nut_slice_is(name, "Ll"))
    is = nut_is_lower;
  else if (nut_slice_is(name, "L"))
    is = nut_is_alpha;
  else if (nut_slice_is(name, "N") || nut_slice_is(name, "Nd"))
    is = nut_is_digit;
  set->open = true;
  for (int c = 0; c < 0x80; c++)
    if (!is || is(c) != negated)
      add_byte(&set->set, (unsigned char)c);
}

/* The {name} behind \p, or one letter; caseless \p{Lu} takes all letters. */
static void read_property(struct parser *p, struct nut_node *set,
                          bool negated)
{
  struct nut_slice name = nut_slice_cut(p->text, p->at, p->at + 1);
  p->at++;
  if (nut_slice_is(name, "{")) {
    size_t end = nut_slice_find(p->text, '}', p->at);
    end = end == NUT_SLICE_NONE ? p->text.len : end;
    name = nut_slice_cut(p->text, p->at, end);
    p->at = end + 1;
  }
  if (!p->match_case)
    name = nut_slice_of(nut_slice_starts(name, "L") ? "L" : "");
  add_property(set, name, negated);
}

/* A class escape, after its backslash; false when it is none.  With PCRE2_UCP
 * \d \w \s take other scripts as well: the set stays open. */
static bool read_class_escape(struct parser *p, struct nut_node *set)
{
  char c = p->text.ptr[p->at];
  bool negated = nut_is_upper(c);
  switch (c | 0x20) {
  case 'd':
    add_ascii(set, nut_is_digit, negated);
    break;
  case 'w':
    add_ascii(set, is_word, negated);
    break;
  case 's':
    add_ascii(set, is_space, negated);
    break;
  case 'h':
    add_ascii(set, nut_is_blank, negated);
    p->at++;
    /* The shadow has no other horizontal space. */
    set->open = set->open || negated;
    return true;
  case 'v':
    add_ascii(set, is_vertical, negated);
    break;
  case 'p':
    p->at++;
    read_property(p, set, negated);
    return true;
  default:
    return false;
  }
  p->at++;
  set->open = true;
  return true;
}

/* Two digits at most, or what is in braces. */
static uint32_t read_hex(struct parser *p)
{
  uint32_t code = 0;
  bool braces = p->at < p->text.len && p->text.ptr[p->at] == '{';
  size_t end = braces ? nut_slice_find(p->text, '}', p->at) : p->at + 2;
  p->at += braces;
  for (; p->at < end && p->at < p->text.len; p->at++) {
    char c = p->text.ptr[p->at];
    uint32_t digit = nut_is_digit(c) ? (uint32_t)(c - '0')
                                     : (uint32_t)((c | 0x20) - 'a' + 10);
    code = code * 16 + (digit & 15);
  }
  p->at += braces;
  return code;
}

/* One literal character, escaped or not, as \n \t \x{..} or itself. */
static uint32_t read_code(struct parser *p)
{
  uint32_t code = 0;
  size_t bad = 0;
  struct nut_slice rest = nut_slice_cut(p->text, p->at, p->text.len);
  size_t len = nut_utf_decode(rest, &code, &bad);
  p->at += len ? len : 1;
  return len ? code : NUT_REPLACEMENT;
}

static uint32_t read_escaped_code(struct parser *p)
{
  uint32_t code = read_code(p);
  switch (code) {
  case 'n':
    return '\n';
  case 't':
    return '\t';
  case 'r':
    return '\r';
  case 'f':
    return '\f';
  case 'e':
    return 0x1B;
  case 'x':
    return read_hex(p);
  default:
    return code;
  }
}

/* Letters that are escapes without being a character. */
static bool is_zero_width(char c)
{
  return c == 'b' || c == 'B' || c == 'A' || c == 'z' || c == 'Z';
}

/* ---- classes ---- */

/* Only the ASCII half is turned round; of the rest all is possible. */
static void negate(struct nut_node *set)
{
  set->set.bits[0] = ~set->set.bits[0];
  set->set.bits[1] = ~set->set.bits[1];
  set->n_codes = 0;
  set->open = true;
}

/* [:alpha:] inside a class: taken as anything. */
static bool skip_posix(struct parser *p, struct nut_node *set)
{
  if (p->text.ptr[p->at] != '[' || p->at + 1 >= p->text.len
      || p->text.ptr[p->at + 1] != ':')
    return false;
  size_t end = nut_slice_find(p->text, ']', p->at);
  if (end == NUT_SLICE_NONE)
    return false;
  p->at = end + 1;
  add_property(set, nut_slice_of(""), false);
  return true;
}

static bool ends_class(const struct parser *p, bool first)
{
  return p->at >= p->text.len || (p->text.ptr[p->at] == ']' && !first);
}

static uint32_t read_class_code(struct parser *p)
{
  if (p->text.ptr[p->at] != '\\')
    return read_code(p);
  p->at++;
  if (p->at < p->text.len && p->text.ptr[p->at] == 'b') {
    p->at++;
    return '\b';
  }
  return read_escaped_code(p);
}

static void read_class_item(struct parser *p, struct nut_node *set)
{
  if (skip_posix(p, set))
    return;
  if (p->text.ptr[p->at] == '\\' && p->at + 1 < p->text.len) {
    size_t back = p->at++;
    if (read_class_escape(p, set))
      return;
    p->at = back;
  }
  uint32_t from = read_class_code(p);
  uint32_t to = from;
  if (p->at + 1 < p->text.len && p->text.ptr[p->at] == '-'
      && p->text.ptr[p->at + 1] != ']') {
    p->at++;
    to = read_class_code(p);
  }
  add_range(p, set, from, to);
}

static struct nut_node *read_class(struct parser *p)
{
  struct nut_node *set = new_node(p, NUT_NODE_SET);
  bool negated = false;
  bool first = true;
  if (!set)
    return NULL;
  p->at++;
  if (p->at < p->text.len && p->text.ptr[p->at] == '^') {
    negated = true;
    p->at++;
  }
  while (!ends_class(p, first)) {
    read_class_item(p, set);
    first = false;
  }
  p->at++;
  if (negated)
    negate(set);
  return set;
}

/* ---- groups ---- */

static struct nut_node *read_alternatives(struct parser *p);
static struct nut_node *read_group(struct parser *p);

static bool looking_at(const struct parser *p, const char *text)
{
  if (p->at >= p->text.len || p->text.ptr[p->at] != text[0])
    return false;
  return nut_slice_starts(nut_slice_cut(p->text, p->at, p->text.len), text);
}

static void skip_close(struct parser *p)
{
  if (p->at < p->text.len && p->text.ptr[p->at] == ')')
    p->at++;
}

/* (?i) and (?-i: ; p->at is behind "(?". The first sort holds to the end of
 * the group around it, which puts the option back; the second to its own
 * end. */
static struct nut_node *read_options(struct parser *p)
{
  bool before = p->match_case;
  bool on = true;
  while (p->at < p->text.len && p->text.ptr[p->at] != ':'
         && p->text.ptr[p->at] != ')') {
    if (p->text.ptr[p->at] == '-')
      on = false;
    else
      p->match_case = !on;
    p->at++;
  }
  if (p->at < p->text.len && p->text.ptr[p->at++] == ')')
    return new_node(p, NUT_NODE_EMPTY); /* holds to the group's end */
  struct nut_node *node = read_alternatives(p);
  skip_close(p);
  p->match_case = before;
  return node;
}

/* (?(1)yes|no): either; without a "no" perhaps nothing.  The condition itself
 * is a lookaround or a group's number: no length. */
static struct nut_node *read_conditional(struct parser *p)
{
  if (looking_at(p, "(?")) {
    (void)read_group(p);
  } else {
    size_t end = nut_slice_find(p->text, ')', p->at);
    p->at = end == NUT_SLICE_NONE ? p->text.len : end + 1;
  }
  struct nut_node *node = read_alternatives(p);
  skip_close(p);
  if (node && node->n_kids < 2)
    add_kid(p, node, new_node(p, NUT_NODE_EMPTY));
  return node;
}

/* What a lookaround sees is not in the match; of one that looks ahead for
 * something it is kept. */
static struct nut_node *look(struct parser *p, bool ahead,
                             struct nut_node *seen)
{
  struct nut_node *node =
      new_node(p, ahead ? NUT_NODE_AHEAD : NUT_NODE_EMPTY);
  if (ahead)
    add_kid(p, node, seen);
  return node;
}

static struct nut_node *read_group(struct parser *p)
{
  bool before = p->match_case;
  bool ahead = looking_at(p, "(?=");
  bool looks = ahead || looking_at(p, "(?!") || looking_at(p, "(?<=")
               || looking_at(p, "(?<!");
  struct nut_node *node = NULL;
  if (looking_at(p, "(?(")) {
    p->at += 2;
    return read_conditional(p);
  }
  if (looking_at(p, "(?:") || looking_at(p, "(?>") || looks) {
    p->at += looking_at(p, "(?<") ? 4 : 3;
  } else if (looking_at(p, "(?")) {
    p->at += 2;
    return read_options(p);
  } else {
    p->at++;
  }
  node = read_alternatives(p);
  skip_close(p);
  p->match_case = before;
  return looks ? look(p, ahead, node) : node;
}

static struct nut_node *read_backslash(struct parser *p)
{
  p->at++;
  char c = p->at < p->text.len ? p->text.ptr[p->at] : '\0';
  if (is_zero_width(c)) {
    p->at++;
    return new_node(p, NUT_NODE_EMPTY);
  }
  struct nut_node *set = new_node(p, NUT_NODE_SET);
  if (!set || read_class_escape(p, set))
    return set;
  bool code = !nut_is_alpha(c) && !nut_is_digit(c);
  if (code || c == 'n' || c == 't' || c == 'r' || c == 'f' || c == 'e'
      || c == 'x') {
    add_code(p, set, read_escaped_code(p));
    return set;
  }
  /* \Q \R \X \k{..} and back references: nothing is known of them */
  p->at = p->text.len;
  p->lost = true;
  return new_node(p, NUT_NODE_ANY);
}

/* Also a NUL, which . does not match: the wider side. */
static struct nut_node *read_dot(struct parser *p)
{
  struct nut_node *set = new_node(p, NUT_NODE_SET);
  p->at++;
  if (set)
    add_property(set, nut_slice_of(""), false);
  return set;
}

static bool is_quantifier(char c)
{
  return c == '?' || c == '*' || c == '+' || c == '{';
}

static bool is_plain(char c)
{
  return nut_is_alpha(c) || nut_is_digit(c);
}

/* A run of letters and digits; its last character is left to a quantifier
 * that follows. */
static struct nut_node *read_text(struct parser *p)
{
  size_t len = 0;
  while (p->at + len < p->text.len && is_plain(p->text.ptr[p->at + len]))
    len++;
  bool quantified = p->at + len < p->text.len
                    && is_quantifier(p->text.ptr[p->at + len]);
  if (quantified && len > 1)
    len--;
  struct nut_node *node = new_node(p, NUT_NODE_TEXT);
  if (node) {
    node->text = nut_slice_cut(p->text, p->at, p->at + len);
    node->match_case = p->match_case;
  }
  p->at += len;
  return node;
}

/* p->at is inside the text, at no ) or |. */
static struct nut_node *read_atom(struct parser *p)
{
  char c = p->text.ptr[p->at];
  switch (c) {
  case '(':
    return read_group(p);
  case '[':
    return read_class(p);
  case '.':
    return read_dot(p);
  case '^':
  case '$':
    p->at++;
    return new_node(p, NUT_NODE_EMPTY);
  case '\\':
    return read_backslash(p);
  default:
    break;
  }
  if (is_plain(c))
    return read_text(p);
  struct nut_node *set = new_node(p, NUT_NODE_SET);
  if (set)
    add_code(p, set, read_code(p));
  return set;
}

/* ---- quantifiers ---- */

static uint32_t read_count(struct parser *p, uint32_t otherwise)
{
  uint32_t count = 0;
  size_t start = p->at;
  while (p->at < p->text.len && nut_is_digit(p->text.ptr[p->at])
         && count < NUT_LENGTH_ANY)
    count = count * 10 + (uint32_t)(p->text.ptr[p->at++] - '0');
  return p->at == start ? otherwise : count;
}

/* Is the { at p->at a quantifier?  {3} {2,} {2,4} */
static bool is_counted(const struct parser *p)
{
  return p->at + 1 < p->text.len && p->text.ptr[p->at] == '{'
         && nut_is_digit(p->text.ptr[p->at + 1]);
}

static bool read_quantifier(struct parser *p, uint32_t *min, uint32_t *max)
{
  char c = p->at < p->text.len ? p->text.ptr[p->at] : '\0';
  *min = c == '+';
  *max = c == '?' ? 1 : NUT_LENGTH_ANY;
  if (is_counted(p)) {
    p->at++;
    *min = read_count(p, 0);
    *max = *min;
    if (p->at < p->text.len && p->text.ptr[p->at] == ',') {
      p->at++;
      *max = read_count(p, NUT_LENGTH_ANY);
    }
  } else if (c != '?' && c != '*' && c != '+') {
    return false;
  }
  p->at++;
  /* lazy and possessive change the order of attempts only */
  if (p->at < p->text.len
      && (p->text.ptr[p->at] == '?' || p->text.ptr[p->at] == '+'))
    p->at++;
  return true;
}

/* White space between tokens means nothing (extended mode). */
static void skip_blanks(struct parser *p)
{
  while (p->at < p->text.len && is_space((unsigned char)p->text.ptr[p->at]))
    p->at++;
}

/* Quantifiers can be stacked: a{2}{3}. */
static struct nut_node *read_quantified(struct parser *p)
{
  struct nut_node *atom = read_atom(p);
  uint32_t min = 0;
  uint32_t max = 0;
  skip_blanks(p);
  while (atom && read_quantifier(p, &min, &max)) {
    struct nut_node *repeat = new_node(p, NUT_NODE_REPEAT);
    if (!repeat)
      return NULL;
    repeat->min = min;
    repeat->max = max;
    add_kid(p, repeat, atom);
    atom = repeat;
    skip_blanks(p);
  }
  return atom;
}

/* Every turn moves on by a byte at least, or memory is out. */
static struct nut_node *read_sequence(struct parser *p)
{
  struct nut_node *cat = new_node(p, NUT_NODE_CAT);
  for (;;) {
    skip_blanks(p);
    if (p->arena->failed || p->at >= p->text.len
        || p->text.ptr[p->at] == '|' || p->text.ptr[p->at] == ')')
      return cat;
    add_kid(p, cat, read_quantified(p));
  }
}

static struct nut_node *read_alternatives(struct parser *p)
{
  struct nut_node *alt = new_node(p, NUT_NODE_ALT);
  add_kid(p, alt, read_sequence(p));
  while (p->at < p->text.len && p->text.ptr[p->at] == '|') {
    p->at++;
    add_kid(p, alt, read_sequence(p));
  }
  return alt;
}

/* ---- attributes ---- */

static uint32_t sum(uint32_t a, uint32_t b)
{
  return a + b > NUT_LENGTH_ANY ? NUT_LENGTH_ANY : a + b;
}

static uint32_t product(uint32_t a, uint32_t b)
{
  uint64_t wide = (uint64_t)a * b;
  return wide > NUT_LENGTH_ANY ? NUT_LENGTH_ANY : (uint32_t)wide;
}

/* Bytes of characters outside ASCII are not told apart. */
static const struct nut_byte_set high = { { 0, 0, ~0ULL, ~0ULL } };
static const struct nut_byte_set every = { { ~0ULL, ~0ULL, ~0ULL, ~0ULL } };

static void set_attributes(struct nut_node *node)
{
  bool wide = node->open || node->n_codes;
  node->min_len = 1;
  node->max_len = wide ? 4 : 1;
  node->all = node->set;
  if (wide)
    nut_byte_set_add(&node->all, &high);
  node->first = node->all;
  node->last = node->all;
}

static void add_folded(struct nut_byte_set *set, char c, bool match_case)
{
  add_byte(set, (unsigned char)c);
  if (!match_case && nut_is_alpha(c))
    add_byte(set, (unsigned char)(c ^ 0x20));
}

static void text_attributes(struct nut_node *node)
{
  node->min_len = (uint32_t)node->text.len;
  node->max_len = node->min_len;
  for (size_t i = 0; i < node->text.len; i++)
    add_folded(&node->all, node->text.ptr[i], node->match_case);
  add_folded(&node->first, node->text.ptr[0], node->match_case);
  add_folded(&node->last, node->text.ptr[node->text.len - 1],
             node->match_case);
}

static void any_attributes(struct nut_node *node)
{
  node->nullable = true;
  node->max_len = NUT_LENGTH_ANY;
  node->all = every;
  node->first = every;
  node->last = every;
}

/* The bounds of the branches, the union of their bytes. */
static void alt_attributes(struct nut_node *node)
{
  node->min_len = NUT_LENGTH_ANY;
  for (size_t i = 0; i < node->n_kids; i++) {
    const struct nut_node *kid = node->kids[i];
    node->nullable = node->nullable || kid->nullable;
    if (kid->min_len < node->min_len)
      node->min_len = kid->min_len;
    if (kid->max_len > node->max_len)
      node->max_len = kid->max_len;
    nut_byte_set_add(&node->first, &kid->first);
    nut_byte_set_add(&node->last, &kid->last);
    nut_byte_set_add(&node->all, &kid->all);
  }
}

/* First bytes go on over what may be empty; so do last ones, from the end. */
static void cat_attributes(struct nut_node *node)
{
  node->nullable = true;
  for (size_t i = 0; i < node->n_kids; i++) {
    const struct nut_node *kid = node->kids[i];
    if (node->nullable)
      nut_byte_set_add(&node->first, &kid->first);
    node->nullable = node->nullable && kid->nullable;
    node->min_len = sum(node->min_len, kid->min_len);
    node->max_len = sum(node->max_len, kid->max_len);
    nut_byte_set_add(&node->all, &kid->all);
  }
  for (size_t i = node->n_kids; i-- > 0;) {
    nut_byte_set_add(&node->last, &node->kids[i]->last);
    if (!node->kids[i]->nullable)
      break;
  }
}

static void repeat_attributes(struct nut_node *node)
{
  const struct nut_node *kid = node->kids[0];
  node->nullable = kid->nullable || node->min == 0;
  node->min_len = product(kid->min_len, node->min);
  node->max_len = product(kid->max_len, node->max);
  node->first = kid->first;
  node->last = kid->last;
  node->all = kid->all;
}

/* Kids first; as deep as the pattern's parentheses nest. */
static void attributes(struct nut_node *node)
{
  for (size_t i = 0; i < node->n_kids; i++)
    attributes(node->kids[i]);
  switch (node->type) {
  case NUT_NODE_EMPTY:
  case NUT_NODE_AHEAD:
    node->nullable = true;
    break;
  case NUT_NODE_ANY:
    any_attributes(node);
    break;
  case NUT_NODE_SET:
    set_attributes(node);
    break;
  case NUT_NODE_TEXT:
    text_attributes(node);
    break;
  case NUT_NODE_CAT:
    cat_attributes(node);
    break;
  case NUT_NODE_ALT:
    alt_attributes(node);
    break;
  case NUT_NODE_REPEAT:
    repeat_attributes(node);
    break;
  }
}

struct nut_node *nut_syntax_parse(struct nut_arena *arena,
                                  struct nut_slice pattern, bool match_case)
{
  struct parser p = { arena, pattern, 0, match_case, false };
  struct nut_node *root = read_alternatives(&p);
  if (p.lost || p.at < pattern.len)
    root = new_node(&p, NUT_NODE_ANY);
  if (arena->failed || !root)
    return NULL;
  attributes(root);
  return root;
}
