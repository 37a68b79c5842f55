/* Calendar arithmetic on day numbers: date to number, back, weeks and months.
 *
 * libc's functions are not used: they know time zones, the environment and, on
 * some systems, no year before 1970, and mktime mends 31 February in silence.
 * News has only days, so whole days in 32 bits do for everything.
 *
 * The conversions are days_from_civil and civil_from_days of Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms" (2013): exact, without tables
 * or loops.  Weeks are those of ISO 8601: they begin on Monday, and week 1 is
 * the one that has 4 January in it.  Functions other than nut_day_valid and
 * nut_day_parse expect a date that exists; they do not check. */
#include "base/day.h"

#include "base/slice.h"

static bool is_leap(int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int nut_days_in_month(int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30,
                              31, 31, 30, 31, 30, 31 };
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool nut_day_valid(struct nut_date d)
{
  return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12
         && d.day >= 1 && d.day <= nut_days_in_month(d.year, d.month);
}

/* The year is counted from March, so that the leap day is its last.  An era is
 * 400 years, 146097 days, after which the calendar repeats itself.  (153 m +
 * 2) / 5 gives the days before month m, counted from March: five months have
 * 153 days in turn. 719468 days lie between 0000-03-01 and 1970-01-01. */
int32_t nut_day_from_date(struct nut_date d)
{
  int32_t y = d.year - (d.month <= 2);
  int32_t era = (y >= 0 ? y : y - 399) / 400;
  int32_t year_of_era = y - era * 400;
  int32_t month = d.month + (d.month > 2 ? -3 : 9);
  int32_t day_of_year = (153 * month + 2) / 5 + d.day - 1;
  int32_t day_of_era = year_of_era * 365 + year_of_era / 4
                       - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

/* The same backwards; doe, yoe and doy are the day of the era, the year of the
 * era and the day of the year.  The three quotients take the leap days out
 * before 365 divides. */
struct nut_date nut_day_to_date(int32_t day)
{
  int32_t z = day + 719468;
  int32_t era = (z >= 0 ? z : z - 146096) / 146097;
  int32_t doe = z - era * 146097;
  int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int32_t month = (5 * doy + 2) / 153;
  struct nut_date d;
  d.day = (int)(doy - (153 * month + 2) / 5 + 1);
  d.month = (int)(month < 10 ? month + 3 : month - 9);
  d.year = (int)(yoe + era * 400 + (d.month <= 2));
  return d;
}

/* Day 0 was a Thursday.  The remainder of a negative number is negative in C,
 * hence the second one. */
int nut_day_weekday(int32_t day)
{
  return (int)(((day + 3) % 7 + 7) % 7) + 1;
}

/* 4 January is always in week 1. */
int32_t nut_day_of_week(int year, int week)
{
  int32_t fourth = nut_day_from_date((struct nut_date){ year, 1, 4 });
  return fourth - (nut_day_weekday(fourth) - 1) + 7 * (week - 1);
}

/* 28 December is always in the last week. */
int nut_weeks_in_year(int year)
{
  int32_t last = nut_day_from_date((struct nut_date){ year, 12, 28 });
  return (int)((last - nut_day_of_week(year, 1)) / 7) + 1;
}

int nut_day_week(int32_t day, int *year)
{
  /* A week belongs to the year that its Thursday lies in. */
  int32_t thursday = day - (nut_day_weekday(day) - 1) + 3;
  *year = nut_day_to_date(thursday).year;
  return (int)((thursday - nut_day_of_week(*year, 1)) / 7) + 1;
}

/* So 31 January and a month is 28 February, as people mean it.  Cut at the
 * year 1. */
struct nut_date nut_day_add_months(struct nut_date d, int months)
{
  int total = d.year * 12 + (d.month - 1) + months;
  if (total < 12)
    total = 12;
  d.year = total / 12;
  d.month = total % 12 + 1;
  int last = nut_days_in_month(d.year, d.month);
  if (d.day > last)
    d.day = last;
  return d;
}

/* What comes behind the T or the blank is not looked at: the time of day and
 * the zone move the day of a publication by one at most, and files often have
 * them wrong. */
bool nut_day_parse(struct nut_slice text, struct nut_date *out)
{
  int64_t year = 0;
  int64_t month = 0;
  int64_t day = 0;
  if (text.len < 10 || text.ptr[4] != '-' || text.ptr[7] != '-')
    return false;
  if (text.len > 10 && text.ptr[10] != 'T' && text.ptr[10] != ' ')
    return false;
  if (!nut_slice_int(nut_slice_cut(text, 0, 4), &year)
      || !nut_slice_int(nut_slice_cut(text, 5, 7), &month)
      || !nut_slice_int(nut_slice_cut(text, 8, 10), &day))
    return false;
  *out = (struct nut_date){ (int)year, (int)month, (int)day };
  return nut_day_valid(*out);
}
