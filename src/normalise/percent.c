/* Percentages: "between 3 and 5 per cent" is min 3, max 5.  The value is
 * the number as said, not a fraction of one, and may lie above 100 or, with
 * `change`, tell a rise or a fall.  The captures give all of it; only the
 * range is checked here. */
#include "normalise/normalise.h"

#include "rules/fields.h"

bool nut_normalise_percent(struct nut_norm *norm, struct nut_fact *fact)
{
  (void)norm;
  nut_range_settle(fact, NUT_PERCENT_VALUE, NUT_PERCENT_MIN,
                   NUT_PERCENT_MAX);
  return true;
}
