/* Statutes: the short title as the table of Acts has it.
 *
 *   "the modern slavery act 2015" -> "Modern Slavery Act", 2015
 *   "PL", "107–171"               -> "Pub. L. 107-171"
 *   section "552 (a)(1)"          -> "552(a)(1)"
 *
 * Acts are searched in lower case and without an article or year.  One that
 * the table lacks keeps its title as written: the form "... Act 1999" is
 * evidence enough, and the table only holds the best known.  So the fact is
 * never blocked.  Whose Act it is, resolve/statutes.c says, as that depends
 * on the article's region where several countries have one of that title.
 * A section alone has an empty title, which is a value and not absent. */
#include "normalise/normalise.h"

#include "base/slice.h"
#include "rules/fields.h"

/* Column of tables/acts.tsv. */
enum { TITLE = 1 };

static struct nut_slice without_article(struct nut_slice title)
{
  return nut_slice_starts(title, "The ") || nut_slice_starts(title, "the ")
             ? nut_slice_cut(title, 4, title.len) : title;
}

/* An en or em dash at the start, in bytes, or 0. */
static size_t dash_len(struct nut_slice text)
{
  return nut_slice_starts(text, "\xe2\x80\x93")
                 || nut_slice_starts(text, "\xe2\x80\x94")
             ? 3 : 0;
}

/* The text with its dashes as hyphens and without blanks before a bracket and
 * beside a hyphen: numbers of laws and sections are printed both ways. */
static void add_even(struct nut_buf *buf, struct nut_slice text)
{
  char last = '\0';
  for (size_t i = 0; i < text.len; i++) {
    struct nut_slice rest = nut_slice_cut(text, i, text.len);
    struct nut_slice next = nut_slice_cut(text, i + 1, text.len);
    if (text.ptr[i] == ' '
        && (last == '-' || nut_slice_starts(next, "(")
            || nut_slice_starts(next, "-") || dash_len(next)))
      continue;
    size_t dash = dash_len(rest);
    last = dash ? '-' : text.ptr[i];
    nut_buf_add_byte(buf, last);
    i += dash ? dash - 1 : 0;
  }
}

/* "Pub. L." and 107–171 are "Pub. L. 107-171": one title for all ways to
 * print it. */
static struct nut_slice with_number(struct nut_norm *norm,
                                    struct nut_slice title,
                                    struct nut_slice number)
{
  struct nut_buf buf;
  nut_buf_init(&buf, norm->arena->mem);
  nut_buf_add(&buf, title);
  if (title.len)
    nut_buf_add_byte(&buf, ' ');
  add_even(&buf, number);
  struct nut_slice whole = nut_arena_copy(norm->arena, nut_buf_slice(&buf));
  if (buf.failed)
    norm->arena->failed = true;
  nut_buf_drop(&buf);
  return whole;
}

/* The word's end, and in *first its first letter as a capital. */
static size_t skip_word(struct nut_slice text, size_t at, char *first)
{
  *first = (char)(text.ptr[at] & ~0x20);
  while (at < text.len && text.ptr[at] != ' ' && text.ptr[at] != '-')
    at++;
  return at < text.len ? at + 1 : at;
}

/* Are the letters first letters of the words, in order and from the first
 * word on?  RTI of "Right to Information", not NI of "Firearms". */
static bool abbreviates(struct nut_slice letters, struct nut_slice words)
{
  size_t met = 0;
  char first = '\0';
  for (size_t at = 0; at < words.len && met < letters.len;) {
    at = skip_word(words, at, &first);
    if (first == letters.ptr[met])
      met++;
    else if (met == 0)
      return false;
  }
  return letters.len > 1 && met == letters.len;
}

/* "Right to Information (RTI) Act": letters that stand for the words before
 * them are no part of a title. */
static struct nut_slice without_letters(struct nut_norm *norm,
                                        struct nut_slice title)
{
  size_t open = nut_slice_find(title, '(', 0);
  size_t close = nut_slice_find(title, ')', 0);
  if (open == NUT_SLICE_NONE || close == NUT_SLICE_NONE || open == 0
      || close < open || close + 1 >= title.len)
    return title;
  struct nut_slice words = nut_slice_cut(title, 0, open);
  if (!abbreviates(nut_slice_cut(title, open + 1, close), words))
    return title;
  struct nut_buf buf;
  nut_buf_init(&buf, norm->arena->mem);
  nut_buf_add(&buf, nut_slice_cut(words, 0, words.len - 1));
  nut_buf_add(&buf, nut_slice_cut(title, close + 1, title.len));
  struct nut_slice out = nut_arena_copy(norm->arena, nut_buf_slice(&buf));
  if (buf.failed)
    norm->arena->failed = true;
  nut_buf_drop(&buf);
  return out;
}

bool nut_normalise_statute(struct nut_norm *norm, struct nut_fact *fact)
{
  struct nut_slice title =
      without_article(nut_text_of(fact, NUT_STATUTE_TITLE));
  title = without_letters(norm, title);
  const struct nut_row *row = nut_table_find(
      &norm->rules->tables[NUT_TABLE_ACTS], nut_lower(norm->arena, title));
  if (row)
    title = row->cells[TITLE];
  if (nut_has(fact, NUT_STATUTE_PLACE))
    title = with_number(norm, nut_text_of(fact, NUT_STATUTE_PLACE), title);
  if (nut_has(fact, NUT_STATUTE_NUMBER))
    title = with_number(norm, title, nut_text_of(fact, NUT_STATUTE_NUMBER));
  fact->values[NUT_STATUTE_TITLE] = nut_value_text(title);
  if (nut_has(fact, NUT_STATUTE_SECTION))
    fact->values[NUT_STATUTE_SECTION] = nut_value_text(with_number(
        norm, nut_slice_of(""), nut_text_of(fact, NUT_STATUTE_SECTION)));
  return true;
}
