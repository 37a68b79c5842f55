/* The reader: NDJSON lines, long lines, sizes, and memory that fails. */
#include "base/slice.h"
#include "miser.h"
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

/* All that a reader gives, one line an article: id|text|error|warning. */
struct result {
  char text[1 << 15];
  size_t len;
};

static void add(struct result *result, struct nut_slice slice, char after)
{
  if (slice.len + 2 > sizeof result->text - result->len)
    slice = nut_slice_of("(long)");
  if (slice.len)
    memcpy(result->text + result->len, slice.ptr, slice.len);
  result->len += slice.len;
  result->text[result->len++] = after;
  result->text[result->len] = '\0';
}

static enum nut_status read_all(const struct nut_reader_options *options,
                                struct result *result)
{
  struct nut_reader *reader = NULL;
  struct nut_input input;
  enum nut_status status = nut_reader_new(options, NULL, &reader);
  result->len = 0;
  while (status == NUT_OK || status == NUT_INPUT) {
    status = nut_reader_next(reader, &input);
    if (status == NUT_END || status == NUT_NOMEM)
      break;
    add(result, input.id, input.id_is_number ? '#' : '|');
    add(result, input.text, '|');
    add(result, input.error, '|');
    add(result, input.warning, '\n');
  }
  nut_reader_free(reader);
  return status;
}

/* Read bytes through a file that is gone again afterwards. */
static enum nut_status read_bytes(const struct nut_mem *mem,
                                  enum nut_from from, size_t max_bytes,
                                  struct nut_slice bytes,
                                  struct result *result)
{
  char path[] = "/tmp/nutgraf-reader.XXXXXX";
  const char *inputs[] = { path };
  int fd = mkstemp(path);
  CHECK(fd >= 0);
  CHECK_EQ_INT(write(fd, bytes.ptr, bytes.len), bytes.len);
  CHECK_EQ_INT(close(fd), 0);
  struct nut_reader_options options = {
    .mem = mem, .from = from, .inputs = inputs, .n_inputs = 1,
    .max_bytes = max_bytes
  };
  enum nut_status status = read_all(&options, result);
  CHECK_EQ_INT(unlink(path), 0);
  return status;
}

static const char *ndjson(const char *text)
{
  static struct result result;
  CHECK_EQ_INT(read_bytes(NULL, NUT_FROM_NDJSON, 0, nut_slice_of(text),
                          &result), NUT_END);
  return result.len ? result.text : "";
}

static void check_ids(void)
{
  unit_begin("an id comes out as the line has it");
  CHECK_EQ_TEXT(ndjson("{\"text\":\"x\",\"id\":\"007\"}\n"), "007|x||\n");
  CHECK_EQ_TEXT(ndjson("{\"id\": 12345678901234567890 ,\"text\":\"x\"}"),
                "12345678901234567890#x||\n");
  CHECK_EQ_TEXT(ndjson("{\"a\":{\"id\":[1,\"}\"]},\"id\":1.50,"
                       "\"text\":\"x\"}"), "1.50#x||\n");
  CHECK_EQ_TEXT(ndjson("{\"id\":01,\"text\":\"x\"}"), "01|x||\n");
  CHECK_EQ_TEXT(ndjson("{\"id\":1,\"text\":\"x\",\"id\":-2e3}"),
                "-2e3#x||\n");
  CHECK_EQ_TEXT(ndjson("\n{\"id\":null,\"text\":\"x\"}"), "2|x||\n");
  CHECK_EQ_TEXT(ndjson("{\"id\":true,\"text\":\"x\"}"),
                "1|x||\"id\" is not a string, left out\n");
  unit_end();
}

static void check_lines(void)
{
  unit_begin("blank lines are skipped and counted");
  CHECK_EQ_TEXT(ndjson(""), "");
  CHECK_EQ_TEXT(ndjson("\n \t\r\n"), "");
  CHECK_EQ_TEXT(ndjson("\xEF\xBB\xBF{\"text\":\"a\"}\r\n\n{\"text\":\"b\"}"),
                "1|a||\n3|b||\n");
  unit_end();
  unit_begin("a bad line is an error and the rest goes on");
  CHECK_EQ_TEXT(ndjson("{\"text\":\n[1]\n{\"id\":\"q\"}\n{\"text\":5}\n"
                       "{\"text\":\"a\"} x\n{\"text\":\"b\"}\n"),
                "1||line 1: not JSON: error at column 8|\n"
                "2||line 2: not a JSON object|\n"
                "q||line 3: no text|\n"
                "4||line 4: \"text\" is not a string|\n"
                "5||line 5: not JSON: error at column 14|\n"
                "6|b||\n");
  unit_end();
}

static void check_bytes(void)
{
  static const char nul[] = "{\"text\":\"a\0b\"}";
  static struct result result;
  unit_begin("what cJSON would cut or pass on becomes U+FFFD");
  CHECK_EQ_TEXT(ndjson("{\"text\":\"a\\u0000b\\ud800c\\uDC00\"}"),
                "1|a\xEF\xBF\xBD" "b\xEF\xBF\xBD" "c\xEF\xBF\xBD||3 "
                "\\u0000 or lone surrogates replaced by U+FFFD\n");
  CHECK_EQ_TEXT(ndjson("{\"text\":\"\\ud834\\udd1e\\\\u0000\"}"),
                "1|\xF0\x9D\x84\x9E\\u0000||\n");
  CHECK_EQ_TEXT(ndjson("{\"text\":\"a\xE2\x82\xFF\"}"),
                "1|a\xEF\xBF\xBD\xEF\xBF\xBD||3 bytes are not UTF-8 and were "
                "replaced by U+FFFD (is it Windows-1252? convert with "
                "iconv)\n");
  CHECK_EQ_INT(read_bytes(NULL, NUT_FROM_NDJSON, 0,
                          (struct nut_slice){ nul, sizeof nul - 1 },
                          &result), NUT_END);
  CHECK_EQ_TEXT(result.text, "1|a\xEF\xBF\xBD" "b||1 NUL byte replaced by "
                             "U+FFFD\n");
  unit_end();
}

static void check_depth(void)
{
  static char deep[4096];
  unit_begin("nesting has a limit");
  memset(deep, '[', 2000);
  deep[2000] = '\n';
  CHECK_EQ_TEXT(ndjson(deep), "1||line 1: JSON is nested too deeply|\n");
  unit_end();
}

/* Lines around the size of one read, and over the limit. */
static void check_long_lines(void)
{
  enum { SIZE = 200000 };
  static char text[SIZE + 64];
  static struct result result;
  unit_begin("a long line is read whole or skipped whole");
  memset(text, 'x', SIZE);
  memcpy(text, "{\"text\":\"", 9);
  memcpy(text + SIZE, "\"}\n{\"text\":\"b\"}\n", 17);
  struct nut_slice all = { text, SIZE + 16 };
  CHECK_EQ_INT(read_bytes(NULL, NUT_FROM_NDJSON, SIZE, all, &result),
               NUT_END);
  CHECK_EQ_TEXT(result.text,
                "1||line 1: larger than 200000 bytes (--max-bytes)|\n"
                "2|b||\n");
  CHECK_EQ_INT(read_bytes(NULL, NUT_FROM_NDJSON, SIZE + 2, all, &result),
               NUT_END);
  CHECK_EQ_SPAN(result.text, result.len, "1|(long)||\n2|b||\n");
  unit_end();
}

static void check_sizes(void)
{
  static struct result result;
  unit_begin("an article is as long as the limit, not longer");
  CHECK_EQ_INT(read_bytes(NULL, NUT_FROM_TEXT, 3, nut_slice_of("abc"),
                          &result), NUT_END);
  CHECK(strstr(result.text, "|abc||"));
  CHECK_EQ_INT(read_bytes(NULL, NUT_FROM_TEXT, 3, nut_slice_of("abcd"),
                          &result), NUT_END);
  CHECK(strstr(result.text, "||larger than 3 bytes (--max-bytes)|"));
  unit_end();
  unit_begin("an endless device ends at the limit");
  const char *inputs[] = { "/dev/zero" };
  struct nut_reader_options options = { .inputs = inputs, .n_inputs = 1,
                                        .max_bytes = 1 << 20 };
  CHECK_EQ_INT(read_all(&options, &result), NUT_END);
  CHECK_EQ_TEXT(result.text, "/dev/zero||larger than 1048576 bytes "
                             "(--max-bytes)|\n");
  options.max_bytes = (size_t)2 << 30;
  CHECK_EQ_INT(read_all(&options, &result), NUT_USAGE);
  unit_end();
}

/* ---- memory that fails at the n-th call ------------------------------- */

static void check_memory(void)
{
  static const char lines[] = "{\"text\":\"a\xFF\\u0000\"}\nx\n[]\n";
  static struct result result;
  struct miser miser;
  struct nut_mem mem = { miser_resize, &miser };
  unit_begin("without memory a reader says so");
  for (int from = NUT_FROM_TEXT; from <= NUT_FROM_NDJSON; from++) {
    enum nut_status status = NUT_NOMEM;
    for (size_t at = 1; at < 100 && status == NUT_NOMEM; at++) {
      miser_init(&miser, at - 1);
      status = read_bytes(&mem, (enum nut_from)from, 0, nut_slice_of(lines),
                          &result);
      CHECK_EQ_INT(atomic_load(&miser.held), 0);
    }
    CHECK_EQ_INT(status, NUT_END);
  }
  unit_end();
}

int main(void)
{
  check_ids();
  check_lines();
  check_bytes();
  check_depth();
  check_long_lines();
  check_sizes();
  check_memory();
  return unit_status();
}
