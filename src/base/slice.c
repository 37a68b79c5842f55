/* Operations on (pointer, length) slices, and ASCII character classes.
 *
 * Slices may hold NULs and need no terminator, so parts of an article are
 * passed about without copying.  An empty slice may have a NULL pointer;
 * memcmp and memchr must not see it, hence the tests for a length of 0.
 *
 * ctype.h is not used: it asks the locale, and is undefined for negative
 * chars.  Case is folded in ASCII only; other letters are utf.c's. */
#include "base/slice.h"

#include <string.h>

struct nut_slice nut_slice_of(const char *text)
{
  return (struct nut_slice){ text, text ? strlen(text) : 0 };
}

bool nut_slice_eq(struct nut_slice a, struct nut_slice b)
{
  return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool nut_slice_is(struct nut_slice a, const char *text)
{
  return nut_slice_eq(a, nut_slice_of(text));
}

bool nut_slice_starts(struct nut_slice a, const char *prefix)
{
  size_t n = strlen(prefix);
  return a.len >= n && (n == 0 || memcmp(a.ptr, prefix, n) == 0);
}

bool nut_slice_ends(struct nut_slice a, const char *suffix)
{
  size_t len = strlen(suffix);
  return a.len >= len && memcmp(a.ptr + a.len - len, suffix, len) == 0;
}

static int lower(int c)
{
  return nut_is_upper(c) ? c + ('a' - 'A') : c;
}

static bool is_alike(const char *a, const char *b, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (lower((unsigned char)a[i]) != lower((unsigned char)b[i]))
      return false;
  return true;
}

bool nut_slice_is_nocase(struct nut_slice a, const char *text)
{
  return a.len == strlen(text) && is_alike(a.ptr, text, a.len);
}

/* Bytewise, which for UTF-8 is the order of code points. */
int nut_slice_cmp(struct nut_slice a, struct nut_slice b)
{
  size_t n = a.len < b.len ? a.len : b.len;
  int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
  return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* Bounds beyond the end are brought back instead of refused, so callers may
 * cut at a position that was not found (NUT_SLICE_NONE). */
struct nut_slice nut_slice_cut(struct nut_slice a, size_t from, size_t to)
{
  if (to > a.len)
    to = a.len;
  if (from > to)
    from = to;
  return (struct nut_slice){ a.len ? a.ptr + from : a.ptr, to - from };
}

static bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct nut_slice nut_slice_trim(struct nut_slice a)
{
  size_t from = 0;
  size_t to = a.len;
  while (from < to && is_space(a.ptr[from]))
    from++;
  while (to > from && is_space(a.ptr[to - 1]))
    to--;
  return nut_slice_cut(a, from, to);
}

size_t nut_slice_find(struct nut_slice a, char byte, size_t from)
{
  if (from >= a.len)
    return NUT_SLICE_NONE;
  const char *hit = memchr(a.ptr + from, byte, a.len - from);
  return hit ? (size_t)(hit - a.ptr) : NUT_SLICE_NONE;
}

size_t nut_slice_seek(struct nut_slice a, struct nut_slice part, size_t from)
{
  for (size_t at = from; at + part.len <= a.len; at++)
    if (is_alike(a.ptr + at, part.ptr, part.len))
      return at;
  return NUT_SLICE_NONE;
}

/* Digits alone, without a sign; 18 of them cannot overflow. */
bool nut_slice_int(struct nut_slice a, int64_t *out)
{
  int64_t value = 0;
  if (a.len == 0 || a.len > 18)
    return false;
  for (size_t i = 0; i < a.len; i++) {
    if (!nut_is_digit(a.ptr[i]))
      return false;
    value = value * 10 + (a.ptr[i] - '0');
  }
  *out = value;
  return true;
}
