/* Bytes to text: UTF-8 checked once.
 *
 * The text that comes out is well-formed UTF-8 and is what all offsets refer
 * to.  Decoding changes nothing but ill-formed bytes (U+FFFD for each maximal
 * subpart, as Unicode recommends) and a leading byte order mark (left out).
 * NULs are kept.  Every later stage may rely on the text being well-formed
 * (PCRE2_NO_UTF_CHECK does). */
#ifndef NUT_ARTICLE_DECODE_H
#define NUT_ARTICLE_DECODE_H

#include "base/arena.h"
#include "base/buf.h"

struct nut_decoded {
  struct nut_slice text; /* the input itself where nothing changed */
  size_t bad;            /* U+FFFD put in for ill-formed bytes */
  size_t nuls;           /* NULs in the text */
};

NUT_CHECK enum nut_status nut_decode(struct nut_arena *arena,
                                     struct nut_slice bytes,
                                     struct nut_decoded *out);

/* Are these the beginnings of UTF-16 or UTF-32?  By a byte order mark, or by
 * NULs, of which text has none: more than a quarter of the first bytes.  The
 * name of the encoding, or NULL. */
const char *nut_decode_wide(struct nut_slice bytes);

/* What is wrong with such an article, for its error. */
void nut_decode_print_wide(const char *encoding, struct nut_buf *out);

/* The warning for bytes of which some are not UTF-8.  Where nothing but ASCII
 * is beside them, and Windows-1252 has a character for each, it says so. */
void nut_decode_print_bad(struct nut_slice bytes, struct nut_buf *out);

#endif
