/* The one place that calls malloc's family.  A program that embeds the library
 * may count, cap or fail its allocations through one hook, and the tests use
 * the same hook to fail each allocation in turn.
 *
 * One function for allocating, moving and freeing, as in Lua: a hook has one
 * form to get right, and size 0 frees by our own rule, since what realloc does
 * with 0 differs between systems.
 *
 * Nothing here ends the program: lack of memory is a NULL that callers pass
 * on. */
#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *nut_resize(const struct nut_mem *mem, void *ptr, size_t size)
{
  if (mem && mem->resize)
    return mem->resize(mem->ctx, ptr, size);
  if (size == 0) {
    free(ptr);
    return NULL;
  }
  return realloc(ptr, size);
}

/* The hook gives NULL when it frees; the test is there because its result has
 * to be used. */
void nut_free(const struct nut_mem *mem, void *ptr)
{
  if (ptr && nut_resize(mem, ptr, 0))
    return;
}

void *nut_new(const struct nut_mem *mem, size_t size)
{
  void *ptr = nut_resize(mem, NULL, size);
  if (ptr)
    memset(ptr, 0, size);
  return ptr;
}

/* Doubling makes n appends cost O(n) in all.  Caps are left to callers, who
 * know what the array is for. */
void *nut_grow(const struct nut_mem *mem, void *ptr, size_t *cap,
               size_t need, size_t size)
{
  if (need <= *cap)
    return ptr;
  size_t want = *cap < 8 ? 8 : *cap * 2;
  if (want < need)
    want = need;
  /* An overflow would give a small array for a large need. */
  if (want > SIZE_MAX / size)
    return NULL;
  void *moved = nut_resize(mem, ptr, want * size);
  /* On failure the old array is still good, and the caller still owns it. */
  if (moved)
    *cap = want;
  return moved;
}
