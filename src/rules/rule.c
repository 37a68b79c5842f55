/* A block "rule" or "reject", its fields one by one, into a struct nut_rule.
 *
 * Each field has a reader, found by its keyword; what a field names (kinds and
 * their fields) is looked up at once, patterns are only kept as lines.  They
 * are expanded after the last file (pattern.c), since a list that they name
 * may come later, even in another file.
 *
 * A mistake is reported and the next field is read: a rule with three mistakes
 * gives three messages.  Statuses therefore say NUT_NOMEM or NUT_OK; whether
 * the rule is good is told by the errors counted in the diag.
 *
 * Invariants: strings are slices of the source; a field comes at most once,
 * but for set and the examples.  Cost: linear in the block. */
#include "rules/rule.h"

#include "base/slice.h"
#include "rules/fields.h"
#include "rules/literal.h"

static const struct nut_slice none = { NULL, 0 };

/* A rule being read: how often each field came, and room in its arrays. */
struct state {
  struct nut_rule_reader *reader;
  struct nut_rule *rule;
  const struct nut_rf_field *field;
  struct nut_slice keyword;
  struct nut_slice rest; /* of the field's first line */
  size_t cap_sets;
  size_t cap_examples;
  bool seen_rank;
};

static void complain(struct state *s, struct nut_slice at, const char *what)
{
  nut_diag_error(s->reader->diag, s->reader->source, at, none,
                 "%s in rule %.*s", what, (int)s->rule->name.len,
                 s->rule->name.ptr);
}

/* Told, and the later one is taken all the same: the set is not used. */
static void once(struct state *s, bool seen)
{
  if (seen)
    complain(s, s->keyword, "a second field of this name");
}

static enum nut_status read_doc(struct state *s)
{
  once(s, s->rule->doc.ptr != NULL);
  if (s->field->n_lines == 1)
    s->rule->doc = s->rest;
  else if (!nut_rf_join(s->reader->arena, s->field, s->keyword.len,
                        &s->rule->doc))
    return NUT_NOMEM;
  return NUT_OK;
}

/* The first line goes without its keyword, which may leave it empty.  Lines
 * stay apart so that messages can point into them. */
static enum nut_status read_match(struct state *s)
{
  once(s, s->rule->n_lines > 0);
  size_t n = s->field->n_lines;
  struct nut_slice *lines =
      nut_arena_alloc(s->reader->arena, n * sizeof *lines);
  if (!lines)
    return NUT_NOMEM;
  for (size_t i = 0; i < n; i++)
    lines[i] = i ? s->field->lines[i] : s->rest;
  s->rule->lines = lines;
  s->rule->n_lines = n;
  if (n == 1 && s->rest.len == 0)
    complain(s, s->keyword, "an empty match");
  return NUT_OK;
}

/* Few steps on purpose: a rank breaks ties, it is no score. */
static enum nut_status read_rank(struct state *s)
{
  struct nut_value value;
  once(s, s->seen_rank);
  s->seen_rank = true;
  if (!nut_literal(s->reader->arena, s->rest, NUT_INT, &value)
      || value.as.integer < -9 || value.as.integer > 9)
    complain(s, s->rest.len ? s->rest : s->keyword,
             "a rank is a whole number from -9 to 9");
  else
    s->rule->rank = (int)value.as.integer;
  return NUT_OK;
}

static enum nut_status read_case(struct state *s)
{
  once(s, s->rule->match_case);
  s->rule->match_case = true;
  if (s->rest.len)
    complain(s, s->rest, "\"case\" stands alone; more text");
  return NUT_OK;
}

static enum nut_status read_edges(struct state *s)
{
  once(s, s->rule->edges_open);
  s->rule->edges_open = true;
  if (!nut_slice_is(s->rest, "open"))
    complain(s, s->keyword, "edges can only be \"open\"");
  return NUT_OK;
}

static enum nut_status read_window(struct state *s)
{
  once(s, s->rule->window_paragraph);
  s->rule->window_paragraph = true;
  if (!nut_slice_is(s->rest, "paragraph"))
    complain(s, s->keyword, "a window can only be \"paragraph\"");
  return NUT_OK;
}

/* Names are found and judged by resolve, which only has places to give. */
static enum nut_status read_gazetteer(struct state *s)
{
  once(s, s->rule->gazetteer);
  s->rule->gazetteer = true;
  s->rule->pattern = nut_slice_of("(?!)"); /* matches nothing */
  if (s->rest.len)
    complain(s, s->rest, "\"gazetteer\" stands alone; more text");
  if (s->rule->reject || s->rule->kind != NUT_KIND_PLACE)
    complain(s, s->keyword, "only places come from the gazetteer");
  return NUT_OK;
}

static void tell_unknown(struct state *s, const struct nut_kind *kind,
                         struct nut_slice name)
{
  struct nut_buf help;
  nut_buf_init(&help, s->reader->arena->mem);
  nut_kind_list(kind, NUT_BOTH, &help);
  nut_diag_error(s->reader->diag, s->reader->source, name,
                 nut_buf_slice(&help), "%s has no field \"%.*s\"",
                 kind->name, (int)name.len, name.ptr);
  nut_buf_drop(&help);
}

/* The value side of a set: {field}, or a literal of the field's type.  {field}
 * copies what was captured; both fields must be of one type, since nothing is
 * converted. */
static bool read_set_value(struct state *s, const struct nut_kind *kind,
                           struct nut_slice text, struct nut_set *set)
{
  set->from = NUT_KIND_NONE;
  if (text.len > 2 && text.ptr[0] == '{' && text.ptr[text.len - 1] == '}') {
    struct nut_slice name =
        nut_slice_trim(nut_slice_cut(text, 1, text.len - 1));
    set->from = nut_kind_field(kind, name, NUT_BOTH);
    if (set->from == NUT_KIND_NONE)
      tell_unknown(s, kind, name);
    else if (kind->fields[set->from].type != kind->fields[set->field].type)
      complain(s, text, "a field of another type");
    else
      return true;
    return false;
  }
  if (text.len
      && nut_literal(s->reader->arena, text, kind->fields[set->field].type,
                     &set->value))
    return true;
  if (!s->reader->arena->failed)
    complain(s, text.len ? text : s->rest,
             "not a value of this field's type");
  return false;
}

/* Of an unknown kind no field can be judged, so nothing is said. */
static enum nut_status read_set(struct state *s)
{
  struct nut_rule *rule = s->rule;
  size_t equals = nut_slice_find(s->rest, '=', 0);
  if (rule->reject || equals == NUT_SLICE_NONE) {
    complain(s, s->keyword, rule->reject ? "no field is set"
                                         : "\"set FIELD = value\" expected");
    return NUT_OK;
  }
  if (rule->kind == NUT_KIND_NONE)
    return NUT_OK;
  const struct nut_kind *kind = &s->reader->kinds->kinds[rule->kind];
  struct nut_slice name = nut_slice_trim(nut_slice_cut(s->rest, 0, equals));
  struct nut_slice text =
      nut_slice_trim(nut_slice_cut(s->rest, equals + 1, s->rest.len));
  struct nut_set set = { .field = nut_kind_field(kind, name, NUT_BOTH) };
  if (set.field == NUT_KIND_NONE) {
    tell_unknown(s, kind, name.len ? name : s->rest);
    return NUT_OK;
  }
  if (!read_set_value(s, kind, text, &set))
    return s->reader->arena->failed ? NUT_NOMEM : NUT_OK;
  rule->sets = nut_arena_grow(s->reader->arena, rule->sets, rule->n_sets,
                              &s->cap_sets, sizeof *rule->sets);
  if (!rule->sets)
    return NUT_NOMEM;
  rule->sets[rule->n_sets++] = set;
  return NUT_OK;
}

static enum nut_status add_example(struct state *s,
                                   enum nut_example_sort sort)
{
  struct nut_rule *rule = s->rule;
  struct nut_example example;
  enum nut_status status = nut_example_read(s->reader, rule, sort, s->field,
                                            s->keyword.len, &example);
  if (status != NUT_OK)
    return status;
  rule->examples =
      nut_arena_grow(s->reader->arena, rule->examples, rule->n_examples,
                     &s->cap_examples, sizeof *rule->examples);
  if (!rule->examples)
    return NUT_NOMEM;
  rule->examples[rule->n_examples++] = example;
  return NUT_OK;
}

static enum nut_status read_yes(struct state *s)
{
  return add_example(s, NUT_YES);
}

static enum nut_status read_no(struct state *s)
{
  return add_example(s, NUT_NO);
}

static enum nut_status read_later(struct state *s)
{
  return add_example(s, NUT_LATER);
}

static const struct {
  const char *keyword;
  enum nut_status (*read)(struct state *);
/* Each returns NUT_NOMEM or NUT_OK; mistakes are told, not returned. */
} readers[] = {
  { "doc", read_doc },     { "match", read_match },   { "case", read_case },
  { "edges", read_edges }, { "window", read_window }, { "rank", read_rank },
  { "set", read_set },     { "yes", read_yes },       { "no", read_no },
  { "later", read_later }, { "gazetteer", read_gazetteer },
};

static enum nut_status read_field(struct state *s)
{
  s->rest = s->field->lines[0];
  s->keyword = nut_rf_word(&s->rest);
  for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++)
    if (nut_slice_is(s->keyword, readers[i].keyword))
      return readers[i].read(s);
  nut_diag_error(s->reader->diag, s->reader->source, s->keyword,
                 nut_slice_of("fields: doc match gazetteer case edges window"
                              " rank set yes no later"),
                 "unknown field in rule %.*s", (int)s->rule->name.len,
                 s->rule->name.ptr);
  return NUT_OK;
}

/* Examples are demanded, not advised: those that nothing runs rot, and a
 * pattern without a "no" finds too much. */
static bool has_example(const struct nut_rule *rule,
                        enum nut_example_sort sort)
{
  for (size_t i = 0; i < rule->n_examples; i++)
    if (rule->examples[i].sort == sort)
      return true;
  return false;
}

/* What every rule must have.  All three are told at once; see also
 * has_example. */
static void check_complete(struct nut_rule_reader *reader,
                           const struct nut_rule *rule, bool broken)
{
  bool yes = broken || has_example(rule, NUT_YES);
  bool no = broken || has_example(rule, NUT_NO);
  struct nut_slice name = rule->name;
  if (rule->n_lines && rule->gazetteer)
    nut_diag_error(reader->diag, rule->source, rule->at, none,
                   "rule %.*s has both match and gazetteer", (int)name.len,
                   name.ptr);
  if (!rule->n_lines && !rule->gazetteer && !broken)
    nut_diag_error(reader->diag, rule->source, rule->at, none,
                   "rule %.*s has no match", (int)name.len, name.ptr);
  if (!yes)
    nut_diag_error(reader->diag, rule->source, rule->at,
                   nut_slice_of("every rule carries at least one yes and"
                                " one no"),
                   "rule %.*s has no \"yes\" example", (int)name.len,
                   name.ptr);
  if (!no)
    nut_diag_error(reader->diag, rule->source, rule->at, none,
                   "rule %.*s has no \"no\" example", (int)name.len,
                   name.ptr);
}

enum nut_status nut_rule_read(struct nut_rule_reader *reader,
                              const struct nut_rf_block *block,
                              struct nut_rule *rule)
{
  struct state s = { .reader = reader, .rule = rule };
  size_t errors = reader->diag->errors;
  for (size_t i = 0; i < block->n_fields; i++) {
    s.field = &block->fields[i];
    enum nut_status status = read_field(&s);
    if (status != NUT_OK)
      return status;
  }
  /* What is missing may be what could not be read. */
  check_complete(reader, rule, reader->diag->errors != errors);
  return NUT_OK;
}

bool nut_rule_of_messages(const struct nut_rule *rule)
{
  for (size_t i = 0; i < rule->n_sets; i++)
    if (rule->kind == NUT_KIND_DATE
        && rule->sets[i].field == NUT_DATE_REGISTER)
      return true;
  return false;
}
