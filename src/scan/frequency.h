/* How often a literal is met in English news: what orders needs by rarity.
 *
 * An estimate that decides only which of a rule's needs the scan looks for
 * first, never what matches. */
#ifndef NUT_SCAN_FREQUENCY_H
#define NUT_SCAN_FREQUENCY_H

#include "scan/needs.h"

/* Times in 100,000 bytes of text; more than 0. */
double nut_frequency_of(const struct nut_need_literal *literal);

#endif
