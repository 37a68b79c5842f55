/* Paragraphs: what lies between line breaks, where the break is not only
 * the end of a wrapped line.
 *
 * A blank line ends a paragraph.  News files write a paragraph a line, or
 * wrap paragraphs at 60 to 80 columns, or both in one file, so a single
 * break ends a paragraph too when
 *
 *   1. the line before or after it is longer than NUT_WRAP_MAX,
 *   2. the line after it begins with a bullet,
 *   3. the next line's first word would have fitted on the line before: then
 *      the writer broke it, not the wrapping,
 *   4. in an article whose single breaks mostly come after a full stop (a
 *      paragraph a line), every break that does not leave a sentence open
 *      before a lower-case word.
 *
 * Otherwise it is a wrapped line.  The width that 3 measures against is one
 * that a tenth of the lines reach. */
#ifndef NUT_ARTICLE_PARAGRAPH_H
#define NUT_ARTICLE_PARAGRAPH_H

#include "article/article.h"

struct nut_paragraphs {
  struct nut_span *spans; /* without blanks at the ends; none is empty */
  size_t count;
};

NUT_CHECK enum nut_status nut_paragraphs_find(struct nut_arena *arena,
                                              struct nut_slice shadow,
                                              struct nut_paragraphs *out);

/* Does this end like a sentence: a full stop, question or exclamation mark
 * or ellipsis, closing quotes and brackets set aside? */
bool nut_ends_sentence(struct nut_slice text);

#endif
