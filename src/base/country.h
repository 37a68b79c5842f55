/* Countries by their ISO 3166-1 alpha-2 codes. */
#ifndef NUT_BASE_COUNTRY_H
#define NUT_BASE_COUNTRY_H

#include "surface/nutgraf.h"

/* The code in capitals (static), or an empty slice when it is none.  Small
 * letters are taken as capitals. */
NUT_CHECK struct nut_slice nut_country_find(struct nut_slice code);

/* A code that many write and ISO 3166 does not have, "UK": the one that is
 * meant, or an empty slice. */
NUT_CHECK struct nut_slice nut_country_meant(struct nut_slice code);

#endif
