/* What stands in front of a form that alone would be past. */
#include "resolve/tense_verbs.h"
#include "resolve/words.h"

#include "base/slice.h"

bool nut_was_unable(const struct nut_words *w, int i)
{
  bool none = false;
  for (int step = 3; step <= NUT_WORDS_FRONT; step++)
    none = none || nut_says(w, i, step, "none");
  return nut_says(w, i, 2, "unable") || (none && nut_says(w, i, 2, "able"))
         || (nut_says(w, i, 2, "not") && nut_says(w, i, 3, "able"));
}

bool nut_is_base_form(const struct nut_words *w, int i)
{
  if (nut_says(w, i, 0, "was") || nut_slice_ends(w->word[i], "ed"))
    return false;
  return nut_says(w, i, 1, "infinitive") || nut_says(w, i, 1, "would")
         || nut_says(w, i, 1, "future") || nut_says(w, i, 1, "able")
         || nut_says(w, i, 1, "not");
}

/* "the French-led force", but "they self-isolated". */
static bool is_behind_hyphen(const struct nut_words *w, int i)
{
  const char *word = w->word[i].ptr;
  return word > w->resolve->article->shadow.ptr && word[-1] == '-';
}

bool nut_is_of_compound(const struct nut_words *w, int i)
{
  return is_behind_hyphen(w, i) && !nut_says(w, i, 1, "prefix");
}

int nut_verb_begin(const struct nut_words *w, int i)
{
  bool part = is_behind_hyphen(w, i) && nut_says(w, i, 1, "prefix");
  return part ? i + w->front : i;
}

/* How far in front of "plans" the verb may stand that they go with. */
#define PLANS_REACH 6

/* "announced their support for the government plans": of the words that lead
 * up to "plans", is one a verb that is over, with none between that begins
 * anew? */
static bool are_told_plans(const struct nut_words *w, int i)
{
  for (int k = 1; w->front > 0 && k <= PLANS_REACH; k++) {
    if (nut_says(w, i, k, "joint") || nut_says(w, i, k, "speech")
        || nut_says(w, i, k, "turn") || nut_says(w, i, k, "many")
        || nut_says(w, i, k, "with"))
      return false;
    if (nut_says(w, i, k, "past") || nut_says(w, i, k, "finite")
        || nut_says(w, i, k, "ahead"))
      return true;
  }
  return false;
}

bool nut_is_plan_noun(const struct nut_words *w, int i)
{
  bool object = nut_says(w, i, 1, "clause") || nut_says(w, i, 1, "past")
                || are_told_plans(w, i);
  return object && !w->aim && nut_says(w, i, 0, "plans")
         && !nut_says(w, i, -1, "for");
}

/* How far before "to be" what brought it about may stand. */
#define MADE_REACH 8

bool nut_was_made(const struct nut_words *w, int i)
{
  if (!nut_says(w, i, 2, "infinitive"))
    return false;
  for (int step = 3; step <= MADE_REACH; step++)
    if (nut_says(w, i, step, "allowed"))
      return !nut_says(w, i, step + 1, "present")
             && !nut_says(w, i, step + 1, "be");
  return false;
}

bool nut_was_to_have(const struct nut_words *w, int i)
{
  int has = nut_says(w, i, 1, "been") ? 2 : 1;
  return nut_says(w, i, has, "has") && nut_says(w, i, has + 1, "infinitive")
         && nut_says(w, i, has + 2, "was");
}

/* How far before the date the denial may stand. */
#define DENIAL_REACH 8

/* "were never paid". */
static bool was_never(const struct nut_words *w, int i)
{
  return nut_says(w, i, 0, "never")
         && (nut_says(w, i, 1, "was") || nut_says(w, i, 1, "pluperfect"));
}

/* "did not know until Monday", "was not seen until Monday", "were never paid
 * until Monday", but "was not ready until Monday", "was not due to be known
 * until Monday". */
bool nut_did_not(const struct nut_words *w)
{
  for (int i = 1; i < w->len && i <= DENIAL_REACH; i++) {
    bool not = nut_says(w, i, 0, "not");
    bool done = nut_says(w, i, -1, "past") || nut_says(w, i, -1, "caption");
    if ((not && nut_says(w, i, 1, "finite")) || nut_says(w, i, 0, "denied")
        || (not && nut_says(w, i, 1, "was") && done) || was_never(w, i))
      return true;
    if (nut_says(w, i, 0, "future") || nut_says(w, i, 0, "due"))
      return false;
  }
  return false;
}

static bool is_one_of(const struct nut_words *w, int i, int step,
                      const char *const *meanings, size_t n)
{
  for (size_t k = 0; k < n; k++)
    if (nut_says(w, i, step, meanings[k]))
      return true;
  return false;
}

/* "this changed all": more than an article. */
static bool is_pronoun(const struct nut_words *w, int i)
{
  const struct nut_wordlist *list =
      nut_rules_wordlist(w->resolve->rules, "tense_pronoun");
  return nut_word_meaning(w->resolve, list, w->word[i]).len > 0;
}

/* A word that the list has nothing to say of, or what nouns may be. */
static bool is_noun(const struct nut_words *w, int i)
{
  static const char *const nouns[] = { "progressive", "incident", "result",
                                       "place", "run" };
  return !nut_words_says(w, i).len
         || is_one_of(w, i, 0, nouns, sizeof nouns / sizeof *nouns);
}

/* Behind "the", "of" or "with", in front of a noun. */
static bool is_before_noun(const struct nut_words *w, int i)
{
  static const char *const before[] = { "clause", "of", "for", "with" };
  static const char *const verbs[] = { "past", "moved" };
  int front = i + w->front;
  int noun = i - w->front;
  if (front < 0 || front >= w->len || noun < 0 || noun >= w->len
      || !is_noun(w, noun)
      || !is_one_of(w, i, 0, verbs, sizeof verbs / sizeof *verbs))
    return false;
  return is_one_of(w, i, 1, before, sizeof before / sizeof *before)
         && !is_pronoun(w, front);
}

bool nut_is_adjective(const struct nut_words *w, int i)
{
  static const char *const before[] = { "of time", "of", "for" };
  return is_before_noun(w, i)
         || (nut_slice_ends(w->word[i], "ed")
             && is_one_of(w, i, 1, before, sizeof before / sizeof *before));
}

bool nut_is_bare_participle(const struct nut_words *w, int i)
{
  static const char *const verbs[] = { "was", "be", "been", "being", "present",
                                       "get", "has", "pluperfect" };
  bool place = nut_says(w, i, -1, "of time") || nut_says(w, i, -1, "coming");
  return place && !is_one_of(w, i, 1, verbs, sizeof verbs / sizeof *verbs);
}
