#include "article/decode.h"

#include "article/bytes.h"
#include "base/slice.h"
#include "base/utf.h"

#include <string.h>

static const char replacement[] = "\xEF\xBF\xBD";
#define REPLACEMENT_LEN (sizeof replacement - 1)

/* Length of the well-formed beginning of bytes; where it ends before the
 * bytes do, *bad is the length of the ill-formed part that follows. */
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
 * measures.  Returns the length. */
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
