/* Which day one date of an article counts from. */
#ifndef NUT_NORMALISE_ANCHOR_H
#define NUT_NORMALISE_ANCHOR_H

#include "normalise/date.h"

/* The article's anchor with what the text before has left in it, made into
 * the one for this fact; not known where that is too coarse. */
struct nut_anchor nut_anchor_of(const struct nut_fact *fact,
                                const struct nut_anchor *anchor);

/* Does the value begin behind the day of the article? */
bool nut_anchor_is_ahead(const struct nut_anchor *anchor,
                         struct nut_slice value);

/* What the verb says of a date; where that is said to be this one ("this
 * Christmas"), one that looks back from afar says nothing. */
enum nut_tense nut_anchor_tense(const struct nut_anchor *anchor,
                                bool this_one);

/* Does a month without a year take the one said shortly before? */
bool nut_anchor_tells_year(const struct nut_anchor *anchor);

/* Is it a clock time that ends a night, such as "1am" or "5:30am"? */
bool nut_anchor_ends_night(const struct nut_fact *fact);

#endif
