/* Rules' examples, run: the tests that stand beside each rule.
 *
 * Each example goes through the real extractor twice: first with its own
 * rule alone, then among all rules.  The first run tells whether the rule
 * is right, the second whether it survives the company of the others; so
 * the message can say which of both it is, and the second is left out when
 * the first failed.
 *
 *   yes    the marked text must come out, with the fields said
 *   no     the rule must find nothing (asked of the rule alone)
 *   later  a known gap: counted, and told when it begins to hold
 *
 * Rejects emit no facts; alone their matches are looked at, among all rules
 * whether anything is left where they should block.  Fields are compared as
 * they are printed.  Where a user's later rule wins, that is a warning at
 * the user's rule and no error; so is all that fails of shipped examples where
 * the user's files disable, extend or override.
 *
 * Cost: two runs for each example over a text of one or two sentences. */
#include "record/example.h"

#include "base/slice.h"

static const struct nut_slice none = { NULL, 0 };

/* One example of one rule. */
struct trial {
  struct nut_extractor *x;
  struct nut_diag *diag;
  const struct nut_rule *rule;
  const struct nut_example *example;
  struct nut_record record;
  struct nut_traces traces; /* with all rules: who beat whom */
  bool all;    /* with all rules */
  bool silent; /* a known gap: failures are not told */
  bool failed;
};

/* A shipped example may fail by what the user's files change: they may want
 * just that. */
static bool is_changed(const struct trial *t)
{
  return t->x->rules->changed && t->rule->source->layer < NUT_LAYER_USER;
}

/* Only the first message of an example tells of the second run by its
 * suffix. */
static void fail(struct trial *t, struct nut_slice at, struct nut_slice help,
                 const char *what)
{
  const struct nut_source *source = t->rule->source;
  const char *all = t->all ? ", among all rules" : "";
  t->failed = true;
  if (t->silent)
    return;
  if (is_changed(t))
    nut_diag_warning(t->diag, source, at, "%s %.*s %s%s, as it is changed",
                     t->rule->reject ? "reject" : "rule",
                     (int)t->rule->name.len, t->rule->name.ptr, what, all);
  else
    nut_diag_error(t->diag, source, at, help, "rule %.*s %s%s",
                   (int)t->rule->name.len, t->rule->name.ptr, what, all);
}

/* The traces are kept from the run with all rules only: alone nobody
 * competes. */
static enum nut_status run(struct trial *t)
{
  struct nut_input input = { .text = t->example->text,
                             .published = t->example->published,
                             .region = t->example->region };
  t->traces.len = 0;
  t->x->only = t->all ? NULL : t->rule;
  t->x->traces = t->all ? &t->traces : NULL;
  t->x->excerpts = true;
  enum nut_status status = nut_extractor_run(t->x, &input, &t->record);
  t->x->traces = NULL;
  t->x->excerpts = false;
  return status;
}

/* ---- what came out ---- */

static bool own(const struct trial *t, const struct nut_fact *fact)
{
  return fact->rule == t->rule;
}

/* To the byte: a mark that is a blank too wide is a failure. */
static const struct nut_fact *find_at(const struct trial *t,
                                      const struct nut_mark *mark)
{
  for (size_t i = 0; i < t->record.facts.len; i++) {
    const struct nut_fact *fact = &t->record.facts.ptr[i];
    if (own(t, fact) && fact->text.start == mark->start
        && fact->text.end == mark->end)
      return fact;
  }
  return NULL;
}

static const struct nut_fact *find_own(const struct trial *t)
{
  for (size_t i = 0; i < t->record.facts.len; i++)
    if (own(t, &t->record.facts.ptr[i]))
      return &t->record.facts.ptr[i];
  return NULL;
}

/* The fact that lies over the mark in the rule's kinds, whoever's it is. */
static const struct nut_fact *find_over(const struct trial *t,
                                        const struct nut_mark *mark)
{
  for (size_t i = 0; i < t->record.facts.len; i++) {
    const struct nut_fact *fact = &t->record.facts.ptr[i];
    if ((t->rule->kinds >> fact->rule->kind & 1)
        && fact->text.start < mark->end && fact->text.end > mark->start)
      return fact;
  }
  return NULL;
}

/* ---- what is said of it ---- */

static void add_fields(struct nut_buf *buf, const struct nut_fact *fact)
{
  nut_buf_add_text(buf, "fields:");
  for (size_t i = 0; i < fact->kind->n_fields; i++) {
    if (fact->values[i].type == NUT_NONE)
      continue;
    nut_buf_addf(buf, " %s=", fact->kind->fields[i].name);
    nut_value_print(&fact->values[i], buf);
  }
}

/* The record field of that name, or else the capture. */
static const struct nut_value *value_of(const struct nut_fact *fact,
                                        struct nut_slice name)
{
  size_t at = nut_kind_field(fact->kind, name, NUT_RECORD);
  if (at == NUT_KIND_NONE)
    at = nut_kind_field(fact->kind, name, NUT_CAPTURE);
  return at == NUT_KIND_NONE ? NULL : &fact->values[at];
}

static void tell_value(struct trial *t, const struct nut_assign *assign,
                       struct nut_slice got, struct nut_slice help)
{
  const struct nut_source *source = t->rule->source;
  static const char form[] = "%.*s is %.*s, expected %.*s";
  t->failed = true;
  if (t->silent)
    return;
  if (is_changed(t))
    nut_diag_warning(t->diag, source, assign->at, form,
                     (int)assign->field.len, assign->field.ptr, (int)got.len,
                     got.ptr, (int)assign->value.len, assign->value.ptr);
  else
    nut_diag_error(t->diag, source, assign->at, help, form,
                   (int)assign->field.len, assign->field.ptr, (int)got.len,
                   got.ptr, (int)assign->value.len, assign->value.ptr);
}

/* The help lists all fields of the fact, since the wrong one is often beside
 * the right one. */
static void check_assign(struct trial *t, const struct nut_fact *fact,
                         const struct nut_assign *assign)
{
  struct nut_buf got;
  struct nut_buf help;
  const struct nut_value *value = value_of(fact, assign->field);
  nut_buf_init(&got, t->x->arena.mem);
  nut_buf_init(&help, t->x->arena.mem);
  if (value)
    nut_value_print(value, &got);
  if (!nut_slice_eq(nut_buf_slice(&got), assign->value)) {
    add_fields(&help, fact);
    tell_value(t, assign, got.len ? nut_buf_slice(&got)
                                  : nut_slice_of("nothing"),
               nut_buf_slice(&help));
  }
  nut_buf_drop(&got);
  nut_buf_drop(&help);
}

/* Assignments belong to a mark by number; without marks all are of group 0. */
static void check_assigns(struct trial *t, const struct nut_fact *fact,
                          size_t group)
{
  for (size_t i = 0; i < t->example->n_assigns; i++)
    if (t->example->assigns[i].group == group)
      check_assign(t, fact, &t->example->assigns[i]);
}

/* ---- who won in its place ---- */

/* What beat the rule's candidate at the mark (or, without marks, its first
 * one); NULL when nothing did.  Rejects win without leaving a fact, so the
 * record alone would not tell. */
static const struct nut_fact *find_winner(const struct trial *t,
                                          const struct nut_mark *mark)
{
  for (size_t i = 0; i < t->traces.len; i++) {
    const struct nut_trace *trace = &t->traces.ptr[i];
    for (size_t k = 0; k < trace->candidates.len; k++) {
      const struct nut_fact *fact = &trace->candidates.ptr[k];
      struct nut_span at = nut_article_text_span(trace->article, fact->span);
      if (own(t, fact) && fact->beaten_by
          && (!mark || (at.start == mark->start && at.end == mark->end)))
        return fact->beaten_by;
    }
  }
  return NULL;
}

/* A later layer wins by design: whoever wrote that rule may want it, so it is
 * said there and is no error. */
static bool is_later(const struct trial *t, const struct nut_fact *winner)
{
  unsigned layer = winner->rule->source->layer;
  return layer >= NUT_LAYER_USER && layer > t->rule->source->layer;
}

static void warn_winner(struct trial *t, const struct nut_fact *winner,
                        struct nut_slice lost)
{
  const struct nut_rule *rule = winner->rule;
  t->failed = true;
  if (t->silent)
    return;
  nut_diag_warning(t->diag, rule->source, rule->at,
                   "%s %.*s wins an example of %.*s (\"%.*s\"); narrow it or"
                   " lower its rank", rule->reject ? "reject" : "rule",
                   (int)rule->name.len, rule->name.ptr,
                   (int)t->rule->name.len, t->rule->name.ptr, (int)lost.len,
                   lost.ptr);
}

static void add_winner(const struct trial *t, const struct nut_fact *winner,
                       struct nut_buf *help)
{
  struct nut_span at = nut_article_text_span(t->record.article, winner->span);
  nut_buf_addf(help, winner->rule->reject ? "reject %.*s blocks \"%.*s\""
                                          : "rule %.*s found \"%.*s\"",
               (int)winner->rule->name.len, winner->rule->name.ptr,
               (int)(at.end - at.start),
               t->record.article->text.ptr + at.start);
}

/* The fact is missing: what stands in its place, and whose fault that is. */
static void tell_missing(struct trial *t, const struct nut_mark *mark)
{
  const struct nut_fact *other = find_winner(t, mark);
  struct nut_slice lost = t->example->text;
  struct nut_buf help;
  if (!other && mark)
    other = find_over(t, mark);
  if (mark)
    lost = nut_slice_cut(lost, mark->start, mark->end);
  if (other && t->all && is_later(t, other)) {
    warn_winner(t, other, lost);
    return;
  }
  nut_buf_init(&help, t->x->arena.mem);
  if (other)
    add_winner(t, other, &help);
  fail(t, mark ? mark->at : t->example->at, nut_buf_slice(&help),
       other ? "does not give the marked text"
             : "does not match this example");
  nut_buf_drop(&help);
}

/* Without marks any fact of the rule will do. */
static void check_yes(struct trial *t)
{
  const struct nut_example *e = t->example;
  if (e->n_marks == 0) {
    const struct nut_fact *fact = find_own(t);
    if (fact)
      check_assigns(t, fact, 0);
    else
      tell_missing(t, NULL);
  }
  for (size_t i = 0; i < e->n_marks; i++) {
    const struct nut_fact *fact = find_at(t, &e->marks[i]);
    if (fact)
      check_assigns(t, fact, i);
    else
      tell_missing(t, &e->marks[i]);
  }
}

static void check_no(struct trial *t)
{
  const struct nut_fact *fact = find_own(t);
  struct nut_buf help;
  if (!fact)
    return;
  nut_buf_init(&help, t->x->arena.mem);
  nut_buf_addf(&help, "it found \"%.*s\"",
               (int)(fact->text.end - fact->text.start),
               t->record.article->text.ptr + fact->text.start);
  fail(t, t->example->at, nut_buf_slice(&help),
       "must not match this example");
  nut_buf_drop(&help);
}

/* ---- rejects emit nothing: their matches are looked at ---- */

/* The extent of a reject is its capture's where it has one, else the match.
 * Of several alternatives one has taken part. */
static enum nut_status reject_matches(struct trial *t, bool *marked,
                                      bool *any)
{
  struct nut_matches matches;
  struct nut_extractor *x = t->x;
  const struct nut_example *e = t->example;
  enum nut_status status =
      nut_scan_run(&x->scan, &x->arena, t->record.article, t->rule, &matches);
  *any = status == NUT_OK && matches.len > 0;
  *marked = e->n_marks == 0 && *any;
  for (size_t i = 0; status == NUT_OK && i < matches.len; i++) {
    const struct nut_span *groups = matches.ptr[i].groups;
    struct nut_span span = groups[0];
    for (size_t c = 0; c < t->rule->n_captures; c++)
      if (groups[t->rule->captures[c].group].start != NUT_NO_GROUP)
        span = groups[t->rule->captures[c].group];
    span = nut_article_text_span(t->record.article, span);
    if (e->n_marks && span.start == e->marks[0].start
        && span.end == e->marks[0].end)
      *marked = true;
  }
  return status;
}

static enum nut_status check_reject(struct trial *t)
{
  bool marked = false;
  bool any = false;
  if (t->all) {
    const struct nut_fact *left =
        t->example->n_marks ? find_over(t, &t->example->marks[0]) : NULL;
    if (left && t->example->sort != NUT_NO)
      tell_missing(t, &t->example->marks[0]);
    return NUT_OK;
  }
  if (reject_matches(t, &marked, &any) != NUT_OK)
    return NUT_NOMEM;
  if (t->example->sort == NUT_NO && any)
    fail(t, t->example->at, none, "must not match this example");
  else if (t->example->sort != NUT_NO && !marked)
    fail(t, t->example->at, none, "does not block the marked text");
  return NUT_OK;
}

static enum nut_status check(struct trial *t)
{
  enum nut_status status = run(t);
  if (status != NUT_OK)
    return status;
  if (t->rule->reject)
    return check_reject(t);
  if (t->example->sort != NUT_NO)
    check_yes(t);
  else if (!t->all)
    check_no(t);
  return NUT_OK;
}

/* The trial's `failed` is carried over: all rules are asked only if the
 * rule alone did well. */
static enum nut_status run_example(struct nut_extractor *x,
                                   struct nut_diag *diag,
                                   const struct nut_rule *rule,
                                   const struct nut_example *example,
                                   struct nut_check_counts *counts)
{
  struct trial t = { .x = x, .diag = diag, .rule = rule, .example = example,
                     .silent = example->sort == NUT_LATER };
  enum nut_status status = check(&t);
  t.all = true;
  if (status == NUT_OK && !t.failed)
    status = check(&t);
  counts->examples++;
  if (example->sort == NUT_YES && !example->n_marks && !example->n_assigns)
    nut_diag_note(diag, rule->source, example->at,
                  "this example marks and checks nothing");
  if (t.failed && t.silent)
    counts->known_gaps++;
  if (!t.failed && t.silent)
    nut_diag_note(diag, rule->source, example->at,
                  "this \"later\" example holds now; make it a \"yes\"");
  return status;
}

/* The record of one trial is gone with the next: messages are made at once.
 * NUT_RULES: there were errors, all of them reported. */
enum nut_status nut_examples_run(struct nut_extractor *x,
                                 struct nut_diag *diag,
                                 struct nut_check_counts *counts)
{
  *counts = (struct nut_check_counts){ .rules = x->rules->n_rules };
  for (size_t i = 0; i < x->rules->n_rules; i++) {
    const struct nut_rule *rule = &x->rules->rules[i];
    for (size_t k = 0; k < rule->n_examples; k++) {
      enum nut_status status =
          run_example(x, diag, rule, &rule->examples[k], counts);
      if (status != NUT_OK)
        return status;
    }
  }
  x->only = NULL;
  counts->errors = diag->errors;
  counts->warnings = diag->warnings;
  return counts->errors ? NUT_RULES : NUT_OK;
}
