/* Phone numbers as they are dialled: digits, and a + before an
 * international one.
 *
 *   "020 7946 0000"        02079460000
 *   "+44 (0)20 7946 0000"  +442079460000
 *   "00 44 20 7946 0000"   +442079460000
 *
 * Blanks, dots, hyphens and brackets are for the eye and go.  A national
 * number stays national: the country, the trunk prefix and whether the
 * length is right depend on the article's region, which resolve/phones.c
 * knows; it makes the E.164 form (ITU-T E.164: at most 15 digits behind the
 * +). */
#include "normalise/normalise.h"

#include "base/slice.h"
#include "rules/fields.h"

/* 00, a country code and the shortest national number.  A shorter one that
 * begins with 00 is left as it is written. */
#define INTERNATIONAL_MIN 9

/* The number as it is dialled: digits, with a + before an international
 * one.  Which country's it is, resolve says.  Short codes (999, 116 123) go
 * the same way, in their own field.  false when no digit is left. */
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
    if (nut_is_digit(text.ptr[i]) || (text.ptr[i] == '+' && len == 0))
      dialled[len++] = text.ptr[i];
    /* "+44 (0)20": the trunk zero is not dialled from abroad */
    if (nut_slice_starts(nut_slice_cut(text, i, text.len), "(0)")
        && len && dialled[0] == '+')
      i += 2;
  }
  struct nut_slice digits = { dialled, len };
  /* 00 is the international prefix of most countries (ITU-T E.164).  The
   * second 0 is overwritten by the + and the first one cut off. */
  if (nut_slice_starts(digits, "00") && len > INTERNATIONAL_MIN) {
    dialled[1] = '+';
    digits = nut_slice_cut(digits, 1, len);
  }
  fact->values[field] = nut_value_text(digits);
  return len > 0;
}
