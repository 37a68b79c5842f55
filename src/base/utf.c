/* UTF-8, one character at a time, checked.
 *
 * utf8proc could decode as well, but does not tell how long an ill-formed part
 * is.  That length matters: a "maximal subpart" becomes one U+FFFD (Unicode
 * Standard, chapter 3.9, table 3-7), as in browsers and Python, and code point
 * offsets have to agree with theirs.  Case mapping and encoding are
 * utf8proc's.
 *
 * Table 3-7 is what lead_of holds: only the second byte has a range that
 * depends on the first.  So after it any tail bytes make a valid character,
 * and no check of the value is needed. */
#include "base/utf.h"

#include "base/slice.h"

#include <utf8proc.h>

static bool is_tail(unsigned char byte)
{
  return (byte & 0xC0) == 0x80;
}

/* What the lead byte says: length, and the range of the second byte that
 * keeps overlong forms, surrogates and values above U+10FFFF out. */
struct lead {
  size_t len;
  unsigned char low;
  unsigned char high;
};

/* C0, C1 and F5 to FF begin nothing.  E0 and F0 would be overlong, ED a
 * surrogate, F4 above U+10FFFF. */
static struct lead lead_of(unsigned char byte)
{
  if (byte >= 0xC2 && byte <= 0xDF)
    return (struct lead){ 2, 0x80, 0xBF };
  if (byte >= 0xE0 && byte <= 0xEF)
    return (struct lead){ 3, byte == 0xE0 ? 0xA0 : 0x80,
                          byte == 0xED ? 0x9F : 0xBF };
  if (byte >= 0xF0 && byte <= 0xF4)
    return (struct lead){ 4, byte == 0xF0 ? 0x90 : 0x80,
                          byte == 0xF4 ? 0x8F : 0xBF };
  return (struct lead){ 0, 0, 0 };
}

/* Returns 0 where it is ill-formed.  *bad is then 1, or 2 or 3 where a
 * character was cut off after a good beginning. text must not be empty. */
size_t nut_utf_decode(struct nut_slice text, uint32_t *code, size_t *bad)
{
  const unsigned char *s = (const unsigned char *)text.ptr;
  *bad = 1;
  if (s[0] < 0x80) {
    *code = s[0];
    return 1;
  }
  struct lead lead = lead_of(s[0]);
  if (lead.len == 0 || text.len < 2 || s[1] < lead.low || s[1] > lead.high)
    return 0;
  /* The bits of the lead byte that are not its length. */
  uint32_t value = s[0] & (0x7FU >> lead.len);
  value = value << 6 | (s[1] & 0x3FU);
  for (size_t i = 2; i < lead.len; i++) {
    if (i >= text.len || !is_tail(s[i])) {
      *bad = i;
      return 0;
    }
    value = value << 6 | (s[i] & 0x3FU);
  }
  *code = value;
  return lead.len;
}

size_t nut_utf_encode(uint32_t code, char *out)
{
  return (size_t)utf8proc_encode_char((utf8proc_int32_t)code,
                                      (utf8proc_uint8_t *)out);
}

/* Every byte that is no tail begins a character; the text has to be
 * well-formed. */
size_t nut_utf_count(struct nut_slice text)
{
  size_t count = 0;
  for (size_t i = 0; i < text.len; i++)
    count += !is_tail((unsigned char)text.ptr[i]);
  return count;
}

/* The length of the well-formed beginning. */
size_t nut_utf_valid(struct nut_slice text)
{
  size_t at = 0;
  while (at < text.len) {
    if ((unsigned char)text.ptr[at] < 0x80) {
      at++;
      continue;
    }
    uint32_t code = 0;
    size_t bad = 0;
    struct nut_slice rest = { text.ptr + at, text.len - at };
    size_t len = nut_utf_decode(rest, &code, &bad);
    if (len == 0)
      return at;
    at += len;
  }
  return at;
}

/* Simple case mapping, one character for one.  Four free bytes are asked for
 * before each, so no character is cut at the cap. */
size_t nut_utf_fold(struct nut_slice text, char *out, size_t cap)
{
  size_t len = 0;
  for (size_t at = 0; at < text.len && len + 4 <= cap;) {
    uint32_t code = 0;
    size_t bad = 0;
    char c = text.ptr[at];
    if ((unsigned char)c < 0x80) { /* nearly all there is */
      out[len++] = nut_is_upper(c) ? (char)(c | 0x20) : c;
      at++;
      continue;
    }
    struct nut_slice rest = { text.ptr + at, text.len - at };
    size_t step = nut_utf_decode(rest, &code, &bad);
    if (step == 0) {
      step = bad;
      code = NUT_REPLACEMENT;
    }
    len += nut_utf_encode((uint32_t)utf8proc_tolower((utf8proc_int32_t)code),
                          out + len);
    at += step;
  }
  return len;
}
