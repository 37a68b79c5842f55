#include "resolve/resolve.h"

enum nut_status nut_resolve(struct nut_resolve *resolve,
                            struct nut_fact_list *facts)
{
  enum nut_status status = nut_resolve_overlaps(resolve->arena, facts);
  if (status == NUT_OK)
    status = nut_resolve_region(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_dates(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_money(resolve, facts);
  if (status == NUT_OK)
    status = nut_resolve_phones(resolve, facts);
  return status;
}
