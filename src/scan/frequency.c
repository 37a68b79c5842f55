/* Literals by how often news has them.
 *
 * A literal's first word is looked up among the commonest; what is not there
 * gets the mass that other words with its first letter have, thinned out
 * letter by letter.  An open literal ("arrest...") has the sum of all words
 * that it begins.  Further words make it rarer.
 *
 * Byte frequencies alone were not enough: they take "to" for rarer than "%".
 *
 * Words and signs lie sorted, with the sums of their figures, so those that
 * begin alike are one range, whose mass is a difference. */
#include "scan/frequency.h"

#include "base/slice.h"

#include <stdlib.h>
#include <string.h>

/* The table's figures are times in ten million bytes. */
#define PER_FIGURE 0.01

/* Letters in words are no independent draws: those that follow are guessed
 * better from those before. */
#define LETTER_GAIN 3.0
/* Of the words that begin with some letters few are no longer, and hardly any
 * short one: those that news has are all in the table. */
#define WORD_SHARE 0.2
#define SHORT_WORD_SHARE 0.01
#define SHORT_WORD 3
/* Letters glued to a digit: one word in so many. */
#define GLUED_SHARE 0.02
/* A word with a capital: a name, or a sentence's first. */
#define CAPITAL_SHARE 0.15
/* What begins inside words makes walks begin there, each a small part of an
 * attempt. */
#define INSIDE_COST 3000.0
/* Pieces (words, numbers, signs) in 100,000 bytes; and pieces that stand
 * together in a pattern do so more often than by chance. */
#define PIECES 21000.0
#define TOGETHER 3.0
/* The share of each further digit of a number. */
#define NEXT_DIGIT 0.15
/* A sign that is not in the table: rarer than all that are. */
#define OTHER_SIGN 0.1

/* ---- the table -------------------------------------------------------- */

/* What is no number counts as 0. */
static double times_of(const struct nut_row *row)
{
  int64_t figure = 0;
  return nut_slice_int(row->cells[2], &figure) ? (double)figure * PER_FIGURE
                                               : 0;
}

/* Figures of single letters or digits, from `first` on. */
static void read_figures(const struct nut_table *table, const char *sort,
                         char first, size_t n, double *out)
{
  const struct nut_row *row = nut_table_find(table, nut_slice_of(sort));
  for (; row; row = nut_table_next(table, row)) {
    size_t at = row->cells[1].len
                    ? (size_t)((unsigned char)row->cells[1].ptr[0] - first)
                    : n;
    if (at < n)
      out[at] = times_of(row);
  }
}

static int by_text(const void *a, const void *b)
{
  const struct nut_row *const *x = a;
  const struct nut_row *const *y = b;
  return nut_slice_cmp((*x)->cells[1], (*y)->cells[1]);
}

/* Words and signs; `rows` has room for all of the table. */
static size_t list_texts(const struct nut_table *table,
                         const struct nut_row **rows)
{
  static const char *const sorts[] = { "word", "sign" };
  size_t n = 0;
  for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
    const struct nut_row *row = nut_table_find(table, nut_slice_of(sorts[i]));
    for (; row; row = nut_table_next(table, row))
      rows[n++] = row;
  }
  qsort(rows, n, sizeof *rows, by_text);
  return n;
}

static enum nut_status read_texts(struct nut_arena *arena,
                                  const struct nut_table *table,
                                  struct nut_frequencies *out)
{
  size_t most = table->n_rows + 1;
  const struct nut_row **rows = nut_arena_alloc(arena, most * sizeof *rows);
  out->texts = nut_arena_alloc(arena, most * sizeof *out->texts);
  out->sums = nut_arena_alloc(arena, most * sizeof *out->sums);
  if (!rows || !out->texts || !out->sums)
    return NUT_NOMEM;
  out->n = list_texts(table, rows);
  for (size_t i = 0; i < out->n; i++) {
    out->texts[i] = rows[i]->cells[1];
    out->sums[i + 1] = out->sums[i] + times_of(rows[i]);
  }
  return NUT_OK;
}

enum nut_status nut_frequencies_read(struct nut_arena *arena,
                                     const struct nut_table *table,
                                     struct nut_frequencies *out)
{
  double sum = 0;
  *out = (struct nut_frequencies){ 0 };
  read_figures(table, "begins", 'a', 26, out->begins);
  read_figures(table, "letter", 'a', 26, out->letters);
  read_figures(table, "digit", '0', 10, out->digits);
  for (size_t i = 0; i < 26; i++)
    sum += out->letters[i];
  for (size_t i = 0; sum > 0 && i < 26; i++)
    out->letters[i] /= sum;
  return read_texts(arena, table, out);
}

/* ---- literals --------------------------------------------------------- */

/* The first text that is not less; with `behind` the first that comes behind
 * all that `text` begins. */
static size_t find_text(const struct nut_frequencies *f,
                        struct nut_slice text, bool behind)
{
  size_t low = 0;
  size_t high = f->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    struct nut_slice known = f->texts[middle];
    if (behind)
      known = nut_slice_cut(known, 0, text.len);
    int order = nut_slice_cmp(known, text);
    if (order < 0 || (behind && order == 0))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Of the text itself, or of all that it begins. */
static double known_times(const struct nut_frequencies *f,
                          struct nut_slice text, bool whole)
{
  size_t first = find_text(f, text, false);
  if (!whole)
    return f->sums[find_text(f, text, true)] - f->sums[first];
  return first < f->n && nut_slice_eq(f->texts[first], text)
             ? f->sums[first + 1] - f->sums[first]
             : 0;
}

/* `len` letters: a whole word, or all words that begin so. */
static double word_times(const struct nut_frequencies *f,
                         struct nut_slice word, bool whole)
{
  double times = f->begins[word.ptr[0] - 'a'];
  for (size_t i = 1; i < word.len; i++)
    times *= f->letters[word.ptr[i] - 'a'] * LETTER_GAIN;
  if (whole)
    times *= word.len <= SHORT_WORD ? SHORT_WORD_SHARE : WORD_SHARE;
  return times + known_times(f, word, whole);
}

static double number_times(const struct nut_frequencies *f,
                           struct nut_slice number)
{
  double times = f->digits[number.ptr[0] - '0'];
  for (size_t i = 1; i < number.len; i++)
    times *= NEXT_DIGIT;
  return times;
}

/* Where the piece that begins at `at` ends. */
static size_t piece_end(const struct nut_literal *text, size_t at)
{
  size_t end = at + 1;
  if (nut_is_lower(text->bytes[at]))
    while (end < text->len && nut_is_lower(text->bytes[end]))
      end++;
  else if (nut_is_digit(text->bytes[at]))
    while (end < text->len && nut_is_digit(text->bytes[end]))
      end++;
  else
    while (end < text->len && ((unsigned char)text->bytes[end] >> 6) == 2)
      end++; /* of one character */
  return end;
}

static double piece_times(const struct nut_frequencies *f,
                          const struct nut_need_literal *literal, size_t at,
                          size_t end)
{
  const struct nut_literal *text = &literal->text;
  struct nut_slice piece = { text->bytes + at, end - at };
  if (nut_is_digit(*piece.ptr))
    return number_times(f, piece);
  /* Of all characters that begin so where one is cut. */
  if (!nut_is_lower(*piece.ptr))
    return known_times(f, piece, false) + OTHER_SIGN;
  bool ends = text->complete
              && !(literal->after & (NUT_LETTER | NUT_DIGIT));
  return word_times(f, piece, end < text->len || ends);
}

double nut_frequency_of(const struct nut_frequencies *f,
                        const struct nut_need_literal *literal)
{
  const struct nut_literal *text = &literal->text;
  size_t end = piece_end(text, 0);
  double times = piece_times(f, literal, 0, end);
  for (size_t at = end; at < text->len; at = end) {
    end = piece_end(text, at);
    double share = piece_times(f, literal, at, end) / PIECES * TOGETHER;
    if (text->bytes[at] != ' ' && share < 1)
      times *= share;
  }
  if (literal->before & NUT_LETTER && nut_is_lower(text->bytes[0]))
    times += f->letters[text->bytes[0] - 'a'] * INSIDE_COST;
  if (text->capital)
    times *= CAPITAL_SHARE;
  if (literal->before == NUT_DIGIT && nut_is_lower(text->bytes[0]))
    times *= GLUED_SHARE;
  /* Nothing is so rare that two of it are no rarer than one. */
  return times + 0.001;
}
