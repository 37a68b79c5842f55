/* Messages of loading, kept and told in the order of the files' lines.
 *
 * Each is copied with the place it is sorted by; in the end they are sorted
 * once and told, of each file the first NUT_ERRORS_PER_FILE errors.  Telling
 * them as they come would jump about in a file, since lists are read before
 * patterns and patterns before they are compiled.
 *
 * Invariants: a note takes over the place of the error before it and, by its
 * order, stays behind it; files keep the order of their first messages.
 *
 * Cost: n log n of the messages; finding a file's number looks back over all,
 * which are few.  How a message looks is left to base/diag and to the
 * caller. */
#include "rules/collect.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/slice.h"

#include <stdlib.h>

/* A message and where it is sorted: files by their first message, then the
 * place of the error, then the order in which the messages came. */
struct nut_collected {
  struct nut_message message;
  size_t file;
  unsigned line;
  unsigned column;
  size_t order;
};

/* The number of the file among those that have messages.  From the back: the
 * next message is mostly of the same file. */
static size_t file_of(const struct nut_collect *c, struct nut_slice file)
{
  for (size_t i = c->len; i-- > 0;)
    if (nut_slice_eq(c->ptr[i].message.file, file))
      return c->ptr[i].file;
  return c->len;
}

static void place(const struct nut_collect *c, struct nut_collected *entry)
{
  const struct nut_message *message = &entry->message;
  const struct nut_collected *before = c->len ? &c->ptr[c->len - 1] : NULL;
  entry->order = c->len;
  if (message->severity == NUT_NOTICE && before) {
    entry->file = before->file;
    entry->line = before->line;
    entry->column = before->column;
    return;
  }
  entry->file = file_of(c, message->file);
  entry->line = message->line;
  entry->column = message->column;
}

void nut_collect_add(void *ctx, const struct nut_message *message)
{
  struct nut_collect *c = ctx;
  struct nut_collected entry = { .message = *message };
  struct nut_collected *room =
      nut_arena_grow(c->arena, c->ptr, c->len, &c->cap, sizeof *room);
  if (room)
    c->ptr = room;
  entry.message.text = nut_arena_copy(c->arena, message->text);
  entry.message.help = nut_arena_copy(c->arena, message->help);
  if (c->arena->failed) {
    c->report->message(c->report->ctx, message);
    return;
  }
  place(c, &entry);
  c->ptr[c->len++] = entry;
}

static int by_size(size_t a, size_t b)
{
  return (a > b) - (a < b);
}

static int by_place(const void *a, const void *b)
{
  const struct nut_collected *x = a;
  const struct nut_collected *y = b;
  int order = by_size(x->file, y->file);
  if (!order)
    order = by_size(x->line, y->line);
  if (!order)
    order = by_size(x->column, y->column);
  return order ? order : by_size(x->order, y->order);
}

/* A notice, not an error: all of them are counted in the diag already. */
static void tell_more(const struct nut_collect *c, struct nut_slice file,
                      size_t more)
{
  struct nut_buf text;
  nut_buf_init(&text, c->arena->mem);
  nut_buf_addf(&text, "%zu more error%s", more, more == 1 ? "" : "s");
  struct nut_message message = { .severity = NUT_NOTICE, .file = file,
                                 .text = nut_buf_slice(&text) };
  c->report->message(c->report->ctx, &message);
  nut_buf_drop(&text);
}

/* The messages of one file, from the i-th on; where the next begins.  Notes of
 * errors that are left out are left out with them. */
static size_t tell_file(const struct nut_collect *c, size_t i)
{
  size_t file = c->ptr[i].file;
  struct nut_slice name = c->ptr[i].message.file;
  size_t errors = 0;
  for (; i < c->len && c->ptr[i].file == file; i++) {
    errors += c->ptr[i].message.severity == NUT_ERROR;
    if (errors <= NUT_ERRORS_PER_FILE)
      c->report->message(c->report->ctx, &c->ptr[i].message);
  }
  if (errors > NUT_ERRORS_PER_FILE)
    tell_more(c, name, errors - NUT_ERRORS_PER_FILE);
  return i;
}

void nut_collect_tell(struct nut_collect *c)
{
  if (c->len)
    qsort(c->ptr, c->len, sizeof *c->ptr, by_place);
  for (size_t i = 0; i < c->len;)
    i = tell_file(c, i);
}
