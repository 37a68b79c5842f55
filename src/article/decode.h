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

struct nut_decoded {
  struct nut_slice text; /* the input itself where nothing changed */
  size_t bad;            /* U+FFFD put in for ill-formed bytes */
  size_t nuls;           /* NULs in the text */
};

NUT_CHECK enum nut_status nut_decode(struct nut_arena *arena,
                                     struct nut_slice bytes,
                                     struct nut_decoded *out);

#endif
