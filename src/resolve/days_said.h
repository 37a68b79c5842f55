/* Days of the article's text that were said with their year: "on 10 August
 * 2017" makes a later "10 August" that one. */
#ifndef NUT_RESOLVE_DAYS_SAID_H
#define NUT_RESOLVE_DAYS_SAID_H

#include "resolve/resolve.h"

/* The year of each day, by month and day from 0; 0: not said. */
struct nut_days_said {
  uint16_t year[12][31];
};

/* Take in a day of a month, once its year is known. */
void nut_days_said_add(struct nut_days_said *said,
                       const struct nut_fact *fact);

/* The year of a day that says none and no weekday; 0: not said, or the day is
 * so near to the article's that it may be an anniversary. */
int nut_days_said_year(const struct nut_days_said *said,
                       const struct nut_anchor *anchor,
                       const struct nut_fact *fact);

#endif
