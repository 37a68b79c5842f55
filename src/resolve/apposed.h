/* A date said anew with its month: "two weeks later, on Aug 29", "last year,
 * on 5 May and 3 June". */
#ifndef NUT_RESOLVE_APPOSED_H
#define NUT_RESOLVE_APPOSED_H

#include "resolve/resolve.h"

/* The year that the date before tells of this one, which says a month and no
 * year; 0: it tells none. `chained` is the year told so of the date before. */
int nut_apposed_year(const struct nut_resolve *resolve,
                     const struct nut_fact *before, int chained,
                     const struct nut_fact *fact);

#endif
