/* Dates that have a unit: lengths of time, distances, and calendar units.
 *
 *   18 months, half an hour     P18M, PT0.5H
 *   three weeks ago             2021-W36, counted from the anchor
 *   last year, this quarter     2020, 2021-Q4
 *
 * Anchors are days, so what is shorter than a day stays a length. */
#include "normalise/timex.h"

#include "base/slice.h"
#include "normalise/period.h"

/* Letter of a duration's unit, whether behind T, and its multiple.  The
 * letters are ISO 8601's for durations; M is months before the T and minutes
 * behind it.  WE, NI, Q, SP, SU, FA and WI are TIMEX3's for weekends,
 * nights, quarters and seasons.
 * ISO 8601 has none for decades and so on, hence the multiple. */
struct unit {
  const char *name;
  const char *letters;
  bool time;
  int multiple;
};

static const struct unit units[] = {
  { "second", "S", true, 1 },   { "minute", "M", true, 1 },
  { "hour", "H", true, 1 },     { "day", "D", false, 1 },
  { "workday", "D", false, 1 },
  { "weekend", "WE", false, 1 }, { "week", "W", false, 1 },
  { "month", "M", false, 1 },   { "quarter", "Q", false, 1 },
  { "year", "Y", false, 1 },    { "decade", "Y", false, 10 },
  { "century", "Y", false, 100 }, { "fortnight", "W", false, 2 },
  { "night", "NI", true, 1 },     { "period", "X", false, 1 },
  { "spring", "SP", false, 1 },   { "summer", "SU", false, 1 },
  { "autumn", "FA", false, 1 },   { "winter", "WI", false, 1 },
};

/* ISO 8601 has no quarters and nights: who asks for "the next 2 quarters", or
 * a room for two nights, gets months and days. */
static const struct unit units_of_plan[] = {
  { "quarter", "M", false, 3 }, { "night", "D", false, 1 },
};

static const struct unit *unit_of_plan(struct nut_slice name,
                                       const struct unit *other)
{
  for (size_t i = 0; i < sizeof units_of_plan / sizeof *units_of_plan; i++)
    if (nut_slice_is(name, units_of_plan[i].name))
      return &units_of_plan[i];
  return other;
}

static const struct unit *unit_of(struct nut_slice name)
{
  for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
    if (nut_slice_is(name, units[i].name))
      return &units[i];
  return NULL;
}

/* How many; "and a half" behind the unit is a part of it, which has no unit
 * of its own. */
static bool number_of(const struct nut_timex *t, size_t field,
                      struct nut_decimal *out)
{
  *out = t->fact->values[field].as.num;
  if (field != NUT_DATE_AMOUNT || !nut_timex_has(t, NUT_DATE_REST)
      || nut_timex_has(t, NUT_DATE_REST_UNIT))
    return true;
  return nut_decimal_add(out, &t->fact->values[NUT_DATE_REST].as.num, out);
}

/* An amount and its letters; without an amount X. */
static void put_amount(struct nut_timex *t, size_t field,
                       const struct unit *unit)
{
  struct nut_decimal amount;
  struct nut_decimal multiple = nut_decimal_from_int(unit->multiple);
  if (!nut_timex_has(t, field))
    nut_buf_add_byte(&t->out, 'X');
  else if (number_of(t, field, &amount)
           && nut_decimal_mul(&amount, &multiple, &amount))
    nut_decimal_print(&amount, &t->out);
  else
    t->possible = false;
  nut_buf_add_text(&t->out, unit->letters);
}

/* P18M, PT24H, P3Y6M, P1DT5H; "two decades" is P20Y; "months" without an
 * amount is PXM. */
static void put_duration(struct nut_timex *t)
{
  const struct unit *unit = unit_of(nut_text_of(t->fact, NUT_DATE_UNIT));
  const struct unit *rest =
      unit_of(nut_text_of(t->fact, NUT_DATE_REST_UNIT));
  if (!unit) {
    t->possible = false;
    return;
  }
  if (t->anchor->plan)
    unit = unit_of_plan(nut_text_of(t->fact, NUT_DATE_UNIT), unit);
  nut_buf_add_text(&t->out, unit->time ? "PT" : "P");
  put_amount(t, NUT_DATE_AMOUNT, unit);
  if (!rest)
    return;
  if (rest->time && !unit->time)
    nut_buf_add_byte(&t->out, 'T');
  put_amount(t, NUT_DATE_REST, rest);
}

void nut_timex_put_shortest(struct nut_timex *t)
{
  const struct nut_value *values = t->fact->values;
  const struct unit *unit = unit_of(nut_text_of(t->fact, NUT_DATE_UNIT));
  if (!unit || !nut_timex_has(t, NUT_DATE_LEAST)
      || !nut_timex_has(t, NUT_DATE_AMOUNT)
      || nut_decimal_cmp(&values[NUT_DATE_LEAST].as.num,
                         &values[NUT_DATE_AMOUNT].as.num) >= 0)
    return;
  nut_buf_add_text(&t->out, unit->time ? "PT" : "P");
  put_amount(t, NUT_DATE_LEAST, unit);
}

/* The calendar month, quarter, year, decade or century n away.  A decade
 * and a century are prefixes of the year, so 199 is 1990 to 1999. */
static void put_months_away(struct nut_timex *t, int n)
{
  struct nut_date date = t->anchor->date;
  if (nut_timex_unit_is(t, "month")) {
    date = nut_day_add_months(date, n);
    nut_timex_put_month(t, date.year, date.month, -1);
  } else if (nut_timex_unit_is(t, "quarter")) {
    date = nut_day_add_months(date, 3 * n);
    nut_timex_put_year(t, date.year);
    nut_timex_put_quarter(t, (date.month - 1) / 3 + 1);
  } else if (nut_timex_unit_is(t, "decade")) {
    nut_timex_put_padded(t, date.year / 10 + n, 3);
  } else if (nut_timex_unit_is(t, "century")) {
    nut_timex_put_padded(t, date.year / 100 + n, 2);
  } else {
    nut_timex_put_year(t, date.year + n);
  }
}

/* "65 million years ago" counts no years: so the year stays within an int,
 * and positive or nearly so. */
#define LONG_AGO 3000

/* From Thursday on "this weekend" is the coming one, whatever verb there is:
 * most that is told of it then is a plan. */
#define WEEKEND_NEARS 4

static bool is_clock_unit(const struct nut_timex *t)
{
  return nut_timex_unit_is(t, "second") || nut_timex_unit_is(t, "minute")
         || nut_timex_unit_is(t, "hour");
}

/* Is it counted from the date mentioned before, not from today? */
static bool is_from_mention(const struct nut_timex *t)
{
  return nut_slice_is(nut_text_of(t->fact, NUT_DATE_ANCHOR), "mention");
}

/* "on Thursday ... the following weekend" is that of the same week. */
static bool is_before_weekend(const struct nut_timex *t)
{
  return t->anchor->known && is_from_mention(t)
         && nut_day_weekday(nut_timex_anchor_number(t)) < 6;
}

/* "this weekend", of what has happened, when none has begun this week. */
static bool is_weekend_over(const struct nut_timex *t, int n)
{
  return n == 0 && t->anchor->known && t->anchor->tense == NUT_TENSE_PAST
         && nut_day_weekday(nut_timex_anchor_number(t)) < WEEKEND_NEARS;
}

/* "in 5 minutes", "half an hour ago", of a plan, from the minute it was
 * made. */
static bool put_minutes_away(struct nut_timex *t, int sign)
{
  int64_t minutes = 0;
  int minute = 0;
  struct nut_decimal product;
  int clock = nut_period_clock(nut_text_of(t->fact, NUT_DATE_UNIT));
  struct nut_decimal unit = nut_decimal_from_int(clock);
  if (!t->anchor->plan || !t->anchor->known || t->anchor->minute < 0
      || !clock || !nut_timex_has(t, NUT_DATE_AMOUNT)
      || !nut_decimal_mul(&t->fact->values[NUT_DATE_AMOUNT].as.num, &unit,
                          &product)
      || !nut_decimal_int(&product, &minutes)
      || minutes > NUT_PERIOD_CLOCK_DAYS * 24 * 60)
    return false;
  t->anchored = true;
  nut_timex_put_day(t, nut_period_minute(t->anchor, sign * minutes, &minute));
  nut_timex_put_minute(t, minute);
  return true;
}

/* "in 90 seconds", of a plan: to the second. */
static bool put_seconds_away(struct nut_timex *t, int sign)
{
  int64_t seconds = 0;
  int minute = 0;
  if (!t->anchor->plan || !t->anchor->known || t->anchor->minute < 0
      || !nut_timex_unit_is(t, "second")
      || !nut_timex_has(t, NUT_DATE_AMOUNT)
      || !nut_decimal_int(&t->fact->values[NUT_DATE_AMOUNT].as.num, &seconds)
      || seconds > NUT_PERIOD_CLOCK_DAYS * 24 * 60)
    return false;
  int64_t minutes = sign < 0 ? -((seconds + 59) / 60) : seconds / 60;
  int rest = (int)(sign * seconds - 60 * minutes);
  t->anchored = true;
  nut_timex_put_day(t, nut_period_minute(t->anchor, minutes, &minute));
  nut_timex_put_minute(t, minute);
  if (rest) {
    nut_buf_add_byte(&t->out, ':');
    nut_timex_put_padded(t, rest, 2);
  }
  return true;
}

/* So many of a unit away: days and more move the date, what is shorter is
 * added to the minutes.  false: it is no whole number of them. */
static bool move_by(const struct nut_timex *t, size_t amount, size_t unit,
                    int sign, struct nut_date *date, int64_t *minutes)
{
  int64_t number = 0;
  struct nut_slice name = nut_text_of(t->fact, unit);
  int clock = nut_period_clock(name);
  if (!nut_decimal_int(&t->fact->values[amount].as.num, &number)
      || number > LONG_AGO)
    return false;
  if (clock)
    *minutes += sign * number * clock;
  else if (!nut_period_move(*date, name, sign * (int)number, date))
    return false;
  return true;
}

/* "two years and three months ago", "in a day and 5 hours": to the day, or
 * to the minute where they are told and the anchor has one. */
static bool put_rest_away(struct nut_timex *t, int sign)
{
  int64_t minutes = 0;
  int minute = 0;
  struct nut_anchor anchor = *t->anchor;
  if (!nut_timex_has(t, NUT_DATE_REST) || !nut_timex_has(t, NUT_DATE_AMOUNT)
      || !anchor.known
      || !move_by(t, NUT_DATE_AMOUNT, NUT_DATE_UNIT, sign, &anchor.date,
                  &minutes)
      || !move_by(t, NUT_DATE_REST, NUT_DATE_REST_UNIT, sign, &anchor.date,
                  &minutes)
      || (minutes && anchor.minute < 0))
    return false;
  t->anchored = true;
  if (minutes) {
    anchor.date = nut_period_minute(&anchor, minutes, &minute);
    nut_timex_put_day(t, anchor.date);
    nut_timex_put_minute(t, minute);
  } else {
    nut_timex_put_day(t, anchor.date);
  }
  return true;
}

/* "two and a half years ago", of a plan: where so many of the parts of the
 * unit are whole.  false: they are not, or it has none that a date has. */
static bool put_parts_away(struct nut_timex *t, int sign)
{
  static const struct {
    const char *unit;
    const char *part;
    int parts;
  } units_of[] = {
    { "year", "month", 12 }, { "week", "day", 7 },
  };
  struct nut_date date = t->anchor->date;
  struct nut_decimal product;
  int64_t amount = 0;
  size_t i = 0;
  while (i < sizeof units_of / sizeof *units_of
         && !nut_timex_unit_is(t, units_of[i].unit))
    i++;
  if (i == sizeof units_of / sizeof *units_of || !t->anchor->plan
      || !t->anchor->known || !nut_timex_has(t, NUT_DATE_AMOUNT))
    return false;
  struct nut_decimal parts = nut_decimal_from_int(units_of[i].parts);
  if (!nut_decimal_mul(&t->fact->values[NUT_DATE_AMOUNT].as.num, &parts,
                       &product)
      || !nut_decimal_int(&product, &amount) || amount > LONG_AGO
      || !nut_period_move(date, nut_slice_of(units_of[i].part),
                          sign * (int)amount, &date))
    return false;
  t->anchored = true;
  nut_timex_put_day(t, date);
  return true;
}

/* "in two weeks", of a plan, is a day. */
static bool put_day_away(struct nut_timex *t, int n)
{
  struct nut_date date = t->anchor->date;
  if (!t->anchor->plan || !t->anchor->known
      || !nut_timex_has(t, NUT_DATE_AMOUNT)
      || nut_timex_unit_is(t, "weekend") || nut_timex_unit_is(t, "night")
      || !nut_period_move(date, nut_text_of(t->fact, NUT_DATE_UNIT), n,
                          &date))
    return false;
  t->anchored = true;
  nut_timex_put_day(t, date);
  return true;
}

/* "three working days ago". */
static void put_workday_away(struct nut_timex *t, int n)
{
  struct nut_date date;
  if (!nut_timex_anchor_day(t, &date))
    nut_buf_add_text(&t->out, "XXXX-XX-XX");
  else if (nut_period_move(date, nut_slice_of("workday"), n, &date))
    nut_timex_put_day(t, date);
  else
    t->possible = false;
}

/* The unit n away from the anchor: "last year", "three weeks ago".  Anchors
 * are days, so hours and less cannot be counted from them: where an amount is
 * said it stays a length ("six minutes later"), else it is a mere reference
 * to past or future. */
static void put_unit_away(struct nut_timex *t, int n)
{
  struct nut_date date;
  if (nut_timex_unit_is(t, "day") || nut_timex_unit_is(t, "night")) {
    nut_timex_put_shifted_day(t, n);
    if (nut_timex_unit_is(t, "night") && !nut_timex_has(t, NUT_DATE_PART))
      nut_buf_add_text(&t->out, "TNI");
    return;
  }
  if (is_clock_unit(t)) {
    if (nut_timex_has(t, NUT_DATE_AMOUNT))
      put_duration(t);
    else
      nut_buf_add_text(&t->out, n < 0 ? "PAST_REF" : "FUTURE_REF");
    return;
  }
  if (nut_timex_unit_is(t, "workday")) {
    put_workday_away(t, n);
    return;
  }
  bool weekend = nut_timex_unit_is(t, "weekend");
  bool week = nut_timex_unit_is(t, "week");
  if (weekend && is_weekend_over(t, n))
    n = -1;
  else if (weekend && n == 1 && is_before_weekend(t))
    n = 0;
  if (!nut_timex_anchor_day(t, &date))
    nut_buf_add_text(&t->out, week ? "XXXX-WXX" : "XXXX");
  else if (week || weekend)
    nut_timex_put_week(t, nut_timex_anchor_number(t) + 7 * n, weekend);
  else if (nut_timex_unit_is(t, "fortnight"))
    nut_timex_put_week(t, nut_timex_anchor_number(t) + 14 * n, false);
  else
    put_months_away(t, n);
}

/* The months or days of half a unit; both 0: it has none. */
struct half {
  int months;
  int days;
};

static struct half half_of(const struct nut_timex *t)
{
  static const struct {
    const char *unit;
    struct half half;
  } halves[] = {
    { "century", { 600, 0 } }, { "decade", { 60, 0 } }, { "year", { 6, 0 } },
    { "month", { 0, 15 } },    { "week", { 0, 3 } },
  };
  for (size_t i = 0; i < sizeof halves / sizeof *halves; i++)
    if (nut_timex_unit_is(t, halves[i].unit))
      return halves[i].half;
  return (struct half){ 0, 0 };
}

/* Whole units, and whether half a one is left over; false: some other part
 * is, or far too many. */
static bool wholes_and_half(const struct nut_timex *t, int *whole, bool *half)
{
  int64_t halves = 0;
  struct nut_decimal two = nut_decimal_from_int(2);
  struct nut_decimal product;
  if (!nut_timex_has(t, NUT_DATE_AMOUNT)
      || !nut_decimal_mul(&t->fact->values[NUT_DATE_AMOUNT].as.num, &two,
                          &product)
      || !nut_decimal_int(&product, &halves) || halves >= 2 * LONG_AGO)
    return false;
  *whole = (int)(halves / 2);
  *half = halves % 2;
  return true;
}

/* Of so many whole units and half a one, on the side of the sign. */
static bool half_away(struct nut_date *date, const struct half *half,
                      int months, int sign)
{
  int years = months / 12 + 1;
  if (sign < 0 && years >= date->year)
    return false;
  *date = nut_day_add_months(*date, sign * months);
  *date = nut_day_to_date(nut_day_from_date(*date) + sign * half->days);
  return nut_day_valid(*date);
}

/* "a year and a half ago", "half a century later", "two and a half weeks
 * ago": of the half no day is told, so it is the year of what is told in
 * decades, the month of years and months, and the week of weeks. */
static bool put_half_away(struct nut_timex *t, int sign)
{
  struct nut_date date;
  struct half half = half_of(t);
  int whole = 0;
  bool is_half = false;
  int units_months = nut_timex_unit_is(t, "month") ? 1 : 2 * half.months;
  if ((!half.months && !half.days) || !wholes_and_half(t, &whole, &is_half)
      || !is_half)
    return false;
  bool week = nut_timex_unit_is(t, "week");
  if (!nut_timex_anchor_day(t, &date)) {
    nut_buf_add_text(&t->out, week ? "XXXX-WXX" : "XXXX");
    return true;
  }
  if (week) {
    nut_timex_put_week(
        t, nut_timex_anchor_number(t) + sign * (7 * whole + half.days),
        false);
    return true;
  }
  if (!half_away(&date, &half, units_months * whole + half.months, sign))
    return false;
  bool coarse = is_from_mention(t) && t->anchor->mention.len == 4;
  if (half.months > 6 || coarse)
    nut_timex_put_year(t, date.year);
  else
    nut_timex_put_month(t, date.year, date.month, -1);
  return true;
}

/* "a quarter of a century ago": so many years, where they are whole. */
static bool years_of(const struct nut_timex *t, int64_t *years)
{
  const struct unit *unit = unit_of(nut_text_of(t->fact, NUT_DATE_UNIT));
  struct nut_decimal product;
  if (!unit || !nut_timex_has(t, NUT_DATE_AMOUNT)
      || !nut_slice_is(nut_slice_of(unit->letters), "Y"))
    return false;
  struct nut_decimal multiple = nut_decimal_from_int(unit->multiple);
  return nut_decimal_mul(&t->fact->values[NUT_DATE_AMOUNT].as.num, &multiple,
                         &product)
         && nut_decimal_int(&product, years) && *years < LONG_AGO;
}

/* "some weeks ago" is over and "in some weeks" to come; "a few days later" may
 * be long over. */
static void put_vague_distance(struct nut_timex *t, int sign)
{
  if (sign > 0 && is_from_mention(t) && !nut_timex_has(t, NUT_DATE_AMOUNT))
    put_duration(t);
  else
    nut_buf_add_text(&t->out, sign < 0 ? "PAST_REF" : "FUTURE_REF");
}

/* "two and a half years ago", "a few weeks ago", "65 million years ago": no
 * whole number of units, or too many. */
static void put_inexact_distance(struct nut_timex *t, int sign)
{
  int64_t years = 0;
  struct nut_date date;
  if (put_parts_away(t, sign) || put_half_away(t, sign))
    return;
  if (nut_timex_has(t, NUT_DATE_AMOUNT)
      && (is_clock_unit(t) || nut_timex_unit_is(t, "day")))
    put_duration(t);
  else if (!years_of(t, &years))
    put_vague_distance(t, sign);
  else if (nut_timex_anchor_day(t, &date))
    nut_timex_put_year(t, date.year + sign * (int)years);
  else
    nut_buf_add_text(&t->out, "XXXX");
}

/* "three weeks ago", "five years later". */
static void put_distance(struct nut_timex *t)
{
  int64_t amount = 0;
  int sign = nut_timex_int(t, NUT_DATE_DIRECTION) < 0 ? -1 : 1;
  bool whole = nut_timex_has(t, NUT_DATE_AMOUNT)
               && nut_decimal_int(&t->fact->values[NUT_DATE_AMOUNT].as.num,
                                  &amount)
               && amount < LONG_AGO;
  if (nut_timex_has(t, NUT_DATE_REST)) {
    if (!put_rest_away(t, sign))
      put_duration(t);
  } else if (!put_minutes_away(t, sign) && !put_seconds_away(t, sign)) {
    if (!whole)
      put_inexact_distance(t, sign);
    else if (!put_day_away(t, sign * (int)amount))
      put_unit_away(t, sign * (int)amount);
  }
}

/* "a year earlier", where the talk is of a quarter, or the sentence of a
 * month: the same one a year before. */
static bool put_quarter_away(struct nut_timex *t)
{
  int64_t amount = 0;
  bool talk = nut_timex_has(t, NUT_DATE_ANCHOR) || t->anchor->quarter.len;
  bool part = talk && t->anchor->part.len;
  struct nut_slice quarter = part ? t->anchor->part : t->anchor->quarter;
  struct nut_slice year = nut_slice_cut(quarter, 0, 4);
  int number = 0;
  if (!quarter.len || !nut_timex_unit_is(t, "year")
      || !nut_timex_has(t, NUT_DATE_AMOUNT)
      || !nut_decimal_int(&t->fact->values[NUT_DATE_AMOUNT].as.num, &amount)
      || amount != 1 || nut_timex_int(t, NUT_DATE_DIRECTION) > 0
      || !nut_period_year(year, &number))
    return false;
  t->anchored = true;
  nut_timex_put_year(t, number - 1);
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
static void put_quarter_of_talk(struct nut_timex *t)
{
  struct nut_date date = { 0, 1, 1 };
  struct nut_slice quarter = t->anchor->quarter;
  bool known = quarter.len
               && nut_period_year(nut_slice_cut(quarter, 0, 4), &date.year);
  if (known) {
    t->anchored = true;
    date.month = 3 * (quarter.ptr[6] - '0') - 2;
  } else if (!nut_timex_has(t, NUT_DATE_YEAR)
             && nut_timex_anchor_day(t, &date)) {
    date = quarter_before(date);
    known = true;
  }
  if (known)
    date = nut_day_add_months(date, 3 * (int)nut_int_or(
        t->fact, NUT_DATE_SHIFT, 0));
  if (nut_timex_has(t, NUT_DATE_YEAR))
    nut_timex_put_year(t, nut_timex_int(t, NUT_DATE_YEAR));
  else if (known)
    nut_timex_put_year(t, date.year);
  else
    nut_buf_add_text(&t->out, "XXXX");
  if (!known && nut_timex_has(t, NUT_DATE_YEAR))
    return;
  nut_buf_add_text(&t->out, "-Q");
  if (nut_timex_has(t, NUT_DATE_QUARTER))
    nut_buf_add_int(&t->out, nut_timex_int(t, NUT_DATE_QUARTER));
  else if (known)
    nut_buf_add_int(&t->out, (date.month - 1) / 3 + 1);
  else
    nut_buf_add_byte(&t->out, 'X');
}

/* "at the weekend": the last one that has begun, or the first that will be
 * where a verb looks ahead. */
static void put_weekend(struct nut_timex *t)
{
  struct nut_date date;
  if (!nut_timex_anchor_day(t, &date)) {
    nut_buf_add_text(&t->out, "XXXX-WXX-WE");
    return;
  }
  bool begun = nut_day_weekday(nut_timex_anchor_number(t)) >= 6;
  bool ahead = t->anchor->tense == NUT_TENSE_FUTURE;
  nut_timex_put_week(
      t, nut_timex_anchor_number(t) - (begun || ahead ? 0 : 7), true);
}

static bool is_the_weekend(const struct nut_timex *t)
{
  return nut_timex_unit_is(t, "weekend") && !nut_timex_has(t, NUT_DATE_SHIFT)
         && !nut_timex_has(t, NUT_DATE_AMOUNT)
         && !nut_timex_has(t, NUT_DATE_KIND);
}

/* The year that is said, or the one so far from that of the date before;
 * false: none. */
static bool year_of_same(struct nut_timex *t, int *year)
{
  struct nut_slice within = nut_text_of(t->fact, NUT_DATE_WITHIN);
  bool beside = nut_slice_is(within, "year") && t->anchor->known
                && nut_timex_has(t, NUT_DATE_SHIFT);
  if (nut_timex_has(t, NUT_DATE_YEAR))
    *year = nut_timex_int(t, NUT_DATE_YEAR);
  else if (beside)
    *year = t->anchor->date.year + nut_timex_int(t, NUT_DATE_SHIFT);
  return nut_timex_has(t, NUT_DATE_YEAR) || beside;
}

/* "the same month of 1991", "the same week of 1991", "the same month last
 * year": of the one before. */
static bool put_same_of_year(struct nut_timex *t)
{
  struct nut_date date;
  int year = 0;
  bool month = nut_timex_unit_is(t, "month");
  if (!(month || nut_timex_unit_is(t, "week")) || !is_from_mention(t)
      || !year_of_same(t, &year))
    return false;
  if (!nut_timex_anchor_day(t, &date)) {
    nut_timex_put_year(t, year);
  } else if (month) {
    nut_timex_put_month(t, year, date.month, -1);
  } else {
    /* by its Thursday, as the same Monday may be a Sunday */
    int32_t day = nut_day_from_date(date);
    date = nut_day_to_date(day + 4 - nut_day_weekday(day));
    struct nut_date first = { year, date.month, 1 };
    nut_timex_put_week(t, nut_day_from_date(first) + date.day - 1, false);
  }
  return true;
}

/* A direction ("ago", "later") makes a point in time, where a rule says so
 * only of a verb that looks ahead, or of a plan ("in five years", counted
 * from a known day); a shift without an amount ("last year") does too; all
 * else is a
 * length of time, also "the last three weeks" and sets such as "every
 * week". */
void nut_timex_put_unit(struct nut_timex *t)
{
  bool point = nut_timex_has(t, NUT_DATE_DIRECTION)
               && (!nut_timex_has(t, NUT_DATE_WHEN)
                   || (t->anchor->tense == NUT_TENSE_FUTURE
                       && t->anchor->known)
                   || (t->anchor->tense != NUT_TENSE_PAST
                       && t->anchor->plan && t->anchor->known)
                   || nut_slice_is(nut_text_of(t->fact, NUT_DATE_WHEN),
                                   "past"));
  if (nut_slice_is(nut_text_of(t->fact, NUT_DATE_ANCHOR), "quarter")) {
    put_quarter_of_talk(t);
    return;
  }
  if (put_same_of_year(t) || (point && put_quarter_away(t)))
    return;
  if (nut_timex_is_set(t) && nut_timex_unit_is(t, "weekend")
      && !nut_timex_has(t, NUT_DATE_AMOUNT))
    nut_buf_add_text(&t->out, "XXXX-WXX-WE");
  else if (is_the_weekend(t))
    put_weekend(t);
  else if (point)
    put_distance(t);
  else if (nut_timex_has(t, NUT_DATE_SHIFT)
           && !nut_timex_has(t, NUT_DATE_AMOUNT) && !nut_timex_is_set(t))
    put_unit_away(t, nut_timex_int(t, NUT_DATE_SHIFT));
  else
    put_duration(t);
}

