/* Lists of what happened when: "2013", a line of its own, then "March 8: he
 * left", "- June 4: he came back". */
#ifndef NUT_RESOLVE_HEADINGS_H
#define NUT_RESOLVE_HEADINGS_H

#include "base/day.h"
#include "resolve/resolve.h"

/* A heading and the day or month that it came to. */
struct nut_heading {
  int year; /* 0: there is none */
  int month;
  int day; /* 0: it is of a month */
  uint32_t sentence;
};

struct nut_headings {
  struct nut_heading last;
  struct nut_heading dated; /* the last one whose year was told, by itself or
                               a line above it */
};

/* Does a month or a day of one open its line, with a colon or dash behind? */
bool nut_is_heading(const struct nut_resolve *resolve,
                    const struct nut_fact *fact);

/* The year of a heading that says none: of the line above that is only a
 * year, or that brings it behind the heading before; and of a date in the
 * paragraph below a heading whose year is over, the nearest.  0: not known, or
 * no such heading. */
int nut_heading_year(const struct nut_resolve *resolve,
                     const struct nut_headings *headings,
                     const struct nut_fact *fact);

/* "May 14: Power is cut on Friday": the day of the heading that a weekday
 * stands below, and that is a week over or more; false: none. */
bool nut_heading_day(const struct nut_resolve *resolve,
                     const struct nut_headings *headings,
                     const struct nut_fact *fact, struct nut_date *day);

/* Take in a heading, and whether its year was told. */
void nut_headings_add(const struct nut_resolve *resolve,
                      struct nut_headings *headings,
                      const struct nut_fact *fact, bool told);

#endif
