/* How an index of places lies in its file; for the builder and the reader.
 *
 *   header    magic, version, size, sum of all behind it, sum of the header,
 *             two sums of the tables it was made of (gazetteer_tables.c): the
 *             one that a start compares, and that of all their bytes
 *   sections  for each: offset and size in bytes
 *   CELLS     of the trie: base, check
 *   TAILS     rests of names that need no trie any more, then the name
 *   NAMES     first sense of each name, and one more
 *   SENSES    place, flags
 *   PLACES    struct by struct, see PLACE_SIZE
 *   TEXTS     canonical names: length, bytes
 *
 * All numbers are 32 bits wide, little-endian, at offsets that 4 divides. */
#ifndef NUT_RESOLVE_GAZETTEER_FORMAT_H
#define NUT_RESOLVE_GAZETTEER_FORMAT_H

#include <stdint.h>
#include <stddef.h>

#define NUT_GAZ_MAGIC "nutgraf places\n"  /* 16 bytes with its NUL */

/* One more whenever the same tables give another index. */
#define NUT_GAZ_VERSION 3

enum nut_gaz_section {
  NUT_GAZ_CELLS, NUT_GAZ_TAILS, NUT_GAZ_NAMES, NUT_GAZ_SENSES,
  NUT_GAZ_PLACES, NUT_GAZ_TEXTS, NUT_GAZ_SECTIONS
};

/* Of the header: where each number stands. */
enum {
  NUT_GAZ_AT_VERSION = 16, NUT_GAZ_AT_SIZE = 20, NUT_GAZ_AT_SUM = 24,
  NUT_GAZ_AT_HEADER_SUM = 28, NUT_GAZ_AT_TABLES = 32,
  NUT_GAZ_AT_TABLES_ALL = 36, NUT_GAZ_AT_SECTIONS = 40,
  NUT_GAZ_HEADER = NUT_GAZ_AT_SECTIONS + 8 * NUT_GAZ_SECTIONS
};

/* A cell.  base >= 0: children at base + symbol; < 0: -base - 1 is an offset
 * into the tails.  check: the parent, or -1 when the cell is free. */
enum { NUT_GAZ_BASE = 0, NUT_GAZ_CHECK = 4, NUT_GAZ_CELL_SIZE = 8 };

/* Symbols of folded names; 0 is a name's end. */
enum { NUT_GAZ_END = 0, NUT_GAZ_SYMBOLS = 38 };

static inline unsigned nut_gaz_symbol(char c)
{
  if (c >= 'a' && c <= 'z')
    return 1U + (unsigned)(c - 'a');
  if (c >= '0' && c <= '9')
    return 27U + (unsigned)(c - '0');
  return 37U; /* a space */
}

/* A sense. */
enum { NUT_GAZ_SENSE_PLACE = 0, NUT_GAZ_SENSE_FLAGS = 4,
       NUT_GAZ_SENSE_SIZE = 8 };
enum { NUT_GAZ_OTHER = 1, NUT_GAZ_CAPITALS = 2, NUT_GAZ_STOP = 4,
       NUT_GAZ_CURATED = 8 };

/* A place. */
enum {
  NUT_GAZ_PLACE_ID = 0, NUT_GAZ_PLACE_LAT = 4, NUT_GAZ_PLACE_LON = 8,
  NUT_GAZ_PLACE_PEOPLE = 12, NUT_GAZ_PLACE_NAME = 16,
  NUT_GAZ_PLACE_ADMIN1 = 20, NUT_GAZ_PLACE_ADMIN2 = 24,
  NUT_GAZ_PLACE_COUNTRY = 28, /* two bytes */
  NUT_GAZ_PLACE_KIND = 30, NUT_GAZ_PLACE_FLAGS = 31, /* one each */
  NUT_GAZ_PLACE_SIZE = 32
};
/* Two low bits: the level of an admin. */
enum { NUT_GAZ_LEVEL = 3, NUT_GAZ_CAPITAL = 4, NUT_GAZ_SEAT = 8,
       NUT_GAZ_LOCATED = 16 };

static inline uint32_t nut_gaz_get(const char *at)
{
  const unsigned char *byte = (const unsigned char *)at;
  return byte[0] | (uint32_t)byte[1] << 8 | (uint32_t)byte[2] << 16
         | (uint32_t)byte[3] << 24;
}

static inline void nut_gaz_put(char *at, uint32_t value)
{
  for (unsigned i = 0; i < 4; i++)
    at[i] = (char)(value >> 8 * i & 0xFF);
}

/* FNV-1a over 32-bit words and the bytes left; fast enough for all of it. */
static inline uint32_t nut_gaz_sum(const char *ptr, size_t size)
{
  uint64_t sum = 0xCBF29CE484222325ULL;
  size_t at = 0;
  for (; size - at >= 4; at += 4)
    sum = (sum ^ nut_gaz_get(ptr + at)) * 0x100000001B3ULL;
  for (; at < size; at++)
    sum = (sum ^ (unsigned char)ptr[at]) * 0x100000001B3ULL;
  return (uint32_t)(sum ^ sum >> 32);
}

#endif
