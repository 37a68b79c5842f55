/* The day that an article says it is of. */
#ifndef NUT_RESOLVE_OWN_DAY_H
#define NUT_RESOLVE_OWN_DAY_H

#include "resolve/resolve.h"

/* Make it the anchor, where no day was given or the one said is a little
 * earlier. */
void nut_take_own_day(struct nut_resolve *resolve,
                      const struct nut_fact_list *facts);

#endif
