/* Ages: a number, a range or a decade of life becomes min and max.
 *
 *   "aged between 22 and 49"   min 22, max 49
 *   "42-year-old"              min 42, max 42
 *   "in his late 20s"          min 26, max 29
 *   "over 65"                  min 65 alone
 *
 * One age is a range of equal ends, not a value of its own, so that whoever
 * reads records compares one pair of columns for all of them.  A bound that
 * is not said stays absent; it is never made up from a limit here.  The
 * unit is year where the text names none; only years have an upper limit,
 * as months and days of infants are said with large numbers.  Whose age it
 * is (`who`) comes from the rule's captures. */
#include "normalise/normalise.h"

#include "base/slice.h"
#include "rules/fields.h"

/* Nobody is older; what is, is no age unless a rule says that it is that of
 * a thing ("the wall is 500 years old").  The oldest verified age is 122. */
#define YEARS_MAX 130

/* "in his 20s": 20..29; early 20..24, mid 24..26, late 26..29.  Teens begin
 * at 13 because the English words do, although the capture says 10: "a
 * teenager" is no one of 11. */
static void decade(struct nut_fact *fact)
{
  int64_t first = nut_int_or(fact, NUT_AGE_DECADE, 0);
  struct nut_slice part = nut_text_of(fact, NUT_AGE_PART);
  int64_t low = first;
  int64_t high = first + 9;
  if (nut_slice_is(part, "early"))
    high = first + 4;
  if (nut_slice_is(part, "mid")) {
    low = first + 4;
    high = first + 6;
  }
  if (nut_slice_is(part, "late"))
    low = first + 6;
  if (first == 10 && low < 13)
    low = 13;
  fact->values[NUT_AGE_MIN] = nut_value_int(low);
  fact->values[NUT_AGE_MAX] = nut_value_int(high);
}

/* "aged from 19 to 1" counts down to the youngest. */
static void put_in_order(struct nut_fact *fact)
{
  struct nut_value low = fact->values[NUT_AGE_MIN];
  struct nut_value high = fact->values[NUT_AGE_MAX];
  if (low.type == NUT_INT && high.type == NUT_INT
      && low.as.integer > high.as.integer) {
    fact->values[NUT_AGE_MIN] = high;
    fact->values[NUT_AGE_MAX] = low;
  }
}

/* A decade is read before a value and the bounds are checked last, whichever
 * of them gave them. */
bool nut_normalise_age(struct nut_norm *norm, struct nut_fact *fact)
{
  (void)norm;
  if (nut_has(fact, NUT_AGE_DECADE))
    decade(fact);
  if (nut_has(fact, NUT_AGE_VALUE)) {
    fact->values[NUT_AGE_MIN] = fact->values[NUT_AGE_VALUE];
    fact->values[NUT_AGE_MAX] = fact->values[NUT_AGE_VALUE];
  }
  if (!nut_has(fact, NUT_AGE_UNIT))
    nut_set_text(fact, NUT_AGE_UNIT, "year");
  put_in_order(fact);
  int64_t low = nut_int_or(fact, NUT_AGE_MIN, 0);
  int64_t high = nut_int_or(fact, NUT_AGE_MAX, low);
  bool years = nut_slice_is(nut_text_of(fact, NUT_AGE_UNIT), "year");
  return !years || high <= YEARS_MAX || nut_has(fact, NUT_AGE_THING);
}
