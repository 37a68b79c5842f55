/* What a date counts from: the day of the article, or a date of its text.
 *
 *   "two years later", "that day"        the date mentioned before
 *   "at 9pm on Sunday ... until 1am"     the day of the story
 *   all others, and those of a plan      the day of the article
 *
 * Constant time for a fact. */
#include "normalise/anchor.h"

#include "base/slice.h"
#include "normalise/period.h"
#include "rules/fields.h"

/* A clock time or a part of the day alone; of "two hours before noon" the
 * unit is no day. */
static bool is_bare_clock(const struct nut_fact *fact)
{
  static const size_t days[] = {
    NUT_DATE_MONTH, NUT_DATE_DAY, NUT_DATE_WEEKDAY, NUT_DATE_UNIT,
    NUT_DATE_SHIFT, NUT_DATE_HOLIDAY,
  };
  for (size_t i = 0; i < sizeof days / sizeof *days; i++)
    if (nut_has(fact, days[i])
        && (days[i] != NUT_DATE_UNIT || !nut_has(fact, NUT_DATE_HOUR)))
      return false;
  return nut_has(fact, NUT_DATE_HOUR) || nut_has(fact, NUT_DATE_PART);
}

/* Hours that are still called night. */
#define NIGHT_ENDS 6

bool nut_anchor_ends_night(const struct nut_fact *fact)
{
  return nut_slice_is(nut_text_of(fact, NUT_DATE_MERIDIEM), "am")
         && nut_int_or(fact, NUT_DATE_HOUR, NIGHT_ENDS) % 12 < NIGHT_ENDS;
}

/* "until dawn", "at 4 in the morning". */
static bool is_of_morning(const struct nut_fact *fact)
{
  return nut_slice_is(nut_text_of(fact, NUT_DATE_PART), "MO")
         && nut_int_or(fact, NUT_DATE_HOUR, 0) < NIGHT_ENDS;
}

/* "at 9pm on Sunday ... until 1am" goes past midnight. */
static bool is_past_midnight(const struct nut_fact *fact,
                             struct nut_slice day)
{
  return (nut_anchor_ends_night(fact) || is_of_morning(fact))
         && nut_period_is_night(day);
}

/* "on Saturday ...  at about 9.50pm": the day of the story, where one was
 * said shortly before. */
static void take_story_day(const struct nut_fact *fact,
                           struct nut_anchor *own)
{
  struct nut_date date;
  if (!is_bare_clock(fact) || own->day.len < 10
      || !nut_period_start(own->day, &date))
    return;
  if (is_past_midnight(fact, own->day))
    date = nut_day_to_date(nut_day_from_date(date) + 1);
  own->known = true;
  own->date = date;
  own->basis = "anchored";
}

bool nut_anchor_is_ahead(const struct nut_anchor *anchor,
                         struct nut_slice value)
{
  struct nut_date date;
  return anchor->known && nut_period_start(value, &date)
         && nut_day_from_date(date) > nut_day_from_date(anchor->date);
}

enum nut_tense nut_anchor_tense(const struct nut_anchor *anchor,
                                bool this_one)
{
  bool far = anchor->verb == NUT_VERB_FAR && anchor->tense == NUT_TENSE_PAST;
  return this_one && far ? NUT_TENSE_UNKNOWN : anchor->tense;
}

/* "a year earlier" behind "it hopes for more in 1990" is before today. */
static bool looks_back_from_ahead(const struct nut_fact *fact,
                                  const struct nut_anchor *anchor)
{
  return nut_int_or(fact, NUT_DATE_DIRECTION, 0) < 0
         && nut_anchor_is_ahead(anchor, anchor->mention);
}

bool nut_anchor_tells_year(const struct nut_anchor *anchor)
{
  bool over = anchor->told_year < anchor->date.year;
  return anchor->known && anchor->told_year
         && anchor->told_year != anchor->date.year
         && anchor->tense != (over ? NUT_TENSE_FUTURE : NUT_TENSE_PAST);
}

/* "in June 2019 ... on 2 July": the year is the story's. */
static bool takes_year(const struct nut_fact *fact,
                       const struct nut_anchor *anchor)
{
  return nut_has(fact, NUT_DATE_MONTH) && !nut_has(fact, NUT_DATE_YEAR)
         && !nut_has(fact, NUT_DATE_SHIFT)
         && (anchor->apposed_year || nut_anchor_tells_year(anchor));
}

/* What "two days later" counts from: the date before or, where that is too
 * coarse, the day told shortly before ("on 3 May he fell; he would have been
 * 20 in June, but died two days later", "lost the job that he had since 1986;
 * two days later"); a month only of its year. */
static struct nut_slice counted_from(const struct nut_anchor *anchor,
                                     size_t digits)
{
  struct nut_slice mention = anchor->mention;
  bool coarse = mention.len >= 4 && mention.len < digits;
  bool day = coarse && anchor->day.len >= digits
             && (digits == NUT_DAY_LEN
                 || nut_slice_eq(nut_slice_cut(anchor->day, 0, 4),
                                 nut_slice_cut(mention, 0, 4)));
  return day && !nut_anchor_is_ahead(anchor, anchor->day) ? anchor->day
                                                          : mention;
}

/* As many digits of YYYY-MM-DD as have to be told. */
static size_t digits_needed(const struct nut_fact *fact)
{
  struct nut_slice unit = nut_text_of(fact, NUT_DATE_UNIT);
  if (nut_slice_is(unit, "year") || nut_slice_is(unit, "decade")
      || nut_has(fact, NUT_DATE_MONTH) || nut_has(fact, NUT_DATE_SEASON))
    return 4;
  return nut_slice_is(unit, "month") ? 7 : 10;
}

/* "in the week ended May 13 ... the week before". */
static bool take_week(const struct nut_fact *fact, struct nut_anchor *own)
{
  struct nut_slice unit = nut_text_of(fact, NUT_DATE_UNIT);
  if (!own->week.len || !nut_slice_is(unit, "week")
      || nut_has(fact, NUT_DATE_WEEKDAY)
      || !nut_period_start(own->week, &own->date))
    return false;
  own->known = true;
  own->basis = "anchored";
  return true;
}

/* "two years later", "that day": from the date before.  One that is too
 * coarse ("that day", after "in 1999") cannot be counted from. */
struct nut_anchor nut_anchor_of(const struct nut_fact *fact,
                                const struct nut_anchor *anchor)
{
  struct nut_anchor own = *anchor;
  size_t digits = digits_needed(fact);
  int64_t away = nut_int_or(fact, NUT_DATE_SHIFT, 0);
  take_story_day(fact, &own);
  if (takes_year(fact, anchor))
    own.basis = "anchored";
  if (!nut_slice_is(nut_text_of(fact, NUT_DATE_ANCHOR), "mention")
      || anchor->plan || take_week(fact, &own))
    return own;
  if (!anchor->mention.len || looks_back_from_ahead(fact, anchor))
    return own;
  struct nut_slice from = counted_from(anchor, digits);
  own.known = from.len >= digits && nut_period_start(from, &own.date);
  if (from.len == 4)
    own.date.month = away > 0 ? 12 : 1; /* "in 2021 ... the next May": 2022 */
  own.basis = "anchored";
  return own;
}
