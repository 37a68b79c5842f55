/* The syntax tree of an expanded pattern, as far as it tells which bytes a
 * match must hold.
 *
 * It reads the PCRE2 syntax that rules/pattern.h lets through.  What it does
 * not know becomes NUT_NODE_ANY, which promises nothing, so a need is never
 * wrong, only absent.  Nodes live in the arena given. */
#ifndef NUT_SCAN_SYNTAX_H
#define NUT_SCAN_SYNTAX_H

#include "base/arena.h"

#include <stdint.h>

enum nut_node_type {
  NUT_NODE_EMPTY,  /* matches without consuming: edges, lookarounds, ^ */
  NUT_NODE_AHEAD,  /* so does (?= ...), whose kid says what it sees */
  NUT_NODE_ANY,    /* anything, of any length */
  NUT_NODE_SET,    /* one character of a set */
  NUT_NODE_TEXT,   /* ASCII letters and digits, one after the other */
  NUT_NODE_CAT,
  NUT_NODE_ALT,
  NUT_NODE_REPEAT
};

struct nut_byte_set {
  uint64_t bits[4];
};

/* No bound: longer than any window, and the sum of two still fits. */
#define NUT_LENGTH_ANY 1000000U
/* Characters outside ASCII that a set lists before it counts as open. */
#define NUT_SET_CODES 8

struct nut_literals;

struct nut_node {
  enum nut_node_type type;
  struct nut_node **kids;
  size_t n_kids;
  size_t cap_kids;
  uint32_t min; /* of a repeat */
  uint32_t max;
  struct nut_slice text; /* of a text, as the pattern writes it */
  bool match_case;       /* of a text */
  /* of a set: its ASCII characters, and a few others one by one; `open` when
     there are more */
  struct nut_byte_set set;
  uint32_t codes[NUT_SET_CODES];
  size_t n_codes;
  bool open;
  /* of any node */
  bool nullable;
  uint32_t min_len; /* bytes */
  uint32_t max_len;
  /* bytes it can begin with, end with, hold */
  struct nut_byte_set first;
  struct nut_byte_set last;
  struct nut_byte_set all;
  const struct nut_literals *literals; /* found before, or NULL */
};

static inline bool nut_byte_set_has(const struct nut_byte_set *set,
                                    unsigned char byte)
{
  return set->bits[byte >> 6] >> (byte & 63) & 1;
}
void nut_byte_set_add(struct nut_byte_set *set,
                      const struct nut_byte_set *more);

/* The tree of a pattern with all attributes set; NULL without memory.
 * match_case is the rule's `case`. */
struct nut_node *nut_syntax_parse(struct nut_arena *arena,
                                  struct nut_slice pattern, bool match_case);

#endif
