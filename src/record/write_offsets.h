/* Byte offsets of a text as code points or UTF-16 units.
 *
 * A ruler keeps the count at every NUT_RULER_STEP bytes, so that any offset
 * costs one short scan: facts may ask in any order, and a text is gone
 * through once.  The text is borrowed and well-formed UTF-8; offsets lie
 * between characters.  Ownership: whoever embeds it drops it. */
#ifndef NUT_RECORD_WRITE_OFFSETS_H
#define NUT_RECORD_WRITE_OFFSETS_H

#include "surface/nutgraf.h"

#include <stdint.h>

#define NUT_RULER_STEP 256

struct nut_ruler {
  const struct nut_mem *mem;
  enum nut_offsets unit;
  struct nut_slice text;
  uint32_t *marks;  /* units before byte i * NUT_RULER_STEP */
  size_t cap;
  bool same;        /* the unit is the byte: ASCII, or asked for */
};

void nut_ruler_init(struct nut_ruler *ruler, const struct nut_mem *mem,
                    enum nut_offsets unit);
void nut_ruler_drop(struct nut_ruler *ruler);

/* Lay the ruler along text; false without memory. */
NUT_CHECK bool nut_ruler_set(struct nut_ruler *ruler, struct nut_slice text);

/* Units before this byte; beyond the end it is the end. */
size_t nut_ruler_at(const struct nut_ruler *ruler, size_t byte);

#endif
