/* The tense at a date, from the words beside it.
 *
 * "It will open on Friday" and "it opened on Friday" differ in a verb, and so
 * in the week.  Which words tell is the list `tense` of the rules: past,
 * future, or
 *
 *   infinitive   "to": ahead behind a word that the list calls present ("is to
 *                appear"); behind others it is as the verb before it ("failed
 *                to win", "plans to go")
 *   coming       ahead where it stands beside the date ("through January")
 *   be           in front of a past word: "will be held" is ahead
 *
 * and words that begin with * stand for endings ("*ed"), two words for both
 * ("ahead of").  No parsing: the verb
 * that governs a date in news stands a few words before it, and where it does
 * not, most sentences have one tense.  At most WORDS_MAX words are looked at
 * on each side. */
#include "resolve/tense.h"
#include "resolve/words.h"

#include "base/slice.h"

#define WORDS_MAX 20

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

/* `before` is the word in front, or empty; `beside`: the word stands next to
 * the date, in front of it. */
static enum nut_tense tense_of_word(const struct nut_resolve *resolve,
                                    const struct nut_wordlist *list,
                                    struct nut_slice word,
                                    struct nut_slice before, bool beside)
{
  struct nut_slice says = meaning(resolve, list, word);
  struct nut_slice front = meaning(resolve, list, before);
  if (before.len) {
    struct nut_slice both = { before.ptr,
                              (size_t)(word.ptr + word.len - before.ptr) };
    struct nut_slice together = nut_word_meaning(resolve, list, both);
    says = together.len ? together : says;
  }
  if (nut_slice_is(says, "past"))
    return nut_slice_is(front, "be") ? NUT_TENSE_FUTURE : NUT_TENSE_PAST;
  if (nut_slice_is(says, "future")
      || (beside && nut_slice_is(says, "coming"))
      || (nut_slice_is(says, "infinitive")
          && nut_slice_is(front, "present")))
    return NUT_TENSE_FUTURE;
  return NUT_TENSE_UNKNOWN;
}

enum nut_tense nut_tense_of(const struct nut_resolve *resolve,
                            const struct nut_fact *fact)
{
  const struct nut_wordlist *list =
      nut_rules_wordlist(resolve->rules, "tense");
  const char *text = resolve->article->shadow.ptr;
  struct nut_span sentence =
      resolve->article->sentences[fact->sentence].span;
  struct nut_slice before = { NULL, 0 };
  enum nut_tense tense = NUT_TENSE_UNKNOWN;
  if (!list)
    return NUT_TENSE_UNKNOWN;
  struct nut_slice word = nut_word_before(text, sentence.start,
                                      fact->span.start);
  for (int i = 0; i < WORDS_MAX && !tense && word.len; i++) {
    before = nut_word_before(text, sentence.start,
                         (uint32_t)(word.ptr - text));
    tense = tense_of_word(resolve, list, word, before, i == 0);
    word = before;
  }
  before = (struct nut_slice){ NULL, 0 };
  word = nut_word_behind(text, fact->span.end, sentence.end);
  for (int i = 0; i < WORDS_MAX && !tense && word.len; i++) {
    tense = tense_of_word(resolve, list, word, before, false);
    before = word;
    word = nut_word_behind(text, (uint32_t)(word.ptr + word.len - text),
                       sentence.end);
  }
  return tense;
}
