/* Messages that are kept and told later, in their order.
 *
 * A worker's messages wait here until the turn of its articles comes.
 * Invariant: bytes holds the texts of all kept messages one after the other.
 * Failure is sticky, as in a buffer; _clear ends it and keeps the memory.
 * Ownership: whoever embeds the notes drops them. */
#ifndef NUT_BASE_NOTES_H
#define NUT_BASE_NOTES_H

#include "base/buf.h"

struct nut_notes {
  struct nut_buf bytes;
  struct nut_message *ptr; /* of their slices only the lengths count */
  size_t len;
  size_t cap;
};

void nut_notes_init(struct nut_notes *notes, const struct nut_mem *mem);
void nut_notes_drop(struct nut_notes *notes);
void nut_notes_clear(struct nut_notes *notes);

/* Keep a copy.  A nut_report's message; ctx is a struct nut_notes. */
void nut_notes_add(void *ctx, const struct nut_message *message);

/* Tell all; report may be NULL. */
void nut_notes_tell(const struct nut_notes *notes,
                    const struct nut_report *report);

#endif
