/* How often a literal is met in English news: what orders needs by rarity.
 *
 * An estimate that decides only which of a rule's needs the scan looks for
 * first, never what matches. */
#ifndef NUT_SCAN_FREQUENCY_H
#define NUT_SCAN_FREQUENCY_H

#include "rules/table.h"
#include "scan/needs.h"

struct nut_frequencies {
  struct nut_slice *texts; /* words and signs, sorted */
  double *sums;            /* [i]: of the times of those before text i */
  size_t n;
  double begins[26];       /* other words, by their first letter */
  double letters[26];      /* the share of each, behind the first one */
  double digits[10];       /* numbers, by their first digit */
};

/* From the table word_frequency; what that lacks counts as rare.  The texts
 * are the table's, the arrays the arena's. */
NUT_CHECK enum nut_status nut_frequencies_read(struct nut_arena *arena,
                                               const struct nut_table *table,
                                               struct nut_frequencies *out);

/* Times in 100,000 bytes of text; more than 0. */
double nut_frequency_of(const struct nut_frequencies *f,
                        const struct nut_need_literal *literal);

#endif
