/* The writers, from records made by hand. */
#include "base/slice.h"
#include "record/record.h"
#include "record/write_offsets.h"
#include "miser.h"
#include "unit.h"

#include <stdlib.h>

#define COUNT_FIELDS 9

struct text {
  char bytes[1 << 16];
  size_t len;
  size_t calls;
  bool full;
};

static bool take(void *ctx, const char *ptr, size_t len)
{
  struct text *text = ctx;
  text->calls++;
  if (text->full || len > sizeof text->bytes - text->len)
    return false;
  memcpy(text->bytes + text->len, ptr, len);
  text->len += len;
  return true;
}

/* A record with one count in it. */
struct sample {
  struct nut_record record;
  struct nut_article article;
  struct nut_sentence sentence;
  struct nut_fact fact;
  struct nut_value values[COUNT_FIELDS];
};

static struct nut_decimal decimal(const char *text)
{
  struct nut_decimal value;
  if (!nut_decimal_parse(nut_slice_of(text), &value))
    value = nut_decimal_from_int(-1);
  return value;
}

static void fill(struct sample *sample, const char *text, const char *value,
                 unsigned start, unsigned end)
{
  struct nut_decimal number = decimal(value);
  *sample = (struct sample){ .record.id = nut_slice_of("a") };
  sample->article.text = nut_slice_of(text);
  sample->article.shadow = sample->article.text;
  sample->sentence.span.end = (uint32_t)strlen(text);
  sample->article.sentences = &sample->sentence;
  sample->article.n_sentences = 1;
  sample->values[0] = nut_value_num(&number);
  sample->fact = (struct nut_fact){
    .kind = &nut_kinds_builtin()->kinds[NUT_KIND_COUNT],
    .rule_name = nut_slice_of("r"), .text = { start, end },
    .values = sample->values
  };
  sample->record.article = &sample->article;
  sample->record.facts = (struct nut_facts){ &sample->fact, 1 };
}

static void print(const struct nut_record *record, size_t times,
                  struct nut_writer_options options, struct text *out)
{
  struct nut_sink sink = { take, out };
  struct nut_writer *writer = NULL;
  out->len = 0;
  out->calls = 0;
  CHECK_EQ_INT(nut_writer_new(NULL, &options, &sink, &writer), NUT_OK);
  for (size_t i = 0; i < times; i++)
    CHECK_EQ_INT(nut_writer_add(writer, record), NUT_OK);
  CHECK_EQ_INT(nut_writer_end(writer), NUT_OK);
  nut_writer_free(writer);
}

static void check_ndjson(struct sample *sample, struct text *out)
{
  struct nut_writer_options options = { .to = NUT_TO_NDJSON };
  unit_begin("ndjson is one line without blanks");
  fill(sample, "5 men", "5", 0, 5);
  print(&sample->record, 1, options, out);
  CHECK_EQ_SPAN(out->bytes, out->len,
      "{\"schema\":\"nutgraf/1\",\"id\":\"a\",\"language\":\"en\",\"facts\":"
      "[{\"type\":\"count\",\"text\":\"5 men\",\"start\":0,\"end\":5,"
      "\"sentence\":0,\"rule\":\"r\",\"value\":5}],"
      "\"incidents\":[],\"warnings\":[]}\n");
  unit_end();
  unit_begin("numbers never go through a double");
  fill(sample, "x", "123456789012345678901.25", 0, 1);
  print(&sample->record, 1, options, out);
  CHECK(strstr(out->bytes, "\"value\":123456789012345678901.25}"));
  unit_end();
  unit_begin("an error leaves the rest out");
  sample->record.error = nut_slice_of("gone");
  print(&sample->record, 1, options, out);
  CHECK_EQ_SPAN(out->bytes, out->len,
      "{\"schema\":\"nutgraf/1\",\"id\":\"a\",\"error\":\"gone\"}\n");
  unit_end();
}

static void check_escapes(struct sample *sample, struct text *out)
{
  struct nut_writer_options options = { .to = NUT_TO_NDJSON };
  unit_begin("json strings escape what they must and mend bad bytes");
  fill(sample, "x", "1", 0, 1);
  sample->record.error = (struct nut_slice){
    "\"\\\b\t\n\v\0\x7F\xE2\x80\xA8\xE2\x80\xA9\xE2\x82\xAC\xFF", 18
  };
  print(&sample->record, 1, options, out);
  CHECK_EQ_SPAN(out->bytes + 39, out->len - 39,
      "\"\\\"\\\\\\b\\t\\n\\u000b\\u0000\\u007f\\u2028\\u2029"
      "\xE2\x82\xAC\xEF\xBF\xBD\"}\n");
  unit_end();
}

static void check_offsets(struct sample *sample, struct text *out)
{
  static const char wide[] = "\xC3\xA9 \xF0\x9D\x84\x9E 34";
  struct nut_writer_options options = { .to = NUT_TO_NDJSON };
  unit_begin("offsets in code points, bytes or UTF-16 units");
  fill(sample, wide, "34", 8, 10);
  print(&sample->record, 1, options, out);
  CHECK(strstr(out->bytes, "\"start\":4,\"end\":6,"));
  options.offsets = NUT_OFFSETS_BYTES;
  print(&sample->record, 1, options, out);
  CHECK(strstr(out->bytes, "\"start\":8,\"end\":10,"));
  options.offsets = NUT_OFFSETS_UTF16;
  print(&sample->record, 1, options, out);
  CHECK(strstr(out->bytes, "\"start\":5,\"end\":7,"));
  unit_end();
}

/* Characters of three bytes, so that steps of the ruler cut them. */
static void check_ruler(void)
{
  enum { CHARACTERS = 1000 };
  static char text[3 * CHARACTERS];
  struct nut_ruler ruler;
  unit_begin("a ruler counts across its steps");
  for (size_t i = 0; i < CHARACTERS; i++)
    memcpy(text + 3 * i, "\xE2\x82\xAC", 3);
  nut_ruler_init(&ruler, NULL, NUT_OFFSETS_CODEPOINTS);
  CHECK(nut_ruler_set(&ruler, (struct nut_slice){ text, sizeof text }));
  for (size_t i = 0; i <= CHARACTERS; i++)
    CHECK_EQ_INT(nut_ruler_at(&ruler, 3 * i), i);
  CHECK(nut_ruler_set(&ruler, nut_slice_of("")));
  CHECK_EQ_INT(nut_ruler_at(&ruler, 0), 0);
  nut_ruler_drop(&ruler);
  unit_end();
}

static void check_json(struct sample *sample, struct text *out)
{
  struct nut_writer_options options = { .to = NUT_TO_JSON,
                                        .several = true };
  unit_begin("json over several is an array, also of none");
  print(&sample->record, 0, options, out);
  CHECK_EQ_SPAN(out->bytes, out->len, "[]\n");
  fill(sample, "x", "1", 0, 1);
  sample->record.error = nut_slice_of("e");
  print(&sample->record, 2, options, out);
  CHECK_EQ_SPAN(out->bytes, out->len,
      "[\n"
      "  {\n    \"schema\": \"nutgraf/1\",\n    \"id\": \"a\",\n"
      "    \"error\": \"e\"\n  },\n"
      "  {\n    \"schema\": \"nutgraf/1\",\n    \"id\": \"a\",\n"
      "    \"error\": \"e\"\n  }\n"
      "]\n");
  unit_end();
}

/* The second line of out, which holds one row below the header. */
static const char *row_of(struct text *out)
{
  out->bytes[out->len < sizeof out->bytes ? out->len : 0] = '\0';
  const char *line = strstr(out->bytes, "\r\n");
  return line ? line + 2 : "";
}

static bool starts(const char *text, const char *prefix)
{
  return strncmp(text, prefix, strlen(prefix)) == 0;
}

static void check_csv(struct sample *sample, struct text *out)
{
  struct nut_writer_options options = { .to = NUT_TO_CSV };
  unit_begin("csv has a header, also alone, and quotes where it must");
  print(&sample->record, 0, options, out);
  CHECK(starts(out->bytes, "id,published,title,part,type,text,start,end,"));
  fill(sample, "a \"b\", c", "-5", 0, 8);
  print(&sample->record, 1, options, out);
  CHECK(starts(row_of(out), "a,,,text,count,\"a \"\"b\"\", c\",0,8,0,r,,,"
                            "-5,"));
  unit_end();
  unit_begin("a field named as a fixed column has its kind before it");
  CHECK(strstr(out->bytes, ",statute_title,"));
  unit_end();
  unit_begin("errors and warnings are rows");
  sample->record.warnings = &sample->record.id;
  sample->record.n_warnings = 1;
  print(&sample->record, 1, options, out);
  CHECK(starts(row_of(out), "a,,,,warning,a,,,"));
  sample->record.error = nut_slice_of("gone");
  print(&sample->record, 1, options, out);
  CHECK(starts(row_of(out), "a,,,,error,gone,,,"));
  unit_end();
}

static void check_formulas(struct sample *sample, struct text *out)
{
  static const char *const risky[] = {
    "=1", "+44", "-x", "@a", "\tx", "\xEF\xBC\x9Dx", "\xEF\xBC\x8Bx",
    "\xEF\xBC\x8Dx", "\xEF\xBC\xA0x"
  };
  struct nut_writer_options options = { .to = NUT_TO_CSV };
  unit_begin("cells that begin like a formula get an apostrophe");
  fill(sample, "x", "1", 0, 1);
  for (size_t i = 0; i < sizeof risky / sizeof risky[0]; i++) {
    sample->record.id = nut_slice_of(risky[i]);
    options.raw_cells = false;
    print(&sample->record, 1, options, out);
    CHECK(row_of(out)[0] == '\'');
    CHECK(starts(row_of(out) + 1, risky[i]));
    options.raw_cells = true;
    print(&sample->record, 1, options, out);
    CHECK(starts(row_of(out), risky[i]));
  }
  unit_end();
}

static void check_sink(struct sample *sample, struct text *out)
{
  struct nut_writer_options options = { .to = NUT_TO_NDJSON,
                                        .several = true };
  struct nut_sink sink = { take, out };
  struct nut_writer *writer = NULL;
  unit_begin("the sink is called for large pieces, and not after it failed");
  fill(sample, "x", "1", 0, 1);
  print(&sample->record, 100, options, out);
  CHECK_EQ_INT(out->calls, 1);
  options.several = false;
  print(&sample->record, 100, options, out);
  CHECK_EQ_INT(out->calls, 100);
  *out = (struct text){ .full = true };
  CHECK_EQ_INT(nut_writer_new(NULL, &options, &sink, &writer), NUT_OK);
  CHECK_EQ_INT(nut_writer_add(writer, &sample->record), NUT_OUTPUT);
  CHECK_EQ_INT(nut_writer_add(writer, &sample->record), NUT_OUTPUT);
  CHECK_EQ_INT(nut_writer_end(writer), NUT_OUTPUT);
  CHECK_EQ_INT(out->calls, 1);
  nut_writer_free(writer);
  unit_end();
}

/* ---- memory that fails at the n-th call ------------------------------- */

static enum nut_status write_with(const struct nut_mem *mem, enum nut_to to,
                                  const struct nut_record *record,
                                  struct text *out)
{
  struct nut_writer_options options = { .mem = mem, .to = to };
  struct nut_sink sink = { take, out };
  struct nut_writer *writer = NULL;
  enum nut_status status = nut_writer_new(NULL, &options, &sink, &writer);
  if (status == NUT_OK)
    status = nut_writer_add(writer, record);
  if (status == NUT_OK)
    status = nut_writer_end(writer);
  nut_writer_free(writer);
  return status;
}

static void check_memory(struct sample *sample, struct text *out)
{
  unit_begin("without memory a writer says so and loses nothing");
  fill(sample, "\xC3\xA9 5 \xFF", "5", 3, 4);
  for (int to = NUT_TO_NDJSON; to <= NUT_TO_CSV; to++) {
    struct miser miser;
    struct nut_mem mem = { miser_resize, &miser };
    enum nut_status status = NUT_NOMEM;
    for (size_t at = 1; at < 100 && status == NUT_NOMEM; at++) {
      miser_init(&miser, at - 1);
      *out = (struct text){ 0 };
      status = write_with(&mem, (enum nut_to)to, &sample->record, out);
      CHECK(status == NUT_OK || out->len == 0);
      CHECK_EQ_INT(atomic_load(&miser.held), 0);
    }
    CHECK_EQ_INT(status, NUT_OK);
  }
  unit_end();
}

int main(void)
{
  static struct sample sample;
  static struct text out;
  check_ndjson(&sample, &out);
  check_escapes(&sample, &out);
  check_offsets(&sample, &out);
  check_ruler();
  check_json(&sample, &out);
  check_csv(&sample, &out);
  check_formulas(&sample, &out);
  check_sink(&sample, &out);
  check_memory(&sample, &out);
  return unit_status();
}
