/* The words beside a fact, one by one, in its sentence. */
#ifndef NUT_RESOLVE_WORDS_H
#define NUT_RESOLVE_WORDS_H

#include "surface/nutgraf.h"

#include <stdint.h>

/* The word that ends at or before offset `at` of the text, not before `start`;
 * empty: none, or a semicolon comes first. */
struct nut_slice nut_word_before(const char *text, uint32_t start,
                                 uint32_t at);

/* The one that begins at or behind `at`, before `end`. */
struct nut_slice nut_word_behind(const char *text, uint32_t at,
                                 uint32_t end);

#endif
