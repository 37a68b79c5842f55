/* nutgraf, the program: sets up the process and picks the command.
 *
 * A first word that is a command's name is one; anything else is a file to
 * extract from, and ./rules is how to name a file "rules".  Words behind
 * "--" are files always.  Help and version come before any command. */
#include "surface/options.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* A file opened later must not become descriptor 0, 1 or 2 and be written
 * to by mistake.  Each missing one is opened the wrong way round, so that
 * using it fails and nothing is lost in silence.  open gives the lowest
 * free number, so each missing one is filled in turn. */
static bool fill_standard_files(void)
{
  static const int modes[] = { O_WRONLY, O_RDONLY, O_WRONLY };
  for (int fd = 0; fd < 3; fd++)
    if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", modes[fd]) != fd)
      return false;
  return true;
}

/* A reader that goes away shows as EPIPE, where it can be dealt with. */
static void ignore_sigpipe(void)
{
  struct sigaction action = { .sa_handler = SIG_IGN };
  (void)sigemptyset(&action.sa_mask);
  (void)sigaction(SIGPIPE, &action, NULL);
}

static const char *const planned[] = {
  "schema", "corrections"
};

/* Commands of later versions; a file of that name is ./schema. */
static bool is_planned(const char *word)
{
  for (size_t i = 0; i < sizeof planned / sizeof planned[0]; i++)
    if (strcmp(word, planned[i]) == 0)
      return true;
  return false;
}

/* On a terminal without arguments waiting for typed text would look like a
 * program that hangs. */
static int hint(void)
{
  cli_say(NULL, "no input: name files or folders, or - for what you type");
  cli_say(NULL, "'nutgraf --help' lists the options");
  return CLI_USAGE;
}

static int run(struct options *options)
{
  const char *command = options->n_plain ? options->args[0] : "";
  if (options->help)
    return options_help();
  if (options->version)
    return options_version();
  if (strcmp(command, "rules") == 0)
    return cmd_rules(options);
  if (strcmp(command, "gazetteer") == 0)
    return cmd_gazetteer(options);
  if (strcmp(command, "explain") == 0)
    return cmd_explain(options);
  if (is_planned(command)) {
    cli_say(command, "this command is not supported yet");
    return CLI_USAGE;
  }
  if (options->n_args == 0 && isatty(STDIN_FILENO))
    return hint();
  return options_fit(options, OPTIONS_EXTRACT, "") ? cmd_extract(options)
                                                   : CLI_USAGE;
}

int main(int argc, char **argv)
{
  struct options options = { 0 };
  if (!fill_standard_files())
    return CLI_FATAL;
  ignore_sigpipe();
  int code = CLI_USAGE;
  if (options_parse(&options, argc, argv))
    code = run(&options);
  options_drop(&options);
  return code;
}
