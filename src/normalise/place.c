/* Places: what a rule says of one stays as it says it.
 *
 *   "Acacia Avenue" by its form -> name, kind street
 *
 * Names of the gazetteer do not come this way, and a rule's name that has no
 * kind is looked up there later (resolve/place_find.c). */
#include "normalise/normalise.h"

#include "rules/fields.h"

/* A fact without a name says nothing. */
bool nut_normalise_place(struct nut_norm *norm, struct nut_fact *fact)
{
  (void)norm;
  return nut_has(fact, NUT_PLACE_NAME);
}
