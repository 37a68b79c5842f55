/* "(2)" behind "7206(1)" is 7206(2): what is said of a section holds until
 * something of its own rank takes its place.
 *
 *   552(b)(1), (3)            552(b)(3)
 *   841(a)(1) and (b)(1)(C)   841(b)(1)(C)
 *   924(c)(1)(A)(i)-(iii)     924(c)(1)(A)(iii)
 *   1081-83, 1910.1-.9        1083, 1910.9
 *
 * Ranks are told by their signs: letters, numbers, capitals, small Roman
 * numerals.  An "i" may be either of two; as the outermost it is a letter. */
#include "resolve/statute_parts.h"

#include "base/slice.h"
#include "rules/fields.h"

enum sign { NUMBER = 1, CAPITAL = 2, LETTER = 4, ROMAN = 8 };

static bool is_roman(struct nut_slice text)
{
  for (size_t i = 0; i < text.len; i++)
    if (text.ptr[i] != 'i' && text.ptr[i] != 'v' && text.ptr[i] != 'x')
      return false;
  return true;
}

/* What the signs after the bracket can be. */
static unsigned signs_of(struct nut_slice bracket)
{
  struct nut_slice text = nut_slice_cut(bracket, 1,
                                        nut_slice_find(bracket, ')', 0));
  if (text.len == 0)
    return 0;
  if (nut_is_digit(text.ptr[0]))
    return NUMBER;
  if (nut_is_upper(text.ptr[0]))
    return CAPITAL;
  if (!is_roman(text))
    return LETTER;
  return text.len == 1 ? LETTER | ROMAN : ROMAN;
}

/* Where the run of brackets at the end begins. */
static size_t brackets_start(struct nut_slice section)
{
  size_t start = section.len;
  for (size_t i = section.len; i-- > 0 && section.ptr[start - 1] == ')';)
    if (section.ptr[i] == '(')
      start = i;
  return start;
}

/* How much of the section before stands above the bracket: the innermost of
 * its brackets that has such signs goes; where none has, all stay. */
static size_t part_above(struct nut_slice before, struct nut_slice bracket)
{
  size_t outermost = brackets_start(before);
  unsigned sought = signs_of(bracket);
  for (size_t i = before.len; i-- > outermost;) {
    if (before.ptr[i] != '(')
      continue;
    unsigned signs = signs_of(nut_slice_cut(before, i, before.len));
    if (signs == (LETTER | ROMAN))
      signs = i == outermost ? LETTER : ROMAN;
    if (signs & sought)
      return i;
  }
  return before.len;
}

/* Without the hyphen or dash it begins with. */
static struct nut_slice behind_dash(struct nut_slice part)
{
  static const char *const dashes[] = { "-", "–" };
  for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
    if (nut_slice_starts(part, dashes[i]))
      return nut_slice_cut(part, nut_slice_of(dashes[i]).len, part.len);
  return part;
}

/* How much of the first of a range the last one leaves out: its first digits,
 * or what stands before its point. */
static size_t left_out(struct nut_slice whole, struct nut_slice part)
{
  size_t point = nut_slice_find(whole, '.', 0);
  if (nut_slice_starts(part, ".") && point != NUT_SLICE_NONE)
    return point;
  return whole.len > part.len ? whole.len - part.len : 0;
}

void nut_complete_section(const struct nut_resolve *resolve,
                          const struct nut_fact *before,
                          struct nut_fact *fact)
{
  struct nut_slice said = nut_text_of(fact, NUT_STATUTE_SECTION);
  struct nut_slice whole = nut_text_of(before, NUT_STATUTE_SECTION);
  struct nut_slice part = behind_dash(said);
  bool last = part.len < said.len;
  struct nut_buf buf;
  if (!last && !nut_slice_starts(part, "("))
    return;
  nut_buf_init(&buf, resolve->arena->mem);
  nut_buf_add(&buf, nut_slice_cut(whole, 0, last ? left_out(whole, part)
                                                 : part_above(whole, part)));
  nut_buf_add(&buf, part);
  fact->values[NUT_STATUTE_SECTION] = nut_value_text(
      nut_arena_copy(resolve->arena, nut_buf_slice(&buf)));
  if (buf.failed)
    resolve->arena->failed = true;
  nut_buf_drop(&buf);
}
