/* Numbers as news writes them, to exact decimals.
 *
 * 1,200  12,34,567  1.234.567  2.3m  10 1/2  twenty-one  two and a half
 * million  a dozen  half a million  minus 5  1st.  What the words mean
 * stands in the lists number_word, number_scale and number_fraction of the
 * rules.  A number that does not fit, whose separators make no sense
 * ("1,2,3"), whose words do not belong together ("five twenty") or that no
 * decimal can hold (1/3) is refused. */
#ifndef NUT_NORMALISE_NUMBER_H
#define NUT_NORMALISE_NUMBER_H

#include "rules/ruleset.h"

struct nut_number_words {
  const struct nut_wordlist *words;     /* one = 1, twenty = 20, first = 1 */
  const struct nut_wordlist *scales;    /* hundred, million, dozen, m, bn */
  const struct nut_wordlist *fractions; /* half = 0.5, quarters = 0.25 */
};

struct nut_number_words nut_number_words_of(const struct nut_rules *rules);

/* The number that text begins with; false when there is none. */
NUT_CHECK bool nut_number_parse(struct nut_arena *arena,
                                const struct nut_number_words *words,
                                struct nut_slice text,
                                struct nut_decimal *out);

#endif
