/* A hash map with open addressing: one array of slots, a free one found by
 * walking on from where the hash points.
 *
 * Half of the slots stay free, so a walk is one or two steps and always ends.
 * Nothing can be removed; so there are no tombstones, and a free slot always
 * means that the key is not there.  The full hash is kept in each slot: it
 * spares most comparisons of keys, and rehashing does not read the keys at
 * all.
 *
 * The hash has no seed.  Keys come from rules, lists and codes, not from the
 * words of articles, so nobody else can choose them to collide; in return the
 * table is the same in every run. */
#include "base/map.h"

#include "base/alloc.h"
#include "base/slice.h"

/* A power of two, as all sizes are: the mask stands for the remainder. */
#define SLOTS_MIN 16

void nut_map_init(struct nut_map *map, const struct nut_mem *mem)
{
  *map = (struct nut_map){ .mem = mem };
}

void nut_map_drop(struct nut_map *map)
{
  nut_free(map->mem, map->slots);
  nut_map_init(map, map->mem);
}

/* FNV-1a, 32 bits (Fowler, Noll, Vo). */
static uint32_t hash_of(struct nut_slice key)
{
  uint32_t hash = 2166136261U;
  for (size_t i = 0; i < key.len; i++)
    hash = (hash ^ (unsigned char)key.ptr[i]) * 16777619U;
  return hash;
}

/* The slot of the key, or the free one where it belongs. */
static struct nut_map_slot *slot_of(struct nut_map_slot *slots, size_t mask,
                                    struct nut_slice key, uint32_t hash)
{
  size_t at = hash & mask;
  while (slots[at].value != NUT_MAP_NONE
         && !(slots[at].hash == hash && nut_slice_eq(slots[at].key, key)))
    at = (at + 1) & mask;
  return &slots[at];
}

/* The old table is freed only when the new one is whole, so failure leaves the
 * map as it was. */
static bool rehash(struct nut_map *map, size_t count)
{
  struct nut_map_slot *slots =
      nut_resize(map->mem, NULL, count * sizeof *slots);
  if (!slots)
    return false;
  for (size_t i = 0; i < count; i++)
    slots[i].value = NUT_MAP_NONE;
  for (size_t i = 0; map->slots && i <= map->mask; i++) {
    const struct nut_map_slot *old = &map->slots[i];
    if (old->value != NUT_MAP_NONE)
      *slot_of(slots, count - 1, old->key, old->hash) = *old;
  }
  nut_free(map->mem, map->slots);
  map->slots = slots;
  map->mask = count - 1;
  return true;
}

bool nut_map_put(struct nut_map *map, struct nut_slice key, uint32_t value)
{
  if (!map->slots && !rehash(map, SLOTS_MIN))
    return false;
  /* Before the key is looked up, since its slot would move. */
  if (map->used * 2 > map->mask && !rehash(map, (map->mask + 1) * 2))
    return false;
  uint32_t hash = hash_of(key);
  struct nut_map_slot *slot = slot_of(map->slots, map->mask, key, hash);
  if (slot->value == NUT_MAP_NONE)
    map->used++;
  *slot = (struct nut_map_slot){ key, hash, value };
  return true;
}

uint32_t nut_map_get(const struct nut_map *map, struct nut_slice key)
{
  if (!map->slots)
    return NUT_MAP_NONE;
  return slot_of(map->slots, map->mask, key, hash_of(key))->value;
}
