/*
 * unit.h - named checks for the unit tests.
 *
 * A unit test is one program. It states groups of checks, each group a
 * sentence about what holds, and prints one line a group: "ok NAME", or
 * "not ok NAME: why" with the first check that did not hold.
 *
 *     int main(void)
 *     {
 *       unit_begin("a day after the last of February is in March");
 *       CHECK_EQ_INT(day_month(next_day(LAST_OF_FEBRUARY)), 3);
 *       unit_end();
 *       return unit_status();
 *     }
 *
 * Programs run with the repository as their folder. The header is for one
 * source file a program: its state is that file's own.
 */
#ifndef UNIT_H
#define UNIT_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static struct unit_state {
  const char *group;
  bool broken;
  bool any_broken;
} unit_state;

/* Opens a group of checks; ends at unit_end(). */
static inline void unit_begin(const char *group)
{
  unit_state.group = group;
  unit_state.broken = false;
}

/* Closes the group and says how it went. */
static inline void unit_end(void)
{
  if (!unit_state.broken)
    printf("ok %s\n", unit_state.group);
  fflush(stdout);
}

/* What main() returns: 0 when every group held. */
static inline int unit_status(void)
{
  return unit_state.any_broken ? 1 : 0;
}

/* True for the first check of the group that breaks, which alone is told. */
static inline bool unit_breaks(const char *file, int line)
{
  if (unit_state.broken)
    return false;
  unit_state.broken = true;
  unit_state.any_broken = true;
  printf("not ok %s: %s:%d: ", unit_state.group, file, line);
  return true;
}

static inline void unit_check(bool holds, const char *what,
                              const char *file, int line)
{
  if (!holds && unit_breaks(file, line))
    printf("%s does not hold\n", what);
}

static inline void unit_equal_int(long long got, long long want,
                                  const char *what, const char *file,
                                  int line)
{
  if (got != want && unit_breaks(file, line))
    printf("%s is %lld, not %lld\n", what, got, want);
}

/* A pointer and a length against a NUL-terminated text; NULL equals NULL. */
static inline void unit_equal_span(const char *got, size_t length,
                                   const char *want, const char *what,
                                   const char *file, int line)
{
  bool same = got == want;
  if (got && want)
    same = length == strlen(want) && memcmp(got, want, length) == 0;
  if (!same && unit_breaks(file, line))
    printf("%s is \"%.*s\", not \"%s\"\n", what, (int)length,
           got ? got : "(null)", want ? want : "(null)");
}

static inline void unit_equal_text(const char *got, const char *want,
                                   const char *what, const char *file,
                                   int line)
{
  unit_equal_span(got, strlen(got ? got : "(null)"), want, what, file, line);
}

#define CHECK(holds) unit_check((holds), #holds, __FILE__, __LINE__)
#define CHECK_EQ_INT(got, want) \
  unit_equal_int((long long)(got), (long long)(want), #got, __FILE__, \
                 __LINE__)
#define CHECK_EQ_TEXT(got, want) \
  unit_equal_text((got), (want), #got, __FILE__, __LINE__)
#define CHECK_EQ_SPAN(got, length, want) \
  unit_equal_span((got), (length), (want), #got, __FILE__, __LINE__)

#endif
