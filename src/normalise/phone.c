#include "normalise/normalise.h"

#include "base/slice.h"
#include "rules/fields.h"

/* 00, a country code and the shortest national number. */
#define INTERNATIONAL_MIN 9

/* The number as it is dialled: digits, with a + before an international one.
 * Which country's it is, resolve says. */
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
  /* 00 is the international prefix of most countries (ITU-T E.164). */
  if (nut_slice_starts(digits, "00") && len > INTERNATIONAL_MIN) {
    dialled[1] = '+';
    digits = nut_slice_cut(digits, 1, len);
  }
  fact->values[field] = nut_value_text(digits);
  return len > 0;
}
