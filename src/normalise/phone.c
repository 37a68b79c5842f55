/* Phone numbers as they are dialled: digits, and a + before an international
 * one.
 *
 *   "020 7946 0000"        02079460000
 *   "+44 (0)20 7946 0000"  +442079460000
 *   "1-800-CRIME"          180027463
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

/* The number as it is dialled.  Which country's it is, resolve says.  Short
 * codes (999, 116 123) go the same way, in their own field.  false when no
 * digit is left. */
bool nut_normalise_phone(struct nut_norm *norm, struct nut_fact *fact)
{
  size_t field = nut_has(fact, NUT_PHONE_SHORT) ? NUT_PHONE_SHORT
                                                : NUT_PHONE_NUMBER;
  struct nut_slice text = nut_text_of(fact, field);
  char *dialled = nut_arena_alloc(norm->arena, text.len + 1);
  size_t len = 0;
  if (!dialled)
    return false;
  for (size_t i = 0; i < text.len; i++) {
    char c = dialled_for(text.ptr[i], len == 0);
    if (c)
      dialled[len++] = c;
    /* "+44 (0)20": the trunk zero is not dialled from abroad */
    if (nut_slice_starts(nut_slice_cut(text, i, text.len), "(0)")
        && len && dialled[0] == '+')
      i += 2;
  }
  fact->values[field] =
      nut_value_text((struct nut_slice){ dialled, len });
  return len > 0;
}
