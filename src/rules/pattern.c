/* One walk over a rule's lines that copies PCRE2 syntax and expands the rest,
 * so that all of PCRE2 need not be parsed; what it must not hold is refused.
 * Each piece put out is mapped to where it was written.  Brackets of a
 * sub-pattern close inside it.  After a mistake the walk goes on, to tell the
 * next ones. */
#include "rules/pattern.h"

#include "base/slice.h"
#include "rules/pattern_text.h"

static const struct nut_slice none = { NULL, 0 };

struct bracket {
  struct nut_slice at;
  const struct nut_source *source;
  bool fact; /* its edges are still to be closed */
};

struct expander {
  struct nut_arena *arena;
  struct nut_diag *diag;
  const struct nut_names *names;
  const struct nut_kind *kind; /* NULL in a reject, or when unknown */
  struct nut_rule *rule;
  struct nut_buf out;
  size_t cap_map;
  size_t cap_captures;
  struct bracket brackets[NUT_BRACKETS_MAX];
  size_t n_brackets;
  size_t base;     /* brackets that were open when this sub-pattern began */
  size_t too_deep; /* brackets left out of the array */
  const struct nut_define *stack[NUT_DEFINE_DEPTH];
  size_t depth;
  /* the place being read */
  const struct nut_source *source;
  struct nut_slice line;
  size_t at;
  /* for "a blank between two words" */
  struct nut_slice word;  /* the word just read; empty after others */
  bool blank;             /* a blank came after it */
  bool match_case;        /* of the rule, or a sub-pattern around the place */
  bool failed;            /* this pattern has been complained about */
};

static void complain_help(struct expander *x, struct nut_slice at,
                          struct nut_slice help, const char *what)
{
  nut_diag_error(x->diag, x->source, at, help, "%s", what);
  x->failed = true;
}

static void complain(struct expander *x, struct nut_slice at,
                     const char *what)
{
  complain_help(x, at, none, what);
}

static struct nut_slice rest_of(const struct expander *x)
{
  return nut_slice_cut(x->line, x->at, x->line.len);
}

static struct nut_slice here(const struct expander *x, size_t len)
{
  return nut_slice_cut(x->line, x->at, x->at + len);
}

static char peek(const struct expander *x, size_t ahead)
{
  return x->at + ahead < x->line.len ? x->line.ptr[x->at + ahead] : '\0';
}

/* Note that what is appended next came from `at`. */
static void map_to(struct expander *x, struct nut_slice at)
{
  struct nut_rule *rule = x->rule;
  rule->map = nut_arena_grow(x->arena, rule->map, rule->n_map, &x->cap_map,
                             sizeof *rule->map);
  if (rule->map)
    rule->map[rule->n_map++] =
        (struct nut_pattern_map){ x->out.len, x->source, at };
}

static void check_seen(struct expander *x, struct nut_slice text)
{
  for (size_t i = 0; i < text.len; i++) {
    char plain = '\0';
    size_t len =
        nut_pattern_unseen_len(nut_slice_cut(text, i, text.len), &plain);
    if (len == 0)
      continue;
    complain(x, nut_slice_cut(text, i, i + len),
             "no article has this character when rules see it: quotes are"
             " straight, blanks plain, soft hyphens gone");
    return;
  }
}

/* Append the next len bytes of the line as they are. */
static void copy(struct expander *x, size_t len)
{
  struct nut_slice text = here(x, len);
  check_seen(x, text);
  map_to(x, text);
  nut_buf_add(&x->out, text);
  x->at += text.len;
}

static void put(struct expander *x, struct nut_slice at, const char *text)
{
  map_to(x, at);
  nut_buf_add_text(&x->out, text);
}

/* ---- brackets and captures ---- */

static void push(struct expander *x, struct nut_slice at, bool fact)
{
  if (x->n_brackets == NUT_BRACKETS_MAX) {
    if (x->too_deep++ == 0)
      complain(x, at, "parentheses nest too deep (250)");
    return;
  }
  x->brackets[x->n_brackets++] = (struct bracket){ at, x->source, fact };
}

static bool add_capture(struct expander *x, const struct nut_capture *capture)
{
  struct nut_rule *rule = x->rule;
  if (rule->n_captures == NUT_CAPTURES_MAX)
    return false;
  rule->captures =
      nut_arena_grow(x->arena, rule->captures, rule->n_captures,
                     &x->cap_captures, sizeof *rule->captures);
  if (!rule->captures)
    return false;
  rule->captures[rule->n_captures++] = *capture;
  return true;
}

/* "min2" -> "min" and 2; "fact" -> 1. */
static unsigned split_fact(struct nut_slice *name)
{
  char last = name->len ? name->ptr[name->len - 1] : '\0';
  if (last < '2' || last > '0' + NUT_FACTS_PER_MATCH)
    return 1;
  name->len--;
  return (unsigned)(last - '0');
}

static void tell_no_field(struct expander *x, struct nut_slice at,
                          struct nut_slice name)
{
  struct nut_buf help;
  nut_buf_init(&help, x->arena->mem);
  if (x->kind)
    nut_kind_list(x->kind, NUT_CAPTURE, &help);
  nut_diag_error(x->diag, x->source, at, nut_buf_slice(&help),
                 x->kind ? "%s has no capture \"%.*s\""
                         : "a %s captures nothing but fact: \"%.*s\"",
                 x->kind ? x->kind->name : "reject", (int)name.len, name.ptr);
  nut_buf_drop(&help);
  x->failed = true;
}

static bool find_field(struct expander *x, struct nut_slice at,
                       struct nut_slice name, size_t *field)
{
  if (nut_slice_is(name, "fact")) {
    *field = NUT_FIELD_FACT;
    return true;
  }
  /* Of an unknown kind any name may be a field. */
  if (!x->kind && !x->rule->reject) {
    *field = 0;
    return true;
  }
  *field = x->kind ? nut_kind_field(x->kind, name, NUT_CAPTURE)
                   : NUT_KIND_NONE;
  if (*field != NUT_KIND_NONE)
    return true;
  tell_no_field(x, at, name);
  return false;
}

/* Register a group named `name` (with its digit); the group's number is the
 * next one. */
static bool open_capture(struct expander *x, struct nut_slice at,
                         struct nut_slice name, struct nut_capture *capture)
{
  if (x->depth) {
    complain(x, at, "a sub-pattern has no captures");
    return false;
  }
  if (capture->list || capture->define) {
    if (nut_slice_starts(name, "fact")) {
      complain(x, at, "the extent of a fact is written (?<fact> ...)");
      return false;
    }
  }
  capture->fact = split_fact(&name);
  capture->group = x->rule->n_groups + 1;
  if (!find_field(x, at, name, &capture->field))
    return false;
  if ((capture->field == NUT_FIELD_FACT || capture->fact > 1)
      && capture->fact > x->rule->n_facts)
    x->rule->n_facts = capture->fact;
  if (!add_capture(x, capture)) {
    complain(x, at, "more than 96 captures in one rule");
    return false;
  }
  x->rule->n_groups++;
  return true;
}

static size_t name_len(struct nut_slice text)
{
  size_t len = 0;
  while (len < text.len
         && (nut_is_alpha(text.ptr[len]) || nut_is_digit(text.ptr[len])
             || text.ptr[len] == '_' || text.ptr[len] == '.'))
    len++;
  return len;
}

/* The rest of the group is read on, so that its end is no mistake. */
static void refuse_group(struct expander *x, size_t len, const char *what)
{
  complain(x, here(x, len), what);
  if (peek(x, len) == '\0')
    x->too_deep++;
  else
    push(x, here(x, 1), false);
  x->at += here(x, len).len;
}

/* (?<name> */
static void read_named_group(struct expander *x)
{
  struct nut_slice rest = rest_of(x);
  size_t len = name_len(nut_slice_cut(rest, 3, rest.len));
  struct nut_slice name = nut_slice_cut(rest, 3, 3 + len);
  struct nut_capture capture = { 0 };
  if (len == 0 || peek(x, 3 + len) != '>') {
    refuse_group(x, 3 + len, "a capture is written (?<field> ...)");
    return;
  }
  struct nut_slice at = here(x, 4 + len);
  bool known = open_capture(x, name, name, &capture);
  bool fact = known && capture.field == NUT_FIELD_FACT;
  push(x, at, fact);
  put(x, at, "(");
  if (fact && !x->rule->edges_open)
    put(x, at, NUT_PATTERN_EDGE_START "(?:");
  x->at += 4 + len;
}

/* (?(condition) */
static void read_condition(struct expander *x)
{
  push(x, here(x, 3), false);
  if (peek(x, 3) == '?') {
    copy(x, 2);
    return;
  }
  size_t close = nut_slice_find(x->line, ')', x->at);
  if (peek(x, 3) != '<' && !nut_is_digit(peek(x, 3)))
    complain(x, here(x, 4), "recursion is not part of the rule language");
  if (close == NUT_SLICE_NONE)
    close = x->line.len;
  copy(x, close + 1 - x->at);
}

/* (?i) (?-i: ... only the letter i is left to rules. */
static void read_options(struct expander *x)
{
  size_t len = 2;
  while (peek(x, len) == 'i' || peek(x, len) == '-')
    len++;
  char end = peek(x, len);
  if (len == 2 || (end != ':' && end != ')')) {
    refuse_group(x, end == ')' ? len : len + 1,
                 "only the option i can be set inside a pattern");
    return;
  }
  if (end == ':')
    push(x, here(x, 1), false);
  copy(x, len + 1);
}

/* (?R) (?&name) (?1) (?+1) (?-1) */
static bool is_call(char c, char d)
{
  return c == 'R' || c == '&' || c == '+' || nut_is_digit(c)
         || (c == '-' && nut_is_digit(d));
}

static void read_question_group(struct expander *x)
{
  char c = peek(x, 2);
  char d = peek(x, 3);
  if (c == ':' || c == '=' || c == '!' || c == '>') {
    push(x, here(x, 1), false);
    copy(x, 3);
  } else if (c == '<' && (d == '=' || d == '!')) {
    push(x, here(x, 1), false);
    copy(x, 4);
  } else if (c == '<') {
    read_named_group(x);
  } else if (c == '(') {
    read_condition(x);
  } else if (is_call(c, d)) {
    refuse_group(x, 3, "recursion is not part of the rule language");
  } else if (c == 'C') {
    refuse_group(x, 3, "callouts are not part of the rule language");
  } else if (c == 'P' || c == '\'') {
    refuse_group(x, 3, "a capture is written (?<field> ...)");
  } else if (c == '|' || c == '#') {
    refuse_group(x, 3, "this kind of group is not part of the rule language");
  } else {
    read_options(x);
  }
}

/* The groups of a sub-pattern have no numbers: those of a rule are the ones
 * that stand in it. */
static void read_plain_group(struct expander *x)
{
  if (x->depth == 0) {
    x->rule->n_groups++;
    copy(x, 1);
    return;
  }
  put(x, here(x, 1), "(?:");
  x->at++;
}

static void read_open(struct expander *x)
{
  if (peek(x, 1) == '?') {
    read_question_group(x);
  } else if (peek(x, 1) == '*') {
    refuse_group(x, 2, "(* verbs are not part of the rule language");
  } else {
    push(x, here(x, 1), false);
    read_plain_group(x);
  }
}

static void read_close(struct expander *x)
{
  struct nut_slice at = here(x, 1);
  if (x->too_deep || x->n_brackets == x->base) {
    if (x->too_deep)
      x->too_deep--;
    else
      complain(x, at, "a ) without its (");
    x->at++;
    return;
  }
  const struct bracket *open = &x->brackets[--x->n_brackets];
  if (open->fact && !x->rule->edges_open)
    put(x, at, ")" NUT_PATTERN_EDGE_END);
  copy(x, 1);
}

/* ---- classes, escapes ---- */

static void read_class(struct expander *x)
{
  size_t len = nut_pattern_class_len(rest_of(x));
  if (len == 0) {
    complain(x, here(x, 1), "a [ is not closed on its line");
    len = rest_of(x).len;
  }
  copy(x, len);
}

static void read_escape(struct expander *x)
{
  char c = peek(x, 1);
  if (c == '_') {
    put(x, here(x, 2), "_");
    x->at += 2;
    return;
  }
  if (c == 'C' || c == 'K' || c == 'G')
    complain(x, here(x, 2), "\\C, \\K and \\G are not part of the rule"
                            " language");
  if (c == 'g' && (peek(x, 2) == '<' || peek(x, 2) == '\''))
    complain(x, here(x, 3), "recursion is not part of the rule language");
  if (c == '\0')
    complain(x, here(x, 1), "a \\ at the end of a line escapes nothing");
  if (x->depth && (c == 'g' || c == 'k' || (c >= '1' && c <= '9')))
    complain(x, here(x, 2), "a sub-pattern has no captures to refer to");
  size_t len = nut_pattern_escape_len(rest_of(x));
  if (c == 'Q' && (len < 4 || x->line.ptr[x->at + len - 1] != 'E'
                   || x->line.ptr[x->at + len - 2] != '\\'))
    complain(x, here(x, 2), "a \\Q without its \\E on the line");
  copy(x, len);
}

/* ---- references ---- */

static void expand_lines(struct expander *x, const struct nut_slice *lines,
                         size_t n_lines);

static const char *gap_of(const struct expander *x)
{
  return x->rule->window_paragraph ? NUT_PATTERN_GAP_PARAGRAPH
                                   : NUT_PATTERN_GAP;
}

static void put_list(struct expander *x, const struct nut_wordlist *list,
                     struct nut_slice at)
{
  if (list->broken) {
    x->failed = true;
  } else if (list->bytes > NUT_LIST_PATTERN_MAX) {
    complain(x, at, "a list over 16 KB as a look-up is not supported yet");
  } else {
    bool folded = !list->match_case && !x->match_case;
    map_to(x, at);
    nut_buf_add_text(&x->out, list->match_case ? "(?-i:" : "(?:");
    if (!nut_pattern_add_list(x->arena, &x->out, list, folded, gap_of(x)))
      x->failed = true;
    nut_buf_add_text(&x->out, ")");
  }
}

/* The way that leads from the i-th open sub-pattern back to it. */
static void tell_cycle(struct expander *x, size_t i, struct nut_slice at)
{
  struct nut_buf way;
  nut_buf_init(&way, x->arena->mem);
  for (size_t k = i; k < x->depth; k++)
    nut_buf_addf(&way, "{%.*s} -> ", (int)x->stack[k]->name.len,
                 x->stack[k]->name.ptr);
  nut_buf_addf(&way, "{%.*s}", (int)x->stack[i]->name.len,
               x->stack[i]->name.ptr);
  complain_help(x, at, nut_buf_slice(&way),
                "a sub-pattern that is defined in terms of itself");
  nut_buf_drop(&way);
}

/* A define that leads back to itself, or nests too deep. */
static bool is_cycle(struct expander *x, const struct nut_define *define,
                     struct nut_slice at)
{
  for (size_t i = 0; i < x->depth; i++) {
    if (x->stack[i] == define) {
      tell_cycle(x, i, at);
      return true;
    }
  }
  if (x->depth == NUT_DEFINE_DEPTH)
    complain(x, at, "sub-patterns nest too deep (16)");
  return x->depth == NUT_DEFINE_DEPTH;
}

/* Too large: what is left of the pattern was not looked at. */
static bool is_full(const struct expander *x)
{
  return x->out.len > NUT_PATTERN_MAX;
}

static void check_closed(struct expander *x, size_t base)
{
  while (x->n_brackets > base) {
    const struct bracket *open = &x->brackets[--x->n_brackets];
    if (is_full(x))
      continue;
    nut_diag_error(x->diag, open->source, open->at, none,
                   "a ( is not closed");
    x->failed = true;
  }
}

/* The sub-pattern's own lines in the place of its name.  The place being read
 * is put back, whatever happened inside. */
static void put_define(struct expander *x, const struct nut_define *define,
                       struct nut_slice at)
{
  const struct nut_source *source = x->source;
  struct nut_slice line = x->line;
  size_t back = x->at;
  size_t base = x->base;
  bool match_case = x->match_case;
  if (define->broken)
    x->failed = true;
  if (define->broken || is_cycle(x, define, at))
    return;
  put(x, at, define->match_case ? "(?-i:" : "(?:");
  x->stack[x->depth++] = define;
  x->source = define->source;
  x->base = x->n_brackets;
  x->match_case = match_case || define->match_case;
  expand_lines(x, define->lines, define->n_lines);
  check_closed(x, x->base);
  x->base = base;
  x->match_case = match_case;
  x->depth--;
  x->source = source;
  x->line = line;
  x->at = back;
  put(x, at, ")");
}

/* Words where a number belongs would give no fact, article for article. */
static void check_list_type(struct expander *x, struct nut_slice at,
                            const struct nut_wordlist *list,
                            const struct nut_capture *capture)
{
  if (!x->kind || list->type != NUT_TEXT || list->broken)
    return;
  const struct nut_field *field = &x->kind->fields[capture->field];
  if (field->type != NUT_INT && field->type != NUT_NUM)
    return;
  nut_diag_error(x->diag, x->source, at, none,
                 "%s is a number, and list %.*s gives text", field->name,
                 (int)list->name.len, list->name.ptr);
  x->failed = true;
}

static void put_reference(struct expander *x, uint32_t found,
                          struct nut_slice at, struct nut_slice field)
{
  struct nut_capture capture = { 0 };
  const struct nut_wordlist *list =
      found % 2 ? NULL : &x->names->lists[found / 2];
  const struct nut_define *define =
      found % 2 ? &x->names->defines[found / 2] : NULL;
  capture.list = list;
  capture.define = define;
  bool captured = field.len && open_capture(x, at, field, &capture);
  if (captured && list)
    check_list_type(x, at, list, &capture);
  if (captured)
    put(x, at, "(");
  if (list)
    put_list(x, list, at);
  else
    put_define(x, define, at);
  if (captured)
    put(x, at, ")");
}

/* {name} or {name:field} */
static void read_reference(struct expander *x)
{
  struct nut_slice rest = rest_of(x);
  size_t end = nut_slice_find(rest, '}', 0);
  if (end == NUT_SLICE_NONE) {
    complain(x, here(x, 1), "a { is not closed on its line");
    x->at = x->line.len;
    return;
  }
  struct nut_slice at = nut_slice_cut(rest, 0, end + 1);
  struct nut_slice name = nut_slice_cut(rest, 1, end);
  struct nut_slice field = none;
  size_t colon = nut_slice_find(name, ':', 0);
  if (colon != NUT_SLICE_NONE) {
    field = nut_slice_cut(name, colon + 1, name.len);
    if (field.len == 0)
      complain(x, at, "no field behind the \":\"");
    name = nut_slice_cut(name, 0, colon);
  }
  uint32_t found = nut_map_get(x->names->index, name);
  if (found == NUT_MAP_NONE) {
    nut_diag_error(x->diag, x->source, at, none,
                   "unknown sub-pattern {%.*s}", (int)name.len, name.ptr);
    x->failed = true;
  } else {
    put_reference(x, found, at, field);
  }
  x->at += at.len;
}

/* ---- the walk over a pattern ---- */

static bool is_word_byte(char c)
{
  return nut_is_alpha(c) || nut_is_digit(c) || ((unsigned char)c & 0x80);
}

static void blank_between_words(struct expander *x, struct nut_slice word)
{
  struct nut_buf help;
  nut_buf_init(&help, x->arena->mem);
  nut_buf_addf(&help, "did you mean `%.*s _ %.*s`?", (int)x->word.len,
               x->word.ptr, (int)word.len, word.ptr);
  if (nut_rf_is_example(x->word) || nut_rf_is_example(word))
    nut_buf_add_text(&help, " or is this a field, indented too deep?");
  complain_help(x, word, nut_buf_slice(&help),
                "a blank in a pattern means nothing; a gap is written _");
  nut_buf_drop(&help);
}

static void read_word(struct expander *x)
{
  size_t len = 0;
  while (is_word_byte(peek(x, len)))
    len++;
  struct nut_slice word = here(x, len);
  if (x->blank && x->word.len)
    blank_between_words(x, word);
  copy(x, len);
  x->word = word;
  x->blank = false;
}

/* Anything but a word; true when it was only a blank. */
static bool read_blank(struct expander *x)
{
  if (!nut_is_blank(peek(x, 0)))
    return false;
  x->blank = true;
  copy(x, 1);
  return true;
}

static void read_gap(struct expander *x)
{
  put(x, here(x, 1), gap_of(x));
  x->at++;
}

static void read_hash(struct expander *x)
{
  complain(x, here(x, 1), "a # in a pattern is written \\#");
  x->at++;
}

static void read_brace(struct expander *x)
{
  complain(x, here(x, 1), "a { begins {name} or {name:field} in lower case,"
                          " or a repeat {2,3}; else it is written \\{");
  x->at++;
}

static void read_token(struct expander *x)
{
  char c = peek(x, 0);
  if (is_word_byte(c)) {
    read_word(x);
    return;
  }
  if (read_blank(x))
    return;
  x->word = none;
  x->blank = false;
  if (c == '\\')
    read_escape(x);
  else if (c == '[')
    read_class(x);
  else if (c == '(')
    read_open(x);
  else if (c == ')')
    read_close(x);
  else if (c == '{' && nut_is_lower(peek(x, 1)))
    read_reference(x);
  else if (c == '{' && !nut_is_digit(peek(x, 1)))
    read_brace(x);
  else if (c == '_')
    read_gap(x);
  else if (c == '#')
    read_hash(x);
  else
    copy(x, 1);
}

static void expand_lines(struct expander *x, const struct nut_slice *lines,
                         size_t n_lines)
{
  x->word = none;
  x->blank = false;
  for (size_t i = 0; i < n_lines; i++) {
    x->line = lines[i];
    x->at = 0;
    while (x->at < x->line.len && !is_full(x))
      read_token(x);
    nut_buf_add_byte(&x->out, '\n');
    x->blank = true;
  }
  x->word = none;
}

/* Every numbered capture belongs to a marked fact; or none is marked, and
 * each fact is as wide as the match. */
static void check_facts(struct expander *x)
{
  struct nut_rule *rule = x->rule;
  bool marked[NUT_FACTS_PER_MATCH + 1] = { false };
  bool any = false;
  for (size_t i = 0; i < rule->n_captures; i++)
    if (rule->captures[i].field == NUT_FIELD_FACT)
      marked[rule->captures[i].fact] = any = true;
  x->source = rule->source;
  for (size_t i = 0; any && i < rule->n_captures; i++) {
    unsigned fact = rule->captures[i].fact;
    if (fact > 1 && (!marked[fact] || !marked[1])) {
      nut_diag_error(x->diag, rule->source, rule->at, none,
                     "a capture of fact %u needs (?<fact> ...) and"
                     " (?<fact%u> ...)", fact, fact);
      x->failed = true;
      return;
    }
  }
}

static void check_size(struct expander *x)
{
  if (x->rule->n_groups > NUT_GROUPS_MAX) {
    nut_diag_error(x->diag, x->rule->source, x->rule->at, none,
                   "more than 250 groups in the pattern of %.*s",
                   (int)x->rule->name.len, x->rule->name.ptr);
    x->failed = true;
  }
  if (x->out.len <= NUT_PATTERN_MAX)
    return;
  nut_diag_error(x->diag, x->rule->source, x->rule->at, none,
                 "the pattern of %.*s is too large after expansion (64 KB)",
                 (int)x->rule->name.len, x->rule->name.ptr);
  x->failed = true;
}

static void expand(struct expander *x)
{
  struct nut_rule *rule = x->rule;
  if (!rule->edges_open)
    put(x, rule->at, NUT_PATTERN_EDGE_START "(?:");
  expand_lines(x, rule->lines, rule->n_lines);
  check_closed(x, 0);
  if (!rule->edges_open)
    put(x, rule->at, ")" NUT_PATTERN_EDGE_END);
  if (!x->arena->failed) /* or captures may be lost */
    check_facts(x);
  check_size(x);
}

static struct expander *begin(struct nut_arena *arena, struct nut_diag *diag,
                              const struct nut_names *names,
                              struct nut_rule *rule)
{
  struct expander *x = nut_arena_alloc(arena, sizeof *x);
  if (!x)
    return NULL;
  x->arena = arena;
  x->diag = diag;
  x->names = names;
  x->rule = rule;
  x->source = rule->source;
  x->match_case = rule->match_case;
  nut_buf_init(&x->out, arena->mem);
  return x;
}

static enum nut_status end(struct expander *x)
{
  x->rule->pattern = nut_arena_copy(x->arena, nut_buf_slice(&x->out));
  bool memory = !x->out.failed && !x->arena->failed;
  nut_buf_drop(&x->out);
  if (!memory)
    return NUT_NOMEM;
  return x->failed ? NUT_RULES : NUT_OK;
}

enum nut_status nut_pattern_expand(struct nut_arena *arena,
                                   struct nut_diag *diag,
                                   const struct nut_names *names,
                                   const struct nut_kinds *kinds,
                                   struct nut_rule *rule)
{
  struct expander *x = begin(arena, diag, names, rule);
  if (!x)
    return NUT_NOMEM;
  if (!rule->reject && rule->kind != NUT_KIND_NONE)
    x->kind = &kinds->kinds[rule->kind];
  expand(x);
  return end(x);
}

enum nut_status nut_pattern_check(struct nut_arena *arena,
                                  struct nut_diag *diag,
                                  const struct nut_names *names,
                                  const struct nut_define *define,
                                  struct nut_rule *out)
{
  *out = (struct nut_rule){ .name = define->name, .source = define->source,
                            .at = define->at, .edges_open = true,
                            .match_case = define->match_case };
  struct expander *x = begin(arena, diag, names, out);
  if (!x)
    return NUT_NOMEM;
  x->stack[x->depth++] = define;
  expand_lines(x, define->lines, define->n_lines);
  check_closed(x, 0);
  check_size(x);
  return end(x);
}
