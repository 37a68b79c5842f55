/* Which rules match where.
 *
 * A rule sees one sentence (or, with `window paragraph`, one paragraph):
 * matches are found leftmost and do not overlap within one rule; the search
 * goes on at the end of the last fact.  The scan walks each sentence once for
 * the needs of all rules, and tries a rule only where all of its needs are
 * met; what comes out is what the naive way (each rule over each sentence, in
 * tests/unit/naive.h) gives.
 *
 * A scan owns PCRE2's match data and context and belongs to one thread; the
 * engine is shared.  Matches live in the article's arena. */
#ifndef NUT_SCAN_SCAN_H
#define NUT_SCAN_SCAN_H

#include "article/article.h"
#include "scan/engine.h"

/* One match of a rule.  groups[g] is the g-th group's span of the shadow, or
 * NUT_NO_GROUP at both ends when it took no part; groups[0] is all. */
struct nut_match {
  const struct nut_rule *rule;
  /* index of the one that the match begins in */
  uint32_t sentence;
  const struct nut_span *groups;
};

#define NUT_NO_GROUP UINT32_MAX

struct nut_matches {
  struct nut_match *ptr;
  size_t len;
  size_t cap;
  /* rules that ran into a limit, for the article's warnings */
  const struct nut_rule **breached;
  size_t n_breached;
  size_t cap_breached;
};

/* Where an atom is met: a chain in the order of the text. */
struct nut_event {
  uint32_t start;
  uint32_t next; /* index, or NUT_NO_EVENT */
};

#define NUT_NO_EVENT UINT32_MAX

struct nut_met {
  /* of the sentence being scanned; counts on over all articles */
  uint32_t stamp; /* of the sentence that first and last are of */
  uint32_t first;
  uint32_t last;
};

struct nut_scan {
  struct nut_engine *engine;
  pcre2_match_data *data;
  pcre2_match_context *context;
  pcre2_jit_stack *stack;
  struct nut_met *met;     /* one for each atom */
  uint32_t *met_atoms;     /* those of this sentence */
  size_t n_met;
  uint32_t *tried;         /* [rule]: the stamp it was last looked at */
  uint32_t stamp;
  struct nut_event *events;
  size_t n_events;
  size_t cap_events;
  uint32_t *keys;          /* where a rule's key need is met */
  size_t n_keys;
  size_t cap_keys;
  uint32_t *starts;        /* where a rule is to be tried */
  size_t n_starts;
  size_t cap_starts;
  unsigned char *breaches; /* of each rule in this article */
};

NUT_CHECK enum nut_status nut_scan_init(struct nut_scan *scan,
                                        struct nut_engine *engine);
void nut_scan_drop(struct nut_scan *scan);

/* All matches of all rules, or of `only` (not NULL) alone. */
NUT_CHECK enum nut_status nut_scan_run(struct nut_scan *scan,
                                       struct nut_arena *arena,
                                       const struct nut_article *article,
                                       const struct nut_rule *only,
                                       struct nut_matches *out);

#endif
