/* Paragraphs listed behind a section, each a fact: 7206(1)-(2). */
#ifndef NUT_RESOLVE_STATUTE_PARTS_H
#define NUT_RESOLVE_STATUTE_PARTS_H

#include "resolve/resolve.h"

/* Put the number, and the paragraphs above it, of the section before it
 * before a section that begins with a bracket.  Others stay. */
void nut_complete_section(const struct nut_resolve *resolve,
                          const struct nut_fact *before,
                          struct nut_fact *fact);

#endif
