/* The pieces of PCRE2 syntax that the rule language writes for its users. */
#ifndef NUT_RULES_PATTERN_TEXT_H
#define NUT_RULES_PATTERN_TEXT_H

#include "base/buf.h"
#include "rules/wordlist.h"

/* _ : in the shadow a run of blanks, with a line break or without, is one
 * space.  In a rule that crosses sentences also what parts them. */
#define NUT_PATTERN_GAP "\\x20"
#define NUT_PATTERN_GAP_PARAGRAPH "(?:[\\x20\\x00]++)"

/* Edges: not inside a word; a number not next to a digit that is joined to
 * it by . , : or / (an own digit is a word character already). */
#define NUT_PATTERN_EDGE_START \
  "(?:(?!\\w)|(?<!\\w)(?:(?![0-9])|(?<![0-9][.,:/])))"
#define NUT_PATTERN_EDGE_END \
  "(?:(?<!\\w)|(?!\\w)(?:(?<![0-9])|(?![.,:/][0-9])))"

/* The list's words as a pattern that matches one of them, the longest first:
 * a tree over their common beginnings, so that PCRE2 looks at few of them.
 * folded: in lower case, for a caseless pattern. */
NUT_CHECK bool nut_pattern_add_list(struct nut_arena *arena,
                                    struct nut_buf *buf,
                                    const struct nut_wordlist *list,
                                    bool folded, const char *gap);

/* Length of the class at the start of text, or 0 when it is not closed. */
size_t nut_pattern_class_len(struct nut_slice text);

/* Of the escape at the start of text: \p{..} \x{..} and their like, \Q..\E,
 * or one character. */
size_t nut_pattern_escape_len(struct nut_slice text);

/* Of a character that no article has when rules see it (its curly quotes are
 * straight, its blanks plain, its soft hyphens gone), and what stands in its
 * place (NUL: nothing); 0 for all others. */
size_t nut_pattern_unseen_len(struct nut_slice text, char *plain);

#endif
