/* Lists of the rules, asked of the few words beside a date. */
#include "resolve/tense_nouns.h"
#include "resolve/words.h"

#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

bool nut_is_past_event(const struct nut_resolve *resolve,
                       struct nut_slice word)
{
  const struct nut_wordlist *list =
      nut_rules_wordlist(resolve->rules, "past_event");
  return nut_word_meaning(resolve, list, word).len > 0;
}

static bool is_incident(const struct nut_resolve *resolve,
                        struct nut_slice word)
{
  const struct nut_wordlist *list =
      nut_rules_wordlist(resolve->rules, "tense");
  return nut_slice_is(nut_word_meaning(resolve, list, word), "incident");
}

/* How far behind "Friday's" the noun may stand: "Friday's 5-2 defeat", "the
 * November presidential election". */
#define NOUN_REACH 3

/* Is one of the next words in the list? */
static bool has_noun(const struct nut_resolve *resolve, const char *name,
                     uint32_t at, uint32_t end)
{
  const struct nut_wordlist *list = nut_rules_wordlist(resolve->rules, name);
  const char *text = resolve->article->shadow.ptr;
  for (int i = 0; i < NOUN_REACH; i++) {
    struct nut_slice word = nut_word_behind(text, at, end);
    if (!word.len)
      return false;
    if (nut_word_meaning(resolve, list, word).len)
      return true;
    at = (uint32_t)(word.ptr + word.len - text);
  }
  return false;
}

bool nut_has_happened(const struct nut_resolve *resolve, uint32_t at,
                      uint32_t end)
{
  return has_noun(resolve, "past_event", at, end);
}

bool nut_is_of_coming_thing(const struct nut_resolve *resolve,
                            const struct nut_fact *fact, uint32_t end)
{
  const struct nut_wordlist *tense =
      nut_rules_wordlist(resolve->rules, "tense");
  struct nut_slice text = resolve->article->shadow;
  uint32_t at = fact->span.end;
  if (!nut_has(fact, NUT_DATE_MONTH) || nut_has(fact, NUT_DATE_DAY))
    return false;
  if (nut_slice_starts(nut_slice_cut(text, at, end), "'s"))
    at += 2;
  struct nut_slice word = nut_word_behind(text.ptr, at, end);
  return word.len && word.ptr == text.ptr + at + 1
         && !nut_word_meaning(resolve, tense, word).len
         && has_noun(resolve, "coming_thing", at, end);
}

bool nut_is_of_event(const struct nut_resolve *resolve,
                     const struct nut_fact *fact)
{
  if (!nut_has(fact, NUT_DATE_MONTH))
    return false;
  const char *text = resolve->article->shadow.ptr;
  uint32_t start = nut_sentence_of(resolve->article, fact).start;
  struct nut_slice word = nut_word_before(text, start, fact->span.start);
  if (word.len)
    word = nut_word_before(text, start, (uint32_t)(word.ptr - text));
  return word.len
         && nut_word_meaning(resolve,
                             nut_rules_wordlist(resolve->rules, "event_near"),
                             word).len;
}

bool nut_is_of_past_thing(const struct nut_resolve *resolve, uint32_t at,
                          uint32_t end)
{
  const struct nut_wordlist *list =
      nut_rules_wordlist(resolve->rules, "past_document");
  const char *text = resolve->article->shadow.ptr;
  struct nut_slice word = nut_word_behind(text, at, end);
  if (!word.len || word.ptr != text + at + 1)
    return false;
  return nut_word_meaning(resolve, list, word).len
         || is_incident(resolve, word) || nut_is_past_event(resolve, word);
}

bool nut_is_plural_noun(const struct nut_words *w, int i)
{
  if (i >= w->len)
    return false;
  struct nut_slice word = w->word[i];
  return nut_slice_ends(word, "s") && !nut_slice_ends(word, "ss")
         && !nut_slice_ends(word, "'s")
         && (!nut_words_says(w, i).len || nut_says(w, i, 0, "place"));
}

bool nut_is_of_team(const struct nut_words *w, int i)
{
  if (i + 1 >= w->len || i < 1 || !nut_is_upper(w->word[i + 1].ptr[0])
      || nut_slice_ends(w->word[i + 1], "'s") || nut_words_says(w, i + 1).len)
    return false;
  if (nut_says(w, i - 1, 0, "infinitive"))
    return i > 1 && nut_is_upper(w->word[i - 2].ptr[0]);
  return nut_is_upper(w->word[i - 1].ptr[0])
         || nut_says(w, i - 1, 0, "clause");
}
