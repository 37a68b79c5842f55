/* Could a rule match at a place?  Asked before PCRE2 is: most places that the
 * scan proposes fail within a few bytes, and this tells so at a fraction of
 * the cost.
 *
 * A deterministic automaton for each rule's outline (scan/outline.h), made
 * while it runs (lazily): its states are what may be left to match, and a step
 * that was taken once is a look into a table.  A no is certain; a yes only
 * says that the outline matches, or begins to.
 *
 * One for each scan, so one thread's.  It grows up to the caps of
 * base/limits.h, and where it may not grow, or there is no memory, the answer
 * is yes.  Ownership: borrows the outlines. */
#ifndef NUT_SCAN_DFA_H
#define NUT_SCAN_DFA_H

#include "scan/outline.h"

/* What is left to match: a term from a part of it on, then another rest. */
struct nut_dfa_rest {
  uint32_t term;
  uint32_t part;  /* kids, bytes or rounds that are behind; see dfa.c */
  uint32_t then;  /* a rest */
  uint32_t stamp; /* of the step that last went through it */
  bool nullable;  /* all that is left may be empty */
};

/* Rests, any of which may be what is left: items [first, first + n). */
struct nut_dfa_state {
  uint32_t first;
  uint32_t n;
  uint32_t hash;
};

/* Steps of most states; those of others are a row of the table of rows. */
#define NUT_DFA_STEPS 5

/* Where a state goes, by classes of bytes, as far as it is known. */
struct nut_dfa_node {
  unsigned char class[NUT_DFA_STEPS]; /* NUT_CLASS_NONE: free */
  uint32_t to[NUT_DFA_STEPS];
  uint32_t row; /* where it begins; 0: none */
};

/* Numbers of things by their hashes; 0 is a free slot. */
struct nut_dfa_table {
  uint32_t *slots;
  size_t mask;
};

/* How a rule fared. */
struct nut_dfa_start {
  uint32_t state; /* 0: not asked yet */
  uint32_t asked;
  uint32_t refused;
};

struct nut_dfa {
  const struct nut_mem *mem;
  const struct nut_outlines *outlines;
  struct nut_dfa_start *starts; /* of each rule */
  struct nut_dfa_rest *rests;
  size_t n_rests;
  size_t cap_rests;
  struct nut_dfa_table rest_table;
  struct nut_dfa_state *states;
  size_t n_states;
  size_t cap_states;
  struct nut_dfa_table state_table;
  uint32_t *items;
  size_t n_items;
  size_t cap_items;
  struct nut_dfa_node *nodes; /* of each state */
  size_t cap_nodes;
  uint32_t *rows; /* a state for each class, 0 where it is not known */
  size_t n_rows;
  size_t cap_rows;
  uint32_t stamp;
  bool matched; /* in the step that is being taken */
  bool full;    /* nothing more is added */
};

NUT_CHECK enum nut_status nut_dfa_init(struct nut_dfa *dfa,
                                       const struct nut_mem *mem,
                                       const struct nut_outlines *outlines,
                                       size_t n_rules);
void nut_dfa_drop(struct nut_dfa *dfa);

/* Could the rule match at text[at], within text[.. end)? */
bool nut_dfa_may_match(struct nut_dfa *dfa, size_t rule, const char *text,
                       uint32_t at, uint32_t end);

/* The same without what was learnt before, so that the answer is the same
 * whatever was. */
bool nut_dfa_may_match_anew(const struct nut_dfa *dfa, size_t rule,
                            const char *text, uint32_t at, uint32_t end);

#endif
