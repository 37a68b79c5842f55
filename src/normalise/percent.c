#include "normalise/normalise.h"

#include "rules/fields.h"

bool nut_normalise_percent(struct nut_norm *norm, struct nut_fact *fact)
{
  (void)norm;
  return nut_range_sane(fact, NUT_PERCENT_VALUE, NUT_PERCENT_MIN,
                        NUT_PERCENT_MAX);
}
