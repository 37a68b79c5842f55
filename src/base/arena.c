/* Memory that is freed all at once: a list of blocks, of which the newest is
 * filled from its start on.
 *
 * An article makes thousands of small objects that end together.  Taking them
 * from a block costs an addition each, and nothing has to be freed one by one
 * on the paths that fail.  A reset keeps the largest block, so from the second
 * article on most need no malloc at all.
 *
 * What is left in a block when the next one is begun is lost: at most what the
 * object that did not fit asked for.  New blocks are a quarter of what there
 * is, so their number grows with the logarithm of the size.  Invariant: total
 * is the sum of the blocks' sizes, and at most cap. */
#include "base/arena.h"

#include "base/alloc.h"
#include "base/limits.h"

#include <stdalign.h>
#include <string.h>

/* What a short article needs. */
#define BLOCK_MIN ((size_t)16 << 10)

struct nut_arena_block {
  struct nut_arena_block *next;
  size_t size; /* of data */
  size_t used;
  /* So that a multiple of that alignment inside it is aligned as well. */
  alignas(max_align_t) char data[];
};

void nut_arena_init(struct nut_arena *arena, const struct nut_mem *mem)
{
  *arena = (struct nut_arena){ .mem = mem, .cap = NUT_ARENA_MAX };
}

/* All but keep, which may be NULL. */
static void free_blocks(struct nut_arena *arena, struct nut_arena_block *keep)
{
  struct nut_arena_block *block = arena->blocks;
  while (block) {
    struct nut_arena_block *next = block->next;
    if (block != keep)
      nut_free(arena->mem, block);
    block = next;
  }
}

void nut_arena_drop(struct nut_arena *arena)
{
  free_blocks(arena, NULL);
  *arena = (struct nut_arena){ .mem = arena->mem, .cap = arena->cap };
}

/* Content and failure end here; a large article before must not fail the
 * next. */
void nut_arena_reset(struct nut_arena *arena)
{
  struct nut_arena_block *keep = arena->blocks;
  for (struct nut_arena_block *b = keep; b; b = b->next)
    if (b->size > keep->size)
      keep = b;
  free_blocks(arena, keep);
  arena->blocks = keep;
  arena->total = 0;
  arena->failed = false;
  arena->full = false;
  if (keep) {
    keep->next = NULL;
    keep->used = 0;
    arena->total = keep->size;
  }
}

/* The cap is looked at before the sum can overflow; the last block takes all
 * the room that is left. */
static struct nut_arena_block *add_block(struct nut_arena *arena, size_t size)
{
  size_t want = size < BLOCK_MIN ? BLOCK_MIN : size;
  if (want < arena->total / 4)
    want = arena->total / 4;
  size_t room = arena->cap > arena->total ? arena->cap - arena->total : 0;
  if (want > room)
    want = room;
  struct nut_arena_block *block = NULL;
  arena->full = size > room;
  if (!arena->full)
    block = nut_resize(arena->mem, NULL, sizeof *block + want);
  if (!block) {
    arena->failed = true;
    return NULL;
  }
  block->next = arena->blocks;
  block->size = want;
  block->used = 0;
  arena->blocks = block;
  arena->total += want;
  return block;
}

void *nut_arena_alloc(struct nut_arena *arena, size_t size)
{
  struct nut_arena_block *block = arena->blocks;
  /* Rounded up to the alignment; a size near SIZE_MAX wraps round and is
   * refused below. */
  size_t step = (size + alignof(max_align_t) - 1)
                & ~(alignof(max_align_t) - 1);
  if (step < size || arena->failed) {
    arena->failed = true;
    return NULL;
  }
  if (!block || block->size - block->used < step)
    block = add_block(arena, step);
  if (!block)
    return NULL;
  char *ptr = block->data + block->used;
  block->used += step;
  /* Blocks are used again, so old content would show. */
  memset(ptr, 0, size);
  return ptr;
}

struct nut_slice nut_arena_copy(struct nut_arena *arena,
                                struct nut_slice slice)
{
  char *ptr = nut_arena_alloc(arena, slice.len + 1);
  if (!ptr)
    return (struct nut_slice){ NULL, 0 };
  if (slice.len)
    memcpy(ptr, slice.ptr, slice.len);
  return (struct nut_slice){ ptr, slice.len };
}

/* Since it doubles, all old copies together are no larger than the array.
 * They are not given back: other pointers into them may be left. */
void *nut_arena_grow(struct nut_arena *arena, void *ptr, size_t len,
                     size_t *cap, size_t size)
{
  if (len < *cap)
    return ptr;
  size_t want = *cap ? *cap * 2 : 8;
  void *moved = nut_arena_alloc(arena, want * size);
  if (!moved)
    return NULL;
  if (len)
    memcpy(moved, ptr, len * size);
  *cap = want;
  return moved;
}
