#include "article/lookup.h"

#include "base/limits.h"
#include "base/slice.h"

uint32_t nut_look_up(const struct nut_map *map, struct nut_slice word)
{
  char lower[NUT_LOOKUP_MAX];
  if (!map || word.len == 0 || word.len > sizeof lower)
    return NUT_MAP_NONE;
  for (size_t i = 0; i < word.len; i++)
    lower[i] = (char)(nut_is_upper(word.ptr[i]) ? word.ptr[i] | 0x20
                                                : word.ptr[i]);
  return nut_map_get(map, (struct nut_slice){ lower, word.len });
}

bool nut_is_initials(struct nut_slice word)
{
  for (size_t i = 0; i < word.len; i++)
    if (i % 2 ? word.ptr[i] != '.' : !nut_is_alpha(word.ptr[i]))
      return false;
  return word.len > 0;
}
