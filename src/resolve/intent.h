/* Sentences of somebody who plans or asks, not of one who reports.
 *
 *   I'll be out from 4pm to 5pm.     Show me the sales before 2018.
 *
 * There a date is what the plan is about, so ranges and bounds are one fact
 * with it (ranges.c), distances are meant to the day, and short forms that
 * would be read too much into news ("back at 7", "22/04") are dates: those of
 * the rules that set the capture "register" to "plan".
 *
 * A sentence is one of these when, in a short text, a word of the list
 * plan_word says so, and when it is all of its text: a text of one sentence
 * is a query, an entry of a calendar or a note.  "talk" as the register asks
 * for the word. */
#ifndef NUT_RESOLVE_INTENT_H
#define NUT_RESOLVE_INTENT_H

#include "resolve/resolve.h"
#include "rules/wordlist.h"

#include <stdint.h>

/* The answer for the last sentence that was asked about is kept. */
struct nut_intent {
  const struct nut_resolve *resolve;
  const struct nut_wordlist *words;
  uint32_t sentence;
  bool talks; /* its words say so */
};

void nut_intent_init(struct nut_intent *intent,
                     const struct nut_resolve *resolve);
bool nut_intent_is_plan(struct nut_intent *intent, uint32_t sentence);

/* Only by its words. */
bool nut_intent_is_talk(struct nut_intent *intent, uint32_t sentence);

#endif
