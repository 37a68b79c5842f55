/* One line of NDJSON to an article.
 *
 * The line is made safe before cJSON sees it: ill-formed bytes and NULs,
 * \u0000 and lone surrogates become U+FFFD, each with a warning (cJSON passes
 * ill-formed bytes on and cuts strings at a NUL), and nesting is bounded
 * (cJSON recurses).  An id that is a number is taken from the line as it
 * stands, because cJSON's are doubles.  Of members of the same name the last
 * one counts, as in Python, JavaScript and jq.
 * Ownership: what an article borrows lives until the next line or _drop. */
#ifndef NUT_ARTICLE_INPUT_NDJSON_H
#define NUT_ARTICLE_INPUT_NDJSON_H

#include "base/buf.h"

/* Deeper than any article's metadata; cJSON takes 1000, more than a small
 * stack does. */
#define NUT_JSON_DEPTH_MAX 128

struct cJSON;

struct nut_ndjson {
  struct cJSON *tree;
  struct nut_buf clean;   /* the line, where bytes had to be replaced */
  struct nut_buf id;      /* the line's number as text */
  struct nut_buf error;
  struct nut_buf warning;
};

void nut_ndjson_init(struct nut_ndjson *ndjson, const struct nut_mem *mem);
void nut_ndjson_drop(struct nut_ndjson *ndjson);

/* out gets what the line says.  NUT_INPUT: out has id and error.  line is
 * overwritten in places. */
NUT_CHECK enum nut_status nut_ndjson_parse(struct nut_ndjson *ndjson,
                                           char *line, size_t len,
                                           size_t number,
                                           struct nut_input *out);

/* The same for a line that could not be read: what becomes its error. */
NUT_CHECK enum nut_status nut_ndjson_fail(struct nut_ndjson *ndjson,
                                          size_t number, const char *what,
                                          struct nut_input *out);

#endif
