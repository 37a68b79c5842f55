/* Values as rule files write them: 12, 2.5, word, "quoted text". */
#ifndef NUT_RULES_LITERAL_H
#define NUT_RULES_LITERAL_H

#include "base/arena.h"
#include "rules/kind.h"

/* Read text as a value of the type; surrounding quotes are taken off and
 * their \" and \\ resolved.  Text without quotes is borrowed.  false when it
 * is no such value, or without memory (the arena's failed says which). */
NUT_CHECK bool nut_literal(struct nut_arena *arena, struct nut_slice text,
                           enum nut_type type, struct nut_value *out);

/* "int", "num", "text"; NUT_NONE for anything else. */
enum nut_type nut_type_named(struct nut_slice name);

/* text with each \X replaced by X, and \n by a line break; borrowed when
 * there is none. */
NUT_CHECK bool nut_unescape(struct nut_arena *arena, struct nut_slice text,
                            struct nut_slice *out);

#endif
