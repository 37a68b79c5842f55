/* Object graphs as one file that is mapped back into memory.
 *
 * Writing: blocks of memory are copied into one buffer as they are, then each
 * pointer in a copy is made an offset: to a block of its own (nut_image_array,
 * _slice, _add_apart), into a block that is there already (_refer), or to
 * nothing (_clear).
 * Where the pointers stand is kept in a list.  Reading maps the file privately
 * and adds the address it got to each of them.
 *
 * An image is for the machine and the version that wrote it: header and
 * checksum are looked at before anything else, and what does not agree is no
 * image.  Failure while writing is sticky, in the buffers. */
#ifndef NUT_BASE_IMAGE_H
#define NUT_BASE_IMAGE_H

#include "base/buf.h"

#include <stdint.h>

struct nut_image_writer {
  struct nut_buf buf;         /* the header comes first */
  struct nut_buf relocations; /* uint64_t each: where a pointer stands */
  struct nut_buf apart;
  struct nut_buf apart_places; /* as relocations: of pointers into apart */
};

/* A block that is large and seldom needed: whoever needs it asks whether it is
 * whole, the image's own sum is not over it. */
struct nut_image_apart {
  struct nut_slice bytes;
  uint64_t sum;
};

/* A mapped image; root is the object that was written first. */
struct nut_image {
  void *base;
  size_t size;
  void *root;
};

void nut_image_begin(struct nut_image_writer *w, const struct nut_mem *mem);
void nut_image_drop(struct nut_image_writer *w);

/* A copy of size bytes, aligned for any type; its offset. */
size_t nut_image_add(struct nut_image_writer *w, const void *ptr,
                     size_t size);

/* The pointer at offset `at` of the image leads to n elements of `size`
 * bytes: copy them; their offset, or 0 when there are none (and the pointer is
 * NULL then). */
size_t nut_image_array(struct nut_image_writer *w, size_t at, size_t n,
                       size_t size);

/* The struct nut_slice at `at`: copy its bytes. */
void nut_image_slice(struct nut_image_writer *w, size_t at);

/* The struct nut_image_apart at `at` becomes that of the bytes, which are
 * aligned for any type. */
void nut_image_add_apart(struct nut_image_writer *w, size_t at,
                         struct nut_slice bytes);

/* Of a mapped image; false also where there are none. */
bool nut_image_is_whole(const struct nut_image_apart *apart);

/* The pointer at `at` leads to offset `to`. */
void nut_image_refer_to(struct nut_image_writer *w, size_t at, size_t to);

/* The pointer at `at` leads into the array that began at `from` and was copied
 * to `to`; NULL stays. */
void nut_image_refer(struct nut_image_writer *w, size_t at, const void *from,
                     size_t to);

/* `size` bytes at `at` become 0. */
void nut_image_clear(struct nut_image_writer *w, size_t at, size_t size);

/* Header and relocations; `version` tells what wrote it.  false: no memory. */
NUT_CHECK bool nut_image_end(struct nut_image_writer *w,
                             struct nut_slice version);

/* Map the file.  false when there is none or it is not one of `version`. */
NUT_CHECK bool nut_image_map(const char *path, struct nut_slice version,
                             struct nut_image *out);
/* Is the root as large as that? */
bool nut_image_holds(const struct nut_image *image, size_t size);
void nut_image_unmap(struct nut_image *image);

/* A fast sum of bytes, to tell whether they have changed (not by whom). */
uint64_t nut_image_sum(const void *ptr, size_t size);

#endif
