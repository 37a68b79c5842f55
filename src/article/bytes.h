/* Bytes of well-formed UTF-8, looked at quickly.
 *
 * For the loops that see every byte of an article: one table, and runs of
 * ASCII taken eight bytes at a time.  Only nut_ascii_run may be given text
 * that was not checked. */
#ifndef NUT_ARTICLE_BYTES_H
#define NUT_ARTICLE_BYTES_H

#include "surface/nutgraf.h"

#include <stdint.h>

enum {
  NUT_BYTE_SPACE = 1,  /* space, tab, \n and the shadow's NUL */
  NUT_BYTE_STOP = 2,   /* may end a sentence; 0xE2 begins an ellipsis */
  NUT_BYTE_OPEN = 4,   /* before a sentence's first word: quotes, brackets,
                          dashes, bullets' ASCII forms */
  NUT_BYTE_CLOSE = 8,  /* after a sentence's full stop */
  NUT_BYTE_WORD = 16,  /* ASCII letters and digits, any non-ASCII byte */
  NUT_BYTE_ODD = 32    /* the shadow changes it, or has to look at it */
};

extern const unsigned char nut_byte_class[256];

static inline bool nut_byte_is(char byte, int classes)
{
  return nut_byte_class[(unsigned char)byte] & classes;
}

/* Length of the ASCII beginning of text. */
size_t nut_ascii_run(struct nut_slice text);

/* Bytes above 0x7F. */
size_t nut_high_bytes(struct nut_slice text);

/* The character at ptr and its length; the text must be well-formed. */
uint32_t nut_char_at(const char *ptr, size_t *len);

/* Where the character before `at` begins; at > 0. */
size_t nut_char_before(const char *ptr, size_t at);

#endif
