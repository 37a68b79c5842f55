/* Measures: a quantity with a unit ("two to three kg": min 2, max 3, kg).
 * The number and the UCUM unit come ready from captures and word lists;
 * only the range is checked here.  Units are not converted: the record
 * gives what the text says, and a mile stays [mi_i]. */
#include "normalise/normalise.h"

#include "rules/fields.h"

bool nut_normalise_measure(struct nut_norm *norm, struct nut_fact *fact)
{
  (void)norm;
  return nut_range_sane(fact, NUT_MEASURE_VALUE, NUT_MEASURE_MIN,
                        NUT_MEASURE_MAX);
}
