/* Borrowed bytes: compare, cut and search them.  Nothing here allocates; a
 * slice lives as long as what it was cut from. */
#ifndef NUT_BASE_SLICE_H
#define NUT_BASE_SLICE_H

#include "surface/nutgraf.h"

#include <stdint.h>

#define NUT_SLICE_NONE SIZE_MAX

struct nut_slice nut_slice_of(const char *text); /* NULL gives an empty one */
bool nut_slice_eq(struct nut_slice a, struct nut_slice b);
bool nut_slice_is(struct nut_slice a, const char *text);
bool nut_slice_starts(struct nut_slice a, const char *prefix);
bool nut_slice_ends(struct nut_slice a, const char *suffix);

/* ASCII letters compare alike, other bytes must be equal. */
bool nut_slice_is_nocase(struct nut_slice a, const char *text);

/* Order by bytes, shorter first when one begins the other; for qsort. */
int nut_slice_cmp(struct nut_slice a, struct nut_slice b);

/* [from, to) of a; both are cut to its length. */
struct nut_slice nut_slice_cut(struct nut_slice a, size_t from, size_t to);

/* Without blanks (space, tab, CR, LF) at both ends. */
struct nut_slice nut_slice_trim(struct nut_slice a);

/* Offset of the first such byte at or after `from`, or NUT_SLICE_NONE. */
size_t nut_slice_find(struct nut_slice a, char byte, size_t from);

/* Offset of the first such part at or after `from`, ASCII letters alike, or
 * NUT_SLICE_NONE. */
size_t nut_slice_seek(struct nut_slice a, struct nut_slice part, size_t from);

/* An all-digit slice as a number; false when empty, signed or too large. */
NUT_CHECK bool nut_slice_int(struct nut_slice a, int64_t *out);

/* Classes of ASCII.  These take an int, so that a char, signed or not, goes in
 * as it is: bytes above ASCII are in no class either way.  Inline, as they are
 * asked of most bytes of a text. */
static inline bool nut_is_digit(int c)
{
  return c >= '0' && c <= '9';
}

static inline bool nut_is_lower(int c)
{
  return c >= 'a' && c <= 'z';
}

static inline bool nut_is_upper(int c)
{
  return c >= 'A' && c <= 'Z';
}

static inline bool nut_is_alpha(int c)
{
  return nut_is_lower(c) || nut_is_upper(c);
}

/* A space or a tab. */
static inline bool nut_is_blank(int c)
{
  return c == ' ' || c == '\t';
}

#endif
