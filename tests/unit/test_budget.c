/* The bound in time of one article, by a clock that the test turns. */
#include "record/record.h"

#include "unit.h"

/* Milliseconds; each look at it takes one. */
static uint64_t ticks;

static uint64_t tick(void)
{
  return ticks++;
}

static uint64_t stand_still(void)
{
  return 7;
}

/* Enough numbers that the clock is looked at several times. */
static void fill(char *text, size_t size)
{
  for (size_t i = 0; i < size; i++)
    text[i] = "12 cars. "[i % 9];
}

/* The facts that are found with this clock; *late: the record says so. */
static size_t count(const struct nut_rules *rules, uint64_t (*now)(void),
                    unsigned budget, bool *late)
{
  static char text[20000];
  struct nut_scan_options options = { .now = now, .budget = budget };
  struct nut_input input = { .text = { text, sizeof text } };
  struct nut_scanner *scanner = NULL;
  const struct nut_record *record = NULL;
  size_t n = 0;
  fill(text, sizeof text);
  *late = false;
  CHECK_EQ_INT(nut_scanner_new(rules, &options, NULL, &scanner), NUT_OK);
  if (!scanner)
    return 0;
  CHECK_EQ_INT(nut_extract(scanner, &input, &record), NUT_OK);
  n = record->facts.len;
  for (size_t i = 0; i < record->n_warnings; i++)
    *late = *late
            || memcmp(record->warnings[i].ptr, "the time was up", 15) == 0;
  nut_scanner_free(scanner);
  return n;
}

int main(void)
{
  struct nut_rules_options options = { .data = "rules" };
  struct nut_rules *rules = NULL;
  bool late = false;
  if (nut_rules_new(&options, NULL, &rules) != NUT_OK)
    return 1;

  unit_begin("without a clock there is no bound in time");
  size_t all = count(rules, NULL, 1, &late);
  CHECK(all > 1000 && !late);
  unit_end();

  unit_begin("time that is not up changes nothing");
  CHECK(count(rules, stand_still, 1, &late) == all && !late);
  CHECK(count(rules, tick, 1000000, &late) == all && !late);
  unit_end();

  unit_begin("time that is up keeps what was found, with a warning");
  size_t some = count(rules, tick, 4, &late);
  CHECK(some > 0 && some < all && late);
  unit_end();

  unit_begin("each article has its own time");
  CHECK(count(rules, tick, 4, &late) == some);
  unit_end();

  nut_rules_free(rules);
  return unit_status();
}
