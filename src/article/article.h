/* An article taken apart: paragraphs, sentences, and the shadow that rules
 * match against.
 *
 * The shadow is the text with NFC characters, straight quotes, plain spaces
 * and hyphens, \n for every line break, and without zero-width characters
 * and soft hyphens (shadow.h has the list); an edit list leads back to the
 * text.  What lies outside of sentences (the blanks before, between and after
 * them, and a dateline's dash) is NULs in the shadow, byte for byte; a NUL of
 * the text itself is U+FFFD there.  So ^ and $, in PCRE2's multi-line mode
 * with NUL as the newline, are a sentence's ends.  Inside a sentence a run of
 * blanks, with the line break of a wrapped line or without, is one space.
 *
 * Invariants: spans are byte offsets; sentences are sorted, do not overlap,
 * are not empty, do not begin or end with a blank, are NUT_WINDOW_MAX bytes
 * at most, and lie in one paragraph each; text and shadow are well-formed
 * UTF-8.  Two sentences touch, with no NUL between, only where a long one was
 * cut at no gap, or a title was glued to the text.  All memory is the
 * arena's; the text is borrowed from the input where decoding changed
 * nothing. */
#ifndef NUT_ARTICLE_ARTICLE_H
#define NUT_ARTICLE_ARTICLE_H

#include "base/arena.h"
#include "base/map.h"

#include <stdint.h>

struct nut_span {
  uint32_t start;
  uint32_t end; /* exclusive */
};

enum nut_part { NUT_BODY, NUT_HEADLINE, NUT_DATELINE, NUT_CAPTION };

struct nut_sentence {
  struct nut_span span;      /* of the shadow */
  uint32_t paragraph;        /* index into paragraphs */
  enum nut_part part;
  bool cut;                  /* ended by NUT_WINDOW_MAX, not by its sense */
};

/* shadow[shadow .. +shadow_len) stands for text[text .. +text_len); a removal
 * has shadow_len 0.  What lies between two edits has the same length in both,
 * and the same bytes but for a blank put in place of another (tab, CR, VT,
 * FF) and the NULs outside of sentences.  Sorted, not overlapping. */
struct nut_edit {
  uint32_t shadow;
  uint32_t shadow_len;
  uint32_t text;
  uint32_t text_len;
};

struct nut_article {
  struct nut_slice text;     /* decoded */
  struct nut_slice shadow;
  const struct nut_edit *edits;
  size_t n_edits;
  const struct nut_span *paragraphs; /* of the shadow */
  size_t n_paragraphs;
  const struct nut_sentence *sentences;
  size_t n_sentences;
  struct nut_span headline;  /* of the shadow; empty when there is none */
  struct nut_span dateline;  /* "LONDON, Sept 28 (Reuters)"; may be empty */
  size_t bad;                /* from decode */
  size_t nuls;
  size_t cut;                /* sentences that were cut */
};

/* What an abbreviation does to the full stop after it.  The words stand in
 * rules/lists/abbreviations.tsv. */
enum nut_abbreviation {
  NUT_ABBR_OPENS = 1, /* a name or number follows: Mr. Gen. St. No. Sept. */
  NUT_ABBR_EITHER     /* may end a sentence: a.m. U.S. Inc. etc. */
};

struct nut_article_words {
  const struct nut_map *abbreviations; /* lower case, with its full stops */
  const struct nut_map *starters;      /* lower-case words that begin
                                          sentences: the, he, in, but ... */
};

/* Take bytes (NUT_ARTICLE_CEILING at most) apart.  title (may be empty) is
 * not part of the text; it only tells whether the text opens with it.  Either
 * map of words may be NULL.  NUT_NOMEM, with *out empty, or NUT_OK. */
NUT_CHECK enum nut_status
nut_article_parse(struct nut_arena *arena, struct nut_slice bytes,
                  struct nut_slice title,
                  const struct nut_article_words *words,
                  struct nut_article *out);

/* Where a span of the shadow stands in the text, in bytes.  Both ends must be
 * at characters' edges inside of sentences.  A start maps to the character's
 * own start (what was removed before it stays out), an end to the end of the
 * character before it. */
struct nut_span nut_article_text_span(const struct nut_article *article,
                                      struct nut_span span);

#endif
