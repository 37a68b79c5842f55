/* The base: days, maps, arenas, buffers, slices, decimals. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/day.h"
#include "base/decimal.h"
#include "base/map.h"
#include "base/slice.h"
#include "base/utf.h"
#include "miser.h"
#include "unit.h"

#include <stdlib.h>

/* ---- days ------------------------------------------------------------- */

struct week_row {
  struct nut_date date;
  int weekday;
  int year;
  int week;
};

/* ISO 8601 and calendars. */
static const struct week_row weeks[] = {
  { { 1970, 1, 1 }, 4, 1970, 1 },   { { 2021, 9, 28 }, 2, 2021, 39 },
  { { 2005, 1, 1 }, 6, 2004, 53 },  { { 2005, 12, 31 }, 6, 2005, 52 },
  { { 2007, 12, 31 }, 1, 2008, 1 }, { { 2008, 12, 29 }, 1, 2009, 1 },
  { { 2009, 12, 31 }, 4, 2009, 53 }, { { 2010, 1, 3 }, 7, 2009, 53 },
  { { 2010, 1, 4 }, 1, 2010, 1 },   { { 2020, 12, 31 }, 4, 2020, 53 },
  { { 2021, 1, 3 }, 7, 2020, 53 },  { { 2024, 2, 29 }, 4, 2024, 9 },
  { { 2000, 2, 29 }, 2, 2000, 9 },  { { 1900, 3, 1 }, 4, 1900, 9 },
};

static void check_weeks(void)
{
  unit_begin("known days have their weekday and ISO week");
  for (size_t i = 0; i < sizeof weeks / sizeof weeks[0]; i++) {
    int year = 0;
    int32_t day = nut_day_from_date(weeks[i].date);
    CHECK_EQ_INT(nut_day_weekday(day), weeks[i].weekday);
    CHECK_EQ_INT(nut_day_week(day, &year), weeks[i].week);
    CHECK_EQ_INT(year, weeks[i].year);
  }
  CHECK_EQ_INT(nut_weeks_in_year(2004), 53);
  CHECK_EQ_INT(nut_weeks_in_year(2015), 53);
  CHECK_EQ_INT(nut_weeks_in_year(2020), 53);
  CHECK_EQ_INT(nut_weeks_in_year(2021), 52);
  unit_end();
}

static void check_day_numbers(void)
{
  unit_begin("days are counted from 1970-01-01");
  CHECK_EQ_INT(nut_day_from_date((struct nut_date){ 1970, 1, 1 }), 0);
  CHECK_EQ_INT(nut_day_from_date((struct nut_date){ 1969, 12, 31 }), -1);
  CHECK_EQ_INT(nut_day_from_date((struct nut_date){ 2000, 3, 1 }), 11017);
  CHECK_EQ_INT(nut_day_from_date((struct nut_date){ 2021, 9, 28 }), 18898);
  unit_end();
  unit_begin("leap years follow the Gregorian rule");
  CHECK_EQ_INT(nut_days_in_month(1900, 2), 28);
  CHECK_EQ_INT(nut_days_in_month(2000, 2), 29);
  CHECK_EQ_INT(nut_days_in_month(2023, 2), 28);
  CHECK_EQ_INT(nut_days_in_month(2024, 2), 29);
  CHECK(!nut_day_valid((struct nut_date){ 2100, 2, 29 }));
  CHECK(!nut_day_valid((struct nut_date){ 2021, 13, 1 }));
  CHECK(!nut_day_valid((struct nut_date){ 2021, 4, 31 }));
  CHECK(!nut_day_valid((struct nut_date){ 0, 1, 1 }));
  unit_end();
}

/* A second calendar, counted day by day, next to the formulas. */
static void check_every_day(void)
{
  struct nut_date date = { 1583, 1, 1 };
  int32_t day = nut_day_from_date(date);
  int weekday = nut_day_weekday(day);
  unit_begin("every day from 1583 to 2999 goes there and back");
  CHECK_EQ_INT(weekday, 6);
  while (date.year < 3000) {
    struct nut_date back = nut_day_to_date(day);
    CHECK_EQ_INT(nut_day_from_date(date), day);
    CHECK_EQ_INT(nut_day_weekday(day), weekday);
    CHECK(back.year == date.year && back.month == date.month
          && back.day == date.day);
    int year = 0;
    int week = nut_day_week(day, &year);
    CHECK_EQ_INT(nut_day_of_week(year, week) + weekday - 1, day);
    weekday = weekday % 7 + 1;
    day++;
    if (++date.day > nut_days_in_month(date.year, date.month)) {
      date.day = 1;
      date.year += date.month == 12;
      date.month = date.month % 12 + 1;
    }
  }
  unit_end();
}

static void check_day_text(void)
{
  struct nut_date d = { 2020, 2, 29 };
  unit_begin("months are added and cut to the month's end");
  CHECK_EQ_INT(nut_day_add_months(d, 12).day, 28);
  CHECK_EQ_INT(nut_day_add_months(d, -1).month, 1);
  CHECK_EQ_INT(nut_day_add_months(d, -2).year, 2019);
  CHECK_EQ_INT(nut_day_add_months(d, -2).month, 12);
  CHECK_EQ_INT(nut_day_add_months(d, 48).day, 29);
  unit_end();
  unit_begin("a day is read from its ISO form only");
  CHECK(nut_day_parse(nut_slice_of("2021-09-28"), &d) && d.day == 28);
  CHECK(nut_day_parse(nut_slice_of("2021-09-28T10:00Z"), &d));
  CHECK(nut_day_parse(nut_slice_of("2021-09-28 10:00"), &d));
  CHECK(!nut_day_parse(nut_slice_of("2021-02-29"), &d));
  CHECK(!nut_day_parse(nut_slice_of("2021-9-28"), &d));
  CHECK(!nut_day_parse(nut_slice_of("2021-09-281"), &d));
  CHECK(!nut_day_parse(nut_slice_of("28/09/2021"), &d));
  CHECK(!nut_day_parse(nut_slice_of(""), &d));
  unit_end();
}

/* ---- memory ----------------------------------------------------------- */

static void check_arena(void)
{
  struct nut_arena arena;
  nut_arena_init(&arena, NULL);
  unit_begin("an arena gives zeroed, aligned, lasting memory");
  char *first = nut_arena_alloc(&arena, 3);
  memcpy(first, "abc", 3);
  for (size_t size = 0; size < 40000; size += 997) {
    char *ptr = nut_arena_alloc(&arena, size);
    CHECK(ptr && (size_t)ptr % sizeof(void *) == 0);
    for (size_t i = 0; i < size; i++)
      CHECK(ptr[i] == 0);
    memset(ptr, 'x', size);
  }
  CHECK(memcmp(first, "abc", 3) == 0);
  nut_arena_reset(&arena);
  CHECK(arena.blocks && arena.total > 40000);
  unit_end();
  unit_begin("an arena refuses what cannot be, and says so until reset");
  CHECK(!nut_arena_alloc(&arena, SIZE_MAX) && arena.failed);
  CHECK(!nut_arena_alloc(&arena, 1));
  nut_arena_reset(&arena);
  CHECK(nut_arena_alloc(&arena, 1) && !arena.failed);
  unit_end();
  nut_arena_drop(&arena);
}

static void check_buf(void)
{
  struct miser miser;
  struct nut_mem mem = { miser_resize, &miser };
  struct nut_buf buf;
  nut_buf_init(&buf, NULL);
  unit_begin("a buffer takes text, bytes, numbers and formats");
  nut_buf_add_text(&buf, "a");
  nut_buf_add_byte(&buf, '|');
  nut_buf_add_int(&buf, INT64_MIN);
  nut_buf_add_repeated(&buf, '-', 3);
  nut_buf_addf(&buf, "%s %d %zu", "x", -5, (size_t)7);
  nut_buf_add(&buf, (struct nut_slice){ NULL, 0 });
  CHECK_EQ_SPAN(buf.ptr, buf.len, "a|-9223372036854775808---x -5 7");
  nut_buf_drop(&buf);
  unit_end();
  unit_begin("a buffer without memory fails once and keeps what it has");
  miser_init(&miser, 1);
  nut_buf_init(&buf, &mem);
  nut_buf_add_text(&buf, "abcdefgh");
  nut_buf_add_text(&buf, "i");
  CHECK(buf.failed);
  nut_buf_add_text(&buf, "j");
  CHECK_EQ_SPAN(buf.ptr, buf.len, "abcdefgh");
  nut_buf_clear(&buf);
  CHECK(!buf.failed && buf.len == 0);
  nut_buf_drop(&buf);
  unit_end();
}

static void check_map(void)
{
  struct nut_map map;
  char keys[2000][8];
  nut_map_init(&map, NULL);
  unit_begin("a map finds what was put, and nothing else");
  CHECK_EQ_INT(nut_map_get(&map, nut_slice_of("0")), NUT_MAP_NONE);
  for (uint32_t i = 0; i < 2000; i++) {
    snprintf(keys[i], sizeof keys[i], "%u", i);
    CHECK(nut_map_put(&map, nut_slice_of(keys[i]), i));
  }
  for (uint32_t i = 0; i < 2000; i++)
    CHECK_EQ_INT(nut_map_get(&map, nut_slice_of(keys[i])), i);
  CHECK_EQ_INT(nut_map_get(&map, nut_slice_of("2000")), NUT_MAP_NONE);
  CHECK_EQ_INT(nut_map_get(&map, nut_slice_of("")), NUT_MAP_NONE);
  CHECK(nut_map_put(&map, nut_slice_of("7"), 9));
  CHECK_EQ_INT(nut_map_get(&map, nut_slice_of("7")), 9);
  CHECK_EQ_INT(map.used, 2000);
  unit_end();
  nut_map_drop(&map);
}

/* ---- slices, characters, numbers -------------------------------------- */

static void check_slices(void)
{
  struct nut_slice a = nut_slice_of(" \tMr. Pike\r\n");
  int64_t number = 0;
  unit_begin("slices are trimmed, cut, searched and compared");
  a = nut_slice_trim(a);
  CHECK_EQ_SPAN(a.ptr, a.len, "Mr. Pike");
  CHECK(nut_slice_is(nut_slice_cut(a, 4, 99), "Pike"));
  CHECK_EQ_INT(nut_slice_cut(a, 9, 3).len, 0);
  CHECK_EQ_INT(nut_slice_find(a, 'P', 0), 4);
  CHECK(nut_slice_find(a, 'P', 5) == NUT_SLICE_NONE);
  CHECK(nut_slice_starts(a, "Mr.") && !nut_slice_starts(a, "Mr. Pikes"));
  CHECK(nut_slice_is_nocase(a, "MR. PIKE"));
  CHECK_EQ_INT(nut_slice_seek(a, nut_slice_of("pik"), 0), 4);
  CHECK_EQ_INT(nut_slice_seek(a, nut_slice_of("PIKE"), 4), 4);
  CHECK(nut_slice_seek(a, nut_slice_of("pike"), 5) == NUT_SLICE_NONE);
  CHECK(nut_slice_seek(a, nut_slice_of("pikes"), 0) == NUT_SLICE_NONE);
  CHECK(nut_slice_eq(nut_slice_of(NULL), nut_slice_of("")));
  CHECK(nut_slice_cmp(nut_slice_of("ab"), nut_slice_of("abc")) < 0);
  CHECK(nut_slice_cmp(nut_slice_of("b"), nut_slice_of("abc")) > 0);
  unit_end();
  unit_begin("whole numbers are digits only and fit");
  CHECK(nut_slice_int(nut_slice_of("0042"), &number) && number == 42);
  CHECK(!nut_slice_int(nut_slice_of("-1"), &number));
  CHECK(!nut_slice_int(nut_slice_of(""), &number));
  CHECK(!nut_slice_int(nut_slice_of("1234567890123456789"), &number));
  unit_end();
}

static void check_characters(void)
{
  unit_begin("every character is written and read back");
  for (uint32_t code = 0; code < 0x110000; code++) {
    char bytes[4];
    uint32_t back = 0;
    size_t bad = 0;
    if (code >= 0xD800 && code <= 0xDFFF)
      continue;
    size_t len = nut_utf_encode(code, bytes);
    CHECK_EQ_INT(nut_utf_decode((struct nut_slice){ bytes, len }, &back,
                                &bad), len);
    CHECK_EQ_INT(back, code);
  }
  unit_end();
  unit_begin("characters are counted and folded");
  struct nut_slice text = nut_slice_of("\xC3\x89" "A\xF0\x9F\x98\x80");
  char lower[32];
  size_t len = nut_utf_fold(text, lower, sizeof lower);
  CHECK_EQ_INT(nut_utf_count(text), 3);
  CHECK_EQ_SPAN(lower, len, "\xC3\xA9" "a\xF0\x9F\x98\x80");
  CHECK_EQ_INT(nut_utf_valid(nut_slice_of("ab\xC0")), 2);
  unit_end();
}

struct sum_row {
  const char *a;
  const char *b;
  const char *sum;
  const char *product;
};

static const struct sum_row sums[] = {
  { "1.2", "1000000", "1000001.2", "1200000" },
  { "0.1", "0.2", "0.3", "0.02" },
  { "-5", "5", "0", "-25" },
  { "999", "1", "1000", "999" },
  { "-2.50", "0.5", "-2", "-1.25" },
  { "0", "-0", "0", "0" },
};

static void print(const struct nut_decimal *value, struct nut_buf *buf)
{
  nut_buf_clear(buf);
  nut_decimal_print(value, buf);
}

static void check_decimals(void)
{
  struct nut_buf buf;
  nut_buf_init(&buf, NULL);
  unit_begin("decimals are added and multiplied exactly");
  for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
    struct nut_decimal a;
    struct nut_decimal b;
    struct nut_decimal c;
    CHECK(nut_decimal_parse(nut_slice_of(sums[i].a), &a));
    CHECK(nut_decimal_parse(nut_slice_of(sums[i].b), &b));
    CHECK(nut_decimal_add(&a, &b, &c));
    print(&c, &buf);
    CHECK_EQ_SPAN(buf.ptr, buf.len, sums[i].sum);
    CHECK(nut_decimal_mul(&a, &b, &c));
    print(&c, &buf);
    CHECK_EQ_SPAN(buf.ptr, buf.len, sums[i].product);
  }
  unit_end();
  nut_buf_drop(&buf);
}

int main(void)
{
  check_weeks();
  check_day_numbers();
  check_every_day();
  check_day_text();
  check_arena();
  check_buf();
  check_map();
  check_slices();
  check_characters();
  check_decimals();
  return unit_status();
}
