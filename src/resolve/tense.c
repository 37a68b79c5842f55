/* The tense at a date, from the words beside it.
 *
 * "It will open on Friday" and "it opened on Friday" differ in a verb, and so
 * in the week.  Which words tell is the list `tense` of the rules:
 *
 *   past, future   by themselves; "had planned to" is past all the same
 *   coming         ahead where it stands beside the date ("through January"),
 *                  but behind a pluperfect ("had left by Friday")
 *   be             in front of a past word: "will be held" is ahead
 *   present        "is", "are": ahead beside the date ("is on Friday"), and
 *                  with a past word beside it ("is held on Friday")
 *   infinitive     "to": behind a present word ("is to appear") or one of
 *                  those that follow
 *   ahead          past by itself, ahead with an infinitive between it and
 *                  the date ("agreed on Friday", "agreed to meet on Friday")
 *   speech         past where its own words are of the date ("said on
 *                  Friday"); behind "said the talks on Friday" it tells
 *                  nothing
 *   clause, able, not, than  what makes others so
 *
 * and words that begin with * stand for endings ("*ed").  No parsing: the verb
 * that governs a date in news stands a few words before it, and where it does
 * not, most sentences have one tense.  At most WORDS_MAX words are looked at
 * on each side. */
#include "resolve/tense.h"
#include "resolve/words.h"

#include "base/slice.h"

#define WORDS_MAX 20

/* Words that stand in front of the last one looked at may change it. */
#define FRONT 3

/* The words before a date, the nearest first, or those behind it. */
struct words {
  const struct nut_resolve *resolve;
  const struct nut_wordlist *list;
  struct nut_slice word[WORDS_MAX + FRONT];
  int len;
  int front; /* step to the word in front: 1 before the date, -1 behind */
};

/* What the list says of a word or of its ending, or an empty slice.  Of
 * endings the two- and three-letter ones are asked for. */
static struct nut_slice meaning(const struct nut_resolve *resolve,
                                const struct nut_wordlist *list,
                                struct nut_slice word)
{
  char ending[8] = "*";
  struct nut_slice says = nut_word_meaning(resolve, list, word);
  for (size_t n = 3; !says.len && n >= 2; n--) {
    if (word.len < n + 2)
      continue;
    for (size_t i = 0; i < n; i++)
      ending[1 + i] = (char)(word.ptr[word.len - n + i] | 0x20);
    says = nut_word_meaning(resolve, list,
                            (struct nut_slice){ ending, n + 1 });
  }
  return says;
}

/* Does the list say this of the word `step` words in front of word i (behind
 * it, where negative)? */
static bool is_said(const struct words *w, int i, int step, const char *what)
{
  int k = i + step * w->front;
  return k >= 0 && k < w->len
         && nut_slice_is(meaning(w->resolve, w->list, w->word[k]), what);
}

/* Is it the word beside the date, or one before that? */
static bool is_near(const struct words *w, int i, int most)
{
  return w->front > 0 && i <= most;
}

/* "could not be reached", "had been seen", "is held", "will be held". */
static enum nut_tense of_past(const struct words *w, int i)
{
  bool able = is_said(w, i, 2, "able")
              || (is_said(w, i, 2, "not") && is_said(w, i, 3, "able"));
  if (is_said(w, i, 1, "be"))
    return able && !is_said(w, i, 2, "able") ? NUT_TENSE_PAST
                                             : NUT_TENSE_FUTURE;
  if (is_said(w, i, 1, "present") && is_near(w, i, 1))
    return NUT_TENSE_FUTURE;
  return NUT_TENSE_PAST;
}

/* "had planned", "had been scheduled", "better than expected". */
static enum nut_tense of_future(const struct words *w, int i)
{
  if (is_said(w, i, 1, "than"))
    return NUT_TENSE_UNKNOWN;
  bool over = is_said(w, i, 1, "pluperfect")
              || (is_said(w, i, 1, "been") && is_said(w, i, 2, "pluperfect"));
  return over ? NUT_TENSE_PAST : NUT_TENSE_FUTURE;
}

/* A preposition is no infinitive: "to the talks". */
static bool is_infinitive(const struct words *w, int i)
{
  return !is_said(w, i, -1, "clause");
}

static bool is_speech_of_date(const struct words *w, int i)
{
  return w->front < 0 || is_near(w, i, 0) || is_said(w, i, -1, "coming")
         || is_said(w, i, -1, "of time");
}

/* What word i says.  `aim`: an infinitive stands between it and the date. */
static enum nut_tense of_word(const struct words *w, int i, bool *aim)
{
  struct nut_slice says = meaning(w->resolve, w->list, w->word[i]);
  if (!says.len)
    return NUT_TENSE_UNKNOWN;
  if (nut_slice_is(says, "past") || nut_slice_is(says, "been")
      || nut_slice_is(says, "pluperfect"))
    return of_past(w, i);
  if (nut_slice_is(says, "ahead"))
    return *aim ? of_future(w, i) : of_past(w, i);
  if (nut_slice_is(says, "future"))
    return of_future(w, i);
  if (nut_slice_is(says, "able"))
    return is_said(w, i, -1, "not") ? NUT_TENSE_PAST : NUT_TENSE_FUTURE;
  if (nut_slice_is(says, "speech"))
    return is_speech_of_date(w, i) ? NUT_TENSE_PAST : NUT_TENSE_UNKNOWN;
  if (nut_slice_is(says, "present"))
    return is_near(w, i, 1) ? NUT_TENSE_FUTURE : NUT_TENSE_UNKNOWN;
  if (nut_slice_is(says, "infinitive") && is_infinitive(w, i)) {
    if (is_said(w, i, 1, "present"))
      return NUT_TENSE_FUTURE;
    *aim = true;
  }
  return NUT_TENSE_UNKNOWN;
}

/* Is the verb next in front a pluperfect ("had left by")? */
static bool is_pluperfect(const struct words *w)
{
  for (int i = 1; i < w->len && i < WORDS_MAX; i++) {
    bool aim = false;
    if (is_said(w, i, 0, "pluperfect"))
      return true;
    if (of_word(w, i, &aim) || aim)
      return is_said(w, i, 1, "pluperfect");
  }
  return false;
}

static enum nut_tense of_words(const struct words *w)
{
  enum nut_tense tense = NUT_TENSE_UNKNOWN;
  bool aim = false;
  if (w->front > 0 && is_said(w, 0, 0, "coming"))
    return is_pluperfect(w) ? NUT_TENSE_PAST : NUT_TENSE_FUTURE;
  for (int i = 0; i < w->len && i < WORDS_MAX && !tense; i++)
    tense = of_word(w, i, &aim);
  return tense;
}

enum nut_tense nut_tense_of(const struct nut_resolve *resolve,
                            const struct nut_fact *fact)
{
  const char *text = resolve->article->shadow.ptr;
  struct nut_span sentence =
      resolve->article->sentences[fact->sentence].span;
  struct words w = { .resolve = resolve, .front = 1 };
  w.list = nut_rules_wordlist(resolve->rules, "tense");
  if (!w.list)
    return NUT_TENSE_UNKNOWN;
  struct nut_slice word = nut_word_before(text, sentence.start,
                                          fact->span.start);
  for (; w.len < WORDS_MAX + FRONT && word.len; w.len++) {
    w.word[w.len] = word;
    word = nut_word_before(text, sentence.start,
                           (uint32_t)(word.ptr - text));
  }
  enum nut_tense tense = of_words(&w);
  if (tense)
    return tense;
  w.len = 0;
  w.front = -1;
  word = nut_word_behind(text, fact->span.end, sentence.end);
  for (; w.len < WORDS_MAX && word.len; w.len++) {
    w.word[w.len] = word;
    word = nut_word_behind(text, (uint32_t)(word.ptr + word.len - text),
                           sentence.end);
  }
  return of_words(&w);
}
