/* Pieces of TIMEX3 values: years, days, weeks, clock times, and the anchor.
 *
 * Widths are ISO 8601's: four digits a year, two a month, day, week, hour and
 * minute.  Constant time each. */
#include "normalise/timex.h"

#include "base/slice.h"
#include "normalise/period.h"

int nut_timex_int(const struct nut_timex *t, size_t field)
{
  return (int)nut_int_or(t->fact, field, -1);
}

bool nut_timex_has(const struct nut_timex *t, size_t field)
{
  return nut_has(t->fact, field);
}

bool nut_timex_unit_is(const struct nut_timex *t, const char *unit)
{
  return nut_slice_is(nut_text_of(t->fact, NUT_DATE_UNIT), unit);
}

bool nut_timex_is_set(const struct nut_timex *t)
{
  return nut_slice_is(nut_text_of(t->fact, NUT_DATE_KIND), "set");
}

/* ---- pieces of a value ---- */

void nut_timex_put_padded(struct nut_timex *t, int number, int width)
{
  for (int limit = 10, i = 1; i < width; i++, limit *= 10)
    if (number < limit)
      nut_buf_add_byte(&t->out, '0');
  nut_buf_add_int(&t->out, number);
}

void nut_timex_put_year(struct nut_timex *t, int year)
{
  nut_timex_put_padded(t, year, 4);
}

void nut_timex_put_day(struct nut_timex *t, struct nut_date d)
{
  nut_timex_put_year(t, d.year);
  nut_buf_add_byte(&t->out, '-');
  nut_timex_put_padded(t, d.month, 2);
  nut_buf_add_byte(&t->out, '-');
  nut_timex_put_padded(t, d.day, 2);
}

/* ISO 8601 weeks: the year is the one the week's Thursday lies in, so that
 * 3 January 2021 is in 2020-W53. */
void nut_timex_put_week(struct nut_timex *t, int32_t day, bool weekend)
{
  int year = 0;
  int week = nut_day_week(day, &year);
  nut_timex_put_year(t, year);
  nut_buf_add_text(&t->out, "-W");
  nut_timex_put_padded(t, week, 2);
  if (weekend)
    nut_buf_add_text(&t->out, "-WE");
}

void nut_timex_put_quarter(struct nut_timex *t, int quarter)
{
  nut_buf_add_text(&t->out, "-Q");
  nut_buf_add_int(&t->out, quarter);
}

/* Without a year 29 February must pass: 2000 stands in as it has one. */
static bool month_possible(struct nut_timex *t, int year, int month, int day)
{
  struct nut_date date = { year > 0 ? year : 2000, month, day > 0 ? day : 1 };
  t->possible = t->possible && nut_day_valid(date);
  return t->possible;
}

void nut_timex_put_month(struct nut_timex *t, int year, int month, int day)
{
  if (!month_possible(t, year, month, day))
    return;
  if (year > 0)
    nut_timex_put_year(t, year);
  else
    nut_buf_add_text(&t->out, "XXXX");
  nut_buf_add_byte(&t->out, '-');
  nut_timex_put_padded(t, month, 2);
  if (day > 0) {
    nut_buf_add_byte(&t->out, '-');
    nut_timex_put_padded(t, day, 2);
    nut_timex_put_time(t);
  }
}

/* ---- clock times ---- */

void nut_timex_put_minute(struct nut_timex *t, int minute)
{
  nut_buf_add_byte(&t->out, 'T');
  nut_timex_put_padded(t, minute / 60, 2);
  nut_buf_add_byte(&t->out, ':');
  nut_timex_put_padded(t, minute % 60, 2);
}

/* The last hour that is of the night when it is said with "night": "3 at
 * night", but "10 at night". */
#define NIGHT_HOURS 4

/* "7 in the evening": the part of the day is the meridiem. */
static int hour_of_part(struct nut_slice part, int hour)
{
  if (hour < 1 || hour > 12)
    return hour;
  if (nut_slice_is(part, "MO") || nut_slice_is(part, "NI"))
    hour %= 12;
  bool night = nut_slice_is(part, "NI") && hour > NIGHT_HOURS;
  bool later = nut_slice_is(part, "AF") || nut_slice_is(part, "EV");
  return hour < 12 && (night || later) ? hour + 12 : hour;
}

/* 24-hour clock; 12 am is 0, 12 pm is 12.  "13 pm" is refused: one of the
 * two is a mistake, and which is not known. */
static int hour_of(struct nut_timex *t)
{
  int hour = nut_timex_int(t, NUT_DATE_HOUR);
  struct nut_slice meridiem = nut_text_of(t->fact, NUT_DATE_MERIDIEM);
  if (!meridiem.len)
    return hour_of_part(nut_text_of(t->fact, NUT_DATE_PART), hour);
  if (hour < 1 || hour > 12)
    t->possible = false;
  if (nut_slice_is(meridiem, "am") && hour == 12)
    return 0;
  return nut_slice_is(meridiem, "pm") && hour < 12 ? hour + 12 : hour;
}

/* "twenty to eight" has its minutes before the hour. */
static int minute_of(const struct nut_timex *t, int *hour)
{
  int minute = nut_timex_has(t, NUT_DATE_MINUTE)
                   ? nut_timex_int(t, NUT_DATE_MINUTE) : 0;
  bool before = nut_int_or(t->fact, NUT_DATE_DIRECTION, 0) < 0
                && !nut_timex_has(t, NUT_DATE_AMOUNT);
  if (!before || minute < 1 || minute > 59)
    return minute;
  *hour = (*hour + 23) % 24;
  return 60 - minute;
}

/* "two hours before noon": the time so far away, of the same day. */
static void move_clock(struct nut_timex *t, int *hour, int *minute)
{
  int64_t away = 0;
  struct nut_decimal product;
  int unit = nut_period_clock(nut_text_of(t->fact, NUT_DATE_UNIT));
  struct nut_decimal minutes = nut_decimal_from_int(unit);
  if (!unit || !nut_timex_has(t, NUT_DATE_AMOUNT))
    return;
  if (!nut_decimal_mul(&t->fact->values[NUT_DATE_AMOUNT].as.num, &minutes,
                       &product)
      || !nut_decimal_int(&product, &away) || away > 24 * 60) {
    t->possible = false;
    return;
  }
  int at = *hour % 24 * 60 + *minute
           + nut_timex_int(t, NUT_DATE_DIRECTION) * (int)away;
  at = (at + 48 * 60) % (24 * 60);
  *hour = at / 60;
  *minute = at % 60;
}

/* 24:00 is ISO 8601's end of a day and passes; 24:01 does not.  To who plans,
 * midnight is where the day begins.  Of zones the value has only that of
 * Universal Time, as TimeBank's values have, and those of messages have none;
 * others stand in the record beside it. */
static void put_clock(struct nut_timex *t)
{
  struct nut_slice zone = nut_text_of(t->fact, NUT_DATE_ZONE);
  int hour = hour_of(t);
  int minute = minute_of(t, &hour);
  if (hour == 24 && t->anchor->plan)
    hour = 0;
  move_clock(t, &hour, &minute);
  if (hour > 24 || minute > 59 || (hour == 24 && minute > 0))
    t->possible = false;
  nut_timex_put_minute(t, hour * 60 + minute);
  if (nut_int_or(t->fact, NUT_DATE_SECOND, 0) > 0) {
    nut_buf_add_byte(&t->out, ':');
    nut_timex_put_padded(t, nut_timex_int(t, NUT_DATE_SECOND), 2);
  }
  if (nut_slice_is(zone, "Z") && !t->anchor->plan)
    nut_buf_add(&t->out, zone);
}

/* A clock time says more than a part of the day, so "9pm last night" keeps
 * the hour. */
void nut_timex_put_time(struct nut_timex *t)
{
  struct nut_slice part = nut_text_of(t->fact, NUT_DATE_PART);
  if (nut_timex_has(t, NUT_DATE_HOUR)) {
    put_clock(t);
  } else if (part.len) {
    nut_buf_add_byte(&t->out, 'T');
    nut_buf_add(&t->out, part);
  }
}

/* ---- the anchor ---- */

/* The day to count from; false when there is none, and then X is written.
 * Asking marks the value as anchored, field gives its basis. */
bool nut_timex_anchor_day(struct nut_timex *t, struct nut_date *date)
{
  if (nut_slice_is(nut_text_of(t->fact, NUT_DATE_ANCHOR), "none"))
    return false;
  t->anchored = true;
  *date = t->anchor->date;
  return t->anchor->known;
}

int32_t nut_timex_anchor_number(const struct nut_timex *t)
{
  return nut_day_from_date(t->anchor->date);
}

void nut_timex_put_shifted_day(struct nut_timex *t, int days)
{
  struct nut_date date;
  if (nut_timex_anchor_day(t, &date))
    nut_timex_put_day(t, nut_day_to_date(nut_timex_anchor_number(t) + days));
  else
    nut_buf_add_text(&t->out, "XXXX-XX-XX");
  nut_timex_put_time(t);
}

