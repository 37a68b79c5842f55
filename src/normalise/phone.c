/* Phone numbers as they are dialled: digits, and a + before an international
 * one.
 *
 *   "020 7946 0000"        02079460000
 *   "+44 (0)20 7946 0000"  +442079460000
 *   "1-800-CRIME"          180027463
 *   "020 7946 0018", "19"  02079460019: the tail in place of its end
 *
 * Blanks, dots, hyphens and brackets are for the eye and go; letters stand
 * for the keys they are on (ITU-T E.161).  A national number stays national,
 * and one dialled through 00 or 011 too: country, prefixes and lengths
 * depend on the article's region, which resolve/phones.c knows; it makes the
 * E.164 form (ITU-T E.164: at most 15 digits behind the +). */
#include "normalise/normalise.h"

#include "base/slice.h"
#include "rules/fields.h"

/* The key of a letter, by ITU-T E.161; no letter: '\0'. */
static char key_of(char c)
{
  static const char keys[] = "22233344455566677778889999";
  if (nut_is_lower(c))
    return keys[c - 'a'];
  return nut_is_upper(c) ? keys[c - 'A'] : '\0';
}

/* What is dialled for a character; '\0': nothing. */
static char dialled_for(char c, bool first)
{
  if (nut_is_digit(c) || (c == '+' && first))
    return c;
  return key_of(c);
}

/* "+44 (0)20": the trunk zero is not dialled from abroad, and stands behind
 * country codes only, so 44 (0)20 is +44, too. */
static bool is_abroad(const char *dialled, size_t len)
{
  return len && (dialled[0] == '+' || (len <= 3 && dialled[0] != '0'));
}

static size_t add_plus(char *dialled, size_t len)
{
  if (dialled[0] == '+')
    return len;
  for (size_t i = len; i > 0; i--)
    dialled[i] = dialled[i - 1];
  dialled[0] = '+';
  return len + 1;
}

/* Append what is dialled for a text to dialled[0..len), which has room for it;
 * returns the new length. */
static size_t dial(char *dialled, size_t len, struct nut_slice text)
{
  for (size_t i = 0; i < text.len; i++) {
    char c = dialled_for(text.ptr[i], len == 0);
    if (c)
      dialled[len++] = c;
    if (nut_slice_starts(nut_slice_cut(text, i, text.len), "(0)")
        && is_abroad(dialled, len)) {
      len = add_plus(dialled, len);
      i += 2;
    }
  }
  return len;
}

/* dialled[0..len) with a tail of n digits, which stands behind it, in place of
 * its last ones. */
static void move_tail(char *dialled, size_t len, size_t n)
{
  for (size_t i = 0; i < n; i++)
    dialled[len - n + i] = dialled[len + i];
}

/* The number as it is dialled.  Which country's it is, resolve says.  Short
 * codes (999, 116 123) go the same way, in their own field.  false when no
 * digit is left, or the tail leaves none of the number. */
bool nut_normalise_phone(struct nut_norm *norm, struct nut_fact *fact)
{
  size_t field = nut_has(fact, NUT_PHONE_SHORT) ? NUT_PHONE_SHORT
                                                : NUT_PHONE_NUMBER;
  struct nut_slice text = nut_text_of(fact, field);
  struct nut_slice tail = nut_text_of(fact, NUT_PHONE_TAIL);
  char *dialled = nut_arena_alloc(norm->arena, text.len + tail.len + 1);
  if (!dialled)
    return false;
  size_t len = dial(dialled, 0, text);
  size_t n = dial(dialled, len, tail) - len;
  if (n >= len)
    return false;
  move_tail(dialled, len, n);
  fact->values[field] =
      nut_value_text((struct nut_slice){ dialled, len });
  return true;
}
