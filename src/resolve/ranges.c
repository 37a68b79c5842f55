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
#include "resolve/range.h"
#include "resolve/words.h"

#include "base/limits.h"
#include "base/slice.h"
#include "normalise/period.h"
#include "rules/fields.h"
#include "rules/rule.h"

struct nut_slice nut_range_says(const struct nut_ranges *r,
                                const struct nut_wordlist *list,
                                struct nut_slice words)
{
  return nut_word_meaning(r->resolve, list, words);
}

/* ---- the two ends ---- */

int nut_range_two_digits(struct nut_slice text, size_t at)
{
  if (at + 2 > text.len || !nut_is_digit(text.ptr[at])
      || !nut_is_digit(text.ptr[at + 1]))
    return -1;
  return 10 * (text.ptr[at] - '0') + text.ptr[at + 1] - '0';
}

bool nut_range_point_of(const struct nut_ranges *r,
                        const struct nut_fact *fact, bool end,
                        struct nut_range_point *out)
{
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  struct nut_slice edge =
      nut_text_of(fact, end ? NUT_DATE_UNTIL : NUT_DATE_FROM);
  out->hour = nut_range_two_digits(value, 11);
  out->minute = nut_range_two_digits(value, 14);
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

int nut_range_minutes(const struct nut_range_point *point)
{
  return point->hour < 0 ? 0 : 60 * point->hour + point->minute;
}

bool nut_range_is_clock(const struct nut_fact *fact)
{
  return nut_has(fact, NUT_DATE_HOUR);
}

/* A clock time, or a part of the day alone ("in the afternoon"). */
bool nut_range_is_time(const struct nut_fact *fact)
{
  return nut_range_is_clock(fact)
         || (nut_has(fact, NUT_DATE_PART) && !nut_has(fact, NUT_DATE_UNIT)
             && !nut_has(fact, NUT_DATE_WEEKDAY));
}

/* Less than, equal or more than 0: a lies before, at or behind b. */
static int order_of(const struct nut_range_point *a,
                    const struct nut_range_point *b)
{
  int32_t days = nut_day_from_date(a->date) - nut_day_from_date(b->date);
  if (days)
    return days < 0 ? -1 : 1;
  return nut_range_minutes(a) - nut_range_minutes(b);
}

bool nut_range_has_day(const struct nut_fact *fact)
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

/* Midnight, which ends the day that the range is on. */
static bool is_midnight(const struct nut_range_point *point)
{
  return point->hour == 0 && point->minute == 0;
}

/* "9:30 to 3pm", "2pm to 3": one has its half of the day from the other, and
 * what would end before it begins goes past noon, or midnight. */
static void share_half(const struct nut_fact *a, const struct nut_fact *b,
                       struct nut_range_point *from,
                       struct nut_range_point *until)
{
  if (is_midnight(until)) {
    if (order_of(from, until) > 0)
      until->date = nut_day_to_date(nut_day_from_date(until->date) + 1);
    return;
  }
  if (is_late_half(b) && !has_half(a) && from->hour < 12
      && nut_range_minutes(from) + HALF_DAY < nut_range_minutes(until))
    from->hour += 12;
  if (!has_half(b) && !nut_range_has_day(b) && is_late_half(a)
      && until->hour < 12)
    until->hour += 12;
  if (order_of(from, until) <= 0)
    return;
  if (!has_half(b) && until->hour < 12
      && nut_day_from_date(from->date) == nut_day_from_date(until->date)
      && nut_range_minutes(until) + HALF_DAY > nut_range_minutes(from))
    until->hour += 12;
  else if (!nut_range_has_day(b))
    until->date = nut_day_to_date(nut_day_from_date(until->date) + 1);
}

/* "5 to 6pm tomorrow", "9:30 to 3pm": the day, and the half of it, may be
 * said with one of the two times only. */
static void share_clock(const struct nut_fact *a, const struct nut_fact *b,
                        struct nut_range_point *from,
                        struct nut_range_point *until)
{
  if (!nut_range_is_clock(a) || !nut_range_is_clock(b))
    return;
  from->hour %= 24;
  if (nut_range_has_day(b) && !nut_range_has_day(a))
    from->date = until->date;
  else if (!nut_range_has_day(b))
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

static void move_years(struct nut_range_point *point, int years)
{
  point->date = nut_day_add_months(point->date, 12 * years);
}

/* "from April 27th to the third": of the month, or the one behind it. */
static void share_month(const struct nut_fact *a, const struct nut_fact *b,
                        const struct nut_range_point *from,
                        struct nut_range_point *until)
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

/* Two months of no year are of the same one, or of two that follow. */
#define DAYS_OF_YEAR 366

/* "Monday to Wednesday of next week": both are of that week, and "Friday
 * through Sunday" of one. */
static void share_week(const struct nut_fact *a, const struct nut_fact *b,
                       struct nut_range_point *from,
                       struct nut_range_point *until)
{
  int32_t days = nut_day_from_date(until->date)
                 - nut_day_from_date(from->date);
  int32_t weeks = days < 0 ? -((6 - days) / 7) : days / 7;
  if (nut_is_bare_weekday(a) && nut_has(b, NUT_DATE_WEEKDAY)
      && nut_slice_is(nut_text_of(b, NUT_DATE_UNIT), "week"))
    from->date =
        nut_day_to_date(nut_day_from_date(from->date) + 7 * weeks);
  if (nut_is_bare_weekday(a) && nut_is_bare_weekday(b) && days > 7)
    until->date = nut_day_to_date(nut_day_from_date(until->date)
                                  - (days - 1) / 7 * 7);
}

/* "from now until 5pm": to the minute; "until 5" is the next one. */
static void share_now(const struct nut_ranges *r, const struct nut_fact *a,
                      const struct nut_fact *b,
                      struct nut_range_point *from,
                      struct nut_range_point *until)
{
  int minute = r->resolve->anchor.minute;
  if (!nut_slice_is(nut_text_of(a, NUT_DATE_VALUE), "PRESENT_REF")
      || until->hour < 0 || minute < 0)
    return;
  from->hour = minute / 60;
  from->minute = minute % 60;
  if (order_of(from, until) > 0 && !has_half(b) && !nut_range_has_day(b)
      && until->hour < 12)
    until->hour += 12;
}

/* The ends that the other one leaves open: "from Friday to Monday" is the
 * Monday behind it, "from Friday to yesterday" the Friday before, "from
 * tomorrow to 9 May" that May; "from May to September" is May of that
 * September's year, as is that of "from May to October 2020", and "from May
 * 2020 to October" is that October. */
static void share_calendar(const struct nut_fact *a,
                           const struct nut_fact *b,
                           struct nut_range_point *from,
                           struct nut_range_point *until)
{
  share_month(a, b, from, until);
  share_week(a, b, from, until);
  if (nut_has(b, NUT_DATE_YEAR) && lacks_year(a))
    move_years(from, until->date.year - from->date.year);
  if (nut_has(a, NUT_DATE_YEAR) && lacks_year(b))
    move_years(until, from->date.year - until->date.year);
  int32_t days = nut_day_from_date(from->date)
                 - nut_day_from_date(until->date);
  if (lacks_year(a) && lacks_year(b) && days < -DAYS_OF_YEAR)
    move_years(until, -1);
  if (order_of(from, until) <= 0)
    return;
  if (nut_has(b, NUT_DATE_WEEKDAY) && !nut_has(b, NUT_DATE_MONTH)) {
    until->date = nut_day_to_date(nut_day_from_date(until->date)
                                  + (days + 6) / 7 * 7);
  } else if (nut_is_bare_weekday(a)) {
    from->date = nut_day_to_date(nut_day_from_date(from->date)
                                 - (days + 6) / 7 * 7);
  } else if (lacks_year(a)) {
    move_years(from, -1);
  } else if (lacks_year(b)) {
    move_years(until, from->date.year - until->date.year);
    if (order_of(from, until) > 0)
      move_years(until, 1);
  }
}

/* ---- joining ---- */

struct nut_slice nut_range_between(const struct nut_ranges *r,
                                   const struct nut_fact *a,
                                   const struct nut_fact *b)
{
  return nut_text_between(r->resolve->article, a, b);
}

struct nut_slice nut_range_point_text(struct nut_arena *arena,
                                      const struct nut_range_point *point,
                                      bool time)
{
  return nut_period_text(arena, point->date,
                         time ? point->hour * 60 + point->minute : -1);
}

struct nut_slice nut_range_glue(struct nut_arena *arena, struct nut_slice a,
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
struct nut_slice nut_range_opener(const struct nut_ranges *r,
                                  const struct nut_fact *a)
{
  const char *text = r->resolve->article->shadow.ptr;
  struct nut_slice word =
      nut_word_before(text, nut_sentence_of(r->resolve->article, a).start,
                      a->span.start);
  return nut_range_says(r, r->words.open, word).len
             ? word : (struct nut_slice){ NULL, 0 };
}

static struct nut_slice text_of(const struct nut_ranges *r,
                                const struct nut_fact *fact)
{
  return nut_slice_cut(r->resolve->article->shadow, fact->span.start,
                       fact->span.end);
}

/* What joins the two; "from March to date" has it in the second one. */
static struct nut_slice joint(const struct nut_ranges *r,
                              const struct nut_fact *a,
                              const struct nut_fact *b)
{
  struct nut_slice words = nut_range_between(r, a, b);
  if (!words.len
      && nut_slice_is(nut_text_of(b, NUT_DATE_VALUE), "PRESENT_REF")) {
    struct nut_slice text = text_of(r, b);
    size_t space = nut_slice_find(text, ' ', 0);
    words = nut_slice_cut(text, 0, space == NUT_SLICE_NONE ? 0 : space);
  }
  return nut_range_says(r, r->words.join, words);
}

/* Is one of the words of the text a word of the list?  With that meaning,
 * where one is asked for. */
static bool holds_word(const struct nut_ranges *r,
                       const struct nut_wordlist *list, struct nut_span span,
                       const char *meaning)
{
  const char *text = r->resolve->article->shadow.ptr;
  for (uint32_t at = span.start; at < span.end;) {
    struct nut_slice word = nut_word_behind(text, at, span.end);
    struct nut_slice found = nut_range_says(r, list, word);
    if (meaning ? nut_slice_is(found, meaning) : found.len > 0)
      return true;
    at = word.len ? (uint32_t)(word.ptr + word.len - text) : span.end;
  }
  return false;
}

/* "Friday between 8am" has its opener in it; "between 8am and 9am" is closed
 * already. */
static bool holds_between(const struct nut_ranges *r,
                          const struct nut_fact *a)
{
  const char *text = r->resolve->article->shadow.ptr;
  struct nut_slice first = nut_word_behind(text, a->span.start, a->span.end);
  uint32_t behind = (uint32_t)(first.ptr + first.len - text);
  return holds_word(r, r->words.open,
                    (struct nut_span){ behind, a->span.end }, "between");
}

/* Do the two stand in one sentence with a word that joins them?  "and" joins
 * behind "between" only, which the first may have in it. */
static bool is_joined(struct nut_ranges *r, const struct nut_fact *a,
                      const struct nut_fact *b, struct nut_slice open)
{
  struct nut_slice join = joint(r, a, b);
  if (!join.len || a->sentence != b->sentence
      || !nut_intent_is_plan(&r->plan, a->sentence))
    return false;
  return !nut_slice_is(join, "between")
         || nut_slice_is(nut_range_says(r, r->words.open, open), "between")
         || holds_between(r, a);
}

/* Of the form 2021-09-28. */
static bool is_day(struct nut_slice value)
{
  return value.len == 10 && nut_is_digit(value.ptr[0])
         && value.ptr[7] == '-';
}

void nut_range_set_edges(struct nut_ranges *r, struct nut_fact *fact,
                         const struct nut_range_point *from,
                         const struct nut_range_point *until)
{
  struct nut_arena *arena = r->resolve->arena;
  fact->values[NUT_DATE_FROM] =
      nut_value_text(nut_range_point_text(arena, from, from->hour >= 0));
  fact->values[NUT_DATE_UNTIL] =
      nut_value_text(nut_range_point_text(arena, until, until->hour >= 0));
  if (from->hour >= 0)
    nut_set_text(fact, NUT_DATE_KIND, "time");
  if (from->hour >= 0 || is_day(nut_text_of(fact, NUT_DATE_VALUE)))
    fact->values[NUT_DATE_VALUE] = fact->values[NUT_DATE_FROM];
}

/* The value begins where the range does: "from May to October 2020". */
static void set_year(struct nut_ranges *r, struct nut_fact *fact)
{
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  struct nut_slice from = nut_text_of(fact, NUT_DATE_FROM);
  if (value.len >= 4 && from.len >= 4 && nut_is_digit(value.ptr[0])
      && nut_is_digit(value.ptr[3]))
    fact->values[NUT_DATE_VALUE] = nut_value_text(
        nut_range_glue(r->resolve->arena, nut_slice_cut(from, 0, 4),
             nut_slice_cut(value, 4, value.len)));
}

/* "until May" ends where May begins. */
static void end_before(struct nut_slice join, const struct nut_fact *b,
                       struct nut_range_point *until)
{
  struct nut_slice first = nut_text_of(b, NUT_DATE_FROM);
  if (!nut_slice_is(join, "before") || !nut_day_parse(first, &until->date))
    return;
  until->date = nut_day_to_date(nut_day_from_date(until->date) - 1);
}

/* "from the end of March to the middle of May": which part of the period is
 * meant is said by a noun; "late March" may be any day of it. */
static void take_part(const struct nut_ranges *r, const struct nut_fact *fact,
                      bool end, struct nut_range_point *point)
{
  struct nut_slice modifier = nut_text_of(fact, NUT_DATE_MODIFIER);
  struct nut_date first;
  struct nut_date last;
  if (!modifier.len
      || (!holds_word(r, r->words.part, fact->span, NULL)
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
static bool join(struct nut_ranges *r, struct nut_fact *a,
                 const struct nut_fact *b)
{
  const char *text = r->resolve->article->shadow.ptr;
  struct nut_slice open = nut_range_opener(r, a);
  struct nut_range_point from;
  struct nut_range_point until;
  if (!is_joined(r, a, b, open) || !nut_range_point_of(r, a, false, &from)
      || !nut_range_point_of(r, b, true, &until))
    return false;
  share_now(r, a, b, &from, &until);
  if ((from.hour < 0) != (until.hour < 0))
    return false;
  take_part(r, a, false, &from);
  take_part(r, b, true, &until);
  end_before(nut_range_says(r, r->words.join, nut_range_between(r, a, b)), b,
             &until);
  share_clock(a, b, &from, &until);
  share_calendar(a, b, &from, &until);
  if (order_of(&from, &until) > 0)
    return false;
  nut_range_set_edges(r, a, &from, &until);
  set_year(r, a);
  a->values[NUT_DATE_MODIFIER] = (struct nut_value){ NUT_NONE, { 0 } };
  a->span.end = b->span.end;
  if (open.len)
    a->span.start = (uint32_t)(open.ptr - text);
  return true;
}

/* ---- all together ---- */

/* Times of a range are joined first, as the day beside it is that of both; a
 * last pass finds the day before what only the second one has joined. */
static bool join_any(struct nut_ranges *r, struct nut_fact *a,
                     const struct nut_fact *b, bool days)
{
  if (!days)
    return nut_range_join_year(r, a, b) || join(r, a, b);
  return nut_range_join_figures(r, a, b) || nut_range_join_weekday(r, a, b)
         || nut_range_join_day(r, a, b)
         || nut_range_join_clock(r, a, b) || nut_range_join_set(r, a, b)
         || nut_range_join_period(r, a, b)
         || nut_range_join_lengths(r, a, b) || nut_range_join_length(r, a, b)
         || join(r, a, b);
}

/* The list is packed in place; it stays in text order. */
static void join_all(struct nut_ranges *r, struct nut_fact_list *facts,
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
  struct nut_ranges r = {
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
  join_all(&r, facts, true);
  return resolve->arena->failed ? NUT_NOMEM : NUT_OK;
}
