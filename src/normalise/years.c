/* The year of what is said without one: "28 September", "last April", "the
 * fourth quarter", "next summer".
 *
 * News looks back, so the year is mostly the one that brings it nearest behind
 * the article's day; verbs, shifts and years told before overrule that.
 * Constant time. */
#include "normalise/years.h"

#include "base/slice.h"
#include "normalise/anchor.h"
#include "normalise/period.h"

/* Years so far ahead of the article are none that two digits tell. */
#define SHORT_YEARS_AHEAD 15

/* Two digits are the years 1930 to 2029.  News dates birth years and recent
 * events with two digits, hardly the far future, so the window lies mostly
 * behind us; of an older article ('27, said in 1995) further. */
static int full_year(const struct nut_anchor *anchor, int year)
{
  if (year >= 100)
    return year;
  year += year < 30 ? 2000 : 1900;
  bool far = anchor->known && year > anchor->date.year + SHORT_YEARS_AHEAD;
  return far ? year - 100 : year;
}

/* The year that is said; "eighteen" "twelve" has its hundreds apart. */
int nut_year_said(const struct nut_timex *t)
{
  int year = nut_timex_int(t, NUT_DATE_YEAR);
  return nut_timex_has(t, NUT_DATE_CENTURY)
             ? 100 * nut_timex_int(t, NUT_DATE_CENTURY) + year
             : full_year(t->anchor, year);
}

/* News looks back: a month without a year is at most so far ahead, and
 * further only where a verb looks ahead, or less far where one looks back, and
 * not at all beside such a verb ("opened in November"). */
#define MONTHS_AHEAD 3
#define MONTHS_AHEAD_OF_PLANNED 4
#define MONTHS_AHEAD_OF_FUTURE 9
#define MONTHS_AHEAD_OF_FUTURE_DAY 8
#define MONTHS_AHEAD_OF_SURE 11
#define MONTHS_AHEAD_OF_EITHER 2
#define MONTHS_AHEAD_OF_PAST 1
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
  if (from->apposed_year)
    return from->apposed_year;
  if (nut_anchor_tells_year(from))
    return from->told_year;
  if (from->tense == NUT_TENSE_FUTURE && from->verb == NUT_VERB_SURE)
    most = MONTHS_AHEAD_OF_SURE;
  else if (from->tense == NUT_TENSE_FUTURE)
    most = day ? MONTHS_AHEAD_OF_FUTURE_DAY : MONTHS_AHEAD_OF_FUTURE;
  else if (from->tense == NUT_TENSE_EITHER && !day)
    most = MONTHS_AHEAD_OF_EITHER;
  else if (from->tense == NUT_TENSE_PLANNED)
    most = MONTHS_AHEAD_OF_PLANNED;
  else if (from->tense == NUT_TENSE_PAST)
    most = from->verb >= (day ? NUT_VERB_OWN : NUT_VERB_NEAR) ? 0
           : day ? MONTHS_AHEAD_OF_PAST_DAY : MONTHS_AHEAD_OF_PAST;
  if (ahead > most)
    return anchor->year - 1;
  return ahead < most - 11 ? anchor->year + 1 : anchor->year;
}

/* So many months back "this May" may still be spoken of as to come. */
#define MONTHS_OVER 2

/* "last April" is the latest one that is over, "next April" the first to
 * come, "this April" the year's, or the next one's that a verb looks ahead at
 * ("will retire this January", in November), "two Aprils ago" the one before
 * the latest.  With the unit "year" the shift is that of the year: "April last
 * year". */
static int shifted_year(const struct nut_timex *t, const struct nut_date *date,
                        int month)
{
  int shift = nut_timex_int(t, NUT_DATE_SHIFT);
  if (shift < 0 && !nut_timex_unit_is(t, "year"))
    return (month < date->month ? date->year : date->year - 1) + shift + 1;
  if (shift > 0 && !nut_timex_unit_is(t, "year"))
    return (month > date->month ? date->year : date->year + 1) + shift - 1;
  bool this_month = shift == 0 && !nut_timex_has(t, NUT_DATE_UNIT)
                    && nut_timex_has(t, NUT_DATE_MONTH)
                    && !nut_timex_has(t, NUT_DATE_DAY)
                    && !nut_timex_has(t, NUT_DATE_ANCHOR);
  bool ahead = this_month && t->anchor->tense == NUT_TENSE_FUTURE
               && month + MONTHS_OVER < date->month;
  return date->year + shift + ahead;
}

/* 29 February is of the leap year nearest to the one that a day would have;
 * eight years hold one, also around 1900. */
static int leap_year_near(int year)
{
  for (int i = 0; i <= 8; i++) {
    if (nut_days_in_month(year - i, 2) == 29)
      return year - i;
    if (nut_days_in_month(year + i, 2) == 29)
      return year + i;
  }
  return year;
}

/* How near a day is so close that its weekday is a slip, where it does not
 * fit; and how many years back one is looked for in which it does: of a
 * weekday, most years of a cycle have none near. */
#define DAYS_OF_SLIP 10
#define YEARS_BACK 4

static bool is_weekday_in(const struct nut_timex *t, int year, int month,
                          int32_t *day)
{
  struct nut_date date = { year, month, nut_timex_int(t, NUT_DATE_DAY) };
  *day = nut_day_valid(date) ? nut_day_from_date(date) : 0;
  return nut_day_valid(date)
         && nut_day_weekday(*day) == nut_timex_int(t, NUT_DATE_WEEKDAY);
}

/* "Monday, 5 February": where it is none in the nearest year, the nearest one
 * in which it is.  What is ahead is left, as is what the text tells the year
 * of. */
static int year_of_weekday(const struct nut_timex *t, int month, int year)
{
  int32_t today = nut_timex_anchor_number(t);
  int32_t day = 0;
  bool told = t->anchor->apposed_year || nut_anchor_tells_year(t->anchor);
  bool fits = is_weekday_in(t, year, month, &day);
  bool future = t->anchor->tense == NUT_TENSE_FUTURE;
  if (told || fits || !day || (day - today <= DAYS_OF_SLIP
                               && today - day <= DAYS_OF_SLIP)
      || (future && day > today))
    return year;
  int32_t best = INT32_MAX;
  int found = year;
  int last = t->anchor->tense == NUT_TENSE_PAST ? year : year + 1;
  for (int i = future ? year : year - YEARS_BACK; i <= last; i++) {
    bool is = is_weekday_in(t, i, month, &day);
    int32_t away = day < today ? today - day : day - today;
    if (!is || away >= best)
      continue;
    best = away;
    found = i;
  }
  return found;
}

/* The year that is said, or the one that a shift or nearness gives.  -1: not
 * known. */
int nut_year_of_month(struct nut_timex *t, int month)
{
  struct nut_date date;
  if (nut_timex_has(t, NUT_DATE_YEAR))
    return nut_year_said(t);
  if (!nut_timex_anchor_day(t, &date))
    return -1;
  int year = nut_timex_has(t, NUT_DATE_SHIFT)
                 ? shifted_year(t, &date, month)
                 : nearest_year(t->anchor, month,
                                nut_timex_has(t, NUT_DATE_DAY));
  if (nut_timex_has(t, NUT_DATE_WEEKDAY) && nut_timex_has(t, NUT_DATE_DAY)
      && !nut_timex_has(t, NUT_DATE_SHIFT))
    year = year_of_weekday(t, month, year);
  bool sure = t->anchor->tense == NUT_TENSE_FUTURE
              && t->anchor->verb == NUT_VERB_SURE;
  if (sure && year == date.year && month == date.month
      && nut_timex_has(t, NUT_DATE_DAY)
      && nut_timex_int(t, NUT_DATE_DAY) < date.day)
    year++;
  bool leap = month == 2 && nut_timex_int(t, NUT_DATE_DAY) == 29;
  return leap ? leap_year_near(year) : year;
}

/* The month in which a season begins, half a year apart in the south. */
static int first_month_of_season(const struct nut_timex *t)
{
  int month = nut_period_season(nut_text_of(t->fact, NUT_DATE_SEASON));
  return t->anchor->south ? (month + 5) % 12 + 1 : month;
}

/* The month in which a season, quarter or half begins. */
static int first_month(const struct nut_timex *t)
{
  if (nut_timex_has(t, NUT_DATE_QUARTER))
    return 3 * nut_timex_int(t, NUT_DATE_QUARTER) - 2;
  if (nut_timex_has(t, NUT_DATE_HALF))
    return 6 * nut_timex_int(t, NUT_DATE_HALF) - 5;
  return first_month_of_season(t);
}

/* So many months from its beginning a quarter is still reported on: "it
 * expects to post a loss for the third quarter", in December. */
#define REPORTED_MONTHS 6

/* So many months from its beginning a season is well over: in September
 * "the summer" is still the one that was. */
#define SEASON_MONTHS 4

/* "last summer" is well over: in July and in September, when the one that was
 * is still "this summer", it is last year's, so the month behind a season
 * counts; "next autumn" has not begun. */
static int month_of_season(const struct nut_timex *t, int first)
{
  bool back = nut_timex_int(t, NUT_DATE_SHIFT) < 0
              && !nut_timex_has(t, NUT_DATE_UNIT);
  return back && first < 12 ? first + 3 : first;
}

/* Where no verb beside it looks back, a season may begin so many months
 * ahead: in September "over winter" is the one that comes. */
#define SEASON_AHEAD 4

static int season_ahead(const struct nut_anchor *anchor)
{
  bool was = anchor->tense == NUT_TENSE_PAST
             && anchor->verb >= NUT_VERB_NEAR;
  return was ? 0 : SEASON_AHEAD;
}

/* In January and February the winter is on that began in December, which
 * "this winter" still is in April, unless a verb looks ahead.  Of a date
 * before ("2004 ... the previous winter") no more than its year is sure. */
#define WINTER_ENDS 2
#define WINTER_TOLD 4

static struct nut_date count_winter_from(const struct nut_timex *t,
                                         const struct nut_date *date)
{
  bool told = nut_timex_int(t, NUT_DATE_SHIFT) == 0
              && t->anchor->tense != NUT_TENSE_FUTURE;
  bool on = date->month <= (told ? WINTER_TOLD : WINTER_ENDS);
  if (!on || nut_timex_has(t, NUT_DATE_UNIT)
      || nut_timex_has(t, NUT_DATE_ANCHOR))
    return *date;
  return (struct nut_date){ date->year - 1, 12, 1 };
}

/* December begins a season of the turn of the year, here and in the south. */
static int shifted_season(const struct nut_timex *t,
                          const struct nut_date *date, int month)
{
  struct nut_date from =
      month == 12 ? count_winter_from(t, date) : *date;
  return shifted_year(t, &from, month_of_season(t, month));
}

/* A part of a year that is said without it is one that has begun, unless a
 * verb looks ahead: in January "the fourth quarter" is last year's.  A season
 * may be near, or of the year that the story is in. */
int nut_year_of_part(const struct nut_timex *t, const struct nut_date *date)
{
  int month = first_month(t);
  bool season = nut_timex_has(t, NUT_DATE_SEASON);
  if (nut_timex_has(t, NUT_DATE_SHIFT))
    return season ? shifted_season(t, date, month)
                  : date->year + nut_timex_int(t, NUT_DATE_SHIFT);
  int over = season ? SEASON_MONTHS - 1 : REPORTED_MONTHS;
  if (t->anchor->tense == NUT_TENSE_FUTURE)
    return month + over < date->month ? date->year + 1 : date->year;
  if (nut_anchor_tells_year(t->anchor))
    return t->anchor->told_year;
  int ahead = season ? season_ahead(t->anchor) : 0;
  return month > date->month + ahead ? date->year - 1 : date->year;
}
