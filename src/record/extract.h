/* One article through all stages: decode, article, scan, normalise, resolve,
 * record.
 *
 * An extractor belongs to one thread.  Its record and all that hangs on it
 * live in its arena until the next article. */
#ifndef NUT_RECORD_EXTRACT_H
#define NUT_RECORD_EXTRACT_H

#include "record/record.h"
#include "rules/ruleset.h"
#include "scan/scan.h"

/* What went into a list of facts, for explain.  Candidates that lost say to
 * whom; a fact says which candidate it was. */
struct nut_mentions;

struct nut_trace {
  const struct nut_article *article;
  struct nut_matches matches;
  struct nut_facts candidates;
  struct nut_facts facts;
  const struct nut_mentions *mentions; /* names of places */
};

/* An article's own facts, and its title's. */
#define NUT_TRACES 2

struct nut_traces {
  struct nut_trace ptr[NUT_TRACES];
  size_t len;
};

struct nut_extractor {
  const struct nut_rules *rules;
  struct nut_scan scan;
  struct nut_arena arena;
  struct nut_map abbreviations;
  struct nut_map starters;
  unsigned long long kinds;    /* the kinds to extract */
  const struct nut_rule *only; /* this rule alone, or NULL */
  struct nut_traces *traces;   /* to be filled in, or NULL */
  bool excerpts;               /* texts are examples of rules: sentences of
                                  articles, not texts of their own */
  bool hidden;                 /* keep the facts of hidden kinds too */
};

NUT_CHECK enum nut_status nut_extractor_init(struct nut_extractor *extractor,
                                             struct nut_engine *engine,
                                             const struct nut_mem *mem);
void nut_extractor_drop(struct nut_extractor *extractor);

/* NUT_INPUT: the arena's cap was reached, and *out is a record with an error;
 * the extractor can go on.  NUT_NOMEM: *out is nothing. */
NUT_CHECK enum nut_status nut_extractor_run(struct nut_extractor *extractor,
                                            const struct nut_input *input,
                                            struct nut_record *out);

#endif
