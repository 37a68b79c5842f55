/* nutgraf [FILE | FOLDER | -]...: articles in, records out.
 *
 * Sets up what a batch run needs, in an order that fails early and
 * harmlessly: inputs and rule files are compared with the output, data is
 * found, rules are loaded, and only then is the output opened.  The work is
 * nut_batch_run's.
 *
 * Exit statuses add up in this order: the output's own failure, then an
 * interruption or a failure of the run, then articles that failed. */
#include "surface/cli_places.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* What one run holds. */
struct work {
  struct options *options;
  struct nut_report report;
  struct nut_rules *rules;
  struct cli_output output;
  struct cli_signals signals;
  struct nut_batch_counts counts;
  char *partial; /* where the output of an interrupted run is, or NULL */
};

static bool ends_with(const char *text, const char *suffix)
{
  size_t len = strlen(text);
  size_t more = strlen(suffix);
  return len >= more && strcasecmp(text + len - more, suffix) == 0;
}

/* May there be more than one article?  Then JSON is an array, however many
 * there are in the end.  A stream or a file is one article unless its form
 * says otherwise; the names .ndjson and .jsonl count only where no format
 * was given. */
static bool is_several(const struct nut_reader_options *reader)
{
  struct stat about;
  if (reader->n_inputs != 1 || reader->from == NUT_FROM_NDJSON)
    return true;
  const char *path = reader->inputs[0];
  if (strcmp(path, "-") == 0)
    return false;
  if (reader->from == NUT_FROM_AUTO
      && (ends_with(path, ".ndjson") || ends_with(path, ".jsonl")))
    return true;
  return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* ---- setting up ------------------------------------------------------- */

/* 0: as many as there are processors at work. */
static unsigned count_jobs(unsigned jobs)
{
  long processors = jobs ? (long)jobs : sysconf(_SC_NPROCESSORS_ONLN);
  return processors < 1 ? 1 : (unsigned)processors;
}

/* Of a variable that is not set, mostly. */
static bool has_empty_name(const struct options *options)
{
  for (size_t i = 0; i < options->n_args; i++)
    if (options->args[i][0] == '\0')
      return true;
  return false;
}

/* The name of the output does not choose its form; who thinks so learns it
 * before a spreadsheet does. */
static void note_form(const struct options *options)
{
  if (options->output && ends_with(options->output, ".csv")
      && options->writer.to != NUT_TO_CSV && !options->messages.quiet)
    cli_say(options->output, "is not written as CSV; that is --to csv");
}

/* Where the records go and what is read, made known before any work.  The
 * output is made known to the reader as well: a walk through a folder that
 * holds it must leave it out. */
static bool name_files(struct options *options)
{
  static const char *const standard_input[] = { "-" };
  struct nut_reader_options *reader = &options->reader;
  reader->inputs = options->n_args ? options->args : standard_input;
  reader->n_inputs = options->n_args ? options->n_args : 1;
  if (cli_output_file(options->output, &options->output_file))
    reader->output = &options->output_file;
  return cli_output_spares(options->output, reader->inputs, reader->n_inputs)
         && cli_output_spares(options->output, options->rules,
                              options->n_rules);
}

/* ---- working ---------------------------------------------------------- */

/* Milliseconds since some moment, for --budget. */
static uint64_t now(void)
{
  struct timespec time = { 0 };
  (void)clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

static enum nut_status all_articles(struct work *work)
{
  struct options *options = work->options;
  struct nut_batch_options batch = {
    .reader = options->reader, .scan.kinds = options->kinds,
    .writer = options->writer, .jobs = count_jobs(options->jobs),
    .stop = cli_signals_stop(&work->signals)
  };
  struct nut_sink sink = { cli_output_write, &work->output };
  batch.writer.several = is_several(&batch.reader);
  if (options->budget) {
    batch.scan.now = now;
    batch.scan.budget = options->budget;
  }
  return nut_batch_run(work->rules, &batch, &work->report, &sink,
                       &work->counts);
}

/* One article that failed has told so itself. */
static void say_failed(const struct work *work)
{
  char line[96];
  if (work->counts.failed == 0 || work->counts.articles < 2)
    return;
  (void)snprintf(line, sizeof line, "%zu of %zu articles failed",
                 work->counts.failed, work->counts.articles);
  cli_say(NULL, line);
}

/* 128 and the signal's number, as shells have it. */
static int say_signal(const struct work *work, int number)
{
  char line[96];
  (void)snprintf(line, sizeof line, "interrupted after %zu article%s",
                 work->counts.articles,
                 work->counts.articles == 1 ? "" : "s");
  cli_say(NULL, line);
  if (work->partial)
    cli_say(work->partial, "has the records that were finished");
  return CLI_SIGNAL + number;
}

/* A file of the output's own is put in its place only when everything is in
 * it; what an interrupted run has finished is kept beside that. */
static int run_signalled(struct work *work)
{
  if (!cli_output_open(&work->output, work->options->output))
    return CLI_FATAL;
  enum nut_status status = all_articles(work);
  int code = cli_say_status(status);
  if (code == CLI_SIGNAL && work->counts.articles)
    work->partial = cli_output_divert(&work->output);
  int end = cli_output_end(&work->output, code == CLI_OK || work->partial);
  if (end != CLI_OK)
    return end;
  if (code == CLI_OK)
    say_failed(work);
  return code == CLI_OK && work->counts.failed ? CLI_SOME_FAILED : code;
}

/* With the rules loaded; what the articles came to, and the output.  A
 * signal that came too late to stop anything leaves the status as it is. */
static int run(struct work *work)
{
  cli_signals_begin(&work->signals);
  int code = run_signalled(work);
  int number = cli_signals_end(&work->signals);
  return number && code == CLI_SIGNAL ? say_signal(work, number)
                                            : code;
}

int cmd_extract(struct options *options)
{
  struct work work = { .options = options,
                       .report = { cli_report, &options->messages } };
  if (has_empty_name(options)) {
    cli_say("\"\"", "is no file name");
    return CLI_USAGE;
  }
  note_form(options);
  if (!name_files(options))
    return CLI_FATAL;
  int code = cli_rules_open(options, &work.report, true, &work.rules);
  if (code == CLI_OK)
    code = run(&work);
  nut_rules_free(work.rules);
  free(work.partial);
  return code;
}
