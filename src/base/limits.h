/* Every limit of the program: its name, its value and the reason for it.
 * Nothing else in the sources bounds a size. */
#ifndef NUT_BASE_LIMITS_H
#define NUT_BASE_LIMITS_H

#include <stddef.h>

/* One article.  Long enough for any book; short enough that a sparse file or
 * an endless device ends in a message.  --max-bytes changes it. */
#define NUT_ARTICLE_MAX ((size_t)64 << 20)

/* --max-bytes itself: offsets inside an article are 32 bits wide. */
#define NUT_ARTICLE_CEILING ((size_t)1 << 30)

/* Bytes that are looked at to tell UTF-16 from UTF-8. */
#define NUT_WIDE_LOOK 4096

/* Bytes shown of a value that a warning quotes. */
#define NUT_QUOTED_MAX 60

/* What a sentence may be at most (bytes of the shadow text).  PCRE2's work on
 * a bad pattern grows with the square of this. */
#define NUT_WINDOW_MAX 4000

/* Steps of one PCRE2 attempt; a catastrophic pattern then costs 0.3-3 ms. */
#define NUT_MATCH_LIMIT 100000
#define NUT_DEPTH_LIMIT 20000
#define NUT_HEAP_LIMIT_KIB 8192

/* Attempts (windows) of one rule in one article that may hit the limits
 * above before the rule rests for that article. */
#define NUT_BREACHES_MAX 20

/* Bytes that the attempts of one rule in one window may look at, each counted
 * with all that is behind it there.  More than any sentence of prose needs:
 * 4,000 bytes of nothing but numbers take four fifths of it.  Without it a
 * rule tried at each of 4,000 bytes, and walking on to the end, takes a tenth
 * of a second a window.  Deterministic, unlike a clock. */
#define NUT_WORK_MAX 5000000U

/* Attempts between two looks at the clock, where there is one. */
#define NUT_CLOCK_EVERY 256

/* A rule file; list tables are the largest there are. */
#define NUT_RULE_FILE_MAX ((size_t)16 << 20)

/* A list that goes into a pattern.  PCRE2's link size of 2 caps a compiled
 * pattern at 64 KB; four such lists fit. */
#define NUT_LIST_PATTERN_MAX ((size_t)16 << 10)

/* A rule's pattern after expansion, and how deep defines may nest: stops
 * definitions that double themselves. */
#define NUT_PATTERN_MAX ((size_t)64 << 10)
#define NUT_DEFINE_DEPTH 16

/* Brackets in brackets in the pattern of a numbering plan; real ones have
 * five. */
#define NUT_DIGIT_PATTERN_DEPTH 16

/* Facts of one match: fact, fact2 ... fact8. */
#define NUT_FACTS_PER_MATCH 8

/* Attempts of a rule before it is compiled to machine code, which costs as
 * much as some hundred attempts save. */
#define NUT_JIT_AFTER 150

/* Bytes of text that an automaton looks at before PCRE2 is asked: nearly all
 * places that fail do so within them, and further on its states are seldom met
 * twice. */
#define NUT_DFA_DEPTH 40

/* What the automata of one scan may grow to, some 30 MB; with 6,000 articles
 * the shipped rules come to a half of it. */
#define NUT_DFA_STATES_MAX 250000
#define NUT_DFA_RESTS_MAX 250000
#define NUT_DFA_ITEMS_MAX 2000000

/* Parentheses of a pattern, one in the other: PCRE2 10.42's own limit, which
 * programs that read exported patterns have too. */
#define NUT_BRACKETS_MAX 250

/* Groups of one pattern, captures and plain parentheses together: the size of
 * a scanner's match data. */
#define NUT_GROUPS_MAX 250

/* Captures written in one rule after expansion. */
#define NUT_CAPTURES_MAX 96

/* Errors told of one rule file while it is loaded; the rest is only counted,
 * since it mostly follows from the first. */
#define NUT_ERRORS_PER_FILE 50

/* Decimal digits of a number that is kept exactly; longer gives no fact. */
#define NUT_DIGITS_MAX 38

/* Zeros before or behind the digits of a number: beyond this many it is not
 * news but a mistake. */
#define NUT_EXPONENT_MAX 64

/* Combining marks on one character that are composed; a longer run is kept as
 * it is (Unicode's stream-safe format uses 30). */
#define NUT_MARKS_MAX 30

/* A line longer than this (bytes) is not one that was wrapped: e-mail and wire
 * copy wrap at 60 to 80 columns, few editors beyond 100. */
#define NUT_WRAP_MAX 120

/* A text of more sentences is an article, and no message that plans or asks:
 * who says "I" in it is quoted, and rules for messages are not tried. */
#define NUT_MESSAGE_SENTENCES 8

/* A first line that may be a headline; longer ones are paragraphs. */
#define NUT_HEADLINE_MAX 150

/* Where a dateline must be over ("..., Sept. 28 (Thomson Reuters
 * Foundation)"), its words and numbers, and the paragraphs it may open: a
 * byline or a caption may stand before it. */
#define NUT_DATELINE_MAX 120
#define NUT_DATELINE_WORDS 10
#define NUT_DATELINE_NUMBERS 2
#define NUT_DATELINE_PARAGRAPHS 6

/* What follows a dateline is a sentence; what is shorter, and ends with no
 * full stop, is part of a note. */
#define NUT_DATELINE_STORY 32

/* A word that is looked up as an abbreviation or sentence opener. */
#define NUT_LOOKUP_MAX 24

/* Acts named before one that is only called "the Act" among which it is
 * looked for; what was named so far before is not meant. */
#define NUT_ACTS_BACK_MAX 200

/* Facts of an article among which the date and the place of its incident are
 * looked for: each is compared with the others, and what a text says so far
 * behind is not where its story is. */
#define NUT_INCIDENT_FACTS_MAX 2000

/* Ages, Acts, numbers ... that an incident lists; each new one is compared
 * with those before.  All are facts of the record in any case. */
#define NUT_INCIDENT_LIST_MAX 1000

/* What one entry of the batch queue holds: bytes of lines, or files.  Enough
 * that handing it over costs nothing beside the work on it, little enough
 * that the last ones end together. */
#define NUT_BATCH_BYTES ((size_t)64 << 10)
#define NUT_BATCH_FILES 32

/* Entries in flight for each thread, so that one slow article does not hold
 * up the others, and bytes of input waiting in all of them. */
#define NUT_BATCH_DEPTH 4
#define NUT_BATCH_LOAD ((size_t)32 << 20)

/* Output of one entry that is kept back; with more its worker waits for its
 * turn and writes.  Buffers that grew beyond NUT_BATCH_KEEP are given back. */
#define NUT_BATCH_SPILL ((size_t)1 << 20)
#define NUT_BATCH_KEEP ((size_t)4 << 20)

/* Threads of a batch, and the descriptors that are left for all but their
 * files (standard ones, folders, pipes, the output). */
#define NUT_JOBS_MAX 64
#define NUT_SPARE_DESCRIPTORS 10

/* Arena and buffer caps: a multiple of the article, against runaway use. */
#define NUT_ARENA_MAX ((size_t)4 << 30)
#define NUT_BUF_MAX ((size_t)2 << 30)

/* Depth of a walked folder and length of a path (PATH_MAX on Linux). */
#define NUT_DEPTH_MAX 256
#define NUT_PATH_MAX 4096

#endif
