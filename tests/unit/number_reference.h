/* What a number in digits and words is worth, read slowly.
 *
 * It shares no code and no method with the program: where the program reads
 * from left to right, this splits at the largest scale, and where it keeps 38
 * digits, this keeps all.  Whatever has two readings has none here.
 *
 *   value  = [value | a | part] scales [and] value    the second below scales
 *          | value scale and part                     a million and a half
 *          | base | base and part | part
 *   base   = digits [quotient] | tens [unit] | word
 *            | base point unit {unit}                     three point five
 *   part   = [a | word below ten] fraction [of] [a]   three quarters of a
 *
 * A test's tool: it ends the program when it runs out of room. */
#ifndef NUT_UNIT_NUMBER_REFERENCE_H
#define NUT_UNIT_NUMBER_REFERENCE_H

#include "base/buf.h"
#include "base/slice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- decimals of any length that a test asks for ---- */

#define BIG_PLACES 80   /* behind the point */
#define BIG_DIGITS 600  /* in all */

/* The digits, lowest first. */
struct big {
  unsigned char digit[BIG_DIGITS];
};

static struct big big_zero(void)
{
  struct big zero;
  memset(&zero, 0, sizeof zero);
  return zero;
}

/* `digits` behind the point moved `places` to the left. */
static struct big big_of(const char *digits, size_t len, size_t places)
{
  struct big out = big_zero();
  if (len + BIG_PLACES > BIG_DIGITS || places > BIG_PLACES)
    abort();
  for (size_t i = 0; i < len; i++)
    out.digit[BIG_PLACES - places + len - 1 - i] =
        (unsigned char)(digits[i] - '0');
  return out;
}

static struct big big_int(unsigned value)
{
  char digits[16];
  int len = snprintf(digits, sizeof digits, "%u", value);
  return big_of(digits, (size_t)len, 0);
}

static struct big big_add(const struct big *a, const struct big *b)
{
  struct big out = big_zero();
  unsigned carry = 0;
  for (size_t i = 0; i < BIG_DIGITS; i++) {
    unsigned sum = a->digit[i] + b->digit[i] + carry;
    out.digit[i] = (unsigned char)(sum % 10);
    carry = sum / 10;
  }
  return out;
}

/* As long multiplication is taught. */
static struct big big_mul(const struct big *a, const struct big *b)
{
  unsigned columns[BIG_DIGITS * 2] = { 0 };
  struct big out = big_zero();
  for (size_t i = 0; i < BIG_DIGITS; i++)
    for (size_t k = 0; a->digit[i] && k < BIG_DIGITS; k++)
      columns[i + k] += (unsigned)(a->digit[i] * b->digit[k]);
  for (size_t i = 0; i + 1 < BIG_DIGITS * 2; i++) {
    columns[i + 1] += columns[i] / 10;
    columns[i] %= 10;
    bool kept = i >= BIG_PLACES && i < BIG_PLACES + BIG_DIGITS;
    if (kept)
      out.digit[i - BIG_PLACES] = (unsigned char)columns[i];
    else if (columns[i])
      abort();
  }
  return out;
}

static int big_cmp(const struct big *a, const struct big *b)
{
  for (size_t i = BIG_DIGITS; i-- > 0;)
    if (a->digit[i] != b->digit[i])
      return a->digit[i] < b->digit[i] ? -1 : 1;
  return 0;
}

static bool big_is_whole(const struct big *value)
{
  for (size_t i = 0; i < BIG_PLACES; i++)
    if (value->digit[i])
      return false;
  return true;
}

/* Plain notation, as the program prints it: no zeros at the ends. */
static void big_print(const struct big *value, struct nut_buf *out)
{
  size_t from = 0;
  size_t to = BIG_DIGITS;
  while (from < BIG_PLACES && !value->digit[from])
    from++;
  while (to > BIG_PLACES + 1 && !value->digit[to - 1])
    to--;
  nut_buf_clear(out);
  for (size_t i = to; i-- > from;) {
    if (i + 1 == BIG_PLACES)
      nut_buf_add_byte(out, '.');
    nut_buf_add_byte(out, (char)('0' + value->digit[i]));
  }
}

/* ---- words and digits ---- */

enum ref_kind { REF_DIGITS, REF_QUOTIENT, REF_WORD, REF_SCALE, REF_FRACTION,
                REF_ARTICLE, REF_AND, REF_OF, REF_POINT };

struct ref_token {
  enum ref_kind kind;
  struct big value;
};

#define REF_TOKENS 64

struct ref_text {
  struct ref_token token[REF_TOKENS];
  size_t n;
};

static const struct {
  const char *word;
  enum ref_kind kind;
  const char *digits;
  size_t places;
} ref_words[] = {
  { "zero", REF_WORD, "0", 0 }, { "one", REF_WORD, "1", 0 },
  { "two", REF_WORD, "2", 0 }, { "three", REF_WORD, "3", 0 },
  { "four", REF_WORD, "4", 0 }, { "five", REF_WORD, "5", 0 },
  { "six", REF_WORD, "6", 0 }, { "seven", REF_WORD, "7", 0 },
  { "eight", REF_WORD, "8", 0 }, { "nine", REF_WORD, "9", 0 },
  { "ten", REF_WORD, "10", 0 }, { "eleven", REF_WORD, "11", 0 },
  { "twelve", REF_WORD, "12", 0 }, { "thirteen", REF_WORD, "13", 0 },
  { "fourteen", REF_WORD, "14", 0 }, { "fifteen", REF_WORD, "15", 0 },
  { "sixteen", REF_WORD, "16", 0 }, { "seventeen", REF_WORD, "17", 0 },
  { "eighteen", REF_WORD, "18", 0 }, { "nineteen", REF_WORD, "19", 0 },
  { "twenty", REF_WORD, "20", 0 }, { "thirty", REF_WORD, "30", 0 },
  { "forty", REF_WORD, "40", 0 }, { "fifty", REF_WORD, "50", 0 },
  { "sixty", REF_WORD, "60", 0 }, { "seventy", REF_WORD, "70", 0 },
  { "eighty", REF_WORD, "80", 0 }, { "ninety", REF_WORD, "90", 0 },
  { "couple", REF_WORD, "2", 0 }, { "dozen", REF_SCALE, "12", 0 },
  { "hundred", REF_SCALE, "100", 0 }, { "thousand", REF_SCALE, "1000", 0 },
  { "k", REF_SCALE, "1000", 0 }, { "lakh", REF_SCALE, "100000", 0 },
  { "million", REF_SCALE, "1000000", 0 }, { "m", REF_SCALE, "1000000", 0 },
  { "crore", REF_SCALE, "10000000", 0 },
  { "billion", REF_SCALE, "1000000000", 0 },
  { "bn", REF_SCALE, "1000000000", 0 },
  { "trillion", REF_SCALE, "1000000000000", 0 },
  { "half", REF_FRACTION, "5", 1 }, { "quarter", REF_FRACTION, "25", 2 },
  { "quarters", REF_FRACTION, "25", 2 },
  { "\xC2\xBD", REF_QUOTIENT, "5", 1 }, { "\xC2\xBC", REF_QUOTIENT, "25", 2 },
  { "\xC2\xBE", REF_QUOTIENT, "75", 2 }, { "a", REF_ARTICLE, "1", 0 },
  { "an", REF_ARTICLE, "1", 0 }, { "and", REF_AND, "0", 0 },
  { "of", REF_OF, "0", 0 }, { "point", REF_POINT, "0", 0 },
};

static size_t ref_run(struct nut_slice text, size_t at)
{
  size_t len = 0;
  while (at + len < text.len && nut_is_digit(text.ptr[at + len]))
    len++;
  return len;
}

/* Groups of digits parted by one mark: all of three but the first, and as
 * many of them as the custom wants; or Indian ones of two before the last.
 * 0: they are not that. */
static size_t ref_groups(struct nut_slice text, char mark, size_t least,
                         bool indian)
{
  size_t at = ref_run(text, 0);
  size_t groups = 0;
  size_t last = 0;
  if (at < 1 || at > 3)
    return 0;
  while (at < text.len && text.ptr[at] == mark && ref_run(text, at + 1)) {
    size_t run = ref_run(text, at + 1);
    if (last == 3 && indian)
      return 0;
    if (run != 3 && !(indian && run == 2))
      return 0;
    last = run;
    at += 1 + run;
    groups++;
  }
  return groups >= least && last == 3 ? at : 0;
}

/* The whole part's length, and the mark of decimals behind it. */
static size_t ref_whole(struct nut_slice text, char *point)
{
  static const struct {
    char mark;
    size_t least;
    bool indian;
    char point;
  } customs[] = {
    { ',', 1, false, '.' }, { ',', 1, true, '.' }, { '.', 2, false, ',' },
    { '\'', 2, false, '.' }, { ' ', 1, false, '.' },
  };
  for (size_t i = 0; i < sizeof customs / sizeof *customs; i++) {
    size_t len = ref_groups(text, customs[i].mark, customs[i].least,
                            customs[i].indian);
    *point = customs[i].point;
    if (len)
      return len;
  }
  *point = '.';
  return ref_run(text, 0);
}

/* Halves, quarters ... : 1/b as decimals; false for thirds. */
static bool ref_inverse(unsigned below, struct big *out)
{
  char digits[BIG_PLACES];
  unsigned rest = 1;
  size_t len = 0;
  while (below && rest && len < 20) {
    rest *= 10;
    digits[len++] = (char)('0' + rest / below);
    rest %= below;
  }
  if (!below || rest || below == 1)
    return false;
  *out = big_of(digits, len, len);
  return true;
}

/* One token of digits; its length, or 0 when they make no number. */
static size_t ref_digits(struct nut_slice text, struct ref_token *token)
{
  char digits[BIG_DIGITS];
  char point = '.';
  size_t len = 0;
  size_t end = ref_whole(text, &point);
  size_t places = 0;
  if (end < text.len && text.ptr[end] == point)
    places = ref_run(text, end + 1);
  end += places ? 1 + places : 0;
  for (size_t i = 0; i < end; i++)
    if (nut_is_digit(text.ptr[i]))
      digits[len++] = text.ptr[i];
  if (len > BIG_DIGITS / 3 || places > BIG_PLACES / 2)
    return 0;
  *token = (struct ref_token){ REF_DIGITS, big_of(digits, len, places) };
  size_t below = end < text.len && text.ptr[end] == '/'
                     ? ref_run(text, end + 1) : 0;
  if (below) {
    struct big inverse;
    char number[8] = { 0 };
    if (below > 4 || places || end != ref_run(text, 0))
      return 0;
    memcpy(number, text.ptr + end + 1, below);
    if (!ref_inverse((unsigned)strtoul(number, NULL, 10), &inverse))
      return 0;
    *token = (struct ref_token){ REF_QUOTIENT,
                                 big_mul(&token->value, &inverse) };
    end += 1 + below;
  }
  bool more = end < text.len && strchr("0123456789.,/'", text.ptr[end]);
  return more ? 0 : end;
}

static bool ref_is_letter(char c)
{
  return nut_is_alpha(c) || (unsigned char)c >= 0x80;
}

static size_t ref_word(struct nut_slice text, struct ref_token *token)
{
  size_t len = 0;
  while (len < text.len && ref_is_letter(text.ptr[len]))
    len++;
  for (size_t i = 0; i < sizeof ref_words / sizeof *ref_words; i++)
    if (nut_slice_is_nocase(nut_slice_cut(text, 0, len),
                            ref_words[i].word)) {
      const char *digits = ref_words[i].digits;
      *token = (struct ref_token){
        ref_words[i].kind, big_of(digits, strlen(digits),
                                  ref_words[i].places)
      };
      return len;
    }
  return 0;
}

/* The token that text begins with; its length, or 0 for none. */
static size_t ref_token(struct nut_slice text, struct ref_token *token)
{
  bool number = nut_is_digit(text.ptr[0])
                || (text.ptr[0] == '.' && ref_run(text, 1));
  return number ? ref_digits(text, token) : ref_word(text, token);
}

/* false: something in it is no part of a number. */
static bool ref_tokens(struct nut_slice text, struct ref_text *out)
{
  out->n = 0;
  for (size_t at = 0; at < text.len;) {
    size_t len = 1;
    if (text.ptr[at] != ' ' && text.ptr[at] != '-') {
      if (out->n == REF_TOKENS)
        return false;
      len = ref_token(nut_slice_cut(text, at, text.len),
                      &out->token[out->n++]);
    }
    if (!len)
      return false;
    at += len;
  }
  return out->n > 0;
}

/* ---- the grammar ---- */

static bool ref_value(const struct ref_token *t, size_t n, struct big *out);

static bool ref_is(const struct ref_token *t, size_t n, size_t at,
                   enum ref_kind kind)
{
  return at < n && t[at].kind == kind;
}

static bool ref_below(const struct big *value, unsigned limit)
{
  struct big bound = big_int(limit);
  return big_cmp(value, &bound) < 0;
}

/* part = [a | word below ten] fraction [of] [a] */
static bool ref_part(const struct ref_token *t, size_t n, struct big *out)
{
  size_t at = 0;
  struct big times = big_int(1);
  if (ref_is(t, n, at, REF_ARTICLE)) {
    at++;
  } else if (ref_is(t, n, at, REF_WORD) && ref_below(&t[at].value, 10)) {
    times = t[at++].value;
  }
  if (!ref_is(t, n, at, REF_FRACTION)
      && !(n == 1 && ref_is(t, n, at, REF_QUOTIENT)))
    return false;
  *out = big_mul(&times, &t[at++].value);
  at += ref_is(t, n, at, REF_OF);
  at += ref_is(t, n, at, REF_ARTICLE);
  return at == n;
}

static bool ref_plain_base(const struct ref_token *t, size_t n,
                           struct big *out);

/* words point unit {unit}: the point counts the places behind it. */
static bool ref_spoken(const struct ref_token *t, size_t n, struct big *out)
{
  char digits[REF_TOKENS];
  size_t places = 0;
  size_t at = 0;
  while (at < n && t[at].kind == REF_WORD)
    at++;
  if (!ref_is(t, n, at, REF_POINT) || !ref_plain_base(t, at, out))
    return false;
  for (size_t i = at + 1; i < n; i++) {
    if (t[i].kind != REF_WORD || !ref_below(&t[i].value, 10))
      return false;
    digits[places++] = (char)('0' + t[i].value.digit[BIG_PLACES]);
  }
  struct big part = big_of(digits, places, places);
  *out = big_add(out, &part);
  return places > 0;
}

/* base, of all n tokens */
static bool ref_base(const struct ref_token *t, size_t n, struct big *out)
{
  return ref_plain_base(t, n, out) || ref_spoken(t, n, out);
}

static bool ref_plain_base(const struct ref_token *t, size_t n,
                           struct big *out)
{
  struct big ten = big_int(10);
  struct big tens = big_int(20);
  if (n && t[0].kind == REF_ARTICLE) {
    struct big couple = big_int(2);
    *out = couple;
    return n == 2 && t[1].kind == REF_WORD
           && big_cmp(&t[1].value, &couple) == 0;
  }
  if (n == 0 || n > 2 || (t[0].kind != REF_WORD && t[0].kind != REF_DIGITS))
    return false;
  *out = t[0].value;
  if (n == 1)
    return true;
  *out = big_add(&t[0].value, &t[1].value);
  if (t[0].kind == REF_DIGITS)
    return t[1].kind == REF_QUOTIENT && ref_below(&t[1].value, 1)
           && big_is_whole(&t[0].value);
  struct big none = big_zero();
  return t[1].kind == REF_WORD && big_cmp(&t[0].value, &tens) >= 0
         && big_cmp(&t[1].value, &ten) < 0
         && big_cmp(&t[1].value, &none) > 0;
}

/* Without a scale in it: base | base and part | part */
static bool ref_simple(const struct ref_token *t, size_t n, struct big *out)
{
  struct big part;
  if (ref_base(t, n, out) || ref_part(t, n, out))
    return true;
  for (size_t i = 1; i + 1 < n; i++)
    if (t[i].kind == REF_AND && ref_base(t, i, out)
        && ref_part(t + i + 1, n - i - 1, &part)) {
      *out = big_add(out, &part);
      return true;
    }
  return false;
}

/* The first of the largest runs of scales, which multiply: "lakh crore". */
static size_t ref_largest(const struct ref_token *t, size_t n, size_t *end,
                          struct big *product)
{
  size_t found = n;
  for (size_t i = 0; i < n;) {
    struct big by = big_int(1);
    size_t to = i;
    for (; to < n && t[to].kind == REF_SCALE; to++)
      by = big_mul(&by, &t[to].value);
    if (to > i && (found == n || big_cmp(&by, product) > 0)) {
      found = i;
      *end = to;
      *product = by;
    }
    i = to > i ? to : i + 1;
  }
  return found;
}

/* What stands behind the scales: nothing, a part of the last of them, or
 * less than they count. */
static bool ref_rest(const struct ref_token *t, size_t n,
                     const struct ref_token *last, const struct big *product,
                     struct big *out)
{
  bool joined = ref_is(t, n, 0, REF_AND);
  *out = big_zero();
  if (n == 0)
    return true;
  if (joined && ref_part(t + 1, n - 1, out)) {
    *out = big_mul(out, &last->value);
    return true;
  }
  return ref_value(t + joined, n - joined, out) && big_is_whole(out)
         && big_cmp(out, product) < 0;
}

static bool ref_value(const struct ref_token *t, size_t n, struct big *out)
{
  struct big product;
  struct big rest;
  size_t end = 0;
  size_t at = ref_largest(t, n, &end, &product);
  if (at == n)
    return ref_simple(t, n, out);
  *out = big_int(1);
  bool once = at == 0 || (at == 1 && t[0].kind == REF_ARTICLE);
  if ((!once && !ref_value(t, at, out))
      || !ref_rest(t + end, n - end, &t[end - 1], &product, &rest))
    return false;
  *out = big_mul(out, &product);
  *out = big_add(out, &rest);
  return true;
}

/* false: the text as a whole is no number. */
static bool ref_number(struct nut_slice text, struct big *out)
{
  static struct ref_text tokens;
  text = nut_slice_trim(text);
  return ref_tokens(text, &tokens)
         && ref_value(tokens.token, tokens.n, out);
}

#endif
