/* Numbers as news writes them, against a slow way that knows the answer.
 *
 * Well-formed numbers are made from a value, in digits and in words, and must
 * come out as that value or not at all.  Strings of digits, separators and
 * number words in any order must bring nothing down, and what is taken from
 * them must be what the slow reference (number_reference.h) reads in the same
 * words, and no part of a longer run of them.  The draws have a fixed seed. */
#include "record/record.h"

#include "base/buf.h"
#include "base/slice.h"
#include "rules/fields.h"

#include "number_reference.h"
#include "unit.h"

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

/* What is counted, paid or measured: a sentence around the number. */
struct frame {
  const char *kind;
  const char *before;
  const char *after; /* its first word ends the fact */
  size_t fields[3];  /* value, min, max */
};

static const struct frame frames[] = {
  { "count", "They saw ", " lorries there.",
    { NUT_COUNT_VALUE, NUT_COUNT_MIN, NUT_COUNT_MAX } },
  { "money", "They paid ", " euros there.",
    { NUT_MONEY_VALUE, NUT_MONEY_MIN, NUT_MONEY_MAX } },
  { "percent", "They took ", " percent there.",
    { NUT_PERCENT_VALUE, NUT_PERCENT_MIN, NUT_PERCENT_MAX } },
  { "measure", "They went ", " miles there.",
    { NUT_MEASURE_VALUE, NUT_MEASURE_MIN, NUT_MEASURE_MAX } },
};

#define N_FRAMES (sizeof frames / sizeof *frames)

struct asked {
  const struct frame *frame;
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

/* Words that make numbers more often than not; blanks come between. */
static const char *const words[] = {
  "a", "and", "one", "two", "three", "five", "nine", "twelve", "twenty",
  "sixty", "sixty-one", "hundred", "thousand", "million", "billion",
  "trillion", "dozen", "lakh", "crore", "half", "quarter", "quarters",
  "and a half", "of a", "point", "couple", "3", "40", "500", "2.5", "0.75",
  "1,200",
  "12,34,567", "1.234.567", "1'234'567", "1 234 567", "10 1/2",
  "3\xC2\xBD", "7/8", "1/3", ".5", "1,2,3,4", "1,23", "16m", "4bn", "90k"
};

/* What is printed for the value of a field; empty for none. */
static void print_field(const struct nut_fact *fact, size_t field,
                        struct nut_buf *to)
{
  nut_buf_clear(to);
  if (fact->values[field].type != NUT_NONE)
    nut_value_print(&fact->values[field], to);
}

/* Signs of money and percent at the ends are no part of the number. */
static struct nut_slice less_signs(struct nut_slice text)
{
  static const char pound[] = "\xC2\xA3";
  text = nut_slice_trim(text);
  if (nut_slice_starts(text, pound))
    text = nut_slice_cut(text, 2, text.len);
  if (nut_slice_ends(text, pound))
    text.len -= 2;
  if (nut_slice_ends(text, "%"))
    text.len -= 1;
  return text;
}

/* Does the reference read the text as what is printed? */
static bool is_worth(struct nut_slice text, const struct nut_buf *printed)
{
  struct big value;
  struct nut_buf want;
  struct nut_slice got = nut_buf_slice(printed);
  bool negative = nut_slice_starts(got, "-");
  text = less_signs(text);
  if ((negative && !nut_slice_starts(text, "-")) || !ref_number(text, &value))
    return false;
  nut_buf_init(&want, NULL);
  big_print(&value, &want);
  bool same = nut_slice_eq(nut_buf_slice(&want),
                           nut_slice_cut(got, negative, got.len));
  nut_buf_drop(&want);
  return same;
}

/* The text without its last word; what is left may end in a blank. */
static struct nut_slice less_a_word(struct nut_slice text)
{
  text = nut_slice_trim(text);
  while (text.len && text.ptr[text.len - 1] != ' ')
    text.len--;
  return text;
}

/* A word that no number ends with: a fraction ("two half lorries" are two), or
 * what is more than words of numbers ("22 hundred7th lorries", "22 crore-and
 * lorries"). */
static bool is_adjective(struct nut_slice word)
{
  struct big value;
  struct ref_token token;
  bool compound = nut_slice_find(word, '-', 1) + 1 < word.len;
  if (compound && !ref_number(word, &value))
    return true;
  size_t at = nut_slice_starts(word, "-");
  while (at < word.len) {
    size_t len = ref_token(nut_slice_cut(word, at, word.len), &token);
    bool glued = at && token.kind != REF_SCALE && word.ptr[at - 1] != '-';
    if (!len || glued)
      return true;
    at += len;
    at += at < word.len && word.ptr[at] == '-';
  }
  return word.len && token.kind == REF_FRACTION;
}

static bool is_worth_before_adjectives(struct nut_slice text,
                                       const struct nut_buf *printed)
{
  while (text.len && !is_worth(text, printed)) {
    size_t left = less_a_word(text).len;
    text = nut_slice_trim(text);
    if (!is_adjective(nut_slice_cut(text, left, text.len)))
      return false;
    text.len = left;
  }
  return text.len > 0;
}

/* A range is worth its bounds at some cut, with the scale behind the second
 * for both or not. */
static bool is_range(struct nut_slice text, const struct nut_buf *min,
                     const struct nut_buf *max)
{
  struct nut_buf shared;
  bool good = false;
  size_t letters = 0;
  text = nut_slice_trim(text);
  while (letters < text.len
         && nut_is_alpha(text.ptr[text.len - letters - 1]))
    letters++;
  struct nut_slice scale = nut_slice_cut(text, text.len - letters, text.len);
  nut_buf_init(&shared, NULL);
  for (size_t i = 1; i + 1 < text.len && !good; i++) {
    struct nut_slice low = nut_slice_cut(text, 0, i);
    if (text.ptr[i] != '-' || !is_worth(nut_slice_cut(text, i, text.len),
                                        max))
      continue;
    nut_buf_clear(&shared);
    nut_buf_addf(&shared, "%.*s %.*s", (int)low.len, low.ptr,
                 (int)scale.len, scale.ptr);
    good = is_worth(low, min) || is_worth(nut_buf_slice(&shared), min);
  }
  nut_buf_drop(&shared);
  return good;
}

/* A number does not begin within a word or digits, nor behind a hyphen that
 * joins it to some. */
static bool is_cut_out(const struct asked *a, const struct nut_fact *fact)
{
  size_t at = fact->text.start;
  if (!nut_is_digit(a->text.ptr[at]) && !nut_is_alpha(a->text.ptr[at]))
    return false;
  bool hyphen = at && a->text.ptr[at - 1] == '-';
  at -= hyphen;
  if (!at)
    return false;
  char c = a->text.ptr[at - 1];
  bool digits = nut_is_digit(a->text.ptr[fact->text.start]);
  return nut_is_digit(c) || ref_is_letter(c)
         || (digits && !hyphen && strchr(".,/'", c)
             && nut_is_digit(a->text.ptr[at - 2]));
}

static bool check_fact(struct asked *a, const struct nut_fact *fact)
{
  struct nut_slice text = nut_slice_cut(nut_buf_slice(&a->text),
                                        fact->text.start, fact->text.end);
  struct nut_slice number = text;
  struct nut_buf got[3];
  struct nut_slice noun = nut_slice_of(a->frame->after);
  noun = nut_slice_cut(noun, 1, nut_slice_find(noun, ' ', 1));
  if (number.len > noun.len
      && nut_slice_eq(nut_slice_cut(number, number.len - noun.len,
                                    number.len), noun))
    number.len -= noun.len;
  else if (strcmp(a->frame->kind, "measure") == 0)
    return true; /* metres, in "5m" */
  for (size_t i = 0; i < 3; i++) {
    nut_buf_init(&got[i], NULL);
    print_field(fact, a->frame->fields[i], &got[i]);
  }
  bool good = is_worth_before_adjectives(number, &got[0])
              || is_range(number, &got[0], &got[0])
              || is_range(number, &got[1], &got[2])
              || !(got[0].len || got[1].len || got[2].len);
  bool whole = !is_cut_out(a, fact);
  if (!good || !whole)
    fprintf(stderr, "%s [%.*s] in: %.*s (%.*s %.*s %.*s)\n",
            good ? "cut out" : "wrong", (int)text.len, text.ptr,
            (int)a->text.len, a->text.ptr, (int)got[0].len, got[0].ptr,
            (int)got[1].len, got[1].ptr, (int)got[2].len, got[2].ptr);
  for (size_t i = 0; i < 3; i++)
    nut_buf_drop(&got[i]);
  return good && whole;
}

/* Adds what is found to *found. */
static bool check_anything(struct asked *a, const char *const *list, size_t n,
                           const char *between, size_t *found)
{
  bool good = true;
  start(a);
  nut_buf_add_text(&a->text, a->frame->before);
  for (uint64_t left = 1 + draw(9); left > 0; left--)
    nut_buf_addf(&a->text, "%s%s", list[draw(n)], left > 1 ? between : "");
  nut_buf_add_text(&a->text, a->frame->after);
  const struct nut_record *record = ask(a);
  for (size_t i = 0; i < record->facts.len; i++)
    good = check_fact(a, &record->facts.ptr[i]) && good;
  *found += record->facts.len;
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

/* Any strings, in one frame. */
static void check_frame(struct asked *a)
{
  size_t found = 0;
  bool good = true;
  unit_begin("digits, separators and number words in any order are worth what "
             "they say");
  for (size_t i = 0; i < ROUNDS; i++)
    good = check_anything(a, pieces, sizeof pieces / sizeof *pieces, "",
                          &found) && good;
  CHECK(good);
  CHECK(found > ROUNDS / 20);
  unit_end();

  unit_begin("so are numbers in words, mixed and broken");
  found = 0;
  for (size_t i = 0; i < ROUNDS; i++)
    good = check_anything(a, words, sizeof words / sizeof *words, " ",
                          &found) && good;
  CHECK(good);
  CHECK(found > ROUNDS / 20);
  unit_end();
}

static bool open_frame(struct asked *a, const struct nut_rules *rules,
                       const struct frame *frame)
{
  struct nut_scan_options scan = { .kinds = frame->kind };
  a->frame = frame;
  return nut_scanner_new(rules, &scan, NULL, &a->scanner) == NUT_OK;
}

static void check_counts(struct asked *a)
{
  size_t found = 0;
  bool good = true;
  unit_begin("a number that is written down comes out as itself");
  for (size_t i = 0; i < ROUNDS; i++)
    good = check_written(a, &found) && good;
  CHECK(good);
  CHECK(found > ROUNDS * 9 / 10);
  unit_end();
  check_limits(a);
}

int main(void)
{
  struct nut_rules_options options = { .data = "rules" };
  struct nut_rules *rules = NULL;
  struct asked a = { .scanner = NULL };
  if (nut_rules_new(&options, NULL, &rules) != NUT_OK)
    return 1;
  nut_buf_init(&a.text, NULL);
  nut_buf_init(&a.number, NULL);
  nut_buf_init(&a.value, NULL);
  for (size_t i = 0; i < N_FRAMES; i++) {
    if (!open_frame(&a, rules, &frames[i]))
      return 1;
    if (i == 0)
      check_counts(&a);
    check_frame(&a);
    nut_scanner_free(a.scanner);
  }
  nut_buf_drop(&a.text);
  nut_buf_drop(&a.number);
  nut_buf_drop(&a.value);
  nut_rules_free(rules);
  return unit_status();
}
