/* Two dates that are one.
 *
 *   from 4pm to 5pm today            a range, 16:00 until 17:00
 *   a quarter to seven tomorrow      a time and its day
 *   every day at 3pm                 what comes again, and when
 *   2 weeks starting 20 May          a length and where it begins
 *
 * News reports: "from May to June" has two dates there, as TIMEX3 has it.
 * Somebody who asks or plans ("book a room from 4pm to 5pm") means what lies
 * between, so in such a sentence, and only there (intent.h), the range is the
 * fact.  Which words join two dates are lists of the rules: range_join,
 * range_open, time_on_day, day_behind_time, length_begins, length_goes_on,
 * part_of_period, year_behind_day.
 *
 * The dates have their values; from and until of the two give those of the
 * range, to the minute where both are clock times.  Linear in the facts. */
#include "resolve/intent.h"
#include "resolve/words.h"

#include "base/limits.h"
#include "base/slice.h"
#include "normalise/period.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* The lists, found once for an article. */
struct words {
  const struct nut_wordlist *join;
  const struct nut_wordlist *open;
  const struct nut_wordlist *at;
  const struct nut_wordlist *on;
  const struct nut_wordlist *begin;
  const struct nut_wordlist *more;
  const struct nut_wordlist *part;
  const struct nut_wordlist *year;
};

struct ranges {
  struct nut_resolve *resolve;
  struct words words;
  struct nut_intent plan;
};

/* A day, with the time on it where there is one. */
struct point {
  struct nut_date date;
  int hour; /* -1: none */
  int minute;
};

static struct nut_slice says(const struct ranges *r,
                             const struct nut_wordlist *list,
                             struct nut_slice words)
{
  return nut_word_meaning(r->resolve, list, words);
}

/* ---- the two ends ---- */

static int two_digits(struct nut_slice text, size_t at)
{
  if (at + 2 > text.len || !nut_is_digit(text.ptr[at])
      || !nut_is_digit(text.ptr[at + 1]))
    return -1;
  return 10 * (text.ptr[at] - '0') + text.ptr[at + 1] - '0';
}

/* Where a fact begins, or ends.  false: it is no date of the calendar. */
static bool point_of(const struct ranges *r, const struct nut_fact *fact,
                     bool end, struct point *out)
{
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  struct nut_slice edge =
      nut_text_of(fact, end ? NUT_DATE_UNTIL : NUT_DATE_FROM);
  out->hour = two_digits(value, 11);
  out->minute = two_digits(value, 14);
  if (nut_slice_is(value, "PRESENT_REF")) {
    out->date = r->resolve->anchor.date;
    return r->resolve->anchor.known;
  }
  if (!value.len || !nut_is_digit(value.ptr[0])
      || nut_slice_is(nut_text_of(fact, NUT_DATE_KIND), "set"))
    return false;
  return nut_day_parse(nut_slice_cut(edge.len ? edge : value, 0, 10),
                       &out->date);
}

static int minutes_of(const struct point *point)
{
  return point->hour < 0 ? 0 : 60 * point->hour + point->minute;
}

static bool is_clock(const struct nut_fact *fact)
{
  return nut_has(fact, NUT_DATE_HOUR);
}

/* A clock time, or a part of the day alone ("in the afternoon"). */
static bool is_time(const struct nut_fact *fact)
{
  return is_clock(fact)
         || (nut_has(fact, NUT_DATE_PART) && !nut_has(fact, NUT_DATE_UNIT)
             && !nut_has(fact, NUT_DATE_WEEKDAY));
}

/* Less than, equal or more than 0: a lies before, at or behind b. */
static int order_of(const struct point *a, const struct point *b)
{
  int32_t days = nut_day_from_date(a->date) - nut_day_from_date(b->date);
  if (days)
    return days < 0 ? -1 : 1;
  return minutes_of(a) - minutes_of(b);
}

static bool has_day(const struct nut_fact *fact)
{
  return nut_has(fact, NUT_DATE_DAY) || nut_has(fact, NUT_DATE_WEEKDAY)
         || nut_has(fact, NUT_DATE_SHIFT) || nut_has(fact, NUT_DATE_HOLIDAY);
}

#define HALF_DAY 720

static bool has_half(const struct nut_fact *fact)
{
  return nut_has(fact, NUT_DATE_MERIDIEM) || nut_has(fact, NUT_DATE_PART);
}

static bool is_late_half(const struct nut_fact *fact)
{
  struct nut_slice half = nut_text_of(fact, NUT_DATE_MERIDIEM);
  struct nut_slice part = nut_text_of(fact, NUT_DATE_PART);
  return nut_slice_is(half, "pm") || (part.len && !nut_slice_is(part, "MO"));
}

/* "9:30 to 3pm", "2pm to 3": one has its half of the day from the other, and
 * what would end before it begins goes past noon, or midnight. */
static void share_half(const struct nut_fact *a, const struct nut_fact *b,
                       struct point *from, struct point *until)
{
  if (is_late_half(b) && !has_half(a) && from->hour < 12
      && minutes_of(from) + HALF_DAY < minutes_of(until))
    from->hour += 12;
  if (!has_half(b) && !has_day(b) && is_late_half(a) && until->hour < 12)
    until->hour += 12;
  if (order_of(from, until) <= 0 || has_day(b))
    return;
  if (!has_half(b) && until->hour < 12
      && minutes_of(until) + HALF_DAY > minutes_of(from))
    until->hour += 12;
  else
    until->date = nut_day_to_date(nut_day_from_date(until->date) + 1);
}

/* "5 to 6pm tomorrow", "9:30 to 3pm": the day, and the half of it, may be
 * said with one of the two times only. */
static void share_clock(const struct nut_fact *a, const struct nut_fact *b,
                        struct point *from, struct point *until)
{
  if (!is_clock(a) || !is_clock(b))
    return;
  from->hour %= 24;
  if (has_day(b) && !has_day(a))
    from->date = until->date;
  else if (!has_day(b))
    until->date = from->date;
  share_half(a, b, from, until);
}

/* A month, quarter, season or holiday without its year. */
static bool lacks_year(const struct nut_fact *fact)
{
  return !nut_has(fact, NUT_DATE_YEAR) && !nut_has(fact, NUT_DATE_SHIFT)
         && (nut_has(fact, NUT_DATE_MONTH) || nut_has(fact, NUT_DATE_QUARTER)
             || nut_has(fact, NUT_DATE_SEASON)
             || nut_has(fact, NUT_DATE_HOLIDAY));
}

static void move_years(struct point *point, int years)
{
  point->date = nut_day_add_months(point->date, 12 * years);
}

/* "from April 27th to the third": of the month, or the one behind it. */
static void share_month(const struct nut_fact *a, const struct nut_fact *b,
                        const struct point *from, struct point *until)
{
  if (!nut_has(a, NUT_DATE_MONTH) || !nut_has(b, NUT_DATE_DAY)
      || nut_has(b, NUT_DATE_MONTH) || nut_has(b, NUT_DATE_WEEKDAY))
    return;
  struct nut_date date = { from->date.year, from->date.month,
                           until->date.day };
  if (date.day < from->date.day) {
    date.day = 1;
    date = nut_day_add_months(date, 1);
    date.day = until->date.day;
  }
  if (nut_day_valid(date))
    until->date = date;
}

/* The ends that the other one leaves open: "from Friday to Monday" is the
 * Monday behind it, "from tomorrow to 9 May" that May; "from May to
 * September" is May of that September's year, as is that of "from May to
 * October 2020". */
static void share_calendar(const struct nut_fact *a,
                           const struct nut_fact *b, struct point *from,
                           struct point *until)
{
  share_month(a, b, from, until);
  if (nut_has(b, NUT_DATE_YEAR) && lacks_year(a))
    move_years(from, until->date.year - from->date.year);
  int32_t days = nut_day_from_date(from->date)
                 - nut_day_from_date(until->date);
  if (order_of(from, until) <= 0)
    return;
  if (nut_has(b, NUT_DATE_WEEKDAY) && !nut_has(b, NUT_DATE_MONTH)) {
    until->date = nut_day_to_date(nut_day_from_date(until->date)
                                  + (days + 6) / 7 * 7);
  } else if (lacks_year(a)) {
    move_years(from, -1);
  } else if (lacks_year(b)) {
    move_years(until, from->date.year - until->date.year);
    if (order_of(from, until) > 0)
      move_years(until, 1);
  }
}

/* ---- joining ---- */

static struct nut_slice between(const struct ranges *r,
                                const struct nut_fact *a,
                                const struct nut_fact *b)
{
  return nut_text_between(r->resolve->article, a, b);
}

static struct nut_slice point_text(struct nut_arena *arena,
                                   const struct point *point, bool time)
{
  return nut_period_text(arena, point->date,
                         time ? point->hour * 60 + point->minute : -1);
}

static struct nut_slice glue(struct nut_arena *arena, struct nut_slice a,
                             struct nut_slice b)
{
  struct nut_buf buf;
  nut_buf_init(&buf, arena->mem);
  nut_buf_add(&buf, a);
  nut_buf_add(&buf, b);
  struct nut_slice text = nut_arena_copy(arena, nut_buf_slice(&buf));
  nut_buf_drop(&buf);
  return text;
}

/* The word before a date that opens a range: from, between. */
static struct nut_slice opener(const struct ranges *r,
                               const struct nut_fact *a)
{
  const char *text = r->resolve->article->shadow.ptr;
  struct nut_slice word =
      nut_word_before(text, nut_sentence_of(r->resolve->article, a).start,
                      a->span.start);
  return says(r, r->words.open, word).len ? word
                                          : (struct nut_slice){ NULL, 0 };
}

/* Do the two stand in one sentence with a word that joins them?  "and" joins
 * behind "between" only, which the match of both may have in it. */
static bool is_joined(struct ranges *r, const struct nut_fact *a,
                      const struct nut_fact *b, struct nut_slice open)
{
  struct nut_slice join = says(r, r->words.join, between(r, a, b));
  if (!join.len || a->sentence != b->sentence
      || !nut_intent_is_plan(&r->plan, a->sentence))
    return false;
  return !nut_slice_is(join, "between") || a->match == b->match
         || nut_slice_is(says(r, r->words.open, open), "between");
}

static void set_edges(struct ranges *r, struct nut_fact *fact,
                      const struct point *from, const struct point *until)
{
  struct nut_arena *arena = r->resolve->arena;
  fact->values[NUT_DATE_FROM] =
      nut_value_text(point_text(arena, from, from->hour >= 0));
  fact->values[NUT_DATE_UNTIL] =
      nut_value_text(point_text(arena, until, until->hour >= 0));
  if (from->hour >= 0)
    fact->values[NUT_DATE_VALUE] = fact->values[NUT_DATE_FROM];
}

/* The value begins where the range does: "from May to October 2020". */
static void set_year(struct ranges *r, struct nut_fact *fact)
{
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  struct nut_slice from = nut_text_of(fact, NUT_DATE_FROM);
  if (value.len >= 4 && from.len >= 4 && nut_is_digit(value.ptr[0])
      && nut_is_digit(value.ptr[3]))
    fact->values[NUT_DATE_VALUE] = nut_value_text(
        glue(r->resolve->arena, nut_slice_cut(from, 0, 4),
             nut_slice_cut(value, 4, value.len)));
}

/* "until May" ends where May begins. */
static void end_before(struct nut_slice join, const struct nut_fact *b,
                       struct point *until)
{
  struct nut_slice first = nut_text_of(b, NUT_DATE_FROM);
  if (!nut_slice_is(join, "before") || !nut_day_parse(first, &until->date))
    return;
  until->date = nut_day_to_date(nut_day_from_date(until->date) - 1);
}

/* Is one of the words of the text a word of the list? */
static bool holds_word(const struct ranges *r,
                       const struct nut_wordlist *list, struct nut_span span)
{
  const char *text = r->resolve->article->shadow.ptr;
  for (uint32_t at = span.start; at < span.end;) {
    struct nut_slice word = nut_word_behind(text, at, span.end);
    if (says(r, list, word).len)
      return true;
    at = word.len ? (uint32_t)(word.ptr + word.len - text) : span.end;
  }
  return false;
}

/* "from the end of March to the middle of May": which part of the period is
 * meant is said by a noun; "late March" may be any day of it. */
static void take_part(const struct ranges *r, const struct nut_fact *fact,
                      bool end, struct point *point)
{
  struct nut_slice modifier = nut_text_of(fact, NUT_DATE_MODIFIER);
  struct nut_date first;
  struct nut_date last;
  if (!modifier.len
      || (!holds_word(r, r->words.part, fact->span)
          && !nut_slice_is(modifier, "MID"))
      || !nut_day_parse(nut_text_of(fact, NUT_DATE_FROM), &first)
      || !nut_day_parse(nut_text_of(fact, NUT_DATE_UNTIL), &last))
    return;
  int32_t from = nut_day_from_date(first);
  int32_t until = nut_day_from_date(last);
  if (nut_slice_is(modifier, "MID"))
    point->date = nut_day_to_date(from + (until - from + 1) / 2);
  else if (nut_slice_is(modifier, "START") && end)
    point->date = first;
  else if (nut_slice_is(modifier, "END") && !end)
    point->date = nut_day_to_date(until + 1);
}

/* b is taken into a. */
static bool join(struct ranges *r, struct nut_fact *a,
                 const struct nut_fact *b)
{
  const char *text = r->resolve->article->shadow.ptr;
  struct nut_slice open = opener(r, a);
  struct point from;
  struct point until;
  if (!is_joined(r, a, b, open) || !point_of(r, a, false, &from)
      || !point_of(r, b, true, &until)
      || (from.hour < 0) != (until.hour < 0))
    return false;
  take_part(r, a, false, &from);
  take_part(r, b, true, &until);
  end_before(says(r, r->words.join, between(r, a, b)), b, &until);
  share_clock(a, b, &from, &until);
  share_calendar(a, b, &from, &until);
  if (order_of(&from, &until) > 0)
    return false;
  set_edges(r, a, &from, &until);
  set_year(r, a);
  a->values[NUT_DATE_MODIFIER] = (struct nut_value){ NUT_NONE, { 0 } };
  a->span.end = b->span.end;
  if (open.len)
    a->span.start = (uint32_t)(open.ptr - text);
  return true;
}

/* ---- a day and the time on it ---- */

/* The time of a value, behind its T, or empty. */
static struct nut_slice time_of(struct nut_slice value)
{
  size_t at = nut_slice_find(value, 'T', 0);
  return at == NUT_SLICE_NONE ? (struct nut_slice){ NULL, 0 }
                              : nut_slice_cut(value, at, value.len);
}

/* "7:00 on Sunday afternoon": the part of the day makes it 19:00.  The field
 * is the value, or an edge of a range. */
static struct nut_slice time_in_part(struct ranges *r,
                                     const struct nut_fact *clock,
                                     size_t field, struct nut_slice part)
{
  struct nut_slice time = time_of(nut_text_of(clock, field));
  bool later = nut_slice_starts(part, "TAF") || nut_slice_starts(part, "TEV")
               || nut_slice_starts(part, "TNI");
  int hour = two_digits(time, 1);
  struct point point = { { 0, 0, 0 }, hour + 12, two_digits(time, 4) };
  if (!later || hour < 1 || hour > 11 || point.minute < 0
      || nut_has(clock, NUT_DATE_MERIDIEM))
    return time;
  return time_of(point_text(r->resolve->arena, &point, true));
}

static void set_part(struct ranges *r, struct nut_fact *clock, size_t field,
                     struct nut_slice part)
{
  struct nut_slice value = nut_text_of(clock, field);
  if (part.len && value.len > 10)
    clock->values[field] = nut_value_text(
        glue(r->resolve->arena, nut_slice_cut(value, 0, 10),
             time_in_part(r, clock, field, part)));
}

/* "Tuesday from 7 to 7:30pm", "December 12th between 4pm and 5pm": the clock
 * time behind a day has taken the day already (see anchor.c), so only the
 * span grows. */
static bool join_day(struct ranges *r, struct nut_fact *day,
                     const struct nut_fact *clock)
{
  struct nut_slice value = nut_text_of(day, NUT_DATE_VALUE);
  struct nut_slice other = nut_text_of(clock, NUT_DATE_VALUE);
  struct nut_slice at = between(r, day, clock);
  if (is_clock(day) || two_digits(value, 11) >= 0 || !is_time(clock)
      || has_day(clock)
      || nut_has(day, NUT_DATE_HOLIDAY)
      || day->sentence != clock->sentence || value.len < 10
      || other.len < 10
      || !nut_slice_eq(nut_slice_cut(value, 0, 10),
                       nut_slice_cut(other, 0, 10))
      || (at.len && !says(r, r->words.at, at).len)
      || !nut_intent_is_plan(&r->plan, day->sentence))
    return false;
  uint32_t start = day->span.start;
  struct nut_slice part = time_of(value);
  *day = *clock;
  day->span.start = start;
  set_part(r, day, NUT_DATE_VALUE, part);
  set_part(r, day, NUT_DATE_FROM, part);
  set_part(r, day, NUT_DATE_UNTIL, part);
  return true;
}

/* The day of an edge of a range of clock times becomes the one that is said
 * behind it. */
static void move_edge(struct ranges *r, struct nut_fact *fact, size_t field,
                      struct nut_slice day)
{
  struct nut_slice edge = nut_text_of(fact, field);
  if (edge.len > 10)
    fact->values[field] = nut_value_text(
        glue(r->resolve->arena, day, nut_slice_cut(edge, 10, edge.len)));
}

/* "a quarter to seven tomorrow", "19:00, 22 December 2016". */
static bool join_clock(struct ranges *r, struct nut_fact *clock,
                       const struct nut_fact *day)
{
  struct nut_slice value = nut_text_of(day, NUT_DATE_VALUE);
  struct nut_slice on = between(r, clock, day);
  if (!is_time(clock) || is_time(day) || has_day(clock)
      || nut_has(day, NUT_DATE_HOLIDAY) || clock->sentence != day->sentence
      || value.len < 10 || !nut_is_digit(value.ptr[0])
      || nut_text_of(day, NUT_DATE_UNTIL).len
      || (on.len && !says(r, r->words.on, on).len)
      || !nut_intent_is_plan(&r->plan, clock->sentence))
    return false;
  struct nut_slice date = nut_slice_cut(value, 0, 10);
  clock->values[NUT_DATE_VALUE] = nut_value_text(
      glue(r->resolve->arena, date,
           time_in_part(r, clock, NUT_DATE_VALUE, time_of(value))));
  move_edge(r, clock, NUT_DATE_FROM, date);
  move_edge(r, clock, NUT_DATE_UNTIL, date);
  clock->values[NUT_DATE_SHIFT] = nut_value_int(0);
  clock->span.end = day->span.end;
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
static bool join_figures(struct ranges *r, struct nut_fact *name,
                         const struct nut_fact *day)
{
  uint32_t start = name->span.start;
  struct nut_slice comma = between(r, name, day);
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

/* "May fifth" "twenty eighteen", "Oct 26 15:50" "2016": the year behind. */
static bool join_year(struct ranges *r, struct nut_fact *day,
                      const struct nut_fact *year)
{
  struct nut_slice value = nut_text_of(day, NUT_DATE_VALUE);
  struct nut_slice number = nut_text_of(year, NUT_DATE_VALUE);
  struct nut_slice comma = between(r, day, year);
  if (!nut_has(day, NUT_DATE_MONTH) || nut_has(day, NUT_DATE_YEAR)
      || !nut_has(day, NUT_DATE_DAY) || value.len < 10 || number.len != 4
      || !nut_is_digit(number.ptr[0]) || nut_has(year, NUT_DATE_MODIFIER)
      || day->sentence != year->sentence
      || (comma.len && !says(r, r->words.year, comma).len)
      || nut_text_of(day, NUT_DATE_UNTIL).len
      || !nut_intent_is_plan(&r->plan, day->sentence))
    return false;
  day->values[NUT_DATE_VALUE] = nut_value_text(
      glue(r->resolve->arena, number, nut_slice_cut(value, 4, value.len)));
  day->values[NUT_DATE_YEAR] = year->values[NUT_DATE_YEAR];
  nut_set_text(day, NUT_DATE_BASIS, "explicit");
  day->span.end = year->span.end;
  return true;
}

static bool is_set(const struct nut_fact *fact)
{
  return nut_slice_is(nut_text_of(fact, NUT_DATE_KIND), "set");
}

/* "every Monday at 4pm", "3pm every day": XXXX-WXX-1T16:00, T15:00. */
static bool join_set(struct ranges *r, struct nut_fact *a,
                     const struct nut_fact *b)
{
  const struct nut_fact *set = is_set(a) ? a : b;
  const struct nut_fact *clock = is_set(a) ? b : a;
  struct nut_slice value = nut_text_of(set, NUT_DATE_VALUE);
  struct nut_slice at = between(r, a, b);
  bool weekly = nut_slice_starts(value, "XXXX-WXX-") && value.len == 10;
  if (!is_set(set) || is_set(clock) || !is_clock(clock) || has_day(clock)
      || a->sentence != b->sentence
      || (!weekly && !nut_slice_is(value, "P1D")
          && !nut_slice_is(value, "PT1NI")
          && !nut_slice_starts(value, "XXXX-XX-XXT"))
      || (at.len && !says(r, r->words.at, at).len
          && !says(r, r->words.on, at).len)
      || !nut_intent_is_plan(&r->plan, a->sentence))
    return false;
  struct nut_slice time =
      time_in_part(r, clock, NUT_DATE_VALUE, time_of(value));
  struct nut_slice day = nut_slice_cut(value, 0, weekly ? value.len : 0);
  uint32_t start = a->span.start;
  uint32_t end = b->span.end;
  if (clock == b)
    *a = *b;
  a->values[NUT_DATE_VALUE] =
      nut_value_text(glue(r->resolve->arena, day, time));
  nut_set_text(a, NUT_DATE_KIND, "set");
  a->span = (struct nut_span){ start, end };
  return true;
}

/* ---- a length and where it begins ---- */

#define LENGTH_MAX 100000

/* Minutes of "3 hours 30 minutes"; 0: it has others, or none. */
static int64_t minutes_long(const struct nut_fact *length)
{
  int64_t amount = 0;
  int64_t rest = 0;
  struct nut_decimal product;
  struct nut_slice unit = nut_text_of(length, NUT_DATE_UNIT);
  struct nut_decimal size =
      nut_decimal_from_int(nut_slice_is(unit, "hour") ? 60 : 1);
  if ((!nut_slice_is(unit, "hour") && !nut_slice_is(unit, "minute"))
      || !nut_has(length, NUT_DATE_AMOUNT)
      || !nut_decimal_mul(&length->values[NUT_DATE_AMOUNT].as.num, &size,
                          &product)
      || !nut_decimal_int(&product, &amount) || amount > LENGTH_MAX)
    return 0;
  if (nut_has(length, NUT_DATE_REST)
      && (!nut_decimal_int(&length->values[NUT_DATE_REST].as.num, &rest)
          || rest > LENGTH_MAX
          || !nut_slice_is(nut_text_of(length, NUT_DATE_REST_UNIT),
                           "minute")))
    return 0;
  return amount + rest;
}

/* Where the length ends; its last day is part of it. */
static bool end_of(const struct point *from, const struct nut_fact *length,
                   struct point *until)
{
  int64_t amount = minutes_long(length);
  *until = *from;
  if (from->hour >= 0 && amount > 0) {
    int at = minutes_of(from) + (int)amount;
    until->hour = at / 60 % 24;
    until->minute = at % 60;
    until->date = nut_day_to_date(nut_day_from_date(from->date)
                                  + at / 60 / 24);
    return true;
  }
  if (from->hour >= 0 || nut_has(length, NUT_DATE_REST)
      || !nut_has(length, NUT_DATE_AMOUNT)
      || !nut_decimal_int(&length->values[NUT_DATE_AMOUNT].as.num, &amount)
      || amount < 1 || amount > LENGTH_MAX
      || !nut_period_move(from->date, nut_text_of(length, NUT_DATE_UNIT),
                          (int)amount, &until->date))
    return false;
  until->date = nut_day_to_date(nut_day_from_date(until->date) - 1);
  return true;
}

/* "2 weeks starting May 20th", "from 10am for 3 hours": from the day or time
 * until the length is over. */
static bool join_length(struct ranges *r, struct nut_fact *a,
                        const struct nut_fact *b)
{
  const char *text = r->resolve->article->shadow.ptr;
  const struct nut_fact *length = nut_is_length(a) ? a : b;
  const struct nut_fact *start = nut_is_length(a) ? b : a;
  struct nut_slice word = says(r, r->words.begin, between(r, a, b));
  struct nut_slice open = start == a ? opener(r, a) : word;
  struct point from;
  struct point until;
  if (a->sentence != b->sentence || nut_is_length(start)
      || !nut_is_length(length)
      || !nut_slice_is(word, start == a ? "behind" : "before")
      || !point_of(r, start, false, &from) || !end_of(&from, length, &until)
      || !nut_intent_is_plan(&r->plan, a->sentence))
    return false;
  uint32_t begin = start == a && open.len ? (uint32_t)(open.ptr - text)
                                          : a->span.start;
  uint32_t end = b->span.end;
  *a = *start;
  set_edges(r, a, &from, &until);
  a->span = (struct nut_span){ begin, end };
  return true;
}

/* "1 year, 1 month, 21 days": P1Y1M21D. */
static bool join_lengths(struct ranges *r, struct nut_fact *a,
                         const struct nut_fact *b)
{
  struct nut_slice value = nut_text_of(a, NUT_DATE_VALUE);
  struct nut_slice more = nut_text_of(b, NUT_DATE_VALUE);
  struct nut_slice join = between(r, a, b);
  size_t skip = 1;
  if (!nut_is_length(a) || !nut_is_length(b) || a->sentence != b->sentence
      || (join.len && !says(r, r->words.more, join).len)
      || nut_slice_eq(nut_text_of(a, NUT_DATE_UNIT),
                      nut_text_of(b, NUT_DATE_UNIT))
      || !nut_has(a, NUT_DATE_AMOUNT) || !nut_has(b, NUT_DATE_AMOUNT)
      || !nut_intent_is_plan(&r->plan, a->sentence))
    return false;
  if (nut_slice_find(value, 'T', 0) != NUT_SLICE_NONE) {
    if (!nut_slice_starts(more, "PT"))
      return false;
    skip = 2;
  }
  a->values[NUT_DATE_VALUE] = nut_value_text(
      glue(r->resolve->arena, value, nut_slice_cut(more, skip, more.len)));
  a->span.end = b->span.end;
  return true;
}

/* ---- all together ---- */

/* Times of a range are joined first, as the day beside it is that of both. */
static bool join_any(struct ranges *r, struct nut_fact *a,
                     const struct nut_fact *b, bool days)
{
  if (!days)
    return join_year(r, a, b) || join(r, a, b);
  return join_figures(r, a, b) || join_day(r, a, b) || join_clock(r, a, b)
         || join_set(r, a, b)
         || join_lengths(r, a, b) || join_length(r, a, b) || join(r, a, b);
}

/* The list is packed in place; it stays in text order. */
static void join_all(struct ranges *r, struct nut_fact_list *facts,
                     bool days)
{
  struct nut_fact *last = NULL;
  size_t kept = 0;
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    if (last && nut_is_date(fact) && join_any(r, last, fact, days))
      continue;
    facts->ptr[kept] = *fact;
    if (nut_is_date(fact))
      last = &facts->ptr[kept];
    kept++;
  }
  facts->len = kept;
}

enum nut_status nut_resolve_ranges(struct nut_resolve *resolve,
                                   struct nut_fact_list *facts)
{
  struct ranges r = {
    .resolve = resolve,
    .words = {
      nut_rules_wordlist(resolve->rules, "range_join"),
      nut_rules_wordlist(resolve->rules, "range_open"),
      nut_rules_wordlist(resolve->rules, "time_on_day"),
      nut_rules_wordlist(resolve->rules, "day_behind_time"),
      nut_rules_wordlist(resolve->rules, "length_begins"),
      nut_rules_wordlist(resolve->rules, "length_goes_on"),
      nut_rules_wordlist(resolve->rules, "part_of_period"),
      nut_rules_wordlist(resolve->rules, "year_behind_day"),
    },
  };
  if (resolve->article->n_sentences > NUT_MESSAGE_SENTENCES)
    return NUT_OK;
  nut_intent_init(&r.plan, resolve);
  join_all(&r, facts, false);
  join_all(&r, facts, true);
  return resolve->arena->failed ? NUT_NOMEM : NUT_OK;
}
