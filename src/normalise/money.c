/* Money, the amount: multipliers and minor units.  "$10-15 million" is min
 * 10000000, max 15000000; "50p" is 0.50.
 *
 * Everything is exact decimal, as binary fractions cannot hold 0.10.  What
 * does not fit blocks the fact.  Which currency a symbol stands for depends
 * on the article's region, so the ISO 4217 code is set by resolve/money.c. */
#include "normalise/normalise.h"

#include "rules/fields.h"

/* A shift of the decimal point, which is exact.  Absent values stay so.
 * All minor units that the rules know are hundredths. */
static bool to_hundredths(struct nut_value *value)
{
  return value->type != NUT_NUM || nut_decimal_shift(&value->as.num, -2);
}

/* The currency itself is resolve's: "$" depends on the region.  The
 * multiplier goes first: shifted first, a long amount could lose room that
 * the product needs. */
bool nut_normalise_money(struct nut_norm *norm, struct nut_fact *fact)
{
  static const size_t numbers[] = { NUT_MONEY_VALUE, NUT_MONEY_MIN,
                                    NUT_MONEY_MAX };
  (void)norm;
  if (!nut_scale_by(fact, NUT_MONEY_MULTIPLIER, numbers, 3)
      || !nut_add_rest(fact, NUT_MONEY_VALUE, NUT_MONEY_CENTS, -2))
    return false;
  if (nut_has(fact, NUT_MONEY_MINOR)
      && (!to_hundredths(&fact->values[NUT_MONEY_VALUE])
          || !to_hundredths(&fact->values[NUT_MONEY_MIN])
          || !to_hundredths(&fact->values[NUT_MONEY_MAX])))
    return false;
  nut_range_settle(fact, NUT_MONEY_VALUE, NUT_MONEY_MIN, NUT_MONEY_MAX);
  return true;
}
