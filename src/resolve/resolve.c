/* The order of what needs more than one fact.
 *
 * Digits that are no phone number go first, as they would beat others, and
 * letters that stand for no Act, and dates that only a plan can mean.
 * Overlaps then: all later steps may trust that each fact left is meant.
 * The region next, as it is voted by the places that won, and the feasts of
 * its country before dates.  Dates, money, phones, modifiers, changes and
 * statutes are independent of each other; dates, money, phones and statutes
 * need the region.  Each step works on the whole list and leaves it in text
 * order, so a step can be tested alone; the first failure, which is lack of
 * memory, ends the rest. */
#include "resolve/resolve.h"

#include "resolve/place.h"

void nut_resolve_sweep(struct nut_fact_list *facts)
{
  size_t kept = 0;
  for (size_t i = 0; i < facts->len; i++)
    if (!facts->ptr[i].withdrawn)
      facts->ptr[kept++] = facts->ptr[i];
  facts->len = kept;
}

enum nut_status nut_resolve(struct nut_resolve *resolve,
                            struct nut_fact_list *facts)
{
  enum nut_status status = nut_resolve_phone_plans(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_letters(resolve, facts);
  nut_resolve_plans(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_overlaps(resolve->arena, facts);
  if (status == NUT_OK)
    status = nut_places_judge(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_region(resolve, facts);
  if (status == NUT_OK)
    nut_resolve_feasts(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_dates(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_ranges(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_bounds(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_shared_days(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_spoken_days(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_money(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_temperatures(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_phones(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_modifiers(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_changes(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_statutes(resolve, facts);
  return status;
}
