/* The country of a feast: that of the nearest sure place in its sentence that
 * keeps it, else the article's, else what the list has for all others.
 *
 *   "@independence", "India marks Independence Day"   08-15
 *   "@republic", nothing known of the country         a day, but not which
 *   "!family", in an article about Kent               no feast
 *
 * Facts are in text order, so the places of a sentence lie around the date;
 * dates without such a feast cost one look.  Linear in the facts. */
#include "resolve/resolve.h"

#include "base/slice.h"
#include "normalise/holiday.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* Facts on each side that are looked at for a place. */
#define PLACE_REACH 12

/* The code of "republic" in a country, or of all others where that is empty;
 * an empty slice where the list has none. */
static struct nut_slice code_in(const struct nut_resolve *resolve,
                                struct nut_slice name,
                                struct nut_slice country)
{
  struct nut_buf key;
  nut_buf_init(&key, resolve->arena->mem);
  nut_buf_add(&key, name);
  if (country.len) {
    nut_buf_add_byte(&key, ' ');
    nut_buf_add(&key, country);
  }
  struct nut_slice code = nut_wordlist_text(
      resolve->arena, nut_rules_wordlist(resolve->rules, "national_day"),
      nut_buf_slice(&key));
  resolve->arena->failed = resolve->arena->failed || key.failed;
  nut_buf_drop(&key);
  return code;
}

/* By the place of facts[k], where it is one of the sentence of facts[i]. */
static struct nut_slice code_by_place(const struct nut_resolve *resolve,
                                      const struct nut_fact_list *facts,
                                      size_t i, size_t k,
                                      struct nut_slice name)
{
  const struct nut_fact *place = k < facts->len ? &facts->ptr[k] : NULL;
  if (!place || !nut_is_sure_place(place)
      || place->sentence != facts->ptr[i].sentence)
    return (struct nut_slice){ NULL, 0 };
  return code_in(resolve, name, nut_text_of(place, NUT_PLACE_COUNTRY));
}

/* home: the country of the article, where it is sure. */
static struct nut_slice code_of(const struct nut_resolve *resolve,
                                const struct nut_fact_list *facts, size_t i,
                                struct nut_slice name, struct nut_slice home)
{
  struct nut_slice code = { NULL, 0 };
  for (size_t step = 1; !code.len && step <= PLACE_REACH; step++) {
    if (i >= step)
      code = code_by_place(resolve, facts, i, i - step, name);
    if (!code.len)
      code = code_by_place(resolve, facts, i, i + step, name);
  }
  if (!code.len && home.len)
    code = code_in(resolve, name, home);
  if (!code.len)
    code = code_in(resolve, name, (struct nut_slice){ NULL, 0 });
  return code;
}

void nut_resolve_feasts(struct nut_resolve *resolve,
                        struct nut_fact_list *facts)
{
  bool withdrawn = false;
  struct nut_slice home = resolve->region;
  if (nut_region_is_doubtful(resolve, facts))
    home.len = 0;
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    struct nut_slice feast = { NULL, 0 };
    if (nut_is_date(fact))
      feast = nut_text_of(fact, NUT_DATE_HOLIDAY);
    if (!feast.len || nut_holiday_is_day(feast))
      continue;
    struct nut_slice code = code_of(resolve, facts, i,
                                    nut_slice_cut(feast, 1, feast.len), home);
    if (code.len)
      fact->values[NUT_DATE_HOLIDAY] = nut_value_text(code);
    fact->withdrawn = !code.len && feast.ptr[0] == '!';
    withdrawn = withdrawn || fact->withdrawn;
  }
  if (withdrawn)
    nut_resolve_sweep(facts);
}
