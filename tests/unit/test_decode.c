/* Bytes to text. */
#include "article/decode.h"
#include "base/slice.h"
#include "base/utf.h"
#include "unit.h"

#include <stdlib.h>

#define R "\xEF\xBF\xBD"

struct row {
  const char *name;
  const char *bytes;
  const char *text;
  size_t bad;
};

/* The ill-formed ones are Unicode 15, section 3.9, tables 3-8 to 3-11. */
static const struct row rows[] = {
  { "ASCII is kept", "Police said.", "Police said.", 0 },
  { "nothing gives nothing", "", "", 0 },
  { "all lengths are kept", "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80",
    "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 0 },
  { "a byte order mark at the beginning goes", "\xEF\xBB\xBFOne", "One", 0 },
  { "a second one stays", "\xEF\xBB\xBF\xEF\xBB\xBFOne",
    "\xEF\xBB\xBFOne", 0 },
  { "half a byte order mark is ill-formed", "\xEF\xBB", R, 1 },
  { "overlong forms, a mark a byte", "\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41",
    R R R R R R R R "A", 8 },
  { "surrogates, a mark a byte", "\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41",
    R R R R R R R R "A", 8 },
  { "beyond U+10FFFF, a mark a byte",
    "\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", R R R R R "A" R R "B", 7 },
  { "truncated sequences, a mark each",
    "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", R R R R "A", 4 },
  { "two bytes truncated at the end", "a\xC3", "a" R, 1 },
  { "three bytes truncated at the end", "a\xE2\x82", "a" R, 1 },
  { "four bytes truncated at the end", "a\xF0\x9F\x98", "a" R, 1 },
  { "a lone tail after eight plain bytes", "abcdefgh\x80" "abcdefgh",
    "abcdefgh" R "abcdefgh", 1 },
  { "Windows-1252 quotes", "\x93Stop\x94", R "Stop" R, 2 },
};

/* In a block of its own size, so that a sanitizer sees an over-read. */
static struct nut_decoded decode(struct nut_arena *arena, const char *bytes,
                                 size_t len)
{
  struct nut_decoded out = { 0 };
  char *exact = malloc(len ? len : 1);
  nut_arena_reset(arena);
  if (len)
    memcpy(exact, bytes, len);
  CHECK(nut_decode(arena, (struct nut_slice){ exact, len }, &out) == NUT_OK);
  out.text = nut_arena_copy(arena, out.text);
  free(exact);
  return out;
}

static void check_rows(struct nut_arena *arena)
{
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const struct row *row = &rows[i];
    unit_begin(row->name);
    struct nut_decoded out = decode(arena, row->bytes, strlen(row->bytes));
    CHECK_EQ_SPAN(out.text.ptr, out.text.len, row->text);
    CHECK_EQ_INT(out.bad, row->bad);
    CHECK_EQ_INT(out.nuls, 0);
    unit_end();
  }
}

static void check_nuls(struct nut_arena *arena)
{
  unit_begin("NULs are kept and counted");
  struct nut_decoded out = decode(arena, "a\0b\0\xFF\0", 6);
  CHECK_EQ_INT(out.nuls, 3);
  CHECK_EQ_INT(out.bad, 1);
  CHECK_EQ_INT(out.text.len, 8);
  CHECK(memcmp(out.text.ptr, "a\0b\0" R "\0", 8) == 0);
  unit_end();
}

static void check_borrowed(struct nut_arena *arena)
{
  struct nut_decoded out;
  struct nut_slice bytes = nut_slice_of("plain \xC3\xA9");
  unit_begin("text that is well-formed is not copied");
  CHECK(nut_decode(arena, bytes, &out) == NUT_OK);
  CHECK(out.text.ptr == bytes.ptr && out.text.len == bytes.len);
  unit_end();
}

/* What comes out of any piece is well-formed, and where two pieces are cut
 * between characters they give together what the whole gives. */
static void check_splits(struct nut_arena *arena)
{
  static const char all[] =
      "Caf\xC3\xA9 \xE2\x82\xAC" "5 \xF0\x9F\x98\x80 \xED\xA0\x80 \xC0\xAF"
      " abcdefghijklmnop \xF4\x8F\xBF\xBF \xE2\x80\x9Cx\xE2\x80\x9D";
  size_t len = sizeof all - 1;
  unit_begin("every piece of a text decodes to something well-formed");
  for (size_t from = 0; from <= len; from++)
    for (size_t to = from; to <= len; to++) {
      struct nut_decoded out = decode(arena, all + from, to - from);
      CHECK_EQ_INT(nut_utf_valid(out.text), out.text.len);
    }
  unit_end();
  unit_begin("cut between characters, two pieces give what the whole gives");
  size_t whole = decode(arena, all, len).text.len;
  for (size_t at = 0; at <= len; at++) {
    size_t bad = decode(arena, all, at).bad + decode(arena, all + at,
                                                     len - at).bad;
    size_t sum = decode(arena, all, at).text.len;
    sum += decode(arena, all + at, len - at).text.len;
    if (bad == decode(arena, all, len).bad)
      CHECK_EQ_INT(sum, whole);
  }
  unit_end();
}

int main(void)
{
  struct nut_arena arena;
  nut_arena_init(&arena, NULL);
  check_rows(&arena);
  check_nuls(&arena);
  check_borrowed(&arena);
  check_splits(&arena);
  nut_arena_drop(&arena);
  return unit_status();
}
