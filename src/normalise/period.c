/* From a TIMEX3 value to the days that it covers.
 *
 *   2021-09     2021-09-01 .. 2021-09-30
 *   2021-W39-WE Saturday and Sunday of that week
 *   2021-WI     December to February (seasons as meteorologists count them)
 *   199         1990-01-01 .. 1999-12-31
 *   2021-09-01/2021-12-31  an interval of ISO 8601, of messages
 *
 * The value is read and not the captures: it is what a record says, and what
 * tense, anchors and mentions have come to.  Values with an X in them, whole
 * days and clock times have no period. */
#include "normalise/period.h"

#include "base/slice.h"
#include "rules/fields.h"

struct period {
  struct nut_date from;
  struct nut_date until;
};

/* All digits; false when one is none. */
static bool read_digits(struct nut_slice text, size_t from, size_t to,
                        int *number)
{
  *number = 0;
  if (from >= to || to > text.len)
    return false;
  for (size_t i = from; i < to; i++) {
    if (!nut_is_digit(text.ptr[i]))
      return false;
    *number = 10 * *number + text.ptr[i] - '0';
  }
  return true;
}

bool nut_period_year(struct nut_slice text, int *year)
{
  return text.len == 4 && read_digits(text, 0, 4, year);
}

/* Whole months, n of them from one on. */
static bool of_months(int year, int month, int n, struct period *out)
{
  struct nut_date first = { year, month, 1 };
  if (!nut_day_valid(first))
    return false;
  struct nut_date last = nut_day_add_months(first, n - 1);
  last.day = nut_days_in_month(last.year, last.month);
  *out = (struct period){ first, last };
  return true;
}

/* Days first .. last of an ISO week, 1 Monday. */
static bool of_week(int year, int week, int first, int last,
                    struct period *out)
{
  if (week < 1 || week > nut_weeks_in_year(year))
    return false;
  int32_t monday = nut_day_of_week(year, week);
  out->from = nut_day_to_date(monday + first - 1);
  out->until = nut_day_to_date(monday + last - 1);
  return true;
}

int nut_period_season(struct nut_slice season)
{
  static const char names[] = "SPSUFAWI";
  for (int i = 0; i < 4; i++)
    if (nut_slice_eq(season, (struct nut_slice){ names + 2 * i, 2 }))
      return 3 * (i + 1);
  return 0;
}

/* What stands behind the year and its hyphen. */
static bool of_part(int year, struct nut_slice part, struct period *out)
{
  int number = 0;
  char letter = part.len ? part.ptr[0] : 0;
  if (part.len == 2 && read_digits(part, 0, 2, &number))
    return of_months(year, number, 1, out);
  if (part.len == 2 && letter == 'Q' && read_digits(part, 1, 2, &number))
    return of_months(year, 3 * number - 2, 3, out);
  if (part.len == 2 && letter == 'H' && read_digits(part, 1, 2, &number))
    return of_months(year, 6 * number - 5, 6, out);
  if (part.len == 2 && nut_period_season(part))
    return of_months(year, nut_period_season(part), 3, out);
  if (letter != 'W' || !read_digits(part, 1, 3, &number))
    return false;
  if (part.len == 3)
    return of_week(year, number, 1, 7, out);
  return nut_slice_is(nut_slice_cut(part, 3, part.len), "-WE")
         && of_week(year, number, 6, 7, out);
}

static bool of_value(struct nut_slice value, struct period *out)
{
  int number = 0;
  if (value.len == 21 && value.ptr[10] == '/')
    return nut_day_parse(nut_slice_cut(value, 0, 10), &out->from)
           && nut_day_parse(nut_slice_cut(value, 11, 21), &out->until);
  if (value.len < 2 || value.len > 4 || !read_digits(value, 0, value.len,
                                                     &number))
    return value.len > 5 && value.ptr[4] == '-'
           && read_digits(value, 0, 4, &number)
           && of_part(number, nut_slice_cut(value, 5, value.len), out);
  int years = value.len == 4 ? 1 : value.len == 3 ? 10 : 100;
  return of_months(number * years, 1, 12 * years, out);
}

bool nut_period_days(struct nut_slice value, struct nut_date *from,
                     struct nut_date *until)
{
  struct period period;
  if (!of_value(value, &period))
    return false;
  *from = period.from;
  *until = period.until;
  return true;
}

bool nut_period_start(struct nut_slice value, struct nut_date *out)
{
  struct period period;
  if (nut_day_parse(nut_slice_cut(value, 0, 10), out))
    return true;
  if (value.len < 4 || !of_value(value, &period))
    return false;
  *out = period.from;
  return true;
}

/* ---- lengths of time beside the anchor ---- */

/* Mondays to Fridays; holidays are those of a country, and so are counted. */
static struct nut_date move_workdays(struct nut_date from, int amount)
{
  int32_t day = nut_day_from_date(from);
  int step = amount < 0 ? -1 : 1;
  for (int left = amount * step; left > 0;) {
    day += step;
    if (nut_day_weekday(day) < 6)
      left--;
  }
  return nut_day_to_date(day);
}

bool nut_period_move(struct nut_date from, struct nut_slice unit, int amount,
                     struct nut_date *out)
{
  static const struct {
    const char *unit;
    int months;
    int days;
  } sizes[] = {
    { "day", 0, 1 }, { "night", 0, 1 }, { "week", 0, 7 }, { "weekend", 0, 7 },
    { "fortnight", 0, 14 }, { "month", 1, 0 }, { "quarter", 3, 0 },
    { "year", 12, 0 }, { "decade", 120, 0 },
  };
  if (nut_slice_is(unit, "workday")) {
    *out = move_workdays(from, amount);
    return nut_day_valid(*out);
  }
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    if (!nut_slice_is(unit, sizes[i].unit))
      continue;
    *out = nut_day_add_months(from, amount * sizes[i].months);
    *out = nut_day_to_date(nut_day_from_date(*out)
                           + amount * sizes[i].days);
    return nut_day_valid(*out);
  }
  return false;
}

/* "the next two quarters" are those of the calendar. */
static bool of_quarters(struct nut_date today, int64_t shift, int amount,
                        struct period *out)
{
  struct nut_date first = { today.year, (today.month - 1) / 3 * 3 + 1, 1 };
  first = nut_day_add_months(first, shift < 0 ? -3 * amount : 3);
  return nut_day_valid(first)
         && of_months(first.year, first.month, 3 * amount, out);
}

/* "the past 18 months" ends at the anchor, "the next two days" begin behind
 * it. */
static bool of_length(const struct nut_fact *fact,
                      const struct nut_anchor *anchor, struct period *out)
{
  int64_t amount = 0;
  int64_t shift = nut_int_or(fact, NUT_DATE_SHIFT, 0);
  struct nut_slice unit = nut_text_of(fact, NUT_DATE_UNIT);
  if (!anchor->known || !shift || !nut_has(fact, NUT_DATE_AMOUNT)
      || !nut_decimal_int(&fact->values[NUT_DATE_AMOUNT].as.num, &amount)
      || amount < 1 || amount > 1000)
    return false;
  if (nut_slice_is(unit, "quarter"))
    return of_quarters(anchor->date, shift, (int)amount, out);
  out->from = out->until = anchor->date;
  if (nut_slice_is(nut_text_of(fact, NUT_DATE_WHEN), "within"))
    return nut_period_move(anchor->date, unit, (int)amount, &out->until);
  if (shift < 0)
    return nut_period_move(anchor->date, unit, -(int)amount, &out->from);
  out->from = nut_day_to_date(nut_day_from_date(anchor->date) + 1);
  return nut_period_move(anchor->date, unit, (int)amount, &out->until);
}

/* How many months behind the first one the last lies, if it is said. */
static int months_behind(const struct nut_fact *fact, int month)
{
  int last = (int)nut_int_or(fact, NUT_DATE_LAST_MONTH, month);
  return (last - month + 12) % 12;
}

/* "4 to 23 July", "April 27th to the third": from the value's day to the
 * last one, of the month that is said, else the first that it can be. */
static bool of_days(const struct nut_fact *fact, struct period *out)
{
  int day = (int)nut_int_or(fact, NUT_DATE_LAST_DAY, 0);
  struct nut_date first = { out->from.year, out->from.month, 1 };
  int months = months_behind(fact, first.month);
  if (!nut_has(fact, NUT_DATE_LAST_MONTH) && day < out->from.day)
    months = 1;
  out->until = nut_day_add_months(first, months);
  out->until.day = day;
  return nut_day_valid(out->until);
}

/* "1965-71", "2015-2019", "1999-00". */
static bool of_years(const struct nut_fact *fact, struct period *out)
{
  int last = (int)nut_int_or(fact, NUT_DATE_LAST_YEAR, 0);
  if (last < 100)
    last += out->from.year - out->from.year % 100;
  if (last + 99 == out->from.year)
    last += 100;
  out->until = (struct nut_date){ last, 12, 31 };
  return last >= out->from.year && nut_day_valid(out->until);
}

/* A span that begins with the value and ends with what else is captured. */
static bool of_span(const struct nut_fact *fact, struct period *out)
{
  if (!nut_period_start(nut_text_of(fact, NUT_DATE_VALUE), &out->from))
    return false;
  if (nut_has(fact, NUT_DATE_LAST_YEAR))
    return of_years(fact, out);
  if (nut_has(fact, NUT_DATE_LAST_DAY))
    return of_days(fact, out);
  return of_months(out->from.year, out->from.month,
                   months_behind(fact, out->from.month) + 1, out);
}

static bool is_span(const struct nut_fact *fact)
{
  return nut_has(fact, NUT_DATE_LAST_DAY) || nut_has(fact, NUT_DATE_LAST_YEAR)
         || nut_has(fact, NUT_DATE_LAST_MONTH);
}

struct nut_slice nut_period_text(struct nut_arena *arena,
                                 struct nut_date date, int minute)
{
  struct nut_buf buf;
  nut_buf_init(&buf, arena->mem);
  nut_buf_addf(&buf, "%04d-%02d-%02d", date.year, date.month, date.day);
  if (minute >= 0)
    nut_buf_addf(&buf, "T%02d:%02d", minute / 60, minute % 60);
  struct nut_slice text = nut_arena_copy(arena, nut_buf_slice(&buf));
  nut_buf_drop(&buf);
  return text;
}

int nut_period_clock(struct nut_slice unit)
{
  return nut_slice_is(unit, "minute") ? 1
         : nut_slice_is(unit, "hour") ? 60
                                      : 0;
}

#define DAY_MINUTES 1440

/* Days back and ahead again, so that the remainder stays above zero. */
struct nut_date nut_period_minute(const struct nut_anchor *anchor,
                                  int64_t away, int *minute)
{
  int64_t at =
      anchor->minute + away + NUT_PERIOD_CLOCK_DAYS * DAY_MINUTES;
  *minute = (int)(at % DAY_MINUTES);
  return nut_day_to_date(nut_day_from_date(anchor->date)
                         - NUT_PERIOD_CLOCK_DAYS
                         + (int32_t)(at / DAY_MINUTES));
}

static struct nut_slice minute_text(struct nut_arena *arena,
                                    const struct nut_anchor *anchor,
                                    int64_t away)
{
  int minute = 0;
  struct nut_date date = nut_period_minute(anchor, away, &minute);
  return nut_period_text(arena, date, minute);
}

/* "the last 5 minutes": to the minute, beside that of the
 * anchor. */
static bool set_minutes(struct nut_arena *arena, struct nut_fact *fact,
                        const struct nut_anchor *anchor)
{
  int64_t amount = 0;
  int64_t minutes = nut_period_clock(nut_text_of(fact, NUT_DATE_UNIT));
  int64_t shift = nut_int_or(fact, NUT_DATE_SHIFT, 0);
  if (!minutes || !shift || !anchor->known || anchor->minute < 0
      || !nut_has(fact, NUT_DATE_AMOUNT)
      || !nut_decimal_int(&fact->values[NUT_DATE_AMOUNT].as.num, &amount)
      || amount < 1 || amount > 1000)
    return false;
  minutes *= amount;
  fact->values[NUT_DATE_FROM] = nut_value_text(
      minute_text(arena, anchor, shift < 0 ? -minutes : 0));
  fact->values[NUT_DATE_UNTIL] = nut_value_text(
      minute_text(arena, anchor, shift < 0 ? 0 : minutes));
  return true;
}

/* The same season south of the equator: summer from December on, winter in the
 * year that it is called by. */
static bool turn_season(struct period *period)
{
  int months = period->from.month < 9 ? 6 : -6;
  return of_months(period->from.year, period->from.month + months, 3, period);
}

void nut_period_set(struct nut_arena *arena, struct nut_fact *fact,
                    const struct nut_anchor *anchor)
{
  struct period period;
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  bool length = value.len && value.ptr[0] == 'P';
  fact->values[NUT_DATE_FROM] = (struct nut_value){ NUT_NONE, { 0 } };
  fact->values[NUT_DATE_UNTIL] = (struct nut_value){ NUT_NONE, { 0 } };
  if (length && set_minutes(arena, fact, anchor))
    return;
  bool found = is_span(fact) ? of_span(fact, &period)
               : length ? of_length(fact, anchor, &period)
                        : of_value(value, &period);
  if (found && anchor->south && value.len == 7
      && nut_period_season(nut_slice_cut(value, 5, 7)))
    found = turn_season(&period);
  if (!found)
    return;
  if (nut_slice_is(nut_text_of(fact, NUT_DATE_WHEN), "rest")
      && anchor->known
      && nut_day_from_date(anchor->date) > nut_day_from_date(period.from)
      && nut_day_from_date(anchor->date) <= nut_day_from_date(period.until))
    period.from = anchor->date;
  fact->values[NUT_DATE_FROM] =
      nut_value_text(nut_period_text(arena, period.from, -1));
  fact->values[NUT_DATE_UNTIL] =
      nut_value_text(nut_period_text(arena, period.until, -1));
}

bool nut_period_is_day(struct nut_slice value)
{
  return value.len >= NUT_DAY_LEN && value.ptr[4] == '-'
         && nut_is_digit(value.ptr[5]) && nut_is_digit(value.ptr[8]);
}

/* The hour that an evening begins with. */
#define EVENING_BEGINS 18

bool nut_period_is_night(struct nut_slice value)
{
  struct nut_slice time = nut_slice_cut(value, NUT_DAY_LEN, value.len);
  if (time.len < 3 || time.ptr[0] != 'T')
    return false;
  if (!nut_is_digit(time.ptr[1]))
    return nut_slice_is(time, "TNI") || nut_slice_is(time, "TEV");
  return 10 * (time.ptr[1] - '0') + time.ptr[2] - '0' >= EVENING_BEGINS;
}
