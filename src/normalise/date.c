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
#include "rules/fields.h"

/* What is being built: the value, and whether the anchor was needed. */
struct timex {
  struct nut_buf out;
  const struct nut_fact *fact;
  const struct nut_anchor *anchor;
  bool anchored; /* the anchor was asked for, known or not */
  bool possible; /* false: no such day or time */
};

/* The captured integer, or -1, which none of the fields used here can be
 * but the shift and direction, whose presence is asked for first. */
static int field(const struct timex *t, size_t which)
{
  return (int)nut_int_or(t->fact, which, -1);
}

static bool has(const struct timex *t, size_t which)
{
  return nut_has(t->fact, which);
}

static bool unit_is(const struct timex *t, const char *unit)
{
  return nut_slice_is(nut_text_of(t->fact, NUT_DATE_UNIT), unit);
}

/* ---- pieces of a value ---- */

static void put_padded(struct timex *t, int number, int width)
{
  for (int limit = 10, i = 1; i < width; i++, limit *= 10)
    if (number < limit)
      nut_buf_add_byte(&t->out, '0');
  nut_buf_add_int(&t->out, number);
}

static void put_year(struct timex *t, int year)
{
  put_padded(t, year, 4);
}

static void put_day(struct timex *t, struct nut_date d)
{
  put_year(t, d.year);
  nut_buf_add_byte(&t->out, '-');
  put_padded(t, d.month, 2);
  nut_buf_add_byte(&t->out, '-');
  put_padded(t, d.day, 2);
}

/* ISO 8601 weeks: the year is the one the week's Thursday lies in, so that
 * 3 January 2021 is in 2020-W53. */
static void put_week(struct timex *t, int32_t day, bool weekend)
{
  int year = 0;
  int week = nut_day_week(day, &year);
  put_year(t, year);
  nut_buf_add_text(&t->out, "-W");
  put_padded(t, week, 2);
  if (weekend)
    nut_buf_add_text(&t->out, "-WE");
}

/* 24-hour clock; 12 am is 0, 12 pm is 12.  "13 pm" is refused: one of the
 * two is a mistake, and which is not known. */
static int hour_of(struct timex *t)
{
  int hour = field(t, NUT_DATE_HOUR);
  struct nut_slice meridiem = nut_text_of(t->fact, NUT_DATE_MERIDIEM);
  if (meridiem.len && (hour < 1 || hour > 12))
    t->possible = false;
  if (nut_slice_is(meridiem, "am") && hour == 12)
    return 0;
  if (nut_slice_is(meridiem, "pm") && hour < 12)
    return hour + 12;
  return hour;
}

/* "T14:30", "TMO", or nothing.  24:00 is ISO 8601's end of a day and
 * passes; 24:01 does not.  A clock time says more than a part of the day,
 * so "9pm last night" keeps the hour. */
static void put_time(struct timex *t)
{
  struct nut_slice part = nut_text_of(t->fact, NUT_DATE_PART);
  int minute = field(t, NUT_DATE_MINUTE);
  if (has(t, NUT_DATE_HOUR)) {
    int hour = hour_of(t);
    if (hour > 24 || minute > 59 || (hour == 24 && minute > 0))
      t->possible = false;
    nut_buf_add_byte(&t->out, 'T');
    put_padded(t, hour, 2);
    nut_buf_add_byte(&t->out, ':');
    put_padded(t, minute < 0 ? 0 : minute, 2);
    nut_buf_add(&t->out, nut_text_of(t->fact, NUT_DATE_ZONE));
  } else if (part.len) {
    nut_buf_add_byte(&t->out, 'T');
    nut_buf_add(&t->out, part);
  }
}

/* ---- the anchor ---- */

/* The day to count from; false when there is none, and then X is written.
 * Asking marks the value as anchored, which gives its basis. */
static bool anchor_day(struct timex *t, struct nut_date *date)
{
  t->anchored = true;
  *date = t->anchor->date;
  return t->anchor->known;
}

static int32_t anchor_number(struct timex *t)
{
  return nut_day_from_date(t->anchor->date);
}

/* A day n days from the anchor. */
static void put_shifted_day(struct timex *t, int days)
{
  struct nut_date date;
  if (anchor_day(t, &date))
    put_day(t, nut_day_to_date(anchor_number(t) + days));
  else
    nut_buf_add_text(&t->out, "XXXX-XX-XX");
  put_time(t);
}

/* ---- calendar dates ---- */

/* Two digits are the years 1930 to 2029.  News dates birth years and recent
 * events with two digits, hardly the far future, so the window lies mostly
 * behind us. */
static int full_year(int year)
{
  if (year >= 100)
    return year;
  return year < 30 ? 2000 + year : 1900 + year;
}

/* News looks back: a month without a year is at most so far ahead, and
 * further only where a verb looks ahead, or less far where one looks back. */
#define MONTHS_AHEAD 3
#define MONTHS_AHEAD_OF_FUTURE 9
#define MONTHS_AHEAD_OF_PAST 0
#define MONTHS_AHEAD_OF_PAST_DAY 2

/* From September 2021 "December" is 2021, from January 2021 it is 2020;
 * from December 2021 "February" is 2022.  A day of a month is named mostly
 * when it is near ("he said it is payable Dec. 15"), so what verbs say of it
 * counts for less. */
static int nearest_year(const struct nut_anchor *from, int month, bool day)
{
  const struct nut_date *anchor = &from->date;
  int ahead = month - anchor->month;
  int most = MONTHS_AHEAD;
  if (from->tense == NUT_TENSE_FUTURE)
    most = MONTHS_AHEAD_OF_FUTURE;
  else if (from->tense == NUT_TENSE_PAST)
    most = day ? MONTHS_AHEAD_OF_PAST_DAY : MONTHS_AHEAD_OF_PAST;
  if (ahead > most)
    return anchor->year - 1;
  return ahead < most - 11 ? anchor->year + 1 : anchor->year;
}

/* "last April" is the latest one that is over, "next April" the first to
 * come, "this April" the year's.  With the unit "year" the shift is that of
 * the year: "April last year". */
static int shifted_year(const struct timex *t, const struct nut_date *date,
                        int month)
{
  int shift = field(t, NUT_DATE_SHIFT);
  if (shift < 0 && !unit_is(t, "year"))
    return month < date->month ? date->year : date->year - 1;
  if (shift > 0 && !unit_is(t, "year"))
    return month > date->month ? date->year : date->year + 1;
  return date->year + shift;
}

/* Without a year 29 February must pass: 2000 stands in as it has one. */
static bool month_possible(struct timex *t, int year, int month, int day)
{
  struct nut_date date = { year > 0 ? year : 2000, month, day > 0 ? day : 1 };
  t->possible = t->possible && nut_day_valid(date);
  return t->possible;
}

static void put_month_day(struct timex *t, int year, int month, int day)
{
  if (!month_possible(t, year, month, day))
    return;
  if (year > 0)
    put_year(t, year);
  else
    nut_buf_add_text(&t->out, "XXXX");
  nut_buf_add_byte(&t->out, '-');
  put_padded(t, month, 2);
  if (day > 0) {
    nut_buf_add_byte(&t->out, '-');
    put_padded(t, day, 2);
    put_time(t);
  }
}

/* The year that is said, or the one that a shift or nearness gives.  -1: not
 * known. */
static int year_or_nearest(struct timex *t, int month)
{
  struct nut_date date;
  if (has(t, NUT_DATE_YEAR))
    return full_year(field(t, NUT_DATE_YEAR));
  if (!anchor_day(t, &date))
    return -1;
  return has(t, NUT_DATE_SHIFT)
             ? shifted_year(t, &date, month)
             : nearest_year(t->anchor, month, has(t, NUT_DATE_DAY));
}

/* "9/8/2021": which is the month is the region's custom, unless only one can
 * be it. */
static void put_calendar(struct timex *t)
{
  int month = field(t, NUT_DATE_MONTH);
  int day = field(t, NUT_DATE_DAY);
  if (t->anchor->month_first && has(t, NUT_DATE_ORDER) && day <= 12) {
    int first = day;
    day = month;
    month = first;
  }
  put_month_day(t, year_or_nearest(t, month), month, day);
}

/* "the 28th": of the month that brings it nearest.  More than half a month
 * ahead is read as the month before: on the 3rd, "the 28th" has been.  The
 * check at the end is for the form without an anchor, which no calendar
 * refuses. */
static void put_month_less_day(struct timex *t)
{
  struct nut_date date;
  int day = field(t, NUT_DATE_DAY);
  if (!anchor_day(t, &date)) {
    nut_buf_add_text(&t->out, "XXXX-XX-");
    put_padded(t, day, 2);
  } else {
    if (day > date.day + 15)
      date = nut_day_add_months(date, -1);
    put_month_day(t, date.year, date.month, day);
  }
  t->possible = t->possible && day >= 1 && day <= 31;
}

/* The months in which seasons (of the north) and quarters begin. */
static int first_month(const struct timex *t)
{
  struct nut_slice season = nut_text_of(t->fact, NUT_DATE_SEASON);
  if (has(t, NUT_DATE_QUARTER))
    return 3 * field(t, NUT_DATE_QUARTER) - 2;
  if (has(t, NUT_DATE_HALF))
    return 6 * field(t, NUT_DATE_HALF) - 5;
  if (nut_slice_is(season, "SP"))
    return 3;
  if (nut_slice_is(season, "SU"))
    return 6;
  return nut_slice_is(season, "FA") ? 9 : 12;
}

/* So many months from its beginning a quarter is still reported on: "it
 * expects to post a loss for the third quarter", in December. */
#define REPORTED_MONTHS 6

/* A part of a year that is said without it is one that has begun, unless a
 * verb looks ahead: in January "the fourth quarter" is last year's. */
static int part_year(const struct timex *t, const struct nut_date *date)
{
  int month = first_month(t);
  if (has(t, NUT_DATE_SHIFT))
    return has(t, NUT_DATE_SEASON)
               ? shifted_year(t, date, month)
               : date->year + field(t, NUT_DATE_SHIFT);
  if (t->anchor->tense == NUT_TENSE_FUTURE)
    return month + REPORTED_MONTHS < date->month ? date->year + 1
                                                 : date->year;
  return month > date->month ? date->year - 1 : date->year;
}

/* A year with what divides it: a season, quarter or half, or alone. */
static void put_year_part(struct timex *t)
{
  struct nut_date date;
  struct nut_slice season = nut_text_of(t->fact, NUT_DATE_SEASON);
  if (has(t, NUT_DATE_YEAR))
    put_year(t, full_year(field(t, NUT_DATE_YEAR)));
  else if (anchor_day(t, &date))
    put_year(t, part_year(t, &date));
  else
    nut_buf_add_text(&t->out, "XXXX");
  if (season.len) {
    nut_buf_add_byte(&t->out, '-');
    nut_buf_add(&t->out, season);
  } else if (has(t, NUT_DATE_QUARTER)) {
    nut_buf_add_text(&t->out, "-Q");
    nut_buf_add_int(&t->out, field(t, NUT_DATE_QUARTER));
  } else if (has(t, NUT_DATE_HALF)) {
    nut_buf_add_text(&t->out, "-H");
    nut_buf_add_int(&t->out, field(t, NUT_DATE_HALF));
  }
}

/* "on Friday" is the last one up to the anchor; "next Friday" the coming, and
 * so is any Friday of a verb that looks ahead; "Friday of last week" is that
 * week's.  On a Friday "Friday" is that
 * day, "last Friday" a week before and "next Friday" a week after. */
static void put_weekday(struct timex *t)
{
  struct nut_date date;
  int weekday = field(t, NUT_DATE_WEEKDAY);
  if (!anchor_day(t, &date)) {
    nut_buf_add_text(&t->out, "XXXX-WXX-");
    nut_buf_add_int(&t->out, weekday);
  } else {
    int back = (nut_day_weekday(anchor_number(t)) - weekday + 7) % 7;
    int shift = has(t, NUT_DATE_SHIFT) ? field(t, NUT_DATE_SHIFT) : 0;
    bool ahead = has(t, NUT_DATE_SHIFT)
                     ? shift > 0 : t->anchor->tense == NUT_TENSE_FUTURE;
    int days = ahead ? 7 - back : -back;
    if (!has(t, NUT_DATE_SHIFT) && back == 0)
      days = 0;
    if (shift < 0 && back == 0)
      days = -7;
    if (unit_is(t, "week"))
      days = weekday - nut_day_weekday(anchor_number(t)) + 7 * shift;
    put_day(t, nut_day_to_date(anchor_number(t) + days));
  }
  put_time(t);
}

/* ---- units ---- */

/* Letter of a duration's unit, whether behind T, and its multiple.  The
 * letters are ISO 8601's for durations; M is months before the T and
 * minutes behind it.  WE and NI are TIMEX3's for weekends and nights.  ISO
 * 8601 has none for quarters, decades and so on, hence the multiple. */
struct unit {
  const char *name;
  const char *letters;
  bool time;
  int multiple;
};

static const struct unit units[] = {
  { "second", "S", true, 1 },   { "minute", "M", true, 1 },
  { "hour", "H", true, 1 },     { "day", "D", false, 1 },
  { "weekend", "WE", false, 1 }, { "week", "W", false, 1 },
  { "month", "M", false, 1 },   { "quarter", "M", false, 3 },
  { "year", "Y", false, 1 },    { "decade", "Y", false, 10 },
  { "century", "Y", false, 100 }, { "fortnight", "W", false, 2 },
  { "night", "NI", true, 1 },     { "period", "X", false, 1 },
};

static const struct unit *unit_of(const struct timex *t)
{
  for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
    if (unit_is(t, units[i].name))
      return &units[i];
  return NULL;
}

/* P18M, PT24H, PXY "two decades" is P20Y; "months" without an amount is
 * PXM. */
static void put_duration(struct timex *t)
{
  const struct unit *unit = unit_of(t);
  struct nut_decimal amount;
  if (!unit) {
    t->possible = false;
    return;
  }
  nut_buf_add_text(&t->out, unit->time ? "PT" : "P");
  struct nut_decimal multiple = nut_decimal_from_int(unit->multiple);
  if (!has(t, NUT_DATE_AMOUNT))
    nut_buf_add_byte(&t->out, 'X');
  else if (nut_decimal_mul(&t->fact->values[NUT_DATE_AMOUNT].as.num,
                           &multiple, &amount))
    nut_decimal_print(&amount, &t->out);
  else
    t->possible = false;
  nut_buf_add_text(&t->out, unit->letters);
}

/* The calendar month, quarter, year, decade or century n away.  A decade
 * and a century are prefixes of the year, so 199 is 1990 to 1999. */
static void put_months_away(struct timex *t, int n)
{
  struct nut_date date = t->anchor->date;
  if (unit_is(t, "month")) {
    date = nut_day_add_months(date, n);
    put_month_day(t, date.year, date.month, -1);
  } else if (unit_is(t, "quarter")) {
    date = nut_day_add_months(date, 3 * n);
    put_year(t, date.year);
    nut_buf_add_text(&t->out, "-Q");
    nut_buf_add_int(&t->out, (date.month - 1) / 3 + 1);
  } else if (unit_is(t, "decade")) {
    put_padded(t, date.year / 10 + n, 3);
  } else if (unit_is(t, "century")) {
    put_padded(t, date.year / 100 + n, 2);
  } else {
    put_year(t, date.year + n);
  }
}

/* The unit n away from the anchor: "last year", "three weeks ago".  Anchors
 * are days, so hours and less cannot be counted from them: where an amount is
 * said it stays a length ("six minutes later"), else it is a mere reference
 * to past or future. */
static void put_unit_away(struct timex *t, int n)
{
  struct nut_date date;
  if (unit_is(t, "day")) {
    put_shifted_day(t, n);
    return;
  }
  if (unit_is(t, "second") || unit_is(t, "minute") || unit_is(t, "hour")) {
    if (has(t, NUT_DATE_AMOUNT))
      put_duration(t);
    else
      nut_buf_add_text(&t->out, n < 0 ? "PAST_REF" : "FUTURE_REF");
    return;
  }
  if (!anchor_day(t, &date))
    nut_buf_add_text(&t->out, unit_is(t, "week") ? "XXXX-WXX" : "XXXX");
  else if (unit_is(t, "week") || unit_is(t, "weekend"))
    put_week(t, anchor_number(t) + 7 * n, unit_is(t, "weekend"));
  else if (unit_is(t, "fortnight"))
    put_week(t, anchor_number(t) + 14 * n, false);
  else
    put_months_away(t, n);
}

/* "three weeks ago", "five years later" An amount that is no whole number
 * ("two and a half years ago") or large ("65 million years ago") names no
 * calendar unit; the limit keeps the year within an int and positive or
 * nearly so. */
static void put_distance(struct timex *t)
{
  int64_t amount = 0;
  int sign = field(t, NUT_DATE_DIRECTION) < 0 ? -1 : 1;
  bool whole = has(t, NUT_DATE_AMOUNT)
               && nut_decimal_int(&t->fact->values[NUT_DATE_AMOUNT].as.num,
                                  &amount);
  if (whole && amount < 3000)
    put_unit_away(t, sign * (int)amount);
  else
    nut_buf_add_text(&t->out, sign < 0 ? "PAST_REF" : "FUTURE_REF");
}

/* "a year earlier", where the talk is of a quarter: the same one a year
 * before. */
static bool put_quarter_away(struct timex *t)
{
  int64_t amount = 0;
  struct nut_slice quarter = t->anchor->quarter;
  struct nut_slice year = nut_slice_cut(quarter, 0, 4);
  int number = 0;
  if (!quarter.len || !unit_is(t, "year") || !has(t, NUT_DATE_AMOUNT)
      || !nut_decimal_int(&t->fact->values[NUT_DATE_AMOUNT].as.num, &amount)
      || amount != 1 || field(t, NUT_DATE_DIRECTION) > 0
      || !nut_period_year(year, &number))
    return false;
  t->anchored = true;
  put_year(t, number - 1);
  nut_buf_add(&t->out, nut_slice_cut(quarter, 4, quarter.len));
  return true;
}

/* The last quarter that is over. */
static struct nut_date quarter_before(struct nut_date date)
{
  date.day = 1;
  return nut_day_add_months(date, -3);
}

/* The quarter that the talk is of, or one some quarters from it; with a year
 * or a number of its own, these. */
static void put_quarter_of_talk(struct timex *t)
{
  struct nut_date date = { 0, 1, 1 };
  struct nut_slice quarter = t->anchor->quarter;
  bool known = quarter.len
               && nut_period_year(nut_slice_cut(quarter, 0, 4), &date.year);
  if (known) {
    t->anchored = true;
    date.month = 3 * (quarter.ptr[6] - '0') - 2;
  } else if (!has(t, NUT_DATE_YEAR) && anchor_day(t, &date)) {
    date = quarter_before(date);
    known = true;
  }
  if (known)
    date = nut_day_add_months(date, 3 * (int)nut_int_or(
        t->fact, NUT_DATE_SHIFT, 0));
  if (has(t, NUT_DATE_YEAR))
    put_year(t, field(t, NUT_DATE_YEAR));
  else if (known)
    put_year(t, date.year);
  else
    nut_buf_add_text(&t->out, "XXXX");
  if (!known && has(t, NUT_DATE_YEAR))
    return;
  nut_buf_add_text(&t->out, "-Q");
  if (has(t, NUT_DATE_QUARTER))
    nut_buf_add_int(&t->out, field(t, NUT_DATE_QUARTER));
  else if (known)
    nut_buf_add_int(&t->out, (date.month - 1) / 3 + 1);
  else
    nut_buf_add_byte(&t->out, 'X');
}

/* "at the weekend": the last one that has begun, or the first that will be
 * where a verb looks ahead. */
static void put_weekend(struct timex *t)
{
  struct nut_date date;
  if (!anchor_day(t, &date)) {
    nut_buf_add_text(&t->out, "XXXX-WXX-WE");
    return;
  }
  bool begun = nut_day_weekday(anchor_number(t)) >= 6;
  bool ahead = t->anchor->tense == NUT_TENSE_FUTURE;
  put_week(t, anchor_number(t) - (begun || ahead ? 0 : 7), true);
}

static bool is_the_weekend(const struct timex *t)
{
  return unit_is(t, "weekend") && !has(t, NUT_DATE_SHIFT)
         && !has(t, NUT_DATE_AMOUNT) && !has(t, NUT_DATE_KIND);
}

/* A direction ("ago", "later") makes a point in time, where a rule says so
 * only of a verb that looks ahead ("in five years", counted from a known
 * day); a shift without an amount ("last year") does too; all else is a
 * length of time, also "the last three weeks" and sets such as "every
 * week". */
static void put_unit(struct timex *t)
{
  bool set = nut_slice_is(nut_text_of(t->fact, NUT_DATE_KIND), "set");
  bool point = has(t, NUT_DATE_DIRECTION)
               && (!has(t, NUT_DATE_WHEN)
                   || (t->anchor->tense == NUT_TENSE_FUTURE
                       && t->anchor->known)
                   || nut_slice_is(nut_text_of(t->fact, NUT_DATE_WHEN),
                                   "past"));
  if (nut_slice_is(nut_text_of(t->fact, NUT_DATE_ANCHOR), "quarter")) {
    put_quarter_of_talk(t);
    return;
  }
  if (point && put_quarter_away(t))
    return;
  if (is_the_weekend(t))
    put_weekend(t);
  else if (point)
    put_distance(t);
  else if (has(t, NUT_DATE_SHIFT) && !has(t, NUT_DATE_AMOUNT) && !set)
    put_unit_away(t, field(t, NUT_DATE_SHIFT));
  else
    put_duration(t);
}

/* 1990 or 90 -> 199; the 21st century -> 20 */
static void put_long(struct timex *t)
{
  if (has(t, NUT_DATE_CENTURY))
    put_padded(t, field(t, NUT_DATE_CENTURY) - 1, 2);
  else if (field(t, NUT_DATE_DECADE) < 100)
    put_padded(t, 190 + field(t, NUT_DATE_DECADE) / 10, 3);
  else
    put_padded(t, field(t, NUT_DATE_DECADE) / 10, 3);
}

/* The holiday of the year that is said, or of the one that brings it
 * nearest (see nearest_holiday). */
static void put_holiday(struct timex *t)
{
  struct nut_date date = { 0, 0, 0 };
  struct nut_slice code = nut_text_of(t->fact, NUT_DATE_HOLIDAY);
  bool known = has(t, NUT_DATE_YEAR);
  if (known)
    t->possible = nut_holiday_of_year(
        code, full_year(field(t, NUT_DATE_YEAR)), &date);
  else if (anchor_day(t, &date))
    known = nut_holiday_nearest(
        code, date,
        has(t, NUT_DATE_SHIFT) ? field(t, NUT_DATE_SHIFT) : 0,
        t->anchor->tense, &date);
  if (known && t->possible) {
    put_day(t, date);
  } else {
    nut_buf_add_text(&t->out, "XXXX");
    if (code.len == 5 && code.ptr[2] == '-') {
      nut_buf_add_byte(&t->out, '-');
      nut_buf_add(&t->out, code);
    }
  }
  if (known)
    put_time(t);
}

/* What comes again and again has no year: XXXX-07, XXXX-WXX-2, XXXX-SU. */
static bool is_set(const struct timex *t)
{
  return nut_slice_is(nut_text_of(t->fact, NUT_DATE_KIND), "set");
}

/* ---- all together ---- */

/* The order matters where a rule captures several parts: a month overrules
 * the weekday in "Tuesday 28 September", a day the season.  Nothing
 * captured at all is a rule that says too little, and the fact is refused. */
static void put_value(struct timex *t)
{
  if (has(t, NUT_DATE_REF))
    nut_buf_add(&t->out, nut_text_of(t->fact, NUT_DATE_REF));
  else if (has(t, NUT_DATE_HOLIDAY))
    put_holiday(t);
  else if (has(t, NUT_DATE_MONTH))
    put_calendar(t);
  else if (has(t, NUT_DATE_DAY))
    put_month_less_day(t);
  else if (has(t, NUT_DATE_WEEKDAY))
    put_weekday(t);
  else if (has(t, NUT_DATE_CENTURY) || has(t, NUT_DATE_DECADE))
    put_long(t);
  else if (has(t, NUT_DATE_UNIT))
    put_unit(t);
  else if (has(t, NUT_DATE_SEASON) || has(t, NUT_DATE_QUARTER)
           || has(t, NUT_DATE_HALF) || has(t, NUT_DATE_YEAR))
    put_year_part(t);
  else if (has(t, NUT_DATE_HOUR) || has(t, NUT_DATE_PART))
    put_shifted_day(t, 0);
  else
    t->possible = false;
}

/* Only a T behind a whole day (10 characters) makes a time; PAST_REF and
 * PRESENT_REF begin with the P of durations. */
static const char *kind_of(const struct timex *t)
{
  struct nut_slice value = nut_buf_slice(&t->out);
  if (value.len && value.ptr[0] == 'P' && !nut_slice_starts(value, "PAST")
      && !nut_slice_starts(value, "PRES"))
    return "duration";
  return nut_slice_find(value, 'T', 10) == 10 ? "time" : "date";
}

/* An anchor that was asked for but not known leaves no basis: the value
 * then has X in it, and explicit would be wrong. */
static void finish(struct timex *t, struct nut_arena *arena,
                   struct nut_fact *fact)
{
  struct nut_slice value = nut_arena_copy(arena, nut_buf_slice(&t->out));
  bool known = t->anchored && t->anchor->known;
  fact->values[NUT_DATE_VALUE] = nut_value_text(value);
  if (!has(t, NUT_DATE_KIND))
    nut_set_text(fact, NUT_DATE_KIND, kind_of(t));
  if (known)
    nut_set_text(fact, NUT_DATE_BASIS, t->anchor->basis);
  else if (!t->anchored)
    nut_set_text(fact, NUT_DATE_BASIS, "explicit");
  nut_period_set(arena, fact, t->anchor);
}

/* false: no such date.  Lack of memory is the arena's to tell; possible is
 * returned as it is then. */
bool nut_date_resolve(struct nut_arena *arena, struct nut_fact *fact,
                      const struct nut_anchor *anchor)
{
  struct nut_anchor own = nut_anchor_of(fact, anchor);
  struct timex t = { .fact = fact, .anchor = &own, .possible = true };
  own.known = own.known && !is_set(&t);
  nut_buf_init(&t.out, arena->mem);
  put_value(&t);
  if (t.out.failed)
    arena->failed = true;
  else if (t.possible)
    finish(&t, arena, fact);
  nut_buf_drop(&t.out);
  return t.possible;
}

bool nut_date_is_deictic(const struct nut_fact *fact)
{
  bool day = nut_slice_is(nut_text_of(fact, NUT_DATE_UNIT), "day");
  return !nut_has(fact, NUT_DATE_DAY) && !nut_has(fact, NUT_DATE_MONTH)
         && ((day && nut_has(fact, NUT_DATE_SHIFT))
             || nut_has(fact, NUT_DATE_WEEKDAY));
}

/* Only asks whether such a date can be; resolve knows the anchor.  The kind
 * is put back because what finish derives is kept as if the rule had set
 * it, and the second reading, with the anchor, must be free to differ. */
bool nut_normalise_date(struct nut_norm *norm, struct nut_fact *fact)
{
  struct nut_anchor none = { 0 };
  struct nut_value kind = fact->values[NUT_DATE_KIND];
  bool possible = nut_date_resolve(norm->arena, fact, &none);
  fact->values[NUT_DATE_KIND] = kind;
  return possible;
}
