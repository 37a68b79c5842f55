/* "Two weeks later, on Aug 29": the second date is within the first, or beside
 * it where that is only about so far away.  Rules say which words may stand
 * between the two; further ones in a list are of the same year. */
#include "resolve/apposed.h"
#include "resolve/words.h"

#include "base/slice.h"
#include "normalise/period.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* How far beside the first date, in days, the second may be: "a year later"
 * is any time of that year, "two weeks later" about so. */
#define BESIDE 45

/* Only what stands right behind it is said anew. */
static bool leads_on(const struct nut_resolve *resolve,
                     const struct nut_fact *before,
                     const struct nut_fact *fact, bool list)
{
  const struct nut_wordlist *words =
      nut_rules_wordlist(resolve->rules, list ? "date_listed"
                                              : "date_apposed");
  struct nut_slice between = nut_text_between(resolve->article, before, fact);
  return before->sentence == fact->sentence && between.len
         && nut_word_meaning(resolve, words, between).len;
}

/* Its first and last day.  A day of the news ("yesterday, May 5") tells no
 * year that is not known. */
static bool days_of(const struct nut_fact *fact, int32_t *from,
                    int32_t *until)
{
  struct nut_date first;
  struct nut_date last;
  struct nut_slice value = nut_text_of(fact, NUT_DATE_VALUE);
  bool today = value.len >= 10 && nut_has(fact, NUT_DATE_BASIS)
               && !nut_slice_is(nut_text_of(fact, NUT_DATE_BASIS), "anchored");
  if (nut_has(fact, NUT_DATE_MONTH) || value.len < 4 || today
      || !nut_period_start(value, &first))
    return false;
  *from = nut_day_from_date(first);
  *until = nut_period_days(value, &first, &last) ? nut_day_from_date(last)
                                                 : *from;
  return true;
}

/* How many days the day lies outside. */
static int32_t distance(int32_t day, int32_t from, int32_t until)
{
  return day < from ? from - day : day > until ? day - until : 0;
}

int nut_apposed_year(const struct nut_resolve *resolve,
                     const struct nut_fact *before, int chained,
                     const struct nut_fact *fact)
{
  int32_t from = 0;
  int32_t until = 0;
  int best = 0;
  int32_t least = BESIDE;
  if (!nut_has(fact, NUT_DATE_MONTH) || nut_has(fact, NUT_DATE_YEAR)
      || nut_has(fact, NUT_DATE_SHIFT))
    return 0;
  if (chained && leads_on(resolve, before, fact, true))
    return chained;
  if (!days_of(before, &from, &until)
      || !leads_on(resolve, before, fact, false))
    return 0;
  int first = nut_day_to_date(from).year;
  for (int year = first - 1; year <= first + 1; year++) {
    struct nut_date date = { year, (int)nut_int_or(fact, NUT_DATE_MONTH, 1),
                             (int)nut_int_or(fact, NUT_DATE_DAY, 15) };
    if (!nut_day_valid(date))
      continue;
    int32_t away = distance(nut_day_from_date(date), from, until);
    if (away < least) {
      least = away;
      best = year;
    }
  }
  return best;
}
