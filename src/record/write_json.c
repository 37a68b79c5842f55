/* JSON and NDJSON by RFC 8259, one writer for both: they differ in blanks
 * and line breaks only.
 *
 *   NDJSON  {"schema":"nutgraf/1","id":"raid.txt",...}
 *   JSON    a line for each member and each fact; several records: an array
 *
 * Invariants: strings are well-formed UTF-8 whatever came in, numbers are
 * plain JSON numbers, members that are not stated are absent rather than
 * null and members come in a fixed order, so that outputs can be compared
 * as text.  Fields and their names come from the kind table; none is named
 * here. */
#include "base/slice.h"
#include "record/json.h"
#include "record/write_incident.h"

/* ---- layout ----------------------------------------------------------- */

/* Where in a record we are.  NDJSON has no blanks at all; JSON has a line for
 * each member of the record and each fact. */
struct layout {
  struct nut_json json;
  size_t depth; /* of the record's own braces */
};

/* `deeper`: levels below the record's braces; two blanks for each. */
static void new_line(const struct layout *at, size_t deeper)
{
  if (!at->json.blanks)
    return;
  nut_buf_add_byte(at->json.out, '\n');
  nut_buf_add_repeated(at->json.out, ' ', 2 * (at->depth + deeper));
}

/* A member of the record, on a line of its own. */
static void member(struct layout *at, const char *name)
{
  if (!at->json.first)
    nut_buf_add_byte(at->json.out, ',');
  at->json.first = false;
  new_line(at, 1);
  nut_json_name(&at->json, name, "");
}

/* An empty text means not stated; `inner_text`, for what is always there,
 * writes it. */
static void member_text(struct layout *at, const char *name,
                        struct nut_slice text)
{
  if (text.len == 0)
    return;
  member(at, name);
  nut_json_text(&at->json, text);
}

/* A list of the record, an entry a line. */
static void begin_entry(struct layout *at, size_t i)
{
  if (i)
    nut_buf_add_byte(at->json.out, ',');
  new_line(at, 2);
}

static void end_entries(struct layout *at, size_t n)
{
  if (n)
    new_line(at, 1);
  nut_json_close(&at->json, ']');
}

/* Members of a fact, one beside the other. */
static void inner_text(struct nut_json *json, const char *name,
                       struct nut_slice text)
{
  nut_json_member(json, name);
  nut_json_text(json, text);
}

static void inner_size(struct nut_json *json, const char *name,
                       size_t number)
{
  nut_json_member(json, name);
  nut_buf_add_int(json->out, (int64_t)number);
}

/* ---- facts ------------------------------------------------------------ */

static void add_fields(struct nut_json *json, const struct nut_fact *fact)
{
  for (size_t i = 0; i < fact->kind->n_fields; i++) {
    if (!nut_write_has(fact, i))
      continue;
    nut_json_member(json, fact->kind->fields[i].name);
    nut_json_value(json, &fact->values[i]);
  }
}

static void add_fact(struct nut_json *json, const struct nut_article *article,
                     const struct nut_fact *fact)
{
  const struct nut_writer *writer = json->writer;
  nut_json_open(json, '{');
  inner_text(json, "type", nut_slice_of(fact->kind->name));
  inner_text(json, "text", nut_write_surface(article, fact));
  inner_size(json, "start", nut_ruler_at(&writer->ruler, fact->text.start));
  inner_size(json, "end", nut_ruler_at(&writer->ruler, fact->text.end));
  inner_size(json, "sentence", fact->sentence);
  inner_text(json, "rule", fact->rule_name);
  if (fact->pack.len)
    inner_text(json, "pack", fact->pack);
  if (fact->confidence.n_digits) {
    nut_json_member(json, "confidence");
    nut_decimal_print(&fact->confidence, json->out);
  }
  add_fields(json, fact);
  if (writer->options.context)
    inner_text(json, "context", nut_write_context(article, fact));
  nut_json_close(json, '}');
}

/* The ruler is laid along the text these offsets are of, body or title. */
static bool member_facts(struct layout *at, const char *name,
                         const struct nut_article *article,
                         struct nut_facts facts)
{
  if (!nut_ruler_set(&at->json.writer->ruler, article->text))
    return false;
  member(at, name);
  nut_json_open(&at->json, '[');
  for (size_t i = 0; i < facts.len; i++) {
    begin_entry(at, i);
    add_fact(&at->json, article, &facts.ptr[i]);
  }
  end_entries(at, facts.len);
  return true;
}

/* ---- records ---------------------------------------------------------- */

/* An id that was a JSON number is given back digit for digit, unquoted. */
static void member_id(struct layout *at, const struct nut_record *record)
{
  member(at, "id");
  if (record->id_is_number)
    nut_buf_add(at->json.out, record->id);
  else
    nut_json_text(&at->json, record->id);
}

static void member_source(struct layout *at, struct nut_slice url)
{
  if (url.len == 0)
    return;
  member(at, "source");
  nut_json_open(&at->json, '{');
  inner_text(&at->json, "url", url);
  nut_json_close(&at->json, '}');
}

static void member_incidents(struct layout *at,
                             const struct nut_record *record)
{
  member(at, "incidents");
  nut_json_open(&at->json, '[');
  for (size_t i = 0; i < record->incidents.len; i++) {
    begin_entry(at, i);
    nut_incident_add_json(&at->json, record, &record->incidents.ptr[i]);
  }
  end_entries(at, record->incidents.len);
}

static void member_warnings(struct layout *at,
                            const struct nut_record *record)
{
  member(at, "warnings");
  nut_json_open(&at->json, '[');
  for (size_t i = 0; i < record->n_warnings; i++) {
    begin_entry(at, i);
    nut_json_text(&at->json, record->warnings[i]);
  }
  end_entries(at, record->n_warnings);
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
  if (at->json.writer->options.with_text) {
    member(at, "text");
    nut_json_text(&at->json, record->article->text);
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
  nut_json_open(&at->json, '{');
  member_text(at, "schema", nut_slice_of(NUT_SCHEMA));
  member_id(at, record);
  if (record->error.len)
    member_text(at, "error", record->error);
  else
    whole = members_of_article(at, record);
  new_line(at, 0);
  nut_json_close(&at->json, '}');
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
  struct layout at = { .json = { .writer = writer, .out = &writer->buf,
                                 .blanks = writer->options.to == NUT_TO_JSON,
                                 .first = true },
                       .depth = array };
  if (array)
    new_line(&at, 0);
  bool whole = add_record(&at, record);
  if (!array)
    nut_buf_add_byte(at.json.out, '\n');
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
