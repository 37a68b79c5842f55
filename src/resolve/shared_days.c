/* Dates that have their day from the one behind them.
 *
 *   this morning (September 28)             both are of the 28th
 *   between 3.15pm and 3.20pm on Tuesday    both are of Tuesday
 *   at 4pm, 5pm and 6.30pm on Saturday      all three
 *   between 11pm and 2am on Sunday          the first is of the night before
 *   Monday and Tuesday last week            both are of last week
 *   at 9pm in Leeds on Tuesday              the time is of Tuesday
 *   9:40 p.m. (0140 GMT Wednesday)          the time is of Tuesday
 *   at 11.40pm on Saturday ... at 11.40pm   the time said again is of it too
 *
 * A time that a day of its own sentence came before keeps that ("on Friday
 * from 9am until 5pm on Saturday").  Which words join two times is a list of
 * the rules, clock_joint; place_opens and day_opens have the words at both
 * ends of what may lie between a time and its day.  Of a plan two times are
 * one range, which ranges.c has made before.  Runs from the last date to the
 * first, so a list passes its day on; then once more for what is said again.
 * Linear in the facts. */
#include "resolve/words.h"

#include "base/slice.h"
#include "normalise/period.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* YYYY-MM-DDThh:mm: a time of a day. */
static bool is_time_of_day(const struct nut_fact *fact)
{
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  return nut_has(fact, NUT_DATE_HOUR) && value.len > NUT_DAY_LEN
         && value.ptr[NUT_DAY_LEN] == 'T';
}

static bool has_own_day(const struct nut_fact *fact)
{
  static const size_t days[] = {
    NUT_DATE_MONTH, NUT_DATE_DAY, NUT_DATE_WEEKDAY, NUT_DATE_SHIFT,
    NUT_DATE_HOLIDAY, NUT_DATE_UNIT, NUT_DATE_ANCHOR,
  };
  for (size_t i = 0; i < sizeof days / sizeof *days; i++)
    if (nut_has(fact, days[i]))
      return true;
  return false;
}

/* Did a date of its sentence give it its day already? */
static bool has_day_before(const struct nut_fact *before,
                           const struct nut_fact *fact)
{
  return before && before->sentence == fact->sentence && has_own_day(before)
         && nut_slice_is(nut_text_of(fact, NUT_DATE_BASIS), "anchored");
}

/* A day of the calendar, without a time. */
static bool is_day(const struct nut_fact *fact)
{
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  return value.len == NUT_DAY_LEN && nut_is_digit(value.ptr[0])
         && (nut_has(fact, NUT_DATE_WEEKDAY) || nut_has(fact, NUT_DATE_DAY));
}

/* How far a place may reach between a time and its day. */
#define PLACE_LEN 80

/* "at 9pm in the park beside the school on Tuesday". */
static bool is_place_between(const struct nut_resolve *resolve,
                             const struct nut_fact *a,
                             const struct nut_fact *b)
{
  const struct nut_wordlist *place =
      nut_rules_wordlist(resolve->rules, "place_opens");
  const struct nut_wordlist *day =
      nut_rules_wordlist(resolve->rules, "day_opens");
  const char *text = resolve->article->shadow.ptr;
  struct nut_slice between = nut_text_between(resolve->article, a, b);
  if (a->sentence != b->sentence || between.len > PLACE_LEN)
    return false;
  for (size_t i = 0; i < between.len; i++)
    if (between.ptr[i] == ',' || nut_is_digit(between.ptr[i]))
      return false;
  return nut_word_meaning(resolve, place,
                          nut_word_behind(text, a->span.end,
                                          b->span.start)).len
         && nut_word_meaning(resolve, day,
                             nut_word_before(text, a->span.end,
                                             b->span.start)).len;
}

/* The value that was written, which drops the buffer. */
static enum nut_status take_value(struct nut_resolve *resolve,
                                  struct nut_fact *fact, struct nut_buf *buf)
{
  struct nut_slice value = nut_arena_copy(resolve->arena,
                                          nut_buf_slice(buf));
  bool memory = !buf->failed && value.ptr;
  nut_buf_drop(buf);
  fact->values[NUT_DATE_VALUE] = nut_value_text(value);
  nut_set_text(fact, NUT_DATE_BASIS, "anchored");
  return memory ? NUT_OK : NUT_NOMEM;
}

enum nut_status nut_put_day(struct nut_resolve *resolve,
                            struct nut_fact *fact, int32_t number)
{
  struct nut_slice own = nut_text_of(fact, NUT_DATE_VALUE);
  struct nut_date day = nut_day_to_date(number);
  struct nut_buf buf;
  if (!nut_day_valid(day))
    return NUT_OK;
  nut_buf_init(&buf, resolve->arena->mem);
  nut_buf_addf(&buf, "%04d-%02d-%02d", day.year, day.month, day.day);
  nut_buf_add(&buf, nut_slice_cut(own, NUT_DAY_LEN, own.len));
  return take_value(resolve, fact, &buf);
}

/* The day of the later time, or the day behind a place; of the one before it,
 * where the clock would run backwards. */
static enum nut_status share_day(struct nut_resolve *resolve,
                                 struct nut_fact *fact,
                                 const struct nut_fact *behind)
{
  struct nut_slice own = nut_text_of(fact, NUT_DATE_VALUE);
  struct nut_slice other = nut_text_of(behind, NUT_DATE_VALUE);
  struct nut_date day;
  if (!nut_day_parse(nut_slice_cut(other, 0, NUT_DAY_LEN), &day))
    return NUT_OK;
  bool before = other.len > NUT_DAY_LEN
                && nut_slice_cmp(nut_slice_cut(own, NUT_DAY_LEN, own.len),
                                 nut_slice_cut(other, NUT_DAY_LEN,
                                               other.len)) > 0;
  return nut_put_day(resolve, fact, nut_day_from_date(day) - before);
}

/* "9:40 p.m. local time (0140 GMT Wednesday)": what clocks say elsewhere. */
static bool is_elsewhere(const struct nut_resolve *resolve,
                         const struct nut_fact *fact,
                         const struct nut_fact *behind)
{
  return is_time_of_day(behind) && nut_has(behind, NUT_DATE_ZONE)
         && has_own_day(behind)
         && nut_are_joined(resolve, fact, behind, "clock_elsewhere");
}

/* Minutes of YYYY-MM-DDThh:mm. */
static int64_t minute_of(struct nut_slice value)
{
  int64_t hour = 0;
  int64_t minute = 0;
  bool known = nut_slice_int(nut_slice_cut(value, NUT_DAY_LEN + 1,
                                           NUT_DAY_LEN + 3), &hour)
               && nut_slice_int(nut_slice_cut(value, NUT_DAY_LEN + 4,
                                              NUT_DAY_LEN + 6), &minute);
  return known ? 60 * hour + minute : 0;
}

#define HALF_A_DAY (12 * 60)

/* The day on which the two clocks are less than half a day apart. */
static enum nut_status take_elsewhere(struct nut_resolve *resolve,
                                      struct nut_fact *fact,
                                      const struct nut_fact *behind)
{
  struct nut_slice other = nut_text_of(behind, NUT_DATE_VALUE);
  struct nut_date day;
  if (!nut_day_parse(nut_slice_cut(other, 0, NUT_DAY_LEN), &day))
    return NUT_OK;
  int64_t apart = minute_of(nut_text_of(fact, NUT_DATE_VALUE))
                  - minute_of(other);
  int days = apart > HALF_A_DAY ? -1 : apart < -HALF_A_DAY ? 1 : 0;
  return nut_put_day(resolve, fact, nut_day_from_date(day) + days);
}

/* "Monday" of "Monday and Tuesday last week". */
static bool is_of_week_behind(const struct nut_resolve *resolve,
                              const struct nut_fact *fact,
                              const struct nut_fact *behind)
{
  return behind && nut_has(fact, NUT_DATE_WEEKDAY)
         && !nut_has(fact, NUT_DATE_SHIFT) && !nut_has(fact, NUT_DATE_UNIT)
         && !nut_has(fact, NUT_DATE_MONTH) && !nut_has(fact, NUT_DATE_DAY)
         && nut_period_is_day(nut_text_of(fact, NUT_DATE_VALUE))
         && nut_has(behind, NUT_DATE_WEEKDAY)
         && nut_slice_is(nut_text_of(behind, NUT_DATE_UNIT), "week")
         && nut_has(behind, NUT_DATE_SHIFT)
         && nut_are_joined(resolve, fact, behind, "clock_joint");
}

/* The last such weekday before the other one. */
static enum nut_status share_week(struct nut_resolve *resolve,
                                  struct nut_fact *fact,
                                  const struct nut_fact *behind)
{
  struct nut_date day;
  struct nut_slice other = nut_text_of(behind, NUT_DATE_VALUE);
  if (!nut_day_parse(nut_slice_cut(other, 0, NUT_DAY_LEN), &day))
    return NUT_OK;
  int32_t number = nut_day_from_date(day);
  int weekday = (int)nut_int_or(fact, NUT_DATE_WEEKDAY, 1);
  int apart = (nut_day_weekday(number) - weekday + 7) % 7;
  return nut_put_day(resolve, fact, number - apart);
}

/* The date before facts[i], or NULL. */
static const struct nut_fact *date_before(const struct nut_fact_list *facts,
                                          size_t i)
{
  while (i-- > 0)
    if (nut_is_date(&facts->ptr[i]))
      return &facts->ptr[i];
  return NULL;
}

/* The next date behind facts[i], or NULL. */
static const struct nut_fact *next_date(const struct nut_fact_list *facts,
                                        size_t i)
{
  for (size_t k = i + 1; k < facts->len; k++)
    if (nut_is_date(&facts->ptr[k]))
      return &facts->ptr[k];
  return NULL;
}

/* Is the time facts[i] of the day of the date behind it? */
static bool takes_day(const struct nut_resolve *resolve,
                      const struct nut_fact_list *facts, size_t i,
                      const struct nut_fact *behind, bool shares)
{
  const struct nut_fact *fact = &facts->ptr[i];
  if (is_day(behind))
    return is_place_between(resolve, fact, behind);
  return shares && nut_are_joined(resolve, fact, behind, "clock_joint")
         && !has_day_before(date_before(facts, i), fact);
}

/* Clock times that were said with minutes and a day; the oldest makes room.
 * Full hours are too many to be the same. */
#define CLOCKS_MAX 16

struct clocks_said {
  int64_t minute[CLOCKS_MAX];
  struct nut_date day[CLOCKS_MAX];
  size_t n;
};

static struct nut_date *find_clock(struct clocks_said *said, int64_t minute)
{
  size_t n = said->n < CLOCKS_MAX ? said->n : CLOCKS_MAX;
  for (size_t i = 0; i < n; i++)
    if (said->minute[i] == minute)
      return &said->day[i];
  return NULL;
}

/* Take in a clock time with its day. */
static void hear_clock(struct clocks_said *said, int64_t minute,
                       struct nut_date day)
{
  struct nut_date *known = find_clock(said, minute);
  size_t at = known ? (size_t)(known - said->day) : said->n++ % CLOCKS_MAX;
  said->minute[at] = minute;
  said->day[at] = day;
}

/* Does the date before facts[i], or behind it, have a day in its sentence? */
static bool has_day_beside(const struct nut_fact_list *facts, size_t i)
{
  const struct nut_fact *fact = &facts->ptr[i];
  const struct nut_fact *beside[] = { date_before(facts, i),
                                      next_date(facts, i) };
  for (size_t k = 0; k < 2; k++)
    if (beside[k] && beside[k]->sentence == fact->sentence
        && has_own_day(beside[k]))
      return true;
  return false;
}

/* Is the day of a clock time none that was told, or before the one that the
 * same time had? */
static bool is_day_astray(const struct nut_fact *fact, struct nut_date day,
                          const struct nut_date *known)
{
  return known
         && (!nut_slice_is(nut_text_of(fact, NUT_DATE_BASIS), "anchored")
             || nut_day_from_date(day) < nut_day_from_date(*known));
}

/* "The fire broke out at 9.15pm on Friday.  The owner had left on Wednesday.
 * It started at 9.15pm": of Friday.  A story that has gone on to a later day
 * stays there. */
static enum nut_status repeat_days(struct nut_resolve *resolve,
                                   struct nut_fact_list *facts)
{
  struct clocks_said said = { .n = 0 };
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    struct nut_date day;
    if (!nut_is_date(fact) || !is_time_of_day(fact)
        || nut_has(fact, NUT_DATE_ZONE))
      continue;
    struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
    int64_t minute = minute_of(value);
    if (minute % 60 == 0
        || !nut_day_parse(nut_slice_cut(value, 0, NUT_DAY_LEN), &day))
      continue;
    if (has_own_day(fact)) {
      hear_clock(&said, minute, day);
      continue;
    }
    const struct nut_date *known = find_clock(&said, minute);
    if (is_day_astray(fact, day, known) && !has_day_beside(facts, i)
        && nut_put_day(resolve, fact, nut_day_from_date(*known)) != NUT_OK)
      return NUT_NOMEM;
  }
  return NUT_OK;
}

enum nut_status nut_resolve_shared_days(struct nut_resolve *resolve,
                                        struct nut_fact_list *facts)
{
  const struct nut_fact *behind = NULL;
  bool shares = false; /* does the one behind have a day to share? */
  for (size_t i = facts->len; i-- > 0;) {
    struct nut_fact *fact = &facts->ptr[i];
    if (!nut_is_date(fact))
      continue;
    bool time = is_time_of_day(fact);
    bool takes = behind && time && !has_own_day(fact)
                 && takes_day(resolve, facts, i, behind, shares);
    if (takes && share_day(resolve, fact, behind) != NUT_OK)
      return NUT_NOMEM;
    bool elsewhere = !takes && behind && time && !has_own_day(fact)
                     && is_elsewhere(resolve, fact, behind);
    if (elsewhere && take_elsewhere(resolve, fact, behind) != NUT_OK)
      return NUT_NOMEM;
    if (is_of_week_behind(resolve, fact, behind)
        && share_week(resolve, fact, behind) != NUT_OK)
      return NUT_NOMEM;
    shares = time && (takes || has_own_day(fact));
    behind = fact;
  }
  return repeat_days(resolve, facts);
}

/* ---- brackets ---- */

/* Is there nothing but a gap and an opening bracket between two facts?
 * Only the bracket's opening is asked for: more may stand in it behind the
 * date ("(September 28, local time)"). */
static bool opens_bracket(const struct nut_article *article,
                          const struct nut_fact *a, const struct nut_fact *b)
{
  return a->sentence == b->sentence
         && nut_slice_is(nut_text_between(article, a, b), "(");
}

/* "this morning (September 28)": the bracket says which day it is.  The day
 * is the bracket's, the part of the day stays the fact's own.  Both remain
 * facts: two mentions, one day.  A bracket that holds no whole day
 * ("(2021)") changes nothing, nor does what the clocks say elsewhere ("11pm
 * on Friday (4am GMT on Saturday)"). */
static enum nut_status take_bracket(struct nut_resolve *resolve,
                                    struct nut_fact *fact,
                                    const struct nut_fact *bracket)
{
  struct nut_slice day = nut_text_of(bracket, NUT_DATE_VALUE);
  struct nut_slice own = nut_text_of(fact, NUT_DATE_VALUE);
  size_t time = nut_slice_find(own, 'T', 0);
  struct nut_buf buf;
  if (!nut_period_is_day(day) || nut_has(bracket, NUT_DATE_HOUR))
    return NUT_OK;
  nut_buf_init(&buf, resolve->arena->mem);
  nut_buf_add(&buf, nut_slice_cut(day, 0, NUT_DAY_LEN));
  if (time != NUT_SLICE_NONE)
    nut_buf_add(&buf, nut_slice_cut(own, time, own.len));
  return take_value(resolve, fact, &buf);
}

enum nut_status nut_take_brackets(struct nut_resolve *resolve,
                                  struct nut_fact_list *facts)
{
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    const struct nut_fact *next =
        nut_is_date(fact) && nut_date_is_deictic(fact) ? next_date(facts, i)
                                                       : NULL;
    if (next && opens_bracket(resolve->article, fact, next)
        && take_bracket(resolve, fact, next) != NUT_OK)
      return NUT_NOMEM;
  }
  return NUT_OK;
}
