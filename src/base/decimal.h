/* Exact decimal numbers, as news writes them: 250000, 2.3, 0.5.
 *
 * value = +-digits * 10^exponent, with digits a run of NUT_DIGITS_MAX at
 * most.  Canonical: no zeros at either end of the digits; zero is no digits,
 * exponent 0, not negative.  What does not fit is refused, never rounded. */
#ifndef NUT_BASE_DECIMAL_H
#define NUT_BASE_DECIMAL_H

#include "base/buf.h"
#include "base/limits.h"

struct nut_decimal {
  bool negative;
  unsigned char n_digits;
  short exponent;
  /* 0..9, most significant first, two in a byte, the first in its high half:
     a fact has up to forty values, most of them unset.  One byte more, so that
     no padding is left, whose bytes would differ from image to image. */
  unsigned char digits[NUT_DIGITS_MAX / 2 + 1];
};

struct nut_decimal nut_decimal_from_int(int64_t value);

/* [-]digits[.digits], nothing else; false when ill-formed or too long. */
NUT_CHECK bool nut_decimal_parse(struct nut_slice text,
                                 struct nut_decimal *out);

/* value * 10^places; false when the exponent leaves its range. */
NUT_CHECK bool nut_decimal_shift(struct nut_decimal *value, int places);

/* a + b, a * b; false when the exact result does not fit. */
NUT_CHECK bool nut_decimal_add(const struct nut_decimal *a,
                               const struct nut_decimal *b,
                               struct nut_decimal *out);
NUT_CHECK bool nut_decimal_mul(const struct nut_decimal *a,
                               const struct nut_decimal *b,
                               struct nut_decimal *out);

/* -1, 0, 1 */
int nut_decimal_cmp(const struct nut_decimal *a, const struct nut_decimal *b);

/* Whole and within 18 digits? */
NUT_CHECK bool nut_decimal_int(const struct nut_decimal *value,
                               int64_t *out);

/* Plain notation without an exponent: "-1200000", "0.25". */
void nut_decimal_print(const struct nut_decimal *value, struct nut_buf *buf);

#endif
