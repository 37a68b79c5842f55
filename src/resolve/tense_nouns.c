/* Two lists of the rules, asked of a few words. */
#include "resolve/tense_nouns.h"
#include "resolve/words.h"

#include "base/slice.h"
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

/* How far behind "Friday's" the noun may stand: "Friday's 5-2 defeat". */
#define NOUN_REACH 3

bool nut_has_happened(const struct nut_resolve *resolve, uint32_t at,
                      uint32_t end)
{
  const char *text = resolve->article->shadow.ptr;
  for (int i = 0; i < NOUN_REACH; i++) {
    struct nut_slice word = nut_word_behind(text, at, end);
    if (!word.len)
      return false;
    if (nut_is_past_event(resolve, word))
      return true;
    at = (uint32_t)(word.ptr + word.len - text);
  }
  return false;
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
