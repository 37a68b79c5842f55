/* nutgraf [FILE | FOLDER | -]...: articles in, records out. */
#include "surface/options.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What one run holds; made one after the other, freed the other way round. */
struct work {
  struct options *options;
  struct nut_report report;
  struct nut_rules *rules;
  struct nut_scanner *scanner;
  struct nut_reader *reader;
  struct nut_writer *writer;
  struct cli_output output;
  size_t articles;
  size_t failed;
};

static bool ends_with(const char *text, const char *suffix)
{
  size_t len = strlen(text);
  size_t more = strlen(suffix);
  return len >= more && strcmp(text + len - more, suffix) == 0;
}

/* May there be more than one article?  Then JSON is an array, however many
 * there are in the end. */
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

static enum nut_status load_rules(struct work *work, const char *data)
{
  const struct options *options = work->options;
  struct nut_rules_options wanted = {
    .data = data, .files = options->rules, .n_files = options->n_rules,
    .no_defaults = options->no_defaults
  };
  return nut_rules_new(&wanted, &work->report, &work->rules);
}

static enum nut_status make_stages(struct work *work)
{
  static const char *const standard_input[] = { "-" };
  struct options *options = work->options;
  struct nut_reader_options *reader = &options->reader;
  struct nut_scan_options scan = { .kinds = options->kinds };
  struct nut_sink sink = { cli_output_write, &work->output };
  reader->inputs = options->n_args ? options->args : standard_input;
  reader->n_inputs = options->n_args ? options->n_args : 1;
  options->writer.several = is_several(reader);
  enum nut_status status =
      nut_scanner_new(work->rules, &scan, &work->report, &work->scanner);
  if (status == NUT_OK)
    status = nut_reader_new(reader, &work->report, &work->reader);
  if (status == NUT_OK)
    status = nut_writer_new(work->rules, &options->writer, &sink,
                            &work->writer);
  return status;
}

static void free_stages(struct work *work)
{
  nut_writer_free(work->writer);
  nut_reader_free(work->reader);
  nut_scanner_free(work->scanner);
  nut_rules_free(work->rules);
}

/* ---- working ---------------------------------------------------------- */

static enum nut_status one_article(struct work *work,
                                   const struct nut_input *input)
{
  const struct nut_record *record = NULL;
  enum nut_status status = nut_extract(work->scanner, input, &record);
  work->articles++;
  work->failed += input->error.len != 0 || status == NUT_INPUT;
  if (status != NUT_OK && !(status == NUT_INPUT && record))
    return status;
  return nut_writer_add(work->writer, record);
}

static enum nut_status each_article(struct work *work)
{
  for (;;) {
    struct nut_input input;
    enum nut_status status = nut_reader_next(work->reader, &input);
    if (status == NUT_OK || status == NUT_INPUT)
      status = one_article(work, &input);
    if (status != NUT_OK)
      return status;
  }
}

/* What was done before a failure is still written. */
static enum nut_status all_articles(struct work *work)
{
  enum nut_status status = each_article(work);
  enum nut_status end = nut_writer_end(work->writer);
  return status == NUT_END ? end : status;
}

static void say_failed(const struct work *work)
{
  char line[96];
  if (work->failed == 0 || work->articles < 2)
    return;
  (void)snprintf(line, sizeof line, "%zu of %zu articles failed",
                 work->failed, work->articles);
  cli_say(NULL, line);
}

/* The output's own message tells why a sink refused. */
static int say_status(enum nut_status status)
{
  if (status == NUT_NOMEM)
    cli_say(NULL, "out of memory");
  return cli_exit_of(status);
}

/* With the rules loaded; what the articles came to, and the output. */
static int run(struct work *work)
{
  if (!cli_output_open(&work->output, work->options->output))
    return CLI_FATAL;
  enum nut_status status = make_stages(work);
  if (status == NUT_OK)
    status = all_articles(work);
  int code = say_status(status);
  int end = cli_output_end(&work->output, code == CLI_OK);
  if (end != CLI_OK)
    return end;
  if (code != CLI_OK)
    return code;
  say_failed(work);
  return work->failed ? CLI_SOME_FAILED : CLI_OK;
}

int cmd_extract(struct options *options)
{
  struct work work = { .options = options,
                       .report = { cli_report, &options->messages } };
  char *data = cli_find_data(options->data, options->program,
                             options_shared_data());
  if (!data)
    return CLI_FATAL;
  enum nut_status status = load_rules(&work, data);
  int code = status == NUT_OK ? run(&work) : say_status(status);
  free_stages(&work);
  free(data);
  return code;
}
