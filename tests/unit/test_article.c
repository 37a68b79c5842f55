/* An article taken apart: shadow and offsets, paragraphs, headline,
 * dateline. */
#include "article/article.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/slice.h"
#include "base/utf.h"
#include "miser.h"
#include "unit.h"

#include <stdlib.h>
#include <utf8proc.h>

static struct nut_arena arena;
static struct nut_map abbreviations;

static struct nut_article parse_titled(struct nut_slice text,
                                       const char *title)
{
  struct nut_article_words words = { &abbreviations, NULL };
  struct nut_article article;
  nut_arena_reset(&arena);
  CHECK(nut_article_parse(&arena, text, nut_slice_of(title), &words,
                          &article) == NUT_OK);
  return article;
}

static struct nut_article parse(const char *text)
{
  return parse_titled(nut_slice_of(text), "");
}

/* ---- the shadow ------------------------------------------------------- */

struct shadow_row {
  const char *name;
  const char *text;
  const char *shadow;
};

static const struct shadow_row shadows[] = {
  { "ASCII is its own shadow", "It's \"5-6\".", "It's \"5-6\"." },
  { "curly quotes are straight",
    "\xE2\x80\x9CIt\xE2\x80\x99s\xE2\x80\x9D \xE2\x80\x9A"
    "a\xE2\x80\x98 \xE2\x80\x9E" "b\xE2\x80\x9F \xE2\x80\x9B",
    "\"It's\" 'a' \"b\" '" },
  { "guillemets, dashes, ellipsis stay",
    "\xC2\xAB" "a\xC2\xBB \xE2\x80\x93 \xE2\x80\x94 b\xE2\x80\xA6",
    "\xC2\xAB" "a\xC2\xBB \xE2\x80\x93 \xE2\x80\x94 b\xE2\x80\xA6" },
  { "hyphens and the minus sign are one",
    "a\xE2\x80\x90" "b\xE2\x80\x91" "c\xE2\x80\x92" "d \xE2\x88\x92" "5",
    "a-b-c-d -5" },
  { "blanks are spaces",
    "a\xC2\xA0" "b\tc\xE2\x80\xAF" "d\xE3\x80\x80" "e\xE1\x9A\x80"
    "f\xE2\x80\x83g",
    "a b c d e f g" },
  { "line breaks inside a sentence are spaces",
    "A\r\nb\nc\rd\ve\f" "f\xC2\x85g\xE2\x80\xA8h", "A b c d e f g h" },
  { "a run of blanks is one space",
    "54  men \t and\xC2\xA0 two \xC2\xA0 boys \r\n ran",
    "54 men and two boys ran" },
  { "zero-width characters and soft hyphens go",
    "1\xE2\x80\x8B" "000 \xC2\xAD" "men\xEF\xBB\xBF\xE2\x81\xA0"
    "\xE2\x80\x8Es\xE1\xA0\x8E",
    "1000 mens" },
  { "NFD becomes NFC", "Jose\xCC\x81 Mun\xCC\x83oz e\xCC\xA3\xCC\x82",
    "Jos\xC3\xA9 Mu\xC3\xB1oz \xE1\xBB\x87" },
  { "a composed letter takes a further mark", "\xC3\xAA\xCC\xA3",
    "\xE1\xBB\x87" },
  { "Hangul letters join", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB",
    "\xED\x95\x9C" },
  { "the Kelvin and Angstrom signs are letters",
    "5 \xE2\x84\xAA 6 \xE2\x84\xAB", "5 K 6 \xC3\x85" },
  { "the long s is an s", "Congre\xC5\xBF\xC5\xBF", "Congress" },
  { "what NFC excludes is taken apart", "\xE0\xA5\x98",
    "\xE0\xA4\x95\xE0\xA4\xBC" },
  { "a mark after a blank, a quote or nothing stays",
    "\xCC\x81" "a \xCC\x81 \xE2\x80\x9D\xCC\x81",
    "\xCC\x81" "a \xCC\x81 \"\xCC\x81" },
  { "wide ASCII is ASCII, other digits stay",
    "\xEF\xBC\x8B\xEF\xBC\x95\xD9\xA3", "+5\xD9\xA3" },
  { "other scripts stay", "\xD0\x9C\xD0\xBE\xD1\x81 \xE6\x97\xA5 \xCE\xAC",
    "\xD0\x9C\xD0\xBE\xD1\x81 \xE6\x97\xA5 \xCE\xAC" },
};

static void check_shadows(void)
{
  for (size_t i = 0; i < sizeof shadows / sizeof shadows[0]; i++) {
    unit_begin(shadows[i].name);
    struct nut_article article = parse(shadows[i].text);
    struct nut_slice shadow = article.shadow;
    /* Gaps between sentences are another matter. */
    struct nut_buf seen;
    nut_buf_init(&seen, NULL);
    for (size_t at = 0; at < shadow.len; at++)
      nut_buf_add_byte(&seen, shadow.ptr[at] ? shadow.ptr[at] : '\n');
    CHECK_EQ_SPAN(seen.ptr, seen.len, shadows[i].shadow);
    nut_buf_drop(&seen);
    unit_end();
  }
}

static void check_marks(void)
{
  struct nut_buf text;
  nut_buf_init(&text, NULL);
  unit_begin("a run of marks beyond the limit is kept as it is");
  for (int count = NUT_MARKS_MAX; count <= NUT_MARKS_MAX + 1; count++) {
    nut_buf_clear(&text);
    nut_buf_add_byte(&text, 'e');
    for (int i = 0; i < count; i++)
      nut_buf_add_text(&text, "\xCC\x81");
    struct nut_article article = parse_titled(nut_buf_slice(&text), "");
    CHECK_EQ_INT(article.n_edits, count <= NUT_MARKS_MAX);
    CHECK_EQ_INT(article.shadow.len,
                 count <= NUT_MARKS_MAX ? text.len - 1 : text.len);
  }
  unit_end();
  nut_buf_drop(&text);
}

/* Every character by itself against utf8proc's own NFC; those that the
 * shadow changes for other reasons are left out. */
static bool is_changed(uint32_t code)
{
  return code < 0x21 || code == 0x85 || code == 0xA0 || code == 0xAD
         || code == 0x17F || code == 0x1680 || code == 0x180E
         || (code >= 0x2000 && code <= 0x206F) || code == 0x2212
         || code == 0x3000 || code == 0xFEFF
         || (code >= 0xFF01 && code <= 0xFF5E)
         || (code >= 0xD800 && code <= 0xDFFF);
}

static void check_every_character(void)
{
  unit_begin("every character comes out as its NFC");
  for (uint32_t code = 1; code < 0x110000; code++) {
    char text[5] = { 0 };
    if (is_changed(code))
      continue;
    (void)nut_utf_encode(code, text);
    struct nut_article article = parse(text);
    char *want = (char *)utf8proc_NFC((const utf8proc_uint8_t *)text);
    CHECK_EQ_SPAN(article.shadow.ptr, article.shadow.len, want);
    free(want);
  }
  unit_end();
}

/* Two characters in a row, of those that join. */
static void check_pairs(void)
{
  static const uint32_t ranges[][2] = {
    { 0x41, 0x7A }, { 0xC0, 0x17E }, { 0x1A0, 0x233 }, { 0x300, 0x3FF },
    { 0x410, 0x44F }, { 0x9BE, 0x9D7 }, { 0x1025, 0x102E },
    { 0x1100, 0x1112 }, { 0x1161, 0x1175 }, { 0x11A7, 0x11C2 },
    { 0x1E00, 0x1EFF }, { 0x1F00, 0x1FFC }, { 0x304B, 0x309A },
    { 0xAC00, 0xAC20 },
  };
  enum { COUNT = sizeof ranges / sizeof ranges[0] };
  unit_begin("two characters in a row come out as their NFC");
  for (size_t r = 0; r < COUNT; r++)
    for (uint32_t one = ranges[r][0]; one <= ranges[r][1]; one += 3)
      for (size_t q = 3; q < COUNT; q++)
        for (uint32_t two = ranges[q][0]; two <= ranges[q][1]; two += 5) {
          char text[9] = { 0 };
          size_t len = nut_utf_encode(one, text);
          (void)nut_utf_encode(two, text + len);
          struct nut_article article = parse(text);
          char *want = (char *)utf8proc_NFC((const utf8proc_uint8_t *)text);
          CHECK_EQ_SPAN(article.shadow.ptr, article.shadow.len, want);
          free(want);
        }
  unit_end();
}

/* Where `find` stands in the shadow, `text` has to stand in the text. */
struct offset_row {
  const char *name;
  const char *text;
  const char *find;
  const char *original;
};

static const struct offset_row offsets[] = {
  { "between curly quotes", "He said \xE2\x80\x9CStop it\xE2\x80\x9D twice",
    "Stop it", "Stop it" },
  { "with curly quotes", "He said \xE2\x80\x9CStop it\xE2\x80\x9D twice",
    "\"Stop it\"", "\xE2\x80\x9CStop it\xE2\x80\x9D" },
  { "a zero-width space inside a number", "some 250\xE2\x80\x8B,000 men",
    "250,000", "250\xE2\x80\x8B,000" },
  { "zero-width spaces around a number",
    "some \xE2\x80\x8B\xE2\x80\x8B" "250\xE2\x80\x8B men", "250", "250" },
  { "a letter and its mark", "the cafe\xCC\x81 shut", "caf\xC3\xA9",
    "cafe\xCC\x81" },
  { "after a letter and its mark", "the cafe\xCC\x81 shut", "shut", "shut" },
  { "a no-break space", "some 5\xC2\xA0km off", "5 km", "5\xC2\xA0km" },
  { "after a no-break space", "some 5\xC2\xA0km off", "km", "km" },
  { "CR LF", "in New\r\nYork city", "New York", "New\r\nYork" },
  { "a run of blanks", "some 54 \t men ran", "54 men", "54 \t men" },
  { "after a run of blanks", "some 54 \xC2\xA0 men ran", "men", "men" },
  { "after CR LF", "in New\r\nYork city", "York", "York" },
  { "after a byte order mark", "\xEF\xBB\xBF" "22 men", "22", "22" },
  { "before a curly quote at the end", "it\xE2\x80\x99s \xE2\x80\x99",
    "it's '", "it\xE2\x80\x99s \xE2\x80\x99" },
  { "a quote between two soft hyphens",
    "a\xC2\xAD\xE2\x80\x9C\xC2\xAD" "b c", "\"", "\xE2\x80\x9C" },
};

static size_t find(struct nut_slice text, const char *what)
{
  size_t len = strlen(what);
  for (size_t at = 0; at + len <= text.len; at++)
    if (memcmp(text.ptr + at, what, len) == 0)
      return at;
  return NUT_SLICE_NONE;
}

static void check_offsets(void)
{
  for (size_t i = 0; i < sizeof offsets / sizeof offsets[0]; i++) {
    const struct offset_row *row = &offsets[i];
    unit_begin(row->name);
    struct nut_article article = parse(row->text);
    size_t at = find(article.shadow, row->find);
    CHECK(at != NUT_SLICE_NONE);
    struct nut_span span = { (uint32_t)at,
                             (uint32_t)(at + strlen(row->find)) };
    span = nut_article_text_span(&article, span);
    CHECK_EQ_SPAN(article.text.ptr + span.start, span.end - span.start,
                  row->original);
    unit_end();
  }
}

static void check_nuls(void)
{
  unit_begin("a NUL of the text is U+FFFD in the shadow");
  struct nut_article article =
      parse_titled((struct nut_slice){ "a\0b C", 5 }, "");
  CHECK_EQ_SPAN(article.shadow.ptr, article.shadow.len,
                "a\xEF\xBF\xBD" "b C");
  CHECK_EQ_INT(article.nuls, 1);
  struct nut_span span =
      nut_article_text_span(&article, (struct nut_span){ 4, 5 });
  CHECK_EQ_INT(span.start, 2);
  CHECK_EQ_INT(span.end, 3);
  unit_end();
  unit_begin("what lies between sentences is NUL in the shadow");
  article = parse("  He left. She\nstayed.\n\nIt rained. ");
  static const char want[] =
      "\0He left.\0She stayed.\0\0It rained.";
  CHECK_EQ_INT(article.shadow.len, sizeof want);
  CHECK(memcmp(article.shadow.ptr, want, sizeof want) == 0);
  unit_end();
}

static void check_empty(void)
{
  static const char *const texts[] = { "", " ", "\n\n", "\xE2\x80\x8B",
                                       "\xEF\xBB\xBF" };
  unit_begin("an empty article has no paragraphs");
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    struct nut_article article = parse(texts[i]);
    CHECK_EQ_INT(article.n_paragraphs, 0);
    CHECK_EQ_INT(article.n_sentences, 0);
  }
  CHECK_EQ_INT(parse_titled((struct nut_slice){ NULL, 0 }, "x").n_sentences,
               0);
  unit_end();
}

/* ---- paragraphs ------------------------------------------------------- */

/* Paragraphs joined by " / ", inner line breaks by "~". */
static void check_paragraphs(const char *name, const char *text,
                             const char *want)
{
  struct nut_buf seen;
  nut_buf_init(&seen, NULL);
  unit_begin(name);
  struct nut_article article = parse(text);
  for (size_t i = 0; i < article.n_paragraphs; i++) {
    struct nut_span span =
        nut_article_text_span(&article, article.paragraphs[i]);
    if (i)
      nut_buf_add_text(&seen, " / ");
    for (uint32_t at = span.start; at < span.end; at++)
      nut_buf_add_byte(&seen, article.text.ptr[at] == '\n'
                                  ? '~' : article.text.ptr[at]);
  }
  CHECK_EQ_SPAN(seen.ptr, seen.len, want);
  unit_end();
  nut_buf_drop(&seen);
}

#define LONG \
  "A spokesman for the force said that officers had been called to the " \
  "market shortly before noon, when the first of the stalls was seen to burn"

static void check_layouts(void)
{
  check_paragraphs("blank lines end paragraphs",
                   "One man fell.\n\nHe is well.\n \n\nThe end.",
                   "One man fell. / He is well. / The end.");
  check_paragraphs("a paragraph a line", "One man fell.\nHe is well.\nA fine"
                   " was paid, he said.\n\"No,\" she said.",
                   "One man fell. / He is well. / A fine was paid, he said. "
                   "/ \"No,\" she said.");
  check_paragraphs("wrapped lines go together",
                   "Two men were held on Monday after a van was\n"
                   "stopped on the road to Hull. Officers found a\n"
                   "firearm and some cash in it. They had watched\n"
                   "the van since the summer.\n"
                   "The men, who are in their forties, will be in\n"
                   "court on Friday, the force has said.",
                   "Two men were held on Monday after a van was~"
                   "stopped on the road to Hull. Officers found a~"
                   "firearm and some cash in it. They had watched~"
                   "the van since the summer. / "
                   "The men, who are in their forties, will be in~"
                   "court on Friday, the force has said.");
  check_paragraphs("beside a long line every break counts",
                   "Fire at the market\n" LONG "\nThe end is near",
                   "Fire at the market / " LONG " / The end is near");
  check_paragraphs("bullets begin paragraphs",
                   "What is known so far about the fire at the old\n"
                   "- three are hurt, and they have been taken to a\n"
                   "hospital\n* no one is held",
                   "What is known so far about the fire at the old / "
                   "- three are hurt, and they have been taken to a~"
                   "hospital / * no one is held");
  check_paragraphs("a short headline above a short story",
                   "Man held after raid\nA man has been held after a raid in "
                   "Leeds.",
                   "Man held after raid / A man has been held after a raid "
                   "in Leeds.");
}

/* ---- headline and dateline -------------------------------------------- */

struct head_row {
  const char *text;
  const char *title;
  const char *want;
};

static const struct head_row headlines[] = {
  { "Two held after raid\n\nTwo men were held.", "", "Two held after raid" },
  { "Who shot the mayor?\n\nNobody knows.", "", "Who shot the mayor?" },
  { "Two men were held.\n\nThey are 22.", "", "" },
  { "Two men were held.\n\nThey are 22.", "Two men were held.",
    "Two men were held." },
  { "Floods hit the U.S.\n\nTen died.", "", "Floods hit the U.S." },
  { "Only a line", "", "" },
  { "They said:\n\n\"No.\"", "", "" },
  { LONG " " LONG "\n\nThe end.", "", "" },
  { "LONDON (Reuters) -\n\nTwo men were held.", "", "" },
  { "\n  Mayor\xE2\x80\x99s wife shot \n\nIt was dark.",
    "Mayor\xE2\x80\x99s wife shot", "Mayor\xE2\x80\x99s wife shot" },
  { "Raid on farm\n\nIt was dark.", "Raid", "Raid on farm" },
  { "Ann Pike, 82, has died.\n\nIt was dark.", "Ann Pike", "" },
  { "Man drownedAnn Pike was at home.", "Man drowned", "Man drowned" },
  { "Girl shot; woman heldAnn Pike was at home.", "Girl shot; woman held",
    "Girl shot; woman held" },
};

static void check_headlines(void)
{
  for (size_t i = 0; i < sizeof headlines / sizeof headlines[0]; i++) {
    const struct head_row *row = &headlines[i];
    char name[80];
    snprintf(name, sizeof name, "headline of: %.40s", row->text);
    for (char *at = name; *at; at++)
      *at = *at == '\n' ? ' ' : *at;
    unit_begin(name);
    struct nut_article a = parse_titled(nut_slice_of(row->text), row->title);
    struct nut_span span = nut_article_text_span(&a, a.headline);
    CHECK_EQ_SPAN(a.text.ptr + span.start, span.end - span.start, row->want);
    CHECK_EQ_INT(a.sentences[0].part == NUT_HEADLINE, *row->want != 0);
    unit_end();
  }
}

#define EM "\xE2\x80\x94"
#define EN "\xE2\x80\x93"

/* want: the dateline, "|", the sentence after it; without a dateline only
 * the first sentence. */
struct date_row {
  const char *text;
  const char *want;
};

static const struct date_row datelines[] = {
  { "LONDON, Sept. 28 (Reuters) - Two men were held.",
    "LONDON, Sept. 28 (Reuters)|Two men were held." },
  { "PARIS (AP) " EM " Two men were held.", "PARIS (AP)|Two men were held." },
  { "Galway, Ireland " EM " It rained.", "Galway, Ireland|It rained." },
  { "NEW DELHI: The army left.", "NEW DELHI|The army left." },
  { "NAIROBI, Kenya (AP) _\n\nTwo bombs went off.",
    "NAIROBI, Kenya (AP)|Two bombs went off." },
  { "LEHIGH ACRES, Fla. -- Deputies came.",
    "LEHIGH ACRES, Fla.|Deputies came." },
  { "ROME" EM "The pope spoke.", "ROME|The pope spoke." },
  { "Rio de Janeiro, 4 March 2021 " EN " Rain fell.",
    "Rio de Janeiro, 4 March 2021|Rain fell." },
  { "Kyiv (AFP) - \"We hold,\" he said.", "Kyiv (AFP)|\"We hold,\" he said." },
  { "ST. JOHN'S, N.L. " EM " A ship sank.", "ST. JOHN'S, N.L.|A ship sank." },
  { "S\xC3\x83O PAULO (Reuters) - Shares fell.",
    "S\xC3\x83O PAULO (Reuters)|Shares fell." },
  { "Ship sinks off coast\n\nLIMA, Peru (AP) " EM " A ship sank.",
    "LIMA, Peru (AP)|A ship sank." },
  { "Ship sinks off coast\n\nBy Ann Pike\n\nLIMA, Peru (AP) " EM " It sank.",
    "LIMA, Peru (AP)|It sank." },
  { "Two men - both from Leeds - were held.",
    "Two men - both from Leeds - were held." },
  { "Boris Johnson - the mayor - spoke.",
    "Boris Johnson - the mayor - spoke." },
  { "John Smith (Labour) said no.", "John Smith (Labour) said no." },
  { "LONDON-based firms fell.", "LONDON-based firms fell." },
  { "East Sussex: This house is for sale.",
    "East Sussex: This house is for sale." },
  { "He said " EM " Nobody came.", "He said " EM " Nobody came." },
  { "In 2019, 12 (Twelve) - Men left.", "In 2019, 12 (Twelve) - Men left." },
  { "Police", "Police" },
  { "(AP) - It rained.", "(AP) - It rained." },
  { "By Ann Pike. BOSTON (Reuters) - It rained.", "By Ann Pike." },
  { "Ship sinks\n\nBy Ann Pike\n\nLIMA " EM " It sank.", "LIMA|It sank." },
  { "Ship sinks\n\nIt was dark.\n\nRELATED ARTICLE - Ships", "Ship sinks" },
};

static void add_sentence(const struct nut_article *article, size_t i,
                         struct nut_buf *out)
{
  if (i >= article->n_sentences)
    return;
  struct nut_span span =
      nut_article_text_span(article, article->sentences[i].span);
  nut_buf_add(out, nut_slice_cut(article->text, span.start, span.end));
}

static void check_datelines(void)
{
  struct nut_buf seen;
  nut_buf_init(&seen, NULL);
  for (size_t i = 0; i < sizeof datelines / sizeof datelines[0]; i++) {
    char name[80];
    snprintf(name, sizeof name, "dateline of: %.40s", datelines[i].text);
    for (char *at = name; *at; at++)
      *at = *at == '\n' ? ' ' : *at;
    unit_begin(name);
    struct nut_article article = parse(datelines[i].text);
    size_t at = 0;
    while (article.dateline.end
           && article.sentences[at].part != NUT_DATELINE)
      at++;
    nut_buf_clear(&seen);
    add_sentence(&article, at, &seen);
    if (article.dateline.end) {
      nut_buf_add_byte(&seen, '|');
      add_sentence(&article, at + 1, &seen);
    }
    CHECK_EQ_SPAN(seen.ptr, seen.len, datelines[i].want);
    unit_end();
  }
  nut_buf_drop(&seen);
}

/* ---- no memory -------------------------------------------------------- */

/* Enough of everything that each stage needs blocks of its own. */
static void add_hard_text(struct nut_buf *text)
{
  nut_buf_add_text(text, "Ship sinks\n\n");
  for (int i = 0; i < 3000; i++)
    nut_buf_add_text(text, "It\xE2\x80\x99s \xFF. She left.\r\n\r\n");
}

static void check_memory(void)
{
  struct nut_buf text;
  size_t blocks = 0;
  enum nut_status status = NUT_NOMEM;
  nut_buf_init(&text, NULL);
  add_hard_text(&text);
  unit_begin("without memory parsing says so, wherever it happens");
  for (; status == NUT_NOMEM && blocks < 1000; blocks++) {
    struct miser miser;
    struct nut_mem mem = { miser_resize, &miser };
    struct nut_article_words words = { &abbreviations, NULL };
    struct nut_article article;
    struct nut_arena poor;
    miser_init(&miser, blocks);
    nut_arena_init(&poor, &mem);
    status = nut_article_parse(&poor, nut_buf_slice(&text),
                               nut_slice_of("Ship"), &words, &article);
    CHECK(status == NUT_OK || status == NUT_NOMEM);
    CHECK_EQ_INT(article.n_sentences, status == NUT_OK ? 6001 : 0);
    nut_arena_drop(&poor);
    CHECK_EQ_INT(atomic_load(&miser.held), 0);
  }
  CHECK(status == NUT_OK && blocks > 3);
  unit_end();
  nut_buf_drop(&text);
}

int main(void)
{
  nut_arena_init(&arena, NULL);
  nut_map_init(&abbreviations, NULL);
  unit_begin("the words are set up");
  static const char *const known[] = { "u.s.", "fla.", "st.", "sept." };
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    CHECK(nut_map_put(&abbreviations, nut_slice_of(known[i]),
                      NUT_ABBR_EITHER));
  unit_end();
  check_shadows();
  check_marks();
  check_every_character();
  check_pairs();
  check_offsets();
  check_nuls();
  check_empty();
  check_layouts();
  check_headlines();
  check_datelines();
  check_memory();
  nut_map_drop(&abbreviations);
  nut_arena_drop(&arena);
  return unit_status();
}
