/* Which rules match where.
 *
 * A rule sees one sentence (or, with `window paragraph`, one paragraph):
 * matches are found leftmost and do not overlap within one rule; the search
 * goes on at the end of the last fact.  The scan walks each sentence once for
 * the keys of all rules, and tries a rule only where a match could reach its
 * key; what comes out is what the naive way (each rule over each sentence, in
 * tests/unit/naive.h) gives, in the order of the keys.
 *
 * A scan owns PCRE2's match data and context and belongs to one thread; the
 * engine is shared.  Matches live in the article's arena. */
#ifndef NUT_SCAN_SCAN_H
#define NUT_SCAN_SCAN_H

#include "article/article.h"
#include "scan/dfa.h"
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
  /* the rule at which the time was up, or NULL: no rule was tried after it */
  const struct nut_rule *late;
};

/* An atom that is met. */
struct nut_hit {
  uint32_t start; /* offset in the shadow */
  uint32_t atom;
};

struct nut_hits {
  struct nut_hit *ptr;
  size_t len;
  size_t cap;
};

/* Stamps are the numbers of sentences, counted on over all articles: what
 * carries another one is of an older sentence, and nothing needs clearing. */

/* What begins at a place: hits[first .. first + len). */
struct nut_begun {
  uint32_t stamp;
  uint32_t first;
  uint32_t len;
};

/* How far a rule has come: no place before `from` is tried (again); and what
 * its attempts may have looked at so far. */
struct nut_progress {
  uint32_t stamp;
  uint32_t from;
  uint32_t work; /* bytes; see NUT_WORK_MAX */
};

/* The wall clock as a second net, for who wants one (nut_scan_options). */
struct nut_clock {
  uint64_t (*now)(void); /* milliseconds; NULL: no bound in time */
  unsigned budget;       /* for one article */
  uint64_t deadline;
  unsigned attempts;     /* since the last look */
};

struct nut_scan {
  struct nut_engine *engine;
  pcre2_match_data *data;
  pcre2_match_context *context;
  pcre2_jit_stack *stack;
  struct nut_dfa dfa;
  uint32_t stamp;
  const struct nut_index *key_index; /* for this article */
  struct nut_hits keys;          /* of this sentence, in text order */
  size_t at_key;                 /* the one whose rules are being tried */
  struct nut_hits starts;        /* of the places looked at so far */
  struct nut_hits met;           /* place and rule: keys of rules that see
                                    paragraphs */
  /* By offset in the sentence: may something begin here; what does. */
  unsigned char *marks;
  size_t cap_marks;
  struct nut_begun *begun;
  size_t cap_begun;
  struct nut_progress *progress; /* of each rule */
  unsigned char *breaches;       /* of each rule in this article */
  struct nut_clock clock;
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
