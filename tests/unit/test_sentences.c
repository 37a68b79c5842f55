/* Where sentences end: the cases of tests/unit/sentences.txt, and the rules
 * that need more than a line to show. */
#include "article/article.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/slice.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- the two word lists ----------------------------------------------- */

static struct nut_buf files[2];
static struct nut_map maps[2];

static bool read_file(const char *path, struct nut_buf *buf)
{
  char block[4096];
  FILE *file = fopen(path, "rb");
  if (!file)
    return false;
  for (;;) {
    size_t n = fread(block, 1, sizeof block, file);
    if (n == 0)
      break;
    nut_buf_add(buf, (struct nut_slice){ block, n });
  }
  fclose(file);
  return !buf->failed;
}

static struct nut_slice take_line(struct nut_slice *rest)
{
  size_t end = nut_slice_find(*rest, '\n', 0);
  struct nut_slice line = nut_slice_cut(*rest, 0, end);
  *rest = nut_slice_cut(*rest, line.len + 1, rest->len);
  return line;
}

static bool load(const char *path, struct nut_buf *buf, struct nut_map *map)
{
  bool good = read_file(path, buf);
  struct nut_slice rest = nut_buf_slice(buf);
  while (good && rest.len) {
    struct nut_slice line = take_line(&rest);
    if (nut_slice_starts(line, "#"))
      continue;
    size_t tab = nut_slice_find(line, '\t', 0);
    struct nut_slice word = nut_slice_cut(line, 0, tab);
    struct nut_slice value = nut_slice_cut(line, tab + 1, line.len);
    uint32_t number = NUT_ABBR_OPENS;
    if (nut_slice_is(value, "either"))
      number = NUT_ABBR_EITHER;
    else
      good = nut_slice_is(value, "opens") || nut_slice_is(value, "1");
    good = good && nut_map_put(map, word, number);
  }
  return good;
}

/* ---- the cases -------------------------------------------------------- */

/* A case's line without its bars, \n spelled out. */
static struct nut_slice plain_text(struct nut_slice line, char *out)
{
  size_t len = 0;
  for (size_t i = 0; i < line.len; i++) {
    struct nut_slice rest = nut_slice_cut(line, i, line.len);
    if (nut_slice_starts(rest, "| ")) {
      i++;
    } else if (nut_slice_starts(rest, "\\n")) {
      out[len++] = '\n';
      i++;
    } else {
      out[len++] = line.ptr[i];
    }
  }
  return (struct nut_slice){ out, len };
}

/* The sentences found, written the way a case is. */
static void describe(const struct nut_article *article, struct nut_buf *out)
{
  for (size_t i = 0; i < article->n_sentences; i++) {
    struct nut_span span =
        nut_article_text_span(article, article->sentences[i].span);
    if (i)
      nut_buf_add_text(out, " | ");
    for (uint32_t at = span.start; at < span.end; at++)
      if (article->text.ptr[at] == '\n')
        nut_buf_add_text(out, "\\n");
      else
        nut_buf_add_byte(out, article->text.ptr[at]);
  }
  nut_buf_add_byte(out, '\0');
}

static void check_case(struct nut_arena *arena, struct nut_slice line,
                       size_t number)
{
  struct nut_article_words words = { &maps[0], &maps[1] };
  struct nut_article article;
  struct nut_buf found;
  char *text = malloc(line.len + 1);
  char *want = malloc(line.len + 1);
  char name[64];
  snprintf(name, sizeof name, "sentences.txt:%zu", number);
  unit_begin(name);
  nut_buf_init(&found, NULL);
  size_t len = 0;
  /* Two blanks before a bar, or one at the end, are the text's own. */
  struct nut_slice trimmed = nut_slice_trim(line);
  for (size_t i = 0; i < trimmed.len; i++)
    if (!nut_slice_starts(nut_slice_cut(trimmed, i, trimmed.len), "  | "))
      want[len++] = trimmed.ptr[i];
  want[len] = '\0';
  CHECK(nut_article_parse(arena, plain_text(line, text),
                          (struct nut_slice){ 0 }, &words,
                          &article) == NUT_OK);
  describe(&article, &found);
  CHECK_EQ_TEXT(found.ptr, want);
  unit_end();
  nut_buf_drop(&found);
  nut_arena_reset(arena);
  free(text);
  free(want);
}

static void check_cases(struct nut_arena *arena)
{
  struct nut_buf cases;
  nut_buf_init(&cases, NULL);
  unit_begin("there are a hundred cases and more");
  CHECK(read_file("tests/unit/sentences.txt", &cases));
  struct nut_slice rest = nut_buf_slice(&cases);
  size_t number = 0;
  size_t count = 0;
  while (rest.len) {
    struct nut_slice line = take_line(&rest);
    number++;
    count += line.len && line.ptr[0] != '#';
  }
  CHECK(count >= 100);
  unit_end();
  rest = nut_buf_slice(&cases);
  for (number = 1; rest.len; number++) {
    struct nut_slice line = take_line(&rest);
    if (line.len && line.ptr[0] != '#')
      check_case(arena, line, number);
  }
  nut_buf_drop(&cases);
}

/* ---- long sentences --------------------------------------------------- */

static struct nut_article parse(struct nut_arena *arena, struct nut_slice text)
{
  struct nut_article_words words = { &maps[0], &maps[1] };
  struct nut_article article;
  nut_arena_reset(arena);
  CHECK(nut_article_parse(arena, text, (struct nut_slice){ 0 }, &words,
                          &article) == NUT_OK);
  return article;
}

/* Every sentence is short enough, in order, whole characters, and nothing
 * but gaps lies between. */
static void check_invariants(const struct nut_article *article)
{
  size_t at = 0;
  for (size_t i = 0; i < article->n_sentences; i++) {
    struct nut_span span = article->sentences[i].span;
    CHECK(span.start >= at && span.end > span.start);
    CHECK(span.end - span.start <= NUT_WINDOW_MAX);
    CHECK(((unsigned char)article->shadow.ptr[span.start] & 0xC0) != 0x80);
    for (; at < span.start; at++)
      CHECK(article->shadow.ptr[at] == '\0');
    at = span.end;
  }
}

static void check_long(struct nut_arena *arena)
{
  struct nut_buf text;
  nut_buf_init(&text, NULL);
  unit_begin("a long sentence is cut at the last gap that keeps it short");
  for (int i = 0; i < 2000; i++)
    nut_buf_add_text(&text, "seven, ");
  nut_buf_add_text(&text, "eight. The end.");
  struct nut_article article = parse(arena, nut_buf_slice(&text));
  check_invariants(&article);
  CHECK_EQ_INT(article.n_sentences, 5);
  CHECK_EQ_INT(article.cut, 3);
  CHECK(article.sentences[0].cut && !article.sentences[3].cut);
  CHECK_EQ_INT(article.sentences[0].span.end, 571 * 7 - 1);
  unit_end();
  unit_begin("without a gap it is cut at a character's edge");
  nut_buf_clear(&text);
  nut_buf_add_byte(&text, 'a');
  for (int i = 0; i < 5000; i++)
    nut_buf_add_text(&text, "\xC3\xA9");
  article = parse(arena, nut_buf_slice(&text));
  check_invariants(&article);
  CHECK_EQ_INT(article.n_sentences, 3);
  CHECK_EQ_INT(article.sentences[0].span.end, NUT_WINDOW_MAX - 1);
  CHECK_EQ_INT(article.sentences[1].span.start, NUT_WINDOW_MAX - 1);
  unit_end();
  nut_buf_drop(&text);
}

/* Linear time: under a sanitizer, squared work on these would take hours. */
static void check_hostile(struct nut_arena *arena)
{
  static const char *const units[] = {
    "(", "a", "\"", ".", ". ", "?\"", ".)", "\n", " ", "[1]", "\xCC\x81",
    "e\xCC\x81", "\xE2\x80\x8B", "a\n", "A. ", ".[1]", "\xE2\x80\xA6",
    "LONDON, ", "\r\n", "' ", "\t", "-", "U.S. ", ".\n(", "\xE2\x80\x94"
  };
  struct nut_buf text;
  nut_buf_init(&text, NULL);
  unit_begin("a megabyte of one thing is quick");
  for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
    nut_buf_clear(&text);
    while (text.len < 1000000)
      nut_buf_add_text(&text, units[i]);
    struct nut_article article = parse(arena, nut_buf_slice(&text));
    check_invariants(&article);
  }
  unit_end();
  nut_buf_drop(&text);
}

int main(void)
{
  struct nut_arena arena;
  nut_arena_init(&arena, NULL);
  for (int i = 0; i < 2; i++) {
    nut_buf_init(&files[i], NULL);
    nut_map_init(&maps[i], NULL);
  }
  unit_begin("both word lists load");
  CHECK(load("rules/lists/abbreviations.tsv", &files[0], &maps[0]));
  CHECK(load("rules/lists/sentence_starters.tsv", &files[1], &maps[1]));
  CHECK_EQ_INT(nut_map_get(&maps[0], nut_slice_of("mr.")), NUT_ABBR_OPENS);
  CHECK_EQ_INT(nut_map_get(&maps[0], nut_slice_of("u.s.")), NUT_ABBR_EITHER);
  unit_end();
  check_cases(&arena);
  check_long(&arena);
  check_hostile(&arena);
  nut_arena_drop(&arena);
  for (int i = 0; i < 2; i++) {
    nut_map_drop(&maps[i]);
    nut_buf_drop(&files[i]);
  }
  return unit_status();
}
