/* The shadow of a text: what rules match against (see article.h).
 *
 *   U+2018 2019 201A 201B '   U+201C 201D 201E 201F "   U+2010 2011 2012
 *   2212 -   tab and Unicode spaces: space   CR LF, CR, VT, FF, U+0085 2028
 *   2029: \n   soft hyphen, zero-width characters, joiners, marks of text
 *   direction, U+FEFF: nothing   U+017F s   NUL: U+FFFD   the rest: NFC
 *
 * A run of blanks is one; with a line break in it, one \n; with two, which
 * part paragraphs, it stays.  (The line breaks inside sentences become spaces
 * once sentences are known.)
 *
 * Left as they are: dashes, ellipsis, guillemets, digits that are not ASCII.
 * The long s and (by NFC) the Kelvin sign go because caseless matching takes
 * them for s and k. */
#ifndef NUT_ARTICLE_SHADOW_H
#define NUT_ARTICLE_SHADOW_H

#include "article/article.h"

struct nut_shadow {
  char *ptr; /* the arena's; may be written to */
  size_t len;
  const struct nut_edit *edits;
  size_t n_edits;
};

/* text is well-formed; nuls as nut_decode counted them. */
NUT_CHECK enum nut_status nut_shadow_make(struct nut_arena *arena,
                                          struct nut_slice text, size_t nuls,
                                          struct nut_shadow *out);

/* Offset into the shadow of the first character that stands for what is at
 * or after `at` in the text. */
size_t nut_shadow_offset(const struct nut_shadow *shadow, size_t at);

#endif
