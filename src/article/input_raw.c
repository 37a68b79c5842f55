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
