/* Holidays by calculation: which day a feast falls on, in any year.
 *
 * A holiday without a year is the one nearest to the anchor, within half a
 * year to either side: in December "Christmas" is the one to come, in January
 * the one that was.  A verb, "last" or "next" overrule that.  Constant time;
 * years beyond those of base/day.h have none. */
#include "normalise/holiday.h"

#include "base/slice.h"

/* The Gregorian Easter Sunday (J. Meeus, "Astronomical Algorithms", 1991,
 * chapter 8; the method is of 1876). */
static struct nut_date easter(int year)
{
  int a = year % 19;
  int b = year / 100;
  int c = year % 100;
  int f = (b + 8) / 25;
  int g = (b - f + 1) / 3;
  int h = (19 * a + b - b / 4 - g + 15) % 30;
  int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  int m = (a + 11 * h + 22 * l) / 451;
  int day = h + l - 7 * m + 114;
  return (struct nut_date){ year, day / 31, day % 31 + 1 };
}

/* The Easter Sunday of the East, by the Julian calendar but in days of ours
 * (Meeus, chapter 8, as well). */
static struct nut_date julian_easter(int year)
{
  int d = (19 * (year % 19) + 15) % 30;
  int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  struct nut_date julian = { year, (d + e + 114) / 31,
                             (d + e + 114) % 31 + 1 };
  int behind = year / 100 - year / 400 - 2;
  return nut_day_to_date(nut_day_from_date(julian) + behind);
}

/* The n-th weekday of a month; -1: its last. */
static bool nth_weekday(int year, int month, int weekday, int nth,
                        struct nut_date *out)
{
  struct nut_date first = { year, month, 1 };
  if (!nut_day_valid(first))
    return false;
  int days = nut_days_in_month(year, month);
  int day = 1 + (weekday - nut_day_weekday(nut_day_from_date(first)) + 7) % 7;
  day += nth > 0 ? 7 * (nth - 1) : 7 * ((days - day) / 7);
  *out = (struct nut_date){ year, month, day };
  return nut_day_valid(*out);
}

/* An integer with a sign perhaps; *at moves behind it. */
static int read_int(struct nut_slice code, size_t *at)
{
  int number = 0;
  bool minus = *at < code.len && code.ptr[*at] == '-';
  if (*at < code.len && (minus || code.ptr[*at] == '+'))
    ++*at;
  for (; *at < code.len && nut_is_digit(code.ptr[*at]); ++*at)
    number = number < 1000 ? 10 * number + code.ptr[*at] - '0' : number;
  return minus ? -number : number;
}

static bool from_easter(struct nut_slice code, int year, struct nut_date *out)
{
  size_t at = 1;
  *out = code.ptr[0] == 'O' ? julian_easter(year) : easter(year);
  *out = nut_day_to_date(nut_day_from_date(*out) + read_int(code, &at));
  return true;
}

/* The tabular Islamic calendar, civil epoch (Friday, 16 July 622, Julian):
 * N. Dershowitz and E. Reingold, "Calendrical Calculations", 1990.  Days seen
 * by the moon differ from it by one or two. */
static int32_t islamic_day(int year, int month, int day)
{
  const int32_t epoch = -492148; /* of 1970-01-01 */
  return epoch + day - 1 + (59 * (month - 1) + 1) / 2 + 354 * (year - 1)
         + (3 + 11 * year) / 30;
}

/* The first one that begins in a year of ours; some years see two. */
static bool from_islamic(struct nut_slice code, int year,
                         struct nut_date *out)
{
  size_t at = 1;
  int month = read_int(code, &at);
  at++;
  int day = read_int(code, &at);
  int first = (year - 622) * 33 / 32;
  for (int i = first > 0 ? first : 1; i < first + 3; i++) {
    *out = nut_day_to_date(islamic_day(i, month, day));
    if (out->year == year)
      return true;
  }
  return false;
}

/* 11/4/4, perhaps with days behind or before: *at is at the first stroke. */
static bool from_weekday(struct nut_slice code, size_t at, int year,
                         int month, struct nut_date *out)
{
  at++;
  int weekday = read_int(code, &at);
  at++;
  bool found = nth_weekday(year, month, weekday, read_int(code, &at), out);
  if (found && at < code.len)
    *out = nut_day_to_date(nut_day_from_date(*out) + read_int(code, &at));
  return found;
}

/* 12-25, or 05-24/1, the last Monday up to that day. */
static bool from_day(struct nut_slice code, size_t at, int year, int month,
                     struct nut_date *out)
{
  at++;
  *out = (struct nut_date){ year, month, read_int(code, &at) };
  if (!nut_day_valid(*out))
    return false;
  if (at < code.len) {
    at++;
    int32_t day = nut_day_from_date(*out);
    int behind = (nut_day_weekday(day) - read_int(code, &at) + 7) % 7;
    *out = nut_day_to_date(day - behind);
  }
  return true;
}

bool nut_holiday_is_day(struct nut_slice code)
{
  return code.len && code.ptr[0] != '@' && code.ptr[0] != '!';
}

bool nut_holiday_of_year(struct nut_slice code, int year,
                         struct nut_date *out)
{
  size_t at = 0;
  if (year < 1 || year > 9998 || !nut_holiday_is_day(code))
    return false;
  if (code.ptr[0] == 'E' || code.ptr[0] == 'O')
    return from_easter(code, year, out);
  if (code.ptr[0] == 'H')
    return from_islamic(code, year, out);
  int month = read_int(code, &at);
  if (at < code.len && code.ptr[at] == '/')
    return from_weekday(code, at, year, month, out);
  return from_day(code, at, year, month, out);
}

/* In the two months before a feast the talk is mostly of that one, whatever
 * some verb far from it says ("who sought a vote before Election Day"). */
#define DAYS_AHEAD_OF_PAST 62

/* How many days ahead it may be. */
static int32_t most_ahead(int shift, enum nut_tense tense, enum nut_verb verb)
{
  if (shift < 0)
    return -1;
  if (shift > 0 || tense != NUT_TENSE_PAST)
    return INT32_MAX;
  return verb == NUT_VERB_FAR ? DAYS_AHEAD_OF_PAST : 0;
}

bool nut_holiday_nearest(struct nut_slice code, struct nut_date from,
                         int shift, enum nut_tense tense, enum nut_verb verb,
                         struct nut_date *out)
{
  int32_t best = INT32_MAX;
  int32_t most = most_ahead(shift, tense, verb);
  bool after = shift > 0 || (shift == 0 && tense == NUT_TENSE_FUTURE);
  for (int year = from.year - 1; year <= from.year + 1; year++) {
    struct nut_date date;
    if (!nut_holiday_of_year(code, year, &date))
      continue;
    int32_t away = nut_day_from_date(date) - nut_day_from_date(from);
    int32_t size = away < 0 ? -away : away;
    if (away > most || (after && (away < 0 || (shift && away == 0)))
        || size >= best)
      continue;
    best = size;
    *out = date;
  }
  return best != INT32_MAX;
}
