/* Lines to paragraphs; the rules are in the header.
 *
 * News comes in three layouts: a blank line between paragraphs, a paragraph a
 * line, and paragraphs wrapped at some width; files mix them.  A single line
 * break is thus a guess, and one file gives evidence for the whole of it.  So
 * three passes: the first measures line lengths (width, long lines), the
 * second counts how many of the breaks that rules 1 to 3 leave open come after
 * a full stop, the third decides each break with these figures.
 *
 * A wrong join makes sentences that run over a headline; a wrong split cuts a
 * sentence in two and loses the facts on the cut.  The rules were made to
 * avoid the second where lines are wrapped.  Linear time; the figures are some
 * 1 KB on the stack.  Sentences are left to sentence.c; spans are of the
 * shadow. */
#include "article/paragraph.h"

#include "article/bytes.h"
#include "base/limits.h"
#include "base/slice.h"

#include <string.h>

/* What the lines of an article say about how it was written. */
struct layout {
  size_t lengths[NUT_WRAP_MAX + 1]; /* lines of each length */
  size_t lines;                     /* not blank */
  size_t longer;                    /* than NUT_WRAP_MAX */
  size_t width;                     /* that lines are wrapped at */
  size_t open;                      /* breaks that rules 1-3 leave open */
  size_t stopped;                   /* of these, after a full stop */
};

/* The line from *at on, without blanks at its ends; *at moves past it.  The
 * last line may lack its line break. */
static struct nut_slice next_line(struct nut_slice shadow, size_t *at)
{
  size_t end = nut_slice_find(shadow, '\n', *at);
  if (end == NUT_SLICE_NONE)
    end = shadow.len;
  struct nut_slice line = { shadow.ptr + *at, end - *at };
  *at = end + 1;
  return nut_slice_trim(line);
}

/* Closers come after the stop in quotes ('left."'). */
bool nut_ends_sentence(struct nut_slice text)
{
  size_t at = text.len;
  while (at > 0 && nut_byte_is(text.ptr[at - 1], NUT_BYTE_CLOSE))
    at--;
  if (at == 0)
    return false;
  char last = text.ptr[at - 1];
  return last == '.' || last == '!' || last == '?'
         || (at >= 3 && memcmp(text.ptr + at - 3, "\xE2\x80\xA6", 3) == 0);
}

/* The ASCII forms and the dashes need the blank, as "-5" is a number and "*" a
 * note mark. */
static bool is_bullet(struct nut_slice line)
{
  return nut_slice_starts(line, "- ") || nut_slice_starts(line, "* ")
         || nut_slice_starts(line, "\xE2\x80\xA2")    /* bullet */
         || nut_slice_starts(line, "\xE2\x80\xA3")    /* triangular bullet */
         || nut_slice_starts(line, "\xE2\x96\xAA")    /* small square */
         || nut_slice_starts(line, "\xE2\x97\x8F")    /* black circle */
         || nut_slice_starts(line, "\xE2\x80\x93 ")   /* dashes */
         || nut_slice_starts(line, "\xE2\x80\x94 ");
}

/* Rules 1 to 3.  Rule 3 is what finds the short last line of a paragraph in
 * text that was wrapped. */
static bool is_broken(const struct layout *layout, struct nut_slice line,
                      struct nut_slice next)
{
  if (line.len > NUT_WRAP_MAX || next.len > NUT_WRAP_MAX || is_bullet(next))
    return true;
  size_t word = nut_slice_find(next, ' ', 0);
  if (word == NUT_SLICE_NONE)
    word = next.len;
  return line.len + 1 + word <= layout->width;
}

/* Rule 4.  In wrapped prose few lines end with a full stop, so a half is clear
 * evidence.  A quarter of long lines is as well: text that is wrapped has
 * none. */
static bool is_a_paragraph_a_line(const struct layout *layout)
{
  return layout->stopped * 2 >= layout->open
         || layout->longer * 4 >= layout->lines;
}

/* A lower-case word after no full stop goes on with the sentence even there: a
 * stray break. */
static bool ends_paragraph(const struct layout *layout,
                           struct nut_slice line, struct nut_slice next)
{
  if (next.len == 0 || is_broken(layout, line, next))
    return true;
  return is_a_paragraph_a_line(layout)
         && (nut_ends_sentence(line) || !nut_is_lower(next.ptr[0]));
}

/* A tenth, not the longest line: headings and addresses of web pages stick out
 * of wrapped text. */
static void measure_lines(struct nut_slice shadow, struct layout *layout)
{
  size_t at = 0;
  while (at < shadow.len) {
    struct nut_slice line = next_line(shadow, &at);
    layout->lines += line.len > 0;
    if (line.len > NUT_WRAP_MAX)
      layout->longer++;
    else if (line.len)
      layout->lengths[line.len]++;
  }
  size_t reached = 0;
  /* Rounded up, so that one line alone sets the width. */
  size_t want = (layout->lines - layout->longer + 9) / 10;
  layout->width = NUT_WRAP_MAX;
  while (layout->width > 0) {
    reached += layout->lengths[layout->width];
    if (reached >= want)
      break;
    layout->width--;
  }
}

/* Rules 1 to 3 first: what they decide says nothing about the rest. */
static void measure_breaks(struct nut_slice shadow, struct layout *layout)
{
  size_t at = 0;
  struct nut_slice line = { 0 };
  while (at < shadow.len) {
    struct nut_slice next = next_line(shadow, &at);
    if (line.len && next.len && !is_broken(layout, line, next)) {
      layout->open++;
      layout->stopped += nut_ends_sentence(line);
    }
    line = next;
  }
}

static bool add(struct nut_arena *arena, struct nut_paragraphs *list,
                size_t *cap, struct nut_span span)
{
  struct nut_span *spans =
      nut_arena_grow(arena, list->spans, list->count, cap, sizeof *spans);
  if (!spans)
    return false;
  list->spans = spans;
  list->spans[list->count++] = span;
  return true;
}

/* Articles are under 1 GiB (NUT_ARTICLE_CEILING), so 32 bits will do. */
static struct nut_span span_of(struct nut_slice shadow, struct nut_slice part)
{
  size_t start = (size_t)(part.ptr - shadow.ptr);
  return (struct nut_span){ (uint32_t)start, (uint32_t)(start + part.len) };
}

enum nut_status nut_paragraphs_find(struct nut_arena *arena,
                                    struct nut_slice shadow,
                                    struct nut_paragraphs *out)
{
  *out = (struct nut_paragraphs){ 0 };
  struct layout layout = { 0 };
  size_t cap = 0;
  size_t at = 0;
  struct nut_slice line = { 0 };
  measure_lines(shadow, &layout);
  measure_breaks(shadow, &layout);
  while (at < shadow.len) {
    struct nut_slice next = next_line(shadow, &at);
    struct nut_span span = next.len ? span_of(shadow, next)
                                    : (struct nut_span){ 0, 0 };
    if (line.len && !ends_paragraph(&layout, line, next))
      out->spans[out->count - 1].end = span.end;
    else if (next.len && !add(arena, out, &cap, span))
      return NUT_NOMEM;
    line = next;
  }
  return NUT_OK;
}
