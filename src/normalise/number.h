/* Numbers as news writes them, to exact decimals.
 *
 * 1,200  2.3m  twenty-one  two and a half million  a dozen  1st.  What the
 * words mean stands in the lists number_word and number_scale of the rules.
 * A number that does not fit, or whose separators make no sense ("1,2,3"),
 * is refused. */
#ifndef NUT_NORMALISE_NUMBER_H
#define NUT_NORMALISE_NUMBER_H

#include "rules/ruleset.h"

struct nut_number_words {
  const struct nut_wordlist *words;    /* one = 1, half = 0.5, first = 1 */
  const struct nut_wordlist *scales;   /* hundred, million, dozen, m, bn */
};

struct nut_number_words nut_number_words_of(const struct nut_rules *rules);

/* The number that text begins with; false when there is none. */
NUT_CHECK bool nut_number_parse(struct nut_arena *arena,
                                const struct nut_number_words *words,
                                struct nut_slice text,
                                struct nut_decimal *out);

#endif
