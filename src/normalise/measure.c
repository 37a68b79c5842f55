/* Measures: a quantity with a unit ("two to three kg": min 2, max 3, kg).
 * The number and the UCUM unit come ready from captures and word lists.
 * Units are not converted: the record gives what the text says, and a mile
 * stays [mi_i].  Only where one length is said in two units do they meet in
 * the smaller, which is exact: "5 ft 10 in" is 5 * 12 + 10 = 70 [in_i]; in
 * feet no decimal holds it. */
#include "normalise/normalise.h"

#include "rules/fields.h"

bool nut_normalise_measure(struct nut_norm *norm, struct nut_fact *fact)
{
  static const size_t numbers[] = { NUT_MEASURE_VALUE, NUT_MEASURE_MIN,
                                    NUT_MEASURE_MAX };
  (void)norm;
  if (!nut_scale_by(fact, NUT_MEASURE_MULTIPLIER, numbers, 3)
      || !nut_add_rest(fact, NUT_MEASURE_VALUE, NUT_MEASURE_REST, 0))
    return false;
  nut_range_settle(fact, NUT_MEASURE_VALUE, NUT_MEASURE_MIN,
                   NUT_MEASURE_MAX);
  return true;
}
