/* Names of places folded to the letters a-z, digits and single spaces, so
 * that Sao Paulo is São Paulo, King's Lynn Kings Lynn, and St. Louis St Louis.
 *
 * Letters lose their marks by Unicode's canonical decomposition; those that
 * do not come apart (ø, ł, ß) stand in a table here, as Unicode has none.
 * Marks, apostrophes and full stops fold to nothing, and so do the letters for
 * a glottal stop that transliterations use as an apostrophe. */
#include "resolve/gazetteer.h"

#include "base/utf.h"

#include <string.h>
#include <utf8proc.h>

/* Latin letters without a decomposition, capital or small. */
static const struct {
  uint32_t code;
  const char *plain;
} letters[] = {
  { 0xC6, "ae" },  { 0xD0, "d" },   { 0xD8, "o" },   { 0xDE, "th" },
  { 0xDF, "ss" },  { 0xE6, "ae" },  { 0xF0, "d" },   { 0xF8, "o" },
  { 0xFE, "th" },  { 0x110, "d" },  { 0x111, "d" },  { 0x126, "h" },
  { 0x127, "h" },  { 0x131, "i" },  { 0x141, "l" },  { 0x142, "l" },
  { 0x14A, "ng" }, { 0x14B, "ng" }, { 0x152, "oe" }, { 0x153, "oe" },
  { 0x166, "t" },  { 0x167, "t" },  { 0x18F, "a" },  { 0x259, "a" },
  { 0x1E9E, "ss" },
};

/* Passed over: apostrophes and what stands for one. */
static bool is_apostrophe(uint32_t code)
{
  return code == 0x2018 || code == 0x2019 || code == 0x2BB || code == 0x2BC
         || code == 0x2BD || code == 0x2BE || code == 0x2BF || code == 0x60
         || code == 0xB4;
}

static size_t put_text(char *out, const char *text, size_t *len)
{
  *len = strlen(text);
  memcpy(out, text, *len);
  return 1;
}

/* The base letter of one that decomposes to a-z and marks. */
static bool put_base(uint32_t code, char *out, size_t *len)
{
  utf8proc_int32_t parts[NUT_FOLD_MAX];
  int last = 0;
  utf8proc_ssize_t n =
      utf8proc_decompose_char((utf8proc_int32_t)code, parts, NUT_FOLD_MAX,
                              UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD
                                  | UTF8PROC_STRIPMARK,
                              &last);
  *len = 0;
  for (utf8proc_ssize_t i = 0; i < n && i < NUT_FOLD_MAX; i++) {
    if (parts[i] < 'a' || parts[i] > 'z')
      return false;
    out[(*len)++] = (char)parts[i];
  }
  return n >= 0;
}

static bool fold_wide(uint32_t code, char *out, size_t *len)
{
  *len = 0;
  if (is_apostrophe(code))
    return true;
  if (code == 0xA0 || (code >= 0x2010 && code <= 0x2013))
    return put_text(out, " ", len);
  for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
    if (letters[i].code == code)
      return put_text(out, letters[i].plain, len);
  return put_base(code, out, len);
}

size_t nut_fold_step(struct nut_slice text, char out[NUT_FOLD_MAX],
                     size_t *len)
{
  char c = text.ptr[0];
  *len = 1;
  if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
    out[0] = c;
  else if (c >= 'A' && c <= 'Z')
    out[0] = (char)(c | 0x20);
  else if (c == ' ' || c == '-')
    out[0] = ' ';
  else if (c == '\'' || c == '.' || c == '`')
    *len = 0;
  else if ((unsigned char)c < 0x80)
    return 0;
  else {
    uint32_t code = 0;
    size_t bad = 0;
    size_t size = nut_utf_decode(text, &code, &bad);
    return size && fold_wide(code, out, len) ? size : 0;
  }
  return 1;
}
