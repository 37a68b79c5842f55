/* The one hook through which all memory of the library goes.
 *
 * A NULL struct nut_mem is the C library's allocator.  Nothing else in the
 * library calls malloc, realloc or free. */
#ifndef NUT_BASE_ALLOC_H
#define NUT_BASE_ALLOC_H

#include "surface/nutgraf.h"

/* As struct nut_mem: ptr NULL allocates, size 0 frees and gives NULL. */
NUT_CHECK void *nut_resize(const struct nut_mem *mem, void *ptr, size_t size);

void nut_free(const struct nut_mem *mem, void *ptr);

/* size bytes set to zero, or NULL. */
NUT_CHECK void *nut_new(const struct nut_mem *mem, size_t size);

/* Make room for `need` elements of `size` bytes in the array ptr that has
 * room for *cap; it doubles.  Returns the array (moved perhaps), or NULL with
 * ptr and *cap unchanged. */
NUT_CHECK void *nut_grow(const struct nut_mem *mem, void *ptr, size_t *cap,
                         size_t need, size_t size);

#endif
