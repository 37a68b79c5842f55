/* All literals into one hash table, by their first eight bytes.
 *
 * A literal shorter than that is kept under all of its bytes, a longer one
 * under eight, with the rest beside it.  A search masks the eight bytes at a
 * place to each length that its beginning allows, and looks each up.  Which
 * lengths these are is told by small tables of the first two to four bytes,
 * and whether there is such a key by another; for most words of a text they
 * say no, and that is all that is done there.
 *
 * A trie in a double array was here before: twice as much code, and each step
 * of a walk waits for two loads from a table that does not fit the first
 * cache; a lookup is one such load.
 *
 * Invariants: a key's bytes are folded, so never 0; the table is at most half
 * full.  Cost: linear in the literals, but for one sort. */
#include "scan/index.h"

#include "base/slice.h"

#include <stdlib.h>
#include <string.h>

/* A literal with its key, while the table is built. */
struct keyed {
  uint64_t key;
  size_t order;
  const struct nut_index_literal *literal;
};

static unsigned key_length(const struct nut_literal *text)
{
  return text->len < NUT_KEY_MAX ? text->len : NUT_KEY_MAX;
}

static uint64_t key_of(const struct nut_literal *text)
{
  char bytes[NUT_KEY_MAX] = { 0 };
  memcpy(bytes, text->bytes, key_length(text));
  return nut_index_key(nut_index_fold(bytes), key_length(text));
}

/* `bytes` of the key's beginning tell that it has the length n. */
static void add_length(struct nut_index *index, uint64_t beginning,
                       unsigned bytes, unsigned n, bool closed)
{
  size_t at = nut_index_hash(nut_index_key(beginning, bytes),
                             NUT_LENGTHS_BITS);
  struct nut_index_lengths *lengths = &index->lengths[bytes - 2][at];
  if (closed)
    lengths->closed |= (unsigned char)(1U << (n - 1));
  else
    lengths->any |= (unsigned char)(1U << (n - 1));
}

static void add_one(struct nut_index *index, unsigned char byte,
                    const struct nut_need_literal *literal)
{
  for (unsigned kind = 0; kind < 8; kind++)
    if (literal->before >> kind & 1)
      index->ones[byte][kind] |= literal->after;
}

/* Of a literal of eight bytes and more the byte behind its key is its own or
 * not at hand: not closed. */
static void add_key(struct nut_index *index, uint64_t key,
                    const struct nut_need_literal *literal)
{
  unsigned n = key_length(&literal->text);
  bool closed = n < NUT_KEY_MAX && !(literal->after & NUT_LETTER);
  size_t at = nut_index_hash(key, NUT_KNOWN_BITS);
  index->known[at >> 6] |= 1ULL << (at & 63);
  if (n == 1)
    add_one(index, (unsigned char)key, literal);
  else
    add_length(index, key, n < 4 ? n : 4, n, closed);
}

/* Where literals have to be looked for so that this one is found.  A letter
 * behind a letter is told apart by the byte itself: few literals may begin
 * inside a word, and to look at every letter would cost the most of all. */
static void add_start(struct nut_index *index,
                      const struct nut_need_literal *literal)
{
  unsigned char byte = (unsigned char)literal->text.bytes[0];
  unsigned kind = nut_byte_kind_of(byte);
  for (unsigned before = 1; before <= NUT_EDGE; before <<= 1) {
    if (!(literal->before & before))
      continue;
    if (before == NUT_LETTER && kind == NUT_LETTER)
      index->inside[byte] = index->any_inside = true;
    else
      index->starts[before] |= (unsigned char)kind;
  }
  if (nut_is_lower(byte))
    index->inside[byte ^ 0x20] = index->inside[byte];
}

static int by_key(const void *a, const void *b)
{
  const struct keyed *x = a;
  const struct keyed *y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return (x->order > y->order) - (x->order < y->order);
}

/* Literals in the order of their keys; of one key, in their own. */
static struct keyed *sort_literals(struct nut_arena *arena,
                                   const struct nut_index_literal *literals,
                                   size_t n)
{
  struct keyed *sorted = nut_arena_alloc(arena, (n + 1) * sizeof *sorted);
  for (size_t i = 0; sorted && i < n; i++)
    sorted[i] = (struct keyed){ key_of(&literals[i].literal.text), i,
                                &literals[i] };
  if (sorted && n)
    qsort(sorted, n, sizeof *sorted, by_key);
  return sorted;
}

static struct nut_index_entry entry_of(const struct nut_index_literal *from)
{
  const struct nut_literal *text = &from->literal.text;
  struct nut_index_entry entry = {
    .atom = from->atom, .len = text->len, .before = from->literal.before,
    .after = from->literal.after, .capital = text->capital
  };
  for (size_t i = NUT_KEY_MAX; i < text->len; i++)
    entry.rest[i - NUT_KEY_MAX] = (char)(text->bytes[i] | 0x20);
  return entry;
}

static void fill(struct nut_index *index, const struct keyed *sorted,
                 size_t n)
{
  for (size_t i = 0; i < n; i++) {
    const struct nut_need_literal *literal = &sorted[i].literal->literal;
    index->entries[i] = entry_of(sorted[i].literal);
    add_key(index, sorted[i].key, literal);
    add_start(index, literal);
  }
  index->n_entries = n;
}

/* One slot for each run of equal keys. */
static void fill_slots(struct nut_index *index, const struct keyed *sorted,
                       size_t n)
{
  size_t mask = ((size_t)1 << index->slot_bits) - 1;
  for (size_t i = 0; i < n;) {
    uint64_t key = sorted[i].key;
    size_t at = nut_index_hash(key, index->slot_bits);
    while (index->slots[at].key)
      at = (at + 1) & mask;
    index->slots[at] = (struct nut_index_slot){ key, (uint32_t)i, 0 };
    for (; i < n && sorted[i].key == key; i++)
      index->slots[at].n++;
  }
}

/* So that the table of slots is at most half full. */
static unsigned bits_for(const struct keyed *sorted, size_t n)
{
  unsigned bits = 4;
  size_t keys = 0;
  for (size_t i = 0; i < n; i++)
    keys += i == 0 || sorted[i].key != sorted[i - 1].key;
  while (((size_t)1 << bits) < 2 * keys)
    bits++;
  return bits;
}

enum nut_status nut_index_build(struct nut_arena *arena,
                                const struct nut_index_literal *literals,
                                size_t n, struct nut_index *index)
{
  *index = (struct nut_index){ 0 };
  struct keyed *sorted = sort_literals(arena, literals, n);
  if (!sorted)
    return NUT_NOMEM;
  index->slot_bits = bits_for(sorted, n);
  index->slots = nut_arena_alloc(
      arena, ((size_t)1 << index->slot_bits) * sizeof *index->slots);
  index->entries = nut_arena_alloc(arena, (n + 1) * sizeof *index->entries);
  if (!index->slots || !index->entries)
    return NUT_NOMEM;
  for (int c = 0; c < 256; c++)
    index->kinds[c] = (unsigned char)nut_byte_kind_of((unsigned char)c);
  fill(index, sorted, n);
  fill_slots(index, sorted, n);
  return NUT_OK;
}
