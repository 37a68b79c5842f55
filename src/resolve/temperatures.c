/* "highs of 30 degrees": Celsius or Fahrenheit, by the article's region.
 *
 * Rules that know a temperature by the words beside it set its unit to
 * "temperature".  The list temperature_unit says which unit a region has,
 * and, under "elsewhere", the one of all others and of no region.  It must
 * follow resolve/region.c. */
#include "resolve/words.h"

#include "base/slice.h"
#include "rules/fields.h"

enum nut_status nut_resolve_temperatures(struct nut_resolve *resolve,
                                         struct nut_fact_list *facts)
{
  const struct nut_wordlist *units =
      nut_rules_wordlist(resolve->rules, "temperature_unit");
  struct nut_slice unit = nut_word_meaning(resolve, units, resolve->region);
  if (!unit.len)
    unit = nut_word_meaning(resolve, units, nut_slice_of("elsewhere"));
  for (size_t i = 0; unit.len && i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    if (fact->rule->kind == NUT_KIND_MEASURE
        && nut_slice_eq(nut_text_of(fact, NUT_MEASURE_UNIT),
                        nut_slice_of("temperature")))
      fact->values[NUT_MEASURE_UNIT] = nut_value_text(unit);
  }
  return resolve->arena->failed ? NUT_NOMEM : NUT_OK;
}
