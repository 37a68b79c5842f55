/* The words beside a fact, one by one, in its sentence, what lists of the
 * rules say of them, and what stands between two facts. */
#ifndef NUT_RESOLVE_WORDS_H
#define NUT_RESOLVE_WORDS_H

#include "resolve/resolve.h"
#include "rules/wordlist.h"

#include <stdint.h>

/* The word that ends at or before offset `at` of the text, not before `start`;
 * empty: none, or a semicolon comes first. */
struct nut_slice nut_word_before(const char *text, uint32_t start,
                                 uint32_t at);

/* The one that begins at or behind `at`, before `end`. */
struct nut_slice nut_word_behind(const char *text, uint32_t at,
                                 uint32_t end);

/* Where the quotation begins that offset `at` stands in ("He said: 'By Friday
 * we were home'"), as what introduces it tells nothing of it; else `start`,
 * as for a quotation that begins with a small letter: it is of the sentence
 * around it. */
uint32_t nut_speech_start(const char *text, uint32_t start, uint32_t at);

/* What a list of texts says of a word; empty when it is not in it, when there
 * is no such list (NULL), or the word is empty. */
struct nut_slice nut_word_meaning(const struct nut_resolve *resolve,
                                  const struct nut_wordlist *list,
                                  struct nut_slice word);

/* What a list says of it that is looked up by its name. */
struct nut_slice nut_list_says(const struct nut_resolve *resolve,
                               const char *list, struct nut_slice word);

/* The sentence of a fact of the article. */
struct nut_span nut_sentence_of(const struct nut_article *article,
                                const struct nut_fact *fact);

/* What stands before a fact in its sentence, without blanks at its ends. */
struct nut_slice nut_text_before(const struct nut_article *article,
                                 const struct nut_fact *fact);

/* Does a list of the rules know the word right before a fact? */
bool nut_is_behind(const struct nut_resolve *resolve,
                   const struct nut_fact *fact, const char *list);

/* What one says of the last word that it knows in [at, end); empty: it knows
 * none. */
struct nut_slice nut_last_meaning(const struct nut_resolve *resolve,
                                  const char *list, uint32_t at, uint32_t end);

/* What stands between two facts, without blanks at its ends. */
struct nut_slice nut_text_between(const struct nut_article *article,
                                  const struct nut_fact *a,
                                  const struct nut_fact *b);

/* Are two facts of one sentence, and does a list of the rules know what stands
 * between them? */
bool nut_are_joined(const struct nut_resolve *resolve,
                    const struct nut_fact *a, const struct nut_fact *b,
                    const char *list);

#endif
