/* Files of the rule language as sources: read whole, checked as UTF-8.
 *
 * A source lives in the arena given and keeps its text for messages. */
#ifndef NUT_RULES_SOURCE_H
#define NUT_RULES_SOURCE_H

#include "base/arena.h"
#include "base/diag.h"

/* Read the file; what is wrong is reported (missing, a directory or device,
 * too large, a NUL, not UTF-8) and gives NUT_RULES. */
NUT_CHECK enum nut_status
nut_source_read(struct nut_arena *arena, struct nut_diag *diag,
                struct nut_slice path, unsigned layer,
                const struct nut_source **out);

/* The bytes that nut_source_read would take for text, for who knows them by
 * their sum; false when they cannot be read. */
NUT_CHECK bool nut_source_bytes(struct nut_arena *arena,
                                struct nut_slice path,
                                struct nut_slice *text);

/* folder/name; NULL without memory. */
struct nut_slice nut_source_join(struct nut_arena *arena, const char *folder,
                                 struct nut_slice name);

/* The file `name` relative to the folder of base, never above or outside it,
 * also not through a link; `at` is where the name stands in base. */
NUT_CHECK enum nut_status
nut_source_read_beside(struct nut_arena *arena, struct nut_diag *diag,
                       const struct nut_source *base, struct nut_slice at,
                       struct nut_slice name, const struct nut_source **out);

#endif
