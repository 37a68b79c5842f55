/* Articles from files, folders, standard input and NDJSON: nut_reader_* of
 * the public header.  Every failure is told to the report and given as an
 * article with an error; the reader goes on behind it. */
#include "article/input_ndjson.h"
#include "article/input_read.h"
#include "article/input_walk.h"
#include "base/alloc.h"
#include "base/limits.h"
#include "base/slice.h"
#include "base/utf.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct nut_reader {
  struct nut_reader_options options; /* what it points to is borrowed */
  const struct nut_report *report;
  size_t next;              /* the input to take next */
  struct nut_walk walk;     /* the folder being walked */
  struct nut_lines lines;   /* the NDJSON being read */
  struct nut_ndjson ndjson;
  struct nut_buf path;      /* of the file at hand, as shown */
  struct nut_buf text;
  struct nut_buf error;
};

static void tell(const struct nut_reader *reader, enum nut_severity severity,
                 struct nut_slice text)
{
  if (!reader->report || !reader->report->message)
    return;
  struct nut_message message = { .severity = severity, .text = text,
                                 .file = nut_buf_slice(&reader->path) };
  reader->report->message(reader->report->ctx, &message);
}

/* The path as given; bytes that are not UTF-8 as \xHH, so that it can stand
 * in a record. */
static bool set_path(struct nut_reader *reader, struct nut_slice path)
{
  static const char hex[] = "0123456789ABCDEF";
  struct nut_buf *out = &reader->path;
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

/* reader->error is set: tell it, and make it an article. */
static enum nut_status give_error(struct nut_reader *reader,
                                  struct nut_input *out)
{
  if (reader->error.failed)
    return NUT_NOMEM;
  out->id = nut_buf_slice(&reader->path);
  out->error = nut_buf_slice(&reader->error);
  tell(reader, NUT_ERROR, out->error);
  return NUT_INPUT;
}

static enum nut_status fail_what(struct nut_reader *reader, const char *what,
                                 struct nut_input *out)
{
  nut_buf_clear(&reader->error);
  nut_buf_add_text(&reader->error, what);
  return give_error(reader, out);
}

static enum nut_status fail_errno(struct nut_reader *reader, int error,
                                  struct nut_input *out)
{
  char what[128];
  if (strerror_r(error, what, sizeof what) != 0)
    return fail_what(reader, "cannot be read", out);
  return fail_what(reader, what, out);
}

static void print_too_large(const struct nut_reader *reader,
                            struct nut_buf *buf)
{
  nut_buf_clear(buf);
  nut_buf_addf(buf, "larger than %zu bytes (--max-bytes)",
               reader->options.max_bytes);
}

static enum nut_status fail_read(struct nut_reader *reader,
                                 enum nut_read read, struct nut_input *out)
{
  if (read == NUT_READ_NOMEM)
    return NUT_NOMEM;
  if (read == NUT_READ_ERROR)
    return fail_errno(reader, errno, out);
  print_too_large(reader, &reader->error);
  return give_error(reader, out);
}

/* ---- one file --------------------------------------------------------- */

/* What the command line says for articles that do not say it. */
static void apply_defaults(const struct nut_reader *reader,
                           struct nut_input *out)
{
  if (out->published.len) {
    out->published_from = nut_slice_of("published");
  } else if (reader->options.published) {
    out->published = nut_slice_of(reader->options.published);
    out->published_from = nut_slice_of("--date");
  }
  if (out->region.len == 0)
    out->region = nut_slice_of(reader->options.region);
}

static bool ends_with(struct nut_slice path, const char *suffix)
{
  size_t len = strlen(suffix);
  return path.len >= len
         && nut_slice_is(nut_slice_cut(path, path.len - len, path.len),
                         suffix);
}

static bool is_ndjson(const struct nut_reader *reader)
{
  struct nut_slice path = nut_buf_slice(&reader->path);
  if (reader->options.from != NUT_FROM_AUTO)
    return reader->options.from == NUT_FROM_NDJSON;
  return ends_with(path, ".ndjson") || ends_with(path, ".jsonl");
}

/* Read fd, which is taken over.  *done false: lines are open, ask them. */
static enum nut_status take_file(struct nut_reader *reader, int fd,
                                 struct nut_input *out, bool *done)
{
  if (is_ndjson(reader)) {
    nut_lines_open(&reader->lines, fd, reader->options.max_bytes);
    *done = false;
    return NUT_OK;
  }
  enum nut_read read =
      nut_read_all(fd, reader->options.max_bytes, &reader->text);
  int error = errno;
  if (fd != STDIN_FILENO)
    (void)close(fd);
  errno = error;
  if (read != NUT_READ_OK)
    return fail_read(reader, read, out);
  out->id = nut_buf_slice(&reader->path);
  out->text = nut_buf_slice(&reader->text);
  apply_defaults(reader, out);
  return NUT_OK;
}

static enum nut_status take_folder(struct nut_reader *reader, int fd,
                                   const char *path, struct nut_input *out,
                                   bool *done)
{
  enum nut_status status =
      nut_walk_begin(&reader->walk, fd, nut_slice_of(path));
  if (status == NUT_INPUT)
    return fail_errno(reader, errno, out);
  *done = status != NUT_OK;
  return status;
}

/* ---- where articles come from ----------------------------------------- */

static enum nut_status next_argument(struct nut_reader *reader,
                                     struct nut_input *out, bool *done)
{
  const char *path = reader->options.inputs[reader->next++];
  struct stat about;
  if (!set_path(reader, nut_slice_of(path)))
    return NUT_NOMEM;
  if (strcmp(path, "-") == 0)
    return take_file(reader, STDIN_FILENO, out, done);
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    return fail_errno(reader, errno, out);
  if (fstat(fd, &about) == 0 && S_ISDIR(about.st_mode))
    return take_folder(reader, fd, path, out, done);
  return take_file(reader, fd, out, done);
}

static enum nut_status next_entry(struct nut_reader *reader,
                                  struct nut_input *out, bool *done)
{
  struct nut_entry entry;
  enum nut_status status = nut_walk_next(&reader->walk, &entry);
  if (status == NUT_END) {
    *done = false;
    return NUT_OK;
  }
  if (status != NUT_OK)
    return status;
  if (!set_path(reader, entry.path)) {
    if (entry.fd >= 0)
      (void)close(entry.fd);
    return NUT_NOMEM;
  }
  if (entry.type == NUT_ENTRY_FILE)
    return take_file(reader, entry.fd, out, done);
  if (entry.type == NUT_ENTRY_FAILED)
    return entry.why ? fail_what(reader, entry.why, out)
                     : fail_errno(reader, entry.error, out);
  tell(reader, NUT_NOTICE, nut_slice_of(entry.why));
  *done = false;
  return NUT_OK;
}

static enum nut_status fail_line(struct nut_reader *reader,
                                 struct nut_input *out)
{
  struct nut_buf *what = &reader->error;
  print_too_large(reader, what);
  nut_buf_add_byte(what, '\0');
  if (what->failed)
    return NUT_NOMEM;
  return nut_ndjson_fail(&reader->ndjson, reader->lines.number, what->ptr,
                         out);
}

static enum nut_status next_line(struct nut_reader *reader,
                                 struct nut_input *out, bool *done)
{
  char *line = NULL;
  size_t len = 0;
  enum nut_read read = nut_lines_next(&reader->lines, &line, &len);
  enum nut_status status = NUT_OK;
  if (read == NUT_READ_OK) {
    struct nut_slice all = { line, len };
    *done = nut_slice_trim(all).len != 0;
    if (*done)
      status = nut_ndjson_parse(&reader->ndjson, line, len,
                                reader->lines.number, out);
  } else if (read == NUT_READ_LARGE) {
    status = fail_line(reader, out);
  } else {
    int error = errno;
    nut_lines_close(&reader->lines);
    errno = error;
    *done = read != NUT_READ_END;
    return *done ? fail_read(reader, read, out) : NUT_OK;
  }
  if (status == NUT_INPUT)
    tell(reader, NUT_ERROR, out->error);
  if (status == NUT_OK)
    apply_defaults(reader, out);
  return status;
}

/* ---- the handle ------------------------------------------------------- */

/* Offsets inside an article are 32 bits wide, which bounds its size. */
static bool refuse_size(const struct nut_report *report, size_t max_bytes)
{
  if (max_bytes <= NUT_ARTICLE_CEILING)
    return false;
  struct nut_message message = {
    .severity = NUT_ERROR, .file = nut_slice_of("--max-bytes"),
    .text = nut_slice_of("1073741824 (1 GiB) at most")
  };
  if (report && report->message)
    report->message(report->ctx, &message);
  return true;
}

enum nut_status nut_reader_new(const struct nut_reader_options *options,
                               const struct nut_report *report,
                               struct nut_reader **out)
{
  *out = NULL;
  if (refuse_size(report, options->max_bytes))
    return NUT_USAGE;
  struct nut_reader *reader = nut_new(options->mem, sizeof *reader);
  if (!reader)
    return NUT_NOMEM;
  reader->options = *options;
  if (options->max_bytes == 0)
    reader->options.max_bytes = NUT_ARTICLE_MAX;
  reader->report = report;
  nut_walk_init(&reader->walk, options->mem);
  nut_lines_init(&reader->lines, options->mem);
  nut_ndjson_init(&reader->ndjson, options->mem);
  nut_buf_init(&reader->path, options->mem);
  nut_buf_init(&reader->text, options->mem);
  nut_buf_init(&reader->error, options->mem);
  *out = reader;
  return NUT_OK;
}

enum nut_status nut_reader_next(struct nut_reader *reader,
                                struct nut_input *out)
{
  enum nut_status status = NUT_OK;
  bool done = false;
  while (!done) {
    *out = (struct nut_input){ 0 };
    done = true;
    if (reader->lines.fd >= 0)
      status = next_line(reader, out, &done);
    else if (reader->walk.depth)
      status = next_entry(reader, out, &done);
    else if (reader->next < reader->options.n_inputs)
      status = next_argument(reader, out, &done);
    else
      return NUT_END;
  }
  return status;
}

void nut_reader_free(struct nut_reader *reader)
{
  if (!reader)
    return;
  nut_walk_drop(&reader->walk);
  nut_lines_drop(&reader->lines);
  nut_ndjson_drop(&reader->ndjson);
  nut_buf_drop(&reader->path);
  nut_buf_drop(&reader->text);
  nut_buf_drop(&reader->error);
  nut_free(reader->options.mem, reader);
}
