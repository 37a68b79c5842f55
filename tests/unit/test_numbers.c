/* Numbers as news writes them, against a slow way that knows the answer.
 *
 * Well-formed numbers are made from a value, in digits and in words, and must
 * come out as that value or not at all.  Strings of digits, separators and
 * number words in any order must bring nothing down, and what is taken from
 * them must be what its own words say.  The draws have a fixed seed. */
#include "record/record.h"

#include "base/buf.h"
#include "base/slice.h"
#include "rules/fields.h"

#include "unit.h"

#include <stdlib.h>

#define ROUNDS 4000

static uint64_t state = 20261125;

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t draw(uint64_t n)
{
  uint64_t z = (state += 0x9E3779B97F4A7C15U);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return (z ^ (z >> 31)) % n;
}

static const char *const ones[] = {
  "zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
  "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
  "sixteen", "seventeen", "eighteen", "nineteen"
};

static const char *const tens[] = {
  "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
  "ninety"
};

/* ---- writing a number ---- */

static void spell_small(struct nut_buf *out, uint64_t n)
{
  if (n >= 100) {
    nut_buf_addf(out, "%s hundred%s", ones[n / 100],
                 n % 100 ? " and " : "");
    n %= 100;
    if (!n)
      return;
  }
  if (n < 20)
    nut_buf_add_text(out, ones[n]);
  else
    nut_buf_addf(out, n % 10 ? "%s-%s" : "%s", tens[n / 10], ones[n % 10]);
}

/* 1 to 999,999,999. */
static void spell(struct nut_buf *out, uint64_t n)
{
  if (n >= 1000000) {
    spell_small(out, n / 1000000);
    nut_buf_add_text(out, " million");
  }
  n %= 1000000;
  if (n >= 1000) {
    nut_buf_add_text(out, out->len ? " " : "");
    spell_small(out, n / 1000);
    nut_buf_add_text(out, " thousand");
  }
  if (n % 1000) {
    nut_buf_add_text(out, !out->len ? "" : n % 1000 < 100 ? " and " : " ");
    spell_small(out, n % 1000);
  }
}

static void group(struct nut_buf *out, uint64_t n)
{
  char digits[24];
  int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
  for (int i = 0; i < len; i++) {
    if (i && (len - i) % 3 == 0)
      nut_buf_add_byte(out, ',');
    nut_buf_add_byte(out, digits[i]);
  }
}

static const struct {
  const char *word;
  int zeros;
} scales[] = {
  { "thousand", 3 }, { "million", 6 }, { "billion", 9 }, { "trillion", 12 },
  { "m", 6 }, { "bn", 9 }, { "lakh", 5 }, { "crore", 7 }
};

/* "3.25 million" and "3250000". */
static void scaled(struct nut_buf *out, struct nut_buf *value)
{
  size_t which = draw(sizeof scales / sizeof *scales);
  bool glued = strlen(scales[which].word) < 3;
  int places = (int)draw(3);
  uint64_t n = 1 + draw(9999);
  uint64_t unit = places == 2 ? 100 : places == 1 ? 10 : 1;
  nut_buf_addf(out, "%llu", (unsigned long long)(n / unit));
  if (places)
    nut_buf_addf(out, places == 2 ? ".%02u" : ".%u", (unsigned)(n % unit));
  nut_buf_addf(out, glued ? "%s" : " %s", scales[which].word);
  nut_buf_addf(value, "%llu", (unsigned long long)n);
  for (int i = places; i < scales[which].zeros; i++)
    nut_buf_add_byte(value, '0');
}

/* A number and its value, in one of the forms. */
static void write_number(struct nut_buf *out, struct nut_buf *value)
{
  static const uint64_t sizes[] = { 20, 100, 1000, 1000000, 999999999 };
  uint64_t n = 2 + draw(sizes[draw(5)] - 2);
  switch (draw(4)) {
  case 0:
    nut_buf_addf(out, "%llu", (unsigned long long)n);
    break;
  case 1:
    group(out, n);
    break;
  case 2:
    spell(out, n);
    break;
  default:
    scaled(out, value);
    return;
  }
  nut_buf_addf(value, "%llu", (unsigned long long)n);
}

/* ---- asking for it ---- */

struct asked {
  struct nut_scanner *scanner;
  struct nut_buf text;  /* of the article */
  struct nut_buf number;
  struct nut_buf value;
};

static const struct nut_record *ask(struct asked *a)
{
  const struct nut_record *record = NULL;
  struct nut_input input = { .text = nut_buf_slice(&a->text) };
  if (nut_extract(a->scanner, &input, &record) != NUT_OK)
    abort();
  return record;
}

static void start(struct asked *a)
{
  nut_buf_clear(&a->text);
  nut_buf_clear(&a->number);
  nut_buf_clear(&a->value);
}

/* The value of a count as digits, in `to`; false for one without. */
static bool print_value(const struct nut_fact *fact, struct nut_buf *to)
{
  const struct nut_value *value = &fact->values[NUT_COUNT_VALUE];
  nut_buf_clear(to);
  if (value->type == NUT_NONE)
    return false;
  nut_value_print(value, to);
  return true;
}

/* Counts of a text with one number: that number's value, or none at all. */
static bool check_written(struct asked *a, size_t *found)
{
  struct nut_buf got;
  bool good = true;
  start(a);
  write_number(&a->number, &a->value);
  nut_buf_addf(&a->text, "They saw %.*s lorries there.", (int)a->number.len,
               a->number.ptr);
  const struct nut_record *record = ask(a);
  nut_buf_init(&got, NULL);
  for (size_t i = 0; i < record->facts.len; i++) {
    if (!print_value(&record->facts.ptr[i], &got))
      continue;
    ++*found;
    good = nut_slice_eq(nut_buf_slice(&got), nut_buf_slice(&a->value));
    if (!good)
      fprintf(stderr, "%.*s: %.*s, not %.*s\n", (int)a->text.len, a->text.ptr,
              (int)got.len, got.ptr, (int)a->value.len, a->value.ptr);
  }
  nut_buf_drop(&got);
  return good;
}

/* ---- anything at all ---- */

static const char *const pieces[] = {
  "1", "22", "007", "1234567890", "9007199254740993", ",", ".", "/", "'", "-",
  " ", " ", " ", "one", "two", "twenty", "ninety", "hundred", "thousand",
  "million", "billion", "and", "a", "dozen", "half", "three-quarters", "1/2",
  "lakh", "crore", "bn", "m", "k", "%", "\xC2\xA3", "\xC2\xBD", "-four", "th"
};

/* Digits with commas as the program may take them: all groups of three. */
static bool is_plain(struct nut_slice text, struct nut_buf *value)
{
  nut_buf_clear(value);
  for (size_t i = 0; i < text.len; i++) {
    if (nut_is_digit(text.ptr[i]))
      nut_buf_add_byte(value, text.ptr[i]);
    else if (text.ptr[i] != ',')
      return false;
  }
  return value->len > 0;
}

/* Without zeros in front. */
static struct nut_slice trimmed(const struct nut_buf *digits)
{
  struct nut_slice slice = nut_buf_slice(digits);
  while (slice.len > 1 && slice.ptr[0] == '0') {
    slice.ptr++;
    slice.len--;
  }
  return slice;
}

static bool check_fact(struct asked *a, const struct nut_fact *fact)
{
  struct nut_slice text = nut_slice_cut(nut_buf_slice(&a->text),
                                        fact->text.start, fact->text.end);
  size_t blank = nut_slice_find(text, ' ', 0);
  struct nut_buf got;
  bool good = true;
  nut_buf_init(&got, NULL);
  if (is_plain(nut_slice_cut(text, 0, blank), &a->value)
      && nut_slice_is(nut_slice_cut(text, blank, text.len), " lorries")
      && print_value(fact, &got))
    good = nut_slice_eq(nut_buf_slice(&got), trimmed(&a->value));
  if (!good)
    fprintf(stderr, "%.*s: %.*s\n", (int)text.len, text.ptr, (int)got.len,
            got.ptr);
  nut_buf_drop(&got);
  return good;
}

static bool check_anything(struct asked *a)
{
  bool good = true;
  start(a);
  nut_buf_add_text(&a->text, "They saw ");
  for (uint64_t n = 1 + draw(9); n > 0; n--)
    nut_buf_add_text(&a->text, pieces[draw(sizeof pieces / sizeof *pieces)]);
  nut_buf_add_text(&a->text, " lorries there.");
  const struct nut_record *record = ask(a);
  for (size_t i = 0; i < record->facts.len; i++)
    good = check_fact(a, &record->facts.ptr[i]) && good;
  return good;
}

/* ---- what no number holds ---- */

static size_t count_values(struct asked *a, const char *number)
{
  struct nut_buf got;
  size_t n = 0;
  start(a);
  nut_buf_addf(&a->text, "They saw %s lorries there.", number);
  const struct nut_record *record = ask(a);
  nut_buf_init(&got, NULL);
  for (size_t i = 0; i < record->facts.len; i++)
    n += print_value(&record->facts.ptr[i], &got);
  nut_buf_drop(&got);
  return n;
}

static void check_limits(struct asked *a)
{
  char big[402];
  memset(big, '1', sizeof big - 1);
  big[sizeof big - 1] = '\0';
  unit_begin("a number of 401 digits, or of broken groups, is no fact");
  CHECK(count_values(a, big) == 0);
  CHECK(count_values(a, "1,2,3,4") == 0);
  CHECK(count_values(a, "12,34,5") == 0);
  unit_end();

  unit_begin("2^53 + 1 is exact");
  start(a);
  nut_buf_add_text(&a->text, "They saw 9007199254740993 lorries there.");
  const struct nut_record *record = ask(a);
  CHECK(record->facts.len == 1
        && print_value(&record->facts.ptr[0], &a->value)
        && nut_slice_is(nut_buf_slice(&a->value), "9007199254740993"));
  unit_end();
}

int main(void)
{
  struct nut_rules_options options = { .data = "rules" };
  struct nut_scan_options scan = { .kinds = "count" };
  struct nut_rules *rules = NULL;
  struct asked a = { .scanner = NULL };
  bool good = true;
  size_t found = 0;
  if (nut_rules_new(&options, NULL, &rules) != NUT_OK
      || nut_scanner_new(rules, &scan, NULL, &a.scanner) != NUT_OK)
    return 1;
  nut_buf_init(&a.text, NULL);
  nut_buf_init(&a.number, NULL);
  nut_buf_init(&a.value, NULL);

  unit_begin("a number that is written down comes out as itself");
  for (size_t i = 0; i < ROUNDS; i++)
    good = check_written(&a, &found) && good;
  CHECK(good);
  CHECK(found > ROUNDS * 9 / 10);
  unit_end();

  unit_begin("digits, separators and number words in any order do no harm");
  for (size_t i = 0; i < ROUNDS; i++)
    good = check_anything(&a) && good;
  CHECK(good);
  unit_end();

  check_limits(&a);
  nut_buf_drop(&a.text);
  nut_buf_drop(&a.number);
  nut_buf_drop(&a.value);
  nut_scanner_free(a.scanner);
  nut_rules_free(rules);
  return unit_status();
}
