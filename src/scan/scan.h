/* Which rules match where.
 *
 * A rule sees one sentence (or, with `window paragraph`, one paragraph):
 * matches are found leftmost and do not overlap within one rule; the search
 * goes on at the end of the last fact.  What comes out is the same for every
 * way of finding it; tests/ holds the naive one.
 *
 * The scanner owns PCRE2's match data and context and belongs to one thread;
 * the rules are shared.  Matches live in the article's arena. */
#ifndef NUT_SCAN_SCAN_H
#define NUT_SCAN_SCAN_H

#include "article/article.h"
#include "rules/ruleset.h"

/* One match of a rule.  groups[g] is the g-th group's span of the shadow, or
 * empty with start NUT_NO_GROUP when it took no part; groups[0] is all. */
struct nut_match {
  const struct nut_rule *rule;
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

struct nut_scan {
  const struct nut_rules *rules;
  pcre2_match_data *data;
  pcre2_match_context *context;
  pcre2_jit_stack *stack;
};

NUT_CHECK enum nut_status nut_scan_init(struct nut_scan *scan,
                                        const struct nut_rules *rules);
void nut_scan_drop(struct nut_scan *scan);

/* All matches of all rules that compete in a kind of the set `kinds`, or of
 * `only` (not NULL) alone, rule by rule in the order of the rules. */
NUT_CHECK enum nut_status nut_scan_run(struct nut_scan *scan,
                                       struct nut_arena *arena,
                                       const struct nut_article *article,
                                       unsigned long long kinds,
                                       const struct nut_rule *only,
                                       struct nut_matches *out);

#endif
