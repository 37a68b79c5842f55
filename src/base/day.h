/* Days of the proleptic Gregorian calendar, as numbers: day 0 is 1970-01-01.
 * No libc time function, zone or clock.  Years 1 to 9999. */
#ifndef NUT_BASE_DAY_H
#define NUT_BASE_DAY_H

#include "surface/nutgraf.h"

#include <stdint.h>

struct nut_date {
  int year;
  int month; /* 1-12 */
  int day;   /* 1-31 */
};

/* Is it a day that exists (no 31 February), in years 1 to 9999? */
bool nut_day_valid(struct nut_date date);

/* Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013. */
int32_t nut_day_from_date(struct nut_date date);
struct nut_date nut_day_to_date(int32_t day);

int nut_day_weekday(int32_t day); /* ISO 8601: 1 Monday .. 7 Sunday */
int nut_days_in_month(int year, int month);

/* ISO 8601 week (1-53) and the year it belongs to. */
int nut_day_week(int32_t day, int *year);
/* The Monday of a week; weeks_in_year is 52 or 53. */
int32_t nut_day_of_week(int year, int week);
int nut_weeks_in_year(int year);

/* date moved by months (negative: back), the day cut to the month's end. */
struct nut_date nut_day_add_months(struct nut_date date, int months);

/* Bytes of YYYY-MM-DD. */
#define NUT_DAY_LEN 10

/* "YYYY-MM-DD", optionally followed by "T..." or " ..."; false when it is not
 * a day that exists. */
NUT_CHECK bool nut_day_parse(struct nut_slice text, struct nut_date *out);

#endif
