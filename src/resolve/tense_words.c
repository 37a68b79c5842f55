/* Words are taken a side at a time, and the list is asked once of each: what
 * makes of them a tense looks at the same few again and again. */
#include "resolve/tense_words.h"
#include "resolve/words.h"

#include "base/slice.h"

#include <string.h>

int nut_words_most(const struct nut_words *w)
{
  return w->front < 0 && w->first ? NUT_WORDS_MAX + NUT_WORDS_FRONT
                                  : NUT_WORDS_MAX;
}

/* Of endings the two- and three-letter ones are asked for, and not of names
 * ("United", "Mohammed"). */
static struct nut_slice meaning(const struct nut_resolve *resolve,
                                const struct nut_wordlist *list,
                                struct nut_slice word)
{
  char ending[8] = "*";
  struct nut_slice says = nut_word_meaning(resolve, list, word);
  if (nut_is_upper(word.ptr[0]))
    return says;
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

/* The "am" of "9am" and "9 am": half of a day, and no verb. */
static bool is_of_clock(const struct nut_words *w, struct nut_slice word)
{
  const char *text = w->resolve->article->shadow.ptr;
  const char *at = word.ptr;
  while (at > text && at[-1] == ' ')
    at--;
  return at > text && nut_is_digit(at[-1])
         && nut_word_meaning(w->resolve,
                             nut_rules_wordlist(w->resolve->rules,
                                                "meridiem"),
                             word).len;
}

struct nut_slice nut_words_says(const struct nut_words *w, int i)
{
  struct nut_words_said *said = w->said;
  if (i < 0 || i >= w->len)
    return (struct nut_slice){ NULL, 0 };
  if (!said->asked[i]) {
    const struct nut_slice none = { NULL, 0 };
    said->says[i] = is_of_clock(w, w->word[i])
                        ? none
                        : meaning(w->resolve, w->list, w->word[i]);
    said->asked[i] = true;
  }
  return said->says[i];
}

bool nut_says(const struct nut_words *w, int i, int step, const char *what)
{
  return nut_slice_is(nut_words_says(w, i + step * w->front), what);
}

bool nut_words_are_open(const struct nut_words *w, bool far)
{
  const struct nut_wordlist *list =
      nut_rules_wordlist(w->resolve->rules, "date_open");
  struct nut_slice says = { NULL, 0 };
  if (w->len)
    says = nut_word_meaning(w->resolve, list, w->word[0]);
  return nut_slice_is(says, "day") || (far && says.len);
}

static void forget(struct nut_words *w)
{
  memset(w->said->asked, 0, sizeof w->said->asked);
}

void nut_words_before(struct nut_words *w, uint32_t start, uint32_t at)
{
  const char *text = w->resolve->article->shadow.ptr;
  struct nut_slice word = nut_word_before(text, start, at);
  forget(w);
  w->front = 1;
  for (w->len = 0; w->len < NUT_WORDS_MAX + NUT_WORDS_FRONT && word.len;
       w->len++) {
    w->word[w->len] = word;
    word = nut_word_before(text, start, (uint32_t)(word.ptr - text));
  }
}

void nut_words_behind(struct nut_words *w, uint32_t at, uint32_t end)
{
  const char *text = w->resolve->article->shadow.ptr;
  struct nut_slice word = nut_word_behind(text, at, end);
  forget(w);
  w->front = -1;
  for (w->len = 0; w->len < nut_words_most(w) && word.len; w->len++) {
    w->word[w->len] = word;
    word = nut_word_behind(text, (uint32_t)(word.ptr + word.len - text), end);
  }
}
