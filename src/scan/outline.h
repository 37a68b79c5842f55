/* The regular part of all patterns, as one table of terms.
 *
 * An outline is a pattern without its lookarounds (but one at its end that
 * looks ahead), edges, captures and order of attempts: whatever the pattern
 * matches in a shadow text, its outline matches too.  Automata (scan/dfa.h)
 * run on it.  Equal terms are one term, in whichever rules they stand: what
 * many rules say of numbers and nouns is there once.
 *
 * Only numbers refer from one table to another, no pointers.  Built once;
 * memory is the arena's that the builder was given. */
#ifndef NUT_SCAN_OUTLINE_H
#define NUT_SCAN_OUTLINE_H

#include "base/map.h"
#include "scan/syntax.h"

/* No term: the rule's pattern lets everything through. */
#define NUT_NO_TERM UINT32_MAX

/* One of NUT_NODE_SET, _TEXT, _CAT, _ALT and _REPEAT, and NUT_NODE_ANY. */
struct nut_term {
  unsigned char type;
  bool nullable;
  bool open;       /* of a set, as in struct nut_node */
  bool match_case; /* of a text */
  uint32_t first;  /* a byte set: what it can begin with */
  uint32_t at;     /* kids of a cat, an alternative, a repeat; else bytes: */
  uint32_t n;      /* a text's, or NUT_CODE_MAX for each code of a set */
  uint32_t min;    /* of a repeat */
  uint32_t max;
};

/* Bytes of a character outside ASCII, filled up with zeros. */
#define NUT_CODE_MAX 4

/* Bytes that a rule's outline does not tell apart are of one class. */
struct nut_alphabet {
  unsigned char classes[256];
  unsigned char members[256]; /* of each class one byte */
  unsigned n_classes;
};

/* No class: there are fewer, as bytes that no UTF-8 has share one. */
#define NUT_CLASS_NONE 255

struct nut_outlines {
  struct nut_term *terms;
  size_t n_terms;
  uint32_t *kids;
  size_t n_kids;
  char *bytes;
  size_t n_bytes;
  struct nut_byte_set *sets;
  size_t n_sets;
  uint32_t *roots; /* of each rule */
  struct nut_alphabet *alphabets;
};

/* Makes outlines; drop it when they are made. */
struct nut_outliner {
  struct nut_arena *arena;
  struct nut_arena work;
  struct nut_arena scratch; /* of one rule */
  struct nut_outlines *out;
  struct nut_map terms; /* a term's bytes -> its number */
  struct nut_map sets;
  size_t cap_terms;
  size_t cap_kids;
  size_t cap_bytes;
  size_t cap_sets;
};

/* *out is filled, its roots without a term, for n_rules rules. */
NUT_CHECK enum nut_status nut_outliner_init(struct nut_outliner *outliner,
                                            struct nut_arena *arena,
                                            size_t n_rules,
                                            struct nut_outlines *out);
void nut_outliner_drop(struct nut_outliner *outliner);

/* The outline of a rule's syntax tree. */
NUT_CHECK enum nut_status nut_outliner_add(struct nut_outliner *outliner,
                                           size_t rule,
                                           const struct nut_node *root);

#endif
