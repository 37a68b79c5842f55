/* Sets of literals with which every match of a node begins.
 *
 * A literal is in lower case (ASCII).  A complete one is all of the node's
 * match; any other is only its beginning.  Sets live in the arena given. */
#ifndef NUT_SCAN_LITERALS_H
#define NUT_SCAN_LITERALS_H

#include "scan/syntax.h"

/* Bytes of a literal: with the flags it fills 26, and what is longer is met
 * just as rarely when it is cut. */
#define NUT_LITERAL_MAX 22

struct nut_literal {
  char bytes[NUT_LITERAL_MAX];
  unsigned char len;
  bool complete;
  bool capital; /* its first byte is a capital in the text */
  bool blank;   /* a blank stands before it */
};

struct nut_literals {
  struct nut_literal *ptr;
  size_t len;
  size_t cap;
  bool too_many; /* the set is not usable */
};

/* More literals than this say nothing any more about a pattern. */
#define NUT_LITERALS_MAX 4000

/* Found once for each node, which keeps it; not to be changed. */
const struct nut_literals *nut_literals_of(struct nut_arena *arena,
                                           struct nut_node *node);

/* The set that consists of the empty, complete literal. */
struct nut_literals nut_literals_none(struct nut_arena *arena);

/* Each complete literal of a followed by each of b; one that is long enough
 * already is left open instead, where b is large. */
struct nut_literals nut_literals_join(struct nut_arena *arena,
                                      const struct nut_literals *a,
                                      const struct nut_literals *b);

/* Would that join leave all of a open? */
bool nut_literals_enough(const struct nut_literals *a,
                         const struct nut_literals *b);

/* Sort, drop doubles, and those that a shorter one begins. */
void nut_literals_tidy(struct nut_literals *set);

/* Is there one that can still be made longer; is every one the whole match? */
bool nut_literals_any_complete(const struct nut_literals *set);
bool nut_literals_all_complete(const struct nut_literals *set);

/* Is every literal telling: two bytes, or one that is no letter, or a letter
 * that is all there is? */
bool nut_literals_strong(const struct nut_literals *set);

#endif
