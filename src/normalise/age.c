#include "normalise/normalise.h"

#include "base/slice.h"
#include "rules/fields.h"

/* Nobody is older; what is, is no age. */
#define YEARS_MAX 130

/* "in his 20s": 20..29; early 20..24, mid 24..26, late 26..29. */
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
  int64_t low = nut_int_or(fact, NUT_AGE_MIN, 0);
  int64_t high = nut_int_or(fact, NUT_AGE_MAX, low);
  bool years = nut_slice_is(nut_text_of(fact, NUT_AGE_UNIT), "year");
  return low <= high && (!years || high <= YEARS_MAX);
}
