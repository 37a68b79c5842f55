/* A double-array trie of folded names, in the form that gazetteer.c reads. */
#ifndef NUT_RESOLVE_GAZETTEER_TRIE_H
#define NUT_RESOLVE_GAZETTEER_TRIE_H

#include "base/buf.h"

#include <stdint.h>

/* The symbols of a folded name (gazetteer_format.h), without its end. */
struct nut_trie_key {
  struct nut_slice symbols;
};

/* keys: sorted by bytes, all different; the number of each is its value.
 * Cells and tails as their sections; false: no memory. */
NUT_CHECK bool nut_trie_build(const struct nut_mem *mem,
                              const struct nut_trie_key *keys, size_t n_keys,
                              struct nut_buf *cells, struct nut_buf *tails);

#endif
