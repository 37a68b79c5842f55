/* The year of a date: as said, or as the anchor gives it. */
#ifndef NUT_NORMALISE_YEARS_H
#define NUT_NORMALISE_YEARS_H

#include "normalise/timex.h"

/* The year that is said; "eighteen" "twelve" has its hundreds apart. */
int nut_year_said(const struct nut_timex *t);

/* Of a date with a month: the year that is said, or the one that a shift or
 * nearness gives.  -1: not known. */
int nut_year_of_month(struct nut_timex *t, int month);

/* Of a season, quarter or half that is said without its year. */
int nut_year_of_part(const struct nut_timex *t, const struct nut_date *date);

#endif
