/* Bytes to well-formed UTF-8, the first stage of an article.  Everything after
 * it relies on the text being well-formed and checks no more.
 *
 * Two passes: the first measures and counts what is ill-formed.  Mostly there
 * is nothing, then the text is the input itself and no byte is copied.
 * Otherwise the second pass writes a copy of the measured size.
 *
 * Nothing is converted and no encoding is guessed for the text: offsets are
 * promised to refer to what the reader has in front of him, and a wrong guess
 * changes facts silently.  So Windows-1252 is only named in a warning, and
 * UTF-16, of which no fact could be read, is an error.
 *
 * Each ill-formed part becomes one U+FFFD by the "maximal subpart" practice of
 * the Unicode Standard, chapter 3.9 (base/utf.c finds the part), as browsers
 * and Python do, so code point offsets agree with theirs.  Linear time. */
#include "article/decode.h"

#include "article/bytes.h"
#include "base/limits.h"
#include "base/slice.h"
#include "base/utf.h"

#include <string.h>

/* U+FFFD in UTF-8. */
static const char replacement[] = "\xEF\xBF\xBD";
#define REPLACEMENT_LEN (sizeof replacement - 1)

/* Length of the well-formed beginning of bytes; where it ends before the bytes
 * do, *bad is the length of the ill-formed part that follows.  Runs of ASCII
 * are skipped a word at a time, characters are looked at one by one between
 * them. */
static size_t good_run(struct nut_slice bytes, size_t *bad)
{
  size_t at = 0;
  uint32_t code = 0;
  for (;;) {
    at += nut_ascii_run(nut_slice_cut(bytes, at, bytes.len));
    if (at >= bytes.len)
      return at;
    struct nut_slice rest = { bytes.ptr + at, bytes.len - at };
    size_t len = nut_utf_decode(rest, &code, bad);
    if (len == 0)
      return at;
    at += len;
  }
}

/* Copy bytes to out with U+FFFD for each ill-formed part; out NULL only
 * measures.  Returns the length.  One function for measuring and writing, so
 * that the two cannot disagree about the length. */
static size_t replace(struct nut_slice bytes, char *out, size_t *n_bad)
{
  size_t len = 0;
  *n_bad = 0;
  while (bytes.len) {
    size_t bad = 0;
    size_t good = good_run(bytes, &bad);
    if (out)
      memcpy(out + len, bytes.ptr, good);
    len += good;
    if (good < bytes.len) {
      if (out)
        memcpy(out + len, replacement, REPLACEMENT_LEN);
      len += REPLACEMENT_LEN;
      (*n_bad)++;
      good += bad;
    }
    bytes = nut_slice_cut(bytes, good, bytes.len);
  }
  return len;
}

/* Counted for the shadow, where each becomes three bytes. */
static size_t count_nuls(struct nut_slice text)
{
  size_t count = 0;
  size_t at = nut_slice_find(text, 0, 0);
  while (at != NUT_SLICE_NONE) {
    count++;
    at = nut_slice_find(text, 0, at + 1);
  }
  return count;
}

enum nut_status nut_decode(struct nut_arena *arena, struct nut_slice bytes,
                           struct nut_decoded *out)
{
  *out = (struct nut_decoded){ 0 };
  /* A byte order mark is no part of the text: offsets count from behind it.
   * One inside the text stays, and the shadow hides it. */
  if (nut_slice_starts(bytes, "\xEF\xBB\xBF"))
    bytes = nut_slice_cut(bytes, 3, bytes.len);
  size_t len = replace(bytes, NULL, &out->bad);
  out->text = bytes;
  if (out->bad) {
    char *text = nut_arena_alloc(arena, len);
    if (!text)
      return NUT_NOMEM;
    out->text = (struct nut_slice){ text, replace(bytes, text, &out->bad) };
  }
  out->nuls = count_nuls(out->text);
  return NUT_OK;
}

/* ---- what it may be instead of UTF-8 ---------------------------------- */

struct mark {
  struct nut_slice bytes;
  const char *encoding;
};

/* That of UTF-32 begins with that of UTF-16.  The longer ones have to come
 * first. */
static const struct mark marks[] = {
  { { "\xFF\xFE\0\0", 4 }, "UTF-32" },
  { { "\0\0\xFE\xFF", 4 }, "UTF-32" },
  { { "\xFF\xFE", 2 }, "UTF-16" },
  { { "\xFE\xFF", 2 }, "UTF-16" }
};

/* Marks first, then NULs: much of what lacks a mark is still UTF-16.  A
 * quarter is far above what a damaged file has, and below the half that
 * English has; only the head is looked at, for files are large. */
const char *nut_decode_wide(struct nut_slice bytes)
{
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    if (nut_slice_eq(nut_slice_cut(bytes, 0, marks[i].bytes.len),
                     marks[i].bytes))
      return marks[i].encoding;
  struct nut_slice head = nut_slice_cut(bytes, 0, NUT_WIDE_LOOK);
  size_t nuls = count_nuls(head);
  if (nuls * 4 <= head.len)
    return NULL;
  /* English has one NUL in two bytes of UTF-16, three in four of UTF-32. */
  return nuls * 8 > head.len * 5 ? "UTF-32" : "UTF-16";
}

void nut_decode_print_wide(const char *encoding, struct nut_buf *out)
{
  nut_buf_addf(out, "looks like %s; convert it to UTF-8 (iconv -f %s -t"
                    " UTF-8)", encoding, encoding);
}

/* Bytes that Windows-1252 has no character for.  One of them shows that the
 * file is something else. */
static bool is_unassigned(char byte)
{
  return memchr("\x81\x8D\x8F\x90\x9D", byte, 5) != NULL;
}

/* A guess at Windows-1252 is made only where every good byte is ASCII: a file
 * that has UTF-8 letters too is damaged UTF-8, and converting it would damage
 * it more. */
void nut_decode_print_bad(struct nut_slice bytes, struct nut_buf *out)
{
  size_t count = 0;
  bool windows = true;
  while (bytes.len) {
    size_t bad = 0;
    size_t good = good_run(bytes, &bad);
    windows = windows && nut_high_bytes(nut_slice_cut(bytes, 0, good)) == 0;
    bytes = nut_slice_cut(bytes, good, bytes.len);
    if (bytes.len == 0)
      break;
    for (size_t i = 0; i < bad; i++)
      windows = windows && !is_unassigned(bytes.ptr[i]);
    count += bad;
    bytes = nut_slice_cut(bytes, bad, bytes.len);
  }
  nut_buf_addf(out, "%zu byte%s not UTF-8 and %s replaced by U+FFFD%s",
               count, count == 1 ? " is" : "s are",
               count == 1 ? "was" : "were",
               windows ? " (is it Windows-1252? convert with iconv)" : "");
}
