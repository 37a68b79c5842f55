/* Exact decimal numbers of up to NUT_DIGITS_MAX digits.
 *
 * A double cannot hold 0.1, and "2.3 million" has to come out as 2300000 and
 * not as 2299999.9999999995; printing a double also asks the locale.  So a
 * number is its digits and a power of ten, and sums and products are done as
 * on paper.  They are a handful for each fact, so their speed is of no
 * account.
 *
 * All results pass through settle, the only one that makes a number: it keeps
 * the canonical form (no zeros at either end, one zero), so equal values are
 * equal in every field, and refuses what does not fit.  Nothing is rounded: a
 * number that is not exact gives no fact. */
#include "base/decimal.h"

#include "base/slice.h"

/* Room for a product, digit by digit.  Also for a sum, whose places may lie
 * apart. */
#define WIDE (2 * NUT_DIGITS_MAX + 2)

static int digit_of(const struct nut_decimal *value, int at)
{
  int pair = value->digits[at / 2];
  return at % 2 ? pair & 15 : pair >> 4;
}

static void set_digits(struct nut_decimal *value, const char *digits,
                       size_t len)
{
  for (size_t i = 0; i < len; i++)
    value->digits[i / 2] |= (unsigned char)((digits[i] - '0')
                                            << (i % 2 ? 0 : 4));
}

/* Bring digits (most significant first, zeros allowed at both ends) into
 * canonical form.  Zero loses its sign and exponent here, as `out` is cleared
 * before. */
static bool settle(const char *digits, size_t len, int exponent,
                   bool negative, struct nut_decimal *out)
{
  while (len && digits[0] == '0') {
    digits++;
    len--;
  }
  while (len && digits[len - 1] == '0') {
    len--;
    exponent++;
  }
  *out = (struct nut_decimal){ 0 };
  if (len == 0)
    return true;
  if (len > NUT_DIGITS_MAX || exponent > NUT_EXPONENT_MAX
      || exponent < -NUT_EXPONENT_MAX)
    return false;
  out->negative = negative;
  out->n_digits = (unsigned char)len;
  out->exponent = (short)exponent;
  set_digits(out, digits, len);
  return true;
}

struct nut_decimal nut_decimal_from_int(int64_t value)
{
  char digits[20];
  size_t at = sizeof digits;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  while (rest) {
    digits[--at] = (char)('0' + rest % 10);
    rest /= 10;
  }
  struct nut_decimal out;
  (void)settle(digits + at, sizeof digits - at, 0, value < 0, &out);
  return out;
}

/* Copy the digits of text without its point; false when something else is in
 * it. *decimals counts those behind the point.  Leading zeros before the point
 * are dropped so that they take no room.  ".5" and "5." pass. */
static bool gather(struct nut_slice text, char *digits, size_t cap,
                   size_t *len, int *decimals)
{
  bool point = false;
  *len = 0;
  *decimals = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == '.' && !point) {
      point = true;
      continue;
    }
    if (!nut_is_digit(text.ptr[i]) || *len == cap)
      return false;
    if (*len || text.ptr[i] != '0' || point)
      digits[(*len)++] = text.ptr[i];
    *decimals += point;
  }
  return text.len > point;
}

bool nut_decimal_parse(struct nut_slice text, struct nut_decimal *out)
{
  char digits[NUT_DIGITS_MAX + NUT_EXPONENT_MAX];
  size_t len = 0;
  int decimals = 0;
  bool negative = nut_slice_starts(text, "-");
  if (negative)
    text = nut_slice_cut(text, 1, text.len);
  if (!gather(text, digits, sizeof digits, &len, &decimals))
    return false;
  return settle(digits, len, -decimals, negative, out);
}

bool nut_decimal_shift(struct nut_decimal *value, int places)
{
  if (value->n_digits == 0)
    return true;
  int exponent = value->exponent + places;
  if (exponent > NUT_EXPONENT_MAX || exponent < -NUT_EXPONENT_MAX)
    return false;
  value->exponent = (short)exponent;
  return true;
}

/* The digit of value at 10^place.  Zero beyond both ends, so numbers of
 * different exponents can be walked side by side. */
static int digit_at(const struct nut_decimal *value, int place)
{
  int at = value->exponent + value->n_digits - 1 - place;
  return at >= 0 && at < value->n_digits ? digit_of(value, at) : 0;
}

/* One above the place of the first digit. */
static int top_of(const struct nut_decimal *value)
{
  return value->exponent + value->n_digits;
}

/* The first digit is never zero, so the higher top is the larger number. */
static int magnitude_cmp(const struct nut_decimal *a,
                         const struct nut_decimal *b)
{
  if (!a->n_digits || !b->n_digits)
    return (a->n_digits > 0) - (b->n_digits > 0);
  if (top_of(a) != top_of(b))
    return top_of(a) < top_of(b) ? -1 : 1;
  int low = a->exponent < b->exponent ? a->exponent : b->exponent;
  for (int place = top_of(a) - 1; place >= low; place--)
    if (digit_at(a, place) != digit_at(b, place))
      return digit_at(a, place) < digit_at(b, place) ? -1 : 1;
  return 0;
}

int nut_decimal_cmp(const struct nut_decimal *a, const struct nut_decimal *b)
{
  if (a->negative != b->negative)
    return a->negative ? -1 : 1;
  return a->negative ? magnitude_cmp(b, a) : magnitude_cmp(a, b);
}

/* big +- small by digits; big's magnitude is not below small's.  sign is -1
 * for a difference.  One place above the top has room for the carry. */
static bool combine(const struct nut_decimal *big,
                    const struct nut_decimal *small, int sign,
                    struct nut_decimal *out)
{
  char digits[WIDE];
  int low = big->exponent < small->exponent ? big->exponent : small->exponent;
  int top = top_of(big) + 1;
  /* So far apart that the exact sum has too many digits. */
  if (top - low > WIDE)
    return false;
  int carry = 0;
  for (int place = low; place < top; place++) {
    int sum = digit_at(big, place) + sign * digit_at(small, place) + carry;
    /* Carried or borrowed. */
    carry = sum > 9 ? 1 : sum < 0 ? -1 : 0;
    digits[top - 1 - place] = (char)('0' + sum - 10 * carry);
  }
  return settle(digits, (size_t)(top - low), low, big->negative, out);
}

bool nut_decimal_add(const struct nut_decimal *a, const struct nut_decimal *b,
                     struct nut_decimal *out)
{
  if (!a->n_digits || !b->n_digits) {
    *out = a->n_digits ? *a : *b;
    return true;
  }
  int sign = a->negative == b->negative ? 1 : -1;
  if (magnitude_cmp(a, b) >= 0)
    return combine(a, b, sign, out);
  return combine(b, a, sign, out);
}

/* Schoolbook: all products first, then the carries.  A sum is 81 *
 * NUT_DIGITS_MAX and a carry at most, far within an int. */
bool nut_decimal_mul(const struct nut_decimal *a, const struct nut_decimal *b,
                     struct nut_decimal *out)
{
  int sums[WIDE] = { 0 };
  char digits[WIDE];
  int len = a->n_digits + b->n_digits;
  for (int i = 0; i < a->n_digits; i++)
    for (int j = 0; j < b->n_digits; j++)
      sums[i + j + 1] += digit_of(a, i) * digit_of(b, j);
  for (int i = len - 1; i > 0; i--) {
    sums[i - 1] += sums[i] / 10;
    sums[i] %= 10;
  }
  for (int i = 0; i < len; i++)
    digits[i] = (char)('0' + sums[i]);
  return settle(digits, (size_t)len, a->exponent + b->exponent,
                a->negative != b->negative, out);
}

/* 18 digits always fit 64 bits. */
bool nut_decimal_int(const struct nut_decimal *value, int64_t *out)
{
  int64_t sum = 0;
  if (value->n_digits && (value->exponent < 0 || top_of(value) > 18))
    return false;
  for (int place = top_of(value) - 1; place >= 0; place--)
    sum = sum * 10 + digit_at(value, place);
  *out = value->negative ? -sum : sum;
  return true;
}

/* Never an exponent: spreadsheets read 1E+6 as they like.  The loop runs over
 * places, so zeros on either side come by themselves. */
void nut_decimal_print(const struct nut_decimal *value, struct nut_buf *buf)
{
  if (value->negative)
    nut_buf_add_byte(buf, '-');
  if (top_of(value) <= 0)
    nut_buf_add_byte(buf, '0');
  int low = value->exponent < 0 ? value->exponent : 0;
  int top = top_of(value) > 0 ? top_of(value) : 0;
  for (int place = top - 1; place >= low; place--) {
    if (place == -1)
      nut_buf_add_byte(buf, '.');
    nut_buf_add_byte(buf, (char)('0' + digit_at(value, place)));
  }
}
