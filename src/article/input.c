/* Articles from files, folders, standard input and NDJSON: nut_reader_* of the
 * public header.
 *
 * The feed finds what there is to read and the parser makes articles of it; a
 * reader runs the two in turns, one batch at a time.  They are apart because a
 * batch run has them in different threads: one feed, many parsers, with the
 * same code as here.  So a single reader and a batch cannot differ in what
 * they accept.
 *
 * A failed input is an article with an error (NUT_INPUT), and the next call
 * goes on behind it; other failures are final. */
#include "article/input_feed.h"
#include "article/input_parse.h"
#include "base/alloc.h"

/* The parser borrows the raws and the options, so all of it lives and moves
 * together. */
struct nut_reader {
  struct nut_reader_options options; /* what it points to is borrowed */
  struct nut_feed feed;
  struct nut_raws raws;
  struct nut_parser parser;
  enum nut_status status;            /* how the feed left the raws */
};

enum nut_status nut_reader_new(const struct nut_reader_options *options,
                               const struct nut_report *report,
                               struct nut_reader **out)
{
  struct nut_reader_options full;
  /* So that the caller may free it whatever happens. */
  *out = NULL;
  enum nut_status status = nut_reader_options_read(options, report, &full);
  if (status != NUT_OK)
    return status;
  struct nut_reader *reader = nut_new(options->mem, sizeof *reader);
  if (!reader)
    return NUT_NOMEM;
  reader->options = full;
  nut_feed_init(&reader->feed, &reader->options);
  nut_raws_init(&reader->raws, options->mem);
  nut_parser_init(&reader->parser, &reader->options, report);
  *out = reader;
  return NUT_OK;
}

/* What the feed found before it failed or was stopped is given first; its
 * status is told when the parser has nothing left.  It stays, so a further
 * call gives it again. */
enum nut_status nut_reader_next(struct nut_reader *reader,
                                struct nut_input *out)
{
  for (;;) {
    enum nut_status status = nut_parser_next(&reader->parser, out);
    if (status != NUT_END)
      return status;
    if (reader->status != NUT_OK)
      return reader->status;
    reader->status = nut_feed_next(&reader->feed, &reader->raws);
    nut_parser_begin(&reader->parser, &reader->raws);
  }
}

void nut_reader_free(struct nut_reader *reader)
{
  if (!reader)
    return;
  nut_parser_drop(&reader->parser);
  nut_raws_drop(&reader->raws);
  nut_feed_drop(&reader->feed);
  nut_free(reader->options.mem, reader);
}
