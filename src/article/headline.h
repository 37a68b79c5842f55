/* The headline and the dateline of an article.
 *
 * Headline: the first paragraph where it equals the title, or is one short
 * line (NUT_HEADLINE_MAX) without a full stop at its end, and more follows.
 *
 * Dateline: where and when a report was filed, before its first sentence:
 *
 *   LONDON, Sept. 28 (Reuters) -      PARIS (AP) --     NEW DELHI:
 *   Galway, Ireland (em dash)         Baton Rouge, La., Monday (en dash)
 *
 * i.e. at most NUT_DATELINE_WORDS capitalised words (and "de", "of" ...) and
 * numbers after a comma, perhaps an agency in brackets, then a dash or
 * colon, then a word that begins a sentence.  "Two men - both from Leeds -"
 * is none.  How much is asked for depends on the words: in capitals any dash
 * or a colon will do, in title case it takes brackets and a dash, or a dash
 * that is longer than a hyphen after a comma or after one or two words. */
#ifndef NUT_ARTICLE_HEADLINE_H
#define NUT_ARTICLE_HEADLINE_H

#include "article/article.h"

struct nut_dateline {
  struct nut_span span; /* without the dash; empty when there is none */
  uint32_t after;       /* where the first sentence begins */
};

/* The dateline that opens text[paragraph].  strict: take none without an
 * agency, or capitals and a longer dash or a comma; for paragraphs that are
 * not the first. */
struct nut_dateline
nut_dateline_find(struct nut_slice text, struct nut_span paragraph,
                  const struct nut_article_words *words, bool strict);

/* Is the paragraph, which others follow, a headline? */
bool nut_is_headline(struct nut_slice text, struct nut_span paragraph,
                     const struct nut_article_words *words);

#endif
