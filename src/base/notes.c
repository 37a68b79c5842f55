/* Messages that a worker keeps until the turn of its articles comes.
 *
 * A message borrows its texts, which are gone by then, so they are copied one
 * behind the other into a buffer.  The buffer moves as it grows, so no pointer
 * into it is kept: of each message the lengths remain, and telling walks the
 * bytes in the same order (file, text, source, help).  That order is the whole
 * format; _add and _tell must agree on it. */
#include "base/notes.h"

#include "base/alloc.h"
#include "base/slice.h"

void nut_notes_init(struct nut_notes *notes, const struct nut_mem *mem)
{
  *notes = (struct nut_notes){ .ptr = NULL };
  nut_buf_init(&notes->bytes, mem);
}

void nut_notes_drop(struct nut_notes *notes)
{
  nut_free(notes->bytes.mem, notes->ptr);
  nut_buf_drop(&notes->bytes);
  nut_notes_init(notes, notes->bytes.mem);
}

void nut_notes_clear(struct nut_notes *notes)
{
  nut_buf_clear(&notes->bytes);
  notes->len = 0;
}

/* A message that did not fit whole is not counted, so the lengths always match
 * the bytes.  It has no status, as a report has none: the owner looks at
 * bytes.failed. */
void nut_notes_add(void *ctx, const struct nut_message *message)
{
  struct nut_notes *notes = ctx;
  struct nut_message *ptr = nut_grow(notes->bytes.mem, notes->ptr,
                                     &notes->cap, notes->len + 1,
                                     sizeof *ptr);
  if (!ptr) {
    notes->bytes.failed = true;
    return;
  }
  notes->ptr = ptr;
  nut_buf_add(&notes->bytes, message->file);
  nut_buf_add(&notes->bytes, message->text);
  nut_buf_add(&notes->bytes, message->source);
  nut_buf_add(&notes->bytes, message->help);
  if (!notes->bytes.failed)
    notes->ptr[notes->len++] = *message;
}

/* The next `len` of the bytes, from *at. */
static struct nut_slice step(struct nut_slice bytes, size_t *at, size_t len)
{
  struct nut_slice part = nut_slice_cut(bytes, *at, *at + len);
  *at += len;
  return part;
}

void nut_notes_tell(const struct nut_notes *notes,
                    const struct nut_report *report)
{
  struct nut_slice bytes = nut_buf_slice(&notes->bytes);
  size_t at = 0;
  if (!report || !report->message)
    return;
  for (size_t i = 0; i < notes->len; i++) {
    /* The kept slices' pointers are stale; only their lengths are used. */
    struct nut_message message = notes->ptr[i];
    message.file = step(bytes, &at, message.file.len);
    message.text = step(bytes, &at, message.text.len);
    message.source = step(bytes, &at, message.source.len);
    message.help = step(bytes, &at, message.help.len);
    report->message(report->ctx, &message);
  }
}
