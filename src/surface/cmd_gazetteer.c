/* nutgraf gazetteer lookup | build | verify: the places themselves.
 *
 *   $ nutgraf gazetteer lookup 'Stratford upon Avon'
 *   Stratford-upon-Avon  city  GB  England  Warwickshire  30495 ...
 *
 * build writes the index of the tables of the data folder, by default beside
 * it; verify reads all of index and tables, which no start does. */
#include "surface/cli_places.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct work {
  struct options *options;
  struct nut_report report;
  const char *data;
};

/* ---- lookup ---- */

/* Each name in turn; 1 when one of them is unknown. */
static int look_up_all(struct work *work, const struct nut_rules *rules,
                       struct cli_output *output)
{
  struct nut_sink sink = { cli_output_write, output };
  int code = CLI_OK;
  for (size_t i = 2; i < work->options->n_args; i++) {
    const char *name = work->options->args[i];
    bool found = false;
    enum nut_status status = nut_gazetteer_lookup(rules, name, &sink, &found);
    if (status != NUT_OK && status != NUT_OUTPUT)
      return cli_say_status(status);
    if (!found) {
      cli_say(name, "no place of this name");
      code = CLI_SOME_FAILED;
    }
  }
  return code;
}

static int run_lookup(struct work *work)
{
  struct nut_rules *rules = NULL;
  struct cli_output output;
  if (work->options->n_args < 3) {
    cli_say("gazetteer lookup", "name a place");
    return CLI_USAGE;
  }
  enum nut_status status =
      cli_rules_load(work->options, work->data, &work->report, true, &rules);
  if (status != NUT_OK)
    return cli_say_status(status);
  int code = CLI_FATAL;
  if (cli_output_open(&output, work->options->output)) {
    code = look_up_all(work, rules, &output);
    int end = cli_output_end(&output, code != CLI_FATAL);
    code = end == CLI_OK ? code : end;
  }
  nut_rules_free(rules);
  return code;
}

/* ---- build, verify ---- */

static int build_at(struct work *work, const char *path)
{
  struct cli_output output;
  struct nut_sink sink = { cli_output_write, &output };
  if (!cli_output_open(&output, path))
    return CLI_FATAL;
  enum nut_status status =
      nut_gazetteer_make(NULL, work->data, &work->report, &sink);
  int code = status == NUT_OUTPUT ? CLI_OK : cli_say_status(status);
  int end = cli_output_end(&output, code == CLI_OK);
  return end == CLI_OK ? code : end;
}

static int verify_at(struct work *work, const char *path)
{
  char line[96];
  size_t places = 0;
  size_t names = 0;
  struct cli_output output;
  enum nut_status status =
      nut_gazetteer_check(path, work->data, &work->report, &places, &names);
  if (status != NUT_OK)
    return cli_say_status(status);
  if (!cli_output_open(&output, work->options->output))
    return CLI_FATAL;
  int len = snprintf(line, sizeof line, "%zu places, %zu names\n", places,
                     names);
  (void)cli_output_write(&output, line, (size_t)len);
  return cli_output_end(&output, true);
}

static bool takes_no_file(const struct work *work)
{
  if (work->options->n_args > 2)
    cli_say(work->options->args[2], "this command takes no file");
  return work->options->n_args == 2;
}

/* Beside the tables that it is made of, never over the index of others. */
static int run_build(struct work *work)
{
  if (!takes_no_file(work))
    return CLI_USAGE;
  if (work->options->output)
    return build_at(work, work->options->output);
  char *path = cli_places_beside(work->data);
  if (!path) {
    cli_say_errno(NULL, ENOMEM);
    return CLI_FATAL;
  }
  int code = build_at(work, path);
  free(path);
  return code;
}

static int run_verify(struct work *work)
{
  struct cli_places places;
  if (!takes_no_file(work))
    return CLI_USAGE;
  if (!cli_places_find(&places, work->options, work->data))
    return CLI_FATAL;
  int code = verify_at(work, places.index);
  cli_places_drop(&places);
  return code;
}

static const struct command {
  const char *name;
  int (*run)(struct work *work);
} commands[] = {
  { "lookup", run_lookup }, { "build", run_build }, { "verify", run_verify }
};

int cmd_gazetteer(struct options *options)
{
  struct work work = { .options = options,
                       .report = { cli_report, &options->messages } };
  const char *name = options->n_args > 1 ? options->args[1] : "";
  const struct command *command = NULL;
  for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
    if (strcmp(name, commands[i].name) == 0)
      command = &commands[i];
  if (!command) {
    cli_say("gazetteer", "say lookup, build or verify");
    return CLI_USAGE;
  }
  char called[32];
  (void)snprintf(called, sizeof called, "gazetteer %s", name);
  if (!options_fit(options, OPTIONS_GAZETTEER, called))
    return CLI_USAGE;
  char *data = cli_data_of(options);
  if (!data)
    return CLI_FATAL;
  work.data = data;
  int code = command->run(&work);
  free(data);
  return code;
}
