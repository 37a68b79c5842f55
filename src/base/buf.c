#include "base/buf.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "base/slice.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void nut_buf_init(struct nut_buf *buf, const struct nut_mem *mem)
{
  *buf = (struct nut_buf){ .mem = mem };
}

void nut_buf_drop(struct nut_buf *buf)
{
  nut_free(buf->mem, buf->ptr);
  nut_buf_init(buf, buf->mem);
}

void nut_buf_clear(struct nut_buf *buf)
{
  buf->len = 0;
  buf->failed = false;
}

bool nut_buf_reserve(struct nut_buf *buf, size_t more)
{
  if (buf->failed)
    return false;
  if (more <= buf->cap - buf->len)
    return true;
  char *moved = NULL;
  if (more <= NUT_BUF_MAX - buf->len)
    moved = nut_grow(buf->mem, buf->ptr, &buf->cap, buf->len + more, 1);
  if (!moved) {
    buf->failed = true;
    return false;
  }
  buf->ptr = moved;
  return true;
}

void nut_buf_add(struct nut_buf *buf, struct nut_slice slice)
{
  if (slice.len == 0 || !nut_buf_reserve(buf, slice.len))
    return;
  memcpy(buf->ptr + buf->len, slice.ptr, slice.len);
  buf->len += slice.len;
}

void nut_buf_add_text(struct nut_buf *buf, const char *text)
{
  nut_buf_add(buf, nut_slice_of(text));
}

void nut_buf_add_byte(struct nut_buf *buf, char byte)
{
  if (nut_buf_reserve(buf, 1))
    buf->ptr[buf->len++] = byte;
}

void nut_buf_add_repeated(struct nut_buf *buf, char byte, size_t count)
{
  if (count == 0 || !nut_buf_reserve(buf, count))
    return;
  memset(buf->ptr + buf->len, byte, count);
  buf->len += count;
}

void nut_buf_add_int(struct nut_buf *buf, int64_t number)
{
  char digits[24];
  size_t at = sizeof digits;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do {
    digits[--at] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest);
  if (number < 0)
    digits[--at] = '-';
  nut_buf_add(buf, (struct nut_slice){ digits + at, sizeof digits - at });
}

void nut_buf_addf(struct nut_buf *buf, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  int need = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (need < 0 || !nut_buf_reserve(buf, (size_t)need + 1)) {
    buf->failed = true;
    return;
  }
  va_start(args, format);
  (void)vsnprintf(buf->ptr + buf->len, (size_t)need + 1, format, args);
  va_end(args);
  buf->len += (size_t)need;
}

struct nut_slice nut_buf_slice(const struct nut_buf *buf)
{
  return (struct nut_slice){ buf->ptr, buf->len };
}
