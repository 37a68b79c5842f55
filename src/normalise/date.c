/* Dates: captures to a TIMEX3 value (TimeML 1.2.1, whose values extend ISO
 * 8601), written piece by piece into a buffer.
 *
 *   28 September 2021, 2.30pm   2021-09-28T14:30
 *   last week (from that day)   2021-W38
 *   in the 1990s                199
 *   18 months                   P18M
 *   28 September (no anchor)    XXXX-09-28
 *
 * put_value picks the one form that the captures ask for, the most specific
 * first, and each form asks the anchor, the day the article counts from,
 * only for what the text leaves open.  Text is built instead of a date
 * structure because most values are no day: they are weeks, decades,
 * durations or have unknown parts, and X is the notation for these.
 *
 * It runs twice for each fact: without an anchor in normalise, to refuse
 * what can never be (31 February) before facts compete, and with the
 * article's anchor in resolve.  So the captures are only read, never
 * changed.  Time is constant for a fact; no clock, locale or time zone of
 * the system is asked. */
#include "normalise/date.h"

#include "base/slice.h"
#include "normalise/anchor.h"
#include "normalise/holiday.h"
#include "normalise/period.h"
#include "normalise/timex.h"
#include "normalise/weekday.h"
#include "normalise/years.h"

/* ---- calendar dates ---- */

/* "9/8/2021": which is the month is the region's custom, unless only one can
 * be it. */
static void put_calendar(struct nut_timex *t)
{
  int month = nut_timex_int(t, NUT_DATE_MONTH);
  int day = nut_timex_int(t, NUT_DATE_DAY);
  if (t->anchor->month_first && nut_timex_has(t, NUT_DATE_ORDER)
      && day >= 1 && day <= 12) {
    int first = day;
    day = month;
    month = first;
  }
  nut_timex_put_month(t, nut_year_of_month(t, month), month, day);
}

/* How far from the anchor a month may be in which the 13th is a Tuesday. */
#define WEEKDAY_MONTHS 7

/* "Tuesday the 13th": the nearest month in which it is one. */
static bool month_of_weekday(const struct nut_timex *t, struct nut_date *date)
{
  int day = nut_timex_int(t, NUT_DATE_DAY);
  int weekday = nut_timex_int(t, NUT_DATE_WEEKDAY);
  for (int i = 0; i <= 2 * WEEKDAY_MONTHS; i++) {
    struct nut_date first = { date->year, date->month, 1 };
    struct nut_date found =
        nut_day_add_months(first, i % 2 ? -(i + 1) / 2 : i / 2);
    found.day = day;
    if (nut_day_valid(found)
        && nut_day_weekday(nut_day_from_date(found)) == weekday) {
      *date = found;
      return true;
    }
  }
  return false;
}

/* "set on July 16 and again on the 17th": of the month told just before, but
 * not for what is to come when it is over. */
static bool take_month_told(const struct nut_timex *t, struct nut_date *date)
{
  struct nut_date told;
  if (nut_timex_has(t, NUT_DATE_WEEKDAY)
      || !nut_period_start(t->anchor->month, &told))
    return false;
  told.day = nut_timex_int(t, NUT_DATE_DAY);
  if (!nut_day_valid(told)
      || (t->anchor->tense == NUT_TENSE_FUTURE
          && nut_day_from_date(told) < nut_day_from_date(*date)))
    return false;
  *date = told;
  return true;
}

/* "the 28th": of the month that brings it nearest, and more than half a
 * month ahead is read as the month before: on the 3rd, "the 28th" has been.
 * A verb that looks ahead makes it the one to come, and one beside it that
 * looks back the last one ("He died on the 28th").  The check at the end is
 * for the form without an anchor, which no calendar refuses. */
static void put_month_less_day(struct nut_timex *t)
{
  struct nut_date date;
  int day = nut_timex_int(t, NUT_DATE_DAY);
  bool ahead = t->anchor->tense == NUT_TENSE_FUTURE;
  bool over = t->anchor->tense == NUT_TENSE_PAST
              && t->anchor->verb != NUT_VERB_FAR;
  if (!nut_timex_anchor_day(t, &date)) {
    nut_buf_add_text(&t->out, "XXXX-XX-");
    nut_timex_put_padded(t, day, 2);
  } else {
    bool named = (nut_timex_has(t, NUT_DATE_WEEKDAY)
                  && month_of_weekday(t, &date))
                 || take_month_told(t, &date);
    if (!named && !ahead && day > date.day + (over ? 0 : 15))
      date = nut_day_add_months(date, -1);
    else if (!named && ahead && day < date.day)
      date = nut_day_add_months(date, 1);
    nut_timex_put_month(t, date.year, date.month, day);
  }
  t->possible = t->possible && day >= 1 && day <= 31;
}

/* A year with what divides it: a season, quarter or half, or alone.  Whose
 * year it is ("fiscal 2018", of who does not say when it begins) stands
 * before it, as in TIMEX2. */
static void put_year_part(struct nut_timex *t)
{
  struct nut_date date;
  struct nut_slice season = nut_text_of(t->fact, NUT_DATE_SEASON);
  if (nut_slice_is(nut_text_of(t->fact, NUT_DATE_WHEN), "fiscal"))
    nut_buf_add_text(&t->out, "FY");
  if (nut_slice_is(nut_text_of(t->fact, NUT_DATE_WHEN), "school"))
    nut_buf_add_text(&t->out, "SY");
  if (nut_timex_has(t, NUT_DATE_YEAR))
    nut_timex_put_year(t, nut_year_said(t));
  else if (nut_timex_anchor_day(t, &date))
    nut_timex_put_year(t, nut_year_of_part(t, &date));
  else
    nut_buf_add_text(&t->out, "XXXX");
  if (season.len) {
    nut_buf_add_byte(&t->out, '-');
    nut_buf_add(&t->out, season);
  } else if (nut_timex_has(t, NUT_DATE_QUARTER)) {
    nut_timex_put_quarter(t, nut_timex_int(t, NUT_DATE_QUARTER));
  } else if (nut_timex_has(t, NUT_DATE_HALF)) {
    nut_buf_add_text(&t->out, "-H");
    nut_buf_add_int(&t->out, nut_timex_int(t, NUT_DATE_HALF));
  }
}

static void put_weekday(struct nut_timex *t)
{
  struct nut_date date;
  if (!nut_timex_anchor_day(t, &date)) {
    nut_buf_add_text(&t->out, "XXXX-WXX-");
    nut_buf_add_int(&t->out, nut_timex_int(t, NUT_DATE_WEEKDAY));
  } else {
    int32_t day = nut_timex_anchor_number(t);
    nut_timex_put_day(t, nut_day_to_date(day + nut_weekday_away(t)));
  }
  nut_timex_put_time(t);
}

/* 1990 or 90 -> 199; the 21st century -> 20 */
static void put_long(struct nut_timex *t)
{
  if (nut_timex_has(t, NUT_DATE_CENTURY))
    nut_timex_put_padded(t, nut_timex_int(t, NUT_DATE_CENTURY) - 1, 2);
  else if (nut_timex_int(t, NUT_DATE_DECADE) < 100)
    nut_timex_put_padded(t, 190 + nut_timex_int(t, NUT_DATE_DECADE) / 10, 3);
  else
    nut_timex_put_padded(t, nut_timex_int(t, NUT_DATE_DECADE) / 10, 3);
}

static bool is_weekday_beside(const struct nut_timex *t)
{
  return nut_timex_has(t, NUT_DATE_WEEKDAY)
         && nut_timex_has(t, NUT_DATE_DIRECTION);
}

/* "the Friday after Thanksgiving": the first one beside the day. */
static void take_weekday_beside(const struct nut_timex *t,
                                struct nut_date *date)
{
  if (!is_weekday_beside(t))
    return;
  int32_t day = nut_day_from_date(*date);
  *date = nut_day_to_date(day + nut_weekday_of_shift(
      nut_day_weekday(day), nut_timex_int(t, NUT_DATE_WEEKDAY),
      nut_timex_int(t, NUT_DATE_DIRECTION)));
}

/* A decade, or a century that is no year's. */
static bool is_long(const struct nut_timex *t)
{
  return nut_timex_has(t, NUT_DATE_DECADE)
         || (nut_timex_has(t, NUT_DATE_CENTURY)
             && !nut_timex_has(t, NUT_DATE_YEAR));
}

/* "Christmas last year" is of that year, "last Christmas" the nearest one, and
 * "two Christmases ago" the one before that. */
static bool holiday_near(struct nut_timex *t, struct nut_slice code,
                         struct nut_date *date)
{
  int shift = (int)nut_int_or(t->fact, NUT_DATE_SHIFT, 0);
  bool this_one = nut_timex_has(t, NUT_DATE_SHIFT);
  if (!nut_timex_anchor_day(t, date))
    return false;
  if (nut_timex_unit_is(t, "year"))
    return nut_holiday_of_year(code, date->year + shift, date);
  if (!nut_holiday_nearest(code, *date, shift,
                           nut_anchor_tense(t->anchor, this_one),
                           t->anchor->verb, date))
    return false;
  int more = shift < -1 ? shift + 1 : shift > 1 ? shift - 1 : 0;
  return more == 0 || nut_holiday_of_year(code, date->year + more, date);
}

/* The holiday of the year that is said, or of the one that brings it
 * nearest. */
static void put_holiday(struct nut_timex *t)
{
  struct nut_date date = { 0, 0, 0 };
  struct nut_slice code = nut_text_of(t->fact, NUT_DATE_HOLIDAY);
  bool known = nut_timex_has(t, NUT_DATE_YEAR) && nut_holiday_is_day(code);
  if (known)
    t->possible = nut_holiday_of_year(code, nut_year_said(t), &date);
  else
    known = holiday_near(t, code, &date);
  if (!known && is_weekday_beside(t)) {
    nut_buf_add_text(&t->out, "XXXX-WXX-");
    nut_buf_add_int(&t->out, nut_timex_int(t, NUT_DATE_WEEKDAY));
  } else if (known && t->possible) {
    take_weekday_beside(t, &date);
    nut_timex_put_day(t, date);
  } else {
    nut_buf_add_text(&t->out, "XXXX");
    if (code.len == 5 && code.ptr[2] == '-') {
      nut_buf_add_byte(&t->out, '-');
      nut_buf_add(&t->out, code);
    }
  }
  if (known)
    nut_timex_put_time(t);
}

/* ---- all together ---- */

/* A capture that says a calendar date or period by itself, to count from. */
static bool has_calendar(const struct nut_timex *t)
{
  static const size_t fields[] = {
    NUT_DATE_MONTH, NUT_DATE_DAY, NUT_DATE_WEEKDAY, NUT_DATE_HOLIDAY,
    NUT_DATE_YEAR, NUT_DATE_SHIFT,
  };
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (nut_timex_has(t, fields[i]))
      return true;
  return false;
}

/* A unit is all there is to say: the one of "two hours before noon" moves the
 * time, that of "summer of next year" is the shift's. */
static bool is_of_unit(const struct nut_timex *t)
{
  return nut_timex_has(t, NUT_DATE_UNIT) && !nut_timex_has(t, NUT_DATE_HOUR)
         && !nut_timex_has(t, NUT_DATE_SEASON);
}

/* The order matters where a rule captures several parts: a month overrules
 * the weekday in "Tuesday 28 September", a day the season.  Nothing
 * captured at all is a rule that says too little, and the fact is refused. */
static void put_plain(struct nut_timex *t)
{
  if (nut_timex_has(t, NUT_DATE_REF))
    nut_buf_add(&t->out, nut_text_of(t->fact, NUT_DATE_REF));
  else if (nut_timex_has(t, NUT_DATE_HOLIDAY))
    put_holiday(t);
  else if (nut_timex_has(t, NUT_DATE_MONTH))
    put_calendar(t);
  else if (nut_timex_has(t, NUT_DATE_DAY))
    put_month_less_day(t);
  else if (nut_timex_has(t, NUT_DATE_WEEKDAY))
    put_weekday(t);
  else if (is_long(t))
    put_long(t);
  else if (is_of_unit(t))
    nut_timex_put_unit(t);
  else if (nut_timex_has(t, NUT_DATE_SEASON)
           || nut_timex_has(t, NUT_DATE_QUARTER)
           || nut_timex_has(t, NUT_DATE_HALF)
           || nut_timex_has(t, NUT_DATE_YEAR))
    put_year_part(t);
  else if (nut_date_repeats(t->fact)
           || (t->anchor->repeats && nut_timex_has(t, NUT_DATE_HOUR)
               && !nut_timex_has(t, NUT_DATE_SHIFT)))
    nut_timex_put_time(t);
  else if (nut_timex_has(t, NUT_DATE_HOUR) || nut_timex_has(t, NUT_DATE_PART)
           || nut_timex_has(t, NUT_DATE_SHIFT))
    nut_timex_put_shifted_day(t, (int)nut_int_or(t->fact, NUT_DATE_SHIFT, 0));
  else
    t->possible = false;
}

/* Captures that say what is counted or how far, not from where. */
static const size_t counted[] = {
  NUT_DATE_NTH, NUT_DATE_UNIT, NUT_DATE_AMOUNT, NUT_DATE_DIRECTION,
  NUT_DATE_WITHIN, NUT_DATE_HOUR, NUT_DATE_MINUTE, NUT_DATE_SECOND,
  NUT_DATE_PART,
};

/* "Easter weekend" is the nearest one, whatever is told of it: most stories
 * are of its own days.  "The weekend after Easter" is none. */
static bool is_holiday_weekend(const struct nut_timex *t)
{
  return nut_timex_has(t, NUT_DATE_HOLIDAY)
         && nut_timex_unit_is(t, "weekend")
         && nut_timex_has(t, NUT_DATE_AMOUNT);
}

/* "the first Monday of [next month]", "a week after [Easter]": the value of
 * what stands in brackets here, in the arena of nobody: `out` is the
 * caller's.  The unit of a shift is the capture "within" there. */
static bool base_value(struct nut_timex *t, bool less_weekday,
                       struct nut_buf *out)
{
  struct nut_value values[NUT_DATE_FIELDS];
  struct nut_fact fact = *t->fact;
  struct nut_anchor anchor = *t->anchor;
  struct nut_timex base = { .fact = &fact, .anchor = &anchor,
                            .possible = true, .start = true, .out = *out };
  if (is_holiday_weekend(t))
    anchor.tense = NUT_TENSE_UNKNOWN;
  for (size_t i = 0; i < NUT_DATE_FIELDS; i++)
    values[i] = t->fact->values[i];
  for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
    values[counted[i]] = (struct nut_value){ NUT_NONE, { 0 } };
  if (less_weekday)
    values[NUT_DATE_WEEKDAY] = (struct nut_value){ NUT_NONE, { 0 } };
  if (!nut_timex_has(t, NUT_DATE_YEAR))
    values[NUT_DATE_UNIT] = t->fact->values[NUT_DATE_WITHIN];
  fact.values = values;
  put_plain(&base);
  *out = base.out;
  t->anchored = t->anchored || base.anchored;
  t->possible = t->possible && base.possible;
  return base.possible;
}

/* Counted from the day before the first, or behind the last. */
static int32_t nth_workday(int nth, int32_t first, int32_t last)
{
  struct nut_date edge = nut_day_to_date(nth > 0 ? first - 1 : last + 1);
  struct nut_date day = edge;
  return nut_period_move(edge, nut_slice_of("workday"), nth, &day)
             ? nut_day_from_date(day) : last + 1;
}

/* The nth day, weekday or week of a period; a week lies where its Thursday
 * does, as in ISO 8601.  It may lie outside. */
static int32_t nth_day(const struct nut_timex *t, int32_t first, int32_t last)
{
  int nth = nut_timex_int(t, NUT_DATE_NTH);
  int weekday = nut_timex_int(t, NUT_DATE_WEEKDAY);
  if (nut_timex_unit_is(t, "day"))
    return nth > 0 ? first + nth - 1 : last + nth + 1;
  if (nut_timex_unit_is(t, "workday"))
    return nth_workday(nth, first, last);
  if (nut_timex_unit_is(t, "week"))
    weekday = 4;
  else if (nut_timex_unit_is(t, "weekend"))
    weekday = 6;
  if (nth > 0)
    return first + (weekday - nut_day_weekday(first) + 7) % 7
           + 7 * (nth - 1);
  return last - (nut_day_weekday(last) - weekday + 7) % 7 + 7 * (nth + 1);
}

/* "the third month of 2020". */
static void put_nth_month(struct nut_timex *t, struct nut_date first,
                          struct nut_date last)
{
  int nth = nut_timex_int(t, NUT_DATE_NTH);
  struct nut_date month = nut_day_add_months(
      (struct nut_date){ last.year, last.month, 1 }, nth + 1);
  if (nth > 0)
    month = nut_day_add_months(first, nth - 1);
  int32_t day = nut_day_from_date(month);
  t->possible = t->possible && day >= nut_day_from_date(first)
                && day <= nut_day_from_date(last);
  nut_timex_put_month(t, month.year, month.month, -1);
}

static void put_nth_of(struct nut_timex *t, struct nut_date first,
                       struct nut_date last)
{
  int32_t from = nut_day_from_date(first);
  int32_t until = nut_day_from_date(last);
  bool weekend = nut_timex_unit_is(t, "weekend");
  if (nut_timex_unit_is(t, "month")) {
    put_nth_month(t, first, last);
    return;
  }
  int32_t day = nth_day(t, from, until);
  if (day < from || day > until) {
    t->possible = false;
  } else if (weekend || nut_timex_unit_is(t, "week")) {
    nut_timex_put_week(t, day, weekend);
  } else {
    nut_timex_put_day(t, nut_day_to_date(day));
    nut_timex_put_time(t);
  }
}

/* "the last four months of 2021": so many units at an end of the period, as
 * ISO 8601 has an interval. */
static void put_nth_span(struct nut_timex *t, struct nut_date first,
                         struct nut_date last)
{
  int64_t amount = 0;
  struct nut_date day = first;
  struct nut_slice unit = nut_text_of(t->fact, NUT_DATE_UNIT);
  bool front = nut_timex_int(t, NUT_DATE_NTH) > 0;
  struct nut_date end =
      nut_day_to_date(nut_day_from_date(last) + 1);
  if (!nut_decimal_int(&t->fact->values[NUT_DATE_AMOUNT].as.num, &amount)
      || amount < 1 || amount > 1000
      || !nut_period_move(front ? first : end, unit,
                          front ? (int)amount : -(int)amount, &day)
      || nut_day_from_date(day) < nut_day_from_date(first)
      || nut_day_from_date(day) > nut_day_from_date(end)) {
    t->possible = false;
    return;
  }
  nut_timex_put_day(t, front ? first : day);
  nut_buf_add_byte(&t->out, '/');
  nut_timex_put_day(t, nut_day_to_date(
      nut_day_from_date(front ? day : end) - 1));
}

/* "the first Monday in April", "the last week of this month".  Where the
 * year is not known, the period it lies in is all that can be said. */
static void put_nth(struct nut_timex *t)
{
  struct nut_buf base;
  struct nut_date first;
  struct nut_date last;
  nut_buf_init(&base, t->out.mem);
  if (base_value(t, true, &base)
      && nut_period_days(nut_buf_slice(&base), &first, &last)) {
    if (nut_timex_has(t, NUT_DATE_AMOUNT))
      put_nth_span(t, first, last);
    else
      put_nth_of(t, first, last);
  }
  else
    nut_buf_add(&t->out, nut_buf_slice(&base));
  nut_buf_drop(&base);
}

/* The nearest weekend: "Memorial Day weekend" is the one before Monday. */
static int32_t weekend_near(int32_t day)
{
  int from_saturday = (nut_day_weekday(day) + 1) % 7;
  return from_saturday < 4 ? day - from_saturday : day + 7 - from_saturday;
}

/* What lies at a distance from a day: the week or weekend of it ("the week of
 * March 6", "the week before Easter": where no amount is told), else a day. */
static void put_moved(struct nut_timex *t, struct nut_date date, bool whole)
{
  int32_t day = nut_day_from_date(date);
  if (whole && nut_timex_unit_is(t, "week")) {
    nut_timex_put_week(t, day, false);
  } else if (whole && nut_timex_unit_is(t, "weekend")) {
    nut_timex_put_week(t, weekend_near(day), true);
  } else {
    nut_timex_put_day(t, date);
    nut_timex_put_time(t);
  }
}

/* "three years ago this month", "a year ago this week", "a year ago today":
 * the month, season, week or day of that year. */
static void put_years_away(struct nut_timex *t, struct nut_slice base,
                           struct nut_date date)
{
  if (nut_slice_find(base, 'W', 0) == 5) {
    /* of its middle, as the same Monday may be a Sunday */
    nut_timex_put_week(t, nut_day_from_date(date) + 3, false);
  } else if (base.len == 7) {
    nut_timex_put_year(t, date.year);
    nut_buf_add(&t->out, nut_slice_cut(base, 4, base.len));
  } else {
    nut_timex_put_day(t, date);
    nut_timex_put_time(t);
  }
}

/* "two days before Christmas", "a week from Tuesday", "the week of March 6",
 * whose rule sets the amount 0; "two years after 1998" is a year. */
static void put_offset(struct nut_timex *t)
{
  int64_t amount = 1;
  struct nut_buf base;
  struct nut_date date;
  int sign = nut_timex_int(t, NUT_DATE_DIRECTION) < 0 ? -1 : 1;
  nut_buf_init(&base, t->out.mem);
  if (nut_timex_has(t, NUT_DATE_AMOUNT)
      && (!nut_decimal_int(&t->fact->values[NUT_DATE_AMOUNT].as.num, &amount)
          || amount > 1000))
    t->possible = false;
  else if (!base_value(t, false, &base)
           || !nut_period_start(nut_buf_slice(&base), &date))
    nut_buf_add_text(&t->out, "XXXX-XX-XX");
  else if (!nut_period_move(date, nut_text_of(t->fact, NUT_DATE_UNIT),
                            sign * (int)amount, &date))
    t->possible = false;
  else if (nut_buf_slice(&base).len == 4 && nut_timex_unit_is(t, "year"))
    nut_timex_put_year(t, date.year);
  else if (nut_buf_slice(&base).len == 7 && nut_timex_unit_is(t, "month"))
    nut_timex_put_month(t, date.year, date.month, -1);
  else if (nut_timex_unit_is(t, "year"))
    put_years_away(t, nut_buf_slice(&base), date);
  else
    put_moved(t, date, amount == 0 || !nut_timex_has(t, NUT_DATE_AMOUNT));
  nut_buf_drop(&base);
}

static void put_value(struct nut_timex *t)
{
  if (nut_timex_has(t, NUT_DATE_NTH))
    put_nth(t);
  else if (nut_timex_has(t, NUT_DATE_DIRECTION)
           && nut_timex_has(t, NUT_DATE_UNIT) && has_calendar(t))
    put_offset(t);
  else
    put_plain(t);
}

/* Only a T behind a whole day (10 characters) or alone makes a time; PAST_REF
 * and PRESENT_REF begin with the P of durations. */
static const char *kind_of(const struct nut_timex *t)
{
  struct nut_slice value = nut_buf_slice(&t->out);
  if (value.len && value.ptr[0] == 'P' && !nut_slice_starts(value, "PAST")
      && !nut_slice_starts(value, "PRES"))
    return "duration";
  bool clock = value.len && value.ptr[0] == 'T';
  return clock || nut_slice_find(value, 'T', 10) == 10 ? "time" : "date";
}

/* An anchor that was asked for but not known leaves no basis: the value
 * then has X in it, and explicit would be wrong. */
static void finish(struct nut_timex *t, struct nut_arena *arena,
                   struct nut_fact *fact)
{
  struct nut_slice value = nut_arena_copy(arena, nut_buf_slice(&t->out));
  bool known = t->anchored && t->anchor->known;
  fact->values[NUT_DATE_VALUE] = nut_value_text(value);
  if (!nut_timex_has(t, NUT_DATE_KIND))
    nut_set_text(fact, NUT_DATE_KIND, kind_of(t));
  if (known)
    nut_set_text(fact, NUT_DATE_BASIS, t->anchor->basis);
  else if (!t->anchored)
    nut_set_text(fact, NUT_DATE_BASIS, "explicit");
  else
    fact->values[NUT_DATE_BASIS].type = NUT_NONE;
  nut_period_set(arena, fact, t->anchor);
}

/* The lower bound of a length, beside its value. */
static void set_shortest(struct nut_timex *t, struct nut_arena *arena,
                         struct nut_fact *fact)
{
  nut_buf_clear(&t->out);
  nut_timex_put_shortest(t);
  struct nut_slice value = nut_arena_copy(arena, nut_buf_slice(&t->out));
  if (value.len && nut_is_length(fact))
    fact->values[NUT_DATE_SHORTEST] = nut_value_text(value);
}

/* false: no such date.  Lack of memory is the arena's to tell; possible is
 * returned as it is then. */
bool nut_date_resolve(struct nut_arena *arena, struct nut_fact *fact,
                      const struct nut_anchor *anchor)
{
  struct nut_anchor own = nut_anchor_of(fact, anchor);
  struct nut_timex t = { .fact = fact, .anchor = &own, .possible = true };
  own.known = own.known && !nut_timex_is_set(&t);
  nut_buf_init(&t.out, arena->mem);
  put_value(&t);
  if (t.out.failed)
    arena->failed = true;
  else if (t.possible)
    finish(&t, arena, fact);
  if (t.possible && nut_timex_has(&t, NUT_DATE_LEAST))
    set_shortest(&t, arena, fact);
  nut_buf_drop(&t.out);
  return t.possible;
}

bool nut_is_date(const struct nut_fact *fact)
{
  return fact->rule->kind == NUT_KIND_DATE;
}

bool nut_is_length(const struct nut_fact *fact)
{
  return nut_slice_is(nut_text_of(fact, NUT_DATE_KIND), "duration");
}

bool nut_is_bare_weekday(const struct nut_fact *fact)
{
  return nut_has(fact, NUT_DATE_WEEKDAY) && !nut_has(fact, NUT_DATE_MONTH)
         && !nut_has(fact, NUT_DATE_DAY) && !nut_has(fact, NUT_DATE_SHIFT)
         && !nut_has(fact, NUT_DATE_UNIT);
}

bool nut_is_weekday_at(const struct nut_anchor *anchor,
                       const struct nut_fact *fact, int days)
{
  return anchor->known && nut_is_bare_weekday(fact)
         && nut_day_weekday(nut_day_from_date(anchor->date) + days)
                == (int)nut_int_or(fact, NUT_DATE_WEEKDAY, 0);
}

bool nut_date_repeats(const struct nut_fact *fact)
{
  return nut_has(fact, NUT_DATE_HOUR)
         && nut_slice_is(nut_text_of(fact, NUT_DATE_WITHIN), "day");
}

bool nut_date_is_deictic(const struct nut_fact *fact)
{
  bool day = nut_slice_is(nut_text_of(fact, NUT_DATE_UNIT), "day")
             || nut_has(fact, NUT_DATE_HOUR); /* "6am yesterday" */
  return !nut_has(fact, NUT_DATE_DAY) && !nut_has(fact, NUT_DATE_MONTH)
         && ((day && nut_has(fact, NUT_DATE_SHIFT))
             || nut_has(fact, NUT_DATE_WEEKDAY));
}

/* Units that the pattern itself holds are as the text has them: "MONTH". */
static void lower_unit(struct nut_arena *arena, struct nut_fact *fact,
                       size_t field)
{
  if (nut_has(fact, field))
    fact->values[field] =
        nut_value_text(nut_lower(arena, nut_text_of(fact, field)));
}

/* Only asks whether such a date can be; resolve knows the anchor.  The kind
 * is put back because what finish derives is kept as if the rule had set
 * it, and the second reading, with the anchor, must be free to differ. */
bool nut_normalise_date(struct nut_norm *norm, struct nut_fact *fact)
{
  struct nut_anchor none = { 0 };
  struct nut_value kind = fact->values[NUT_DATE_KIND];
  lower_unit(norm->arena, fact, NUT_DATE_UNIT);
  lower_unit(norm->arena, fact, NUT_DATE_WITHIN);
  bool possible = nut_date_resolve(norm->arena, fact, &none);
  fact->values[NUT_DATE_KIND] = kind;
  return possible;
}
