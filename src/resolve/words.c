/* Words for resolve: letters, apostrophes, and all outside ASCII.  Signs are
 * passed over, but for a semicolon or a colon with a quotation: what is behind
 * one is another matter. */
#include "resolve/words.h"

#include "base/slice.h"

static bool is_word_byte(char c)
{
  return nut_is_alpha(c) || c == '\'' || (unsigned char)c >= 0x80;
}

/* "told the court: 'In May ...".  The text ends in a zero byte. */
static bool parts(const char *at)
{
  return *at == ';'
         || (at[0] == ':' && at[1] == ' ' && (at[2] == '\'' || at[2] == '"'));
}

/* "'Just" begins a quotation; "'s" and "'twas" are words. */
static struct nut_slice without_quote(const char *word, uint32_t len)
{
  bool quote = len > 1 && word[0] == '\'' && nut_is_upper(word[1]);
  return (struct nut_slice){ word + quote, len - quote };
}

struct nut_slice nut_word_before(const char *text, uint32_t start,
                                 uint32_t at)
{
  while (at > start && !is_word_byte(text[at - 1])) {
    at--;
    if (parts(text + at))
      return (struct nut_slice){ NULL, 0 };
  }
  uint32_t end = at;
  while (at > start && is_word_byte(text[at - 1]))
    at--;
  return without_quote(text + at, end - at);
}

struct nut_slice nut_word_behind(const char *text, uint32_t at, uint32_t end)
{
  while (at < end && !is_word_byte(text[at]))
    at++;
  uint32_t start = at;
  while (at < end && is_word_byte(text[at]))
    at++;
  return without_quote(text + start, at - start);
}

uint32_t nut_speech_start(const char *text, uint32_t start, uint32_t at)
{
  for (uint32_t i = at; i-- > start;) {
    if (text[i] != '\'' && text[i] != '"')
      continue;
    bool opens = (i == start || text[i - 1] == ' ')
                 && nut_is_upper(text[i + 1]);
    if (opens)
      return i + 1;
    if (!nut_is_alpha(text[i + 1]))
      return start;
  }
  return start;
}

struct nut_slice nut_word_meaning(const struct nut_resolve *resolve,
                                  const struct nut_wordlist *list,
                                  struct nut_slice word)
{
  return nut_wordlist_text(resolve->arena, list, word);
}

struct nut_slice nut_list_says(const struct nut_resolve *resolve,
                               const char *list, struct nut_slice word)
{
  return nut_word_meaning(resolve, nut_rules_wordlist(resolve->rules, list),
                          word);
}

struct nut_span nut_sentence_of(const struct nut_article *article,
                                const struct nut_fact *fact)
{
  return article->sentences[fact->sentence].span;
}

struct nut_slice nut_text_before(const struct nut_article *article,
                                 const struct nut_fact *fact)
{
  return nut_slice_trim(nut_slice_cut(article->shadow,
                                      nut_sentence_of(article, fact).start,
                                      fact->span.start));
}

bool nut_is_behind(const struct nut_resolve *resolve,
                   const struct nut_fact *fact, const char *list)
{
  uint32_t start = nut_sentence_of(resolve->article, fact).start;
  struct nut_slice word = nut_word_before(resolve->article->shadow.ptr, start,
                                          fact->span.start);
  return nut_list_says(resolve, list, word).len;
}

struct nut_slice nut_last_meaning(const struct nut_resolve *resolve,
                                  const char *list, uint32_t at, uint32_t end)
{
  struct nut_slice last = { NULL, 0 };
  const struct nut_wordlist *words = nut_rules_wordlist(resolve->rules, list);
  const char *text = resolve->article->shadow.ptr;
  struct nut_slice word = nut_word_behind(text, at, end);
  while (word.len) {
    struct nut_slice meaning = nut_word_meaning(resolve, words, word);
    if (meaning.len)
      last = meaning;
    word = nut_word_behind(text, (uint32_t)(word.ptr + word.len - text), end);
  }
  return last;
}

struct nut_slice nut_text_between(const struct nut_article *article,
                                  const struct nut_fact *a,
                                  const struct nut_fact *b)
{
  return nut_slice_trim(nut_slice_cut(article->shadow, a->span.end,
                                      b->span.start));
}

bool nut_are_joined(const struct nut_resolve *resolve,
                    const struct nut_fact *a, const struct nut_fact *b,
                    const char *list)
{
  return a->sentence == b->sentence
         && nut_list_says(resolve, list,
                          nut_text_between(resolve->article, a, b)).len;
}
