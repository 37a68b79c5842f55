/* Takes one article apart, in a fixed order: decode, shadow, paragraphs,
 * headline, dateline, sentences, gaps.  Each stage reads what the one before
 * it found; nothing is looked at twice.
 *
 * The order matters.  The headline comes before the dateline, because a
 * dateline opens the first paragraph that is not the headline.  Both come
 * before the sentences: the headline is one sentence however many full stops
 * it has, and "LONDON, Sept. 28 (Reuters) -" would be split at "Sept.".  The
 * gaps are cleared last, because every stage before it still needs the line
 * breaks.
 *
 * All stages but the first work on the shadow; only its edits lead back to the
 * text.  Time is linear in the text.  What a headline, a dateline, a paragraph
 * and a sentence look like is left to the files named after them. */
#include "article/article.h"

#include "article/bytes.h"
#include "article/decode.h"
#include "article/headline.h"
#include "article/paragraph.h"
#include "article/sentence.h"
#include "article/shadow.h"
#include "base/limits.h"
#include "base/slice.h"

#include <string.h>

/* Words of a title that is taken off a text with only a blank between. */
#define TITLE_WORDS_MIN 3

/* Everything that the stages hand on. */
struct parser {
  struct nut_arena *arena;
  const struct nut_article_words *words;
  /* Decoded; the title is compared with this, not with the shadow. */
  struct nut_slice text;
  struct nut_shadow shadow;
  struct nut_paragraphs paragraphs;
  struct nut_sentences sentences;
  struct nut_span headline;
  struct nut_dateline dateline;
  size_t dated; /* the paragraph that the dateline opens */
};

static struct nut_slice shadow_of(const struct parser *p)
{
  return (struct nut_slice){ p->shadow.ptr, p->shadow.len };
}

/* How much of the text's beginning is the title, in bytes of the shadow; the
 * two come from one source, so nothing is folded.  Equal bytes are asked for:
 * a guess that is wrong would cut the first sentence in two. */
static size_t title_length(const struct parser *p, struct nut_slice title)
{
  /* Blanks before the text are not in the title either. */
  size_t start = 0;
  title = nut_slice_trim(title);
  while (start < p->text.len
         && (p->text.ptr[start] == '\n' || p->text.ptr[start] == '\r'
             || nut_is_blank(p->text.ptr[start])))
    start++;
  struct nut_slice head =
      nut_slice_cut(p->text, start, start + title.len);
  if (title.len == 0 || !nut_slice_eq(head, title))
    return 0;
  return nut_shadow_offset(&p->shadow, start + title.len);
}

/* Some collections glue the title to the text, with a blank ("Girl shot at
 * party Ann Pike was ...") or without.  "Raid" before "Raid on a farm" and
 * "Ann Pike" before "Ann Pike, 82, has died" are not such titles.  Without a
 * blank a capital is proof enough; with one, the title must have some words,
 * because a name as the title may also be the subject of the first
 * sentence. */
static bool is_glued(const struct parser *p, struct nut_slice title,
                     size_t end, size_t next)
{
  char first = p->shadow.ptr[next];
  size_t blanks = 0;
  for (size_t i = 0; i < title.len; i++)
    blanks += title.ptr[i] == ' ';
  return (nut_is_upper(first) || nut_is_digit(first) || first == '"')
         && (next == end || blanks >= TITLE_WORDS_MIN - 1);
}

/* Where the first paragraph goes on after the title, it becomes two.  The
 * arena has no way to make room at the front, so the list is copied; this
 * happens once in an article at most. */
static enum nut_status split_title(struct parser *p, size_t end, size_t next)
{
  struct nut_paragraphs *old = &p->paragraphs;
  struct nut_span *spans =
      nut_arena_alloc(p->arena, (old->count + 1) * sizeof *spans);
  if (!spans)
    return NUT_NOMEM;
  /* spans[1] keeps the end of the paragraph that was split. */
  memcpy(spans + 1, old->spans, old->count * sizeof *spans);
  spans[0] = (struct nut_span){ old->spans[0].start, (uint32_t)end };
  spans[1].start = (uint32_t)next;
  old->spans = spans;
  old->count++;
  return NUT_OK;
}

/* Does the text open with its title?  Then *found, and the first paragraph
 * is the title alone. */
static enum nut_status find_title(struct parser *p, struct nut_slice title,
                                  bool *found)
{
  struct nut_slice text = shadow_of(p);
  struct nut_span first = p->paragraphs.spans[0];
  size_t end = title_length(p, title);
  size_t next = end;
  while (next < first.end && nut_byte_is(text.ptr[next], NUT_BYTE_SPACE))
    next++;
  /* A title that ends beyond the first paragraph was wrapped or is not one. */
  *found = end > first.start && end <= first.end
           && (next >= first.end || is_glued(p, title, end, next));
  return *found && next < first.end ? split_title(p, end, next) : NUT_OK;
}

/* A first line that is nothing but a dateline ("LONDON, Sept 28 -") looks like
 * a headline, so that is ruled out first.  The only paragraph of an article is
 * never its headline, but for the title that was split off it. */
static enum nut_status find_headline(struct parser *p, struct nut_slice title)
{
  bool titled = false;
  if (p->paragraphs.count == 0)
    return NUT_OK;
  enum nut_status status = find_title(p, title, &titled);
  if (status != NUT_OK || p->paragraphs.count < 2)
    return status;
  struct nut_span first = p->paragraphs.spans[0];
  struct nut_dateline dateline =
      nut_dateline_find(shadow_of(p), first, p->words, false);
  bool dated = dateline.span.end && dateline.after >= first.end;
  if (titled || (!dated && nut_is_headline(shadow_of(p), first, p->words)))
    p->headline = first;
  return NUT_OK;
}

/* Bylines, places of photographs and captions stand between headline and
 * dateline, so some paragraphs are tried.  From the second on strictly,
 * because there an ordinary sentence with a dash is likelier than a
 * dateline. */
static void find_dateline(struct parser *p)
{
  size_t first = p->headline.end > 0;
  size_t last = first + NUT_DATELINE_PARAGRAPHS;
  for (size_t i = first; i < last && i < p->paragraphs.count; i++) {
    p->dateline = nut_dateline_find(shadow_of(p), p->paragraphs.spans[i],
                                    p->words, i > first);
    p->dated = i;
    if (p->dateline.span.end)
      return;
  }
}

/* The headline goes in whole, whatever stops it has.  The dateline is a
 * sentence of its own, so that rules can tell its place and day from those of
 * the story; its dash is in no sentence. */
static enum nut_status split_paragraph(struct parser *p, size_t index)
{
  struct nut_sentence sentence = {
    .span = p->paragraphs.spans[index], .paragraph = (uint32_t)index
  };
  if (index == 0 && p->headline.end) {
    sentence.part = NUT_HEADLINE;
    return nut_sentences_add(&p->sentences, &sentence);
  }
  if (index == p->dated && p->dateline.span.end) {
    struct nut_sentence dateline = sentence;
    dateline.part = NUT_DATELINE;
    dateline.span = p->dateline.span;
    sentence.span.start = p->dateline.after;
    enum nut_status status = nut_sentences_add(&p->sentences, &dateline);
    if (status != NUT_OK)
      return status;
  }
  return nut_sentences_split(&p->sentences, &sentence);
}

static enum nut_status find_sentences(struct parser *p)
{
  p->sentences = (struct nut_sentences){
    .arena = p->arena, .words = p->words, .shadow = shadow_of(p)
  };
  enum nut_status status = NUT_OK;
  for (size_t i = 0; i < p->paragraphs.count && status == NUT_OK; i++)
    status = split_paragraph(p, i);
  return status;
}

/* Wrapped lines: a line break inside a sentence is a blank.  Byte for byte, so
 * no edit is needed. */
static void unwrap(char *text, size_t len)
{
  char *end = text + len;
  for (char *at = memchr(text, '\n', len); at;
       at = memchr(at, '\n', (size_t)(end - at)))
    *at = ' ';
}

/* What lies outside of sentences (blanks, the dateline's dash) becomes NULs,
 * so that ^ and $ hold at both ends of each.  NUL is PCRE2's newline here.  It
 * cannot stand in a sentence: the shadow turned those of the text into U+FFFD.
 * Neither a dot nor \s takes it, so no pattern runs on into the next sentence
 * by accident.  Sentences are sorted, so one walk does it. */
static void clear_gaps(struct parser *p)
{
  size_t at = 0;
  for (size_t i = 0; i < p->sentences.count; i++) {
    struct nut_span span = p->sentences.list[i].span;
    memset(p->shadow.ptr + at, 0, span.start - at);
    unwrap(p->shadow.ptr + span.start, span.end - span.start);
    at = span.end;
  }
  memset(p->shadow.ptr + at, 0, p->shadow.len - at);
}

/* Paragraphs, then what needs them. */
static enum nut_status parse(struct parser *p, struct nut_slice title)
{
  enum nut_status status =
      nut_paragraphs_find(p->arena, shadow_of(p), &p->paragraphs);
  if (status == NUT_OK)
    status = find_headline(p, title);
  if (status != NUT_OK)
    return status;
  find_dateline(p);
  status = find_sentences(p);
  if (status == NUT_OK)
    clear_gaps(p);
  return status;
}

enum nut_status nut_article_parse(struct nut_arena *arena,
                                  struct nut_slice bytes,
                                  struct nut_slice title,
                                  const struct nut_article_words *words,
                                  struct nut_article *out)
{
  struct nut_decoded decoded;
  struct parser p = { .arena = arena, .words = words };
  /* A caller that goes on after a failure sees an empty article. */
  *out = (struct nut_article){ 0 };
  enum nut_status status = nut_decode(arena, bytes, &decoded);
  if (status != NUT_OK)
    return status;
  p.text = decoded.text;
  status = nut_shadow_make(arena, decoded.text, decoded.nuls, &p.shadow);
  if (status == NUT_OK)
    status = parse(&p, title);
  if (status != NUT_OK)
    return status;
  *out = (struct nut_article){
    .text = decoded.text,
    .shadow = shadow_of(&p),
    .edits = p.shadow.edits,
    .n_edits = p.shadow.n_edits,
    .paragraphs = p.paragraphs.spans,
    .n_paragraphs = p.paragraphs.count,
    .sentences = p.sentences.list,
    .n_sentences = p.sentences.count,
    .headline = p.headline,
    .dateline = p.dateline.span,
    .bad = decoded.bad,
    .nuls = decoded.nuls,
    .cut = p.sentences.cut,
  };
  return NUT_OK;
}

/* The last edit that begins at or before `at` of the shadow, or NULL.  Edits
 * are sorted by both offsets, so a binary search will do; a fact costs two of
 * them. */
static const struct nut_edit *edit_before(const struct nut_article *article,
                                          size_t at)
{
  size_t low = 0;
  size_t high = article->n_edits;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (article->edits[middle].shadow <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low ? &article->edits[low - 1] : NULL;
}

/* Between edits text and shadow run in step, so an offset moves by a constant;
 * inside an edit it cannot be told which byte stands for which, so a start
 * goes to the edit's first byte and an end to its last.  The end is looked up
 * by the last byte of the span, not by the byte behind it: a soft hyphen that
 * was removed after the span must stay outside it. */
struct nut_span nut_article_text_span(const struct nut_article *article,
                                      struct nut_span span)
{
  struct nut_span out = span;
  const struct nut_edit *edit = edit_before(article, span.start);
  if (edit) {
    uint32_t end = edit->shadow + edit->shadow_len;
    /* Inside the edit, or some bytes behind it.  A removal has no inside: its
     * end is its start. */
    out.start = span.start < end
                    ? edit->text
                    : edit->text + edit->text_len + (span.start - end);
  }
  out.end = out.start;
  if (span.end <= span.start)
    return out;
  out.end = span.end;
  edit = edit_before(article, span.end - 1);
  if (edit) {
    uint32_t end = edit->shadow + edit->shadow_len;
    out.end = edit->text + edit->text_len;
    if (span.end > end)
      out.end += span.end - end;
  }
  return out;
}
