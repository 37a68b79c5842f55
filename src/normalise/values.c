/* Small things that the normalisers share: reading a field with a default,
 * and the two rules that all kinds with numbers obey.
 *
 * A field is absent when its type is NUT_NONE.  Readers of the wrong type
 * get the default, so a rule that captures text into a number's field does
 * no harm beyond itself. */
#include "normalise/normalise.h"

#include "base/slice.h"
#include "base/utf.h"

bool nut_has(const struct nut_fact *fact, size_t field)
{
  return fact->values[field].type != NUT_NONE;
}

int64_t nut_int_or(const struct nut_fact *fact, size_t field,
                   int64_t otherwise)
{
  const struct nut_value *value = &fact->values[field];
  return value->type == NUT_INT ? value->as.integer : otherwise;
}

struct nut_slice nut_text_of(const struct nut_fact *fact, size_t field)
{
  const struct nut_value *value = &fact->values[field];
  return value->type == NUT_TEXT ? value->as.text
                                 : (struct nut_slice){ NULL, 0 };
}

void nut_set_text(struct nut_fact *fact, size_t field, const char *text)
{
  fact->values[field] = nut_value_text(nut_slice_of(text));
}

/* By the same folding as list keys, so that it can be looked up. */
struct nut_slice nut_lower(struct nut_arena *arena, struct nut_slice text)
{
  struct nut_slice out = { NULL, 0 };
  if (!nut_wordlist_key(arena, text, false, &out))
    return (struct nut_slice){ NULL, 0 };
  return out;
}

/* "5 to 5" is the value 5, and "fell from 5 to 3" is no range but two numbers
 * for other rules to find.  One bound alone is always good.  The value is
 * taken out because a record has a value or a range, never both. */
void nut_range_settle(struct nut_fact *fact, size_t value, size_t min,
                      size_t max)
{
  struct nut_value *values = fact->values;
  if (values[min].type == NUT_NONE && values[max].type == NUT_NONE)
    return;
  values[value].type = NUT_NONE;
  if (values[min].type != NUT_NUM || values[max].type != NUT_NUM)
    return;
  int order = nut_decimal_cmp(&values[min].as.num, &values[max].as.num);
  if (order == 0) {
    values[value] = values[min];
    values[min].type = NUT_NONE;
    values[max].type = NUT_NONE;
  }
  fact->withdrawn = order > 0;
}

/* The multiplier is a capture and stays; it is not written to records. */
bool nut_scale_by(struct nut_fact *fact, size_t multiplier,
                  const size_t *fields, size_t n)
{
  const struct nut_value *by = &fact->values[multiplier];
  if (by->type != NUT_NUM)
    return true;
  for (size_t i = 0; i < n; i++) {
    struct nut_value *value = &fact->values[fields[i]];
    struct nut_decimal old = value->as.num;
    if (value->type == NUT_NUM
        && !nut_decimal_mul(&old, &by->as.num, &value->as.num))
      return false;
  }
  return true;
}

/* Like the multiplier, the rest is a capture and is not written. */
bool nut_add_rest(struct nut_fact *fact, size_t value, size_t rest,
                  int places)
{
  struct nut_value *sum = &fact->values[value];
  if (fact->values[rest].type != NUT_NUM || sum->type != NUT_NUM)
    return true;
  struct nut_decimal old = sum->as.num;
  struct nut_decimal part = fact->values[rest].as.num;
  return nut_decimal_shift(&part, places)
         && nut_decimal_add(&old, &part, &sum->as.num);
}
