/* nutgraf explain FILE | 'TEXT': what each rule finds, and what became of
 * it.
 *
 * The argument is a file if there is one of that name, else a text.  A word
 * that looks like a file's name but is none is refused, as explaining the
 * letters of a mistyped name helps nobody.
 *
 * One article after the other on one thread: this is read by people.  All
 * options of extraction that change what is found apply (rules, kinds,
 * date, region); those that only change the form of records do not. */
#include "surface/cli_places.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

struct work {
  struct options *options;
  struct nut_report report;
  struct nut_rules *rules;
  struct nut_scanner *scanner;
  struct cli_output output;
  size_t failed; /* articles that could not be read */
};

/* NUT_INPUT comes with an input too: its error is explained like a text. */
static enum nut_status one_article(struct work *work,
                                   const struct nut_input *input)
{
  struct nut_sink sink = { cli_output_write, &work->output };
  enum nut_status status = nut_explain(work->scanner, input, &sink);
  work->failed += input->error.len || status == NUT_INPUT;
  return status == NUT_INPUT ? NUT_OK : status;
}

static enum nut_status explain_text(struct work *work, const char *text)
{
  const struct nut_reader_options *reader = &work->options->reader;
  const char *day = reader->published ? reader->published : "";
  const char *region = reader->region ? reader->region : "";
  struct nut_input input = {
    .id = { "text", 4 }, .text = { text, strlen(text) },
    .published = { day, strlen(day) }, .published_from = { "--date", 6 },
    .region = { region, strlen(region) }
  };
  return one_article(work, &input);
}

static enum nut_status each_article(struct work *work,
                                    struct nut_reader *reader)
{
  for (;;) {
    struct nut_input input;
    enum nut_status status = nut_reader_next(reader, &input);
    if (status == NUT_OK || status == NUT_INPUT)
      status = one_article(work, &input);
    if (status != NUT_OK)
      return status == NUT_END ? NUT_OK : status;
  }
}

static enum nut_status explain_files(struct work *work)
{
  struct nut_reader_options *options = &work->options->reader;
  struct nut_reader *reader = NULL;
  options->inputs = work->options->args + 1;
  options->n_inputs = 1;
  enum nut_status status = nut_reader_new(options, &work->report, &reader);
  if (status == NUT_OK)
    status = each_article(work, reader);
  nut_reader_free(reader);
  return status;
}

/* ---- a file or a text? ------------------------------------------------ */

/* A word with a slash or a suffix of letters ("raid.txt"): one who types
 * that means a file, and would not be helped by what the rules find in it.
 * "Mr.Smith" has a capital and passes as text, and so does anything with a
 * blank. */
static bool looks_like_a_file(const char *text)
{
  const char *dot = strrchr(text, '.');
  if (strpbrk(text, " \t\n"))
    return false;
  if (strchr(text, '/'))
    return true;
  return dot && strlen(dot) > 3
         && dot[1 + strspn(dot + 1, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

static bool is_there(const char *path)
{
  struct stat about;
  return strcmp(path, "-") == 0 || stat(path, &about) == 0;
}

/* args[0] is the command's own name. */
static bool take_argument(struct options *options)
{
  if (options->n_args != 2) {
    cli_say("explain", "name one file, or give one text in quotes");
    return false;
  }
  const char *text = options->args[1];
  if (!is_there(text) && looks_like_a_file(text)) {
    cli_say_errno(text, ENOENT);
    return false;
  }
  return true;
}

/* ---- the command ------------------------------------------------------ */

/* The output's failure outranks what came of the articles. */
static int run(struct work *work)
{
  struct nut_scan_options scan = { .kinds = work->options->kinds };
  const char *text = work->options->args[1];
  if (!cli_output_open(&work->output, work->options->output))
    return CLI_FATAL;
  enum nut_status status =
      nut_scanner_new(work->rules, &scan, &work->report, &work->scanner);
  if (status == NUT_OK)
    status = is_there(text) ? explain_files(work) : explain_text(work, text);
  int code = cli_say_status(status);
  int end = cli_output_end(&work->output, code == CLI_OK);
  if (end != CLI_OK)
    return end;
  return code == CLI_OK && work->failed ? CLI_SOME_FAILED : code;
}

int cmd_explain(struct options *options)
{
  struct work work = { .options = options,
                       .report = { cli_report, &options->messages } };
  if (!options_fit(options, OPTIONS_EXPLAIN, "explain")
      || !take_argument(options))
    return CLI_USAGE;
  if (!cli_output_spares(options->output, options->args + 1, 1)
      || !cli_output_spares(options->output, options->rules,
                            options->n_rules))
    return CLI_FATAL;
  int code = cli_rules_open(options, &work.report, false, &work.rules);
  if (code == CLI_OK)
    code = run(&work);
  nut_scanner_free(work.scanner);
  nut_rules_free(work.rules);
  return code;
}
