/* The examples of a rule: yes, no and later lines.
 *
 *     [@DAY] [@REGION] text with [marked] extents => field=value ; field=value
 *
 * Read from left to right: anchors, the text with brackets and escapes taken
 * out while extents are noted, then the fields, one group for each extent.  A
 * field of several lines is joined first; nut_rf_place leads from the joined
 * text back to the file, so a message points at the writer's own line.
 *
 * Only the form is judged here, and that the kind has the fields; whether the
 * rule gives what is expected is found by running it (record). A value is kept
 * as text for that reason: it is compared with what a record would print.
 *
 * Invariants: marks do not nest, are not empty and lie in the plain text's
 * bytes; groups count from 0. After a mistake in brackets or fields the rest
 * is out of step, so one message is enough.  Cost: linear. */
#include "rules/rule.h"

#include "base/day.h"
#include "base/slice.h"
#include "rules/literal.h"

static const struct nut_slice none = { NULL, 0 };

struct state {
  struct nut_rule_reader *reader;
  struct nut_example *example;
  const struct nut_rf_field *field;
  size_t skip;             /* bytes of the keyword */
  struct nut_slice joined; /* all lines of the field */
  size_t cap_assigns;
  bool told;               /* the fields cannot be read on */
};

static struct nut_slice place(const struct state *s, struct nut_slice at)
{
  return nut_rf_place(s->field, s->skip, s->joined, at);
}

static void complain(struct state *s, struct nut_slice at, const char *what)
{
  nut_diag_error(s->reader->diag, s->reader->source, place(s, at), none, "%s",
                 what);
}

/* The form only: which regions there are is for resolve to know. */
static bool is_region(struct nut_slice word)
{
  return word.len == 2 && nut_is_upper(word.ptr[0])
         && nut_is_upper(word.ptr[1]);
}

/* "@2021-09-28" and "@GB" before the text, in any order. */
static struct nut_slice read_anchors(struct state *s, struct nut_slice line)
{
  while (line.len && line.ptr[0] == '@') {
    struct nut_slice rest = line;
    struct nut_slice word = nut_rf_word(&rest);
    struct nut_slice value = nut_slice_cut(word, 1, word.len);
    struct nut_date date;
    if (is_region(value))
      s->example->region = value;
    else if (nut_day_parse(value, &date))
      s->example->published = value;
    else
      complain(s, word, "an anchor is a day, @2021-09-28, or a region, @GB");
    line = rest;
  }
  return line;
}

/* Where " => " begins, or the end of the line.  With blanks on both sides, so
 * that a text may hold "=>" inside a word. */
static size_t find_arrow(struct nut_slice line)
{
  for (size_t i = 0; i + 4 <= line.len; i++)
    if (nut_slice_starts(nut_slice_cut(line, i, line.len), " => "))
      return i;
  bool bare = line.len >= 3
              && nut_slice_is(nut_slice_cut(line, line.len - 3, line.len),
                              " =>");
  return bare ? line.len - 3 : line.len;
}

/* The text of an example while its brackets and escapes are taken out. */
struct marking {
  struct nut_slice text;
  size_t at;
  char *plain;
  size_t len;
  bool open;
  size_t open_at; /* the [ */
  bool told;      /* one message is enough: what follows is out of step */
};

static void complain_mark(struct state *s, struct marking *m, size_t len,
                          const char *what)
{
  if (!m->told)
    complain(s, nut_slice_cut(m->text, m->at, m->at + len), what);
  m->told = true;
}

/* After a complaint it counts as open all the same: its ] is no mistake. */
static void open_mark(struct state *s, struct marking *m)
{
  struct nut_example *e = s->example;
  if (m->open)
    complain_mark(s, m, 1, "brackets do not nest; write \\[ for a bracket");
  else if (e->n_marks == NUT_FACTS_PER_MATCH)
    complain_mark(s, m, 1, "more than eight marked extents");
  else
    e->marks[e->n_marks].start = m->len;
  m->open_at = m->open ? m->open_at : m->at;
  m->open = true;
}

/* The place of a mark, for messages, is the whole of [ ... ]. */
static void close_mark(struct state *s, struct marking *m)
{
  struct nut_example *e = s->example;
  if (!m->open)
    complain_mark(s, m, 1, "a ] without its [; write \\] for a bracket");
  else if (!m->told && e->marks[e->n_marks].start == m->len)
    complain_mark(s, m, 1, "[ ] marks nothing; a fact has a text");
  m->open = false;
  if (m->told)
    return;
  e->marks[e->n_marks].at =
      place(s, nut_slice_cut(m->text, m->open_at, m->at + 1));
  e->marks[e->n_marks++].end = m->len;
}

/* \[ \] \n \\ and, so that a text may begin with it, \@ */
static void read_escape(struct state *s, struct marking *m)
{
  char c = m->at + 1 < m->text.len ? m->text.ptr[m->at + 1] : '\0';
  if (c != '[' && c != ']' && c != 'n' && c != '\\' && c != '@')
    complain_mark(s, m, 2, "the escapes of an example are \\[ \\] \\n \\\\"
                           " and \\@");
  m->plain[m->len++] = c == 'n' ? '\n' : c;
  m->at++;
}

/* Take brackets and escapes out of the text.  In a "no" brackets are
 * themselves.  What is taken out only makes the text shorter, so its length is
 * enough room. */
static enum nut_status read_marked(struct state *s, struct nut_slice text)
{
  struct marking m = { .text = text };
  bool brackets = s->example->sort != NUT_NO;
  m.plain = nut_arena_alloc(s->reader->arena, text.len + 2);
  if (!m.plain)
    return NUT_NOMEM;
  for (; m.at < text.len; m.at++) {
    char c = text.ptr[m.at];
    if (c == '\\')
      read_escape(s, &m);
    else if (c == '[' && brackets)
      open_mark(s, &m);
    else if (c == ']' && brackets)
      close_mark(s, &m);
    else
      m.plain[m.len++] = c;
  }
  /* The place of the message is where the writer's mistake began. */
  m.at = m.open_at;
  if (m.open)
    complain_mark(s, &m, 1, "a [ is not closed");
  s->example->text = (struct nut_slice){ m.plain, m.len };
  return NUT_OK;
}

static size_t skip_blanks(struct nut_slice text, size_t at)
{
  while (at < text.len && nut_is_blank(text.ptr[at]))
    at++;
  return at;
}

/* Where the value that begins at `at` ends: behind its closing quote, or at a
 * blank or ";". */
static size_t value_end(struct nut_slice text, size_t at)
{
  bool quoted = at < text.len && text.ptr[at] == '"';
  for (size_t i = at + quoted; i < text.len; i++) {
    char c = text.ptr[i];
    if (c == '\\' && quoted)
      i++;
    else if (quoted && c == '"')
      return i + 1;
    else if (!quoted && (nut_is_blank(c) || c == ';'))
      return i;
  }
  return text.len;
}

/* field=value, blanks around the "=" or not: its length, and where the field
 * and the value are cut. */
struct cut {
  size_t field_end;
  size_t value;
  size_t end;
  bool equals;
};

static struct cut cut_assign(struct nut_slice text)
{
  struct cut cut = { 0 };
  while (cut.field_end < text.len && text.ptr[cut.field_end] != '='
         && text.ptr[cut.field_end] != ';'
         && !nut_is_blank(text.ptr[cut.field_end]))
    cut.field_end++;
  size_t at = skip_blanks(text, cut.field_end);
  cut.equals = at < text.len && text.ptr[at] == '=';
  cut.value = cut.equals ? skip_blanks(text, at + 1) : cut.field_end;
  cut.end = cut.equals ? value_end(text, cut.value) : cut.field_end;
  return cut;
}

/* A value begins with a quote, but that is not closed. */
static bool half_quoted(struct nut_slice value)
{
  if (value.len == 0 || value.ptr[0] != '"')
    return false;
  return value.len == 1 || value.ptr[value.len - 1] != '"';
}

/* Each value as text, whatever its field's type: quotes and escapes off. */
static enum nut_status add_assign(struct state *s, struct nut_slice text,
                                  const struct cut *cut, size_t group)
{
  struct nut_example *e = s->example;
  struct nut_slice at = nut_slice_cut(text, 0, cut->end);
  struct nut_slice written = nut_slice_cut(text, cut->value, cut->end);
  struct nut_value value;
  if (!cut->equals || cut->field_end == 0 || written.len == 0
      || half_quoted(written)) {
    complain(s, at, half_quoted(written) ? "a quote is not closed"
                                         : "field=value expected");
    s->told = true;
    return NUT_OK;
  }
  if (!nut_literal(s->reader->arena, written, NUT_TEXT, &value))
    return NUT_NOMEM;
  e->assigns = nut_arena_grow(s->reader->arena, e->assigns, e->n_assigns,
                              &s->cap_assigns, sizeof *e->assigns);
  if (!e->assigns)
    return NUT_NOMEM;
  e->assigns[e->n_assigns++] = (struct nut_assign){
    .at = place(s, at), .field = nut_slice_cut(text, 0, cut->field_end),
    .value = value.as.text, .group = group
  };
  return NUT_OK;
}

/* A ";" goes on to the next extent's fields. */
static enum nut_status read_assigns(struct state *s, struct nut_slice text)
{
  size_t group = 0;
  text = nut_slice_trim(text);
  while (text.len && !s->told) {
    struct cut cut = { .end = 1 };
    if (text.ptr[0] == ';') {
      group++;
    } else {
      cut = cut_assign(text);
      if (add_assign(s, text, &cut, group) != NUT_OK)
        return NUT_NOMEM;
    }
    text = nut_slice_trim(nut_slice_cut(text, cut.end, text.len));
  }
  size_t groups = s->example->n_marks ? s->example->n_marks : 1;
  if (!s->told && s->example->n_assigns && group >= groups)
    complain(s, s->example->assigns[s->example->n_assigns - 1].at,
             "more groups of fields than marked extents");
  return NUT_OK;
}

/* Every field named must be one of the kind's.  Also those that only a record
 * has: an example says what comes out. */
static void check_fields(struct state *s, const struct nut_rule *rule)
{
  const struct nut_example *e = s->example;
  if (rule->reject) {
    if (e->n_assigns)
      complain(s, e->assigns[0].at, "a reject has no fields");
    return;
  }
  if (rule->kind == NUT_KIND_NONE)
    return;
  const struct nut_kind *kind = &s->reader->kinds->kinds[rule->kind];
  struct nut_buf help;
  nut_buf_init(&help, s->reader->arena->mem);
  nut_kind_list(kind, NUT_BOTH, &help);
  for (size_t i = 0; i < e->n_assigns; i++)
    if (nut_kind_field(kind, e->assigns[i].field, NUT_BOTH) == NUT_KIND_NONE)
      nut_diag_error(s->reader->diag, s->reader->source, e->assigns[i].at,
                     nut_buf_slice(&help), "%s has no field \"%.*s\"",
                     kind->name, (int)e->assigns[i].field.len,
                     e->assigns[i].field.ptr);
  nut_buf_drop(&help);
}

enum nut_status nut_example_read(struct nut_rule_reader *reader,
                                 const struct nut_rule *rule,
                                 enum nut_example_sort sort,
                                 const struct nut_rf_field *field,
                                 size_t skip, struct nut_example *out)
{
  struct state s = { .reader = reader, .example = out, .field = field,
                     .skip = skip };
  *out = (struct nut_example){ .sort = sort };
  struct nut_slice line = field->lines[0];
  s.joined = nut_slice_trim(nut_slice_cut(line, skip, line.len));
  if (field->n_lines > 1
      && !nut_rf_join(reader->arena, field, skip, &s.joined))
    return NUT_NOMEM;
  struct nut_slice text = read_anchors(&s, s.joined);
  size_t arrow = sort == NUT_NO ? text.len : find_arrow(text);
  out->at = s.joined.len ? place(&s, s.joined) : line;
  if (read_marked(&s, nut_slice_cut(text, 0, arrow)) != NUT_OK)
    return NUT_NOMEM;
  if (out->text.len == 0)
    complain(&s, out->at, "an example without text");
  if (arrow == text.len)
    return NUT_OK;
  struct nut_slice assigns = nut_slice_cut(text, arrow + 3, text.len);
  enum nut_status status = read_assigns(&s, assigns);
  if (status == NUT_OK && out->n_assigns == 0 && !s.told)
    complain(&s, nut_slice_cut(text, arrow + 1, arrow + 3),
             "field=value expected behind =>");
  if (status == NUT_OK)
    check_fields(&s, rule);
  return status;
}
