/* The parts of JSON: strings, and members one beside the other.
 *
 * Text is appended straight to the buffer.  Building a tree first and
 * printing it, as JSON libraries do, cost several times as much a fact, and
 * printing numbers as doubles would lose digits; here decimals are printed
 * as they are. */
#include "record/json.h"

#include "base/slice.h"

/* RFC 8259: what a string may not hold as it is.  DEL, and U+2028 and
 * U+2029 (which begin with 0xE2), are escaped for terminals and JavaScript.
 * 0xE2 begins many other characters (dashes, quotes), so a look at the
 * whole character follows. */
enum { PLAIN, CONTROL, QUOTED, SEPARATOR };

static const unsigned char classes[256] = {
  [0x00] = CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL,
  CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL,
  CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL,
  CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL,
  CONTROL,
  ['"'] = QUOTED, ['\\'] = QUOTED, [0x7F] = CONTROL, [0xE2] = SEPARATOR,
};

/* The gap among the short forms is vertical tab (11), which JSON gives
 * none. */
static void add_control(struct nut_buf *out, unsigned char byte)
{
  static const char hex[] = "0123456789abcdef";
  static const char named[] = "btn\0fr"; /* 8 to 13 */
  nut_buf_add_byte(out, '\\');
  if (byte >= 8 && byte <= 13 && named[byte - 8]) {
    nut_buf_add_byte(out, named[byte - 8]);
    return;
  }
  nut_buf_add_text(out, "u00");
  nut_buf_add_byte(out, hex[byte >> 4]);
  nut_buf_add_byte(out, hex[byte & 15]);
}

/* Is the character at the head of rest U+2028 or U+2029? */
static bool is_separator(struct nut_slice rest)
{
  return nut_slice_starts(rest, "\xE2\x80\xA8")
         || nut_slice_starts(rest, "\xE2\x80\xA9");
}

/* Write what stands at `at` in its escaped form; returns its length.
 * Length as in the text, not as written. */
static size_t add_escaped(struct nut_buf *out, struct nut_slice text,
                          size_t at)
{
  unsigned char byte = (unsigned char)text.ptr[at];
  if (classes[byte] == CONTROL) {
    add_control(out, byte);
    return 1;
  }
  if (classes[byte] == QUOTED) {
    nut_buf_add_byte(out, '\\');
    nut_buf_add_byte(out, (char)byte);
    return 1;
  }
  if (is_separator(nut_slice_cut(text, at, text.len))) {
    nut_buf_add_text(out, text.ptr[at + 2] == '\xA8' ? "\\u2028"
                                                     : "\\u2029");
    return 3;
  }
  nut_buf_add_byte(out, (char)byte);
  return 1;
}

/* Runs of plain bytes are added at once; most strings are a single run. */
static void add_quoted(struct nut_buf *out, struct nut_slice text)
{
  nut_buf_add_byte(out, '"');
  size_t at = 0;
  while (at < text.len) {
    size_t run = at;
    while (run < text.len && !classes[(unsigned char)text.ptr[run]])
      run++;
    nut_buf_add(out, nut_slice_cut(text, at, run));
    at = run;
    if (at < text.len)
      at += add_escaped(out, text, at);
  }
  nut_buf_add_byte(out, '"');
}

/* ---- objects and arrays ------------------------------------------------ */

void nut_json_open(struct nut_json *json, char bracket)
{
  nut_buf_add_byte(json->out, bracket);
  json->first = true;
}

void nut_json_close(struct nut_json *json, char bracket)
{
  nut_buf_add_byte(json->out, bracket);
  json->first = false;
}

void nut_json_item(struct nut_json *json)
{
  if (!json->first)
    nut_buf_add_text(json->out, json->blanks ? ", " : ",");
  json->first = false;
}

void nut_json_name(struct nut_json *json, const char *name,
                   const char *suffix)
{
  nut_buf_add_byte(json->out, '"');
  nut_buf_add_text(json->out, name);
  nut_buf_add_text(json->out, suffix);
  nut_buf_add_text(json->out, json->blanks ? "\": " : "\":");
}

void nut_json_member(struct nut_json *json, const char *name)
{
  nut_json_item(json);
  nut_json_name(json, name, "");
}

void nut_json_text(struct nut_json *json, struct nut_slice text)
{
  add_quoted(json->out, nut_write_clean(json->writer, text));
}

void nut_json_value(struct nut_json *json, const struct nut_value *value)
{
  if (value->type == NUT_TEXT)
    nut_json_text(json, value->as.text);
  else
    nut_value_print(value, json->out);
}
