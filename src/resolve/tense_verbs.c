/* What stands in front of a form that alone would be past. */
#include "resolve/tense_verbs.h"

#include "base/slice.h"

/* "could not be reached", "none of his three sons could be reached". */
bool nut_was_unable(const struct nut_words *w, int i)
{
  bool none = false;
  for (int step = 3; step <= NUT_WORDS_FRONT; step++)
    none = none || nut_says(w, i, step, "none");
  return nut_says(w, i, 2, "unable") || (none && nut_says(w, i, 2, "able"))
         || (nut_says(w, i, 2, "not") && nut_says(w, i, 3, "able"));
}

/* "to cut", "will put", "did not hit": the form is the infinitive's too, and
 * the word in front tells. */
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

bool nut_is_plan_noun(const struct nut_words *w, int i)
{
  bool object = nut_says(w, i, 1, "clause") || nut_says(w, i, 1, "past");
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

/* "was to have opened", "was to have been opened": it did not. */
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

bool nut_is_meridiem(const struct nut_words *w, int i)
{
  const char *text = w->resolve->article->shadow.ptr;
  const char *at = w->word[i].ptr;
  if (!nut_slice_is(w->word[i], "am"))
    return false;
  at -= at > text && at[-1] == ' ';
  return at > text && nut_is_digit(at[-1]);
}
