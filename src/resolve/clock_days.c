/* "At 9pm in Leeds on Tuesday" is of that day.  The lists place_opens and
 * day_opens of the rules have the words at both ends of what may lie between a
 * time and its day. */
#include "resolve/clock_days.h"
#include "resolve/words.h"

#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* YYYY-MM-DDT of a value. */
#define DAY_LEN 10
#define TIME_AT (DAY_LEN + 1)

/* A clock time without a day of its own. */
static bool is_time(const struct nut_fact *fact)
{
  static const size_t days[] = { NUT_DATE_DAY, NUT_DATE_WEEKDAY,
                                 NUT_DATE_SHIFT, NUT_DATE_HOLIDAY,
                                 NUT_DATE_ANCHOR, NUT_DATE_UNIT };
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  for (size_t i = 0; i < sizeof days / sizeof *days; i++)
    if (nut_has(fact, days[i]))
      return false;
  return nut_has(fact, NUT_DATE_HOUR) && value.len > TIME_AT
         && value.ptr[DAY_LEN] == 'T' && nut_is_digit(value.ptr[TIME_AT]);
}

/* A day of the calendar, without a time. */
static bool is_day(const struct nut_fact *fact)
{
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  return value.len == DAY_LEN && nut_is_digit(value.ptr[0])
         && (nut_has(fact, NUT_DATE_WEEKDAY) || nut_has(fact, NUT_DATE_DAY));
}

/* How far a place may reach between a time and its day. */
#define PLACE_LEN 80

/* "at 9pm in the park beside the school on Tuesday". */
static bool is_on_day(const struct nut_resolve *resolve,
                      const struct nut_fact *a, const struct nut_fact *b)
{
  const struct nut_wordlist *place =
      nut_rules_wordlist(resolve->rules, "place_opens");
  const struct nut_wordlist *day =
      nut_rules_wordlist(resolve->rules, "day_opens");
  const char *text = resolve->article->shadow.ptr;
  struct nut_slice between = nut_text_between(resolve->article, a, b);
  if (a->sentence != b->sentence || !is_day(b) || between.len > PLACE_LEN)
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

/* From now on it has a day of its own, which others may share. */
static void take_day(struct nut_resolve *resolve, struct nut_fact *a,
                     const struct nut_fact *b)
{
  struct nut_slice old = nut_text_of(a, NUT_DATE_VALUE);
  struct nut_buf buf;
  nut_buf_init(&buf, resolve->arena->mem);
  nut_buf_add(&buf, nut_text_of(b, NUT_DATE_VALUE));
  nut_buf_add(&buf, nut_slice_cut(old, DAY_LEN, old.len));
  a->values[NUT_DATE_VALUE] = nut_value_text(
      nut_arena_copy(resolve->arena, nut_buf_slice(&buf)));
  nut_buf_drop(&buf);
  a->values[NUT_DATE_SHIFT] = nut_value_int(0);
  if (nut_has(b, NUT_DATE_BASIS))
    a->values[NUT_DATE_BASIS] = b->values[NUT_DATE_BASIS];
}

void nut_place_clock_days(struct nut_resolve *resolve,
                          struct nut_fact_list *facts)
{
  struct nut_fact *time = NULL; /* the date before, where it is one */
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    if (!nut_is_date(fact))
      continue;
    if (time && is_on_day(resolve, time, fact))
      take_day(resolve, time, fact);
    time = is_time(fact) ? fact : NULL;
  }
}
