/* A rule file as blocks and fields, before any of it has a meaning.
 *
 * A block starts at column 1; its lines are indented; a line indented deeper
 * than the block's first field continues the field above; # begins a comment
 * line.  So a broken block never spoils the next.  All slices point into the
 * source's text. */
#ifndef NUT_RULES_RULEFILE_H
#define NUT_RULES_RULEFILE_H

#include "base/arena.h"
#include "base/diag.h"

/* A field: its lines, each without indentation and trailing blanks. */
struct nut_rf_field {
  struct nut_slice *lines;
  size_t n_lines;
};

struct nut_rf_block {
  struct nut_slice head;
  struct nut_rf_field *fields;
  size_t n_fields;
};

struct nut_rulefile {
  const struct nut_source *source;
  struct nut_rf_block *blocks;
  size_t n_blocks;
};

/* Cut the source into blocks.  Without "rules 1" nothing else is read; that
 * and lines before the first block are reported. */
NUT_CHECK enum nut_status nut_rulefile_read(struct nut_arena *arena,
                                            struct nut_diag *diag,
                                            const struct nut_source *source,
                                            struct nut_rulefile *out);

/* The next blank-separated word of *rest, which moves on; empty at the end. */
struct nut_slice nut_rf_word(struct nut_slice *rest);

/* The lines of a field as one text, joined by one space; the first `skip`
 * bytes of the first line are left out. */
NUT_CHECK bool nut_rf_join(struct nut_arena *arena,
                           const struct nut_rf_field *field, size_t skip,
                           struct nut_slice *out);

/* Where `at`, a slice of what nut_rf_join made, stands in the source (as much
 * of it as lies on its first line); anything else comes back as it is. */
struct nut_slice nut_rf_place(const struct nut_rf_field *field, size_t skip,
                              struct nut_slice joined, struct nut_slice at);

/* NAME: a lower-case letter, then letters, digits, _ and dots. */
bool nut_rf_is_name(struct nut_slice text);

/* The field of an example: it follows a pattern, and may slip into it. */
bool nut_rf_is_example(struct nut_slice word);

#endif
