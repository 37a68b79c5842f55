/* Rules for other programs: patterns alone, a table, or JSON with all there
 * is.
 *
 * The expanded pattern is written for a PCRE2 without the extended mode, so
 * its white space goes; (?:) is put where two tokens would grow together (\1
 * and a digit). The case option goes into the pattern, since a line of text
 * has no room for flags.  NUL as the newline cannot be put into a pattern: ^
 * and $ mean the reader's own lines there.
 *
 * JSON is built with cJSON, which is fast enough for something done once.  Its
 * numbers are written here and passed raw, because cJSON prints doubles.
 *
 * Invariants: groups keep their numbers; after the first failure a tree is
 * only freed.  Cost: one buffer with everything, written once, so that a
 * failure half way leaves no half file. */
#include "rules/export.h"

#include "base/slice.h"
#include "rules/pattern_text.h"

#include <cjson/cJSON.h>

/* ---- one pattern ------------------------------------------------------ */

/* What PCRE2 skips in extended mode, which other programs do not have on. */
static bool is_white(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_hex(char c)
{
  return nut_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Would digits that follow the token become part of it?  \x takes two. */
static bool takes_digits(struct nut_slice token)
{
  char c = token.len > 1 && token.ptr[0] == '\\' ? token.ptr[1] : '\0';
  if (c == 'x')
    return token.len < 4;
  return token.len == 2 && (nut_is_digit(c) || c == 'g');
}

/* \x without braces takes up to two digits, which must stay with it. */
static size_t escape_len(struct nut_slice text)
{
  size_t len = nut_pattern_escape_len(text);
  if (len == 2 && text.ptr[1] == 'x')
    while (len < 4 && len < text.len && is_hex(text.ptr[len]))
      len++;
  return len;
}

/* Length of the class, escape or character at the start of text. */
static size_t token_len(struct nut_slice text)
{
  size_t len = 1;
  if (text.ptr[0] == '\\')
    len = escape_len(text);
  else if (text.ptr[0] == '[')
    len = nut_pattern_class_len(text);
  return len ? len : 1;
}

/* White space inside a class or behind a backslash is a token's and stays. */
void nut_export_pattern(const struct nut_rule *rule, struct nut_buf *out)
{
  struct nut_slice rest = rule->pattern;
  bool digits = false; /* the last token takes in digits behind it */
  bool gap = false;    /* white space came since */
  nut_buf_add_text(out, rule->match_case ? "(?-i)" : "(?i)");
  while (rest.len) {
    size_t len = token_len(rest);
    struct nut_slice token = nut_slice_cut(rest, 0, len);
    rest = nut_slice_cut(rest, len, rest.len);
    if (len == 1 && is_white(token.ptr[0])) {
      gap = true;
      continue;
    }
    bool hex = len == 1 && is_hex(token.ptr[0]);
    if (digits && gap && hex)
      nut_buf_add_text(out, "(?:)");
    nut_buf_add(out, token);
    digits = takes_digits(token) || (digits && !gap && hex);
    gap = false;
  }
}

/* ---- JSON ------------------------------------------------------------- */

/* A tree under way; after the first failure nothing is added. */
struct tree {
  const struct nut_rules *rules;
  struct nut_buf scratch;
  bool failed;
};

static cJSON *keep(struct tree *tree, cJSON *item)
{
  tree->failed |= !item;
  return item;
}

/* The object owns the item from here on, also when it could not be added. */
static void add(struct tree *tree, cJSON *object, const char *name,
                cJSON *item)
{
  if (keep(tree, item) && !cJSON_AddItemToObject(object, name, item)) {
    tree->failed = true;
    cJSON_Delete(item);
  }
}

static void append(struct tree *tree, cJSON *array, cJSON *item)
{
  if (keep(tree, item) && !cJSON_AddItemToArray(array, item)) {
    tree->failed = true;
    cJSON_Delete(item);
  }
}

/* The scratch buffer's content with a NUL behind it, or NULL. */
static const char *end_scratch(struct tree *tree)
{
  nut_buf_add_byte(&tree->scratch, '\0');
  tree->failed |= tree->scratch.failed;
  return tree->scratch.failed ? NULL : tree->scratch.ptr;
}

static cJSON *string_of_scratch(struct tree *tree)
{
  const char *text = end_scratch(tree);
  cJSON *item = text ? cJSON_CreateString(text) : NULL;
  nut_buf_clear(&tree->scratch);
  return item;
}

/* Rule files hold no NUL, so text does not either. */
static cJSON *string_of(struct tree *tree, struct nut_slice text)
{
  nut_buf_add(&tree->scratch, text);
  return string_of_scratch(tree);
}

/* Numbers are printed here, never by cJSON. cJSON has doubles only: exact to
 * 2^53, and printed its own way. */
static cJSON *number_of(struct tree *tree, int64_t number)
{
  nut_buf_add_int(&tree->scratch, number);
  const char *text = end_scratch(tree);
  cJSON *item = text ? cJSON_CreateRaw(text) : NULL;
  nut_buf_clear(&tree->scratch);
  return item;
}

static cJSON *value_of(struct tree *tree, const struct nut_value *value)
{
  if (value->type == NUT_TEXT)
    return string_of(tree, value->as.text);
  if (value->type == NUT_FLAG)
    return cJSON_CreateTrue();
  nut_value_print(value, &tree->scratch);
  const char *text = end_scratch(tree);
  cJSON *item = text ? cJSON_CreateRaw(text) : NULL;
  nut_buf_clear(&tree->scratch);
  return item;
}

static const struct nut_kind *kind_of(const struct tree *tree,
                                      const struct nut_rule *rule)
{
  return &tree->rules->kinds.kinds[rule->kind];
}

static void add_kinds(struct tree *tree, cJSON *object,
                      const struct nut_rule *rule)
{
  cJSON *kinds = cJSON_CreateArray();
  add(tree, object, "kinds", kinds);
  for (size_t i = 0; kinds && i < tree->rules->kinds.n_kinds; i++)
    if (rule->kinds >> i & 1)
      append(tree, kinds,
             cJSON_CreateString(tree->rules->kinds.kinds[i].name));
}

static void add_lines(struct tree *tree, cJSON *object,
                      const struct nut_rule *rule)
{
  cJSON *lines = cJSON_CreateArray();
  add(tree, object, "match", lines);
  for (size_t i = 0; lines && i < rule->n_lines; i++)
    append(tree, lines, string_of(tree, nut_slice_trim(rule->lines[i])));
}

static const char *field_name(const struct tree *tree,
                              const struct nut_rule *rule, size_t field)
{
  return field == NUT_FIELD_FACT ? "fact"
                                 : kind_of(tree, rule)->fields[field].name;
}

static void add_captures(struct tree *tree, cJSON *object,
                         const struct nut_rule *rule)
{
  cJSON *captures = cJSON_CreateArray();
  add(tree, object, "captures", captures);
  for (size_t i = 0; captures && i < rule->n_captures; i++) {
    const struct nut_capture *capture = &rule->captures[i];
    cJSON *item = cJSON_CreateObject();
    append(tree, captures, item);
    if (!item)
      return;
    add(tree, item, "field",
        cJSON_CreateString(field_name(tree, rule, capture->field)));
    add(tree, item, "fact", number_of(tree, capture->fact));
    add(tree, item, "group", number_of(tree, capture->group));
    if (capture->list)
      add(tree, item, "list", string_of(tree, capture->list->name));
    if (capture->define)
      add(tree, item, "define", string_of(tree, capture->define->name));
  }
}

static void add_sets(struct tree *tree, cJSON *object,
                     const struct nut_rule *rule)
{
  cJSON *sets = cJSON_CreateArray();
  add(tree, object, "sets", sets);
  for (size_t i = 0; sets && i < rule->n_sets; i++) {
    const struct nut_set *set = &rule->sets[i];
    cJSON *item = cJSON_CreateObject();
    append(tree, sets, item);
    if (!item)
      return;
    add(tree, item, "field",
        cJSON_CreateString(field_name(tree, rule, set->field)));
    if (set->from == NUT_KIND_NONE)
      add(tree, item, "value", value_of(tree, &set->value));
    else
      add(tree, item, "from",
          cJSON_CreateString(field_name(tree, rule, set->from)));
  }
}

/* ---- JSON: examples --------------------------------------------------- */

/* The marked texts themselves: offsets would be of no use without escapes. */
static void add_marks(struct tree *tree, cJSON *object,
                      const struct nut_example *example)
{
  cJSON *marks = cJSON_CreateArray();
  add(tree, object, "facts", marks);
  for (size_t i = 0; marks && i < example->n_marks; i++) {
    const struct nut_mark *mark = &example->marks[i];
    append(tree, marks,
           string_of(tree, nut_slice_cut(example->text, mark->start,
                                         mark->end)));
  }
}

static void add_assigns(struct tree *tree, cJSON *object,
                        const struct nut_example *example)
{
  cJSON *assigns = cJSON_CreateArray();
  add(tree, object, "expect", assigns);
  for (size_t i = 0; assigns && i < example->n_assigns; i++) {
    const struct nut_assign *assign = &example->assigns[i];
    cJSON *item = cJSON_CreateObject();
    append(tree, assigns, item);
    if (!item)
      return;
    add(tree, item, "fact", number_of(tree, (int64_t)assign->group + 1));
    add(tree, item, "field", string_of(tree, assign->field));
    add(tree, item, "value", string_of(tree, assign->value));
  }
}

static const char *const sort_names[] = {
  [NUT_YES] = "yes", [NUT_NO] = "no", [NUT_LATER] = "later"
};

static void add_examples(struct tree *tree, cJSON *object,
                         const struct nut_rule *rule)
{
  cJSON *examples = cJSON_CreateArray();
  add(tree, object, "examples", examples);
  for (size_t i = 0; examples && i < rule->n_examples; i++) {
    const struct nut_example *example = &rule->examples[i];
    cJSON *item = cJSON_CreateObject();
    append(tree, examples, item);
    if (!item)
      return;
    add(tree, item, "sort", cJSON_CreateString(sort_names[example->sort]));
    add(tree, item, "text", string_of(tree, example->text));
    if (example->published.len)
      add(tree, item, "published", string_of(tree, example->published));
    if (example->region.len)
      add(tree, item, "region", string_of(tree, example->region));
    add_marks(tree, item, example);
    add_assigns(tree, item, example);
  }
}

static void add_source(struct tree *tree, cJSON *object,
                       const struct nut_rule *rule)
{
  add(tree, object, "file", string_of(tree, rule->source->name));
  add(tree, object, "line",
      number_of(tree, nut_source_line(rule->source, rule->at)));
  if (rule->pack.len)
    add(tree, object, "pack", string_of(tree, rule->pack));
  if (rule->doc.len)
    add(tree, object, "doc", string_of(tree, rule->doc));
}

static void add_pattern(struct tree *tree, cJSON *object,
                        const struct nut_rule *rule)
{
  add_lines(tree, object, rule);
  nut_export_pattern(rule, &tree->scratch);
  add(tree, object, "pattern", string_of_scratch(tree));
  add(tree, object, "case", cJSON_CreateBool(rule->match_case));
  add(tree, object, "edges",
      cJSON_CreateString(rule->edges_open ? "open" : "closed"));
  add(tree, object, "window",
      cJSON_CreateString(rule->window_paragraph ? "paragraph"
                                                : "sentence"));
  add(tree, object, "rank", number_of(tree, rule->rank));
}

static cJSON *tree_of(struct tree *tree, const struct nut_rule *rule)
{
  cJSON *object = keep(tree, cJSON_CreateObject());
  if (!object)
    return NULL;
  add(tree, object, "name", string_of(tree, rule->name));
  add_kinds(tree, object, rule);
  add(tree, object, "reject", cJSON_CreateBool(rule->reject));
  add_source(tree, object, rule);
  add_pattern(tree, object, rule);
  if (!rule->reject) {
    add_captures(tree, object, rule);
    add_sets(tree, object, rule);
  }
  add_examples(tree, object, rule);
  return object;
}

/* One tree for each rule, so that memory does not grow with their number. */
static bool add_json(const struct nut_rules *rules,
                     const struct nut_rule *rule, struct nut_buf *out)
{
  struct tree tree = { .rules = rules };
  nut_buf_init(&tree.scratch, rules->mem);
  cJSON *object = tree_of(&tree, rule);
  char *text = tree.failed ? NULL : cJSON_PrintUnformatted(object);
  if (text)
    nut_buf_add_text(out, text);
  cJSON_free(text);
  cJSON_Delete(object);
  nut_buf_drop(&tree.scratch);
  return text;
}

/* ---- all of them ------------------------------------------------------ */

struct job {
  const struct nut_rules *rules;
  enum nut_export form;
  struct nut_buf out;
  size_t n; /* rules written */
};

static void add_kind_names(const struct job *job, const struct nut_rule *rule,
                           struct nut_buf *out)
{
  bool first = true;
  if (rule->reject)
    nut_buf_add_text(out, "reject ");
  for (size_t i = 0; i < job->rules->kinds.n_kinds; i++) {
    if (!(rule->kinds >> i & 1))
      continue;
    nut_buf_addf(out, "%s%s", first ? "" : ",",
                 job->rules->kinds.kinds[i].name);
    first = false;
  }
}

static bool export_rule(struct job *job, const struct nut_rule *rule)
{
  struct nut_buf *out = &job->out;
  if (job->form == NUT_EXPORT_JSON) {
    nut_buf_add_text(out, job->n ? ",\n" : "\n");
    if (!add_json(job->rules, rule, out))
      return false;
  } else {
    if (job->form == NUT_EXPORT_TABLE) {
      nut_buf_addf(out, "%.*s\t", (int)rule->name.len, rule->name.ptr);
      add_kind_names(job, rule, out);
      nut_buf_add_byte(out, '\t');
    }
    nut_export_pattern(rule, out);
    nut_buf_add_byte(out, '\n');
  }
  job->n++;
  return !out->failed;
}

/* No names: all rules. */
static bool is_wanted(const struct nut_export_options *options,
                      struct nut_slice name)
{
  for (size_t i = 0; i < options->n_names; i++)
    if (nut_slice_is(name, options->names[i]))
      return true;
  return options->n_names == 0;
}

/* Before anything is written: a slip in a name gives no output at all. */
static bool names_known(const struct nut_rules *rules,
                        const struct nut_export_options *options,
                        const struct nut_report *report)
{
  static const struct nut_slice none = { NULL, 0 };
  struct nut_diag diag;
  nut_diag_init(&diag, rules->mem, report);
  for (size_t i = 0; i < options->n_names; i++) {
    struct nut_slice name = nut_slice_of(options->names[i]);
    if (nut_map_get(&rules->rule_names, name) == NUT_MAP_NONE)
      nut_diag_error(&diag, NULL, none, none, "no rule is called \"%s\"",
                     options->names[i]);
  }
  bool known = diag.errors == 0;
  nut_diag_drop(&diag);
  return known;
}

static enum nut_status export_rules(struct job *job,
                                    const struct nut_export_options *options)
{
  bool json = job->form == NUT_EXPORT_JSON;
  if (json)
    nut_buf_add_byte(&job->out, '[');
  for (size_t i = 0; i < job->rules->n_rules; i++) {
    const struct nut_rule *rule = &job->rules->rules[i];
    if (rule->gazetteer && !json) /* it has no pattern */
      continue;
    if (is_wanted(options, rule->name) && !export_rule(job, rule))
      return NUT_NOMEM;
  }
  if (json)
    nut_buf_add_text(&job->out, "\n]\n");
  return job->out.failed ? NUT_NOMEM : NUT_OK;
}

enum nut_status nut_rules_export(const struct nut_rules *rules,
                                 const struct nut_export_options *options,
                                 const struct nut_report *report,
                                 const struct nut_sink *sink)
{
  struct job job = { .rules = rules, .form = options->form };
  if (!names_known(rules, options, report))
    return NUT_USAGE;
  nut_buf_init(&job.out, rules->mem);
  enum nut_status status = export_rules(&job, options);
  if (status == NUT_OK && job.out.len
      && !sink->write(sink->ctx, job.out.ptr, job.out.len))
    status = NUT_OUTPUT;
  nut_buf_drop(&job.out);
  return status;
}
