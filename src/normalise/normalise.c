/* Matches to facts: the stage between scan and resolve.
 *
 * For each match and each fact its rule gives, the captured text is turned
 * into the type of its field (through a word list, as a number, or as
 * text), shared captures are filled in, the rule's fixed values are set,
 * and the kind's own function checks and completes the whole.
 *
 *   rule  {n} people and {m} dogs were rescued
 *   text  "five people and two dogs were rescued"
 *         two facts: 5 people, 2 dogs; "rescued" is the role of both
 *
 * Order is the point: captures of the fact itself come before shared ones,
 * and these before fixed values, which may copy a capture.  A value that
 * cannot be read does not drop the fact but blocks it: it still competes
 * for its extent in resolve, else a shorter and wrong reading would win
 * there.  Only a range that runs downwards is withdrawn, as its bounds are
 * two good numbers.
 *
 * All memory is the article's arena.  Time is linear in captures; a list
 * look-up is a hash look-up. */
#include "normalise/normalise.h"

#include "base/slice.h"
#include "base/utf.h"

typedef bool normalise_fn(struct nut_norm *, struct nut_fact *);

/* One for each kind that is built in, by its number; kinds that rule files
 * declare have none and keep their captures as they are. */
static normalise_fn *const normalisers[NUT_KIND_BUILTIN] = {
  [NUT_KIND_DATE] = nut_normalise_date,
  [NUT_KIND_PLACE] = nut_normalise_place,
  [NUT_KIND_COUNT] = nut_normalise_count,
  [NUT_KIND_AGE] = nut_normalise_age,
  [NUT_KIND_STATUTE] = nut_normalise_statute,
  [NUT_KIND_PHONE] = nut_normalise_phone,
  [NUT_KIND_MONEY] = nut_normalise_money,
  [NUT_KIND_PERCENT] = nut_normalise_percent,
  [NUT_KIND_MEASURE] = nut_normalise_measure,
};

/* One match on its way to facts. */
struct reading {
  struct nut_norm *norm;
  const struct nut_match *match;
  uint32_t number; /* of the match */
};

static bool is_set(const struct nut_match *match, unsigned group)
{
  return match->groups[group].start != NUT_NO_GROUP;
}

/* The extent of the n-th fact; false when it took no part in the match.  A
 * match in which no fact is marked gives one, as wide as itself, and further
 * ones where they have fields of their own. */
static bool extent_of(const struct nut_match *match, unsigned fact,
                      struct nut_span *span)
{
  const struct nut_rule *rule = match->rule;
  bool marked = false;
  bool fields = false;
  *span = match->groups[0];
  for (size_t i = 0; i < rule->n_captures; i++) {
    const struct nut_capture *c = &rule->captures[i];
    if (!is_set(match, c->group))
      continue;
    fields |= c->fact == fact;
    marked |= c->field == NUT_FIELD_FACT;
    if (c->field == NUT_FIELD_FACT && c->fact == fact) {
      *span = match->groups[c->group];
      return true;
    }
  }
  return !marked && (fact == 1 || fields);
}

struct nut_slice nut_shadow_text(const struct nut_article *article,
                                 struct nut_span span)
{
  return nut_slice_cut(article->shadow, span.start, span.end);
}

/* Runs of blanks and line breaks as one space.  Text that was broken over
 * lines in the source equals text that was not.  Without memory the text
 * itself is good enough; the arena says so. */
static struct nut_slice even_gaps(struct nut_arena *arena,
                                  struct nut_slice text)
{
  struct nut_slice out = text;
  if (!nut_wordlist_key(arena, text, true, &out))
    return text;
  return out;
}

static bool read_number(struct nut_norm *norm, struct nut_slice text,
                        struct nut_value *out)
{
  struct nut_decimal num;
  if (!nut_number_parse(norm->arena, &norm->words, text, &num))
    return false;
  *out = nut_value_num(&num);
  return true;
}

/* Bring a value to the type its field has.  false: a number with a fraction
 * where an integer is wanted, or a type that has no way to the other.  To a
 * flag anything is true: that it was captured is what counts. */
static bool coerce(struct nut_norm *norm, struct nut_value *value,
                   enum nut_type type)
{
  struct nut_decimal num;
  int64_t integer = 0;
  if (value->type == type)
    return true;
  if (type == NUT_FLAG) {
    *value = nut_value_flag();
    return true;
  }
  if (type == NUT_NUM && value->type == NUT_INT) {
    num = nut_decimal_from_int(value->as.integer);
    *value = nut_value_num(&num);
    return true;
  }
  if (type == NUT_INT && value->type == NUT_NUM
      && nut_decimal_int(&value->as.num, &integer)) {
    *value = nut_value_int(integer);
    return true;
  }
  if (type == NUT_TEXT) {
    struct nut_buf buf;
    nut_buf_init(&buf, norm->arena->mem);
    nut_value_print(value, &buf);
    *value = nut_value_text(nut_arena_copy(norm->arena, nut_buf_slice(&buf)));
    nut_buf_drop(&buf);
    return true;
  }
  return false;
}

/* A list's value wins over the text ("a dozen" has 12), except a word's
 * text where a number is wanted: there the captured text is read as a
 * number. */
static bool convert(struct nut_norm *norm, const struct nut_capture *capture,
                    struct nut_slice text, enum nut_type type,
                    struct nut_value *out)
{
  const struct nut_word *word = NULL;
  if (capture->list)
    word = nut_wordlist_find(norm->arena, capture->list, text);
  bool number = type == NUT_INT || type == NUT_NUM
                || (capture->define && capture->define->type != NUT_NONE
                    && capture->define->type != NUT_TEXT);
  if (word && !(number && word->value.type == NUT_TEXT))
    *out = word->value;
  else if (!number)
    *out = nut_value_text(even_gaps(norm->arena, text));
  else if (!read_number(norm, text, out))
    return false;
  return coerce(norm, out, type);
}

/* Captures that name no fact have number 1.  One within the first fact's
 * extent is that fact's alone; outside it, like a verb behind two nouns, it
 * is everybody's. */
bool nut_match_owns(const struct nut_match *match,
                    const struct nut_capture *capture, unsigned fact)
{
  struct nut_span first;
  struct nut_span group = match->groups[capture->group];
  if (capture->fact == fact)
    return true;
  if (capture->fact != 1 || !extent_of(match, 1, &first))
    return false;
  return group.end <= first.start || group.start >= first.end;
}

/* An empty span is one that has not been set. */
static void widen(struct nut_span *span, struct nut_span by)
{
  if (span->start == span->end) {
    *span = by;
    return;
  }
  span->start = by.start < span->start ? by.start : span->start;
  span->end = by.end > span->end ? by.end : span->end;
}

/* Captures of the n-th fact, its own before shared ones.  The first capture
 * that took part in the match keeps the field: alternatives of a pattern
 * may all write to one.  The extent of the numbers is noted for the contest
 * between kinds ("5" of "5 million pounds" is no count). */
static void take_captures(struct reading *r, unsigned n, bool shared,
                          struct nut_fact *fact)
{
  const struct nut_rule *rule = r->match->rule;
  for (size_t i = 0; i < rule->n_captures; i++) {
    const struct nut_capture *c = &rule->captures[i];
    if (c->field == NUT_FIELD_FACT || !is_set(r->match, c->group)
        || (c->fact == n) == shared || !nut_match_owns(r->match, c, n)
        || nut_has(fact, c->field))
      continue;
    enum nut_type type = fact->kind->fields[c->field].type;
    struct nut_span span = r->match->groups[c->group];
    struct nut_slice text = nut_shadow_text(r->norm->article, span);
    struct nut_value value;
    if (convert(r->norm, c, text, type, &value))
      fact->values[c->field] = value;
    else
      fact->blocked = true;
    if (type == NUT_NUM || type == NUT_INT)
      widen(&fact->number, span);
  }
}

/* A rule's own assignments, last, so that they overrule captures.  A copy
 * of another field needs both to have one type. */
static void apply_sets(const struct nut_rule *rule, struct nut_fact *fact)
{
  for (size_t i = 0; i < rule->n_sets; i++) {
    const struct nut_set *set = &rule->sets[i];
    if (set->from == NUT_KIND_NONE)
      fact->values[set->field] = set->value;
    else if (nut_has(fact, set->from)
             && fact->kind->fields[set->from].type
                    == fact->kind->fields[set->field].type)
      fact->values[set->field] = fact->values[set->from];
  }
}

static void read_fact(struct reading *r, unsigned n, struct nut_fact *fact)
{
  const struct nut_rule *rule = r->match->rule;
  take_captures(r, n, false, fact);
  take_captures(r, n, true, fact);
  apply_sets(rule, fact);
  if (rule->kind < NUT_KIND_BUILTIN && !fact->blocked
      && normalisers[rule->kind] && !normalisers[rule->kind](r->norm, fact))
    fact->blocked = true;
}

/* Rejects become facts too, blocked from the start and without values: they
 * take part in the contest for the text and leave nothing. */
static enum nut_status add_fact(struct reading *r, unsigned n,
                                struct nut_fact_list *out)
{
  const struct nut_rule *rule = r->match->rule;
  const struct nut_kind *kind = &r->norm->rules->kinds.kinds[rule->kind];
  struct nut_fact fact = { .kind = kind, .rule = rule, .pack = rule->pack,
                           .rule_name = rule->name, .match = r->number,
                           .sentence = r->match->sentence, .nth = n,
                           .blocked = rule->reject };
  if (!extent_of(r->match, n, &fact.span)
      || fact.span.start == fact.span.end)
    return NUT_OK;
  out->ptr = nut_arena_grow(r->norm->arena, out->ptr, out->len, &out->cap,
                            sizeof *out->ptr);
  fact.values = nut_arena_alloc(r->norm->arena,
                                kind->n_fields * sizeof *fact.values);
  if (!out->ptr || !fact.values)
    return NUT_NOMEM;
  if (!rule->reject)
    read_fact(r, n, &fact);
  if (!fact.withdrawn)
    out->ptr[out->len++] = fact;
  return NUT_OK;
}

static unsigned facts_of(const struct nut_match *match)
{
  return match->rule->n_facts ? match->rule->n_facts : 1;
}

/* The list is made as long as it can get, since one that doubles leaves its
 * old copies behind. */
static enum nut_status make_room(struct nut_norm *norm,
                                 const struct nut_matches *matches,
                                 struct nut_fact_list *out)
{
  size_t n = 0;
  for (size_t i = 0; i < matches->len; i++)
    n += facts_of(&matches->ptr[i]);
  if (n == 0)
    return NUT_OK;
  *out = (struct nut_fact_list){
    .ptr = nut_arena_alloc(norm->arena, n * sizeof *out->ptr), .cap = n
  };
  return out->ptr ? NUT_OK : NUT_NOMEM;
}

enum nut_status nut_normalise(struct nut_norm *norm,
                              const struct nut_matches *matches,
                              struct nut_fact_list *out)
{
  if (make_room(norm, matches, out) != NUT_OK)
    return NUT_NOMEM;
  for (size_t i = 0; i < matches->len; i++) {
    struct reading r = { norm, &matches->ptr[i], (uint32_t)i };
    unsigned n = facts_of(r.match);
    for (unsigned fact = 1; fact <= n; fact++)
      if (add_fact(&r, fact, out) != NUT_OK)
        return NUT_NOMEM;
  }
  return norm->arena->failed ? NUT_NOMEM : NUT_OK;
}
