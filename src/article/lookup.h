/* Words looked up in the lists that parsing needs, without their case. */
#ifndef NUT_ARTICLE_LOOKUP_H
#define NUT_ARTICLE_LOOKUP_H

#include "base/map.h"

/* The value of the word in ASCII lower case; NUT_MAP_NONE when there is no
 * map, or the word is empty or longer than NUT_LOOKUP_MAX. */
uint32_t nut_look_up(const struct nut_map *map, struct nut_slice word);

/* "J", "U.S", "J.K.": single letters with full stops between, the last one
 * free. */
bool nut_is_initials(struct nut_slice word);

#endif
