#include "rules/rule.h"

#include "base/day.h"
#include "base/slice.h"
#include "rules/literal.h"

static const struct nut_slice none = { NULL, 0 };

struct state {
  struct nut_rule_reader *reader;
  struct nut_example *example;
  size_t cap_assigns;
};

static void complain(struct state *s, struct nut_slice at, const char *what)
{
  nut_diag_error(s->reader->diag, s->reader->source, at, none, "%s", what);
}

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

/* Where " => " begins, or the end of the line. */
static size_t find_arrow(struct nut_slice line)
{
  for (size_t i = 0; i + 4 <= line.len; i++)
    if (nut_slice_starts(nut_slice_cut(line, i, line.len), " => "))
      return i;
  return line.len;
}

static void open_mark(struct state *s, struct nut_slice at, size_t offset,
                      bool *open)
{
  struct nut_example *e = s->example;
  if (*open || e->n_marks == NUT_FACTS_PER_MATCH) {
    complain(s, at, *open ? "brackets do not nest; write \\[ for a bracket"
                          : "more than eight marked extents");
    return;
  }
  *open = true;
  e->marks[e->n_marks].start = offset;
}

static void close_mark(struct state *s, struct nut_slice at, size_t offset,
                       bool *open)
{
  if (!*open) {
    complain(s, at, "a ] without its [; write \\] for a bracket");
    return;
  }
  *open = false;
  s->example->marks[s->example->n_marks++].end = offset;
}

/* Take brackets and escapes out of the text.  In a "no" brackets are
 * themselves. */
static enum nut_status read_marked(struct state *s, struct nut_slice text)
{
  char *plain = nut_arena_alloc(s->reader->arena, text.len + 1);
  bool brackets = s->example->sort != NUT_NO;
  bool open = false;
  size_t len = 0;
  if (!plain)
    return NUT_NOMEM;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    struct nut_slice at = nut_slice_cut(text, i, i + 1);
    if (c == '\\' && i + 1 < text.len) {
      c = text.ptr[++i];
      plain[len++] = c == 'n' ? '\n' : c;
    } else if (c == '[' && brackets) {
      open_mark(s, at, len, &open);
    } else if (c == ']' && brackets) {
      close_mark(s, at, len, &open);
    } else {
      plain[len++] = c;
    }
  }
  if (open)
    complain(s, text, "a [ is not closed");
  s->example->text = (struct nut_slice){ plain, len };
  return NUT_OK;
}

/* Length of the next assign: to the blank that is outside quotes. */
static size_t assign_len(struct nut_slice text)
{
  bool quoted = false;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (c == '\\' && quoted) {
      i++;
      continue;
    }
    quoted = quoted != (c == '"');
    if (!quoted && (nut_is_blank(c) || c == ';'))
      return i;
  }
  return text.len;
}

static enum nut_status add_assign(struct state *s, struct nut_slice text,
                                  size_t group)
{
  struct nut_example *e = s->example;
  struct nut_assign assign = { .at = text, .group = group };
  size_t equals = nut_slice_find(text, '=', 0);
  struct nut_value value;
  if (equals == NUT_SLICE_NONE) {
    complain(s, text, "field=value expected");
    return NUT_OK;
  }
  assign.field = nut_slice_cut(text, 0, equals);
  if (!nut_literal(s->reader->arena,
                   nut_slice_cut(text, equals + 1, text.len), NUT_TEXT,
                   &value))
    return NUT_NOMEM;
  assign.value = value.as.text;
  e->assigns = nut_arena_grow(s->reader->arena, e->assigns, e->n_assigns,
                              &s->cap_assigns, sizeof *e->assigns);
  if (!e->assigns)
    return NUT_NOMEM;
  e->assigns[e->n_assigns++] = assign;
  return NUT_OK;
}

static enum nut_status read_assigns(struct state *s, struct nut_slice text)
{
  size_t group = 0;
  text = nut_slice_trim(text);
  while (text.len) {
    if (text.ptr[0] == ';') {
      group++;
      text = nut_slice_trim(nut_slice_cut(text, 1, text.len));
      continue;
    }
    size_t len = assign_len(text);
    if (add_assign(s, nut_slice_cut(text, 0, len), group) != NUT_OK)
      return NUT_NOMEM;
    text = nut_slice_trim(nut_slice_cut(text, len, text.len));
  }
  size_t groups = s->example->n_marks ? s->example->n_marks : 1;
  if (s->example->n_assigns && group >= groups)
    complain(s, s->example->assigns[s->example->n_assigns - 1].at,
             "more groups of fields than marked extents");
  return NUT_OK;
}

/* Every field named must be one of the kind's. */
static void check_fields(struct state *s, const struct nut_rule *rule)
{
  const struct nut_example *e = s->example;
  if (rule->reject) {
    if (e->n_assigns)
      complain(s, e->assigns[0].at, "a reject has no fields");
    return;
  }
  const struct nut_kind *kind = &s->reader->kinds->kinds[rule->kind];
  for (size_t i = 0; i < e->n_assigns; i++)
    if (nut_kind_field(kind, e->assigns[i].field, NUT_BOTH) == NUT_KIND_NONE)
      nut_diag_error(s->reader->diag, s->reader->source, e->assigns[i].at,
                     none, "%s has no field \"%.*s\"", kind->name,
                     (int)e->assigns[i].field.len, e->assigns[i].field.ptr);
}

enum nut_status nut_example_read(struct nut_rule_reader *reader,
                                 const struct nut_rule *rule,
                                 enum nut_example_sort sort,
                                 struct nut_slice line,
                                 struct nut_example *out)
{
  *out = (struct nut_example){ .sort = sort };
  struct state s = { .reader = reader, .example = out };
  struct nut_slice text = read_anchors(&s, line);
  size_t arrow = sort == NUT_NO ? text.len : find_arrow(text);
  if (read_marked(&s, nut_slice_cut(text, 0, arrow)) != NUT_OK)
    return NUT_NOMEM;
  if (out->text.len == 0)
    complain(&s, line.len ? line : rule->at, "an example without text");
  if (arrow == text.len)
    return NUT_OK;
  enum nut_status status =
      read_assigns(&s, nut_slice_cut(text, arrow + 4, text.len));
  if (status == NUT_OK)
    check_fields(&s, rule);
  return status;
}
