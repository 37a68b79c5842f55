/* UTF-8 one code point at a time.  Strict: no overlong forms, surrogates or
 * values above U+10FFFF (Unicode 15, table 3-7). */
#ifndef NUT_BASE_UTF_H
#define NUT_BASE_UTF_H

#include "surface/nutgraf.h"

#include <stdint.h>

#define NUT_REPLACEMENT 0xFFFDU

/* Length in bytes (1-4) of the well-formed sequence at the start of text and
 * its code point; 0 when it is ill-formed, with *bad the number of bytes that
 * one U+FFFD stands for (the "maximal subpart", at least 1).  text must not
 * be empty. */
size_t nut_utf_decode(struct nut_slice text, uint32_t *code, size_t *bad);

/* Write code (a scalar value) to out, which has room for 4 bytes; returns
 * the length. */
size_t nut_utf_encode(uint32_t code, char *out);

/* Code points in well-formed text. */
size_t nut_utf_count(struct nut_slice text);

/* Length of the well-formed beginning of text. */
size_t nut_utf_valid(struct nut_slice text);

/* Unicode simple lower case of text appended to out (capacity 4 bytes for
 * each byte is enough); returns the length.  For keys and comparison. */
size_t nut_utf_fold(struct nut_slice text, char *out, size_t cap);

#endif
