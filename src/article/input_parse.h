/* The second half of the reader: raw items to articles.
 *
 * A parser belongs to one thread.  It opens, reads and closes the files of
 * its items and takes lines of NDJSON apart; every failure is told to the
 * report and given as an article with an error.
 * Ownership: options are borrowed (as nut_reader_options_read gives them);
 * an article's slices live until the next _next or _begin; whoever embeds
 * the parser drops it. */
#ifndef NUT_ARTICLE_INPUT_PARSE_H
#define NUT_ARTICLE_INPUT_PARSE_H

#include "article/input_ndjson.h"
#include "article/input_raw.h"
#include "article/input_read.h"

struct nut_parser {
  const struct nut_reader_options *options;
  const struct nut_report *report;
  struct nut_raws *raws; /* the batch at hand, or NULL */
  size_t next;           /* its item to take next */
  struct nut_slice rest; /* of the lines at hand; what raws holds */
  size_t number;         /* of the next of them */
  struct nut_ndjson ndjson;
  struct nut_buf path;   /* of the item at hand, as shown */
  struct nut_buf text;
  struct nut_buf error;
};

void nut_parser_init(struct nut_parser *parser,
                     const struct nut_reader_options *options,
                     const struct nut_report *report);
void nut_parser_drop(struct nut_parser *parser);

/* Go through this batch now; it is borrowed and written in. */
void nut_parser_begin(struct nut_parser *parser, struct nut_raws *raws);

/* The next article of the batch, or NUT_END.  NUT_INPUT: *out has id and
 * error. */
NUT_CHECK enum nut_status nut_parser_next(struct nut_parser *parser,
                                          struct nut_input *out);

#endif
