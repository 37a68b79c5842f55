/* One line of NDJSON to an article.  The line is first made safe, then cJSON
 * parses it, then the members that count are taken.
 *
 * cJSON is small and strict enough for structure, but not for text: it passes
 * ill-formed UTF-8 on, ends strings at a NUL or \u0000, refuses lone
 * surrogates, recurses over nesting, and holds numbers as doubles.  News
 * archives have all of these (exports of truncated fields, ids of 19 digits),
 * and one bad escape should not cost the article.  So bytes and escapes are
 * repaired before, each with a warning, and nesting is measured; a number is
 * found again in the line by the index of its member.
 *
 * Escapes are repaired in place, \ufffd being as long as what it replaces, and
 * only ill-formed bytes need a copy.  Cost: one look for bytes, one for
 * escapes, and cJSON's own.  Decoding of the text is left to decode.c,
 * defaults to the parser. */
#include "article/input_ndjson.h"

#include "article/decode.h"
#include "base/country.h"
#include "base/limits.h"
#include "base/slice.h"
#include "base/utf.h"

#include <cjson/cJSON.h>
#include <string.h>

void nut_ndjson_init(struct nut_ndjson *ndjson, const struct nut_mem *mem)
{
  ndjson->tree = NULL;
  nut_buf_init(&ndjson->clean, mem);
  nut_buf_init(&ndjson->id, mem);
  nut_buf_init(&ndjson->error, mem);
  nut_buf_init(&ndjson->warning, mem);
}

static void clear(struct nut_ndjson *ndjson)
{
  cJSON_Delete(ndjson->tree);
  ndjson->tree = NULL;
  nut_buf_clear(&ndjson->clean);
  nut_buf_clear(&ndjson->id);
  nut_buf_clear(&ndjson->error);
  nut_buf_clear(&ndjson->warning);
}

void nut_ndjson_drop(struct nut_ndjson *ndjson)
{
  clear(ndjson);
  nut_buf_drop(&ndjson->clean);
  nut_buf_drop(&ndjson->id);
  nut_buf_drop(&ndjson->error);
  nut_buf_drop(&ndjson->warning);
}

/* ---- making a line safe ----------------------------------------------- */

/* Where the next warning goes.  All warnings of a line are one text; a record
 * has one place for it. */
static struct nut_buf *next_warning(struct nut_ndjson *ndjson)
{
  if (ndjson->warning.len)
    nut_buf_add_text(&ndjson->warning, "; ");
  return &ndjson->warning;
}

static void warn_bytes(struct nut_ndjson *ndjson, struct nut_slice line,
                       size_t nuls, size_t bad)
{
  if (bad)
    nut_decode_print_bad(line, next_warning(ndjson));
  if (nuls)
    nut_buf_addf(next_warning(ndjson), "%zu NUL byte%s replaced by U+FFFD",
                 nuls, nuls == 1 ? "" : "s");
}

/* Length of the beginning of text that cJSON may see as it is.  A NUL is
 * well-formed UTF-8 but the end of the line for cJSON. */
static size_t safe_prefix(struct nut_slice text)
{
  size_t nul = nut_slice_find(text, '\0', 0);
  if (nul != NUT_SLICE_NONE)
    text.len = nul;
  return nut_utf_valid(text);
}

/* Replace bytes; gives the line to go on with, which may be written in.
 * Mostly there is nothing to do and the line itself comes back.  Ill-formed
 * parts are those of nut_utf_decode, so the text is the same as if decode.c
 * had repaired it. */
static char *clean_bytes(struct nut_ndjson *ndjson, char *line, size_t *len)
{
  struct nut_slice rest = { line, *len };
  struct nut_buf *out = &ndjson->clean;
  size_t nuls = 0;
  size_t ill = 0;
  size_t good = safe_prefix(rest);
  if (good == *len)
    return line;
  while (rest.len) {
    nut_buf_add(out, nut_slice_cut(rest, 0, good));
    rest = nut_slice_cut(rest, good, rest.len);
    if (rest.len) {
      uint32_t code = 0;
      size_t bad = 1;
      (void)nut_utf_decode(rest, &code, &bad);
      nut_buf_add_text(out, "\xEF\xBF\xBD");
      nuls += rest.ptr[0] == '\0';
      ill += rest.ptr[0] != '\0';
      rest = nut_slice_cut(rest, bad, rest.len);
    }
    good = safe_prefix(rest);
  }
  warn_bytes(ndjson, (struct nut_slice){ line, *len }, nuls, ill);
  *len = out->len;
  return out->ptr;
}

/* No UTF-16 unit is that large. */
#define NO_UNIT 0xFFFFFFU

static uint32_t hex_digit(char c)
{
  if (nut_is_digit(c))
    return (uint32_t)(c - '0');
  if (c >= 'a' && c <= 'f')
    return (uint32_t)(c - 'a' + 10);
  if (c >= 'A' && c <= 'F')
    return (uint32_t)(c - 'A' + 10);
  return NO_UNIT;
}

/* The UTF-16 unit of an escape \uXXXX at `at`, or NO_UNIT.  An escape that is
 * not four hex digits is left for cJSON to refuse. */
static uint32_t unit_at(const char *line, size_t len, size_t at)
{
  if (at + 6 > len || line[at] != '\\' || line[at + 1] != 'u')
    return NO_UNIT;
  uint32_t unit = 0;
  for (size_t i = at + 2; i < at + 6; i++) {
    uint32_t digit = hex_digit(line[i]);
    if (digit == NO_UNIT)
      return NO_UNIT;
    unit = unit * 16 + digit;
  }
  return unit;
}

static bool is_low(uint32_t unit)
{
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

static bool is_high(uint32_t unit)
{
  return unit >= 0xD800 && unit <= 0xDBFF;
}

/* Step over the escape at `at`; one that cJSON would not take, or take for
 * the end of the string, is made \ufffd in place. */
static size_t clean_escape(char *line, size_t len, size_t at, size_t *count)
{
  uint32_t unit = unit_at(line, len, at);
  /* A short escape such as \" or \\: the byte behind the backslash must not be
   * taken for a quote. */
  if (unit == NO_UNIT)
    return 2;
  /* A pair: one character beyond U+FFFF. */
  if (is_high(unit) && is_low(unit_at(line, len, at + 6)))
    return 12;
  if (unit == 0 || is_high(unit) || is_low(unit)) {
    memcpy(line + at + 2, "fffd", 4);
    ++*count;
  }
  return 6;
}

/* Go through the line once: replace escapes; gives the deepest nesting.
 * Brackets inside strings do not nest.  The line may be no JSON at all; then
 * the depth means nothing, and cJSON says what is wrong. */
static size_t clean_escapes(struct nut_ndjson *ndjson, char *line, size_t len)
{
  bool in_string = false;
  size_t count = 0;
  size_t depth = 0;
  size_t deepest = 0;
  for (size_t at = 0; at < len;) {
    char c = line[at];
    if (in_string && c == '\\') {
      at += clean_escape(line, len, at, &count);
      continue;
    }
    at++;
    if (c == '"')
      in_string = !in_string;
    else if (!in_string && (c == '{' || c == '['))
      depth++;
    else if (!in_string && (c == '}' || c == ']') && depth)
      depth--;
    if (depth > deepest)
      deepest = depth;
  }
  if (count)
    nut_buf_addf(next_warning(ndjson), "%zu \\u0000 or lone surrogate%s"
                 " replaced by U+FFFD", count, count == 1 ? "" : "s");
  return deepest;
}

/* ---- finding a number as it stands ------------------------------------ */

static size_t skip_blanks(struct nut_slice line, size_t at)
{
  while (at < line.len && (nut_is_blank(line.ptr[at])
                           || line.ptr[at] == '\r'))
    at++;
  return at;
}

/* The end of the value or name at `at`: the , or : or bracket behind it.  Only
 * for a line that cJSON has taken, so brackets match. */
static size_t skip_value(struct nut_slice line, size_t at)
{
  bool in_string = false;
  size_t depth = 0;
  for (; at < line.len; at++) {
    char c = line.ptr[at];
    if (in_string) {
      at += c == '\\';
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      depth++;
    } else if (depth && (c == '}' || c == ']')) {
      depth--;
    } else if (!depth && (c == ',' || c == ':' || c == '}')) {
      return at;
    }
  }
  return at;
}

/* The value of the member with this index, in a line that cJSON has taken.  A
 * 64-bit id would lose its last digits as a double.  Each step goes over a
 * name and its value. */
static struct nut_slice raw_value(struct nut_slice line, size_t index)
{
  /* Behind the opening bracket. */
  size_t at = skip_blanks(line, 0) + 1;
  size_t end = at;
  for (size_t i = 0; i <= index; i++) {
    at = skip_value(line, end) + 1;
    end = skip_value(line, at);
    if (i < index)
      end++;
  }
  return nut_slice_trim(nut_slice_cut(line, at, end));
}

static size_t skip_digits(struct nut_slice text, size_t at)
{
  while (at < text.len && nut_is_digit(text.ptr[at]))
    at++;
  return at;
}

/* RFC 8259 number?  cJSON takes "01" and "1." as well, which must not get into
 * the output as they are.  Such an id is written as a string instead. */
static bool is_number(struct nut_slice text)
{
  size_t at = nut_slice_starts(text, "-");
  size_t whole = skip_digits(text, at);
  if (whole == at || (text.ptr[at] == '0' && whole > at + 1))
    return false;
  at = whole;
  if (at < text.len && text.ptr[at] == '.') {
    size_t digits = skip_digits(text, at + 1);
    if (digits == at + 1)
      return false;
    at = digits;
  }
  if (at < text.len && (text.ptr[at] == 'e' || text.ptr[at] == 'E')) {
    at++;
    at += at < text.len && (text.ptr[at] == '+' || text.ptr[at] == '-');
    size_t digits = skip_digits(text, at);
    if (digits == at)
      return false;
    at = digits;
  }
  return at == text.len;
}

/* ---- members ---------------------------------------------------------- */

/* The last member of that name, or NULL, and where it stands.  cJSON's own
 * look-ups give the first one. */
static const cJSON *find_member(const cJSON *object, const char *name,
                                size_t *index)
{
  const cJSON *found = NULL;
  size_t at = 0;
  for (const cJSON *item = object->child; item; item = item->next, at++) {
    if (strcmp(item->string, name) == 0) {
      found = item;
      *index = at;
    }
  }
  return found;
}

static void warn_type(struct nut_ndjson *ndjson, const char *name)
{
  nut_buf_addf(next_warning(ndjson), "\"%s\" is not a string, left out",
               name);
}

/* A member of a wrong type is left out with a warning rather than costing the
 * article; null is the same as absent. */
static struct nut_slice optional(struct nut_ndjson *ndjson, const char *name)
{
  size_t index = 0;
  const cJSON *item = find_member(ndjson->tree, name, &index);
  if (cJSON_IsString(item))
    return nut_slice_of(item->valuestring);
  if (item && !cJSON_IsNull(item))
    warn_type(ndjson, name);
  return nut_slice_of("");
}

/* The code of a country; what is none is left out, but for what everybody
 * understands. */
static struct nut_slice take_region(struct nut_ndjson *ndjson)
{
  struct nut_slice given = optional(ndjson, "region");
  struct nut_slice code = nut_country_find(given);
  if (given.len == 0 || code.len)
    return code;
  /* Cut at the limit, then back to a whole character by nut_utf_valid. */
  struct nut_slice shown = nut_slice_cut(given, 0, NUT_QUOTED_MAX);
  struct nut_buf *warning = next_warning(ndjson);
  code = nut_country_meant(given);
  nut_buf_addf(warning, "region \"%.*s\" is not an ISO 3166 code, ",
               (int)nut_utf_valid(shown), shown.ptr);
  nut_buf_addf(warning, "%s%.*s", code.len ? "read as " : "left out",
               (int)code.len, code.len ? code.ptr : "");
  return code;
}

/* The id goes to the output as it came: a number stays a number. */
static void take_id(struct nut_ndjson *ndjson, struct nut_slice line,
                    struct nut_input *out)
{
  size_t index = 0;
  const cJSON *item = find_member(ndjson->tree, "id", &index);
  if (cJSON_IsString(item)) {
    out->id = nut_slice_of(item->valuestring);
  } else if (cJSON_IsNumber(item)) {
    out->id = raw_value(line, index);
    out->id_is_number = is_number(out->id);
  } else if (item && !cJSON_IsNull(item)) {
    warn_type(ndjson, "id");
  }
}

/* NUT_INPUT even so: the line fails, the input goes on.  The line number
 * stands in for an id that was not reached. */
enum nut_status nut_ndjson_fail(struct nut_ndjson *ndjson, size_t number,
                                const char *what, struct nut_input *out)
{
  nut_buf_clear(&ndjson->error);
  nut_buf_addf(&ndjson->error, "line %zu: %s", number, what);
  if (out->id.len == 0) {
    nut_buf_clear(&ndjson->id);
    nut_buf_add_int(&ndjson->id, (int64_t)number);
    out->id = nut_buf_slice(&ndjson->id);
  }
  out->error = nut_buf_slice(&ndjson->error);
  return ndjson->error.failed || ndjson->id.failed ? NUT_NOMEM : NUT_INPUT;
}

/* `clean` is free again and holds the message, as the line's own copy is of no
 * more use.  But the column is counted first: the line may lie in it. */
static enum nut_status fail_at(struct nut_ndjson *ndjson,
                               struct nut_slice line, size_t offset,
                               size_t number, struct nut_input *out)
{
  size_t column = nut_utf_count(nut_slice_cut(line, 0, offset)) + 1;
  nut_buf_clear(&ndjson->clean);
  nut_buf_addf(&ndjson->clean, "not JSON: error at column %zu", column);
  nut_buf_add_byte(&ndjson->clean, '\0');
  if (ndjson->clean.failed)
    return NUT_NOMEM;
  return nut_ndjson_fail(ndjson, number, ndjson->clean.ptr, out);
}

/* The id comes first, so that an error can name the article. */
static enum nut_status take_members(struct nut_ndjson *ndjson,
                                    struct nut_slice line, size_t number,
                                    struct nut_input *out)
{
  size_t index = 0;
  take_id(ndjson, line, out);
  const cJSON *text = find_member(ndjson->tree, "text", &index);
  if (!text || cJSON_IsNull(text))
    return nut_ndjson_fail(ndjson, number, "no text", out);
  if (!cJSON_IsString(text))
    return nut_ndjson_fail(ndjson, number, "\"text\" is not a string", out);
  out->text = nut_slice_of(text->valuestring);
  out->title = optional(ndjson, "title");
  out->published = optional(ndjson, "published");
  out->region = take_region(ndjson);
  out->url = optional(ndjson, "url");
  out->warning = nut_buf_slice(&ndjson->warning);
  return ndjson->warning.failed ? NUT_NOMEM : NUT_OK;
}

enum nut_status nut_ndjson_parse(struct nut_ndjson *ndjson, char *line,
                                 size_t len, size_t number,
                                 struct nut_input *out)
{
  clear(ndjson);
  nut_buf_add_int(&ndjson->id, (int64_t)number);
  char *safe = clean_bytes(ndjson, line, &len);
  if (ndjson->clean.failed || ndjson->id.failed)
    return NUT_NOMEM;
  struct nut_slice whole = { safe, len };
  if (clean_escapes(ndjson, safe, len) > NUT_JSON_DEPTH_MAX)
    return nut_ndjson_fail(ndjson, number, "JSON is nested too deeply", out);
  const char *end = safe;
  ndjson->tree = cJSON_ParseWithLengthOpts(safe, len, &end, false);
  size_t stop = (size_t)(end - safe);
  /* Something behind the object is an error: two records that lost their line
   * end would else become one. */
  if (ndjson->tree)
    stop = skip_blanks(whole, stop);
  if (!ndjson->tree || stop < len)
    return fail_at(ndjson, whole, stop, number, out);
  if (!cJSON_IsObject(ndjson->tree))
    return nut_ndjson_fail(ndjson, number, "not a JSON object", out);
  enum nut_status status = take_members(ndjson, whole, number, out);
  if (out->id.len == 0)
    out->id = nut_buf_slice(&ndjson->id);
  return status;
}
