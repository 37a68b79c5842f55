/* Cuts paragraphs into sentences, by rules at each full stop.
 *
 * Each stop is read as a unit: the marks, then closing quotes, brackets and
 * note marks.  Then what opens after it is read, and the word before it looked
 * up.  The verdict follows from these three.  A list of abbreviations says
 * which ones cannot end a sentence ("Mr.") and which may ("U.S."); for the
 * latter the next word must be a usual opener ("The", "He") to end it.  This
 * needs no trained model and its size, and each verdict can be explained.
 * Where the rules doubt, they do not cut: a sentence too long costs a rule
 * some work, a cut inside "Lt.  Smith, 42," costs the fact.
 *
 * PCRE2's work on a bad pattern grows with the square of the length, so no
 * sentence is longer than NUT_WINDOW_MAX; what is longer is cut at a gap and
 * marked.  One pass, each stop looked at once; the table of bytes skips what
 * is between. */
#include "article/sentence.h"

#include "article/bytes.h"
#include "article/lookup.h"
#include "base/limits.h"
#include "base/slice.h"

#include <string.h>
#include <utf8proc.h>

/* A place where a sentence may end.  It is taken as a whole: "?!" and '."' end
 * one sentence, not two. */
struct stop {
  size_t mark;     /* the first full stop of the run */
  size_t marks;    /* how many in a row, an ellipsis character being 3 */
  size_t end;      /* after the marks, closing quotes and note marks */
  bool loud;       /* a question or exclamation mark among them */
  bool quote;      /* a quote closes after them */
};

/* OTHER: letters without case, signs, and the end of the text. */
enum letter { LOWER, UPPER, DIGIT, OTHER };

/* What comes after a stop. */
struct opening {
  size_t word;     /* the first word's first byte */
  enum letter letter;
  bool quote;      /* a quote opens before the word */
};

static size_t skip_space(struct nut_slice text, size_t at)
{
  while (at < text.len && nut_byte_is(text.ptr[at], NUT_BYTE_SPACE))
    at++;
  return at;
}

/* U+2026; the shadow keeps it. */
static bool is_ellipsis(struct nut_slice text, size_t at)
{
  return at + 3 <= text.len
         && memcmp(text.ptr + at, "\xE2\x80\xA6", 3) == 0;
}

/* U+00AB and U+00BB differ in their second byte.  They are not in the table of
 * bytes, which sees one byte at a time. */
static bool is_guillemet(struct nut_slice text, size_t at, char second)
{
  return at + 2 <= text.len && text.ptr[at] == '\xC2'
         && text.ptr[at + 1] == second;
}

static bool is_quote(char byte)
{
  return byte == '"' || byte == '\'' || byte == '`';
}

/* ---- what stands at the stop ------------------------------------------ */

/* "[1]" or "[12]" at `at`: its length, or 0.  Encyclopedia text has them
 * between the full stop and the blank.  A year in brackets is too long to be
 * one. */
static size_t note_mark(struct nut_slice text, size_t at)
{
  size_t end = at + 1;
  if (at >= text.len || text.ptr[at] != '[')
    return 0;
  while (end < text.len && end < at + 4 && nut_is_digit(text.ptr[end]))
    end++;
  return end > at + 1 && end < text.len && text.ptr[end] == ']'
             ? end + 1 - at : 0;
}

/* A bracket closes as a quote does, but only a quote says that somebody
 * spoke. */
static void read_closers(struct nut_slice text, struct stop *stop)
{
  for (;;) {
    size_t at = stop->end;
    size_t note = note_mark(text, at);
    if (note) {
      stop->end += note;
    } else if (is_guillemet(text, at, '\xBB')) {
      stop->quote = true;
      stop->end += 2;
    } else if (at < text.len && nut_byte_is(text.ptr[at], NUT_BYTE_CLOSE)) {
      stop->quote |= is_quote(text.ptr[at]);
      stop->end++;
    } else {
      return;
    }
  }
}

/* The run of marks at `at`; false when it is a byte that only looks like one.
 * 0xE2 is a stop by the table, but begins dashes and other signs too. */
static bool read_stop(struct nut_slice text, size_t at, struct stop *stop)
{
  *stop = (struct stop){ .mark = at, .end = at };
  while (stop->end < text.len) {
    char byte = text.ptr[stop->end];
    size_t step = 1;
    if (is_ellipsis(text, stop->end))
      step = 3;
    else if (byte != '.' && byte != '!' && byte != '?')
      break;
    stop->loud |= byte == '!' || byte == '?';
    stop->end += step;
    stop->marks += step;
  }
  if (stop->marks)
    read_closers(text, stop);
  return stop->marks;
}

/* ---- what stands after it --------------------------------------------- */

/* En and em dash, bullet. */
static bool is_dash(struct nut_slice text, size_t at)
{
  return at + 3 <= text.len
         && (memcmp(text.ptr + at, "\xE2\x80\x93", 3) == 0
             || memcmp(text.ptr + at, "\xE2\x80\x94", 3) == 0
             || memcmp(text.ptr + at, "\xE2\x80\xA2", 3) == 0);
}

/* Blanks between openers too: old wire copy has "`` We". */
static size_t skip_openers(struct nut_slice text, size_t at, bool *quote)
{
  while (at < text.len) {
    if (is_guillemet(text, at, '\xAB')) {
      *quote = true;
      at += 2;
    } else if (is_dash(text, at)) {
      at += 3;
    } else if (nut_byte_is(text.ptr[at], NUT_BYTE_OPEN | NUT_BYTE_SPACE)) {
      *quote |= is_quote(text.ptr[at]);
      at++;
    } else {
      break;
    }
  }
  return at;
}

/* ASCII is answered without the Unicode tables. */
static enum letter letter_at(struct nut_slice text, size_t at)
{
  size_t len = 0;
  if (nut_is_lower(text.ptr[at]))
    return LOWER;
  if (nut_is_upper(text.ptr[at]))
    return UPPER;
  if (nut_is_digit(text.ptr[at]))
    return DIGIT;
  if (!nut_byte_is(text.ptr[at], NUT_BYTE_WORD))
    return OTHER;
  uint32_t code = nut_char_at(text.ptr + at, &len);
  switch (utf8proc_category((utf8proc_int32_t)code)) {
  case UTF8PROC_CATEGORY_LL:
    return LOWER;
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LT:
    return UPPER;
  default:
    return OTHER;
  }
}

/* What opens at `at`; letter OTHER at the end of the text.  "iPhone" and
 * "eBay" begin a sentence like capitals. */
static struct opening read_opening(struct nut_slice text, size_t at)
{
  struct opening next = { .letter = OTHER };
  next.word = skip_openers(text, at, &next.quote);
  if (next.word >= text.len)
    return next;
  next.letter = letter_at(text, next.word);
  if (next.letter == LOWER && next.word + 1 < text.len
      && nut_is_upper(text.ptr[next.word + 1]))
    next.letter = UPPER;
  return next;
}

/* ---- the words on both sides ------------------------------------------ */

/* Letters of ASCII only: all starters are English words. */
static bool is_starter(const struct nut_sentences *s,
                       const struct opening *next)
{
  struct nut_slice text = s->shadow;
  size_t end = next->word;
  while (end < text.len && end - next->word <= NUT_LOOKUP_MAX
         && nut_is_alpha(text.ptr[end]))
    end++;
  /* "C. A. Deckard": another initial, not the article. */
  if (end < text.len && text.ptr[end] == '.')
    return false;
  struct nut_slice word = { text.ptr + next->word, end - next->word };
  return nut_look_up(s->words->starters, word) != NUT_MAP_NONE;
}

/* The word that ends at the stop, with its full stops ("Lt.", "U.S.",
 * "Yahoo!"); also where a blank stands before the mark, as in text that was
 * cut into tokens.  Leading quotes and dots do not belong to it.  It is no
 * longer than the longest that can be in a list. */
static struct nut_slice word_before(struct nut_slice text, size_t from,
                                    const struct stop *stop)
{
  size_t end = stop->mark;
  if (end > from && text.ptr[end - 1] == ' ')
    end--;
  size_t start = end;
  while (start > from && end - start < NUT_LOOKUP_MAX
         && (nut_byte_is(text.ptr[start - 1], NUT_BYTE_WORD)
             || text.ptr[start - 1] == '.' || text.ptr[start - 1] == '\''))
    start--;
  while (start < end
         && (text.ptr[start] == '\'' || text.ptr[start] == '.'))
    start++;
  return (struct nut_slice){ text.ptr + start, end - start };
}

/* The word with the mark after it, as the list of abbreviations has it.  The
 * list has "mr." and "yahoo!", so the mark belongs to the key. */
static uint32_t abbreviation(const struct nut_sentences *s,
                             struct nut_slice word, char mark)
{
  char key[NUT_LOOKUP_MAX];
  if (word.len == 0 || word.len >= sizeof key)
    return NUT_MAP_NONE;
  memcpy(key, word.ptr, word.len);
  key[word.len] = mark;
  return nut_look_up(s->words->abbreviations,
                     (struct nut_slice){ key, word.len + 1 });
}

/* "1." or "12." as the first word: the number of an item in a list. */
static bool is_item_number(const struct nut_sentences *s, size_t from,
                           struct nut_slice word)
{
  int64_t number = 0;
  return word.len <= 3 && word.ptr == s->shadow.ptr + from
         && nut_slice_int(word, &number);
}

/* ---- the verdict ------------------------------------------------------ */

/* One full stop after `word`.  NUT_ABBR_OPENS ends a sentence only where a
 * quote closes after it and an opener follows.  Any other word ends it, unless
 * it is the number of a list item. */
static bool ends_at_full_stop(const struct nut_sentences *s, size_t from,
                              const struct stop *stop,
                              const struct opening *next)
{
  struct nut_slice word = word_before(s->shadow, from, stop);
  uint32_t kind = abbreviation(s, word, '.');
  if (kind == NUT_MAP_NONE && nut_is_initials(word))
    kind = NUT_ABBR_EITHER;
  if (kind == NUT_ABBR_OPENS)
    return stop->quote && next->letter == UPPER && is_starter(s, next);
  if (kind == NUT_ABBR_EITHER)
    return next->letter == UPPER && (next->quote || is_starter(s, next));
  return !is_item_number(s, from, word);
}

/* "Yahoo! Inc": a name with its own mark. */
static bool ends_at_loud_mark(const struct nut_sentences *s, size_t from,
                              const struct stop *stop,
                              const struct opening *next)
{
  struct nut_slice word = word_before(s->shadow, from, stop);
  char mark = s->shadow.ptr[stop->mark];
  if (stop->marks > 1 || abbreviation(s, word, mark) == NUT_MAP_NONE)
    return true;
  return next->letter == UPPER && is_starter(s, next);
}

/* Three dots are a pause in the sentence unless a usual opener follows; a
 * fourth is the full stop. */
static bool ends_at_ellipsis(const struct nut_sentences *s,
                             const struct stop *stop,
                             const struct opening *next)
{
  return stop->marks > 3 || stop->quote || next->quote
         || (next->letter == UPPER && is_starter(s, next));
}

/* Does the sentence that began at `from` end at this stop?  The cheap and
 * certain tests come first.  No blank after the stop: "3.5", "bbc.co.uk". */
static bool ends_sentence(const struct nut_sentences *s, size_t from,
                          const struct stop *stop)
{
  struct nut_slice text = s->shadow;
  if (stop->end < text.len
      && !nut_byte_is(text.ptr[stop->end], NUT_BYTE_SPACE))
    return false;
  size_t after = skip_space(text, stop->end);
  struct opening next = read_opening(text, after);
  /* '"Stop!" he said', "Acme Inc. of Leeds"; but '... left. "we ...' */
  if (next.letter == LOWER && (stop->quote || !next.quote))
    return false;
  /* Where another stop follows, that one decides. */
  if (after < text.len && memchr(",;:&/%.!?", text.ptr[after], 9))
    return false;
  if (stop->loud)
    return ends_at_loud_mark(s, from, stop, &next);
  if (stop->marks > 1)
    return ends_at_ellipsis(s, stop, &next);
  return ends_at_full_stop(s, from, stop, &next);
}

/* ---- adding ----------------------------------------------------------- */

static enum nut_status push(struct nut_sentences *s,
                            const struct nut_sentence *sentence)
{
  struct nut_sentence *list =
      nut_arena_grow(s->arena, s->list, s->count, &s->cap, sizeof *list);
  if (!list)
    return NUT_NOMEM;
  s->list = list;
  s->list[s->count++] = *sentence;
  s->cut += sentence->cut;
  return NUT_OK;
}

/* No sentence begins or ends with a blank, so ^ and $ stand at words. */
static struct nut_span trim(struct nut_slice text, struct nut_span span)
{
  while (span.start < span.end
         && nut_byte_is(text.ptr[span.start], NUT_BYTE_SPACE))
    span.start++;
  while (span.end > span.start
         && nut_byte_is(text.ptr[span.end - 1], NUT_BYTE_SPACE))
    span.end--;
  return span;
}

/* Where a sentence that is too long is cut: after the last gap that keeps it
 * short enough, or at a character's edge when there is none.  Never inside a
 * character: PCRE2 is told that the text is well-formed and does not check. */
static uint32_t window_end(struct nut_slice text, uint32_t start)
{
  size_t limit = start + (size_t)NUT_WINDOW_MAX;
  size_t at = limit;
  while (at > start && !nut_byte_is(text.ptr[at], NUT_BYTE_SPACE))
    at--;
  if (at == start)
    for (at = limit; ((unsigned char)text.ptr[at] & 0xC0) == 0x80; at--)
      continue;
  return (uint32_t)at;
}

/* All parts but the last are marked as cut, so that a warning can say how many
 * there were. */
enum nut_status nut_sentences_add(struct nut_sentences *s,
                                  const struct nut_sentence *sentence)
{
  struct nut_sentence part = *sentence;
  struct nut_span rest = trim(s->shadow, part.span);
  enum nut_status status = NUT_OK;
  while (rest.end - rest.start > NUT_WINDOW_MAX) {
    uint32_t end = window_end(s->shadow, rest.start);
    part.cut = true;
    part.span = trim(s->shadow, (struct nut_span){ rest.start, end });
    status = push(s, &part);
    if (status != NUT_OK)
      return status;
    rest = trim(s->shadow, (struct nut_span){ end, rest.end });
  }
  part.cut = sentence->cut;
  part.span = rest;
  return rest.start < rest.end ? push(s, &part) : NUT_OK;
}

static size_t next_mark(struct nut_slice text, size_t at)
{
  while (at < text.len && !nut_byte_is(text.ptr[at], NUT_BYTE_STOP))
    at++;
  return at;
}

/* What is left behind the last stop is a sentence too: captions and list items
 * have no full stop. */
enum nut_status nut_sentences_split(struct nut_sentences *s,
                                    const struct nut_sentence *sentence)
{
  struct nut_slice whole = s->shadow;
  struct nut_sentence part = *sentence;
  enum nut_status status = NUT_OK;
  /* Nothing is read beyond the paragraph. */
  s->shadow.len = part.span.end;
  size_t at = next_mark(s->shadow, part.span.start);
  while (status == NUT_OK && at < s->shadow.len) {
    struct stop stop;
    bool ends = read_stop(s->shadow, at, &stop)
                && ends_sentence(s, part.span.start, &stop);
    if (ends) {
      part.span.end = (uint32_t)stop.end;
      status = nut_sentences_add(s, &part);
      part.span.start = (uint32_t)skip_space(s->shadow, stop.end);
    }
    at = next_mark(s->shadow, stop.end > at ? stop.end : at + 1);
  }
  part.span.end = sentence->span.end;
  if (status == NUT_OK)
    status = nut_sentences_add(s, &part);
  s->shadow = whole;
  return status;
}
