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
  return nut_range_sane(fact, NUT_COUNT_VALUE, NUT_COUNT_MIN, NUT_COUNT_MAX);
}
