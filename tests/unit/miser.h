/* miser.h - memory that runs out: an allocator that gives so many blocks and
 * then none, and counts those that are held.  Any number of threads may ask
 * it. */
#ifndef MISER_H
#define MISER_H

#include "surface/nutgraf.h"

#include <stdatomic.h>
#include <stdlib.h>

struct miser {
  size_t most;         /* blocks that it gives, grown ones counted again */
  atomic_size_t calls;
  atomic_long held;
};

static inline void miser_init(struct miser *miser, size_t most)
{
  miser->most = most;
  atomic_init(&miser->calls, 0);
  atomic_init(&miser->held, 0);
}

static inline void *miser_resize(void *ctx, void *ptr, size_t size)
{
  struct miser *miser = ctx;
  if (size == 0) {
    if (ptr)
      atomic_fetch_sub(&miser->held, 1);
    free(ptr);
    return NULL;
  }
  if (atomic_fetch_add(&miser->calls, 1) >= miser->most)
    return NULL;
  void *moved = realloc(ptr, size);
  if (moved && !ptr)
    atomic_fetch_add(&miser->held, 1);
  return moved;
}

#endif
