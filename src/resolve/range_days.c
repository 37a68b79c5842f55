/* A day and the time on it, said one beside the other, and days in the week
 * or month before them.
 *
 *   Tuesday from 7 to 7:30pm      the time, which has taken the day already
 *   a quarter to seven tomorrow   the time, moved to the day
 *   every Monday at 4pm           XXXX-WXX-1T16:00
 *   next week from Monday         the day, moved into the week
 *
 * Only in sentences that plan or ask, as all of ranges.c. */
#include "resolve/range.h"
#include "resolve/words.h"

#include "base/limits.h"
#include "base/slice.h"
#include "normalise/period.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* The time of a value, behind its T, or empty. */
static struct nut_slice time_of(struct nut_slice value)
{
  size_t at = nut_slice_find(value, 'T', 0);
  return at == NUT_SLICE_NONE ? (struct nut_slice){ NULL, 0 }
                              : nut_slice_cut(value, at, value.len);
}

/* "7:00 on Sunday afternoon": the part of the day makes it 19:00.  The field
 * is the value, or an edge of a range. */
static struct nut_slice time_in_part(struct nut_ranges *r,
                                     const struct nut_fact *clock,
                                     size_t field, struct nut_slice part)
{
  struct nut_slice time = time_of(nut_text_of(clock, field));
  bool later = nut_slice_starts(part, "TAF") || nut_slice_starts(part, "TEV")
               || nut_slice_starts(part, "TNI");
  int hour = nut_range_two_digits(time, 1);
  struct nut_range_point point = { { 0, 0, 0 }, hour + 12,
                                   nut_range_two_digits(time, 4) };
  if (!later || hour < 1 || hour > 11 || point.minute < 0
      || nut_has(clock, NUT_DATE_MERIDIEM))
    return time;
  return time_of(nut_range_point_text(r->resolve->arena, &point, true));
}

static void set_part(struct nut_ranges *r, struct nut_fact *clock,
                     size_t field, struct nut_slice part)
{
  struct nut_slice value = nut_text_of(clock, field);
  if (part.len && value.len > 10)
    clock->values[field] = nut_value_text(
        nut_range_glue(r->resolve->arena, nut_slice_cut(value, 0, 10),
                       time_in_part(r, clock, field, part)));
}

/* "Friday before 3pm", "3pm or later on Monday": the word that joins them
 * bounds the time; the lists say "yes" of those that do not. */
static void set_bound(struct nut_fact *fact, struct nut_slice meaning)
{
  if (meaning.len && !nut_slice_is(meaning, "yes"))
    fact->values[NUT_DATE_MODIFIER] = nut_value_text(meaning);
}

/* "Tuesday from 7 to 7:30pm", "December 12th between 4pm and 5pm": the clock
 * time behind a day has taken the day already (see anchor.c), so only the
 * span grows. */
bool nut_range_join_day(struct nut_ranges *r,
                        struct nut_fact *day,
                        const struct nut_fact *clock)
{
  struct nut_slice value = nut_text_of(day, NUT_DATE_VALUE);
  struct nut_slice other = nut_text_of(clock, NUT_DATE_VALUE);
  struct nut_slice at = nut_range_between(r, day, clock);
  if (nut_range_is_clock(day) || nut_range_two_digits(value, 11) >= 0
      || !nut_range_is_time(clock) || nut_range_has_day(clock)
      || nut_has(day, NUT_DATE_HOLIDAY) || nut_has(day, NUT_DATE_LAST_DAY)
      || day->sentence != clock->sentence || value.len < 10
      || other.len < 10
      || !nut_slice_eq(nut_slice_cut(value, 0, 10),
                       nut_slice_cut(other, 0, 10))
      || (at.len && !nut_range_says(r, r->words.at, at).len)
      || !nut_intent_is_plan(&r->plan, day->sentence))
    return false;
  uint32_t start = day->span.start;
  struct nut_slice bound = nut_range_says(r, r->words.at, at);
  struct nut_slice part = time_of(value);
  *day = *clock;
  day->span.start = start;
  set_part(r, day, NUT_DATE_VALUE, part);
  set_part(r, day, NUT_DATE_FROM, part);
  set_part(r, day, NUT_DATE_UNTIL, part);
  set_bound(day, bound);
  return true;
}

/* The day of an edge of a range of clock times becomes the one that is said
 * behind it. */
static void move_edge(struct nut_ranges *r, struct nut_fact *fact,
                      size_t field, struct nut_slice day)
{
  struct nut_slice edge = nut_text_of(fact, field);
  if (edge.len > 10)
    fact->values[field] = nut_value_text(
        nut_range_glue(r->resolve->arena, day,
                       nut_slice_cut(edge, 10, edge.len)));
}

/* "a quarter to seven tomorrow", "19:00, 22 December 2016". */
bool nut_range_join_clock(struct nut_ranges *r,
                          struct nut_fact *clock,
                          const struct nut_fact *day)
{
  struct nut_slice value = nut_text_of(day, NUT_DATE_VALUE);
  struct nut_slice on = nut_range_between(r, clock, day);
  if (!nut_range_is_time(clock) || nut_range_is_time(day)
      || nut_range_has_day(clock)
      || nut_has(day, NUT_DATE_HOLIDAY) || clock->sentence != day->sentence
      || value.len < 10 || !nut_is_digit(value.ptr[0])
      || nut_text_of(day, NUT_DATE_UNTIL).len
      || (on.len && !nut_range_says(r, r->words.on, on).len)
      || !nut_intent_is_plan(&r->plan, clock->sentence))
    return false;
  struct nut_slice date = nut_slice_cut(value, 0, 10);
  clock->values[NUT_DATE_VALUE] = nut_value_text(
      nut_range_glue(r->resolve->arena, date,
                     time_in_part(r, clock, NUT_DATE_VALUE,
                                  time_of(value))));
  move_edge(r, clock, NUT_DATE_FROM, date);
  move_edge(r, clock, NUT_DATE_UNTIL, date);
  clock->values[NUT_DATE_SHIFT] = nut_value_int(0);
  clock->span.end = day->span.end;
  set_bound(clock, nut_range_says(r, r->words.on, on));
  return true;
}

/* A day by its name or distance, without figures. */
static bool is_named_day(const struct nut_fact *fact)
{
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  return value.len == 10 && nut_is_digit(value.ptr[0])
         && (nut_has(fact, NUT_DATE_WEEKDAY)
             || nut_has(fact, NUT_DATE_SHIFT))
         && !nut_has(fact, NUT_DATE_DAY) && !nut_has(fact, NUT_DATE_AMOUNT)
         && !nut_has(fact, NUT_DATE_NTH);
}

/* "Monday, 5/7/2018", "tomorrow, 13 April": the figures say which day. */
bool nut_range_join_figures(struct nut_ranges *r,
                            struct nut_fact *name,
                            const struct nut_fact *day)
{
  uint32_t start = name->span.start;
  struct nut_slice comma = nut_range_between(r, name, day);
  if (!is_named_day(name) || !nut_has(day, NUT_DATE_DAY)
      || !nut_has(day, NUT_DATE_MONTH) || nut_has(day, NUT_DATE_LAST_DAY)
      || name->sentence != day->sentence
      || (comma.len && !nut_slice_is(comma, ","))
      || nut_text_of(day, NUT_DATE_UNTIL).len
      || !nut_intent_is_plan(&r->plan, name->sentence))
    return false;
  *name = *day;
  name->span.start = start;
  return true;
}

/* "May 21, Monday": the weekday of the figures before it. */
bool nut_range_join_weekday(struct nut_ranges *r,
                            struct nut_fact *day,
                            const struct nut_fact *name)
{
  struct nut_slice value = nut_text_of(day, NUT_DATE_VALUE);
  struct nut_slice comma = nut_range_between(r, day, name);
  struct nut_date date;
  if (!is_named_day(name) || nut_has(name, NUT_DATE_SHIFT)
      || !nut_has(day, NUT_DATE_DAY) || !nut_has(day, NUT_DATE_MONTH)
      || value.len != 10 || !nut_day_parse(value, &date)
      || nut_day_weekday(nut_day_from_date(date))
             != (int)nut_int_or(name, NUT_DATE_WEEKDAY, 0)
      || nut_text_of(day, NUT_DATE_UNTIL).len
      || name->sentence != day->sentence
      || (comma.len && !nut_slice_is(comma, ","))
      || !nut_intent_is_plan(&r->plan, day->sentence))
    return false;
  day->span.end = name->span.end;
  return true;
}

/* "May fifth" "twenty eighteen", "Oct 26 15:50" "2016": the year behind. */
bool nut_range_join_year(struct nut_ranges *r,
                         struct nut_fact *day,
                         const struct nut_fact *year)
{
  struct nut_slice value = nut_text_of(day, NUT_DATE_VALUE);
  struct nut_slice number = nut_text_of(year, NUT_DATE_VALUE);
  struct nut_slice comma = nut_range_between(r, day, year);
  if (!nut_has(day, NUT_DATE_MONTH) || nut_has(day, NUT_DATE_YEAR)
      || !nut_has(day, NUT_DATE_DAY) || value.len < 10 || number.len != 4
      || !nut_is_digit(number.ptr[0]) || nut_has(year, NUT_DATE_MODIFIER)
      || day->sentence != year->sentence
      || (comma.len && !nut_range_says(r, r->words.year, comma).len)
      || nut_text_of(day, NUT_DATE_UNTIL).len
      || !nut_intent_is_plan(&r->plan, day->sentence))
    return false;
  day->values[NUT_DATE_VALUE] = nut_value_text(
      nut_range_glue(r->resolve->arena, number,
                     nut_slice_cut(value, 4, value.len)));
  day->values[NUT_DATE_YEAR] = year->values[NUT_DATE_YEAR];
  nut_set_text(day, NUT_DATE_BASIS, "explicit");
  day->span.end = year->span.end;
  return true;
}

static bool is_set(const struct nut_fact *fact)
{
  return nut_slice_is(nut_text_of(fact, NUT_DATE_KIND), "set");
}

/* A weekday, perhaps a part of it, or a day of each month. */
static bool is_day_of_set(struct nut_slice value)
{
  return (value.len == 10 || (value.len > 10 && value.ptr[10] == 'T'))
         && (nut_slice_starts(value, "XXXX-WXX-")
             || (nut_slice_starts(value, "XXXX-XX-")
                 && nut_is_digit(value.ptr[8])));
}

/* "every Monday at 4pm", "3pm every day": XXXX-WXX-1T16:00, T15:00. */
bool nut_range_join_set(struct nut_ranges *r,
                        struct nut_fact *a,
                        const struct nut_fact *b)
{
  const struct nut_fact *set = is_set(a) ? a : b;
  const struct nut_fact *clock = is_set(a) ? b : a;
  struct nut_slice value = nut_text_of(set, NUT_DATE_VALUE);
  struct nut_slice at = nut_range_between(r, a, b);
  bool named = is_day_of_set(value);
  if (!is_set(set) || is_set(clock) || !nut_range_is_clock(clock)
      || nut_range_has_day(clock)
      || a->sentence != b->sentence
      || (!named && !nut_slice_is(value, "P1D")
          && !nut_slice_is(value, "PT1NI")
          && !nut_slice_starts(value, "XXXX-XX-XXT"))
      || (at.len && !nut_range_says(r, r->words.at, at).len
          && !nut_range_says(r, r->words.on, at).len)
      || !nut_intent_is_plan(&r->plan, a->sentence))
    return false;
  struct nut_slice time =
      time_in_part(r, clock, NUT_DATE_VALUE, time_of(value));
  struct nut_slice day = nut_slice_cut(value, 0, named ? 10 : 0);
  uint32_t start = a->span.start;
  uint32_t end = b->span.end;
  if (clock == b)
    *a = *b;
  a->values[NUT_DATE_VALUE] =
      nut_value_text(nut_range_glue(r->resolve->arena, day, time));
  nut_set_text(a, NUT_DATE_KIND, "set");
  a->span = (struct nut_span){ start, end };
  return true;
}

/* ---- a week or month and the days in it ---- */

/* How far the days of a weekday, or a day of the month, without a period of
 * their own have to move to lie in the period before them.  false: they are
 * no such days, or lie there in no month. */
static bool days_into(const struct nut_range_point *period, bool week,
                      const struct nut_fact *day,
                      const struct nut_range_point *at, int32_t *days)
{
  struct nut_date date = { period->date.year, period->date.month,
                           at->date.day };
  int32_t first = nut_day_from_date(period->date);
  int32_t number = nut_day_from_date(at->date);
  bool weekday = nut_has(day, NUT_DATE_WEEKDAY);
  if (weekday == nut_has(day, NUT_DATE_DAY) || weekday != week
      || nut_has(day, NUT_DATE_MONTH) || nut_has(day, NUT_DATE_SHIFT)
      || nut_has(day, NUT_DATE_UNIT)
      || (!week && !nut_day_valid(date)))
    return false;
  *days = week ? first + nut_day_weekday(number) - 1 - number
               : nut_day_from_date(date) - number;
  return true;
}

/* The day of a value, or of an edge, so many days later; a time stays. */
static void move_days(struct nut_ranges *r, struct nut_fact *fact,
                      size_t field, int32_t days)
{
  struct nut_arena *arena = r->resolve->arena;
  struct nut_slice old = nut_text_of(fact, field);
  struct nut_date date;
  if (!nut_day_parse(nut_slice_cut(old, 0, 10), &date))
    return;
  date = nut_day_to_date(nut_day_from_date(date) + days);
  fact->values[field] = nut_value_text(
      nut_range_glue(arena, nut_period_text(arena, date, -1),
                     nut_slice_cut(old, 10, old.len)));
}

/* "next week from Monday to Wednesday", "in May from the 3rd to the 9th". */
bool nut_range_join_period(struct nut_ranges *r,
                           struct nut_fact *period,
                           const struct nut_fact *day)
{
  struct nut_slice value = nut_text_of(period, NUT_DATE_VALUE);
  struct nut_slice at = nut_range_between(r, period, day);
  bool week = value.len == 8 && value.ptr[5] == 'W';
  struct nut_range_point whole;
  struct nut_range_point point;
  int32_t days = 0;
  bool month = value.len == 7 && nut_is_digit(value.ptr[5]);
  if ((!week && !month) || period->sentence != day->sentence
      || nut_has(period, NUT_DATE_MODIFIER)
      || !nut_range_point_of(r, period, false, &whole)
      || !nut_range_point_of(r, day, false, &point)
      || (at.len && !nut_range_says(r, r->words.at, at).len
          && !nut_range_says(r, r->words.on, at).len)
      || !days_into(&whole, week, day, &point, &days)
      || !nut_intent_is_plan(&r->plan, day->sentence))
    return false;
  uint32_t start = period->span.start;
  *period = *day;
  period->span.start = start;
  move_days(r, period, NUT_DATE_VALUE, days);
  move_days(r, period, NUT_DATE_FROM, days);
  move_days(r, period, NUT_DATE_UNTIL, days);
  return true;
}
