#include "rules/pattern_text.h"

#include "base/slice.h"

#include <stdlib.h>

struct tree {
  struct nut_buf *buf;
  const struct nut_slice *words; /* sorted by bytes, no two alike */
  const char *gap;
};

static size_t char_len(struct nut_slice word, size_t at)
{
  size_t len = 1;
  while (at + len < word.len
         && ((unsigned char)word.ptr[at + len] & 0xC0) == 0x80)
    len++;
  return len;
}

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
