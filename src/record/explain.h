/* What each rule found in one article, for people who write rules.
 *
 * Every candidate in text order: where it stands, what was captured, what it
 * came to, and whether it is in the record or who beat it.  Plain text of 80
 * columns; control characters of the article do not reach it. */
#ifndef NUT_RECORD_EXPLAIN_H
#define NUT_RECORD_EXPLAIN_H

#include "base/buf.h"
#include "record/extract.h"

/* Appends to out.  What nut_extractor_run returns, or NUT_NOMEM. */
NUT_CHECK enum nut_status nut_explain_run(struct nut_extractor *extractor,
                                          const struct nut_input *input,
                                          struct nut_buf *out);

#endif
