/* Makes the shadow, the text that rules match, and the edits that lead back.
 *
 * Rules are written with plain quotes, hyphens and spaces; news has a dozen
 * forms of each.  Folding the text once costs less than putting each form in
 * every rule, and a match limit is not spent on it.  Facts must still report
 * the original, so whatever changes a length is noted as an edit.  Edits are
 * few, so offsets are mapped by binary search and not by a table of one number
 * a byte.
 *
 * The writer goes through the text once.  A plain run is copied as it is;
 * blanks behind blanks are put together; any other character is replaced,
 * removed, kept, or composed with its marks (NFC). utf8proc sees only the
 * characters that are not surely NFC, as it does no more than some 30 MB a
 * second here.  The output is allocated once at its greatest possible size.
 *
 * Invariants: the writer's edits are sorted by both offsets and do not
 * overlap; outside of them the offsets of text and shadow run in step. */
#include "article/shadow.h"

#include "article/bytes.h"
#include "base/limits.h"
#include "base/utf.h"

#include <string.h>
#include <utf8proc.h>

/* What a character becomes, where it is not itself. */
#define KEEP 0
#define REMOVE 1

/* NFC makes UTF-8 three times as long at most (Unicode Standard Annex 15,
 * section 9), a NUL three bytes. */
#define GROWTH 3

/* A character and its marks; one character decomposes into four at most.  Room
 * on the stack for the longest one that is composed. */
#define SEGMENT_CODES (4 * (NUT_MARKS_MAX + 1))

/* U+2000 .. U+206F.  News has most of its odd characters here.  0 is KEEP. */
static const char punctuation[0x70] = {
  ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ',
  REMOVE, REMOVE, REMOVE, REMOVE, REMOVE,
  [0x10] = '-', [0x11] = '-', [0x12] = '-',
  [0x18] = '\'', [0x19] = '\'', [0x1A] = '\'', [0x1B] = '\'',
  [0x1C] = '"', [0x1D] = '"', [0x1E] = '"', [0x1F] = '"',
  [0x28] = '\n', [0x29] = '\n',
  [0x2A] = REMOVE, [0x2B] = REMOVE, [0x2C] = REMOVE, [0x2D] = REMOVE,
  [0x2E] = REMOVE, [0x2F] = ' ', [0x5F] = ' ', [0x60] = REMOVE,
  [0x66] = REMOVE, [0x67] = REMOVE, [0x68] = REMOVE, [0x69] = REMOVE,
};

/* What becomes one ASCII byte, or nothing.  Dashes longer than a hyphen keep
 * their form: they part clauses, hyphens join words.  U+FF01 .. U+FF5E are
 * ASCII in the width of Chinese characters. */
static char plain_form(uint32_t code)
{
  if (code >= 0xFF01 && code <= 0xFF5E)
    return (char)(code - 0xFEE0);
  if (code >= 0x2000 && code < 0x2070)
    return punctuation[code - 0x2000];
  switch (code) {
  case 0x85:
    return '\n';
  case 0xA0:
  case 0x1680:
  case 0x3000:
    return ' ';
  case 0x17F:
    return 's';
  case 0x2212:
    return '-';
  case 0xAD:
  case 0x180E:
  case 0xFEFF:
    return REMOVE;
  default:
    return KEEP;
  }
}

/* Both ends of the work: how far text and out have got. */
struct writer {
  struct nut_arena *arena;
  struct nut_slice text;
  size_t at; /* how far the text has been read */
  char *out;
  size_t len;
  struct nut_edit *edits;
  size_t n_edits;
  size_t cap;
};

/* The next `from` bytes of the text became the last `to` bytes of the shadow.
 * Removals side by side are one edit.  Fewer edits make the way back quicker.
 * A replacement is never joined with its neighbour, because the ends of facts
 * would become vague. */
static bool add_edit(struct writer *w, size_t from, size_t to)
{
  struct nut_edit *last = w->n_edits ? &w->edits[w->n_edits - 1] : NULL;
  w->at += from;
  if (to == 0 && last && last->shadow_len == 0
      && last->text + last->text_len == w->at - from) {
    last->text_len += (uint32_t)from;
    return true;
  }
  struct nut_edit *edits = nut_arena_grow(w->arena, w->edits, w->n_edits,
                                          &w->cap, sizeof *edits);
  if (!edits)
    return false;
  w->edits = edits;
  w->edits[w->n_edits++] = (struct nut_edit){
    (uint32_t)(w->len - to), (uint32_t)to,
    (uint32_t)(w->at - from), (uint32_t)from
  };
  return true;
}

/* In step, so no edit. */
static void keep_bytes(struct writer *w, size_t count)
{
  memcpy(w->out + w->len, w->text.ptr + w->at, count);
  w->len += count;
  w->at += count;
}

static bool is_blank(char byte)
{
  return byte == ' ' || byte == '\n';
}

static bool ends_in_blank(const struct writer *w)
{
  return w->len && is_blank(w->out[w->len - 1]);
}

/* Write one byte for the next `from` bytes of the text.  One for one needs no
 * edit: offsets stay the same.  A blank behind a blank is one with it.  The
 * first blank of a run stands for all; a line break wins over a space, as
 * paragraphs are found by it. */
static bool put_byte(struct writer *w, size_t from, char byte)
{
  if (ends_in_blank(w) && byte == ' ')
    return add_edit(w, from, 0);
  if (ends_in_blank(w) && byte == '\n' && w->out[w->len - 1] == ' ') {
    w->out[w->len - 1] = '\n';
    return add_edit(w, from, 0);
  }
  w->out[w->len++] = byte;
  if (from > 1)
    return add_edit(w, from, 1);
  w->at++;
  return true;
}

/* A NUL must not get through: in the shadow it parts sentences.  CR LF is one
 * line break; VT, FF and a lone CR are one each. */
static bool put_control(struct writer *w)
{
  char byte = w->text.ptr[w->at];
  if (byte == '\t')
    return put_byte(w, 1, ' ');
  if (byte == '\0') {
    w->len += nut_utf_encode(NUT_REPLACEMENT, w->out + w->len);
    return add_edit(w, 1, 3);
  }
  bool pair = byte == '\r' && w->at + 1 < w->text.len
              && w->text.ptr[w->at + 1] == '\n';
  return put_byte(w, pair ? 2 : 1, '\n');
}

/* Blocks in which every character is NFC by itself and none joins the one
 * before it; the rest is asked of utf8proc.  Not a full list: a block that is
 * missing costs time, one too many would be an error. */
static bool is_composed(uint32_t code)
{
  return code < 0x300
         || (code >= 0x388 && code <= 0x482)   /* Greek, Cyrillic */
         || (code >= 0x48A && code <= 0x52F)
         || (code >= 0x1E00 && code <= 0x1EFF) /* Vietnamese */
         || (code >= 0x2013 && code <= 0x203A)
         || (code >= 0x20A0 && code <= 0x20BF)
         || (code >= 0x4E00 && code <= 0x9FFF)
         || (code >= 0xAC00 && code <= 0xD7A3)
         || (code >= 0x1F300 && code <= 0x1FAFF) || code == NUT_REPLACEMENT;
}

/* May it join or be reordered with what stands before it?  The vowels and
 * finals of Hangul compose as well, though they are letters. */
static bool is_mark(uint32_t code)
{
  if (code < 0x300)
    return false;
  if (code >= 0x1160 && code <= 0x11FF)
    return true;
  utf8proc_category_t category =
      utf8proc_category((utf8proc_int32_t)code);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC
         || category == UTF8PROC_CATEGORY_ME;
}

/* Where a segment with a mark at w->at begins: one character back, unless that
 * one was changed.  An edit must not be overlapped by a further one.  A blank
 * takes no mark. */
static size_t segment_start(const struct writer *w)
{
  if (w->at == 0)
    return 0;
  const struct nut_edit *last = w->n_edits ? &w->edits[w->n_edits - 1] : NULL;
  size_t before = nut_char_before(w->text.ptr, w->at);
  bool changed = last && last->text + last->text_len > before;
  return changed || (unsigned char)w->text.ptr[before] <= ' '
             ? w->at : before;
}

/* The marks are counted, as a text may have thousands on one letter. */
static size_t segment_end(const struct writer *w, size_t *n_marks)
{
  size_t len = 0;
  (void)nut_char_at(w->text.ptr + w->at, &len);
  size_t end = w->at + len;
  while (end < w->text.len
         && is_mark(nut_char_at(w->text.ptr + end, &len))) {
    end += len;
    (*n_marks)++;
  }
  return end;
}

/* NFC of the segment to out; the length, or 0 where it cannot be had.  The
 * long s goes here too, since a mark may come after it. */
static size_t compose(struct nut_slice segment, char *out)
{
  utf8proc_int32_t codes[SEGMENT_CODES + 1];
  utf8proc_ssize_t n = utf8proc_decompose(
      (const utf8proc_uint8_t *)segment.ptr, (utf8proc_ssize_t)segment.len,
      codes, SEGMENT_CODES, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  if (n < 0 || n > SEGMENT_CODES)
    return 0;
  n = utf8proc_normalize_utf32(codes, n, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  size_t len = 0;
  for (utf8proc_ssize_t i = 0; i < n; i++)
    len += nut_utf_encode(codes[i] == 0x17F ? 's' : (uint32_t)codes[i],
                          out + len);
  return len;
}

/* The character at w->at is not surely NFC: take it with its marks.  Too many
 * marks, or NFC already: kept as it is.  A changed one replaces what was
 * written of it before, so the shadow goes back by as much as the text. */
static bool put_segment(struct writer *w, bool mark)
{
  size_t start = mark ? segment_start(w) : w->at;
  size_t n_marks = mark;
  size_t end = segment_end(w, &n_marks);
  struct nut_slice segment = { w->text.ptr + start, end - start };
  char composed[4 * SEGMENT_CODES];
  size_t len = 0;
  if (n_marks <= NUT_MARKS_MAX)
    len = compose(segment, composed);
  if (len == 0 || (len == segment.len
                   && memcmp(composed, segment.ptr, len) == 0)) {
    keep_bytes(w, end - w->at);
    return true;
  }
  w->len -= w->at - start;
  w->at = start;
  memcpy(w->out + w->len, composed, len);
  w->len += len;
  return add_edit(w, segment.len, len);
}

/* ASCII comes here only as a control character. */
static bool put_char(struct writer *w)
{
  size_t len = 0;
  uint32_t code = nut_char_at(w->text.ptr + w->at, &len);
  if (len == 1)
    return put_control(w);
  char plain = plain_form(code);
  if (plain == REMOVE)
    return add_edit(w, len, 0);
  if (plain != KEEP)
    return put_byte(w, len, plain);
  if (!is_composed(code))
    return put_segment(w, is_mark(code));
  keep_bytes(w, len);
  return true;
}

/* Bytes from `at` that are taken as they are: nothing odd, and no blank
 * behind a blank. */
static size_t plain_run(struct nut_slice text, size_t at)
{
  size_t from = at;
  int before = 0;
  while (at < text.len) {
    int class = nut_byte_class[(unsigned char)text.ptr[at]];
    if ((class & NUT_BYTE_ODD) || (class & before & NUT_BYTE_SPACE))
      break;
    before = class;
    at++;
  }
  return at - from;
}

/* Blanks behind a blank, which stands in the shadow already.  With one line
 * break among them all are that; with two they part paragraphs and stay.
 * Blank lines of blanks are usual in text that was made from HTML. */
static bool put_blanks(struct writer *w)
{
  size_t end = w->at;
  size_t breaks = w->out[w->len - 1] == '\n';
  while (end < w->text.len
         && (is_blank(w->text.ptr[end]) || w->text.ptr[end] == '\t'))
    breaks += w->text.ptr[end++] == '\n';
  if (breaks > 1) {
    keep_bytes(w, end - w->at);
    return true;
  }
  if (breaks)
    w->out[w->len - 1] = '\n';
  return add_edit(w, end - w->at, 0);
}

static bool follows_blank(const struct writer *w)
{
  return ends_in_blank(w)
         && (is_blank(w->text.ptr[w->at]) || w->text.ptr[w->at] == '\t');
}

/* Only bytes above ASCII and NULs can grow, so plain text is allocated at its
 * own size. */
enum nut_status nut_shadow_make(struct nut_arena *arena,
                                struct nut_slice text, size_t nuls,
                                struct nut_shadow *out)
{
  size_t grow = (GROWTH - 1) * (nut_high_bytes(text) + nuls);
  struct writer w = { .arena = arena, .text = text };
  w.out = nut_arena_alloc(arena, text.len + grow + 1);
  if (!w.out)
    return NUT_NOMEM;
  while (w.at < text.len) {
    bool blank = follows_blank(&w);
    size_t plain = blank ? 0 : plain_run(text, w.at);
    if (plain)
      keep_bytes(&w, plain);
    else if (!(blank ? put_blanks(&w) : put_char(&w)))
      return NUT_NOMEM;
  }
  *out = (struct nut_shadow){ w.out, w.len, w.edits, w.n_edits };
  return NUT_OK;
}

/* The way from text to shadow, needed for the title only. */
size_t nut_shadow_offset(const struct nut_shadow *shadow, size_t at)
{
  size_t low = 0;
  size_t high = shadow->n_edits;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (shadow->edits[middle].text < at)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0)
    return at;
  const struct nut_edit *edit = &shadow->edits[low - 1];
  size_t text_end = (size_t)edit->text + edit->text_len;
  size_t end = (size_t)edit->shadow + edit->shadow_len;
  return at <= text_end ? end : end + (at - text_end);
}
