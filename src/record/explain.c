/* What each rule found in an article and what became of it, for people.
 *
 *   Police rescued 22 people aged between 22 and 49.
 *                  ^~~~~~~~~
 *     count     value=22 noun=people role=rescue
 *     rule      count.role.before (counts.rules:167)
 *     captured  role "rescued"=rescue value "22" noun "people"
 *     in the record
 *
 * It runs the extractor as it is, with a trace of matches and candidates,
 * and prints from that: a second engine for explaining would explain
 * itself.  The reasons for a loss come from resolve, which has the
 * comparisons.
 *
 * Columns are counted as a terminal shows them (utf8proc's width: 2 for
 * East Asian wide ones, 0 for combining ones) so that the caret stands
 * under what it marks.  Control and format characters are shown as U+FFFD,
 * as an article must not be able to move the cursor or turn the line.
 *
 * Candidates are in text order; the search for a reject's victims and for
 * emitted facts is linear in each, hence quadratic for an article: this is
 * for looking at one text, not for bulk. */
#include "record/explain.h"

#include "base/slice.h"
#include "base/utf.h"
#include "record/write.h"
#include "resolve/place.h"

#include <stdlib.h>
#include <utf8proc.h>

#define COLUMNS 80
#define LABEL 12 /* where what stands behind a label begins */
#define QUOTE 40 /* columns of a text in quotes */
#define VALUE 60 /* columns of a value */

/* Stands for what is left out; its width is counted in. */
static const char dots[] = "...";
#define DOTS (sizeof dots - 1)

struct explainer {
  struct nut_buf *out;
  struct nut_buf item; /* the next piece of a line, not yet placed */
  size_t column;           /* of the line with a label */
  const struct nut_trace *trace;
  const struct nut_fact **order; /* the candidates, in text order */
  const struct nut_kinds *table;
  unsigned long long kinds; /* the kinds asked for */
};

/* ---- text for a terminal ---------------------------------------------- */

/* The next character of text as it is shown: blanks and line breaks as a
 * space, what would move the cursor as U+FFFD.  Returns its bytes. */
static size_t next_char(struct nut_slice text, uint32_t *code)
{
  size_t bad = 1;
  size_t len = nut_utf_decode(text, code, &bad);
  if (len == 0) {
    *code = NUT_REPLACEMENT;
    return bad;
  }
  utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)*code);
  if ((*code >= '\t' && *code <= '\r')
      || (category >= UTF8PROC_CATEGORY_ZS
          && category <= UTF8PROC_CATEGORY_ZP))
    *code = ' ';
  else if (category == UTF8PROC_CATEGORY_CC
           || category == UTF8PROC_CATEGORY_CF)
    *code = NUT_REPLACEMENT;
  return len;
}

static size_t width_of_char(uint32_t code)
{
  int width = utf8proc_charwidth((utf8proc_int32_t)code);
  return width > 0 ? (size_t)width : 0;
}

static size_t width_of(struct nut_slice text)
{
  size_t width = 0;
  for (size_t at = 0; at < text.len;) {
    uint32_t code = 0;
    at += next_char(nut_slice_cut(text, at, text.len), &code);
    width += width_of_char(code);
  }
  return width;
}

/* Bytes of the beginning of text that is at most so wide.  A character that
 * would be half in is left out. */
static size_t fit(struct nut_slice text, size_t columns)
{
  size_t width = 0;
  size_t at = 0;
  while (at < text.len) {
    uint32_t code = 0;
    size_t len = next_char(nut_slice_cut(text, at, text.len), &code);
    width += width_of_char(code);
    if (width > columns)
      break;
    at += len;
  }
  return at;
}

static void add_shown(struct nut_buf *out, struct nut_slice text)
{
  for (size_t at = 0; at < text.len;) {
    uint32_t code = 0;
    char bytes[4];
    at += next_char(nut_slice_cut(text, at, text.len), &code);
    nut_buf_add(out, (struct nut_slice){ bytes,
                                         nut_utf_encode(code, bytes) });
  }
}

/* Its end is left out where it is wider than that. */
static void add_short(struct nut_buf *out, struct nut_slice text,
                      size_t columns)
{
  bool whole = width_of(text) <= columns;
  size_t len = whole ? text.len : fit(text, columns - DOTS);
  add_shown(out, nut_slice_cut(text, 0, len));
  if (!whole)
    nut_buf_add_text(out, dots);
}

static void add_quoted(struct nut_buf *out, struct nut_slice text)
{
  nut_buf_add_byte(out, '"');
  add_short(out, text, QUOTE);
  nut_buf_add_byte(out, '"');
}

/* ---- a label and what stands behind it -------------------------------- */

static void begin_line(struct explainer *e, const char *label)
{
  size_t len = nut_slice_of(label).len;
  nut_buf_add_text(e->out, "  ");
  nut_buf_add_text(e->out, label);
  e->column = 2 + len;
}

static void indent(struct explainer *e)
{
  if (e->column < LABEL) {
    nut_buf_add_repeated(e->out, ' ', LABEL - e->column);
    e->column = LABEL;
  } else {
    nut_buf_add_byte(e->out, ' ');
    e->column++;
  }
}

/* What was put into e->item goes to the line, or to the next one.  Items
 * are never broken: one that is wider than a line has it for itself and
 * sticks out. */
static void add_item(struct explainer *e)
{
  struct nut_slice item = nut_buf_slice(&e->item);
  size_t width = width_of(item);
  if (e->column > LABEL && e->column + 1 + width > COLUMNS) {
    nut_buf_add_byte(e->out, '\n');
    e->column = 0;
  }
  indent(e);
  nut_buf_add(e->out, item);
  e->column += width;
  e->out->failed |= e->item.failed;
  nut_buf_clear(&e->item);
}

static void add_words(struct explainer *e, const char *words)
{
  struct nut_slice rest = nut_slice_of(words);
  while (rest.len) {
    size_t end = nut_slice_find(rest, ' ', 0);
    end = end == NUT_SLICE_NONE ? rest.len : end;
    nut_buf_add(&e->item, nut_slice_cut(rest, 0, end));
    add_item(e);
    rest = nut_slice_cut(rest, end + 1, rest.len);
  }
}

static void end_line(struct explainer *e)
{
  nut_buf_add_byte(e->out, '\n');
}

/* ---- where a candidate stands ----------------------------------------- */

static struct nut_slice surface(const struct explainer *e,
                                struct nut_span span)
{
  struct nut_span text = nut_article_text_span(e->trace->article, span);
  return nut_slice_cut(e->trace->article->text, text.start, text.end);
}

/* The candidate's sentence, and as much more as the candidate itself.  A
 * match may begin or end outside its sentence; the view then grows with it. */
static struct nut_slice context_of(const struct explainer *e,
                                   const struct nut_fact *fact)
{
  struct nut_span span = e->trace->article->sentences[fact->sentence].span;
  span.start = fact->span.start < span.start ? fact->span.start : span.start;
  span.end = fact->span.end > span.end ? fact->span.end : span.end;
  return surface(e, span);
}

/* Where to begin so that what stands before `at` is at most so wide: at a
 * word where there is one, else at a character.  Characters are dropped
 * from the left until the rest fits; then on to the next blank, so that the
 * line does not begin within a word. */
static size_t begin_before(struct nut_slice text, size_t at, size_t columns)
{
  size_t start = 0;
  size_t width = width_of(nut_slice_cut(text, 0, at));
  while (width > columns) {
    uint32_t code = 0;
    start += next_char(nut_slice_cut(text, start, at), &code);
    width -= width_of_char(code);
  }
  size_t blank = nut_slice_find(nut_slice_cut(text, 0, at), ' ', start);
  return start && blank != NUT_SLICE_NONE ? blank + 1 : start;
}

/* Where to begin so that text[from..to) stands in the middle, or as far
 * left as what comes after it asks for.  Dots on both sides are allowed
 * for, though one of them may not be needed. */
static size_t begin_of_view(struct nut_slice text, size_t from, size_t to)
{
  size_t wide = width_of(nut_slice_cut(text, from, to));
  size_t after = width_of(nut_slice_cut(text, to, text.len));
  size_t room = COLUMNS - 2 * DOTS;
  size_t half = wide < room ? (room - wide) / 2 : 0;
  if (width_of(text) <= COLUMNS)
    return 0;
  return begin_before(text, from,
                      wide + after < room - half ? room - wide - after : half);
}

/* The sentence, or the part of it around text[from..to), underlined.  A
 * marked part that is cut off at the right is underlined as far as shown. */
static void add_snippet(struct explainer *e, struct nut_slice text,
                        size_t from, size_t to)
{
  size_t wide = width_of(nut_slice_cut(text, from, to));
  size_t start = begin_of_view(text, from, to);
  struct nut_slice rest = nut_slice_cut(text, start, text.len);
  size_t left = start ? DOTS : 0;
  bool whole = left + width_of(rest) <= COLUMNS;
  size_t len = whole ? rest.len : fit(rest, COLUMNS - left - DOTS);
  size_t marked = width_of(nut_slice_cut(text, from, start + len));
  marked = marked < wide ? marked : wide;
  if (start)
    nut_buf_add_text(e->out, dots);
  add_shown(e->out, nut_slice_cut(rest, 0, len));
  nut_buf_add_text(e->out, whole ? "\n" : "...\n");
  nut_buf_add_repeated(
      e->out, ' ', left + width_of(nut_slice_cut(text, start, from)));
  nut_buf_add_byte(e->out, '^');
  nut_buf_add_repeated(e->out, '~', marked ? marked - 1 : 0);
  nut_buf_add_byte(e->out, '\n');
}

static void add_place(struct explainer *e, const struct nut_fact *fact)
{
  struct nut_slice context = context_of(e, fact);
  struct nut_slice extent = surface(e, fact->span);
  size_t from = (size_t)(extent.ptr - context.ptr);
  add_snippet(e, context, from, from + extent.len);
}

/* ---- what it is ------------------------------------------------------- */

/* The candidate as it went into the record, or NULL.  A winner was copied
 * on its way; its index among the candidates is the link. */
static const struct nut_fact *emitted(const struct explainer *e,
                                      const struct nut_fact *fact)
{
  size_t place = (size_t)(fact - e->trace->candidates.ptr);
  for (size_t i = 0; i < e->trace->facts.len; i++)
    if (e->trace->facts.ptr[i].candidate == place)
      return &e->trace->facts.ptr[i];
  return NULL;
}

static void add_value(struct explainer *e, const struct nut_value *value)
{
  if (value->type == NUT_TEXT)
    add_short(&e->item, value->as.text, VALUE);
  else
    nut_value_print(value, &e->item);
}

static void add_fields(struct explainer *e, const struct nut_fact *fact)
{
  begin_line(e, fact->kind->name);
  for (size_t i = 0; i < fact->kind->n_fields; i++) {
    if (!nut_write_has(fact, i))
      continue;
    nut_buf_addf(&e->item, "%s=", fact->kind->fields[i].name);
    add_value(e, &fact->values[i]);
    add_item(e);
  }
  end_line(e);
}

static void add_rejected_kinds(struct explainer *e,
                               const struct nut_fact *fact)
{
  const struct nut_rule *rule = fact->rule;
  begin_line(e, "reject");
  for (size_t i = 0; i < e->table->n_kinds; i++) {
    if (!(rule->kinds >> i & 1))
      continue;
    nut_buf_add_text(&e->item, e->table->kinds[i].name);
    add_item(e);
  }
  end_line(e);
}

static void add_rule(struct explainer *e, const struct nut_rule *rule)
{
  begin_line(e, "rule");
  nut_buf_add(&e->item, rule->name);
  add_item(e);
  nut_buf_addf(&e->item, "(%.*s:%u)", (int)rule->source->name.len,
               rule->source->name.ptr,
               nut_source_line(rule->source, rule->at));
  add_item(e);
  end_line(e);
}

/* The item buffer serves as scratch: it is empty between items. */
static bool same_as_text(struct explainer *e, const struct nut_value *value,
                         struct nut_slice text)
{
  if (value->type == NUT_TEXT)
    return nut_slice_eq(value->as.text, text);
  add_value(e, value);
  bool same = nut_slice_eq(nut_buf_slice(&e->item), text);
  nut_buf_clear(&e->item);
  return same;
}

/* The value is added where it differs from the text: value "a dozen"=12. */
static void add_capture(struct explainer *e, const struct nut_fact *fact,
                        const struct nut_capture *capture,
                        struct nut_span group)
{
  const struct nut_value *value = &fact->values[capture->field];
  struct nut_slice text = surface(e, group);
  bool same = value->type == NUT_NONE || same_as_text(e, value, text);
  nut_buf_addf(&e->item, "%s ", fact->kind->fields[capture->field].name);
  add_quoted(&e->item, text);
  if (!same) {
    nut_buf_add_byte(&e->item, '=');
    add_value(e, value);
  }
  add_item(e);
}

static bool is_shown(const struct nut_match *match,
                     const struct nut_capture *capture,
                     const struct nut_fact *fact)
{
  return capture->field != NUT_FIELD_FACT
         && match->groups[capture->group].start != NUT_NO_GROUP
         && nut_match_owns(match, capture, fact->nth);
}

static void add_captures(struct explainer *e, const struct nut_fact *fact)
{
  if (fact->mention) /* of the gazetteer: there is no pattern */
    return;
  const struct nut_match *match = &e->trace->matches.ptr[fact->match];
  bool any = false;
  for (size_t i = 0; i < match->rule->n_captures; i++) {
    const struct nut_capture *capture = &match->rule->captures[i];
    if (!is_shown(match, capture, fact))
      continue;
    if (!any)
      begin_line(e, "captured");
    any = true;
    add_capture(e, fact, capture, match->groups[capture->group]);
  }
  if (any)
    end_line(e);
}

/* ---- names of places ---- */

/* Senses of a name that are shown. */
#define SENSES_SHOWN 5

/* Tenths, with a sign. */
static void add_tenths(struct explainer *e, int tenths)
{
  int size = tenths < 0 ? -tenths : tenths;
  nut_buf_addf(&e->item, "%s%d.%d", tenths < 0 ? "-" : "+", size / 10,
               size % 10);
  add_item(e);
}

/* "weighed +2.5 something is there +2.5 how well known it is ..." */
static void add_reasons(struct explainer *e,
                        const struct nut_reasons *reasons)
{
  begin_line(e, "weighed");
  for (size_t i = 0; i < reasons->len; i++) {
    add_tenths(e, reasons->ptr[i].weight);
    nut_buf_addf(&e->item, "%s%s", reasons->ptr[i].what,
                 i + 1 < reasons->len ? "," : ":");
    add_item(e);
  }
  add_tenths(e, reasons->sum);
  end_line(e);
}

static void add_sense(struct explainer *e, const struct nut_candidate *c)
{
  nut_buf_add(&e->item, c->place.name);
  nut_buf_addf(&e->item, " (%s%s%s)",
               nut_place_kind_names[c->place.kind],
               c->place.country[0] ? ", " : "", c->place.country);
  add_item(e);
  add_tenths(e, (int)(c->score * 10 + 0.5));
}

/* The one that was chosen, then the others by themselves likeliest. */
static void add_senses(struct explainer *e, const struct nut_toponym *t)
{
  begin_line(e, "senses");
  add_sense(e, &t->candidates[t->best]);
  for (size_t i = 0; i < t->n_candidates && i < SENSES_SHOWN; i++)
    if (i != t->best)
      add_sense(e, &t->candidates[i]);
  end_line(e);
}

static void add_weighing(struct explainer *e, const struct nut_fact *fact)
{
  if (!fact->mention)
    return;
  const struct nut_mention *m = &e->trace->mentions->ptr[fact->mention - 1];
  if (!m->toponym || m->toponym->n_candidates == 0)
    return;
  add_reasons(e, &m->reasons);
  add_senses(e, m->toponym);
}

/* ---- what became of it ------------------------------------------------ */

static void quote_other(struct explainer *e, const struct nut_fact *other)
{
  nut_buf_add(&e->item, other->rule_name);
  nut_buf_add_byte(&e->item, ' ');
  add_quoted(&e->item, surface(e, other->span));
}

/* The reason is set word by word so that it may go over to the next line. */
static void add_loss(struct explainer *e, const struct nut_fact *fact)
{
  begin_line(e, fact->beaten_by->rule->reject ? "rejected" : "lost");
  add_words(e, fact->beaten_by->rule->reject ? "by" : "to");
  quote_other(e, fact->beaten_by);
  nut_buf_add_byte(&e->item, ',');
  add_item(e);
  add_words(e, nut_overlap_reason(fact->beaten_by, fact));
  end_line(e);
}

static void add_victims(struct explainer *e, const struct nut_fact *reject)
{
  bool any = false;
  begin_line(e, "rejects");
  for (size_t i = 0; i < e->trace->candidates.len; i++) {
    const struct nut_fact *fact = e->order[i];
    if (fact->beaten_by != reject)
      continue;
    any = true;
    quote_other(e, fact);
    add_item(e);
  }
  if (!any)
    add_words(e, "nothing that was found");
  end_line(e);
}

/* Neither beaten, nor in the record, nor blocked: a later step of resolve
 * dropped it, for want of a region or a day, or because they contradict it. */
static void add_fate(struct explainer *e, const struct nut_fact *fact)
{
  if (fact->beaten_by) {
    add_loss(e, fact);
  } else if (fact->rule->reject) {
    add_victims(e, fact);
  } else if (emitted(e, fact)) {
    begin_line(e, "in the record");
    end_line(e);
  } else {
    begin_line(e, "left out");
    add_words(e, fact->mention ? "too little speaks for a place here"
                 : fact->blocked
                     ? "what it says cannot be (as 31 February)"
                     : "what it says depends on something the article does"
                       " not tell");
    end_line(e);
  }
}

/* A fact of the record is shown with its final values, a loser with those
 * it had when it lost. */
static void add_candidate(struct explainer *e, const struct nut_fact *fact)
{
  const struct nut_fact *final = emitted(e, fact);
  if (fact->rule->reject)
    add_rejected_kinds(e, fact);
  else
    add_fields(e, final ? final : fact);
  add_rule(e, fact->rule);
  if (!fact->rule->reject)
    add_captures(e, fact);
  add_weighing(e, fact);
  add_fate(e, fact);
}

/* ---- all of an article ------------------------------------------------ */

/* The address is the last tie-break: candidates lie in one array. */
static int by_place(const void *a, const void *b)
{
  const struct nut_fact *x = *(const struct nut_fact *const *)a;
  const struct nut_fact *y = *(const struct nut_fact *const *)b;
  if (x->span.start != y->span.start)
    return x->span.start < y->span.start ? -1 : 1;
  if (x->span.end != y->span.end)
    return x->span.end > y->span.end ? -1 : 1;
  if (x->rule->index != y->rule->index)
    return x->rule->index < y->rule->index ? -1 : 1;
  return (x > y) - (x < y);
}

static bool put_in_order(struct explainer *e, struct nut_arena *arena)
{
  size_t n = e->trace->candidates.len;
  e->order = nut_arena_alloc(arena, (n + 1) * sizeof *e->order);
  if (!e->order)
    return false;
  for (size_t i = 0; i < n; i++)
    e->order[i] = &e->trace->candidates.ptr[i];
  qsort(e->order, n, sizeof *e->order, by_place);
  return true;
}

/* Candidates on one extent share the line of text. */
static void add_candidates(struct explainer *e)
{
  const struct nut_fact *last = NULL;
  for (size_t i = 0; i < e->trace->candidates.len; i++) {
    const struct nut_fact *fact = e->order[i];
    if (!(fact->rule->kinds & e->kinds))
      continue;
    nut_buf_add_byte(e->out, '\n');
    if (!last || last->span.start != fact->span.start
        || last->span.end != fact->span.end)
      add_place(e, fact);
    add_candidate(e, fact);
    last = fact;
  }
}

static size_t count_candidates(const struct nut_trace *trace,
                               unsigned long long kinds)
{
  size_t n = 0;
  for (size_t i = 0; i < trace->candidates.len; i++)
    n += (trace->candidates.ptr[i].rule->kinds & kinds) != 0;
  return n;
}

static void add_counts(struct explainer *e, const char *what)
{
  size_t n = count_candidates(e->trace, e->kinds);
  size_t facts = e->trace->facts.len;
  nut_buf_addf(e->out, "%s: %zu candidate%s, %zu fact%s\n", what, n,
               n == 1 ? "" : "s", facts, facts == 1 ? "" : "s");
}

static void add_setting(struct nut_buf *out, const struct nut_record *record)
{
  if (record->published.len) {
    nut_buf_add_text(out, "published ");
    nut_buf_add(out, record->published);
    nut_buf_add_text(out, " (");
    nut_buf_add(out, record->published_from);
    nut_buf_add_text(out, ")\n");
  }
  if (record->region.len) {
    nut_buf_add_text(out, "region ");
    nut_buf_add(out, record->region);
    nut_buf_add_byte(out, '\n');
  }
  for (size_t i = 0; i < record->n_warnings; i++) {
    nut_buf_add_text(out, "warning: ");
    add_shown(out, record->warnings[i]);
    nut_buf_add_byte(out, '\n');
  }
}

static bool add_record(struct explainer *e, struct nut_arena *arena,
                       const struct nut_traces *traces,
                       const struct nut_record *record)
{
  static const char *const names[NUT_TRACES] = { "text", "title" };
  add_shown(e->out, record->id);
  nut_buf_add_byte(e->out, '\n');
  if (record->error.len) {
    nut_buf_add_text(e->out, "error: ");
    add_shown(e->out, record->error);
    nut_buf_add_byte(e->out, '\n');
    return true;
  }
  add_setting(e->out, record);
  for (size_t i = 0; i < traces->len; i++) {
    e->trace = &traces->ptr[i];
    if (!put_in_order(e, arena))
      return false;
    if (i)
      nut_buf_add_byte(e->out, '\n');
    add_counts(e, names[i]);
    add_candidates(e);
  }
  return true;
}

enum nut_status nut_explain_run(struct nut_extractor *extractor,
                                const struct nut_input *input,
                                struct nut_buf *out)
{
  struct nut_traces traces = { .len = 0 };
  struct nut_record record;
  struct explainer e = { .out = out, .kinds = extractor->kinds,
                         .table = &extractor->rules->kinds };
  extractor->traces = &traces;
  extractor->hidden = true;
  enum nut_status status = nut_extractor_run(extractor, input, &record);
  extractor->traces = NULL;
  extractor->hidden = false;
  if (status != NUT_OK && status != NUT_INPUT)
    return status;
  nut_buf_init(&e.item, extractor->arena.mem);
  if (!add_record(&e, &extractor->arena, &traces, &record)
      || e.item.failed || out->failed)
    status = NUT_NOMEM;
  nut_buf_drop(&e.item);
  return status;
}
