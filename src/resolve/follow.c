/* Dates that the date before them places:
 *
 *   from 10pm on Friday to 2am on Saturday    the Saturday behind that Friday
 *   last Monday and Tuesday                   of one week
 *   bookings for September and October        of one autumn
 *   Saturday: rain.  Sunday: snow             the day behind
 *
 * Each is first given a value of its own; only where that cannot be meant is
 * it counted anew. */
#include "resolve/follow.h"

#include "resolve/words.h"

#include "base/slice.h"
#include "normalise/anchor.h"
#include "normalise/period.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* Does a word that opens a range stand before a, and one that joins it between
 * the two? */
static bool is_range(const struct nut_resolve *resolve,
                     const struct nut_fact *a, const struct nut_fact *b)
{
  struct nut_span sentence = nut_sentence_of(resolve->article, a);
  struct nut_slice open = nut_word_before(resolve->article->shadow.ptr,
                                          sentence.start, a->span.start);
  return nut_list_says(resolve, "range_open", open).len
         && nut_are_joined(resolve, a, b, "range_join");
}

/* Is the day of a before that of b? */
static bool is_before(const struct nut_fact *a, const struct nut_fact *b)
{
  return nut_slice_cmp(nut_slice_cut(nut_text_of(a, NUT_DATE_VALUE), 0,
                                     NUT_DAY_LEN),
                       nut_slice_cut(nut_text_of(b, NUT_DATE_VALUE), 0,
                                     NUT_DAY_LEN)) < 0;
}

/* "from 10pm on Friday to 2am on Saturday": the second weekday is the next
 * one behind the first. */
static bool is_weekday_before(const struct nut_fact *a,
                              const struct nut_fact *b)
{
  return nut_has(a, NUT_DATE_WEEKDAY) && nut_has(b, NUT_DATE_WEEKDAY)
         && is_before(b, a);
}

/* "from February until late March" are of one winter.  Where the first is
 * ahead and the second is not, the first may be what is wrong. */
static bool is_month_astray(const struct nut_anchor *anchor,
                            const struct nut_fact *a,
                            const struct nut_fact *b)
{
  struct nut_date from;
  struct nut_date until;
  if (!nut_has(a, NUT_DATE_MONTH) || !nut_has(b, NUT_DATE_MONTH)
      || nut_has(b, NUT_DATE_YEAR)
      || !nut_period_start(nut_text_of(a, NUT_DATE_VALUE), &from)
      || !nut_period_start(nut_text_of(b, NUT_DATE_VALUE), &until))
    return false;
  int months = 12 * (until.year - from.year) + until.month - from.month;
  bool ahead = nut_anchor_is_ahead(anchor, nut_text_of(a, NUT_DATE_VALUE));
  return (months < 0 && !ahead) || months >= 12;
}

/* "late Tuesday or early Wednesday", where no verb looks back. */
static bool is_joined(const struct nut_resolve *resolve,
                      const struct nut_anchor *anchor,
                      const struct nut_fact *a, const struct nut_fact *b)
{
  return !nut_has(a, NUT_DATE_SHIFT) && anchor->tense != NUT_TENSE_PAST
         && nut_are_joined(resolve, a, b, "date_joint");
}

/* "Saturday: rain.  Sunday: snow": the day behind one that is ahead. */
static bool is_listed(const struct nut_anchor *anchor,
                      const struct nut_fact *a, const struct nut_fact *b)
{
  struct nut_date date;
  return anchor->tense == NUT_TENSE_UNKNOWN
         && b->sentence <= a->sentence + 1 && !nut_has(a, NUT_DATE_SHIFT)
         && nut_anchor_is_ahead(anchor, nut_text_of(a, NUT_DATE_VALUE))
         && nut_period_start(nut_text_of(a, NUT_DATE_VALUE), &date)
         && nut_day_weekday(nut_day_from_date(date) + 1)
                == (int)nut_int_or(b, NUT_DATE_WEEKDAY, 0);
}

/* "last Monday and Tuesday": which one is said once. */
static bool is_said_once(const struct nut_resolve *resolve,
                         const struct nut_fact *a, const struct nut_fact *b)
{
  return nut_has(a, NUT_DATE_SHIFT)
         && nut_has(a, NUT_DATE_WEEKDAY) && nut_has(b, NUT_DATE_WEEKDAY)
         && !nut_has(a, NUT_DATE_UNIT) && !nut_has(b, NUT_DATE_UNIT)
         && !nut_has(b, NUT_DATE_MONTH) && !nut_has(b, NUT_DATE_DAY)
         && nut_are_joined(resolve, a, b, "date_joint");
}

/* "a poll taken Tuesday through Thursday": the second is of the week behind
 * the first, whatever verb is beside it. */
static bool is_weekday_span(const struct nut_resolve *resolve,
                            const struct nut_fact *a,
                            const struct nut_fact *b)
{
  struct nut_date from;
  struct nut_date until;
  if (!nut_is_bare_weekday(a) || !nut_is_bare_weekday(b)
      || nut_has(a, NUT_DATE_SHIFT)
      || !nut_are_joined(resolve, a, b, "day_through")
      || !nut_period_start(nut_text_of(a, NUT_DATE_VALUE), &from)
      || !nut_period_start(nut_text_of(b, NUT_DATE_VALUE), &until))
    return false;
  int32_t days = nut_day_from_date(until) - nut_day_from_date(from);
  return days < 0 || days > 6;
}

/* A month without its day and year. */
static bool is_bare_month(const struct nut_fact *fact)
{
  return nut_has(fact, NUT_DATE_MONTH) && !nut_has(fact, NUT_DATE_YEAR)
         && !nut_has(fact, NUT_DATE_DAY)
         && nut_text_of(fact, NUT_DATE_VALUE).len == 7;
}

/* "for September and October": the second is not over where the first is to
 * come. */
static bool is_month_joined(const struct nut_resolve *resolve,
                            const struct nut_anchor *anchor,
                            const struct nut_fact *a,
                            const struct nut_fact *b)
{
  return is_bare_month(a) && is_bare_month(b)
         && !is_range(resolve, a, b)
         && nut_anchor_is_ahead(anchor, nut_text_of(a, NUT_DATE_VALUE))
         && !nut_anchor_is_ahead(anchor, nut_text_of(b, NUT_DATE_VALUE))
         && nut_are_joined(resolve, a, b, "month_joint");
}

/* "shut tomorrow and Monday": the next one. */
static bool is_behind_today(const struct nut_resolve *resolve,
                            const struct nut_fact *a,
                            const struct nut_fact *b)
{
  return nut_is_bare_weekday(b)
         && nut_slice_is(nut_text_of(a, NUT_DATE_UNIT), "day")
         && nut_int_or(a, NUT_DATE_SHIFT, -1) >= 0
         && !nut_has(a, NUT_DATE_ANCHOR) && !nut_has(b, NUT_DATE_SHIFT)
         && is_before(b, a)
         && nut_are_joined(resolve, a, b, "month_joint");
}

/* Does the second date count from the first? */
static bool leads(const struct nut_resolve *resolve,
                  const struct nut_anchor *anchor, const struct nut_fact *a,
                  const struct nut_fact *b)
{
  if (!nut_is_date(a) || nut_has(b, NUT_DATE_SHIFT)
      || nut_has(b, NUT_DATE_DIRECTION))
    return false;
  if (is_said_once(resolve, a, b) || is_month_joined(resolve, anchor, a, b)
      || is_weekday_span(resolve, a, b) || is_behind_today(resolve, a, b))
    return true;
  bool weekday = is_weekday_before(a, b);
  bool joined = weekday && (is_joined(resolve, anchor, a, b)
                            || is_listed(anchor, a, b));
  return (weekday || is_month_astray(anchor, a, b))
         && (joined || is_range(resolve, a, b));
}

bool nut_follow(const struct nut_resolve *resolve,
                const struct nut_anchor *anchor, const struct nut_fact *a,
                struct nut_fact *b)
{
  struct nut_anchor first = *anchor;
  if (!leads(resolve, anchor, a, b)
      || !nut_period_start(nut_text_of(a, NUT_DATE_VALUE), &first.date))
    return true;
  first.tense = NUT_TENSE_FUTURE;
  first.told_year = 0;
  return nut_date_resolve(resolve->arena, b, &first);
}
