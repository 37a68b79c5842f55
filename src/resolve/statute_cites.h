/* An Act that is named right before its citation: "the Buy American Act (41
 * U.S.C. §§ 8301-8305)". */
#ifndef NUT_RESOLVE_STATUTE_CITES_H
#define NUT_RESOLVE_STATUTE_CITES_H

#include "resolve/resolve.h"

/* Name the Act in its citation's facts and withdraw its own; the caller
 * sweeps.  Facts are in text order. */
void nut_resolve_cited(const struct nut_resolve *resolve,
                       struct nut_fact_list *facts);

#endif
