/* What a match of a rule must hold: its needs, derived from its pattern.
 *
 * A need is a set of literals of which every match holds one at a known part
 * of the pattern.  Three are kept: the key, which the scan looks for; where
 * there is one the need at the match's start, which tells the places to try;
 * and where one is rare enough another, without which a place is not tried.
 * A rule without a need runs over every sentence.  Derived once when rules
 * are loaded. */
#ifndef NUT_SCAN_NEEDS_H
#define NUT_SCAN_NEEDS_H

#include "rules/rule.h"
#include "scan/literals.h"

/* Kinds of bytes, as bits: what may stand before and after a literal. */
enum nut_byte_kind {
  NUT_BLANK = 1, NUT_LETTER = 2, NUT_DIGIT = 4, NUT_PUNCT = 8,
  NUT_HIGH = 16, /* part of a character outside ASCII */
  NUT_EDGE = 32, /* nothing: an end of the window */
  NUT_ANY_KIND = 63
};

unsigned nut_byte_kind_of(unsigned char byte);

/* A literal of a need, with the kinds of bytes allowed at its sides. */
struct nut_need_literal {
  struct nut_literal text;
  unsigned char before;
  unsigned char after;
};

struct nut_need {
  struct nut_need_literal *literals;
  size_t n_literals;
  double cost;                 /* of looking for it, in no unit; see needs.c */
  uint32_t min_before;         /* bytes of the match before it */
  uint32_t max_before;
  struct nut_byte_set before;  /* what these bytes can be */
  size_t from;                 /* of elements [from, end) of the */
  size_t end;                  /* pattern's row */
};

struct nut_needs {
  bool found;                  /* is there a key? */
  struct nut_need key;         /* the one that is cheapest to look for */
  bool exact_start;
  struct nut_need start;       /* where exact_start: it begins each match */
  struct nut_byte_set first;   /* first bytes of a match */
  bool has_other;
  struct nut_need other;       /* of no element of the key or the start */
  /* All of the row, while they are derived; the work arena's. */
  struct nut_need *all;
  size_t n_all;
  size_t cap_all;
};

struct nut_frequencies;

/* Of the rule's syntax tree.  The literals of the needs go to `keep`; `arena`
 * is for work and may be reset afterwards. */
NUT_CHECK enum nut_status
nut_needs_derive(struct nut_arena *arena, struct nut_arena *keep,
                 const struct nut_frequencies *frequencies,
                 const struct nut_rule *rule, struct nut_node *root,
                 struct nut_needs *out);

#endif
