/* What the scan needs to know of all rules: their needs in one trie, a plan
 * for each rule, and its compiled code.
 *
 * Made once from a rule set, then shared by threads.  A code is compiled when
 * a rule first has a candidate, and compiled to machine code after some use;
 * it is published by compare-and-swap, the loser frees its own, and a
 * superseded code lives until the engine is freed.  Ownership: the engine
 * borrows the rules and must be freed before them. */
#ifndef NUT_SCAN_ENGINE_H
#define NUT_SCAN_ENGINE_H

#include "rules/ruleset.h"
#include "scan/atoms.h"

#include <stdatomic.h>

/* One of a rule's needs. */
struct nut_plan_need {
  /* among all needs of the engine */
  uint32_t need;
  const struct nut_atom_list *atoms;
  /* bytes of a match before this need, and which bytes these can be */
  uint32_t min_before;
  uint32_t max_before;
  const struct nut_byte_set *before;
};

struct nut_plan {
  struct nut_plan_need needs[NUT_NEEDS_MAX];
  size_t n;
  size_t key;            /* the rarest */
  bool exact_start;      /* matches begin where needs[0] is met */
  bool everywhere;       /* no need: every sentence, every byte of first */
  /* bytes that a match can begin with */
  struct nut_byte_set first;
};

struct nut_code {
  _Atomic(pcre2_code *) current;
  _Atomic(pcre2_code *) interpreted; /* superseded by a JIT one */
  /* attempts so far, not counted beyond NUT_JIT_AFTER */
  atomic_uint uses;
};

struct nut_engine {
  const struct nut_rules *rules;
  struct nut_arena arena;
  struct nut_atoms atoms;
  struct nut_trie trie;
  struct nut_plan *plans;      /* one for each rule */
  uint32_t *first_keyed;       /* [atom], n_atoms + 1 of them */
  uint32_t *keyed;             /* rules by the atoms of their key need */
  uint32_t *always;            /* rules without a need */
  size_t n_always;
  struct nut_code *codes;      /* one for each rule */
  unsigned jit_after;          /* NUT_JIT_AFTER; a test may put it off */
};

/* NUT_NOMEM, with *out NULL, or NUT_OK. */
NUT_CHECK enum nut_status nut_engine_new(const struct nut_rules *rules,
                                         struct nut_engine **out);
void nut_engine_free(struct nut_engine *engine);

/* The rule's code, anchored; NULL when it cannot be compiled (no memory). */
const pcre2_code *nut_engine_code(struct nut_engine *engine, size_t rule);

#endif
