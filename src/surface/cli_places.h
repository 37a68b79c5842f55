/* Loading rules with the places that belong to them, as every command does. */
#ifndef NUT_CLI_PLACES_H
#define NUT_CLI_PLACES_H

#include "surface/options.h"

struct cli_places {
  char *index;        /* of the shipped tables */
  char *own;          /* the user's places.tsv, or NULL */
  const char **files; /* it and the --gazetteer ones */
  size_t n_files;
};

/* Where the index of the tables in this folder belongs, beside it; to be
 * freed. */
char *cli_places_beside(const char *data);

/* False: out of memory, said. */
NUT_CHECK bool cli_places_find(struct cli_places *places,
                               const struct options *options,
                               const char *data);
void cli_places_drop(struct cli_places *places);

/* The data folder that the options name or that is found, to be freed; NULL:
 * said where it was looked for. */
char *cli_data_of(const struct options *options);

/* The rules that the options name; quick: from an image where there is one,
 * without examples and listings. */
NUT_CHECK enum nut_status cli_rules_load(const struct options *options,
                                         const char *data,
                                         const struct nut_report *report,
                                         bool quick, struct nut_rules **out);

/* Likewise, with their data folder; returns the program's status, what is
 * wrong is said. */
NUT_CHECK int cli_rules_open(const struct options *options,
                             const struct nut_report *report, bool quick,
                             struct nut_rules **out);

#endif
