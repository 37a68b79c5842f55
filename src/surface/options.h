/* The command line taken apart.
 *
 * One table in options.c holds every option: parsing, --help and "did you
 * mean" are made from it.  Strings are borrowed from argv; the two arrays are
 * options' own. */
#ifndef NUT_OPTIONS_H
#define NUT_OPTIONS_H

#include "surface/cli_common.h"

#include <stdint.h>

struct options {
  struct nut_reader_options reader; /* inputs: args, from `first` on */
  struct nut_writer_options writer;
  struct cli_messages messages;
  const char **args;   /* what is no option, in order */
  size_t n_args;
  size_t n_plain;      /* of these, how many stand before a "--" */
  const char **rules;  /* -r */
  size_t n_rules;
  const char **gazetteers; /* --gazetteer */
  size_t n_gazetteers;
  bool no_defaults;
  const char *data;    /* --data */
  const char *kinds;
  const char *output;  /* -o */
  struct nut_file output_file; /* what it is, where it is there already */
  unsigned budget; /* milliseconds; 0: none */
  unsigned jobs;       /* -j; 0: as many as there are processors */
  const char *program; /* argv[0] */
  char region[3];
  enum nut_export export; /* --json, --pcre2 */
  bool help;
  bool version;
  uint64_t given;      /* bit i: row i of the table was there */
};

/* False: said what is wrong, and the exit code is CLI_USAGE. */
NUT_CHECK bool options_parse(struct options *options, int argc, char **argv);
void options_drop(struct options *options);

enum options_command {
  OPTIONS_EXTRACT = 1, OPTIONS_EXPLAIN = 2,
  OPTIONS_RULES = 4, /* all commands of `rules` but export */
  OPTIONS_EXPORT = 8,
  OPTIONS_GAZETTEER = 16
};

/* Are all options that were given among those of the command?  False: said
 * which one is not, naming the command ("rules list"). */
NUT_CHECK bool options_fit(const struct options *options,
                           enum options_command command, const char *name);

/* --help and --version, to standard output; an exit code. */
NUT_CHECK int options_help(void);
NUT_CHECK int options_version(void);

/* The folder where `make install` puts the rules. */
const char *options_shared_data(void);

/* The subcommands; each returns an exit code. */
int cmd_extract(struct options *options);
int cmd_rules(struct options *options);
int cmd_gazetteer(struct options *options);
int cmd_explain(struct options *options);

#endif
