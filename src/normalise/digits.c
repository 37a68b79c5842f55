/* Digits with their separators to exact decimals.
 *
 *   1,234,567.8     commas part groups of three, or Indian ones (12,34,567)
 *   1.234.567,8     points do on the Continent; one point alone is decimal
 *   1'234'567       apostrophes do in Switzerland
 *   1 234 567       blanks do in the metric world
 *   1/2, 3/16       a quotient that a decimal can hold; 1/3 is refused
 *   1.5 x 10^-8     powers of ten, with x, * or the sign of times
 *
 * What the separators say is read from their shape alone, so the value of a
 * text never depends on the article's region: where two readings are left
 * ("1.234"), the English one holds. */
#include "normalise/digits.h"

#include "base/slice.h"

static size_t digit_run(struct nut_slice text, size_t at)
{
  size_t len = 0;
  while (at + len < text.len && nut_is_digit(text.ptr[at + len]))
    len++;
  return len;
}

/* The digits that mark parts from those before it at `at`, or 0. */
static size_t run_behind(struct nut_slice text, size_t at, char mark)
{
  if (at >= text.len || text.ptr[at] != mark)
    return 0;
  return digit_run(text, at + 1);
}

/* Length of groups parted by commas, from the first run on; 0 when commas
 * stand where they cannot.  Groups of two are Indian; the last has three
 * digits in either system, which tells 12,34 from a list. */
static size_t comma_groups(struct nut_slice text, size_t first)
{
  size_t at = first;
  size_t last = 3;
  size_t run = run_behind(text, at, ',');
  for (; run; run = run_behind(text, at, ',')) {
    if (first > 3 || (run != 3 && run != 2)
        || (run == 2 && last == 3 && at > first))
      return 0;
    at += 1 + run;
    last = run;
  }
  return last == 3 ? at : 0;
}

/* Length of `least` or more groups of three behind the first run, parted by
 * mark; 0 when it is not that. */
static size_t strict_groups(struct nut_slice text, size_t first, char mark,
                            size_t least)
{
  size_t at = first;
  while (run_behind(text, at, mark) == 3)
    at += 4;
  if (first > 3 || at < first + 4 * least || run_behind(text, at, mark))
    return 0;
  return at;
}

/* Digits and a point only: separators go, a decimal comma turns to a point.
 * The room leaves some for leading zeros; nut_decimal_parse has the last
 * word. */
static bool plain(struct nut_slice text, char decimal,
                  struct nut_decimal *out)
{
  char digits[NUT_DIGITS_MAX * 2 + NUT_EXPONENT_MAX];
  size_t len = 0;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (c != decimal && !nut_is_digit(c))
      continue;
    if (len == sizeof digits)
      return false;
    digits[len++] = c == decimal ? '.' : c;
  }
  return nut_decimal_parse((struct nut_slice){ digits, len }, out);
}

/* above / below, where below has no factors but 2 and 5: each step trades
 * one for a tenth. */
static bool quotient(struct nut_slice below, struct nut_decimal *value)
{
  int64_t left = 0;
  if (below.len > 4 || !nut_slice_int(below, &left) || left == 0)
    return false;
  while (left % 2 == 0 || left % 5 == 0) {
    bool two = left % 2 == 0;
    struct nut_decimal old = *value;
    struct nut_decimal by = nut_decimal_from_int(two ? 5 : 2);
    if (!nut_decimal_mul(&old, &by, value) || !nut_decimal_shift(value, -1))
      return false;
    left /= two ? 2 : 5;
  }
  return left == 1;
}

/* The length of the whole part with its groups, and what marks decimals
 * behind it; 0 when the groups make no sense. */
static size_t whole_len(struct nut_slice text, char *decimal)
{
  size_t first = digit_run(text, 0);
  size_t len = strict_groups(text, first, '.', 2);
  *decimal = '.';
  if (len) {
    *decimal = ',';
    return len;
  }
  len = strict_groups(text, first, ' ', 1);
  if (len)
    return len;
  len = strict_groups(text, first, '\'', 2);
  return len ? len : comma_groups(text, first);
}

static size_t skip_blanks(struct nut_slice text, size_t at)
{
  while (at < text.len && text.ptr[at] == ' ')
    at++;
  return at;
}

/* Behind any of the marks at `at`; there, if none stands. */
static size_t skip_mark(struct nut_slice text, size_t at,
                        const char *const *marks)
{
  for (; *marks; marks++) {
    struct nut_slice mark = nut_slice_of(*marks);
    if (at + mark.len <= text.len
        && nut_slice_eq(nut_slice_cut(text, at, at + mark.len), mark))
      return at + mark.len;
  }
  return at;
}

/* The length of " x 10^-8" behind digits, and its exponent; 0 where none
 * stands.  A power of two digits needs its sign, as "1030" is a number. */
static size_t power_of_ten(struct nut_slice text, size_t start, int *places)
{
  static const char *const times[] = { "\xc3\x97", "x", "*", NULL };
  static const char *const ten[] = { "10", NULL };
  static const char *const caret[] = { "^", NULL };
  static const char *const minus[] = { "-", "\xe2\x88\x92",
                                       "\xe2\x80\x93", NULL };
  int64_t exponent = 0;
  size_t at = skip_mark(text, skip_blanks(text, start), times);
  size_t base = skip_mark(text, skip_blanks(text, at), ten);
  size_t power = skip_mark(text, base, caret);
  size_t sign = skip_mark(text, power, minus);
  size_t run = digit_run(text, sign);
  if (at == start || base == skip_blanks(text, at) || sign == base
      || run == 0 || run > 2
      || !nut_slice_int(nut_slice_cut(text, sign, sign + run), &exponent))
    return 0;
  *places = sign == power ? (int)exponent : -(int)exponent;
  return sign + run - start;
}

bool nut_digits_parse(struct nut_slice text, size_t *len, bool *fraction,
                      struct nut_decimal *out)
{
  char decimal = '.';
  size_t first = digit_run(text, 0);
  size_t whole = 0;
  *fraction = false;
  *len = 0;
  if (first == 0 && !run_behind(text, 0, '.'))
    return true;
  if (first) {
    whole = whole_len(text, &decimal);
    if (whole == 0)
      return false;
  }
  size_t end = whole;
  size_t places = run_behind(text, end, decimal);
  if (places)
    end += 1 + places;
  if (!plain(nut_slice_cut(text, 0, end), decimal, out))
    return false;
  *len = end;
  int power = 0;
  *len += power_of_ten(text, end, &power);
  if (!nut_decimal_shift(out, power))
    return false;
  size_t below = run_behind(text, end, '/');
  if (!below || end != first)
    return true;
  *fraction = true;
  *len = end + 1 + below;
  return quotient(nut_slice_cut(text, end + 1, *len), out);
}
