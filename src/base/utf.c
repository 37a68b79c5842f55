#include "base/utf.h"

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

size_t nut_utf_count(struct nut_slice text)
{
  size_t count = 0;
  for (size_t i = 0; i < text.len; i++)
    count += !is_tail((unsigned char)text.ptr[i]);
  return count;
}

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

size_t nut_utf_fold(struct nut_slice text, char *out, size_t cap)
{
  size_t len = 0;
  for (size_t at = 0; at < text.len && len + 4 <= cap;) {
    uint32_t code = 0;
    size_t bad = 0;
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
