/* The pieces of PCRE2 syntax that are written or measured byte by byte: lists
 * as patterns, the length of a class or an escape, characters rules never see.
 *
 * A list is sorted, doubles go, and the words' common beginnings are written
 * once, as nested groups.  Each group tries its longer branches first, so the
 * longest word wins, as in a list; a plain alternation would need the words
 * sorted by length and would try hundreds of them at each place.
 *
 * Classes and escapes are only measured: what they mean is PCRE2's business.
 * Both expander and export skip them whole, so they share this.
 *
 * Invariants: words are split between characters, never inside one; what is
 * written holds no group with a number.
 *
 * Cost: n log n of the words, at loading; the pattern is shorter than the
 * list. */
#include "rules/pattern_text.h"

#include "base/slice.h"

#include <stdlib.h>
#include <string.h>

/* A list becomes a tree of characters rather than an alternation of words:
 * PCRE2 then looks at each character once, whatever the number of words. */
struct tree {
  struct nut_buf *buf;
  const struct nut_slice *words; /* sorted by bytes, no two alike */
  const char *gap;
};

/* By the continuation bytes that follow: words are well-formed UTF-8. */
static size_t char_len(struct nut_slice word, size_t at)
{
  size_t len = 1;
  while (at + len < word.len
         && ((unsigned char)word.ptr[at + len] & 0xC0) == 0x80)
    len++;
  return len;
}

/* Letters, digits and what is not ASCII stand for themselves in PCRE2; of the
 * rest a backslash before it always makes the character.  A blank of a word is
 * a gap: in the shadow one space, so a plain space would do, but extended mode
 * would skip it. */
static void add_char(const struct tree *tree, struct nut_slice c)
{
  char first = c.ptr[0];
  bool plain = nut_is_alpha(first) || nut_is_digit(first) || first == '-'
               || ((unsigned char)first & 0x80);
  if (first == ' ') {
    nut_buf_add_text(tree->buf, tree->gap);
    return;
  }
  if (!plain)
    nut_buf_add_byte(tree->buf, '\\');
  nut_buf_add(tree->buf, c);
}

/* The end of the run of words[from..to) that go on with the same character
 * at `depth`. */
static size_t same_char(const struct tree *tree, size_t from, size_t to,
                        size_t depth)
{
  size_t len = char_len(tree->words[from], depth);
  struct nut_slice c = nut_slice_cut(tree->words[from], depth, depth + len);
  size_t end = from + 1;
  while (end < to
         && nut_slice_eq(c, nut_slice_cut(tree->words[end], depth,
                                          depth + len)))
    end++;
  return end;
}

/* words[from..to) share their first `depth` bytes.  The recursion is as deep
 * as the longest word. */
static void add_range(const struct tree *tree, size_t from, size_t to,
                      size_t depth)
{
  bool ends = tree->words[from].len == depth;
  size_t first = from + ends;
  if (first == to)
    return;
  bool branches = ends || same_char(tree, first, to, depth) != to;
  if (branches)
    nut_buf_add_text(tree->buf, "(?:");
  while (first < to) {
    size_t next = same_char(tree, first, to, depth);
    size_t len = char_len(tree->words[first], depth);
    add_char(tree, nut_slice_cut(tree->words[first], depth, depth + len));
    add_range(tree, first, next, depth + len);
    /* The end of a word comes last, so that longer ones are tried first. */
    if (next < to || ends)
      nut_buf_add_byte(tree->buf, '|');
    first = next;
  }
  if (branches)
    nut_buf_add_byte(tree->buf, ')');
}

static int by_bytes(const void *a, const void *b)
{
  return nut_slice_cmp(*(const struct nut_slice *)a,
                       *(const struct nut_slice *)b);
}

/* Folded words of a caseless pattern may have become alike; of a list with
 * case both spellings stay. */
bool nut_pattern_add_list(struct nut_arena *arena, struct nut_buf *buf,
                          const struct nut_wordlist *list, bool folded,
                          const char *gap)
{
  struct nut_slice *words =
      nut_arena_alloc(arena, list->n_words * sizeof *words);
  size_t n = 0;
  if (!words)
    return false;
  for (size_t i = 0; i < list->n_words; i++)
    words[i] = folded ? list->words[i].key : list->words[i].text;
  qsort(words, list->n_words, sizeof *words, by_bytes);
  for (size_t i = 0; i < list->n_words; i++)
    if (i == 0 || !nut_slice_eq(words[i], words[n - 1]))
      words[n++] = words[i];
  struct tree tree = { buf, words, gap };
  add_range(&tree, 0, n, 0);
  return true;
}

/* A "]" right behind "[" or "[^" is a member, and [:alpha:] holds one that
 * closes nothing. */
size_t nut_pattern_class_len(struct nut_slice text)
{
  size_t at = 1;
  if (at < text.len && text.ptr[at] == '^')
    at++;
  for (size_t first = at; at < text.len; at++) {
    char c = text.ptr[at];
    if (c == '\\') {
      at++;
    } else if (c == '[' && at + 1 < text.len && text.ptr[at + 1] == ':') {
      size_t end = nut_slice_find(text, ']', at);
      if (end != NUT_SLICE_NONE && text.ptr[end - 1] == ':')
        at = end;
    } else if (c == ']' && at > first) {
      return at + 1;
    }
  }
  return 0;
}

/* An unclosed brace or \Q takes all that is left of the line. */
size_t nut_pattern_escape_len(struct nut_slice rest)
{
  char c = rest.len > 1 ? rest.ptr[1] : '\0';
  if (c == 'Q') {
    for (size_t i = 2; i + 1 < rest.len; i++)
      if (rest.ptr[i] == '\\' && rest.ptr[i + 1] == 'E')
        return i + 2;
    return rest.len;
  }
  bool braces = c == 'p' || c == 'P' || c == 'x' || c == 'o' || c == 'N'
                || c == 'g' || c == 'k';
  if (braces && rest.len > 2 && rest.ptr[2] == '{') {
    size_t end = nut_slice_find(rest, '}', 0);
    return end == NUT_SLICE_NONE ? rest.len : end + 1;
  }
  size_t len = 2;
  while (len < rest.len && ((unsigned char)rest.ptr[len] & 0xC0) == 0x80)
    len++;
  return len;
}

size_t nut_pattern_unseen_len(struct nut_slice text, char *plain)
{
  static const struct {
    const char *text;
    char plain;
  } unseen[] = {
    { "\u2018", '\'' }, { "\u2019", '\'' }, { "\u201C", '"' },
    { "\u201D", '"' },  { "\u00A0", ' ' },  { "\u00AD", '\0' },
  };
  for (size_t i = 0; i < sizeof unseen / sizeof unseen[0]; i++) {
    if (!nut_slice_starts(text, unseen[i].text))
      continue;
    *plain = unseen[i].plain;
    return strlen(unseen[i].text);
  }
  return 0;
}
