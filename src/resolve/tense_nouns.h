/* Nouns beside a date that tell of when it was: "Friday's ruling", "the July
 * guidance". */
#ifndef NUT_RESOLVE_TENSE_NOUNS_H
#define NUT_RESOLVE_TENSE_NOUNS_H

#include "resolve/resolve.h"
#include "resolve/tense_words.h"

/* Is the word one of what is over when a day is said of it? */
bool nut_is_past_event(const struct nut_resolve *resolve,
                       struct nut_slice word);

/* "Wednesday's ruling" has been, whatever is to be done about it: the words
 * behind `at`, which is behind the 's. */
bool nut_has_happened(const struct nut_resolve *resolve, uint32_t at,
                      uint32_t end);

/* "from its July guidance", "the March killing": it was written or happened in
 * that month.  The word behind `at`. */
bool nut_is_of_past_thing(const struct nut_resolve *resolve, uint32_t at,
                          uint32_t end);

/* "the November election", "its October issue", "December's draw": what verbs
 * say beside such a month tells little of it. */
bool nut_is_of_coming_thing(const struct nut_resolve *resolve,
                            const struct nut_fact *fact, uint32_t end);

/* "his re-election in November": what is known long before. */
bool nut_is_of_event(const struct nut_resolve *resolve,
                     const struct nut_fact *fact);

/* Is word i "polls", but neither "press" nor "the bank's" nor a word of the
 * list `tense` but for those of a place ("go to the polls")? */
bool nut_is_plural_noun(const struct nut_words *w, int i);

/* Is verb i one of a team in front of it: "England face Wales", "Bath travel
 * to Leeds", but not "the London open"? */
bool nut_is_of_team(const struct nut_words *w, int i);

#endif
