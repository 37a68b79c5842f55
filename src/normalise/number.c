/* Numbers in words and digits to exact decimals, left to right in one pass.
 *
 *   number = [minus] term { [and] term }
 *   term   = group { scale [and [a] fraction] }       two hundred thousand
 *   group  = base [hundred [[and] base]]              two hundred and five
 *   base   = digits [fraction] | tens [unit] | word | a | fraction [of] [a]
 *            and behind each of them  [and [a] fraction]; behind words also
 *            [point unit {unit}]                      three point one four
 *
 * Each term must be smaller than what the scales of the one before it
 * multiply by: "two million three thousand" is a number, "three thousand
 * two million" and "five twenty" are not, and give no fact.  So a run of
 * number words that belong to two numbers is never added up.
 *
 * What the words mean is in the rules' lists, so a rule file can add some;
 * what they may do here follows from their values.  Text behind the number
 * is left alone.
 *
 * Decimals instead of doubles, as values are printed and compared as
 * written; overflow is a refusal, never a wrong number. */
#include "normalise/number.h"

#include "base/slice.h"
#include "normalise/digits.h"

struct nut_number_words nut_number_words_of(const struct nut_rules *rules)
{
  return (struct nut_number_words){
    nut_rules_wordlist(rules, "number_word"),
    nut_rules_wordlist(rules, "number_scale"),
    nut_rules_wordlist(rules, "number_fraction"),
  };
}

enum token_kind {
  OTHER,    /* no part of a number, or the end */
  DIGITS,
  FRACTION, /* half, 1/2 */
  WORD,
  HUNDRED,  /* the one scale that a smaller base may follow at once */
  SCALE,
  ARTICLE,
  AND,
  OF,
  POINT,    /* "three point five" */
};

struct token {
  enum token_kind kind;
  bool broken;              /* digits that make no number */
  size_t end;               /* in the text */
  struct nut_decimal value;
};

/* A token is read ahead and taken when it fits. */
struct reader {
  struct nut_arena *arena;
  const struct nut_number_words *words;
  struct nut_slice text;
  struct token next;
  bool good; /* false: digits, a sum or a product that cannot be */
};

/* Letters, and all bytes of other characters: "½" is a word. */
static size_t word_len(struct nut_slice text)
{
  size_t len = 0;
  while (len < text.len
         && (nut_is_alpha(text.ptr[len])
             || (unsigned char)text.ptr[len] >= 0x80))
    len++;
  return len;
}

static bool look_up(struct reader *r, const struct nut_wordlist *list,
                    struct nut_slice word, struct nut_decimal *out)
{
  if (!list)
    return false;
  const struct nut_word *found = nut_wordlist_find(r->arena, list, word);
  if (found)
    *out = found->value.as.num;
  return found != NULL;
}

/* Scales are asked first: a word in two lists multiplies. */
static enum token_kind kind_of(struct reader *r, struct nut_slice word,
                               struct nut_decimal *value)
{
  struct nut_decimal hundred = nut_decimal_from_int(100);
  if (look_up(r, r->words->scales, word, value))
    return nut_decimal_cmp(value, &hundred) == 0 ? HUNDRED : SCALE;
  if (look_up(r, r->words->fractions, word, value))
    return FRACTION;
  if (look_up(r, r->words->words, word, value))
    return WORD;
  if (nut_slice_is_nocase(word, "a") || nut_slice_is_nocase(word, "an"))
    return ARTICLE;
  if (nut_slice_is_nocase(word, "and"))
    return AND;
  if (nut_slice_is_nocase(word, "point"))
    return POINT;
  return nut_slice_is_nocase(word, "of") ? OF : OTHER;
}

/* Blanks, line breaks and hyphens part words ("twenty-one"); any other byte
 * ends the number. */
static void advance(struct reader *r)
{
  size_t at = r->next.end;
  while (at < r->text.len
         && (r->text.ptr[at] == ' ' || r->text.ptr[at] == '-'
             || r->text.ptr[at] == '\n'))
    at++;
  struct nut_slice rest = nut_slice_cut(r->text, at, r->text.len);
  struct token *next = &r->next;
  size_t len = 0;
  bool fraction = false;
  *next = (struct token){ .kind = OTHER };
  next->broken = !nut_digits_parse(rest, &len, &fraction, &next->value);
  if (next->broken || len) {
    next->kind = fraction ? FRACTION : DIGITS;
  } else {
    len = word_len(rest);
    if (len)
      next->kind = kind_of(r, nut_slice_cut(rest, 0, len), &next->value);
  }
  next->end = at + len;
}

static bool take(struct reader *r, enum token_kind kind)
{
  if (r->next.kind != kind)
    return false;
  r->good = r->good && !r->next.broken;
  advance(r);
  return true;
}

static void add(struct reader *r, struct nut_decimal *sum,
                const struct nut_decimal *value)
{
  struct nut_decimal old = *sum;
  r->good = r->good && nut_decimal_add(&old, value, sum);
}

static void multiply(struct reader *r, struct nut_decimal *product,
                     const struct nut_decimal *by)
{
  struct nut_decimal old = *product;
  r->good = r->good && nut_decimal_mul(&old, by, product);
}

static bool below(const struct nut_decimal *value, int64_t limit)
{
  struct nut_decimal bound = nut_decimal_from_int(limit);
  return nut_decimal_cmp(value, &bound) < 0;
}

/* 20, 30 ... 90, behind which a unit may follow. */
static bool is_tens(const struct nut_decimal *value)
{
  return value->n_digits == 1 && value->exponent == 1
         && !below(value, 20);
}

/* "and a half", "and three quarters"?  Only then is the "and" taken: in
 * "five and six" it begins another number. */
static void and_fraction(struct reader *r, struct nut_decimal *value)
{
  struct token before = r->next;
  struct nut_decimal part = nut_decimal_from_int(1);
  if (!take(r, AND))
    return;
  if (r->next.kind == WORD && below(&r->next.value, 10)) {
    part = r->next.value;
    advance(r);
  } else {
    (void)take(r, ARTICLE);
  }
  if (r->next.kind == FRACTION) {
    multiply(r, &part, &r->next.value);
    add(r, value, &part);
    (void)take(r, FRACTION);
  } else {
    r->next = before;
  }
}

/* Digits and what may stand behind them: "10 1/2". */
static void digits_base(struct reader *r, struct nut_decimal *out)
{
  struct nut_decimal part;
  *out = r->next.value;
  (void)take(r, DIGITS);
  part = r->next.value;
  if (r->next.kind == FRACTION && below(&part, 1)) {
    (void)take(r, FRACTION);
    add(r, out, &part);
  }
}

/* "half a", "a quarter of a", "three quarters of a": the article behind
 * begins nothing new. */
static void skip_article(struct reader *r)
{
  struct token before = r->next;
  (void)take(r, OF);
  if (!take(r, ARTICLE))
    r->next = before;
}

/* "point one four": decimals, a word a place. */
static void spoken_decimals(struct reader *r, struct nut_decimal *value)
{
  struct token before = r->next;
  int place = 0;
  if (!take(r, POINT))
    return;
  while (r->next.kind == WORD && below(&r->next.value, 10)) {
    struct nut_decimal part = r->next.value;
    place++;
    r->good = r->good && nut_decimal_shift(&part, -place);
    add(r, value, &part);
    (void)take(r, WORD);
  }
  if (place == 0)
    r->next = before;
}

/* A word, with the unit behind tens, or times the fraction behind it:
 * "twenty-one", "three quarters". */
static void word_base(struct reader *r, struct nut_decimal *out)
{
  *out = r->next.value;
  (void)take(r, WORD);
  struct nut_decimal part = r->next.value;
  bool unit = r->next.kind == WORD && below(&part, 10) && part.n_digits;
  if (is_tens(out) && unit) {
    (void)take(r, WORD);
    add(r, out, &part);
  } else if (r->next.kind == FRACTION && below(out, 10)) {
    (void)take(r, FRACTION);
    multiply(r, out, &part);
    skip_article(r);
    return;
  }
  spoken_decimals(r, out);
}

static void fraction_base(struct reader *r, struct nut_decimal *out)
{
  *out = r->next.value;
  (void)take(r, FRACTION);
  skip_article(r);
}

/* false: no base stands here.  A scale needs none before it ("a" or nothing
 * count once). */
static bool read_base(struct reader *r, struct nut_decimal *out)
{
  bool article = take(r, ARTICLE);
  *out = nut_decimal_from_int(1);
  switch (r->next.kind) {
  case DIGITS:
    digits_base(r, out);
    break;
  case FRACTION:
    fraction_base(r, out);
    break;
  case WORD:
    word_base(r, out);
    break;
  case HUNDRED:
  case SCALE:
    return true;
  default:
    return article;
  }
  and_fraction(r, out);
  return true;
}

/* "and five" behind hundred; what is not below it is no part of the group
 * and left for the check of terms.  true: something was. */
static bool behind_hundred(struct reader *r, struct nut_decimal *value)
{
  struct token before = r->next;
  (void)take(r, AND);
  bool number = r->next.kind == WORD || r->next.kind == DIGITS;
  struct nut_decimal rest;
  if (number && below(&r->next.value, 100)) {
    (void)read_base(r, &rest);
    add(r, value, &rest);
    return true;
  }
  r->next = before;
  return false;
}

/* Behind "two hundred and five" a scale counts such groups only when it is
 * larger: "thousand", but not "dozen". */
static bool takes_scale(const struct reader *r, bool full_group)
{
  if (r->next.kind != SCALE && r->next.kind != HUNDRED)
    return false;
  return r->good && !(full_group && below(&r->next.value, 101));
}

/* "a million and a half": the half is one of the last scale. */
static void behind_scale(struct reader *r, struct nut_decimal *value,
                         const struct nut_decimal *scale)
{
  struct nut_decimal part = nut_decimal_from_int(0);
  and_fraction(r, &part);
  multiply(r, &part, scale);
  add(r, value, &part);
}

/* One term; *scale is what its scales multiply by. */
static bool read_term(struct reader *r, struct nut_decimal *value,
                      struct nut_decimal *scale)
{
  bool full_group = false;
  *scale = nut_decimal_from_int(1);
  if (!read_base(r, value))
    return false;
  if (r->next.kind == HUNDRED) {
    multiply(r, value, &r->next.value);
    (void)take(r, HUNDRED);
    full_group = behind_hundred(r, value);
  }
  while (takes_scale(r, full_group)) {
    struct nut_decimal by = r->next.value;
    bool scaled = r->next.kind == SCALE;
    full_group = false;
    advance(r);
    multiply(r, value, &by);
    multiply(r, scale, &by);
    if (scaled)
      behind_scale(r, value, &by);
  }
  return true;
}

static bool begins_term(enum token_kind kind)
{
  return kind == DIGITS || kind == FRACTION || kind == WORD
         || kind == HUNDRED || kind == SCALE;
}

/* Is there one more term?  An "and" that leads to none is left. */
static bool more(struct reader *r)
{
  struct token before = r->next;
  bool joined = take(r, AND);
  if (begins_term(r->next.kind))
    return true;
  if (joined)
    r->next = before;
  return false;
}

/* Two numbers side by side are none: the second of "five twenty" is not
 * below what the first counts, which is ones. */
static bool read_terms(struct reader *r, struct nut_decimal *out)
{
  struct nut_decimal scale;
  if (!read_term(r, out, &scale))
    return false;
  while (r->good && more(r)) {
    struct nut_decimal limit = scale;
    struct nut_decimal term;
    if (!read_term(r, &term, &scale))
      return false;
    if (nut_decimal_cmp(&term, &limit) >= 0 || term.exponent < 0)
      return false;
    add(r, out, &term);
  }
  return r->good;
}

/* "minus 5", "-5", U+2212; a hyphen is a sign only at the very beginning. */
static bool take_sign(struct nut_slice *text)
{
  static const char *const signs[] = { "minus ", "minus-", "-",
                                       "\xe2\x88\x92" };
  for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
    struct nut_slice sign = nut_slice_of(signs[i]);
    if (text->len > sign.len
        && nut_slice_is_nocase(nut_slice_cut(*text, 0, sign.len),
                               signs[i])) {
      *text = nut_slice_cut(*text, sign.len, text->len);
      return true;
    }
  }
  return false;
}

/* The arena serves list look-ups only. */
bool nut_number_parse(struct nut_arena *arena,
                      const struct nut_number_words *words,
                      struct nut_slice text, struct nut_decimal *out)
{
  text = nut_slice_trim(text);
  bool negative = take_sign(&text);
  struct reader r = { .arena = arena, .words = words, .text = text,
                      .good = true };
  advance(&r);
  if (!read_terms(&r, out))
    return false;
  out->negative = negative && out->n_digits;
  return true;
}
