/* The command line: a table of options, their handlers, help and parsing.
 *
 * One row says all of an option: its names, whether it may come twice, its
 * argument, its line of help and its handler; so help, parsing and
 * suggestions cannot disagree.  getopt_long would take abbreviations, which
 * turn into other options when new ones come, and reports in words of its
 * own.
 *
 *   --to csv   --to=csv   -o FILE   -oFILE   -- (files behind it)
 *
 * Options and files may be mixed.  Values are checked when they are read,
 * so that a mistake is told before any work; a handler returns what is
 * wrong with its value ("is not text or ndjson"), and the message puts the
 * option and the value before it.  An option given twice is refused rather
 * than the last one taken: one of the two was meant.  Short options do not
 * bundle (-qo), and an unknown one gets the nearest name within two typing
 * mistakes.
 *
 * Strings are borrowed from argv; only the two lists are allocated. */
#include "surface/options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The Makefile says where things are installed. */
#ifndef NUT_PREFIX
#define NUT_PREFIX "/usr/local"
#endif

/* Mistakes that a suggestion may be away from what was typed. */
#define TYPOS 2

/* Threads that -j gives at most; more than this many bring nothing. */
#define JOBS_MOST 64

/* Longest option name that is compared; ours are shorter. */
#define NAME_MAX_LEN 32

const char *options_shared_data(void)
{
  return NUT_PREFIX "/share/nutgraf/rules";
}

/* ---- handlers: NULL, or what is wrong with the value ------------------- */

static const char *set_from(struct options *options, const char *value)
{
  if (strcmp(value, "text") == 0)
    options->reader.from = NUT_FROM_TEXT;
  else if (strcmp(value, "ndjson") == 0)
    options->reader.from = NUT_FROM_NDJSON;
  else
    return "is not text or ndjson";
  return NULL;
}

static const char *set_to(struct options *options, const char *value)
{
  if (strcmp(value, "ndjson") == 0)
    options->writer.to = NUT_TO_NDJSON;
  else if (strcmp(value, "json") == 0)
    options->writer.to = NUT_TO_JSON;
  else if (strcmp(value, "csv") == 0)
    options->writer.to = NUT_TO_CSV;
  else
    return "is not ndjson, json or csv";
  return NULL;
}

static const char *set_by(struct options *options, const char *value)
{
  options->writer.by_article = strcmp(value, "article") == 0;
  return options->writer.by_article || strcmp(value, "fact") == 0
             ? NULL
             : "is not fact or article";
}

static const char *set_offsets(struct options *options, const char *value)
{
  if (strcmp(value, "codepoints") == 0)
    options->writer.offsets = NUT_OFFSETS_CODEPOINTS;
  else if (strcmp(value, "bytes") == 0)
    options->writer.offsets = NUT_OFFSETS_BYTES;
  else if (strcmp(value, "utf16") == 0)
    options->writer.offsets = NUT_OFFSETS_UTF16;
  else
    return "is not codepoints, bytes or utf16";
  return NULL;
}

static const char *set_output(struct options *options, const char *value)
{
  options->output = value;
  return value[0] ? NULL : "is no file name";
}

/* HH:MM, with seconds or a zone behind it or not.  ISO 8601; a NUL byte
 * fits no place of the shape, so short texts are safe. */
static bool is_time(const char *text)
{
  static const char shape[] = "dd:dd";
  for (size_t i = 0; shape[i]; i++) {
    bool digit = text[i] >= '0' && text[i] <= '9';
    if (shape[i] == 'd' ? !digit : text[i] != shape[i])
      return false;
  }
  return (text[0] - '0') * 10 + text[1] - '0' < 24 && text[3] < '6';
}

/* nut_is_day has looked at the first ten characters; seconds or a zone
 * would be cut off in the record and are refused here. */
static const char *set_date(struct options *options, const char *value)
{
  static const char wrong[] =
      "is not a day such as 2021-09-28 or 2021-09-28T14:30";
  options->reader.published = value;
  if (!nut_is_day(value))
    return wrong;
  if (value[10] == '\0')
    return NULL;
  return value[10] == 'T' && is_time(value + 11) && strlen(value) == 16
             ? NULL
             : wrong;
}

/* UK is what people type; ISO 3166-1 has GB, and UK is only reserved. */
static const char *set_region(struct options *options, const char *value)
{
  if (strcasecmp(value, "UK") == 0)
    return "is not an ISO 3166 country code; did you mean GB?";
  if (!nut_is_country(value))
    return "is not a country code such as GB or US";
  for (size_t i = 0; i < 2; i++)
    options->region[i] = (char)(value[i] & ~0x20); /* to capitals */
  options->reader.region = options->region;
  return NULL;
}

static const char *set_kinds(struct options *options, const char *value)
{
  options->kinds = value;
  return value[0] ? NULL : "names no kind";
}

static const char *add_rules(struct options *options, const char *value)
{
  options->rules[options->n_rules++] = value;
  return NULL;
}

static const char *add_gazetteer(struct options *options, const char *value)
{
  options->gazetteers[options->n_gazetteers++] = value;
  return value[0] ? NULL : "is no file name";
}

static const char *set_data(struct options *options, const char *value)
{
  options->data = value;
  return value[0] ? NULL : "is no folder";
}

/* A number of digits alone; false when it is none, or too large.  strtoul
 * would take signs, blanks and wrap-around.  The test before the
 * multiplication keeps the sum within size_t. */
static bool read_number(const char *value, size_t *out)
{
  size_t sum = 0;
  for (const char *at = value; *at; at++) {
    if (*at < '0' || *at > '9' || sum > (SIZE_MAX - 9) / 10)
      return false;
    sum = sum * 10 + (size_t)(*at - '0');
  }
  *out = sum;
  return value[0] != '\0';
}

static const char *set_max_bytes(struct options *options, const char *value)
{
  if (!read_number(value, &options->reader.max_bytes))
    return "is not a number of bytes";
  return options->reader.max_bytes ? NULL
                                   : "is not a number of bytes above 0";
}

/* A day is more than anybody waits for, and fits an unsigned anywhere. */
static const char *set_budget(struct options *options, const char *value)
{
  size_t budget = 0;
  if (!read_number(value, &budget) || budget == 0 || budget > 86400000)
    return "is not a number of milliseconds above 0 (a day at most)";
  options->budget = (unsigned)budget;
  return NULL;
}

/* 0 stays 0: as many as there are processors. */
static const char *set_jobs(struct options *options, const char *value)
{
  size_t jobs = 0;
  if (!read_number(value, &jobs))
    return "is not a number of threads";
  options->jobs = jobs < JOBS_MOST ? (unsigned)jobs : JOBS_MOST;
  return NULL;
}

static const char *set_no_defaults(struct options *options,
                                   const char *value)
{
  (void)value;
  options->no_defaults = true;
  return NULL;
}

static const char *set_context(struct options *options, const char *value)
{
  (void)value;
  options->writer.context = true;
  return NULL;
}

static const char *set_with_text(struct options *options, const char *value)
{
  (void)value;
  options->writer.with_text = true;
  return NULL;
}

static const char *set_bom(struct options *options, const char *value)
{
  (void)value;
  options->writer.bom = true;
  return NULL;
}

static const char *set_raw_cells(struct options *options, const char *value)
{
  (void)value;
  options->writer.raw_cells = true;
  return NULL;
}

/* Once is as good as twice, but not two forms. */
static const char *set_export(struct options *options, enum nut_export form)
{
  if (options->export != NUT_EXPORT_TABLE && options->export != form)
    return "--json and --pcre2 are two forms; say one";
  options->export = form;
  return NULL;
}

static const char *set_json(struct options *options, const char *value)
{
  (void)value;
  return set_export(options, NUT_EXPORT_JSON);
}

static const char *set_pcre2(struct options *options, const char *value)
{
  (void)value;
  return set_export(options, NUT_EXPORT_PCRE2);
}

static const char *set_quiet(struct options *options, const char *value)
{
  (void)value;
  options->messages.quiet = true;
  return NULL;
}

static const char *set_help(struct options *options, const char *value)
{
  (void)value;
  options->help = true;
  return NULL;
}

static const char *set_version(struct options *options, const char *value)
{
  (void)value;
  options->version = true;
  return NULL;
}

/* ---- the table -------------------------------------------------------- */

/* Sets of commands. */
#define EXTRACT ((unsigned)OPTIONS_EXTRACT)
#define READING ((unsigned)(OPTIONS_EXTRACT | OPTIONS_EXPLAIN))
#define EXPORT ((unsigned)OPTIONS_EXPORT)
#define ANY (~0U)

struct option {
  const char *name;     /* with its dashes */
  char letter;          /* of the short form, or 0 */
  bool repeats;
  unsigned commands;    /* that heed it; ANY where it can do no harm */
  const char *argument; /* NULL: takes none */
  const char *help;
  const char *(*set)(struct options *options, const char *value);
};

/* In the order of the help.  `given` has a bit for each row, so 64 at most. */
static const struct option table[] = {
  { "--from", 0, false, READING, "FORMAT",
    "input: text or ndjson (.ndjson and .jsonl are seen)", set_from },
  { "--to", 0, false, EXTRACT, "FORMAT",
    "output: ndjson (default), json or csv", set_to },
  { "--by", 0, false, EXTRACT, "WHAT",
    "CSV: a row for each fact (default) or article", set_by },
  { "--output", 'o', false, ANY, "FILE",
    "write there, not to standard output", set_output },
  { "--date", 0, false, READING, "DAY",
    "publication day, for articles that do not say", set_date },
  { "--region", 0, false, READING, "RR",
    "country code such as GB, for articles that do not say", set_region },
  { "--kinds", 0, false, READING, "LIST",
    "only these kinds, such as date,count", set_kinds },
  { "--rules", 'r', true, ANY, "FILE",
    "a rule file of your own (repeatable)", add_rules },
  { "--gazetteer", 0, true, ANY, "FILE",
    "places of your own (repeatable)", add_gazetteer },
  { "--no-default-rules", 0, true, ANY, NULL,
    "leave the shipped rules out", set_no_defaults },
  { "--data", 0, false, ANY, "DIR",
    "the folder that holds core.rules", set_data },
  { "--jobs", 'j', false, ANY, "N",
    "worker threads (one for each processor; 64 at most)", set_jobs },
  { "--max-bytes", 0, false, READING, "N",
    "refuse larger articles (64 MiB)", set_max_bytes },
  { "--budget", 0, false, EXTRACT, "MS",
    "leave an article after so many milliseconds", set_budget },
  { "--offsets", 0, false, EXTRACT, "UNIT",
    "start and end in codepoints (default), bytes or utf16", set_offsets },
  { "--context", 0, true, EXTRACT, NULL,
    "each fact with its sentence", set_context },
  { "--with-text", 0, true, EXTRACT, NULL,
    "each record with its article", set_with_text },
  { "--bom", 0, true, EXTRACT, NULL,
    "CSV: begin with a byte order mark", set_bom },
  { "--raw-cells", 0, true, EXTRACT, NULL,
    "CSV: cells that begin like a formula stay as they are", set_raw_cells },
  { "--json", 0, true, EXPORT, NULL,
    "rules export: all of each rule, as JSON", set_json },
  { "--pcre2", 0, true, EXPORT, NULL,
    "rules export: the patterns alone", set_pcre2 },
  { "--quiet", 'q', true, ANY, NULL,
    "errors only", set_quiet },
  { "--help", 'h', true, ANY, NULL,
    "this", set_help },
  { "--version", 0, true, ANY, NULL,
    "the version", set_version },
};

#define N_OPTIONS (sizeof table / sizeof table[0])

/* ---- help ------------------------------------------------------------- */

static void print_option(FILE *to, const struct option *option)
{
  char left[64];
  (void)snprintf(left, sizeof left, "%s%s%s", option->name,
                 option->argument ? " " : "",
                 option->argument ? option->argument : "");
  if (option->letter)
    fprintf(to, "  -%c, %-18s  %s\n", option->letter, left, option->help);
  else
    fprintf(to, "  %-22s  %s\n", left, option->help);
}

static void print_help(FILE *to)
{
  fputs("nutgraf reads news articles and writes what they say as data:\n"
        "dates, places, counts, ages, statutes, phone numbers, money,\n"
        "percentages and measures, each with its value and its place.\n"
        "\n"
        "  nutgraf [OPTION]... [FILE | FOLDER | -]...\n"
        "  nutgraf rules check [FILE]...   run the rules' examples\n"
        "  nutgraf rules list              the rules there are\n"
        "  nutgraf rules kinds             what rules capture and give\n"
        "  nutgraf rules export [RULE]...  their patterns, expanded\n"
        "  nutgraf rules image             the set, for quick starts\n"
        "  nutgraf gazetteer lookup NAME   the places of that name\n"
        "  nutgraf gazetteer build         the index of places, made anew\n"
        "  nutgraf gazetteer verify        is the index whole?\n"
        "  nutgraf explain FILE | 'TEXT'   what each rule finds there\n"
        "\n", to);
  for (size_t i = 0; i < N_OPTIONS; i++)
    print_option(to, &table[i]);
  fputs("\n"
        "Exit status: 0 all done; 1 some input failed, the rest is done;\n"
        "2 options or rules are wrong; 3 output, memory or data files;\n"
        "129, 130 and 143 interrupted, with whole records until then\n"
        "(-o FILE stays as it was; the records are in FILE.partial);\n"
        "141 the reader of the pipe has gone.\n",
        to);
}

/* Through the output like records, so that a full disk or a closed pipe is
 * noticed for --help as well. */
static int write_out(const char *text, size_t len)
{
  struct cli_output output;
  if (!cli_output_open(&output, NULL))
    return CLI_FATAL;
  (void)cli_output_write(&output, text, len);
  return cli_output_end(&output, true);
}

int options_help(void)
{
  char *text = NULL;
  size_t len = 0;
  FILE *to = open_memstream(&text, &len);
  if (!to) {
    cli_say_errno(NULL, errno);
    return CLI_FATAL;
  }
  print_help(to);
  int code = fclose(to) == 0 ? write_out(text, len) : CLI_FATAL;
  free(text);
  return code;
}

int options_version(void)
{
  static const char text[] = "nutgraf " NUT_VERSION "\n";
  return write_out(text, sizeof text - 1);
}

/* ---- did you mean ----------------------------------------------------- */

static size_t least(size_t a, size_t b, size_t c)
{
  size_t low = a < b ? a : b;
  return low < c ? low : c;
}

/* Letters to change, add or drop (Levenshtein), row by row.  One row is
 * kept: `corner` is the upper left neighbour, saved before it is
 * overwritten.  A name too long for the row is far from all of ours. */
static size_t distance(const char *a, size_t a_len, const char *b)
{
  size_t row[NAME_MAX_LEN + 1];
  size_t b_len = strlen(b);
  if (a_len > NAME_MAX_LEN || b_len > NAME_MAX_LEN)
    return NAME_MAX_LEN;
  for (size_t j = 0; j <= b_len; j++)
    row[j] = j;
  for (size_t i = 1; i <= a_len; i++) {
    size_t corner = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b_len; j++) {
      size_t above = row[j];
      row[j] = least(row[j] + 1, row[j - 1] + 1,
                     corner + (a[i - 1] != b[j - 1]));
      corner = above;
    }
  }
  return row[b_len];
}

/* NULL where nothing is near; the first of equals. */
static const char *nearest(const char *name, size_t len)
{
  const char *best = NULL;
  size_t least_so_far = TYPOS + 1;
  for (size_t i = 0; i < N_OPTIONS; i++) {
    size_t away = distance(name, len, table[i].name);
    if (away < least_so_far) {
      least_so_far = away;
      best = table[i].name;
    }
  }
  return best;
}

static void try_help(void)
{
  cli_say(NULL, "'nutgraf --help' lists the options");
}

static bool unknown(const char *name, size_t len)
{
  char *text = NULL;
  size_t size = 0;
  const char *near = nearest(name, len);
  FILE *to = open_memstream(&text, &size);
  if (to) {
    fprintf(to, "unknown option %.*s", (int)len, name);
    if (near)
      fprintf(to, "; did you mean %s?", near);
    if (fclose(to) == 0)
      cli_say(NULL, text);
    free(text);
  }
  try_help();
  return false;
}

/* ---- parsing ---------------------------------------------------------- */

struct arguments {
  char **next; /* ends with NULL */
};

/* false always, for the caller to return. */
static bool wrong(const char *name, const char *what)
{
  cli_say(name, what);
  try_help();
  return false;
}

static bool wrong_value(const char *name, const char *value,
                        const char *what)
{
  char *text = NULL;
  size_t size = 0;
  FILE *to = open_memstream(&text, &size);
  if (!to)
    return wrong(name, what);
  fprintf(to, "'%s' %s", value, what);
  if (fclose(to) == 0)
    cli_say(name, text);
  free(text);
  return false;
}

/* value: what was glued to the option, or NULL.  The next argument is the
 * value whatever it looks like: "-o -" is fine. */
static bool take_option(struct options *options, size_t row,
                        const char *value, struct arguments *arguments)
{
  const struct option *option = &table[row];
  if (!option->argument && value)
    return wrong(option->name, "takes no value");
  if (option->argument && !value)
    value = *arguments->next ? *arguments->next++ : NULL;
  if (option->argument && !value)
    return wrong(option->name, "needs a value");
  if (!option->repeats && (options->given >> row & 1))
    return wrong(option->name, "is given twice");
  options->given |= (uint64_t)1 << row;
  const char *what = option->set(options, value);
  if (!what)
    return true;
  return value ? wrong_value(option->name, value, what)
               : wrong(option->name, what);
}

/* Compared in full, up to the "=". */
static bool take_long(struct options *options, const char *text,
                      struct arguments *arguments)
{
  size_t len = strcspn(text, "=");
  const char *value = text[len] ? text + len + 1 : NULL;
  for (size_t i = 0; i < N_OPTIONS; i++)
    if (strlen(table[i].name) == len && !strncmp(table[i].name, text, len))
      return take_option(options, i, value, arguments);
  return unknown(text, len);
}

static bool take_short(struct options *options, const char *text,
                       struct arguments *arguments)
{
  const char *value = text[2] ? text + 2 : NULL;
  for (size_t i = 0; i < N_OPTIONS; i++)
    if (table[i].letter == text[1])
      return take_option(options, i, value, arguments);
  return unknown(text, strlen(text));
}

/* "-" alone is a file: standard input.  n_plain counts what stands before a
 * "--", as only that may be a command. */
static bool take(struct options *options, const char *text,
                 struct arguments *arguments)
{
  if (strncmp(text, "--", 2) == 0)
    return take_long(options, text, arguments);
  if (text[0] == '-' && text[1])
    return take_short(options, text, arguments);
  options->args[options->n_args++] = text;
  options->n_plain++;
  return true;
}

/* Each list has room for all arguments and one more, so handlers need not
 * check.  false: what is wrong has been said. */
bool options_parse(struct options *options, int argc, char **argv)
{
  struct arguments arguments = { argv + (argc > 0) };
  size_t most = (size_t)argc + 1;
  options->program = argc > 0 ? argv[0] : "nutgraf";
  options->args = calloc(most, sizeof *options->args);
  options->rules = calloc(most, sizeof *options->rules);
  options->gazetteers = calloc(most, sizeof *options->gazetteers);
  if (!options->args || !options->rules || !options->gazetteers) {
    cli_say_errno(NULL, ENOMEM);
    return false;
  }
  while (*arguments.next) {
    const char *text = *arguments.next++;
    if (strcmp(text, "--") == 0)
      break;
    if (!take(options, text, &arguments))
      return false;
  }
  while (*arguments.next)
    options->args[options->n_args++] = *arguments.next++;
  return true;
}

/* What a command would not heed is refused: `rules export --to json` is not
 * to look as if it had worked. */
bool options_fit(const struct options *options,
                 enum options_command command, const char *name)
{
  char what[96] = "goes with 'rules export' only";
  if (command != OPTIONS_EXTRACT)
    (void)snprintf(what, sizeof what, "does not go with '%s'%s", name,
                   command == OPTIONS_EXPORT
                       ? ", whose forms are --json and --pcre2" : "");
  for (size_t i = 0; i < N_OPTIONS; i++)
    if (options->given >> i & 1 && !(table[i].commands & command))
      return wrong(table[i].name, what);
  return true;
}

void options_drop(struct options *options)
{
  free(options->args);
  free(options->rules);
  free(options->gazetteers);
}
