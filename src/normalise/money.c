#include "normalise/normalise.h"

#include "rules/fields.h"

static bool to_hundredths(struct nut_value *value)
{
  return value->type != NUT_NUM || nut_decimal_shift(&value->as.num, -2);
}

/* The currency itself is resolve's: "$" depends on the region. */
bool nut_normalise_money(struct nut_norm *norm, struct nut_fact *fact)
{
  static const size_t numbers[] = { NUT_MONEY_VALUE, NUT_MONEY_MIN,
                                    NUT_MONEY_MAX };
  (void)norm;
  if (!nut_scale_by(fact, NUT_MONEY_MULTIPLIER, numbers, 3))
    return false;
  if (nut_has(fact, NUT_MONEY_MINOR)
      && (!to_hundredths(&fact->values[NUT_MONEY_VALUE])
          || !to_hundredths(&fact->values[NUT_MONEY_MIN])
          || !to_hundredths(&fact->values[NUT_MONEY_MAX])))
    return false;
  return nut_range_sane(fact, NUT_MONEY_VALUE, NUT_MONEY_MIN, NUT_MONEY_MAX);
}
