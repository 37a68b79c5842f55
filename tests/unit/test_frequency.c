/* What is how frequent: it decides which word of a rule is looked for first,
 * and so the time that rules take, but shows in no output. */
#include "unit.h"

#include "base/slice.h"
#include "rules/ruleset.h"
#include "scan/frequency.h"

#include <string.h>

static struct nut_frequencies news;

static struct nut_need_literal literal_of(const char *text, bool complete)
{
  struct nut_need_literal literal = { .before = NUT_BLANK,
                                      .after = NUT_BLANK };
  literal.text.len = (unsigned char)strlen(text);
  literal.text.complete = complete;
  memcpy(literal.text.bytes, text, literal.text.len);
  return literal;
}

static double whole(const char *text)
{
  struct nut_need_literal literal = literal_of(text, true);
  return nut_frequency_of(&news, &literal);
}

static double open_end(const char *text)
{
  struct nut_need_literal literal = literal_of(text, false);
  return nut_frequency_of(&news, &literal);
}

static void words(void)
{
  unit_begin("words, signs and numbers are as frequent as in the table");
  CHECK(whole("the") > 800 && whole("the") < 1100);
  CHECK(whole("to") > whole("said"));
  CHECK(whole("said") > whole("%"));
  CHECK(whole("%") > whole("solicitor"));
  CHECK(whole("\xC2\xA3") > 20 && whole("\xC2\xA3") < 30);
  CHECK(whole("1") > whole("7"));
  CHECK(whole("12") < whole("1"));
  unit_end();
  unit_begin("an open end has the sum of all that goes on so");
  CHECK(open_end("th") > whole("the") + whole("that") + whole("this"));
  CHECK(open_end("arrest") > whole("arrest"));
  CHECK(open_end("\xC2") > open_end("\xC2\xA3"));
  unit_end();
  unit_begin("what stands together is rarer than its rarest part");
  CHECK(whole("said the") < whole("said"));
  CHECK(whole("chief constable") < whole("constable"));
  unit_end();
}

static void nothing(void)
{
  struct nut_need_literal literal = literal_of("the 5%", true);
  struct nut_frequencies none;
  struct nut_table table = { 0 };
  struct nut_arena arena;
  unit_begin("without figures everything is rare, and nothing impossible");
  nut_arena_init(&arena, NULL);
  nut_map_init(&table.index, NULL);
  CHECK(nut_frequencies_read(&arena, &table, &none) == NUT_OK);
  CHECK(nut_frequency_of(&none, &literal) > 0);
  nut_table_drop(&table);
  nut_arena_drop(&arena);
  unit_end();
}

int main(void)
{
  struct nut_rules_options options = { .data = "rules" };
  struct nut_rules *rules = NULL;
  struct nut_arena arena;
  if (nut_rules_load(&options, NULL, &rules) != NUT_OK)
    return 1;
  nut_arena_init(&arena, NULL);
  if (nut_frequencies_read(&arena, &rules->tables[NUT_TABLE_WORD_FREQUENCY],
                           &news) == NUT_OK)
    words();
  nothing();
  nut_arena_drop(&arena);
  nut_rules_unload(rules);
  return unit_status();
}
