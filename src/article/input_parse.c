/* Raw items to articles: opens and reads files, cuts lines of NDJSON off and
 * has them parsed, refuses UTF-16, and fills in what the command line says.
 *
 * A parser is a small state machine over one batch: while `rest` holds lines,
 * the next article is a line; otherwise the next item is taken.  Items that
 * give no article (a notice) are told and passed over.
 *
 * Every failure goes two ways: as a message to the report, at once, and as an
 * article with an error, so that the output has a record for each input and a
 * run over a million files can be checked by counting.  In a batch run the
 * report keeps messages until the article's turn (base/notes.h).
 *
 * Nothing is copied: a text is the file's buffer, a line the batch's bytes, or
 * what cJSON made of it.  So an article lives until the next call. */
#include "article/input_parse.h"

#include "article/decode.h"
#include "article/input_walk.h"
#include "base/limits.h"
#include "base/slice.h"
#include "base/utf.h"

#include <errno.h>
#include <string.h>

void nut_parser_init(struct nut_parser *parser,
                     const struct nut_reader_options *options,
                     const struct nut_report *report)
{
  *parser = (struct nut_parser){ .options = options, .report = report };
  nut_ndjson_init(&parser->ndjson, options->mem);
  nut_buf_init(&parser->path, options->mem);
  nut_buf_init(&parser->text, options->mem);
  nut_buf_init(&parser->error, options->mem);
}

void nut_parser_drop(struct nut_parser *parser)
{
  nut_ndjson_drop(&parser->ndjson);
  nut_buf_drop(&parser->path);
  nut_buf_drop(&parser->text);
  nut_buf_drop(&parser->error);
}

void nut_parser_begin(struct nut_parser *parser, struct nut_raws *raws)
{
  parser->raws = raws;
  parser->next = 0;
  parser->rest = nut_slice_of("");
}

static void tell(const struct nut_parser *parser, enum nut_severity severity,
                 struct nut_slice text)
{
  if (!parser->report || !parser->report->message)
    return;
  struct nut_message message = { .severity = severity, .text = text,
                                 .file = nut_buf_slice(&parser->path) };
  parser->report->message(parser->report->ctx, &message);
}

/* The path as given; bytes that are not UTF-8 as \xHH, so that it can stand in
 * a record.  File names on Unix are bytes.  They go into records, which are
 * UTF-8; \xHH keeps different names different, as U+FFFD would not. */
static bool set_path(struct nut_parser *parser, struct nut_slice path)
{
  static const char hex[] = "0123456789ABCDEF";
  struct nut_buf *out = &parser->path;
  nut_buf_clear(out);
  for (;;) {
    size_t good = nut_utf_valid(path);
    nut_buf_add(out, nut_slice_cut(path, 0, good));
    if (good == path.len)
      return !out->failed;
    unsigned char bad = (unsigned char)path.ptr[good];
    nut_buf_add_text(out, "\\x");
    nut_buf_add_byte(out, hex[bad >> 4]);
    nut_buf_add_byte(out, hex[bad & 15]);
    path = nut_slice_cut(path, good + 1, path.len);
  }
}

/* ---- failures --------------------------------------------------------- */

/* parser->error is set: tell it, and make it an article. */
static enum nut_status give_error(struct nut_parser *parser,
                                  struct nut_input *out)
{
  if (parser->error.failed)
    return NUT_NOMEM;
  out->id = nut_buf_slice(&parser->path);
  out->error = nut_buf_slice(&parser->error);
  tell(parser, NUT_ERROR, out->error);
  return NUT_INPUT;
}

static enum nut_status fail_what(struct nut_parser *parser, const char *what,
                                 struct nut_input *out)
{
  nut_buf_clear(&parser->error);
  nut_buf_add_text(&parser->error, what);
  return give_error(parser, out);
}

/* strerror uses a static buffer, and other threads parse too. */
static enum nut_status fail_errno(struct nut_parser *parser, int error,
                                  struct nut_input *out)
{
  char what[128];
  if (strerror_r(error, what, sizeof what) != 0)
    return fail_what(parser, "cannot be read", out);
  return fail_what(parser, what, out);
}

static void print_too_large(const struct nut_parser *parser,
                            struct nut_buf *buf)
{
  nut_buf_clear(buf);
  nut_buf_addf(buf, "larger than %zu bytes (--max-bytes)",
               parser->options->max_bytes);
}

static enum nut_status fail_large(struct nut_parser *parser,
                                  struct nut_input *out)
{
  print_too_large(parser, &parser->error);
  return give_error(parser, out);
}

static enum nut_status fail_read(struct nut_parser *parser,
                                 enum nut_read read, struct nut_input *out)
{
  if (read == NUT_READ_NOMEM)
    return NUT_NOMEM;
  return read == NUT_READ_LARGE ? fail_large(parser, out)
                                : fail_errno(parser, errno, out);
}

/* parser->error is set: make it that of a line.  nut_ndjson_fail takes C text,
 * hence the NUL. */
static enum nut_status fail_line(struct nut_parser *parser, size_t number,
                                 struct nut_input *out)
{
  struct nut_buf *what = &parser->error;
  nut_buf_add_byte(what, '\0');
  if (what->failed)
    return NUT_NOMEM;
  enum nut_status status =
      nut_ndjson_fail(&parser->ndjson, number, what->ptr, out);
  if (status == NUT_INPUT)
    tell(parser, NUT_ERROR, out->error);
  return status;
}

static enum nut_status fail_long(struct nut_parser *parser, size_t number,
                                 struct nut_input *out)
{
  print_too_large(parser, &parser->error);
  return fail_line(parser, number, out);
}

/* Does text look like UTF-16?  Then parser->error is set.  Asked before
 * anything else is: every other message about UTF-16 would mislead. */
static bool is_wide(struct nut_parser *parser, struct nut_slice text)
{
  const char *encoding = nut_decode_wide(text);
  nut_buf_clear(&parser->error);
  if (encoding)
    nut_decode_print_wide(encoding, &parser->error);
  return encoding;
}

/* ---- articles --------------------------------------------------------- */

/* What the command line says for articles that do not say it.  The article's
 * own day wins over --date; the record says where it came from. */
static void apply_defaults(const struct nut_parser *parser,
                           struct nut_input *out)
{
  const struct nut_reader_options *options = parser->options;
  if (out->published.len) {
    out->published_from = nut_slice_of("published");
  } else if (options->published) {
    out->published = nut_slice_of(options->published);
    out->published_from = nut_slice_of("--date");
  }
  if (out->region.len == 0)
    out->region = nut_slice_of(options->region);
}

static enum nut_status give_text(struct nut_parser *parser,
                                 struct nut_slice text,
                                 struct nut_input *out)
{
  if (is_wide(parser, text))
    return give_error(parser, out);
  out->id = nut_buf_slice(&parser->path);
  out->text = text;
  apply_defaults(parser, out);
  return NUT_OK;
}

static enum nut_status parse_file(struct nut_parser *parser,
                                  const struct nut_raw *raw,
                                  struct nut_input *out)
{
  enum nut_read read =
      nut_read_file(parser->raws->bytes.ptr + raw->path, raw->walked,
                    parser->options->max_bytes, &parser->text);
  if (read != NUT_READ_OK)
    return fail_read(parser, read, out);
  return give_text(parser, nut_buf_slice(&parser->text), out);
}

/* Cut the next line off; a byte order mark at its start is left out, as two
 * files may have been joined.  The last line may lack its line end: the cut
 * stops at what there is. */
static struct nut_slice cut_line(struct nut_parser *parser)
{
  size_t feed = nut_slice_find(parser->rest, '\n', 0);
  struct nut_slice line = nut_slice_cut(parser->rest, 0, feed);
  parser->number++;
  parser->rest = nut_slice_cut(parser->rest, line.len + 1, SIZE_MAX);
  return line;
}

/* The raws are ours to write in, though a slice does not say so. */
static char *writable(const struct nut_parser *parser, struct nut_slice line)
{
  const struct nut_buf *bytes = &parser->raws->bytes;
  return bytes->ptr + (line.ptr - bytes->ptr);
}

/* Nothing in it, or what is left of a line feed of UTF-16 or UTF-32.  Empty
 * lines are usual at the end of files and in joined ones. */
static bool is_blank(struct nut_slice line)
{
  return nut_slice_trim(line).len == 0
         || (line.len < 4 && memcmp(line.ptr, "\0\0\0", line.len) == 0);
}

/* The length is looked at again here: a batch of short lines is not measured
 * line by line in the feed.  Blank lines count in line numbers, but give no
 * article. */
static enum nut_status parse_line(struct nut_parser *parser,
                                  struct nut_input *out, bool *found)
{
  struct nut_slice line = cut_line(parser);
  size_t number = parser->number - 1;
  *found = true;
  if (line.len > parser->options->max_bytes)
    return fail_long(parser, number, out);
  if (nut_slice_starts(line, "\xEF\xBB\xBF"))
    line = nut_slice_cut(line, 3, line.len);
  *found = !is_blank(line);
  if (!*found)
    return NUT_OK;
  if (is_wide(parser, line))
    return fail_line(parser, number, out);
  enum nut_status status =
      nut_ndjson_parse(&parser->ndjson, writable(parser, line), line.len,
                       number, out);
  if (status == NUT_INPUT)
    tell(parser, NUT_ERROR, out->error);
  if (status == NUT_OK)
    apply_defaults(parser, out);
  return status;
}

/* ---- items ------------------------------------------------------------ */

/* Told, not silent: a folder of .html files would otherwise look empty. */
static bool tell_unfit(struct nut_parser *parser, const struct nut_raw *raw)
{
  struct nut_slice path = nut_raw_path(parser->raws, raw);
  struct nut_slice suffix = nut_path_suffix(path);
  struct nut_buf *what = &parser->error;
  nut_buf_clear(what);
  nut_buf_addf(what, "skipped: not an article by its name (%.*s)",
               (int)suffix.len, suffix.ptr);
  tell(parser, NUT_NOTICE, nut_buf_slice(what));
  return !what->failed;
}

/* Lines only set the state; their first article comes with the next round of
 * nut_parser_next. */
static enum nut_status parse_item(struct nut_parser *parser,
                                  const struct nut_raw *raw,
                                  struct nut_input *out, bool *found)
{
  struct nut_slice bytes = nut_slice_cut(
      nut_buf_slice(&parser->raws->bytes), raw->at, raw->at + raw->len);
  *found = true;
  if (!set_path(parser, nut_raw_path(parser->raws, raw)))
    return NUT_NOMEM;
  switch (raw->type) {
  case NUT_RAW_FILE:
    return parse_file(parser, raw, out);
  case NUT_RAW_TEXT:
    return give_text(parser, bytes, out);
  case NUT_RAW_LONG:
    return fail_long(parser, raw->number, out);
  case NUT_RAW_LARGE:
    return fail_large(parser, out);
  case NUT_RAW_FAILED:
    return raw->why ? fail_what(parser, raw->why, out)
                    : fail_errno(parser, raw->error, out);
  case NUT_RAW_LINES:
    parser->rest = bytes;
    parser->number = raw->number;
    break;
  case NUT_RAW_NOTICE:
    tell(parser, NUT_NOTICE, nut_slice_of(raw->why));
    break;
  case NUT_RAW_UNFIT:
    if (!tell_unfit(parser, raw))
      return NUT_NOMEM;
    break;
  }
  *found = false;
  return NUT_OK;
}

enum nut_status nut_parser_next(struct nut_parser *parser,
                                struct nut_input *out)
{
  const struct nut_raws *raws = parser->raws;
  enum nut_status status = NUT_OK;
  bool found = false;
  while (!found && status == NUT_OK) {
    *out = (struct nut_input){ 0 };
    if (parser->rest.len)
      status = parse_line(parser, out, &found);
    else if (raws && parser->next < raws->len)
      status = parse_item(parser, &raws->ptr[parser->next++], out, &found);
    else
      return NUT_END;
  }
  return status;
}
