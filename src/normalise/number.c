/* Numbers in words and digits to exact decimals, left to right in one pass.
 *
 * Two registers: `current` gathers small words by addition ("twenty-one",
 * "three and a half"), and a scale word multiplies it.  Hundred leaves the
 * product in `current`, as a larger scale may follow; any other scale moves
 * it to `total`.
 *
 *   "two hundred thousand and five"
 *   2 -> 200 -> total 200000, current empty -> current 5 -> 200005
 *
 * A grammar of number words would refuse more ("five twenty"), but what may
 * stand in a number is already said by the rules' patterns; this only has
 * to value what they matched.  What the words mean is in the rules' lists,
 * so a rule file can add some.  Text behind the number is left alone.
 *
 * Decimals instead of doubles, as values are printed and compared as
 * written; overflow is a refusal, never a wrong number. */
#include "normalise/number.h"

#include "base/slice.h"

struct nut_number_words nut_number_words_of(const struct nut_rules *rules)
{
  return (struct nut_number_words){
    nut_rules_wordlist(rules, "number_word"),
    nut_rules_wordlist(rules, "number_scale"),
  };
}

/* total + current: "two hundred thousand and five" is 200000 + 5. */
struct sum {
  struct nut_decimal total;
  struct nut_decimal current;
  bool article; /* "a" or "an" was read */
  bool any;  /* current is set */
  bool seen; /* something was read */
  bool fits; /* false: beyond what a decimal holds */
};

static void add(struct sum *sum, const struct nut_decimal *value)
{
  struct nut_decimal old = sum->current;
  if (!sum->any)
    sum->current = *value;
  else if (!nut_decimal_add(&old, value, &sum->current))
    sum->fits = false;
  sum->any = true;
  sum->seen = true;
}

/* A scale with nothing before it counts once: "thousand" in "a thousand". */
static void scale(struct sum *sum, const struct nut_decimal *factor)
{
  struct nut_decimal one = nut_decimal_from_int(1);
  struct nut_decimal hundred = nut_decimal_from_int(100);
  struct nut_decimal product;
  struct nut_decimal old = sum->total;
  if (!nut_decimal_mul(sum->any ? &sum->current : &one, factor, &product)) {
    sum->fits = false;
    return;
  }
  sum->seen = true;
  /* "two hundred" may be multiplied again; "two thousand" is done. */
  sum->any = nut_decimal_cmp(factor, &hundred) == 0;
  sum->current = product;
  if (!sum->any && !nut_decimal_add(&old, &product, &sum->total))
    sum->fits = false;
}

static size_t digit_run(struct nut_slice text, size_t at)
{
  size_t len = 0;
  while (at + len < text.len && nut_is_digit(text.ptr[at + len]))
    len++;
  return len;
}

/* Length of a number in digits: 1,200 or 12,34,567 or 3.5, or 0 when commas
 * stand where they cannot.  Groups of two are Indian (12,34,567); the last
 * group has three digits in either system, which is what tells 12,34 from a
 * list.  A comma before no digit ends the number. */
static size_t digits_len(struct nut_slice text)
{
  size_t first = digit_run(text, 0);
  size_t at = first;
  size_t last = first;
  while (at + 1 < text.len && text.ptr[at] == ',') {
    size_t run = digit_run(text, at + 1);
    if (run == 0)
      break;
    if (first > 3 || (run != 3 && run != 2))
      return 0;
    at += 1 + run;
    last = run;
  }
  if (at > first && last != 3)
    return 0;
  if (at + 1 < text.len && text.ptr[at] == '.' && digit_run(text, at + 1))
    at += 1 + digit_run(text, at + 1);
  return at;
}

/* The digits without their commas.  The limit leaves room for leading
 * zeros; nut_decimal_parse has the last word. */
static bool parse_digits(struct nut_slice text, struct nut_decimal *out)
{
  char plain[NUT_DIGITS_MAX * 2];
  size_t len = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == ',')
      continue;
    if (len == sizeof plain)
      return false;
    plain[len++] = text.ptr[i];
  }
  return nut_decimal_parse((struct nut_slice){ plain, len }, out);
}

static size_t word_len(struct nut_slice text)
{
  size_t len = 0;
  while (len < text.len && nut_is_alpha(text.ptr[len]))
    len++;
  return len;
}

/* One word; false when it is no part of a number.  Scales are asked first:
 * a word in both lists multiplies.  "and" counts only behind something:
 * "and five" begins no number here. */
static bool take_word(struct nut_arena *arena, struct sum *sum,
                      const struct nut_number_words *words,
                      struct nut_slice word)
{
  const struct nut_word *found = NULL;
  if (words->scales)
    found = nut_wordlist_find(arena, words->scales, word);
  if (found) {
    scale(sum, &found->value.as.num);
    return true;
  }
  if (words->words)
    found = nut_wordlist_find(arena, words->words, word);
  if (found) {
    add(sum, &found->value.as.num);
    return true;
  }
  /* "half a million", "three and a half", "a dozen", "a week" */
  bool article =
      nut_slice_is_nocase(word, "a") || nut_slice_is_nocase(word, "an");
  sum->article = sum->article || article;
  return article || (sum->seen && nut_slice_is_nocase(word, "and"));
}

/* Blanks, line breaks and hyphens part words ("twenty-one"); any other byte
 * ends the number.  An article alone is one: "a" in "a week".  The arena
 * serves list look-ups only. */
bool nut_number_parse(struct nut_arena *arena,
                      const struct nut_number_words *words,
                      struct nut_slice text, struct nut_decimal *out)
{
  struct sum sum = { .fits = true };
  text = nut_slice_trim(text);
  for (size_t at = 0; at < text.len && sum.fits;) {
    struct nut_slice rest = nut_slice_cut(text, at, text.len);
    size_t len = word_len(rest);
    if (nut_is_digit(rest.ptr[0])) {
      struct nut_decimal value;
      len = digits_len(rest);
      if (len == 0 || !parse_digits(nut_slice_cut(rest, 0, len), &value))
        return false;
      add(&sum, &value);
    } else if (len == 0) {
      char c = rest.ptr[0];
      len = 1;
      if (c != ' ' && c != '-' && c != '\n')
        break;
    } else if (!take_word(arena, &sum, words, nut_slice_cut(rest, 0, len))) {
      break;
    }
    at += len;
  }
  struct nut_decimal zero = nut_decimal_from_int(0);
  struct nut_decimal one = nut_decimal_from_int(1);
  if (!sum.seen && sum.article)
    add(&sum, &one);
  return sum.seen && sum.fits
         && nut_decimal_add(&sum.total, sum.any ? &sum.current : &zero, out);
}
