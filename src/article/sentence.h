/* Sentences of a paragraph.
 *
 * A sentence ends at a full stop, question or exclamation mark or ellipsis
 * that a blank follows (closing quotes and brackets and note marks like [1]
 * between), unless the word before it or the word after it says otherwise;
 * see sentence.c for each rule.  It never ends at a colon or semicolon. */
#ifndef NUT_ARTICLE_SENTENCE_H
#define NUT_ARTICLE_SENTENCE_H

#include "article/article.h"

struct nut_sentences {
  struct nut_arena *arena;
  const struct nut_article_words *words;
  struct nut_slice shadow;
  struct nut_sentence *list;
  size_t count;
  size_t cap;
  size_t cut;
};

/* Add one sentence (shorter ones where it is longer than NUT_WINDOW_MAX).
 * sentence->span may have blanks at its ends. */
NUT_CHECK enum nut_status
nut_sentences_add(struct nut_sentences *sentences,
                  const struct nut_sentence *sentence);

/* Cut sentence->span into sentences and add each, otherwise alike. */
NUT_CHECK enum nut_status
nut_sentences_split(struct nut_sentences *sentences,
                    const struct nut_sentence *sentence);

#endif
