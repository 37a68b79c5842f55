/* "rose 5%", "cut by 300", "a 5% increase": the direction of a number.
 *
 * The lists change_before and change_behind of the rules say which words tell
 * it, up or down, change_skip what may stand in between before a number ("by",
 * "about") and change_of behind one ("a 5% pay rise").  The words before the
 * fact are asked first, then the one behind it.  "rose to 5%" is no change by
 * 5%, so "to" is in no list and ends the search.  So does a sign beside the
 * number: "it rose, 5% of them say", "sold 300, cut by rivals".
 * Facts whose rule said a change keep it, and so do kinds without such a
 * field. */
#include "resolve/words.h"

#include "base/slice.h"
#include "normalise/normalise.h"

#include <string.h>

/* "fell by almost exactly" */
#define WORDS_MAX 4

/* The lists, found once for an article. */
struct words {
  const struct nut_wordlist *before;
  const struct nut_wordlist *skip;
  const struct nut_wordlist *behind;
  const struct nut_wordlist *of;
  const struct nut_wordlist *article;
  const struct nut_wordlist *function;
};

/* A number in between ("down 6% at $48") has the direction for itself, and
 * some signs part what is said. */
static bool is_parted(const char *text, uint32_t from, uint32_t to,
                      const char *signs)
{
  while (from < to && !nut_is_digit(text[from])
         && !memchr(signs, text[from], strlen(signs)))
    from++;
  return from < to;
}

/* "down a 4m bank", "cut a 3m hole": the measure of a thing, as an article
 * stands before it and a noun behind.  Money and percents are changed with an
 * article, too ("cut a $5m budget"). */
static bool is_of_a_thing(const struct nut_resolve *resolve,
                          const struct words *words,
                          const struct nut_fact *fact)
{
  if (fact->rule->kind != NUT_KIND_MEASURE)
    return false;
  const char *text = resolve->article->shadow.ptr;
  struct nut_span sentence = nut_sentence_of(resolve->article, fact);
  struct nut_slice before = nut_word_before(text, sentence.start,
                                            fact->span.start);
  struct nut_slice behind = nut_word_behind(text, fact->span.end,
                                            sentence.end);
  return before.len && behind.len
         && nut_word_meaning(resolve, words->article, before).len
         && !nut_word_meaning(resolve, words->function, behind).len
         && !nut_word_meaning(resolve, words->behind, behind).len;
}

/* "5% rise", "5% pay rise". */
static struct nut_slice direction_behind(const struct nut_resolve *resolve,
                                         const struct words *words,
                                         const struct nut_fact *fact)
{
  const char *text = resolve->article->shadow.ptr;
  struct nut_span sentence = nut_sentence_of(resolve->article, fact);
  uint32_t at = fact->span.end;
  struct nut_slice word = nut_word_behind(text, at, sentence.end);
  if (nut_word_meaning(resolve, words->of, word).len) {
    at = (uint32_t)(word.ptr + word.len - text);
    word = nut_word_behind(text, at, sentence.end);
  }
  bool parted = is_parted(text, fact->span.end, (uint32_t)(word.ptr - text),
                          ",;:.(");
  return parted ? (struct nut_slice){ NULL, 0 }
                : nut_word_meaning(resolve, words->behind, word);
}

static struct nut_slice direction(const struct nut_resolve *resolve,
                                  const struct words *words,
                                  const struct nut_fact *fact)
{
  const char *text = resolve->article->shadow.ptr;
  struct nut_span sentence = nut_sentence_of(resolve->article, fact);
  uint32_t at = fact->span.start;
  for (int i = 0; i < WORDS_MAX; i++) {
    struct nut_slice word = nut_word_before(text, sentence.start, at);
    if (!word.len
        || is_parted(text, (uint32_t)(word.ptr + word.len - text), at,
                     i == 0 ? ",:.()" : ""))
      break;
    struct nut_slice says = nut_word_meaning(resolve, words->before, word);
    if (says.len)
      return says;
    if (!nut_word_meaning(resolve, words->skip, word).len)
      break;
    at = (uint32_t)(word.ptr - text);
  }
  return direction_behind(resolve, words, fact);
}

enum nut_status nut_resolve_changes(struct nut_resolve *resolve,
                                    struct nut_fact_list *facts)
{
  const struct words words = {
    nut_rules_wordlist(resolve->rules, "change_before"),
    nut_rules_wordlist(resolve->rules, "change_skip"),
    nut_rules_wordlist(resolve->rules, "change_behind"),
    nut_rules_wordlist(resolve->rules, "change_of"),
    nut_rules_wordlist(resolve->rules, "change_article"),
    nut_rules_wordlist(resolve->rules, "function_word"),
  };
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    size_t field = nut_kind_field(fact->kind, nut_slice_of("change"),
                                  NUT_RECORD);
    if (field == NUT_KIND_NONE || nut_has(fact, field)
        || fact->rule->kind >= NUT_KIND_BUILTIN
        || is_of_a_thing(resolve, &words, fact))
      continue;
    struct nut_slice says = direction(resolve, &words, fact);
    if (says.len)
      fact->values[field] = nut_value_text(says);
  }
  return resolve->arena->failed ? NUT_NOMEM : NUT_OK;
}
