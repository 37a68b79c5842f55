/* Values as rule files write them: in `set`, in lists, in examples.
 *
 * A number is read as a decimal and kept exactly: strtod depends on the locale
 * and would round.  Text may stand in quotes, which keep blanks; without them
 * a backslash is itself.
 *
 * Returned false means not a value of the type, or no memory; the arena knows
 * which, so callers ask its `failed` before they complain. */
#include "rules/literal.h"

#include "base/slice.h"

/* \n is a line break, anything else behind a backslash is itself.  Which
 * escapes are allowed at all is for the caller to check.  Without any the text
 * is not copied. */
bool nut_unescape(struct nut_arena *arena, struct nut_slice text,
                  struct nut_slice *out)
{
  *out = text;
  if (nut_slice_find(text, '\\', 0) == NUT_SLICE_NONE)
    return true;
  char *plain = nut_arena_alloc(arena, text.len);
  size_t len = 0;
  if (!plain)
    return false;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (c == '\\' && i + 1 < text.len) {
      c = text.ptr[++i];
      c = c == 'n' ? '\n' : c;
    }
    plain[len++] = c;
  }
  *out = (struct nut_slice){ plain, len };
  return true;
}

static bool is_quoted(struct nut_slice text)
{
  return text.len >= 2 && text.ptr[0] == '"' && text.ptr[text.len - 1] == '"';
}

static bool text_literal(struct nut_arena *arena, struct nut_slice text,
                         struct nut_value *out)
{
  if (is_quoted(text)
      && !nut_unescape(arena, nut_slice_cut(text, 1, text.len - 1), &text))
    return false;
  *out = nut_value_text(text);
  return true;
}

/* An int may be written 5.0 or 5e3, as long as it is whole. */
bool nut_literal(struct nut_arena *arena, struct nut_slice text,
                 enum nut_type type, struct nut_value *out)
{
  struct nut_decimal num;
  int64_t integer = 0;
  switch (type) {
  case NUT_TEXT:
    return text_literal(arena, text, out);
  case NUT_FLAG:
    *out = nut_value_flag();
    return nut_slice_is(text, "true");
  case NUT_NUM:
    if (!nut_decimal_parse(text, &num))
      return false;
    *out = nut_value_num(&num);
    return true;
  case NUT_INT:
    if (!nut_decimal_parse(text, &num) || !nut_decimal_int(&num, &integer))
      return false;
    *out = nut_value_int(integer);
    return true;
  case NUT_NONE:
    break;
  }
  return false;
}

enum nut_type nut_type_named(struct nut_slice name)
{
  if (nut_slice_is(name, "int"))
    return NUT_INT;
  if (nut_slice_is(name, "num"))
    return NUT_NUM;
  return nut_slice_is(name, "text") ? NUT_TEXT : NUT_NONE;
}
