/* Memory that is freed all at once: for a rule set, an article, a record.
 *
 * Invariants: every pointer stays valid until _reset or _drop; blocks are
 * aligned for any type.  Ownership: whoever embeds the arena drops it.
 * Failure is sticky: once an allocation failed, `failed` stays true until
 * _reset, so a stage may check once at its end.  `cap` is NUT_ARENA_MAX; who
 * owns the arena may lower it. */
#ifndef NUT_BASE_ARENA_H
#define NUT_BASE_ARENA_H

#include "surface/nutgraf.h"

struct nut_arena_block;

struct nut_arena {
  const struct nut_mem *mem;
  struct nut_arena_block *blocks; /* newest first */
  size_t total;                   /* bytes in all blocks */
  size_t cap;                     /* that total may reach */
  bool failed;
  bool full;                      /* failed at the cap: there was memory */
};

void nut_arena_init(struct nut_arena *arena, const struct nut_mem *mem);
void nut_arena_drop(struct nut_arena *arena);

/* Forget all content; the largest block is kept for the next round. */
void nut_arena_reset(struct nut_arena *arena);

/* size bytes set to zero, or NULL (and failed). */
NUT_CHECK void *nut_arena_alloc(struct nut_arena *arena, size_t size);

/* Room for one more element of `size` bytes in the arena array ptr that holds
 * len and has room for *cap; it doubles, and the old copy stays behind.
 * Returns the array (moved perhaps) or NULL. */
NUT_CHECK void *nut_arena_grow(struct nut_arena *arena, void *ptr, size_t len,
                               size_t *cap, size_t size);

/* A copy of the slice with a NUL after it, which is not counted; an empty
 * slice on failure. */
struct nut_slice nut_arena_copy(struct nut_arena *arena,
                                struct nut_slice slice);

#endif
