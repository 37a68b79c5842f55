/* Counts: how many of what.  "at least 22 Arrested Men" has min or value
 * from the rule's captures; here the noun is put in lower case, so that
 * "Men" and "men" are one group in a spreadsheet, and a multiplier is
 * applied to all bounds: "2-3 million people" is min 2000000, max 3000000.
 *
 * The arithmetic is exact decimal: 2.3 million is 2300000, not 2299999.99.
 * A product that does not fit, or a range the wrong way round, blocks the
 * fact.  Roles (kill, arrest) come with the captures; adding counts up is
 * not done here. */
#include "normalise/normalise.h"

#include "rules/fields.h"

bool nut_normalise_count(struct nut_norm *norm, struct nut_fact *fact)
{
  if (nut_has(fact, NUT_COUNT_NOUN)) {
    struct nut_slice noun = nut_text_of(fact, NUT_COUNT_NOUN);
    fact->values[NUT_COUNT_NOUN] =
        nut_value_text(nut_lower(norm->arena, noun));
  }
  static const size_t numbers[] = { NUT_COUNT_VALUE, NUT_COUNT_MIN,
                                    NUT_COUNT_MAX };
  if (!nut_scale_by(fact, NUT_COUNT_MULTIPLIER, numbers, 3))
    return false;
  nut_range_settle(fact, NUT_COUNT_VALUE, NUT_COUNT_MIN, NUT_COUNT_MAX);
  return true;
}
