/* What the scan needs to know of all rules: where to look, a plan for each
 * rule, and its compiled code.
 *
 * Made once from a rule set, then shared by threads.  A code is compiled when
 * a rule first has a candidate, and compiled to machine code after some use;
 * it is published by compare-and-swap, the loser frees its own, and a
 * superseded code lives until the engine is freed.  Ownership: the engine
 * borrows the rules and must be freed before them. */
#ifndef NUT_SCAN_ENGINE_H
#define NUT_SCAN_ENGINE_H

#include "base/image.h"
#include "rules/ruleset.h"
#include "scan/atoms.h"
#include "scan/outline.h"

#include <stdatomic.h>

/* No row of the engine's table of starts, or of others. */
#define NUT_NO_ROW UINT32_MAX

struct nut_plan {
  bool everywhere;  /* no need: every sentence, every byte of `first` */
  bool paragraph;   /* it sees the paragraph around its key */
  uint32_t key;     /* among the key needs of all rules */
  /* Bytes of a match before the key, and which bytes these can be. */
  uint32_t min_before;
  uint32_t max_before;
  struct nut_byte_set before;
  /* What a match begins with: the key itself where nothing is before it;
     a need, whose row in the table of starts it is; else a byte of `first`,
     at a word's edge where the rule's edges are closed. */
  uint32_t start;
  struct nut_byte_set first;
  /* A row of the table of others, of whose atoms one is met from other_min to
     other_max bytes behind the beginning of each match. */
  uint32_t other;
  uint32_t other_min;
  uint32_t other_max;
  bool messages; /* only in short texts (NUT_MESSAGE_SENTENCES) */
  bool edges_open;
  bool anywhere; /* also inside words, or with a blank: no place is passed
                    over unseen */
};

/* The literals of some needs, to be found in text. */
struct nut_lexicon {
  struct nut_atoms atoms;
  struct nut_index index;
};

/* Rows of bits: is the atom in the need? */
struct nut_atom_rows {
  uint64_t *bits;
  size_t n;
  size_t words; /* uint64_t a row */
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
  struct nut_plan *plans;      /* one for each rule */
  struct nut_lexicon keys;     /* looked for in every sentence */
  /* The same without what only rules of messages ask for: of articles that are
     longer than a message. */
  struct nut_index long_keys;
  uint32_t *first_keyed;       /* [atom], n_atoms + 1 of them */
  uint32_t *keyed;             /* rules by the atoms of their key */
  struct nut_lexicon starts;   /* looked for where a match might begin */
  struct nut_atom_rows begins; /* a row for each need at a start */
  struct nut_atom_rows others; /* a row for each need among the keys */
  uint32_t *always;            /* rules without a need */
  size_t n_always;
  struct nut_outlines outlines;
  struct nut_code *codes;      /* one for each rule */
  /* Codes as pcre2_serialize_encode gives them, or NULL; from an image. */
  const struct nut_image_apart *encoded;
  unsigned jit_after;          /* NUT_JIT_AFTER; a test may put it off */
};

static inline bool nut_atom_rows_has(const struct nut_atom_rows *rows,
                                     uint32_t row, uint32_t atom)
{
  return rows->bits[row * rows->words + (atom >> 6)] >> (atom & 63) & 1;
}

/* NUT_NOMEM, with *out NULL, or NUT_OK. */
NUT_CHECK enum nut_status nut_engine_new(const struct nut_rules *rules,
                                         struct nut_engine **out);
void nut_engine_free(struct nut_engine *engine);

/* The rule's code, anchored; NULL when it cannot be compiled (no memory). */
const pcre2_code *nut_engine_code(struct nut_engine *engine, size_t rule);

#endif
