/* A growing byte buffer.  Failure is sticky: a writer may add hundreds of
 * pieces and look at `failed` once, which keeps its code readable and makes it
 * hard to forget a check in the middle.
 *
 * After a failure appends do nothing, so the content is always a beginning of
 * what was meant, never one with a hole.  The cap stops runaway output before
 * the machine swaps.
 *
 * Numbers are written by hand, because printf asks the locale and is slow;
 * nut_buf_addf is for messages only. */
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

/* Both comparisons are written so that no sum can overflow. */
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

/* An empty slice may have a NULL pointer, which memcpy must not see. */
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
  /* 20 digits and a sign at most. */
  char digits[24];
  size_t at = sizeof digits;
  /* Negated as unsigned: INT64_MIN has no positive twin. */
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do {
    digits[--at] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest);
  if (number < 0)
    digits[--at] = '-';
  nut_buf_add(buf, (struct nut_slice){ digits + at, sizeof digits - at });
}

/* Formatted twice, first only to measure.  vsnprintf wants room for its NUL,
 * which is not counted. */
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
