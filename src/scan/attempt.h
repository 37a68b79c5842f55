/* Trying one rule at given places, and keeping its matches. */
#ifndef NUT_SCAN_ATTEMPT_H
#define NUT_SCAN_ATTEMPT_H

#include "scan/scan.h"

/* The part of the shadow that a rule may look at: lookbehind sees from
 * subject, matches lie in [start, end). */
struct nut_window {
  /* offsets in the shadow */
  uint32_t subject;
  uint32_t start;
  uint32_t end;
  /* index; of a paragraph window its first one */
  uint32_t sentence;
};

/* One article being scanned. */
struct nut_scan_job {
  struct nut_scan *scan;
  struct nut_arena *arena;
  const struct nut_article *article;
  struct nut_matches *out;
  bool is_long; /* of more than NUT_MESSAGE_SENTENCES */
};

/* Try the rule at one place.  *next is where its search goes on: behind a
 * match, at the place when there is none, at the window's end when the rule
 * rests for this window. */
NUT_CHECK enum nut_status nut_attempt_at(struct nut_scan_job *job,
                                         const struct nut_window *window,
                                         size_t rule, uint32_t at,
                                         uint32_t *next);

/* Try it at every character of the window whose first byte its plan allows. */
NUT_CHECK enum nut_status
nut_attempt_everywhere(struct nut_scan_job *job,
                       const struct nut_window *window, size_t rule);

#endif
