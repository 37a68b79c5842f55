/* nutgraf rules check | list | kinds | export | image: the rules themselves.
 *
 * Each command is a row of a table and gets loaded rules and an open
 * output; what they share (finding data, loading, ending the output) is
 * here once.  Loading already reports mistakes of form with line and
 * column; check adds the examples of each rule.
 *
 *   $ nutgraf rules check
 *   91 rules, 272 examples, 0 errors
 *
 * An output that refused (NUT_OUTPUT) counts as fine until cli_output_end,
 * which knows the reason and gives the status. */
#include "surface/cli_places.h"

#include <stdlib.h>
#include <string.h>

/* Either writes something of the rules as it is, or runs. */
struct command {
  const char *name;
  enum nut_status (*write)(const struct nut_rules *rules,
                           const struct nut_sink *sink);
  int (*run)(const struct nut_rules *rules, struct options *options,
             struct cli_output *output);
};

static void add_count(struct cli_output *output, const char *before,
                      size_t count, const char *what)
{
  char text[64];
  int len = snprintf(text, sizeof text, "%s%zu %s%s", before, count, what,
                     count == 1 ? "" : "s");
  (void)cli_output_write(output, text, (size_t)len);
}

/* NUT_RULES, examples that fail, still prints the figures. */
static int run_check(const struct nut_rules *rules, struct options *options,
                     struct cli_output *output)
{
  struct nut_report report = { cli_report, &options->messages };
  struct nut_check_counts counts = { 0 };
  enum nut_status status = nut_rules_check(rules, &report, &counts);
  if (status != NUT_OK && status != NUT_RULES)
    return cli_say_status(status);
  add_count(output, "", counts.rules, "rule");
  add_count(output, ", ", counts.examples, "example");
  add_count(output, ", ", counts.errors, "error");
  if (counts.known_gaps)
    add_count(output, ", ", counts.known_gaps, "known gap");
  if (counts.warnings)
    add_count(output, ", ", counts.warnings, "warning");
  (void)cli_output_write(output, "\n", 1);
  return cli_say_status(status);
}

static int run_export(const struct nut_rules *rules, struct options *options,
                      struct cli_output *output)
{
  struct nut_report report = { cli_report, &options->messages };
  struct nut_sink sink = { cli_output_write, output };
  struct nut_export_options wanted = {
    .form = options->export, .names = options->args + 2,
    .n_names = options->n_args - 2
  };
  enum nut_status status =
      nut_rules_export(rules, &wanted, &report, &sink);
  return status == NUT_OUTPUT ? CLI_OK : cli_say_status(status);
}

static const struct command commands[] = {
  { "check", NULL, run_check },
  { "list", nut_rules_list, NULL },
  { "kinds", nut_rules_kinds, NULL },
  { "export", NULL, run_export },
  { "image", nut_rules_image, NULL }
};

/* Named so that the message can be honest about them. */
static const char *const planned[] = { "show", "test", "coverage", "new" };

/* NULL: said what is wrong. */
static const struct command *find_command(const char *name)
{
  for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
    if (strcmp(name, commands[i].name) == 0)
      return &commands[i];
  for (size_t i = 0; i < sizeof planned / sizeof planned[0]; i++) {
    if (strcmp(name, planned[i]) == 0) {
      cli_say("rules", "this command is not supported yet");
      return NULL;
    }
  }
  cli_say("rules", "say check, list, kinds, export or image");
  return NULL;
}

static int run_command(const struct command *command,
                       const struct nut_rules *rules,
                       struct options *options, struct cli_output *output)
{
  if (command->run)
    return command->run(rules, options, output);
  struct nut_sink sink = { cli_output_write, output };
  enum nut_status status = command->write(rules, &sink);
  return status == NUT_OUTPUT ? CLI_OK : cli_say_status(status);
}

/* Whatever was written is kept unless the command broke down: figures of a
 * check with errors are wanted. */
static int with_output(const struct command *command,
                       const struct nut_rules *rules,
                       struct options *options)
{
  struct cli_output output;
  if (!cli_output_open(&output, options->output))
    return CLI_FATAL;
  int code = run_command(command, rules, options, &output);
  int end = cli_output_end(&output, code != CLI_FATAL);
  return end == CLI_OK ? code : end;
}

static int with_data(const struct command *command, struct options *options,
                     const char *data)
{
  struct nut_report report = { cli_report, &options->messages };
  struct nut_rules *rules = NULL;
  struct nut_rules_options plain = {
    .data = data, .files = options->rules, .n_files = options->n_rules,
    .no_defaults = options->no_defaults
  };
  enum nut_status status =
      command->run == run_check
          ? cli_rules_load(options, data, &report, false, &rules)
          : nut_rules_new(&plain, &report, &rules);
  if (status != NUT_OK)
    return cli_say_status(status);
  int code = with_output(command, rules, options);
  nut_rules_free(rules);
  return code;
}

static bool takes_options(const struct command *command,
                          const struct options *options)
{
  char name[32];
  (void)snprintf(name, sizeof name, "rules %s", command->name);
  return options_fit(options,
                     command->run == run_export ? OPTIONS_EXPORT
                                                : OPTIONS_RULES, name);
}

/* `rules check FILE` reads the file as -r does; what `rules export` is
 * given are rules.  options->rules has room for all arguments of the
 * command line. */
static bool take_files(const struct command *command,
                       struct options *options)
{
  if (command->run == run_export)
    return true;
  if (options->n_args > 2 && command->run != run_check) {
    cli_say(options->args[2], "this command takes no file; use -r");
    return false;
  }
  for (size_t i = 2; i < options->n_args; i++)
    options->rules[options->n_rules++] = options->args[i];
  return true;
}

int cmd_rules(struct options *options)
{
  const struct command *command =
      find_command(options->n_args > 1 ? options->args[1] : "");
  if (!command || !takes_options(command, options)
      || !take_files(command, options))
    return CLI_USAGE;
  if (!cli_output_spares(options->output, options->rules, options->n_rules))
    return CLI_FATAL;
  char *data = cli_data_of(options);
  if (!data)
    return CLI_FATAL;
  int code = with_data(command, options, data);
  free(data);
  return code;
}
