/* Who wins.  Facts of one kind compete by their extents: longer, then
 * higher rank, then later layer, then earlier rule.  Rejects compete like
 * facts, in each kind they name, and leave nothing.  Then the exceptions
 * between kinds.
 *
 * Candidates of a kind are sorted by place and cut into clusters, runs of
 * overlapping extents; within a cluster the strongest is settled first and
 * each weaker one stays only if it touches no winner.  This is greedy on
 * purpose: a best sum of lengths might prefer two short readings to the
 * long one, and nobody could say why; here each loser has one winner to
 * name.
 *
 * Invariants: two facts of one match never beat each other, as their rule
 * wanted both; the order of candidates coming in does not matter, as every
 * comparison ends in a tie-break.  Cost: n log n for sorting, and the
 * square of a cluster, which is as long as a phrase. */
#include "resolve/resolve.h"

#include "rules/rule.h"

#include <stdlib.h>

/* Ends are exclusive: neighbours do not touch. */
static bool touch(struct nut_span a, struct nut_span b)
{
  return a.start < b.end && b.start < a.end;
}

static uint32_t length(const struct nut_fact *fact)
{
  return fact->span.end - fact->span.start;
}

/* Text order; facts on one extent stay in a fixed order too.  qsort is not
 * stable and differs between C libraries, hence the long chain. */
static int by_place(const void *a, const void *b)
{
  const struct nut_fact *x = *(struct nut_fact *const *)a;
  const struct nut_fact *y = *(struct nut_fact *const *)b;
  if (x->span.start != y->span.start)
    return x->span.start < y->span.start ? -1 : 1;
  if (x->span.end != y->span.end)
    return x->span.end > y->span.end ? -1 : 1;
  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  if (x->rule->index != y->rule->index)
    return x->rule->index < y->rule->index ? -1 : 1;
  if (x->match != y->match)
    return x->match < y->match ? -1 : 1;
  return (x->nth > y->nth) - (x->nth < y->nth);
}

/* A layer is where a rule comes from; the later one is the user's, who must
 * be able to overrule shipped rules.  What is still equal goes by place. */
static int by_strength(const void *a, const void *b)
{
  const struct nut_fact *x = *(struct nut_fact *const *)a;
  const struct nut_fact *y = *(struct nut_fact *const *)b;
  if (length(x) != length(y))
    return length(x) > length(y) ? -1 : 1;
  if (x->rule->rank != y->rule->rank)
    return x->rule->rank > y->rule->rank ? -1 : 1;
  unsigned layer_x = x->rule->source->layer;
  unsigned layer_y = y->rule->source->layer;
  if (layer_x != layer_y)
    return layer_x > layer_y ? -1 : 1;
  return by_place(a, b);
}

/* One kind's candidates, and who of them has won so far.  Both arrays are
 * as long as the list of facts and serve all kinds in turn. */
struct contest {
  struct nut_fact **entries;
  size_t n;
  struct nut_fact **winners;
  size_t n_winners;
};

/* The winner so far that leaves no room for the fact, or NULL.  Winners of
 * earlier clusters cannot touch, so the search begins at `from`. */
static const struct nut_fact *find_stronger(const struct contest *c,
                                            size_t from,
                                            const struct nut_fact *fact)
{
  for (size_t i = from; i < c->n_winners; i++)
    if (c->winners[i]->match != fact->match
        && touch(c->winners[i]->span, fact->span))
      return c->winners[i];
  return NULL;
}

/* entries[from..to) hang together; none of them touches any other. */
static void settle_cluster(struct contest *c, size_t from, size_t to)
{
  size_t first = c->n_winners;
  if (to - from > 1)
    qsort(c->entries + from, to - from, sizeof *c->entries, by_strength);
  for (size_t i = from; i < to; i++) {
    const struct nut_fact *stronger = find_stronger(c, first, c->entries[i]);
    if (stronger)
      c->entries[i]->beaten_by = stronger;
    else
      c->winners[c->n_winners++] = c->entries[i];
  }
}

/* A cluster ends where the next candidate begins at or behind the furthest
 * end so far. */
static void settle(struct contest *c)
{
  if (c->n)
    qsort(c->entries, c->n, sizeof *c->entries, by_place);
  c->n_winners = 0;
  for (size_t from = 0; from < c->n;) {
    uint32_t end = c->entries[from]->span.end;
    size_t to = from + 1;
    while (to < c->n && c->entries[to]->span.start < end) {
      if (c->entries[to]->span.end > end)
        end = c->entries[to]->span.end;
      to++;
    }
    settle_cluster(c, from, to);
    from = to;
  }
}

/* All winners of all kinds that are to be emitted, into `out`.  Blocked
 * winners (rejects, impossible values) have done their work by beating
 * others and are left out.  A fact has one kind, so it comes out once; a
 * reject may be in many contests.  The break: a shift by 64 is undefined. */
static size_t settle_kinds(struct nut_fact_list *facts, struct contest *c,
                           struct nut_fact **out)
{
  size_t n = 0;
  unsigned long long kinds = 0;
  for (size_t i = 0; i < facts->len; i++)
    kinds |= facts->ptr[i].rule->kinds;
  for (size_t kind = 0; kinds >> kind; kind++) {
    c->n = 0;
    for (size_t i = 0; i < facts->len; i++)
      if (facts->ptr[i].rule->kinds >> kind & 1)
        c->entries[c->n++] = &facts->ptr[i];
    settle(c);
    for (size_t i = 0; i < c->n_winners; i++)
      if (!c->winners[i]->blocked)
        out[n++] = c->winners[i];
    if (kind == 63)
      break;
  }
  return n;
}

/* By containment: the loser lies within the winner ("2015" in "Modern
 * Slavery Act 2015" is no date).  By number: both claim the same number ("5
 * million pounds" leaves no count of 5 million). */
static bool excludes(const struct nut_exclusion *e,
                     const struct nut_fact *winner,
                     const struct nut_fact *loser)
{
  if (winner->rule->kind != (size_t)e->winner
      || loser->rule->kind != (size_t)e->loser)
    return false;
  if (!e->on_number)
    return winner->span.start <= loser->span.start
           && loser->span.end <= winner->span.end;
  bool numbered = winner->number.start != winner->number.end;
  return touch(numbered ? winner->number : winner->span, loser->number);
}

static void exclude_one(const struct nut_fact *winner, struct nut_fact *loser)
{
  loser->blocked = true;
  loser->beaten_by = winner;
}

/* Both ways round, as the table has an order of kinds and the text has
 * none. */
static void exclude_pair(struct nut_fact *a, struct nut_fact *b)
{
  size_t n = 0;
  const struct nut_exclusion *table = nut_exclusions(&n);
  for (size_t i = 0; i < n; i++) {
    if (excludes(&table[i], a, b))
      exclude_one(a, b);
    if (excludes(&table[i], b, a))
      exclude_one(b, a);
  }
}

/* facts is sorted by place.  Sorted starts let the inner loop end at the
 * first fact that begins behind. */
static void exclude(struct nut_fact **facts, size_t n)
{
  for (size_t i = 0; i < n; i++)
    for (size_t k = i + 1;
         k < n && facts[k]->span.start < facts[i]->span.end; k++)
      exclude_pair(facts[i], facts[k]);
}

/* The old array is left as it was, with `beaten_by` filled in: explain and
 * the rules' examples tell from it who lost to whom.  `candidate` leads
 * from a winner back to its place there. */
enum nut_status nut_resolve_overlaps(struct nut_arena *arena,
                                     struct nut_fact_list *facts)
{
  size_t size = (facts->len + 1) * sizeof(struct nut_fact *);
  struct contest c = { .entries = nut_arena_alloc(arena, size) };
  c.winners = nut_arena_alloc(arena, size);
  struct nut_fact **all = nut_arena_alloc(arena, size);
  struct nut_fact *kept =
      nut_arena_alloc(arena, (facts->len + 1) * sizeof *kept);
  if (!c.entries || !c.winners || !all || !kept)
    return NUT_NOMEM;
  size_t n = settle_kinds(facts, &c, all);
  if (n)
    qsort(all, n, sizeof(struct nut_fact *), by_place);
  exclude(all, n);
  facts->len = 0;
  for (size_t i = 0; i < n; i++) {
    if (all[i]->blocked)
      continue;
    all[i]->candidate = (uint32_t)(all[i] - facts->ptr);
    kept[facts->len++] = *all[i];
  }
  facts->ptr = kept;
  return NUT_OK;
}

/* Of two facts of different kinds. */
static const char *exclusion_reason(const struct nut_fact *winner,
                                    const struct nut_fact *loser)
{
  size_t n = 0;
  const struct nut_exclusion *table = nut_exclusions(&n);
  for (size_t i = 0; i < n; i++)
    if (excludes(&table[i], winner, loser))
      return table[i].on_number ? "which has its number" : "which holds it";
  return "";
}

/* Follows by_strength step by step and must stay in step with it. */
const char *nut_overlap_reason(const struct nut_fact *winner,
                               const struct nut_fact *loser)
{
  if (!(winner->rule->kinds & loser->rule->kinds))
    return exclusion_reason(winner, loser);
  if (length(winner) != length(loser))
    return "which is longer";
  if (winner->rule->rank != loser->rule->rank)
    return "which has the higher rank";
  if (winner->rule->source->layer != loser->rule->source->layer)
    return "whose file is read later";
  if (winner->span.start != loser->span.start)
    return "which stands earlier in the text";
  return "whose rule is read first";
}
