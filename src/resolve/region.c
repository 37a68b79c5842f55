/* The country that the article is about, where nobody said: the one that
 * most of its place facts lie in.
 *
 *   London, Leeds, Paris -> GB
 *   London, Paris        -> none: two lead
 *
 * Each mention counts, demonyms too, as what an article is about is what it
 * names again and again.  A tie gives none: with a wrong region phone
 * numbers and amounts would be wrong, without one they are only less
 * complete.  It must follow resolve/overlap.c, so that places which lost
 * have no vote.  Linear, by a map from country to its tally. */
#include "resolve/resolve.h"

#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* Countries that places lie in, and how often. */
struct tally {
  struct nut_slice country;
  size_t count;
};

static bool is_place(const struct nut_fact *fact)
{
  return fact->rule->kind == NUT_KIND_PLACE;
}

/* Returns how many countries there are; *memory turns false when the map
 * could not grow.  Tallies are as long as the facts, so they always
 * suffice. */
static size_t count_places(const struct nut_fact_list *facts,
                           struct tally *tallies, struct nut_map *seen,
                           bool *memory)
{
  size_t n = 0;
  for (size_t i = 0; i < facts->len; i++) {
    const struct nut_fact *fact = &facts->ptr[i];
    if (!is_place(fact) || !nut_has(fact, NUT_PLACE_COUNTRY))
      continue;
    struct nut_slice country = nut_text_of(fact, NUT_PLACE_COUNTRY);
    uint32_t at = nut_map_get(seen, country);
    if (at == NUT_MAP_NONE) {
      at = (uint32_t)n++;
      tallies[at] = (struct tally){ country, 0 };
      *memory = *memory && nut_map_put(seen, country, at);
    }
    tallies[at].count++;
  }
  return n;
}

/* A tie is assumed until a first country comes, which makes an article
 * without places one without a region. */
enum nut_status nut_resolve_region(struct nut_resolve *resolve,
                                   struct nut_fact_list *facts)
{
  struct nut_map seen;
  bool memory = true;
  bool tie = true;
  size_t best = 0;
  if (resolve->region.len)
    return NUT_OK;
  struct tally *tallies =
      nut_arena_alloc(resolve->arena, (facts->len + 1) * sizeof *tallies);
  if (!tallies)
    return NUT_NOMEM;
  nut_map_init(&seen, resolve->arena->mem);
  size_t n = count_places(facts, tallies, &seen, &memory);
  nut_map_drop(&seen);
  for (size_t i = 0; i < n; i++) {
    if (i == 0 || tallies[i].count > tallies[best].count) {
      best = i;
      tie = false;
    } else if (tallies[i].count == tallies[best].count) {
      tie = true;
    }
  }
  if (!tie)
    resolve->region = tallies[best].country;
  return memory ? NUT_OK : NUT_NOMEM;
}

bool nut_is_sure_place(const struct nut_fact *fact)
{
  return is_place(fact) && nut_has(fact, NUT_PLACE_COUNTRY)
         && fact->confidence.n_digits == 0;
}

bool nut_region_is_doubtful(const struct nut_resolve *resolve,
                            const struct nut_fact_list *facts)
{
  bool doubt = false;
  for (size_t i = 0; i < facts->len; i++) {
    const struct nut_fact *fact = &facts->ptr[i];
    if (!is_place(fact)
        || !nut_slice_eq(nut_text_of(fact, NUT_PLACE_COUNTRY),
                         resolve->region))
      continue;
    if (nut_is_sure_place(fact))
      return false;
    doubt = true;
  }
  return doubt;
}
