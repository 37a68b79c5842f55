/* The record of one article: what all writers write.
 *
 * Invariants: facts are in text order (start, then longer first, then the
 * kind's place in the table), their `text` spans are byte offsets into
 * article->text.  All memory is the scanner's arena and lives until its next
 * article. */
#ifndef NUT_RECORD_RECORD_H
#define NUT_RECORD_RECORD_H

#include "article/article.h"
#include "resolve/incident.h"
#include "scan/fact.h"

struct nut_facts {
  const struct nut_fact *ptr;
  size_t len;
};

struct nut_record {
  struct nut_slice id;
  bool id_is_number;             /* print id as a JSON number */
  struct nut_slice error;        /* not empty: nothing below is set */
  struct nut_slice title;        /* given, or the headline; may be empty */
  struct nut_slice published;    /* "2021-09-28" or "2021-09-28T14:30" */
  struct nut_slice published_from; /* "--date", "published", "dateline" */
  struct nut_slice region;       /* that was applied; may be empty */
  struct nut_slice url;
  struct nut_slice sha256;       /* of the decoded text, lower-case hex */
  const struct nut_article *article;
  struct nut_facts facts;
  const struct nut_article *title_article; /* NULL when there is none */
  struct nut_facts title_facts;
  struct nut_incidents incidents;
  const struct nut_slice *warnings;
  size_t n_warnings;
};

#endif
