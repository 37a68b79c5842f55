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

void *nut_grow(const struct nut_mem *mem, void *ptr, size_t *cap,
               size_t need, size_t size)
{
  if (need <= *cap)
    return ptr;
  size_t want = *cap < 8 ? 8 : *cap * 2;
  if (want < need)
    want = need;
  if (want > SIZE_MAX / size)
    return NULL;
  void *moved = nut_resize(mem, ptr, want * size);
  if (moved)
    *cap = want;
  return moved;
}
