/* Atoms: the literals of all needs, sorted into groups that stand in the same
 * needs.
 *
 * Many needs share most of their literals (every rule about numbers begins
 * with a digit).  Where a literal is met, its atom is noted once; a need is
 * met where one of its atoms is. */
#ifndef NUT_SCAN_ATOMS_H
#define NUT_SCAN_ATOMS_H

#include "scan/index.h"

/* Numbers of needs or of atoms, ascending, without doubles. */
struct nut_atom_list {
  uint32_t *ptr;
  size_t len;
  size_t cap;
};

struct nut_atoms {
  struct nut_index_literal *literals; /* all distinct ones */
  size_t n_literals;
  size_t n_atoms;
  struct nut_atom_list *of_need;     /* [need]: its atoms */
};

/* Atoms of needs[0..n); out is the arena's.  NUT_NOMEM or NUT_OK. */
NUT_CHECK enum nut_status nut_atoms_make(struct nut_arena *arena,
                                         const struct nut_need *needs,
                                         size_t n, struct nut_atoms *out);

#endif
