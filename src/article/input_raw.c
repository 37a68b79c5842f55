/* A batch of raw items: an array of items over one byte buffer.
 *
 * Each item holds offsets, not pointers, because the buffer moves while the
 * feed appends to it.  Two allocations serve a whole batch, and both are kept
 * for the next one; a batch passes through the queue thousands of times in a
 * run, so malloc would be what threads meet at.
 *
 * Order of the bytes: a path with its NUL (it goes to open as it is), then,
 * for text and lines, what was read.  `at` is set behind the path when the
 * item is added, so the feed may simply append. */
#include "article/input_raw.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "base/slice.h"

void nut_raws_init(struct nut_raws *raws, const struct nut_mem *mem)
{
  *raws = (struct nut_raws){ .ptr = NULL };
  nut_buf_init(&raws->bytes, mem);
}

void nut_raws_drop(struct nut_raws *raws)
{
  nut_free(raws->bytes.mem, raws->ptr);
  nut_buf_drop(&raws->bytes);
  nut_raws_init(raws, raws->bytes.mem);
}

/* One article of 60 MB would else hold its memory until the end of the run, in
 * each batch that had one.  Clearing ends the sticky failure too. */
void nut_raws_clear(struct nut_raws *raws)
{
  if (raws->bytes.cap > NUT_BATCH_KEEP)
    nut_buf_drop(&raws->bytes);
  nut_buf_clear(&raws->bytes);
  raws->len = 0;
}

struct nut_raw *nut_raws_add(struct nut_raws *raws, enum nut_raw_type type,
                             struct nut_slice path)
{
  size_t at = raws->bytes.len;
  struct nut_raw *ptr = nut_grow(raws->bytes.mem, raws->ptr, &raws->cap,
                                 raws->len + 1, sizeof *ptr);
  if (!ptr)
    return NULL;
  raws->ptr = ptr;
  nut_buf_add(&raws->bytes, path);
  nut_buf_add_byte(&raws->bytes, '\0');
  /* The item is counted only when its path is in. */
  if (raws->bytes.failed)
    return NULL;
  raws->ptr[raws->len] = (struct nut_raw){
    .type = type, .path = at, .path_len = path.len, .at = raws->bytes.len
  };
  return &raws->ptr[raws->len++];
}

struct nut_slice nut_raw_path(const struct nut_raws *raws,
                              const struct nut_raw *raw)
{
  return nut_slice_cut(nut_buf_slice(&raws->bytes), raw->path,
                       raw->path + raw->path_len);
}
