/* How many days from the anchor a weekday lies. */
#ifndef NUT_NORMALISE_WEEKDAY_H
#define NUT_NORMALISE_WEEKDAY_H

#include "normalise/timex.h"

/* By its distance in weeks, of today's weekday and the one said (1 Monday). */
int nut_weekday_of_shift(int today, int weekday, int shift);

/* By the captures of a fact and the tense beside it.  The anchor is known. */
int nut_weekday_away(const struct nut_timex *t);

#endif
