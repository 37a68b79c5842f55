/* Byte offsets to code points or UTF-16 units, by counts kept at every
 * NUT_RULER_STEP bytes.
 *
 *   "café 5" : the 5 is at byte 6, code point 5
 *
 * Counting from the start for each fact would be quadratic in long
 * articles, and a table entry for each byte four times the text; with a
 * step of 256 an offset costs one count over at most 255 bytes.  Only bytes
 * that begin a character are counted, so a step may fall within one: its
 * two parts still add up.  ASCII articles, most of them, are seen once and
 * then cost nothing.  Bytes as unit need no counts at all. */
#include "record/write_offsets.h"

#include "base/alloc.h"
#include "base/slice.h"
#include "base/utf.h"

void nut_ruler_init(struct nut_ruler *ruler, const struct nut_mem *mem,
                    enum nut_offsets unit)
{
  *ruler = (struct nut_ruler){ .mem = mem, .unit = unit, .same = true };
}

void nut_ruler_drop(struct nut_ruler *ruler)
{
  nut_free(ruler->mem, ruler->marks);
  nut_ruler_init(ruler, ruler->mem, ruler->unit);
}

/* UTF-16 needs two units for what UTF-8 needs four bytes for.  Four-byte
 * forms begin with 0xF0 or more, and no other byte is that large. */
static size_t units(enum nut_offsets unit, struct nut_slice piece)
{
  size_t count = nut_utf_count(piece);
  if (unit == NUT_OFFSETS_UTF16)
    for (size_t i = 0; i < piece.len; i++)
      count += (unsigned char)piece.ptr[i] >= 0xF0;
  return count;
}

/* The marks' memory is kept from one article to the next. */
bool nut_ruler_set(struct nut_ruler *ruler, struct nut_slice text)
{
  ruler->text = text;
  ruler->same = true;
  if (ruler->unit == NUT_OFFSETS_BYTES)
    return true;
  size_t need = text.len / NUT_RULER_STEP + 1;
  uint32_t *marks = nut_grow(ruler->mem, ruler->marks, &ruler->cap, need,
                             sizeof *marks);
  if (!marks)
    return false;
  ruler->marks = marks;
  size_t count = 0;
  for (size_t i = 0; i < need; i++) {
    marks[i] = (uint32_t)count;
    size_t from = i * NUT_RULER_STEP;
    count += units(ruler->unit, nut_slice_cut(text, from,
                                              from + NUT_RULER_STEP));
  }
  ruler->same = count == text.len;
  return true;
}

size_t nut_ruler_at(const struct nut_ruler *ruler, size_t byte)
{
  if (byte > ruler->text.len)
    byte = ruler->text.len;
  if (ruler->same)
    return byte;
  size_t mark = byte / NUT_RULER_STEP;
  struct nut_slice piece =
      nut_slice_cut(ruler->text, mark * NUT_RULER_STEP, byte);
  return ruler->marks[mark] + units(ruler->unit, piece);
}
