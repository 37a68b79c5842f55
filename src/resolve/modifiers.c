/* Numbers with the words that bound them or say how sure they are, of all
 * kinds alike.
 *
 *   about 5 to 6 miles           modifier about
 *   below -20C, near $60         less_than, about
 *   10 miles or more, $5m-plus   at_least
 *   50% at most                  at_most
 *
 * The lists say which words: approximator before any number, amount_bound
 * before what is no count, as "near two villages" is a place; modifier_behind
 * behind.  The words belong to the fact, so it grows by them.  A rule that
 * has captured a modifier has the last word.  Afterwards, not by the rules
 * alone, since each of them would have to ask for all these words, and would
 * win or lose against others by their length. */
#include "resolve/words.h"

#include "base/slice.h"
#include "rules/fields.h"

/* The lists, found once for an article. */
struct lists {
  const struct nut_wordlist *before;
  const struct nut_wordlist *amount;
  const struct nut_wordlist *behind;
  const struct nut_wordlist *number;
};

/* "in the region of", "at the very least" */
#define MODIFIER_WORDS_MAX 4

/* ">=", "+" */
#define SIGN_BYTES_MAX 3

/* Look-ups are dear, and most numbers have nothing beside them: signs that
 * part clauses end the search at once. */
static bool parts_clauses(char c)
{
  return c == '.' || c == ';' || c == ':' || c == '(' || c == ')'
         || c == '"' || c == '\n';
}

/* Where the modifier of a fact stands; false for kinds that have none. */
static bool modifier_field(const struct nut_fact *fact, size_t *field)
{
  switch (fact->rule->kind) {
  case NUT_KIND_COUNT:
    *field = NUT_COUNT_MODIFIER;
    return true;
  case NUT_KIND_MONEY:
    *field = NUT_MONEY_MODIFIER;
    return true;
  case NUT_KIND_PERCENT:
    *field = NUT_PERCENT_MODIFIER;
    return true;
  case NUT_KIND_MEASURE:
    *field = NUT_MEASURE_MODIFIER;
    return true;
  default:
    return false;
  }
}

static struct nut_slice says_before(const struct nut_resolve *resolve,
                                    const struct lists *lists,
                                    const struct nut_fact *fact,
                                    struct nut_slice words)
{
  struct nut_slice found = nut_word_meaning(resolve, lists->before, words);
  if (!found.len && fact->rule->kind != NUT_KIND_COUNT)
    found = nut_word_meaning(resolve, lists->amount, words);
  return found;
}

/* "~5 kg", ">= 5 kg": signs are no words. */
static struct nut_slice sign_before(const struct nut_resolve *resolve,
                                    const struct lists *lists,
                                    struct nut_fact *fact, uint32_t limit)
{
  struct nut_slice shadow = resolve->article->shadow;
  uint32_t end = fact->span.start;
  struct nut_slice found = { NULL, 0 };
  while (end > limit && nut_is_blank(shadow.ptr[end - 1]))
    end--;
  for (uint32_t n = SIGN_BYTES_MAX; n && !found.len; n--) {
    if (end < limit + n)
      continue;
    found = nut_word_meaning(resolve, lists->before,
                             nut_slice_cut(shadow, end - n, end));
    if (found.len)
      fact->span.start = end - n;
  }
  return found;
}

/* The longest run of words, so "no more than" is none of "more than".  Not
 * the second half of a compound ("chart-topping"). */
static struct nut_slice words_before(const struct nut_resolve *resolve,
                                     const struct lists *lists,
                                     struct nut_fact *fact, uint32_t limit)
{
  struct nut_slice shadow = resolve->article->shadow;
  uint32_t end = fact->span.start;
  uint32_t at = end;
  struct nut_slice modifier = { NULL, 0 };
  for (int i = 0; i < MODIFIER_WORDS_MAX; i++) {
    struct nut_slice word = nut_word_before(shadow.ptr, limit, at);
    if (!word.len)
      break;
    at = (uint32_t)(word.ptr - shadow.ptr);
    struct nut_slice found = says_before(
        resolve, lists, fact, nut_slice_trim(nut_slice_cut(shadow, at, end)));
    bool compound = at > limit && shadow.ptr[at - 1] == '-';
    if (!found.len || compound)
      continue;
    fact->span.start = at;
    modifier = found;
  }
  return modifier;
}

/* "10 miles at least 5 times": words that may stand before a number are the
 * next one's. */
static bool is_next_numbers(const struct nut_resolve *resolve,
                            const struct lists *lists,
                            struct nut_slice words, uint32_t limit)
{
  const char *text = resolve->article->shadow.ptr;
  uint32_t at = (uint32_t)(words.ptr + words.len - text);
  if (words.ptr[0] == ',')
    words = nut_slice_trim(nut_slice_cut(words, 1, words.len));
  if (!nut_word_meaning(resolve, lists->before, words).len)
    return false;
  struct nut_slice word = nut_word_behind(text, at, limit);
  uint32_t end = word.len ? (uint32_t)(word.ptr - text) : limit;
  for (; at < end; at++)
    if (nut_is_digit(text[at]) || text[at] == '$')
      return true;
  const struct nut_word *found =
      word.len ? nut_wordlist_find(resolve->arena, lists->number, word)
               : NULL;
  return found != NULL;
}

/* "100mph+" */
static struct nut_slice sign_behind(const struct nut_resolve *resolve,
                                    const struct lists *lists,
                                    struct nut_fact *fact, uint32_t limit)
{
  uint32_t end = fact->span.end;
  struct nut_slice found = { NULL, 0 };
  if (end + 1 <= limit)
    found = nut_word_meaning(
        resolve, lists->behind,
        nut_slice_cut(resolve->article->shadow, end, end + 1));
  if (found.len)
    fact->span.end = end + 1;
  return found;
}

/* The longest run here too: "at the most".  "$5 Max" is a name. */
static struct nut_slice words_behind(const struct nut_resolve *resolve,
                                     const struct lists *lists,
                                     struct nut_fact *fact, uint32_t limit)
{
  struct nut_slice shadow = resolve->article->shadow;
  uint32_t start = fact->span.end;
  uint32_t at = start;
  struct nut_slice modifier = { NULL, 0 };
  if (start >= limit || parts_clauses(shadow.ptr[start]))
    return modifier;
  for (int i = 0; i < MODIFIER_WORDS_MAX; i++) {
    struct nut_slice word = nut_word_behind(shadow.ptr, at, limit);
    if (!word.len || nut_is_upper(word.ptr[0]))
      break;
    at = (uint32_t)(word.ptr + word.len - shadow.ptr);
    struct nut_slice words =
        nut_slice_trim(nut_slice_cut(shadow, start, at));
    struct nut_slice found =
        nut_word_meaning(resolve, lists->behind, words);
    if (!found.len || is_next_numbers(resolve, lists, words, limit))
      continue;
    fact->span.end = at;
    modifier = found;
  }
  return modifier;
}

static struct nut_slice modifier_of(const struct nut_resolve *resolve,
                                    const struct lists *lists,
                                    struct nut_fact *fact)
{
  struct nut_span sentence = nut_sentence_of(resolve->article, fact);
  struct nut_slice found =
      words_before(resolve, lists, fact, sentence.start);
  if (!found.len)
    found = sign_before(resolve, lists, fact, sentence.start);
  if (!found.len)
    found = words_behind(resolve, lists, fact, sentence.end);
  if (!found.len)
    found = sign_behind(resolve, lists, fact, sentence.end);
  return found;
}

enum nut_status nut_resolve_modifiers(struct nut_resolve *resolve,
                                      struct nut_fact_list *facts)
{
  const struct lists lists = {
    .before = nut_rules_wordlist(resolve->rules, "approximator"),
    .amount = nut_rules_wordlist(resolve->rules, "amount_bound"),
    .behind = nut_rules_wordlist(resolve->rules, "modifier_behind"),
    .number = nut_rules_wordlist(resolve->rules, "number_word"),
  };
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    size_t field = 0;
    if (!modifier_field(fact, &field) || nut_has(fact, field))
      continue;
    struct nut_slice found = modifier_of(resolve, &lists, fact);
    if (found.len)
      fact->values[field] = nut_value_text(found);
  }
  return resolve->arena->failed ? NUT_NOMEM : NUT_OK;
}
