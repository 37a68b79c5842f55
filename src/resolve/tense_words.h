/* The words before a date, or those behind it, and what the list `tense` says
 * of each. */
#ifndef NUT_RESOLVE_TENSE_WORDS_H
#define NUT_RESOLVE_TENSE_WORDS_H

#include "resolve/resolve.h"

/* Words that are looked at on each side of the date. */
#define NUT_WORDS_MAX 20

/* Words that stand in front of the last one looked at may change it. */
#define NUT_WORDS_FRONT 8

/* What the list says of words, as it is asked for. */
struct nut_words_said {
  struct nut_slice says[NUT_WORDS_MAX + NUT_WORDS_FRONT];
  bool asked[NUT_WORDS_MAX + NUT_WORDS_FRONT];
};

struct nut_words {
  const struct nut_resolve *resolve;
  const struct nut_wordlist *list;
  struct nut_words_said *said; /* of these words; the caller's memory */
  struct nut_slice word[NUT_WORDS_MAX + NUT_WORDS_FRONT]; /* nearest first */
  int len;
  int front; /* step to the word in front: 1 before the date, -1 behind */
  bool month;      /* the date is one, without a day */
  bool weekday;    /* the date is one, and no more */
  bool possessive; /* the date is: "Friday's" */
  bool planned; /* "had been due to open": what was to be, not what was */
  bool aim; /* an infinitive stands between the word looked at and the date */
  bool first; /* the date opens its sentence */
  bool in;    /* behind a word of time: "In May", "But by Friday" */
  int told;   /* the word that told the tense, or -1 */
};

/* Behind "In January, a week after the court's ruling" the verb is far. */
int nut_words_most(const struct nut_words *w);

/* Of word i, or where it is none in the list of its ending; an empty slice
 * where there is no such word. */
struct nut_slice nut_words_says(const struct nut_words *w, int i);

/* Does the list say this of the word `step` words in front of word i (behind
 * it, where negative)? */
bool nut_says(const struct nut_words *w, int i, int step, const char *what);

/* "for May": does the word beside the date leave open on which side of today
 * it lies?  With far also "from May", where no verb stands near. */
bool nut_words_are_open(const struct nut_words *w, bool far);

/* Take the words in [start, at), the nearest first, in the place of those that
 * were there. */
void nut_words_before(struct nut_words *w, uint32_t start, uint32_t at);

/* Those in [at, end). */
void nut_words_behind(struct nut_words *w, uint32_t at, uint32_t end);

#endif
