/* Days of feasts and holidays, from short codes that rule lists give:
 *
 *   12-25    a day of each year
 *   05-24/1  ISO weekday, on that day or the last one before it
 *   E-2      days before (-) or after (+) Easter Sunday of the West
 *   O-2      the same of the Easter of the East
 *   11/4/4   month, ISO weekday, which one: the 4th Thursday of November;
 *            -1 is the last of the month, and +1 behind it the day after
 *   H10/1    month and day of the Islamic calendar, by its tables
 *   @name    a day of each country, and !name a feast only of some: as long as
 *            the country is not known, of no day (resolve/feasts.c) */
#ifndef NUT_NORMALISE_HOLIDAY_H
#define NUT_NORMALISE_HOLIDAY_H

#include "normalise/date.h"

/* Does the code say which day, in no country's own way? */
bool nut_holiday_is_day(struct nut_slice code);

/* false: no such code, or no such day in that year. */
NUT_CHECK bool nut_holiday_of_year(struct nut_slice code, int year,
                                   struct nut_date *out);

/* The one nearest to a day.  shift -1 and 1 ask for the last one before and
 * the next one after; so does a tense, though a past one that is far from
 * the feast leaves those of the next two months. */
NUT_CHECK bool nut_holiday_nearest(struct nut_slice code,
                                   struct nut_date from, int shift,
                                   enum nut_tense tense, enum nut_verb verb,
                                   struct nut_date *out);

#endif
