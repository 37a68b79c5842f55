/* Tables of figures, in which what looks like a phone number is none. */
#ifndef NUT_RESOLVE_PHONE_FIGURES_H
#define NUT_RESOLVE_PHONE_FIGURES_H

#include "resolve/resolve.h"

/* Withdraw the phone facts in tables of figures that have nothing but their
 * form for them.  Those of rules that want a number in use and found none are
 * withdrawn already: they are what such a table is known by. */
NUT_CHECK enum nut_status
nut_phone_figures(const struct nut_resolve *resolve,
                  struct nut_fact_list *facts);

/* Has the fact a rule that knows it by the digits' form or by a plan only,
 * without words that call? */
bool nut_phone_is_by_form(const struct nut_fact *fact);

/* Do its digits fit a numbering plan? */
bool nut_phone_fits(const struct nut_resolve *resolve,
                    const struct nut_fact *fact);

#endif
