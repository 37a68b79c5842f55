/* Where a rule is tried: what its second need saves.  It shows in no output,
 * only in time.  The work of a rule in a sentence is 0 where it was not
 * tried. */
#include "unit.h"

#include "article/article.h"
#include "base/slice.h"
#include "record/extract.h"

#include <stdio.h>
#include <string.h>

static const char *const source =
    "rules 1\n"
    "\n"
    "rule count.haul : count\n"
    "  doc    What is in them stands far behind their number.\n"
    "  match  (?<value> [0-9]{1,4} ) _ (?: bags | sacks ) _ of"
    " (?: , | _ | [a-z]{1,7} ){1,5} _ (?: cannabis | cocaine )\n"
    "  yes    Took [12 bags of the cannabis] there. => value=12\n"
    "  no     Took 12 bags of sugar.\n";

/* Was the one rule tried in the text, a sentence? */
static bool is_tried(struct nut_extractor *x, const char *text)
{
  struct nut_article_words words = { &x->abbreviations, &x->starters };
  struct nut_slice none = { NULL, 0 };
  struct nut_article article;
  struct nut_matches matches;
  nut_arena_reset(&x->arena);
  memset(x->scan.progress, 0, sizeof *x->scan.progress);
  if (nut_article_parse(&x->arena, nut_slice_of(text), none, &words, &article)
          != NUT_OK
      || nut_scan_run(&x->scan, &x->arena, &article, NULL, &matches) != NUT_OK)
    return false;
  return x->scan.progress[0].work > 0;
}

static void second_need(struct nut_extractor *x)
{
  unit_begin("a rule is tried where both of its needs are met");
  CHECK(is_tried(x, "They took 12 bags of the cannabis there."));
  CHECK(is_tried(x, "They took 12 sacks of very good cocaine."));
  CHECK(is_tried(x, "They took 12 bags of pure, cannabis."));
  unit_end();
  unit_begin("a rule is not tried where its second need is missing");
  CHECK(!is_tried(x, "They took 12 bags of sugar there."));
  CHECK(!is_tried(x, "They took cannabis, and 12 bags of sugar."));
  CHECK(!is_tried(x, "They took 12 spoons of the cannabis there."));
  unit_end();
  unit_begin("the second need is looked for within its reach only");
  CHECK(!is_tried(x, "They took 12 bags of sugar, which is a thing of "
                     "everyday life, and no cannabis."));
  unit_end();
}

int main(void)
{
  char path[] = "/tmp/nutgraf-rules-XXXXXX";
  int fd = mkstemp(path);
  FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
  if (!file)
    return 1;
  fputs(source, file);
  fclose(file);
  const char *const files[] = { path };
  struct nut_rules_options options = { .data = "rules", .files = files,
                                       .n_files = 1, .no_defaults = true };
  struct nut_rules *rules = NULL;
  struct nut_extractor x;
  if (nut_rules_new(&options, NULL, &rules) != NUT_OK
      || nut_extractor_init(&x, rules->engine, NULL) != NUT_OK)
    return 1;
  second_need(&x);
  nut_extractor_drop(&x);
  nut_rules_free(rules);
  remove(path);
  return unit_status();
}
