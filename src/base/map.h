/* A hash map from byte strings to 32-bit numbers (indices, mostly).
 *
 * Invariants: keys are borrowed and must outlive the map; the hash has no
 * seed, so the same keys give the same table on every machine, and nothing
 * ever iterates over it.  Ownership: whoever embeds it drops it. */
#ifndef NUT_BASE_MAP_H
#define NUT_BASE_MAP_H

#include "surface/nutgraf.h"

#include <stdint.h>

#define NUT_MAP_NONE UINT32_MAX

struct nut_map_slot {
  struct nut_slice key;
  uint32_t hash;
  uint32_t value; /* NUT_MAP_NONE: free */
};

struct nut_map {
  const struct nut_mem *mem;
  struct nut_map_slot *slots;
  size_t mask; /* slots - 1; 0 when there are none */
  size_t used;
};

void nut_map_init(struct nut_map *map, const struct nut_mem *mem);
void nut_map_drop(struct nut_map *map);

/* Set key to value (any but NUT_MAP_NONE); false when memory ran out. */
NUT_CHECK bool nut_map_put(struct nut_map *map, struct nut_slice key,
                           uint32_t value);

/* The value of key, or NUT_MAP_NONE. */
uint32_t nut_map_get(const struct nut_map *map, struct nut_slice key);

#endif
