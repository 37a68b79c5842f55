/* Measures: a quantity with a unit ("two to three kg": min 2, max 3, kg).
 * The number and the UCUM unit come ready from captures and word lists.
 * Units are not converted: the record gives what the text says, and a mile
 * stays [mi_i].  Only where one length is said in two units do they meet in
 * the smaller, which is exact: "5 ft 10 in" is 5 * 12 + 10 = 70 [in_i]; in
 * feet no decimal holds it.  "Bushels per acre" are a quotient of two units,
 * [bu_us]/[acr_us]. */
#include "normalise/normalise.h"

#include "base/slice.h"

#include "rules/fields.h"

#include <string.h>

/* UNIT/OVER, as UCUM writes it. */
static bool divide_unit(struct nut_norm *norm, struct nut_fact *fact)
{
  struct nut_slice unit = nut_text_of(fact, NUT_MEASURE_UNIT);
  struct nut_slice over = nut_text_of(fact, NUT_MEASURE_OVER);
  if (!over.len)
    return true;
  char *out = nut_arena_alloc(norm->arena, unit.len + over.len + 1);
  if (!out)
    return false;
  memcpy(out, unit.ptr, unit.len);
  out[unit.len] = '/';
  memcpy(out + unit.len + 1, over.ptr, over.len);
  fact->values[NUT_MEASURE_UNIT] = nut_value_text(
      (struct nut_slice){ out, unit.len + over.len + 1 });
  return true;
}

bool nut_normalise_measure(struct nut_norm *norm, struct nut_fact *fact)
{
  static const size_t numbers[] = { NUT_MEASURE_VALUE, NUT_MEASURE_MIN,
                                    NUT_MEASURE_MAX };
  if (!divide_unit(norm, fact))
    return false;
  if (!nut_scale_by(fact, NUT_MEASURE_MULTIPLIER, numbers, 3)
      || !nut_add_rest(fact, NUT_MEASURE_VALUE, NUT_MEASURE_REST, 0))
    return false;
  nut_range_settle(fact, NUT_MEASURE_VALUE, NUT_MEASURE_MIN,
                   NUT_MEASURE_MAX);
  return true;
}
