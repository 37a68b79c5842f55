/* A growing byte buffer with a cap.
 *
 * Invariants: ptr[0..len) is the content; no NUL is kept after it.  Failure
 * (no memory, or the cap) is sticky: appends after it do nothing, `failed`
 * says so once at the end, the content before it stays.  Ownership: whoever
 * embeds it drops it; _slice borrows until the next append. */
#ifndef NUT_BASE_BUF_H
#define NUT_BASE_BUF_H

#include "surface/nutgraf.h"

#include <stdint.h>

struct nut_buf {
  const struct nut_mem *mem;
  char *ptr;
  size_t len;
  size_t cap;
  bool failed;
};

void nut_buf_init(struct nut_buf *buf, const struct nut_mem *mem);
void nut_buf_drop(struct nut_buf *buf);
void nut_buf_clear(struct nut_buf *buf); /* keeps the memory, ends failure */

/* Room for `more` further bytes; false on failure. */
bool nut_buf_reserve(struct nut_buf *buf, size_t more);

void nut_buf_add(struct nut_buf *buf, struct nut_slice slice);
void nut_buf_add_text(struct nut_buf *buf, const char *text);
void nut_buf_add_byte(struct nut_buf *buf, char byte);
void nut_buf_add_repeated(struct nut_buf *buf, char byte, size_t count);
void nut_buf_add_int(struct nut_buf *buf, int64_t number);

/* For messages; formats with s, d, u, zu and c only, so no locale enters. */
void nut_buf_addf(struct nut_buf *buf, const char *format, ...)
    NUT_PRINTF(2, 3);

struct nut_slice nut_buf_slice(const struct nut_buf *buf);

#endif
