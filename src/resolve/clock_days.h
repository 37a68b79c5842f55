/* Clock times whose day is said behind their place: "at 9pm in Leeds on
 * Tuesday". */
#ifndef NUT_RESOLVE_CLOCK_DAYS_H
#define NUT_RESOLVE_CLOCK_DAYS_H

#include "resolve/resolve.h"

/* Needs the values of the dates.  Linear in the facts. */
void nut_place_clock_days(struct nut_resolve *resolve,
                          struct nut_fact_list *facts);

#endif
