/* Literals by how they begin: which of them stand at a place of the text?
 *
 * Built once, then read-only; all memory is the arena's.  ASCII letters are
 * folded.  What is found is at worst too much (some signs are taken for
 * others): candidates are confirmed by PCRE2 anyhow. */
#ifndef NUT_SCAN_INDEX_H
#define NUT_SCAN_INDEX_H

#include "scan/needs.h"

/* A literal to be found, and the number that tells it was. */
struct nut_index_literal {
  struct nut_need_literal literal;
  uint32_t atom;
};

/* Literals are kept under their first bytes, at most this many. */
#define NUT_KEY_MAX 8

/* A literal as the search looks at it. */
struct nut_index_entry {
  uint32_t atom;
  unsigned char len;
  unsigned char before; /* enum nut_byte_kind bits */
  unsigned char after;
  bool capital;         /* only where the text has one */
  char rest[NUT_LITERAL_MAX - NUT_KEY_MAX]; /* folded; behind the key */
};

/* A place of the hash table: entries [first, first + n) have the key. */
struct nut_index_slot {
  uint64_t key; /* 0: free */
  uint32_t first;
  uint32_t n;
};

/* Tables that are asked first, by bits of a hash: small enough to stay in the
 * near caches, large enough for some ten thousand literals. */
#define NUT_LENGTHS_BITS 13
#define NUT_KNOWN_BITS 18

/* Lengths of keys, as bits (n - 1). */
struct nut_index_lengths {
  unsigned char any;    /* whatever follows the key */
  unsigned char closed; /* where no letter follows it */
};

struct nut_index {
  /* By hash of the first two bytes (length 2), three (3) and four (all
     others). */
  struct nut_index_lengths lengths[3][1 << NUT_LENGTHS_BITS];
  /* Of keys of one byte: the kinds that may follow it, by number of the kind
     before it. */
  unsigned char ones[256][8];
  /* Bits by hash of whole keys of five bytes or more. */
  uint64_t known[1 << (NUT_KNOWN_BITS - 6)];
  struct nut_index_slot *slots;
  unsigned slot_bits; /* there are 2^slot_bits */
  struct nut_index_entry *entries;
  size_t n_entries;
  /* enum nut_byte_kind of each byte */
  unsigned char kinds[256];
  /* starts[kind of the byte before] has the kinds at which a literal may
     begin; letters inside words only where inside[] says so */
  unsigned char starts[NUT_ANY_KIND + 1];
  bool inside[256];
  bool any_inside;
};

/* Eight bytes as a number, the first one lowest.  Written out, as compilers
 * make one load of that. */
static inline uint64_t nut_index_load(const unsigned char *p)
{
  return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16
         | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40
         | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

/* Eight bytes with capitals as small letters; some signs fall together with
 * others. */
static inline uint64_t nut_index_fold(const char *ptr)
{
  return nut_index_load((const unsigned char *)ptr) | 0x2020202020202020U;
}

/* Multiplicative hashing (Knuth, "The Art of Computer Programming" 3, 6.4). */
static inline size_t nut_index_hash(uint64_t key, unsigned bits)
{
  return (key * 0x9E3779B97F4A7C15U) >> (64 - bits);
}

/* The first n of eight folded bytes; n from 1 to 8. */
static inline uint64_t nut_index_key(uint64_t bytes, unsigned n)
{
  return bytes & (~0ULL >> (64 - 8 * n));
}

#define NUT_EACH_BYTE 0x0101010101010101U

/* Which of the eight folded bytes are ASCII letters: bit i for byte i.  All
 * eight at once: added to a byte without its top bit, a number that carries
 * into that bit tells which side of a letter it is on; the product gathers
 * the bits (Warren, "Hacker's Delight", 6). */
static inline unsigned nut_index_letters(uint64_t bytes)
{
  uint64_t low = bytes & ~(NUT_EACH_BYTE << 7);
  uint64_t from_a = low + NUT_EACH_BYTE * (0x80 - 'a');
  uint64_t past_z = low + NUT_EACH_BYTE * (0x7F - 'z');
  uint64_t letters = (from_a & ~past_z & ~bytes) >> 7 & NUT_EACH_BYTE;
  return (unsigned)((letters * 0x0102040810204080U) >> 56);
}

/* Lengths of 2 and more of keys that the eight bytes may begin with, as bits.
 * A key that
 * ends a word is one only where the word ends: "in" not in "into". */
static inline unsigned nut_index_lengths(const struct nut_index *index,
                                         uint64_t bytes)
{
  unsigned any = 0;
  unsigned closed = 0;
  for (unsigned i = 0; i < 3; i++) {
    const struct nut_index_lengths *lengths =
        &index->lengths[i][nut_index_hash(nut_index_key(bytes, i + 2),
                                          NUT_LENGTHS_BITS)];
    any |= lengths->any;
    closed |= lengths->closed;
  }
  return any | (closed & ~(nut_index_letters(bytes) >> 1));
}

/* May the byte, folded, be a key of its own? */
static inline bool nut_index_one(const struct nut_index *index,
                                 unsigned char byte, unsigned before,
                                 unsigned after)
{
  return index->ones[byte][__builtin_ctz(before)] & after;
}

/* May there be a slot of that key?  For most there is none, and this is
 * cheaper than to look. */
static inline bool nut_index_knows(const struct nut_index *index,
                                   uint64_t key)
{
  size_t at = nut_index_hash(key, NUT_KNOWN_BITS);
  return index->known[at >> 6] >> (at & 63) & 1;
}

/* The slot at which the search for a key begins. */
static inline size_t nut_index_slot_of(const struct nut_index *index,
                                       uint64_t key)
{
  return nut_index_hash(key, index->slot_bits);
}

/* The key's slot, or NULL. */
static inline const struct nut_index_slot *
nut_index_find(const struct nut_index *index, uint64_t key)
{
  size_t mask = ((size_t)1 << index->slot_bits) - 1;
  size_t at = nut_index_slot_of(index, key);
  while (index->slots[at].key != key && index->slots[at].key)
    at = (at + 1) & mask;
  return index->slots[at].key ? &index->slots[at] : NULL;
}

/* NUT_NOMEM or NUT_OK. */
NUT_CHECK enum nut_status
nut_index_build(struct nut_arena *arena,
                const struct nut_index_literal *literals, size_t n,
                struct nut_index *out);

#endif
