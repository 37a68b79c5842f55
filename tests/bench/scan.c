/* Times the scan stage alone: all rules over all articles, again and again.
 *
 *     scan DATA ARTICLES.ndjson PASSES [RULES [costs]]
 *
 * DATA is the folder of the shipped rules, RULES a rule file to read besides,
 * - for none.
 * Articles are read and taken apart first, into memory.  Prints one line of
 * JSON with the seconds of each step and of the best pass; with `costs`
 * instead a line a rule: milliseconds that it takes beside the search for
 * keys, matches, name. */
#include "record/extract.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct bench {
  struct nut_rules *rules;
  struct nut_extractor extractor;
  struct nut_arena texts;    /* the articles */
  struct nut_arena matches;  /* of one article */
  struct nut_article *articles;
  size_t n_articles;
  size_t cap;
  size_t bytes;              /* of their text */
  size_t found;              /* matches of one pass */
};

static double now(void)
{
  struct timespec time;
  (void)clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void say(void *ctx, const struct nut_message *message)
{
  (void)ctx;
  if (message->severity == NUT_ERROR)
    fprintf(stderr, "%.*s:%u: %.*s\n", (int)message->file.len,
            message->file.len ? message->file.ptr : "", message->line,
            (int)message->text.len, message->text.ptr);
}

static enum nut_status load_rules(struct bench *b, const char *data,
                                  const char *const *files)
{
  struct nut_report report = { say, NULL };
  struct nut_rules_options options = { .data = data, .files = files,
                                       .n_files = *files != NULL };
  enum nut_status status = nut_rules_new(&options, &report, &b->rules);
  if (status == NUT_OK)
    status = nut_extractor_init(&b->extractor, b->rules->engine, NULL);
  return status;
}

static enum nut_status add_article(struct bench *b, struct nut_slice bytes)
{
  struct nut_article_words words = { &b->extractor.abbreviations,
                                     &b->extractor.starters };
  struct nut_slice no_title = { NULL, 0 };
  b->articles = nut_arena_grow(&b->texts, b->articles, b->n_articles,
                               &b->cap, sizeof *b->articles);
  bytes = nut_arena_copy(&b->texts, bytes);
  if (b->texts.failed)
    return NUT_NOMEM;
  b->bytes += bytes.len;
  return nut_article_parse(&b->texts, bytes, no_title, &words,
                           &b->articles[b->n_articles++]);
}

static enum nut_status read_articles(struct bench *b, const char *path)
{
  struct nut_report report = { say, NULL };
  struct nut_reader *reader = NULL;
  struct nut_reader_options options = { .from = NUT_FROM_NDJSON,
                                        .inputs = &path, .n_inputs = 1 };
  enum nut_status status = nut_reader_new(&options, &report, &reader);
  while (status == NUT_OK) {
    struct nut_input input;
    status = nut_reader_next(reader, &input);
    if (status == NUT_OK)
      status = add_article(b, input.text);
  }
  nut_reader_free(reader);
  return status == NUT_END ? NUT_OK : status;
}

static enum nut_status one_pass(struct bench *b, const struct nut_rule *only)
{
  b->found = 0;
  for (size_t i = 0; i < b->n_articles; i++) {
    struct nut_matches matches;
    nut_arena_reset(&b->matches);
    enum nut_status status =
        nut_scan_run(&b->extractor.scan, &b->matches, &b->articles[i], only,
                     &matches);
    if (status != NUT_OK)
      return status;
    b->found += matches.len;
  }
  return NUT_OK;
}

static enum nut_status best_pass(struct bench *b, long passes,
                                 const struct nut_rule *only, double *best)
{
  for (long i = 0; i < passes; i++) {
    double start = now();
    enum nut_status status = one_pass(b, only);
    double took = now() - start;
    if (status != NUT_OK)
      return status;
    *best = i == 0 || took < *best ? took : *best;
  }
  return NUT_OK;
}

/* A rule alone takes its own time and that of the search for keys, which the
 * cheapest rule shows. */
static enum nut_status print_costs(struct bench *b, long passes)
{
  size_t n = b->rules->n_rules;
  double *costs = calloc(n + 1, sizeof *costs);
  size_t *found = calloc(n + 1, sizeof *found);
  enum nut_status status = costs && found ? NUT_OK : NUT_NOMEM;
  double least = 0;
  for (size_t i = 0; status == NUT_OK && i < n; i++) {
    status = best_pass(b, passes, &b->rules->rules[i], &costs[i]);
    found[i] = b->found;
    if (!b->rules->rules[i].gazetteer)
      least = least == 0 || costs[i] < least ? costs[i] : least;
  }
  for (size_t i = 0; status == NUT_OK && i < n; i++)
    printf("%.2f\t%zu\t%.*s\n", (costs[i] - least) * 1e3, found[i],
           (int)b->rules->rules[i].name.len, b->rules->rules[i].name.ptr);
  free(costs);
  free(found);
  return status;
}

static enum nut_status run(struct bench *b, char **argv)
{
  bool costs = argv[4] && argv[5];
  bool besides = argv[4] && strcmp(argv[4], "-") != 0;
  const char *files[] = { besides ? argv[4] : NULL, NULL };
  double start = now();
  double best = 0;
  enum nut_status status = load_rules(b, argv[1], files);
  double loaded = now();
  if (status == NUT_OK)
    status = read_articles(b, argv[2]);
  double parsed = now();
  if (status == NUT_OK && costs)
    return print_costs(b, strtol(argv[3], NULL, 10));
  if (status == NUT_OK)
    status = best_pass(b, strtol(argv[3], NULL, 10), NULL, &best);
  if (status == NUT_OK)
    printf("{\"rules\":%zu,\"articles\":%zu,\"bytes\":%zu,\"matches\":%zu,"
           "\"load\":%.6f,\"parse\":%.6f,\"scan\":%.6f}\n",
           b->rules->n_rules, b->n_articles, b->bytes, b->found,
           loaded - start, parsed - loaded, best);
  return status;
}

int main(int argc, char **argv)
{
  struct bench b = { 0 };
  if (argc < 4 || argc > 6) {
    fputs("usage: scan DATA ARTICLES.ndjson PASSES [RULES [costs]]\n", stderr);
    return 2;
  }
  nut_arena_init(&b.texts, NULL);
  nut_arena_init(&b.matches, NULL);
  enum nut_status status = run(&b, argv);
  if (status != NUT_OK)
    fprintf(stderr, "scan: failed with status %d\n", (int)status);
  if (b.extractor.rules)
    nut_extractor_drop(&b.extractor);
  nut_arena_drop(&b.texts);
  nut_arena_drop(&b.matches);
  nut_rules_free(b.rules);
  return status == NUT_OK ? 0 : 1;
}
