/* An article that needs more memory than one may take. */
#include "record/extract.h"

#include "unit.h"

/* Nothing but facts, of which one article may have so many as this. */
static void fill(char *text, size_t size)
{
  for (size_t i = 0; i < size; i++)
    text[i] = "12 cars. "[i % 9];
}

static size_t count(struct nut_extractor *x, const char *text, size_t len,
                    enum nut_status expected)
{
  struct nut_record record;
  struct nut_input input = { .id = { "a.txt", 5 }, .text = { text, len } };
  CHECK_EQ_INT(nut_extractor_run(x, &input, &record), expected);
  CHECK(record.id.len == 5);
  CHECK((record.error.len > 0) == (expected == NUT_INPUT));
  return record.facts.len;
}

int main(void)
{
  static char text[400000];
  struct nut_rules_options options = { .data = "rules" };
  struct nut_rules *rules = NULL;
  struct nut_extractor x;
  if (nut_rules_new(&options, NULL, &rules) != NUT_OK
      || nut_extractor_init(&x, rules->engine, NULL) != NUT_OK)
    return 1;
  fill(text, sizeof text);

  unit_begin("an article with too many facts has an error and no facts");
  x.arena.cap = (size_t)8 << 20;
  CHECK(count(&x, text, sizeof text, NUT_INPUT) == 0);
  CHECK(x.arena.total == 0);
  unit_end();

  unit_begin("the next one is read as if nothing had been");
  CHECK(count(&x, text, 9000, NUT_OK) == 1000);
  unit_end();

  unit_begin("with more room it is read whole");
  x.arena.cap = (size_t)4 << 30;
  CHECK(count(&x, text, sizeof text, NUT_OK) > 44000);
  unit_end();

  unit_begin("a fact takes little memory");
  CHECK(x.arena.total / 44444 < 1600);
  unit_end();

  nut_extractor_drop(&x);
  nut_rules_free(rules);
  return unit_status();
}
