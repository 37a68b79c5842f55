/* A list of words and what each means.
 *
 * Words are literal; a blank in one is any gap.  A word is found again by its
 * key: lower case (unless the list says case), each run of blanks one space.
 * After _finish the words are ordered longest first and the list is
 * read-only. */
#ifndef NUT_RULES_WORDLIST_H
#define NUT_RULES_WORDLIST_H

#include "base/map.h"
#include "rules/kind.h"
#include "rules/rulefile.h"

struct nut_word {
  struct nut_slice text; /* escapes resolved, each gap one blank */
  struct nut_slice key;
  struct nut_slice at;   /* where it stands in its source */
  size_t order;          /* in which the words were read */
  const struct nut_source *source;
  unsigned part;         /* 0: of the list itself, else which extension's */
  bool row;              /* of a "from" file: the first of its name counts */
  struct nut_value value;
};

struct nut_wordlist {
  struct nut_slice name;
  enum nut_type type;
  bool match_case;
  const struct nut_source *source;
  struct nut_slice at;   /* the list's name in its source */
  struct nut_word *words;
  size_t n_words;
  size_t cap_words;
  size_t bytes;          /* of all words */
  unsigned n_extensions;
  bool broken;           /* a mistake in it was reported */
  struct nut_map index;  /* key -> word */
  uint64_t beginnings[4]; /* bits by the first two bytes of keys */
};

/* Read the entries of a list block; mistakes are reported. */
NUT_CHECK enum nut_status nut_wordlist_read(struct nut_arena *arena,
                                            struct nut_diag *diag,
                                            const struct nut_source *source,
                                            const struct nut_rf_block *block,
                                            struct nut_wordlist *list);

/* Likewise those of a block of `source` that extends the list; `at` is its
 * name there.  A word that the list has gets the new value. */
NUT_CHECK enum nut_status nut_wordlist_extend(struct nut_arena *arena,
                                              struct nut_diag *diag,
                                              const struct nut_source *source,
                                              const struct nut_rf_block *block,
                                              struct nut_slice at,
                                              struct nut_wordlist *list);

/* Sort and index; words that stand twice in a part are reported. */
NUT_CHECK enum nut_status nut_wordlist_finish(struct nut_arena *arena,
                                              struct nut_diag *diag,
                                              struct nut_wordlist *list);

void nut_wordlist_drop(struct nut_wordlist *list);

/* The word that text is, as found in an article; NULL when it is none or
 * memory ran out. */
const struct nut_word *nut_wordlist_find(struct nut_arena *arena,
                                         const struct nut_wordlist *list,
                                         struct nut_slice text);

/* What a list of texts says of a word; empty when it is not in it, when there
 * is no such list (NULL), or the word is empty. */
struct nut_slice nut_wordlist_text(struct nut_arena *arena,
                                   const struct nut_wordlist *list,
                                   struct nut_slice word);

/* text in lower case (unless match_case), runs of blanks as one space. */
NUT_CHECK bool nut_wordlist_key(struct nut_arena *arena,
                                struct nut_slice text, bool match_case,
                                struct nut_slice *out);

#endif
