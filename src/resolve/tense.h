/* Does the sentence around a date look back or ahead? */
#ifndef NUT_RESOLVE_TENSE_H
#define NUT_RESOLVE_TENSE_H

#include "normalise/date.h"
#include "resolve/resolve.h"

/* By the word nearest before the fact, in its sentence, that the list `tense`
 * has; else by the first behind it.  UNKNOWN without such a word or list.
 * verb: how close the word stands. */
enum nut_tense nut_tense_of(const struct nut_resolve *resolve,
                            const struct nut_fact *fact,
                            enum nut_verb *verb);

#endif
