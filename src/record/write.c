/* The writer that all formats share: its buffer, when it goes to the sink,
 * and output in parts.
 *
 * A format only appends to a buffer and never fails half way: the buffer's
 * sticky error is looked at after each record, and a record that did not
 * fit is cut off again, so what went out always ends between two records
 * and a broken run leaves a readable file.  That is also why formats do not
 * write to the sink themselves.
 *
 * For several threads each worker has a part, a writer without a sink that
 * neither opens nor closes the output; the one that holds the turn joins
 * the parts in order.  Bytes are moved by swapping buffers, not by copying.
 *
 * A sink that refused once is not called again: what is behind a gap would
 * be wrong.  What a field means is left to the kind table, what a cell or
 * string looks like to write_csv.c and json.c. */
#include "record/write.h"

#include "base/alloc.h"
#include "base/slice.h"
#include "base/utf.h"
#include "rules/ruleset.h"

/* Article text is well-formed by now, but names of files and ids are bytes
 * from outside.  The common case is one check and no copy. */
struct nut_slice nut_write_clean(struct nut_writer *writer,
                                 struct nut_slice text)
{
  size_t good = nut_utf_valid(text);
  if (good == text.len)
    return text;
  struct nut_buf *out = &writer->scratch;
  nut_buf_clear(out);
  while (text.len) {
    nut_buf_add(out, nut_slice_cut(text, 0, good));
    text = nut_slice_cut(text, good, text.len);
    uint32_t code = 0;
    size_t bad = 0;
    if (text.len && nut_utf_decode(text, &code, &bad) == 0) {
      nut_buf_add_text(out, "\xEF\xBF\xBD");
      text = nut_slice_cut(text, bad, text.len);
    }
    good = nut_utf_valid(text);
  }
  if (out->failed)
    writer->buf.failed = true;
  return nut_buf_slice(out);
}

/* Offsets of the shadow are turned into those of the original text. */
struct nut_slice nut_write_context(const struct nut_article *article,
                                   const struct nut_fact *fact)
{
  if (fact->sentence >= article->n_sentences)
    return nut_slice_of("");
  struct nut_span span = nut_article_text_span(
      article, article->sentences[fact->sentence].span);
  return nut_slice_cut(article->text, span.start, span.end);
}

struct nut_slice nut_write_surface(const struct nut_article *article,
                                   const struct nut_fact *fact)
{
  return nut_slice_cut(article->text, fact->text.start, fact->text.end);
}

void nut_write_bom(struct nut_writer *writer)
{
  if (writer->options.bom)
    nut_buf_add_text(&writer->buf, "\xEF\xBB\xBF");
}

bool nut_write_has(const struct nut_fact *fact, size_t field)
{
  return (fact->kind->fields[field].use & NUT_RECORD)
         && fact->values[field].type != NUT_NONE;
}

/* The buffer is emptied even when the sink refused: nothing in it will go
 * out. */
static enum nut_status flush(struct nut_writer *writer)
{
  struct nut_buf *buf = &writer->buf;
  if (writer->refused)
    return NUT_OUTPUT;
  if (buf->len)
    writer->refused =
        !writer->sink.write(writer->sink.ctx, buf->ptr, buf->len);
  nut_buf_clear(buf);
  return writer->refused ? NUT_OUTPUT : NUT_OK;
}

/* Take back what a record left half written.  Clearing resets the sticky
 * error; the whole records before stay, as the bytes are still there. */
static enum nut_status take_back(struct nut_writer *writer, size_t len)
{
  nut_buf_clear(&writer->buf);
  writer->buf.len = len;
  return NUT_NOMEM;
}

static const struct nut_format *
format_of(const struct nut_writer_options *options)
{
  if (options->to != NUT_TO_CSV)
    return &nut_format_json;
  return options->by_article ? &nut_format_csv_article : &nut_format_csv;
}

/* A failed begin is freed like a whole writer: drop takes what is there. */
enum nut_status nut_writer_new(const struct nut_rules *rules,
                               const struct nut_writer_options *options,
                               const struct nut_sink *sink,
                               struct nut_writer **out)
{
  *out = NULL;
  struct nut_writer *writer = nut_new(options->mem, sizeof *writer);
  if (!writer)
    return NUT_NOMEM;
  writer->options = *options;
  writer->format = format_of(options);
  writer->kinds = rules ? nut_rules_kind_table(rules) : nut_kinds_builtin();
  writer->sink = *sink;
  nut_buf_init(&writer->buf, options->mem);
  nut_buf_init(&writer->scratch, options->mem);
  nut_buf_init(&writer->cell, options->mem);
  nut_ruler_init(&writer->ruler, options->mem, options->offsets);
  if (!writer->format->begin(writer) || writer->buf.failed) {
    nut_writer_free(writer);
    return NUT_NOMEM;
  }
  *out = writer;
  return NUT_OK;
}

static void add_between(struct nut_writer *writer)
{
  if (writer->records && writer->format->between)
    nut_buf_add_text(&writer->buf, writer->format->between(writer));
}

/* One article alone is sent at once; of several, chunks, as a write for
 * each small record costs more than the record. */
enum nut_status nut_writer_add(struct nut_writer *writer,
                               const struct nut_record *record)
{
  size_t before = writer->buf.len;
  if (writer->refused)
    return NUT_OUTPUT;
  add_between(writer);
  if (!writer->format->record(writer, record) || writer->buf.failed)
    return take_back(writer, before);
  writer->records++;
  if (!writer->sink.write
      || (writer->options.several && writer->buf.len < NUT_WRITE_CHUNK))
    return NUT_OK;
  return flush(writer);
}

/* ---- parts ------------------------------------------------------------ */

/* What begin wrote (a CSV header, a bracket) is the joining writer's to
 * send. */
enum nut_status nut_writer_part_new(const struct nut_rules *rules,
                                    const struct nut_writer_options *options,
                                    struct nut_writer **out)
{
  static const struct nut_sink no_sink = { NULL, NULL };
  enum nut_status status = nut_writer_new(rules, options, &no_sink, out);
  if (status == NUT_OK)
    nut_buf_clear(&(*out)->buf);
  return status;
}

/* A swap: the caller's old buffer, with its memory, serves the next
 * records. */
size_t nut_writer_part_take(struct nut_writer *part, struct nut_buf *out)
{
  size_t count = part->records;
  struct nut_buf records = part->buf;
  part->buf = *out;
  nut_buf_clear(&part->buf);
  part->records = 0;
  *out = records;
  return count;
}

/* The records are sent as they are, without a copy.  Bytes of the writer's
 * own go first.  No records means nothing to part, so empty parts leave no
 * stray comma. */
enum nut_status nut_writer_join(struct nut_writer *writer,
                                struct nut_slice records, size_t count)
{
  if (writer->refused)
    return NUT_OUTPUT;
  if (count == 0)
    return NUT_OK;
  add_between(writer);
  if (writer->buf.failed)
    return NUT_NOMEM;
  writer->records += count;
  enum nut_status status = flush(writer);
  if (status == NUT_OK && records.len)
    writer->refused = !writer->sink.write(writer->sink.ctx, records.ptr,
                                          records.len);
  return writer->refused ? NUT_OUTPUT : status;
}

enum nut_status nut_writer_end(struct nut_writer *writer)
{
  size_t before = writer->buf.len;
  if (writer->refused)
    return NUT_OUTPUT;
  if (writer->format->end)
    writer->format->end(writer);
  if (writer->buf.failed)
    return take_back(writer, before);
  return flush(writer);
}

void nut_writer_free(struct nut_writer *writer)
{
  if (!writer)
    return;
  if (writer->format->drop)
    writer->format->drop(writer);
  nut_ruler_drop(&writer->ruler);
  nut_buf_drop(&writer->cell);
  nut_buf_drop(&writer->scratch);
  nut_buf_drop(&writer->buf);
  nut_free(writer->options.mem, writer);
}
