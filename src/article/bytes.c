/* The loops that see every byte of an article: one table of classes, and runs
 * of ASCII taken eight bytes at a time.
 *
 * News in English is nearly all ASCII, so the question that pays is "how far
 * does the plain part go", not "what is this character".  The table answers
 * for single bytes what would be a chain of comparisons in four files, and it
 * is const data, so threads share it. memcpy to a 64-bit word is the one way
 * to read unaligned bytes that C allows; compilers make a load of it.
 *
 * A byte above 0x7F counts as a word's: which character it belongs to is asked
 * only where it matters, by nut_char_at.  That function checks nothing,
 * because decode.c did; on ill-formed text it would read past the end. */
#include "article/bytes.h"

#include <string.h>

/* Set in a word when any of its eight bytes is not ASCII. */
#define HIGH_BITS 0x8080808080808080U

/* Short names, so that the table can be seen as one. */
#define SP NUT_BYTE_SPACE
#define ST NUT_BYTE_STOP
#define OP NUT_BYTE_OPEN
#define CL NUT_BYTE_CLOSE
#define WO NUT_BYTE_WORD
#define OD NUT_BYTE_ODD
#define HI (WO | OD)
#define FOUR(x) x, x, x, x
#define SIXTEEN(x) FOUR(x), FOUR(x), FOUR(x), FOUR(x)

/* Rows of sixteen, from 0x00.  NUL is a space, since it is what parts the
 * sentences of a shadow.  A straight quote both opens and closes. 0xE2 may be
 * an ellipsis, which ends a sentence, so it is a stop until somebody looks. */
const unsigned char nut_byte_class[256] = {
  OD | SP, FOUR(0), FOUR(0), OD | SP, SP, OD, OD, OD, 0, 0,
  SIXTEEN(0),
  SP, ST, OP | CL, 0, 0, 0, 0, OP | CL, OP, CL, OP, 0, 0, OP, ST, 0,
  FOUR(WO), FOUR(WO), WO, WO, 0, 0, 0, 0, 0, ST,
  0, WO, WO, WO, FOUR(WO), FOUR(WO), FOUR(WO),
  FOUR(WO), FOUR(WO), WO, WO, WO, OP, 0, CL, 0, 0,
  OP, WO, WO, WO, FOUR(WO), FOUR(WO), FOUR(WO),
  FOUR(WO), FOUR(WO), WO, WO, WO, OP, 0, CL, 0, 0,
  SIXTEEN(HI), SIXTEEN(HI), SIXTEEN(HI), SIXTEEN(HI),
  SIXTEEN(HI), SIXTEEN(HI),
  HI, HI, HI | ST, HI, FOUR(HI), FOUR(HI), FOUR(HI),
  SIXTEEN(HI),
};

/* The word with the high bit in it is left to the second loop, so byte order
 * does not matter. */
size_t nut_ascii_run(struct nut_slice text)
{
  size_t at = 0;
  uint64_t word = 0;
  while (text.len - at >= sizeof word) {
    memcpy(&word, text.ptr + at, sizeof word);
    if (word & HIGH_BITS)
      break;
    at += sizeof word;
  }
  while (at < text.len && (unsigned char)text.ptr[at] < 0x80)
    at++;
  return at;
}

/* How many there are bounds how much the shadow may grow. */
size_t nut_high_bytes(struct nut_slice text)
{
  size_t count = 0;
  size_t at = 0;
  uint64_t word = 0;
  for (; text.len - at >= sizeof word; at += sizeof word) {
    memcpy(&word, text.ptr + at, sizeof word);
    /* The eight high bits, added up by the multiplication. */
    word = (word & HIGH_BITS) >> 7;
    count += (size_t)(word * 0x0101010101010101U >> 56);
  }
  for (; at < text.len; at++)
    count += (unsigned char)text.ptr[at] >> 7;
  return count;
}

/* The lead byte alone tells the length. */
uint32_t nut_char_at(const char *ptr, size_t *len)
{
  const unsigned char *s = (const unsigned char *)ptr;
  if (s[0] < 0x80) {
    *len = 1;
    return s[0];
  }
  if (s[0] < 0xE0) {
    *len = 2;
    return (s[0] & 0x1FU) << 6 | (s[1] & 0x3FU);
  }
  if (s[0] < 0xF0) {
    *len = 3;
    return (s[0] & 0xFU) << 12 | (s[1] & 0x3FU) << 6 | (s[2] & 0x3FU);
  }
  *len = 4;
  return (s[0] & 0x7U) << 18 | (s[1] & 0x3FU) << 12
         | (s[2] & 0x3FU) << 6 | (s[3] & 0x3FU);
}

/* Tail bytes are 10xxxxxx; walk back over three at most. */
size_t nut_char_before(const char *ptr, size_t at)
{
  at--;
  while (at > 0 && ((unsigned char)ptr[at] & 0xC0) == 0x80)
    at--;
  return at;
}
