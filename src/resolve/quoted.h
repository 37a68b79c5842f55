/* Dates that somebody says in a quotation. */
#ifndef NUT_RESOLVE_QUOTED_H
#define NUT_RESOLVE_QUOTED_H

#include "resolve/resolve.h"

/* Does the fact stand in a quotation of its paragraph, whether or not that
 * began in an earlier sentence? */
bool nut_is_quoted(const struct nut_article *article,
                   const struct nut_fact *fact);

/* "tonight", "this evening": of the day that somebody speaks on. */
bool nut_is_this_night(const struct nut_fact *fact);

/* "police said Sunday": the day that somebody spoke on, no more. */
bool nut_is_day_of_speech(const struct nut_resolve *resolve,
                          const struct nut_fact *fact);

#endif
