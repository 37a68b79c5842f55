/* The tense that one word tells, by its meaning in the list `tense` of the
 * rules and by the words around it. */
#ifndef NUT_RESOLVE_TENSE_SENSES_H
#define NUT_RESOLVE_TENSE_SENSES_H

#include "resolve/tense_words.h"

/* Is word i in front of the date, with at most so many words between? */
bool nut_word_is_near(const struct nut_words *w, int i, int most);

/* Of word i alone; sets w->aim and w->planned. */
enum nut_tense nut_tense_of_word(struct nut_words *w, int i);

/* "by Friday" is ahead, unless the verb before it has been; "reached the coast
 * by May" is open. */
enum nut_tense nut_tense_of_coming(struct nut_words *w);

#endif
