/* All literals of all needs in one trie, walked from where a word, a number
 * or a sign begins.
 *
 * ASCII letters are folded.  Built once, then read-only; the cells are the
 * trie's own, the rest is the arena's. */
#ifndef NUT_SCAN_TRIE_H
#define NUT_SCAN_TRIE_H

#include "scan/needs.h"

/* A literal to be found, and the number that tells it was. */
struct nut_trie_literal {
  struct nut_need_literal literal;
  uint32_t atom;
};

/* What is met where a walk passes: an atom, if the sides agree. */
struct nut_trie_out {
  uint32_t atom;
  unsigned char before; /* enum nut_byte_kind bits */
  unsigned char after;
};

/* Where a walk begins: literals that want a capital are found from the
 * capitals' root only, all others from both. */
enum { NUT_ROOT, NUT_ROOT_CAPITAL };

/* A double array (Aoe, "An Efficient Digital Search Algorithm by Using a
 * Double-Array Structure", 1989): the child of cell i by class c is cell
 * base + c, if that one's parent is i. */
struct nut_trie_cell {
  uint32_t base;   /* with NUT_TRIE_OUT where literals end */
  uint32_t parent; /* NUT_TRIE_FREE: none */
};

#define NUT_TRIE_OUT 0x80000000U
#define NUT_TRIE_FREE UINT32_MAX
#define NUT_TRIE_ROOT (UINT32_MAX - 1) /* a root's parent: no cell */

struct nut_trie {
  struct nut_arena *arena;
  unsigned char classes[256]; /* of bytes; 0: in no literal */
  size_t n_classes;
  struct nut_trie_cell *cells;
  size_t n_cells;
  uint32_t *first_out;        /* [cell], n_cells + 1 of them */
  struct nut_trie_out *outs;
  /* enum nut_byte_kind of each byte */
  unsigned char kinds[256];
  /* starts[kind of the byte before] has the kinds at which a walk begins;
     letters inside words only where inside[] says so */
  unsigned char starts[NUT_ANY_KIND + 1];
  bool inside[256];
  /* [root], by three classes: does a walk get any further than that? */
  unsigned char *worth[2];
};

/* The child of cell by byte, or NUT_TRIE_FREE. */
static inline uint32_t nut_trie_step(const struct nut_trie *trie,
                                     uint32_t cell, unsigned char byte)
{
  uint32_t base = trie->cells[cell].base & ~NUT_TRIE_OUT;
  uint32_t to = base + trie->classes[byte];
  return trie->cells[to].parent == cell ? to : NUT_TRIE_FREE;
}

/* Is there a literal that begins like the text at ptr, of which three bytes
 * or more are left? */
static inline bool nut_trie_worth(const struct nut_trie *trie, int root,
                                  const char *ptr)
{
  const unsigned char *text = (const unsigned char *)ptr;
  size_t at = (trie->classes[text[0]] * trie->n_classes
               + trie->classes[text[1]]) * trie->n_classes
              + trie->classes[text[2]];
  return trie->worth[root][at >> 3] >> (at & 7) & 1;
}

NUT_CHECK enum nut_status
nut_trie_build(struct nut_arena *arena,
               const struct nut_trie_literal *literals, size_t n,
               struct nut_trie *out);

void nut_trie_drop(struct nut_trie *trie);

#endif
