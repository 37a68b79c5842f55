/* A length and where it begins ("2 weeks starting 20 May"), and a length in
 * two parts ("1 year, 21 days").
 *
 * Only in sentences that plan or ask, as all of ranges.c, but for lengths of
 * three parts. */
#include "resolve/range.h"
#include "resolve/words.h"

#include "base/limits.h"
#include "base/slice.h"
#include "normalise/period.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* Minutes, or units, that a plan may be long; what is longer is a slip, and
 * an int holds what comes of it. */
#define LENGTH_MAX 100000

/* Minutes of "3 hours 30 minutes"; 0: it has others, or none. */
static int64_t minutes_long(const struct nut_fact *length)
{
  int64_t amount = 0;
  int64_t rest = 0;
  struct nut_decimal product;
  struct nut_slice unit = nut_text_of(length, NUT_DATE_UNIT);
  struct nut_decimal size =
      nut_decimal_from_int(nut_slice_is(unit, "hour") ? 60 : 1);
  if ((!nut_slice_is(unit, "hour") && !nut_slice_is(unit, "minute"))
      || !nut_has(length, NUT_DATE_AMOUNT)
      || !nut_decimal_mul(&length->values[NUT_DATE_AMOUNT].as.num, &size,
                          &product)
      || !nut_decimal_int(&product, &amount) || amount > LENGTH_MAX)
    return 0;
  if (nut_has(length, NUT_DATE_REST)
      && (!nut_decimal_int(&length->values[NUT_DATE_REST].as.num, &rest)
          || rest > LENGTH_MAX
          || !nut_slice_is(nut_text_of(length, NUT_DATE_REST_UNIT),
                           "minute")))
    return 0;
  return amount + rest;
}

/* Where the length ends; its last day is part of it. */
static bool end_of(const struct nut_range_point *from,
                   const struct nut_fact *length,
                   struct nut_range_point *until)
{
  int64_t amount = minutes_long(length);
  *until = *from;
  if (from->hour >= 0 && amount > 0) {
    int at = nut_range_minutes(from) + (int)amount;
    until->hour = at / 60 % 24;
    until->minute = at % 60;
    until->date = nut_day_to_date(nut_day_from_date(from->date)
                                  + at / 60 / 24);
    return true;
  }
  if (from->hour >= 0 || nut_has(length, NUT_DATE_REST)
      || !nut_has(length, NUT_DATE_AMOUNT)
      || !nut_decimal_int(&length->values[NUT_DATE_AMOUNT].as.num, &amount)
      || amount < 1 || amount > LENGTH_MAX
      || !nut_period_move(from->date, nut_text_of(length, NUT_DATE_UNIT),
                          (int)amount, &until->date))
    return false;
  until->date = nut_day_to_date(nut_day_from_date(until->date) - 1);
  return true;
}

/* "2 weeks starting May 20th", "from 10am for 3 hours": from the day or time
 * until the length is over.  "At 10am for 3 hours" says two things. */
bool nut_range_join_length(struct nut_ranges *r,
                           struct nut_fact *a,
                           const struct nut_fact *b)
{
  const char *text = r->resolve->article->shadow.ptr;
  const struct nut_fact *length = nut_is_length(a) ? a : b;
  const struct nut_fact *start = nut_is_length(a) ? b : a;
  struct nut_slice word =
      nut_range_says(r, r->words.begin, nut_range_between(r, a, b));
  struct nut_slice open = start == a ? nut_range_opener(r, a) : word;
  struct nut_range_point from;
  struct nut_range_point until;
  if (a->sentence != b->sentence || nut_is_length(start)
      || !nut_is_length(length)
      || !nut_slice_is(word, start == a ? "behind" : "before")
      || (start == a && !open.len)
      || !nut_range_point_of(r, start, false, &from)
      || !end_of(&from, length, &until)
      || !nut_intent_is_plan(&r->plan, a->sentence))
    return false;
  uint32_t begin = start == a && open.len ? (uint32_t)(open.ptr - text)
                                          : a->span.start;
  uint32_t end = b->span.end;
  *a = *start;
  nut_range_set_edges(r, a, &from, &until);
  a->span = (struct nut_span){ begin, end };
  return true;
}

/* Where the unit stands among all, the shortest first; -1: not among them. */
static int size_of(const struct nut_fact *length)
{
  static const char *const units[] = {
    "second", "minute", "hour", "day", "week", "month", "year", "decade"
  };
  struct nut_slice unit = nut_text_of(length, NUT_DATE_UNIT);
  for (int i = 0; i < (int)(sizeof units / sizeof *units); i++)
    if (nut_slice_is(unit, units[i]))
      return i;
  return -1;
}

/* "five years, six months and two days": three parts are one length, whoever
 * says it; of two ("for two years, six months of them") only a plan's are. */
static bool is_one_length(struct nut_ranges *r,
                          const struct nut_fact *a, const struct nut_fact *b)
{
  return nut_has(a, NUT_DATE_REST) || nut_has(b, NUT_DATE_REST)
         || nut_intent_is_plan(&r->plan, a->sentence);
}

/* "1 year, 1 month, 21 days": P1Y1M21D.  "The last 3 months and next 2 weeks"
 * are two, and so are "10 minutes and 2 hours". */
bool nut_range_join_lengths(struct nut_ranges *r,
                            struct nut_fact *a,
                            const struct nut_fact *b)
{
  struct nut_slice value = nut_text_of(a, NUT_DATE_VALUE);
  struct nut_slice more = nut_text_of(b, NUT_DATE_VALUE);
  struct nut_slice join = nut_range_between(r, a, b);
  size_t skip = 1;
  if (!nut_is_length(a) || !nut_is_length(b) || a->sentence != b->sentence
      || (join.len && !nut_range_says(r, r->words.more, join).len)
      || size_of(a) <= size_of(b)
      || !nut_has(a, NUT_DATE_AMOUNT) || !nut_has(b, NUT_DATE_AMOUNT)
      || nut_has(b, NUT_DATE_SHIFT) || !is_one_length(r, a, b))
    return false;
  if (nut_slice_find(value, 'T', 0) != NUT_SLICE_NONE) {
    if (!nut_slice_starts(more, "PT"))
      return false;
    skip = 2;
  }
  a->values[NUT_DATE_VALUE] = nut_value_text(
      nut_range_glue(r->resolve->arena, value,
                     nut_slice_cut(more, skip, more.len)));
  a->span.end = b->span.end;
  return true;
}
