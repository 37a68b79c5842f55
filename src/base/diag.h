/* Messages about a place in a source file, and the count of errors.
 *
 * A source is borrowed text with a name; a place in it is a slice of that
 * text, from which line, column and width follow.  Ownership: whoever embeds
 * the diag drops it. */
#ifndef NUT_BASE_DIAG_H
#define NUT_BASE_DIAG_H

#include "base/buf.h"

struct nut_source {
  struct nut_slice name; /* as messages show it */
  struct nut_slice text;
  unsigned layer;        /* 0 core, 1 shipped, 2 and on: -r files */
};

/* Sources that were read, in that order; the array is an arena's. */
struct nut_source_list {
  const struct nut_source **ptr;
  size_t n;
  size_t cap;
};

/* The line, from 1, that `at`, a slice of source->text, stands on. */
unsigned nut_source_line(const struct nut_source *source,
                         struct nut_slice at);

struct nut_diag {
  struct nut_source_list *sources; /* NULL: not kept */
  const struct nut_report *report; /* NULL: messages are only counted */
  struct nut_buf text;
  size_t errors;
  size_t warnings;
};

void nut_diag_init(struct nut_diag *diag, const struct nut_mem *mem,
                   const struct nut_report *report);
void nut_diag_drop(struct nut_diag *diag);

/* An error at `at`, a slice of source->text (empty ptr: the file as a whole).
 * help may be empty. */
void nut_diag_error(struct nut_diag *diag, const struct nut_source *source,
                    struct nut_slice at, struct nut_slice help,
                    const char *format, ...) NUT_PRINTF(5, 6);

/* Likewise, not counted as an error. */
void nut_diag_note(struct nut_diag *diag, const struct nut_source *source,
                   struct nut_slice at, const char *format, ...)
    NUT_PRINTF(4, 5);

/* Likewise a warning, which is counted apart from errors. */
void nut_diag_warning(struct nut_diag *diag, const struct nut_source *source,
                      struct nut_slice at, const char *format, ...)
    NUT_PRINTF(4, 5);

#endif
