/* Words looked up in the small lists that parsing needs (abbreviations, words
 * that open sentences), whatever their case.
 *
 * The key is folded into a buffer on the stack: a look-up happens at each full
 * stop of each article, and must not allocate.  Only ASCII is folded, since
 * the lists are English; a longer word than NUT_LOOKUP_MAX is in no list and
 * is not hashed at all.  The keys in the map must be in lower case. */
#include "article/lookup.h"

#include "base/limits.h"
#include "base/slice.h"

uint32_t nut_look_up(const struct nut_map *map, struct nut_slice word)
{
  char lower[NUT_LOOKUP_MAX];
  if (!map || word.len == 0 || word.len > sizeof lower)
    return NUT_MAP_NONE;
  for (size_t i = 0; i < word.len; i++)
    /* In ASCII the bit 0x20 parts small from capital letters. */
    lower[i] = (char)(nut_is_upper(word.ptr[i]) ? word.ptr[i] | 0x20
                                                : word.ptr[i]);
  return nut_map_get(map, (struct nut_slice){ lower, word.len });
}

/* Any such letters, listed or not: "J.K." is a name, "U.S" a country.  "No"
 * and "St" are not of this form and need the list. */
bool nut_is_initials(struct nut_slice word)
{
  for (size_t i = 0; i < word.len; i++)
    if (i % 2 ? word.ptr[i] != '.' : !nut_is_alpha(word.ptr[i]))
      return false;
  return word.len > 0;
}
