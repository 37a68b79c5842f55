#include "normalise/normalise.h"

#include "rules/fields.h"

bool nut_normalise_measure(struct nut_norm *norm, struct nut_fact *fact)
{
  (void)norm;
  return nut_range_sane(fact, NUT_MEASURE_VALUE, NUT_MEASURE_MIN,
                        NUT_MEASURE_MAX);
}
