/* Dates that the date before them places. */
#ifndef NUT_RESOLVE_FOLLOW_H
#define NUT_RESOLVE_FOLLOW_H

#include "normalise/date.h"
#include "resolve/resolve.h"

/* A range ends behind its beginning, and soon; days and months said in one
 * breath are near.  b is given its value anew where a, the date before it,
 * tells more than b itself.  false: there is no such day. */
NUT_CHECK bool nut_follow(const struct nut_resolve *resolve,
                          const struct nut_anchor *anchor,
                          const struct nut_fact *a, struct nut_fact *b);

#endif
