/* Numbers in digits: 1,200  12,34,567  1.234.567,8  1'200'000  3.5  .5  1/2.
 *
 * The only place that knows how digits are grouped.  English separators are
 * the rule; points or apostrophes part groups only where they cannot mean
 * anything else, which is from the second on. */
#ifndef NUT_NORMALISE_DIGITS_H
#define NUT_NORMALISE_DIGITS_H

#include "base/decimal.h"

/* The number in digits that text begins with, and its length in *len, which
 * is 0 where no digits stand.  false: there are digits, but they make no
 * number, or one that does not fit.  *fraction: it was like 1/2. */
NUT_CHECK bool nut_digits_parse(struct nut_slice text, size_t *len,
                                bool *fraction, struct nut_decimal *out);

#endif
