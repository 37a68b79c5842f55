/* Forms of verbs by the words in front of them: word i of those beside a
 * date. */
#ifndef NUT_RESOLVE_TENSE_VERBS_H
#define NUT_RESOLVE_TENSE_VERBS_H

#include "resolve/tense_words.h"

/* "could not be reached", "none of his three sons could be reached". */
bool nut_was_unable(const struct nut_words *w, int i);

/* "to cut", "will put", "did not hit": the form is the infinitive's too, and
 * the word in front tells. */
bool nut_is_base_form(const struct nut_words *w, int i);

/* "the French-led force", but "they self-isolated". */
bool nut_is_of_compound(const struct nut_words *w, int i);

/* Where verb i begins: "opened" of "re-opened" is a part of it. */
int nut_verb_begin(const struct nut_words *w, int i);

/* "ruled against the plans in May", but "the plans to open in May" and "the
 * plans for a fair in May". */
bool nut_is_plan_noun(const struct nut_words *w, int i);

/* "forced the mill to be shut", but "is forced to be"; i is "shut". */
bool nut_was_made(const struct nut_words *w, int i);

/* "was to have opened", "was to have been opened": it did not. */
bool nut_was_to_have(const struct nut_words *w, int i);

/* "the delayed hearing", "behind closed doors", "in limited numbers", but "the
 * mayor opened the hall" and "this changed all". */
bool nut_is_adjective(const struct nut_words *w, int i);

/* "held in Leeds" with no word in front that makes it a verb. */
bool nut_is_bare_participle(const struct nut_words *w, int i);

/* "did not know until Monday", "was not seen until", "were never paid". */
bool nut_did_not(const struct nut_words *w);

#endif
