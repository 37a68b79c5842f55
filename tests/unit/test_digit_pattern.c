/* Patterns of numbering plans: what they match, how far, and that what is
 * not well-formed matches nothing. */
#include "base/digit_pattern.h"
#include "unit.h"

struct row {
  const char *pattern;
  const char *digits;
  bool whole;
};

static const struct row rows[] = {
  { "20d{8}", "2079460000", true },
  { "20d{8}", "207946000", false },
  { "20d{8}", "20794600001", false },
  { "[2-57]d", "39", true },
  { "[2-57]d", "69", false },
  { "80[08]d{2}|9", "80812", true },
  { "80[08]d{2}|9", "9", true },
  { "1(2|34)?5", "15", true },
  { "1(2|34)?5", "1345", true },
  { "1(2|34)?5", "135", false },
  { "(1(2[0-3]|4)|5)d{1,3}", "122999", true },
  { "(1(2[0-3]|4)|5)d{1,3}", "1249", false },
  { "(1(2[0-3]|4)|5)d{1,3}", "5", false },
  { "d{2,}", "123", false },
  { "", "1", false },
};

static const char *const broken[] = {
  "(1", "1)", "[1", "1{2", "x", "((((((((((((((((((1))))))))))))))))))",
};

static void test_whole(void)
{
  unit_begin("a pattern matches the whole of a number or not");
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    CHECK_EQ_INT(nut_digit_pattern_is(nut_slice_of(rows[i].pattern),
                                      nut_slice_of(rows[i].digits)),
                 rows[i].whole);
  unit_end();
}

static void test_ends(void)
{
  unit_begin("all ends from all starts");
  struct nut_slice digits = nut_slice_of("0012345");
  CHECK_EQ_INT(nut_digit_pattern_ends(nut_slice_of("0|00"), digits, 1),
               1 << 1 | 1 << 2);
  CHECK_EQ_INT(nut_digit_pattern_ends(nut_slice_of("d"), digits,
                                      1 << 2 | 1 << 6 | 1 << 7),
               1 << 3 | 1 << 7);
  CHECK_EQ_INT(nut_digit_pattern_ends(nut_slice_of("1?"), digits, 1 << 2),
               1 << 2 | 1 << 3);
  unit_end();
}

static void test_broken(void)
{
  unit_begin("a pattern that is not well-formed matches nothing");
  for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++)
    CHECK(!nut_digit_pattern_is(nut_slice_of(broken[i]),
                                nut_slice_of("1")));
  unit_end();
}

int main(void)
{
  test_whole();
  test_ends();
  test_broken();
  return unit_status();
}
