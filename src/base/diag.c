/* Messages with a place: file, line, column, the line itself and how much of
 * it to mark.
 *
 * A place is a slice of the source, so the parsers carry no line counters: who
 * finds a fault holds the slice already.  Line and column are counted from the
 * start of the text only when a message is told, which is rare; a load with
 * thousands of errors is stopped by NUT_ERRORS_PER_FILE before.
 *
 * Columns and widths are in code points, as a caret below the line needs them.
 * How a message looks is left to the report; nothing is printed here. */
#include "base/diag.h"

#include "base/limits.h"
#include "base/slice.h"
#include "base/utf.h"

#include <stdarg.h>
#include <stdio.h>

void nut_diag_init(struct nut_diag *diag, const struct nut_mem *mem,
                   const struct nut_report *report)
{
  *diag = (struct nut_diag){ .report = report };
  nut_buf_init(&diag->text, mem);
}

void nut_diag_drop(struct nut_diag *diag)
{
  nut_buf_drop(&diag->text);
}

unsigned nut_source_line(const struct nut_source *source,
                         struct nut_slice at)
{
  unsigned line = 1;
  for (const char *c = source->text.ptr; c < at.ptr; c++)
    line += *c == '\n';
  return line;
}

/* Fill in where `at` is.  The mark ends with the line even where the slice
 * goes on, and is one wide at least, or there would be no caret at the end of
 * a line. */
static void locate(const struct nut_source *source, struct nut_slice at,
                   struct nut_message *message)
{
  size_t offset = (size_t)(at.ptr - source->text.ptr);
  size_t start = 0;
  message->line = 1;
  for (size_t i = 0; i < offset; i++) {
    if (source->text.ptr[i] == '\n') {
      message->line++;
      start = i + 1;
    }
  }
  size_t end = nut_slice_find(source->text, '\n', offset);
  if (end == NUT_SLICE_NONE)
    end = source->text.len;
  message->source = nut_slice_cut(source->text, start, end);
  struct nut_slice before = nut_slice_cut(source->text, start, offset);
  message->column = (unsigned)nut_utf_count(before) + 1;
  size_t stop = offset + at.len < end ? offset + at.len : end;
  struct nut_slice marked = nut_slice_cut(source->text, offset, stop);
  message->width = (unsigned)nut_utf_count(marked);
  if (message->width == 0)
    message->width = 1;
}

/* Without a report errors are only counted. */
static void tell(struct nut_diag *diag, const struct nut_source *source,
                 struct nut_slice at, struct nut_message *message)
{
  if (!diag->report || !diag->report->message)
    return;
  message->text = nut_buf_slice(&diag->text);
  if (source) {
    message->file = source->name;
    if (at.ptr)
      locate(source, at, message);
  }
  diag->report->message(diag->report->ctx, message);
}

/* The message text; a message is never lost for want of memory to format.  A
 * longer one is cut.  The stack holds it first, so the length is bounded
 * however long a quoted word is. */
static void format_text(struct nut_buf *buf, const char *format, va_list args)
{
  char text[1024];
  int len = vsnprintf(text, sizeof text, format, args);
  nut_buf_clear(buf);
  if (len > 0)
    nut_buf_add_text(buf, text);
}

/* Counted before it is told: the count decides whether the load succeeds. */
void nut_diag_error(struct nut_diag *diag, const struct nut_source *source,
                    struct nut_slice at, struct nut_slice help,
                    const char *format, ...)
{
  va_list args;
  va_start(args, format);
  format_text(&diag->text, format, args);
  va_end(args);
  diag->errors++;
  struct nut_message message = { .severity = NUT_ERROR, .help = help };
  tell(diag, source, at, &message);
}

void nut_diag_note(struct nut_diag *diag, const struct nut_source *source,
                   struct nut_slice at, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  format_text(&diag->text, format, args);
  va_end(args);
  struct nut_message message = { .severity = NUT_NOTICE };
  tell(diag, source, at, &message);
}

void nut_diag_warning(struct nut_diag *diag, const struct nut_source *source,
                      struct nut_slice at, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  format_text(&diag->text, format, args);
  va_end(args);
  diag->warnings++;
  struct nut_message message = { .severity = NUT_WARNING };
  tell(diag, source, at, &message);
}
