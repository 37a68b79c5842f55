/* Weekdays: how far from the day that they count from. */
#include "normalise/weekday.h"

#include "rules/fields.h"

/* "last Friday" (-1), "next Friday" (1), "the Friday after next" (2), "two
 * Fridays ago" (-2): never today. */
int nut_weekday_of_shift(int today, int weekday, int shift)
{
  int back = (today - weekday + 7) % 7;
  if (shift > 0)
    return 7 * shift - back;
  return 7 * (shift + 1) - (back ? back : 7);
}

/* "this Friday" is of this week, Monday to Sunday, unless the verb says
 * otherwise. */
static int weekday_of_week(int today, int weekday, enum nut_tense tense)
{
  int days = weekday - today;
  if (tense == NUT_TENSE_FUTURE && days < 0)
    return days + 7;
  return tense == NUT_TENSE_PAST && days > 0 ? days - 7 : days;
}

/* Days back to a weekday that is nearer than the coming one. */
#define DAYS_NEARER 3

/* "It began on Tuesday, March 5.  By that Friday": the one nearest to the day
 * told, on either side of it. */
static int weekday_of_talk(int back)
{
  return back > DAYS_NEARER ? 7 - back : -back;
}

/* "on Friday" by itself: the last one, or the one that the verb tells. */
static int weekday_of_tense(int back, enum nut_tense tense)
{
  bool ahead = tense == NUT_TENSE_FUTURE
               || (tense == NUT_TENSE_EITHER && back > DAYS_NEARER);
  return ahead && back ? 7 - back : -back;
}

/* "On 8 September ... on the Friday": the first one from the day told on. */
static bool is_of_week_told(const struct nut_timex *t)
{
  return nut_timex_has(t, NUT_DATE_ANCHOR)
         && nut_timex_has(t, NUT_DATE_DIRECTION)
         && !nut_timex_has(t, NUT_DATE_SHIFT)
         && t->anchor->mention.len >= NUT_DAY_LEN;
}

/* "last Friday" of a Saturday is of the week before, as that of Friday is
 * "yesterday", or "on Friday"; "next Friday" likewise. */
static int weekday_not_beside(int today, int weekday, int shift)
{
  int days = nut_weekday_of_shift(today, weekday, shift);
  return days == 1 || days == -1 ? 8 * days : days;
}

/* How many days from the anchor.  "on Friday" is the last one up to it, or
 * the coming one of a verb that looks ahead; on a Friday it is that day.
 * "Friday of last week" is that week's, and so, to who plans, is "next
 * Friday". */
int nut_weekday_away(const struct nut_timex *t)
{
  int64_t amount = 1;
  int weekday = nut_timex_int(t, NUT_DATE_WEEKDAY);
  int today = nut_day_weekday(nut_timex_anchor_number(t));
  int shift = (int)nut_int_or(t->fact, NUT_DATE_SHIFT, 0);
  int back = (today - weekday + 7) % 7;
  if (nut_timex_unit_is(t, "week"))
    return weekday - today + 7 * shift;
  if (is_of_week_told(t))
    return back ? 7 - back : 0;
  if (nut_timex_has(t, NUT_DATE_AMOUNT)
      && nut_decimal_int(&t->fact->values[NUT_DATE_AMOUNT].as.num, &amount))
    shift = nut_timex_int(t, NUT_DATE_DIRECTION) * (int)amount;
  if (shift && t->anchor->plan && !nut_timex_has(t, NUT_DATE_AMOUNT))
    return weekday - today + 7 * shift;
  if (shift && (t->start || nut_timex_has(t, NUT_DATE_AMOUNT)))
    return nut_weekday_of_shift(today, weekday, shift);
  if (shift)
    return weekday_not_beside(today, weekday, shift);
  if (nut_timex_has(t, NUT_DATE_SHIFT))
    return nut_timex_has(t, NUT_DATE_ANCHOR)
               ? weekday_of_talk(back)
               : weekday_of_week(today, weekday, t->anchor->tense);
  return weekday_of_tense(back, t->anchor->tense);
}
