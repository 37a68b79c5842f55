/* The messages of loading, told file by file in the order of their lines.
 *
 * Loading goes over a file several times (blocks, lists, patterns), so
 * messages come up in the order of that work; who mends a file reads it from
 * the top.  Invariant: a note stays behind the error that it belongs to.
 * All memory is the arena; files and source lines are borrowed from sources
 * that live in it too. */
#ifndef NUT_RULES_COLLECT_H
#define NUT_RULES_COLLECT_H

#include "base/arena.h"

struct nut_collected;

struct nut_collect {
  struct nut_arena *arena;
  const struct nut_report *report; /* gets all in the end; may be NULL */
  struct nut_collected *ptr;
  size_t len;
  size_t cap;
};

/* Keep a copy; without memory it is told at once.  A nut_report's message;
 * ctx is a struct nut_collect. */
void nut_collect_add(void *ctx, const struct nut_message *message);

/* Tell all that was kept; of a file with very many errors the first. */
void nut_collect_tell(struct nut_collect *collect);

#endif
