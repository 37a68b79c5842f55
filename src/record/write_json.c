/* JSON and NDJSON by RFC 8259, one writer for both: they differ in blanks
 * and line breaks only.
 *
 *   NDJSON  {"schema":"nutgraf/1","id":"raid.txt",...}
 *   JSON    a line for each member and each fact; several records: an array
 *
 * Text is appended straight to the buffer.  Building a tree first and
 * printing it, as JSON libraries do, cost several times as much a fact, and
 * printing numbers as doubles would lose digits; here decimals are printed
 * as they are.
 *
 * Invariants: strings are well-formed UTF-8 whatever came in, numbers are
 * plain JSON numbers, members that are not stated are absent rather than
 * null and members come in a fixed order, so that outputs can be compared
 * as text.  Fields and their names come from the kind table; none is named
 * here. */
#include "record/write_json.h"

#include "base/slice.h"
#include "record/write.h"
#include "record/write_incident.h"

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
void nut_json_string(struct nut_buf *out, struct nut_slice text)
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

/* ---- layout ----------------------------------------------------------- */

/* Where in a record we are.  NDJSON has no blanks at all; JSON has a line for
 * each member of the record and each fact. */
struct layout {
  struct nut_writer *writer;
  struct nut_buf *out;
  bool pretty;
  size_t depth; /* of the record's own braces */
  bool first;   /* nothing stands before the next member */
};

/* `deeper`: levels below the record's braces; two blanks for each. */
static void new_line(const struct layout *at, size_t deeper)
{
  if (!at->pretty)
    return;
  nut_buf_add_byte(at->out, '\n');
  nut_buf_add_repeated(at->out, ' ', 2 * (at->depth + deeper));
}

static void add_name(struct layout *at, const char *name)
{
  nut_buf_add_byte(at->out, '"');
  nut_buf_add_text(at->out, name);
  nut_buf_add_text(at->out, at->pretty ? "\": " : "\":");
}

/* A member of the record, on a line of its own. */
static void member(struct layout *at, const char *name)
{
  if (!at->first)
    nut_buf_add_byte(at->out, ',');
  at->first = false;
  new_line(at, 1);
  add_name(at, name);
}

/* A member of a fact, beside the one before it. */
static void inner(struct layout *at, const char *name)
{
  if (!at->first)
    nut_buf_add_text(at->out, at->pretty ? ", " : ",");
  at->first = false;
  add_name(at, name);
}

static void add_string(struct layout *at, struct nut_slice text)
{
  nut_json_string(at->out, nut_write_clean(at->writer, text));
}

/* An empty text means not stated; `inner_text`, for what is always there,
 * writes it. */
static void member_text(struct layout *at, const char *name,
                        struct nut_slice text)
{
  if (text.len == 0)
    return;
  member(at, name);
  add_string(at, text);
}

static void inner_text(struct layout *at, const char *name,
                       struct nut_slice text)
{
  inner(at, name);
  add_string(at, text);
}

static void inner_size(struct layout *at, const char *name, size_t number)
{
  inner(at, name);
  nut_buf_add_int(at->out, (int64_t)number);
}

/* ---- facts ------------------------------------------------------------ */

/* A flag prints as true; an absent one is not written at all. */
static void add_value(struct layout *at, const struct nut_value *value)
{
  if (value->type == NUT_TEXT)
    add_string(at, value->as.text);
  else
    nut_value_print(value, at->out);
}

static void add_fields(struct layout *at, const struct nut_fact *fact)
{
  for (size_t i = 0; i < fact->kind->n_fields; i++) {
    if (!nut_write_has(fact, i))
      continue;
    inner(at, fact->kind->fields[i].name);
    add_value(at, &fact->values[i]);
  }
}

static void add_fact(struct layout *at, const struct nut_article *article,
                     const struct nut_fact *fact)
{
  const struct nut_writer *writer = at->writer;
  at->first = true;
  nut_buf_add_byte(at->out, '{');
  inner_text(at, "type", nut_slice_of(fact->kind->name));
  inner_text(at, "text", nut_write_surface(article, fact));
  inner_size(at, "start", nut_ruler_at(&writer->ruler, fact->text.start));
  inner_size(at, "end", nut_ruler_at(&writer->ruler, fact->text.end));
  inner_size(at, "sentence", fact->sentence);
  inner_text(at, "rule", fact->rule_name);
  if (fact->pack.len)
    inner_text(at, "pack", fact->pack);
  if (fact->confidence.n_digits) {
    inner(at, "confidence");
    nut_decimal_print(&fact->confidence, at->out);
  }
  add_fields(at, fact);
  if (writer->options.context)
    inner_text(at, "context", nut_write_context(article, fact));
  nut_buf_add_byte(at->out, '}');
}

/* The ruler is laid along the text these offsets are of, body or title. */
static bool member_facts(struct layout *at, const char *name,
                         const struct nut_article *article,
                         struct nut_facts facts)
{
  if (!nut_ruler_set(&at->writer->ruler, article->text))
    return false;
  member(at, name);
  nut_buf_add_byte(at->out, '[');
  for (size_t i = 0; i < facts.len; i++) {
    if (i)
      nut_buf_add_byte(at->out, ',');
    new_line(at, 2);
    add_fact(at, article, &facts.ptr[i]);
  }
  if (facts.len)
    new_line(at, 1);
  nut_buf_add_byte(at->out, ']');
  at->first = false;
  return true;
}

/* ---- records ---------------------------------------------------------- */

/* An id that was a JSON number is given back digit for digit, unquoted. */
static void member_id(struct layout *at, const struct nut_record *record)
{
  member(at, "id");
  if (record->id_is_number)
    nut_buf_add(at->out, record->id);
  else
    add_string(at, record->id);
}

static void member_source(struct layout *at, struct nut_slice url)
{
  if (url.len == 0)
    return;
  member(at, "source");
  nut_buf_add_byte(at->out, '{');
  at->first = true;
  inner_text(at, "url", url);
  nut_buf_add_byte(at->out, '}');
}

static void member_incidents(struct layout *at,
                             const struct nut_record *record)
{
  member(at, "incidents");
  nut_buf_add_byte(at->out, '[');
  for (size_t i = 0; i < record->incidents.len; i++) {
    if (i)
      nut_buf_add_byte(at->out, ',');
    new_line(at, 2);
    nut_incident_add_json(at->writer, record, &record->incidents.ptr[i],
                          at->pretty);
  }
  if (record->incidents.len)
    new_line(at, 1);
  nut_buf_add_byte(at->out, ']');
}

static void member_warnings(struct layout *at,
                            const struct nut_record *record)
{
  member(at, "warnings");
  nut_buf_add_byte(at->out, '[');
  for (size_t i = 0; i < record->n_warnings; i++) {
    if (i)
      nut_buf_add_byte(at->out, ',');
    new_line(at, 2);
    add_string(at, record->warnings[i]);
  }
  if (record->n_warnings)
    new_line(at, 1);
  nut_buf_add_byte(at->out, ']');
}

/* English is what the rules are for; nothing is detected. */
static bool members_of_article(struct layout *at,
                               const struct nut_record *record)
{
  member_text(at, "title", record->title);
  member_text(at, "published", record->published);
  member_text(at, "published_from", record->published_from);
  member_text(at, "language", nut_slice_of("en"));
  member_source(at, record->url);
  member_text(at, "text_sha256", record->sha256);
  if (at->writer->options.with_text) {
    member(at, "text");
    add_string(at, record->article->text);
  }
  if (!member_facts(at, "facts", record->article, record->facts))
    return false;
  if (record->title_article
      && !member_facts(at, "title_facts", record->title_article,
                       record->title_facts))
    return false;
  member_incidents(at, record);
  member_warnings(at, record);
  return true;
}

static bool add_record(struct layout *at, const struct nut_record *record)
{
  bool whole = true;
  nut_buf_add_byte(at->out, '{');
  member_text(at, "schema", nut_slice_of(NUT_SCHEMA));
  member_id(at, record);
  if (record->error.len)
    member_text(at, "error", record->error);
  else
    whole = members_of_article(at, record);
  new_line(at, 0);
  nut_buf_add_byte(at->out, '}');
  return whole;
}

/* ---- the format ------------------------------------------------------- */

/* Decided before the first record, as the opening bracket goes out first. */
static bool is_array(const struct nut_writer *writer)
{
  return writer->options.to == NUT_TO_JSON && writer->options.several;
}

static bool json_begin(struct nut_writer *writer)
{
  if (is_array(writer))
    nut_buf_add_byte(&writer->buf, '[');
  return true;
}

static const char *json_between(const struct nut_writer *writer)
{
  return is_array(writer) ? "," : "";
}

static bool json_record(struct nut_writer *writer,
                        const struct nut_record *record)
{
  bool array = is_array(writer);
  struct layout at = { .writer = writer, .out = &writer->buf,
                       .pretty = writer->options.to == NUT_TO_JSON,
                       .depth = array, .first = true };
  if (array)
    new_line(&at, 0);
  bool whole = add_record(&at, record);
  if (!array)
    nut_buf_add_byte(at.out, '\n');
  return whole;
}

static void json_end(struct nut_writer *writer)
{
  if (is_array(writer))
    nut_buf_add_text(&writer->buf, writer->records ? "\n]\n" : "]\n");
}

const struct nut_format nut_format_json = {
  json_begin, json_between, json_record, json_end, NULL
};
