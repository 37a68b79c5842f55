/* Letters that an article gives an Act in brackets, and its later mentions
 * by them.  A part of statutes.c, which knows the Acts.
 *
 * A fact with `letters` gives them; with `letters` and `back` it takes those
 * that another one gave. */
#ifndef NUT_RESOLVE_STATUTE_LETTERS_H
#define NUT_RESOLVE_STATUTE_LETTERS_H

#include "base/map.h"
#include "resolve/resolve.h"

/* Which fact gave letters first, by these. */
struct nut_letters {
  const struct nut_fact_list *facts; /* borrowed; stays as it is */
  struct nut_map first;
};

/* NUT_NOMEM or NUT_OK; _drop in any case. */
NUT_CHECK enum nut_status nut_letters_init(struct nut_letters *letters,
                                           const struct nut_mem *mem,
                                           const struct nut_fact_list *facts);
void nut_letters_drop(struct nut_letters *letters);

bool nut_is_statute(const struct nut_fact *fact);
/* Does it name an Act by its title, so that a later mention may mean it? */
bool nut_names_act(const struct nut_fact *fact);

bool nut_gives_letters(const struct nut_fact *fact);
bool nut_takes_letters(const struct nut_fact *fact);

/* Who gave the fact's letters before it, or NULL. */
const struct nut_fact *nut_letters_giver(const struct nut_letters *letters,
                                         const struct nut_fact *fact);

/* Add a fact for each later mention by letters that were given, with what
 * the giver knows of its Act; facts are in text order and stay so. */
NUT_CHECK enum nut_status
nut_resolve_lettered(const struct nut_resolve *resolve,
                     const struct nut_letters *letters,
                     struct nut_fact_list *facts);

#endif
