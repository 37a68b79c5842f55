/* Dates with the words that bound them.
 *
 *   after Friday, by 3pm         modifier AFTER, ON_OR_BEFORE
 *   more than 3 days             MORE_THAN
 *   2012 or later, <= 2016       ON_OR_AFTER, ON_OR_BEFORE
 *
 * Only in a sentence that plans or asks (intent.h), where the bound is what is
 * meant; TIMEX3 leaves these words out, and so do dates of reports.  Which
 * words bound, and how, are the lists date_bound, length_bound,
 * date_bound_behind and date_bound_last of the rules; the modifiers are
 * TIMEX3's. */
#include "resolve/intent.h"
#include "resolve/words.h"

#include "base/limits.h"
#include "base/slice.h"
#include "normalise/period.h"
#include "rules/fields.h"
#include "rules/rule.h"

struct bounds {
  struct nut_resolve *resolve;
  const struct nut_wordlist *date;
  const struct nut_wordlist *length;
  const struct nut_wordlist *behind;
  const struct nut_wordlist *last;
  struct nut_intent plan;
};

static struct nut_slice says(const struct bounds *r,
                             const struct nut_wordlist *list,
                             struct nut_slice words)
{
  return nut_word_meaning(r->resolve, list, words);
}

/* A distance of more units is none that has two ends. */
#define DISTANCE_MAX 1000

/* "no later than", "starting from" */
#define BOUND_WORDS_MAX 4

/* "at the latest" */
#define BEHIND_WORDS_MAX 3

static void set_modifier(struct nut_fact *fact, struct nut_slice modifier)
{
  if (!nut_has(fact, NUT_DATE_MODIFIER))
    fact->values[NUT_DATE_MODIFIER] = nut_value_text(modifier);
}

/* Lengths, and distances, are more or less than so much; points in time are
 * before or after. */
static struct nut_slice bound_of(const struct bounds *r,
                                 const struct nut_fact *fact,
                                 struct nut_slice words)
{
  struct nut_slice found = { NULL, 0 };
  if ((nut_is_length(fact) || nut_has(fact, NUT_DATE_AMOUNT))
      && (!nut_has(fact, NUT_DATE_SHIFT)
          || nut_has(fact, NUT_DATE_DIRECTION)))
    found = says(r, r->length, words);
  if (!found.len && !nut_is_length(fact))
    found = says(r, r->date, words);
  return found;
}

/* "<= 2016": signs are no words, and the longer one is asked for first. */
static bool bound_by_sign(struct bounds *r, struct nut_fact *fact,
                          uint32_t limit)
{
  struct nut_slice shadow = r->resolve->article->shadow;
  uint32_t end = fact->span.start;
  while (end > limit && shadow.ptr[end - 1] == ' ')
    end--;
  for (uint32_t n = 2; n >= 1; n--) {
    if (end < limit + n)
      continue;
    struct nut_slice found =
        says(r, r->date, nut_slice_cut(shadow, end - n, end));
    if (!found.len)
      continue;
    fact->span.start = end - n;
    set_modifier(fact, found);
    return true;
  }
  return false;
}

/* "less than 3 days after tomorrow", "less than a week ago": from the day
 * that is counted from, or until it, which lies as far from the value. */
static void set_span(struct bounds *r, struct nut_fact *fact)
{
  int64_t amount = 0;
  struct nut_date day;
  struct nut_date base;
  int sign = nut_int_or(fact, NUT_DATE_DIRECTION, 0) < 0 ? -1 : 1;
  struct nut_slice modifier = nut_text_of(fact, NUT_DATE_MODIFIER);
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  struct nut_arena *arena = r->resolve->arena;
  if (!nut_has(fact, NUT_DATE_DIRECTION) || !nut_has(fact, NUT_DATE_AMOUNT)
      || !(nut_slice_is(modifier, "LESS_THAN")
           || (sign < 0 && nut_slice_is(modifier, "AFTER")))
      || value.len != 10 || !nut_day_parse(value, &day)
      || !nut_decimal_int(&fact->values[NUT_DATE_AMOUNT].as.num, &amount)
      || amount < 1 || amount > DISTANCE_MAX
      || !nut_period_move(day, nut_text_of(fact, NUT_DATE_UNIT),
                          -sign * (int)amount, &base))
    return;
  fact->values[sign < 0 ? NUT_DATE_FROM : NUT_DATE_UNTIL] =
      nut_value_text(value);
  fact->values[sign < 0 ? NUT_DATE_UNTIL : NUT_DATE_FROM] =
      nut_value_text(nut_period_text(arena, base, -1));
}

static void bound_before(struct bounds *r, struct nut_fact *fact,
                         uint32_t limit)
{
  const char *text = r->resolve->article->shadow.ptr;
  uint32_t at = fact->span.start;
  uint32_t start = at;
  struct nut_slice modifier = { NULL, 0 };
  for (int i = 0; i < BOUND_WORDS_MAX; i++) {
    struct nut_slice word = nut_word_before(text, limit, at);
    if (!word.len)
      break;
    at = (uint32_t)(word.ptr - text);
    struct nut_slice found = bound_of(r, fact, nut_slice_trim(
        nut_slice_cut(r->resolve->article->shadow, at, fact->span.start)));
    if (!found.len)
      continue;
    start = at;
    modifier = found;
  }
  if (!modifier.len)
    return;
  fact->span.start = start;
  set_modifier(fact, modifier);
}

/* Is a clause over there? */
static bool is_last(const char *text, uint32_t at, uint32_t limit)
{
  while (at < limit && text[at] == ' ')
    at++;
  return at >= limit
         || nut_slice_find(nut_slice_of(".,;:?!)"), text[at], 0)
                != NUT_SLICE_NONE;
}

/* "3pm or later", "2012 onwards", "from May on".  `next`: where the date
 * behind begins; a word beside that one bounds it ("before 2000 or after
 * 2010"). */
static void bound_behind(struct bounds *r, struct nut_fact *fact,
                         uint32_t next)
{
  const char *text = r->resolve->article->shadow.ptr;
  uint32_t limit = nut_sentence_of(r->resolve->article, fact).end;
  uint32_t at = fact->span.end;
  for (int i = 0; i < BEHIND_WORDS_MAX; i++) {
    struct nut_slice word = nut_word_behind(text, at, limit);
    if (!word.len)
      return;
    at = (uint32_t)(word.ptr + word.len - text);
    struct nut_slice words = nut_slice_trim(
        nut_slice_cut(r->resolve->article->shadow, fact->span.end, at));
    struct nut_slice found = says(r, r->behind, words);
    if (!found.len && is_last(text, at, limit))
      found = says(r, r->last, words);
    if (!found.len || at + 1 == next)
      continue;
    fact->span.end = at;
    set_modifier(fact, found);
    return;
  }
}

/* `limit`: where the date before ends, or the sentence begins. */
static void bound(struct bounds *r, struct nut_fact *fact, uint32_t limit,
                  uint32_t next)
{
  if (!nut_intent_is_plan(&r->plan, fact->sentence)
      || nut_has(fact, NUT_DATE_REF)
      || nut_slice_is(nut_text_of(fact, NUT_DATE_KIND), "set"))
    return;
  bound_behind(r, fact, next);
  if (!bound_by_sign(r, fact, limit))
    bound_before(r, fact, limit);
  set_span(r, fact);
}

static uint32_t next_date(const struct nut_fact_list *facts, size_t i)
{
  for (i++; i < facts->len; i++)
    if (nut_is_date(&facts->ptr[i]))
      return facts->ptr[i].span.start;
  return UINT32_MAX;
}

static void bound_all(struct bounds *r, struct nut_fact_list *facts)
{
  uint32_t limit = 0;
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    struct nut_span sentence = nut_sentence_of(r->resolve->article, fact);
    if (!nut_is_date(fact))
      continue;
    bound(r, fact, limit > sentence.start ? limit : sentence.start,
          next_date(facts, i));
    limit = fact->span.end;
  }
}

enum nut_status nut_resolve_bounds(struct nut_resolve *resolve,
                                   struct nut_fact_list *facts)
{
  struct bounds r = {
    .resolve = resolve,
    .date = nut_rules_wordlist(resolve->rules, "date_bound"),
    .length = nut_rules_wordlist(resolve->rules, "length_bound"),
    .behind = nut_rules_wordlist(resolve->rules, "date_bound_behind"),
    .last = nut_rules_wordlist(resolve->rules, "date_bound_last"),
  };
  if (resolve->article->n_sentences > NUT_MESSAGE_SENTENCES)
    return NUT_OK;
  nut_intent_init(&r.plan, resolve);
  bound_all(&r, facts);
  return resolve->arena->failed ? NUT_NOMEM : NUT_OK;
}
