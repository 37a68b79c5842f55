/* Tables of figures: accounts, parts, results, coordinates.
 *
 *   04-2217-93, 11-8025-40, ... 31-4406-58, 020 7946 0000, 64-1190-27
 *
 * Some of their figures look like phone numbers and fit no numbering plan;
 * where there are ten such and not one that fits, what fits behind them does
 * so by chance.  It is a phone number only where words say so ("ring ...",
 * "helpline: ...") or a + begins it.  A notice with a misprint has one or two
 * misfits and a list of foreign lines a few, and a page of phone numbers
 * begins with one that fits.
 *
 * Each paragraph is judged by itself, as an article may hold a table and a
 * number to ring.  Candidates of several rules overlap here, so runs of
 * overlapping ones count as one figure; what a reject lies on (a day, a range
 * of years, a named reference) counts as none, nor does a number as it is
 * dialled within a town (496-0123), which is in no plan either.  Cost: nothing
 * where an article has fewer misfits, else n log n for sorting its phone
 * facts. */
#include "resolve/phone_figures.h"

#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

#include <stdlib.h>

/* Misfits that make a table. */
#define FIGURES_MIN 10

/* What a figure is, in the order of what outweighs what on the same text. */
enum sort {
  LOCAL,   /* in no plan, but may be dialled within a town */
  MISFIT,  /* in no plan */
  BY_FORM, /* in a plan, with nothing else for it */
  CALLED,  /* words or a + say that it is a number to ring */
  REJECTED /* something else, or only part of it */
};

/* The judgement of a paragraph, as far as it is read. */
struct paragraph {
  uint32_t index;
  size_t misfits;
  bool numbers; /* a number came before the misfits were enough */
};

static bool is_phone(const struct nut_fact *fact)
{
  return fact->rule->kinds >> NUT_KIND_PHONE & 1;
}

/* Seven or eight digits in two groups, with nothing odd beside them. */
static bool is_local(const struct nut_resolve *resolve,
                     const struct nut_fact *fact)
{
  struct nut_slice text = nut_shadow_text(resolve->article, fact->span);
  size_t digits = 0;
  size_t groups = 0;
  for (size_t i = 0; i < text.len; i++) {
    digits += nut_is_digit(text.ptr[i]);
    groups += nut_is_digit(text.ptr[i])
              && (i == 0 || !nut_is_digit(text.ptr[i - 1]));
  }
  return digits <= 8 && groups == 2 && !nut_has(fact, NUT_PHONE_ODD);
}

static enum sort sort_of(const struct nut_resolve *resolve,
                         const struct nut_fact *fact)
{
  if (fact->rule->reject)
    return REJECTED;
  if (!nut_phone_is_by_form(fact))
    return CALLED;
  if (!fact->withdrawn && nut_phone_fits(resolve, fact))
    return BY_FORM;
  return is_local(resolve, fact) ? LOCAL : MISFIT;
}

static int by_start(const void *a, const void *b)
{
  const struct nut_fact *x = *(struct nut_fact *const *)a;
  const struct nut_fact *y = *(struct nut_fact *const *)b;
  return (x->span.start > y->span.start) - (x->span.start < y->span.start);
}

/* entries[0..n) overlap: one figure. */
static void judge(struct paragraph *p, enum sort sort,
                  struct nut_fact **entries, size_t n)
{
  bool table = !p->numbers && p->misfits >= FIGURES_MIN;
  if (sort == MISFIT)
    p->misfits++;
  else if ((sort == BY_FORM || sort == CALLED) && !table)
    p->numbers = true;
  for (size_t i = 0; sort == BY_FORM && table && i < n; i++)
    entries[i]->withdrawn = true;
}

static void judge_all(const struct nut_resolve *resolve,
                      struct nut_fact **entries, size_t n)
{
  struct paragraph p = { 0 };
  for (size_t from = 0; from < n;) {
    uint32_t end = entries[from]->span.end;
    uint32_t index =
        resolve->article->sentences[entries[from]->sentence].paragraph;
    enum sort sort = LOCAL;
    size_t to = from;
    for (; to < n && (to == from || entries[to]->span.start < end); to++) {
      enum sort own = sort_of(resolve, entries[to]);
      sort = own > sort ? own : sort;
      if (entries[to]->span.end > end)
        end = entries[to]->span.end;
    }
    if (index != p.index)
      p = (struct paragraph){ .index = index };
    judge(&p, sort, entries + from, to - from);
    from = to;
  }
}

static size_t count_misfits(const struct nut_fact_list *facts)
{
  size_t n = 0;
  for (size_t i = 0; i < facts->len; i++)
    n += is_phone(&facts->ptr[i]) && facts->ptr[i].withdrawn;
  return n;
}

enum nut_status nut_phone_figures(const struct nut_resolve *resolve,
                                  struct nut_fact_list *facts)
{
  if (count_misfits(facts) < FIGURES_MIN)
    return NUT_OK;
  struct nut_fact **entries =
      nut_arena_alloc(resolve->arena, facts->len * sizeof(struct nut_fact *));
  if (!entries)
    return NUT_NOMEM;
  size_t n = 0;
  for (size_t i = 0; i < facts->len; i++)
    if (is_phone(&facts->ptr[i]))
      entries[n++] = &facts->ptr[i];
  qsort(entries, n, sizeof *entries, by_start);
  judge_all(resolve, entries, n);
  return NUT_OK;
}
