/* Is the first paragraph a headline, and does a paragraph open with a
 * dateline?  Both look at form alone; no list of places is asked, because
 * datelines name villages that no list has.
 *
 * A dateline is read from left to right by a small reader: capitalised words,
 * small words between them, commas, numbers, an agency in brackets.  It stops
 * at the first thing that is none of these, which has to be a dash or a colon,
 * and then a sentence has to begin.  The reader counts as it goes; is_enough
 * weighs the counts.  A regular expression would have to spell out each
 * mixture, and would match "Two men - both from Leeds - were held" as readily.
 *
 * A false dateline does more harm than a missed one: it moves the anchor of
 * all dates and takes words from the first sentence.  So the less there is to
 * show for it (no capitals, no agency, a plain hyphen), the more is asked for.
 * Cost: NUT_DATELINE_MAX bytes of a few paragraphs.  What the place and day
 * mean is left to resolve. */
#include "article/headline.h"

#include "article/bytes.h"
#include "article/lookup.h"
#include "article/paragraph.h"
#include "base/limits.h"
#include "base/slice.h"

#include <string.h>
#include <utf8proc.h>

/* ---- dateline --------------------------------------------------------- */

/* What was read of a dateline so far.  The counts are of what may stand in a
 * dateline; the verdict is made of them at the end. */
struct reader {
  struct nut_slice text; /* ends where the paragraph does */
  const struct nut_map *abbreviations;
  size_t at;
  size_t end;            /* of the last word, number or bracket */
  size_t words;          /* capitalised */
  size_t particles;      /* "de", "of" */
  size_t numbers;
  size_t commas;
  bool caps;             /* the first word is in capitals */
  bool open;             /* a particle was the last word */
  bool agency;           /* brackets were read, the last thing there is */
  bool sound;
};

/* What parts the dateline from the story.  "--" counts as long: typewriters
 * and wire services had no dash. */
enum dash { NO_DASH, HYPHEN, LONG_DASH, COLON };

/* NUL beyond the end of the paragraph: the shadow has none inside, so it is
 * equal to no byte that is asked for. */
static char byte_at(const struct reader *r, size_t ahead)
{
  return r->at + ahead < r->text.len ? r->text.ptr[r->at + ahead] : '\0';
}

/* Title case letters too (as in Croatian); accented capitals open some
 * datelines. */
static bool is_capital(const struct reader *r, size_t at)
{
  if (at >= r->text.len)
    return false;
  if ((unsigned char)r->text.ptr[at] < 0x80)
    return nut_is_upper(r->text.ptr[at]);
  size_t len = 0;
  uint32_t code = nut_char_at(r->text.ptr + at, &len);
  utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

static bool is_long_dash(const struct reader *r)
{
  return r->at + 3 <= r->text.len
         && (memcmp(r->text.ptr + r->at, "\xE2\x80\x93", 3) == 0
             || memcmp(r->text.ptr + r->at, "\xE2\x80\x94", 3) == 0);
}

static void skip_blanks(struct reader *r)
{
  while (byte_at(r, 0) == ' ' || byte_at(r, 0) == '\n')
    r->at++;
}

/* Letters, and full stops, apostrophes, hyphens and slashes inside.  0xE2
 * begins dashes, quotes and the ellipsis, none of which is a word's, and
 * hardly any letter. */
static size_t word_length(const struct reader *r)
{
  size_t at = r->at;
  while (at < r->text.len && at - r->at < NUT_DATELINE_MAX) {
    char byte = r->text.ptr[at];
    bool inner = byte == '.' || byte == '\'' || byte == '/'
                 || (byte == '-' && at + 1 < r->text.len
                     && nut_byte_is(r->text.ptr[at + 1], NUT_BYTE_WORD));
    if (byte == '\xE2' || !(inner || nut_byte_is(byte, NUT_BYTE_WORD)))
      break;
    at++;
  }
  return at - r->at;
}

/* Bytes above ASCII pass, so a name with an umlaut is in capitals.  A single
 * letter ("A") says nothing, and what has a digit ("Q1") is no place. */
static bool is_all_capitals(struct nut_slice word)
{
  for (size_t i = 0; i < word.len; i++)
    if (nut_is_lower(word.ptr[i]) || nut_is_digit(word.ptr[i]))
      return false;
  return word.len >= 2;
}

/* A day of the month or a year, and only after a comma: "LONDON, 28 Sept
 * 2021".  "Boeing 737 -" has no comma. */
static void read_number(struct reader *r)
{
  int64_t number = 0;
  struct nut_slice digits =
      nut_slice_cut(r->text, r->at, r->at + word_length(r));
  r->numbers++;
  r->sound = r->commas && nut_slice_int(digits, &number)
             && (digits.len == 4 || (number >= 1 && number <= 31));
  r->at += digits.len;
}

/* "Calif." and "N.Y." do not, "By Ann Pike. LONDON" does.  A dateline holds no
 * end of a sentence. */
static bool ends_sentence(const struct reader *r, struct nut_slice word)
{
  return word.len && word.ptr[word.len - 1] == '.' && !nut_is_initials(word)
         && nut_look_up(r->abbreviations, word) == NUT_MAP_NONE;
}

static void read_word(struct reader *r)
{
  size_t len = word_length(r);
  struct nut_slice word = nut_slice_cut(r->text, r->at, r->at + len);
  r->open = false;
  if (nut_is_digit(byte_at(r, 0))) {
    read_number(r);
  } else if (is_capital(r, r->at)) {
    /* Only the place comes in capitals, what follows it ("Calif.", "Sept.")
     * does not; so the first word decides. */
    if (r->words++ == 0)
      r->caps = is_all_capitals(word);
    r->sound = !ends_sentence(r, word);
    r->at += len;
  } else {
    /* "of", "de", "upon": short, and not at the beginning */
    r->particles++;
    r->open = true;
    r->sound = r->words && len && len <= 4;
    r->at += len;
  }
  r->end = r->at;
}

/* "(Reuters)", "(AP)": the strongest sign there is; nothing but the dash may
 * follow it. */
static void read_agency(struct reader *r)
{
  size_t close = nut_slice_find(
      nut_slice_cut(r->text, 0, r->at + NUT_DATELINE_MAX), ')', r->at);
  r->sound = close != NUT_SLICE_NONE && r->words && is_capital(r, r->at + 1);
  r->agency = r->sound;
  if (r->sound) {
    r->at = close + 1;
    r->end = r->at;
  }
}

/* A dash or colon at r->at, and the step over it.  A hyphen counts only behind
 * a blank or an agency, since "Stratford-upon-Avon" has some too. */
static enum dash read_dash(struct reader *r)
{
  bool spaced = r->at > r->end;
  if (is_long_dash(r)) {
    r->at += 3;
    return LONG_DASH;
  }
  if (byte_at(r, 0) == '-' && byte_at(r, 1) == '-') {
    r->at += 2;
    return LONG_DASH;
  }
  if (byte_at(r, 0) == ':' || !(spaced || r->agency)) {
    bool colon = byte_at(r, 0) == ':';
    r->at += colon;
    return colon ? COLON : NO_DASH;
  }
  /* AP's old wire copy wrote an underscore. */
  if (byte_at(r, 0) == '-' || byte_at(r, 0) == '_') {
    r->at++;
    return HYPHEN;
  }
  return NO_DASH;
}

/* In this order: an agency always will do; later paragraphs need capitals and
 * a second sign; capitals take any dash, and a colon where no small word makes
 * it "PROFILE of a killer:"; title case, which any sentence may begin with,
 * takes the most. */
static bool is_enough(const struct reader *r, enum dash dash, bool strict)
{
  if (r->agency)
    return true;
  if (strict)
    return r->caps && (dash == LONG_DASH || (dash == HYPHEN && r->commas));
  if (r->caps)
    return dash != COLON || !r->particles;
  /* "Galway, 22 January 2024 -": a day with a month's name */
  if (dash == HYPHEN)
    return r->commas && r->numbers && r->words > 1;
  return dash == LONG_DASH
         && (r->commas || r->words + r->particles + r->numbers <= 2);
}

/* A sentence has to begin here, or the paragraph to end.  A lower-case word
 * after the dash shows an aside in the middle of a sentence.  A colon at the
 * end of a paragraph is a heading.  0xC2 begins the pound sign and the
 * guillemet. */
static bool opens_sentence(struct reader *r, enum dash dash)
{
  size_t at = r->at;
  if (at >= r->text.len)
    return dash != COLON;
  while (at < r->text.len && (r->text.ptr[at] == '"' || r->text.ptr[at] == '('
                              || r->text.ptr[at] == '\''
                              || r->text.ptr[at] == '`'))
    at++;
  return at > r->at || is_capital(r, at) || nut_is_digit(byte_at(r, 0))
         || byte_at(r, 0) == '$' || byte_at(r, 0) == '\xC2';
}

/* "Monday -- Friday", "Lunch -- Friday at noon": a note, too short for a
 * story and without its full stop.  A place in capitals, or an agency, tells
 * one of any length. */
static bool is_note(const struct reader *r)
{
  struct nut_slice left = nut_slice_cut(r->text, r->at, r->text.len);
  return !r->agency && !r->caps && left.len > 0
         && left.len < NUT_DATELINE_STORY && !nut_ends_sentence(left);
}

/* Read words, numbers, commas and brackets up to what is none of them.  Limits
 * are checked at each step, so that a paragraph of capitals costs no more than
 * a dateline would. */
static void read_places(struct reader *r, size_t start)
{
  r->sound = true;
  while (r->sound && r->at < r->text.len) {
    size_t before = r->at;
    skip_blanks(r);
    if (r->agency || is_long_dash(r))
      break;
    if (byte_at(r, 0) == '(') {
      read_agency(r);
    } else if (byte_at(r, 0) == ',' && r->words) {
      r->commas++;
      r->at++;
    } else if (word_length(r) && byte_at(r, 0) != '\'') {
      read_word(r);
    } else {
      /* Blanks before the dash are usual; but not after a comma. */
      if (r->at > before && r->end < before)
        r->sound = false;
      break;
    }
    r->sound &= r->words + r->particles <= NUT_DATELINE_WORDS
                && r->numbers <= NUT_DATELINE_NUMBERS
                && r->at - start <= NUT_DATELINE_MAX;
  }
}

struct nut_dateline
/* The paragraph alone is looked at.  A small word as the last one ("Bank of
 * -") shows a sentence that was broken off. */
nut_dateline_find(struct nut_slice text, struct nut_span paragraph,
                  const struct nut_article_words *words, bool strict)
{
  struct nut_dateline none = { { 0, 0 }, paragraph.start };
  struct reader r = {
    .text = { text.ptr, paragraph.end }, .at = paragraph.start,
    .abbreviations = words->abbreviations
  };
  read_places(&r, paragraph.start);
  if (!r.sound || !r.words || r.open)
    return none;
  enum dash dash = read_dash(&r);
  if (dash == NO_DASH || !is_enough(&r, dash, strict))
    return none;
  skip_blanks(&r);
  if (!opens_sentence(&r, dash) || is_note(&r))
    return none;
  return (struct nut_dateline){
    { paragraph.start, (uint32_t)r.end }, (uint32_t)r.at
  };
}

/* ---- headline --------------------------------------------------------- */

/* "Three held in U.S.": the full stop is the abbreviation's. */
static bool ends_with_abbreviation(struct nut_slice line,
                                   const struct nut_article_words *words)
{
  size_t start = line.len;
  while (start > 0 && line.ptr[start - 1] != ' ')
    start--;
  struct nut_slice word = nut_slice_cut(line, start, line.len);
  return nut_look_up(words->abbreviations, word) != NUT_MAP_NONE;
}

/* Questions, exclamations and an ellipsis end headlines as well; only a single
 * full stop tells prose. */
static bool ends_with_full_stop(struct nut_slice line)
{
  if (!nut_ends_sentence(line))
    return false;
  size_t at = line.len;
  while (nut_byte_is(line.ptr[at - 1], NUT_BYTE_CLOSE))
    at--;
  bool ellipsis = at >= 2 && line.ptr[at - 2] == '.';
  return line.ptr[at - 1] == '.' && !ellipsis;
}

/* Prose is longer, or wrapped, or ends with a full stop.  A comma, semicolon
 * or colon at the end shows that a sentence goes on in the next line, "(" a
 * note or a credit. */
bool nut_is_headline(struct nut_slice text, struct nut_span paragraph,
                     const struct nut_article_words *words)
{
  struct nut_slice line = nut_slice_cut(text, paragraph.start, paragraph.end);
  if (line.len == 0 || line.len > NUT_HEADLINE_MAX
      || nut_slice_find(line, '\n', 0) != NUT_SLICE_NONE)
    return false;
  char last = line.ptr[line.len - 1];
  if (last == ',' || last == ';' || last == ':' || line.ptr[0] == '(')
    return false;
  return !ends_with_full_stop(line) || ends_with_abbreviation(line, words);
}
