/* How many: one number for each thing that happened.
 *
 * Written numbers first: of those in the title and the first sentences the
 * highest, as a total is higher than its parts and a later toll higher than
 * an earlier one; without any there the first one behind.  Then what
 * sentences say of one person; then what follows:
 *
 *   "Three people were shot, one fatally"     killed 1, injured 2
 *   "killed three people, then himself"       killed 4
 *   "a man was shot ... he died"              killed 1, injured none said
 *
 * What sentences say by the way ("a fatal shooting") counts only where
 * nothing better is said. */
#include "resolve/incident_story.h"

const char *const nut_incident_names[NUT_INCIDENT_ROLES] = {
  [NUT_KILLED] = "killed", [NUT_INJURED] = "injured",
  [NUT_ARRESTED] = "arrested", [NUT_CHARGED] = "charged",
  [NUT_RESCUED] = "rescued", [NUT_MISSING] = "missing",
  [NUT_EVACUATED] = "evacuated", [NUT_HIT] = "hit",
  [NUT_SEIZED] = "seized",
};

/* Sentences that tell what the story is. */
#define LEAD 4

/* Where a story begins with the dead and the hurt, one that is told of so
 * many sentences behind is another's. */
#define ONES_REACH 12

/* What the evidence says of one number. */
struct reckoning {
  bool counted;        /* a number is written */
  size_t group;        /* of the evidence that gives it */
  int64_t count;
  size_t further;      /* evidence that was added: "a further two" */
  bool active;
  int64_t ones;        /* by sentences about one: at least so many */
  int64_t weak;
  bool self;
  bool attacker;       /* who did it is dead, by another's hand */
  bool acted;          /* somebody did it to somebody else */
  bool none;           /* a count of 0 */
};

static bool is_lead(const struct nut_evidence *e)
{
  return e->title || e->sentence < LEAD;
}

static bool begins_with_victims(const struct nut_story *s)
{
  for (size_t i = 0; i < s->len; i++) {
    const struct nut_evidence *e = &s->ptr[i];
    if (is_lead(e) && nut_story_is_victim(e) && e->mark != NUT_MARK_WEAK
        && nut_story_counts(s, e))
      return true;
  }
  return false;
}

static int64_t group_sum(const struct nut_story *s, size_t at)
{
  int64_t sum = 0;
  for (size_t i = at; i < s->len; i = nut_story_next(s, i))
    sum += s->ptr[i].value;
  return sum;
}

/* Which counts are looked at. */
struct which {
  bool lead;    /* those of the lead, or of the rest */
  bool further; /* "a further five" */
};

/* The highest written number of the lead; of the rest, the first. */
static void reckon_counts(const struct nut_story *s, int number,
                          struct which which, struct reckoning *r)
{
  for (size_t i = 0; i < s->len; i++) {
    const struct nut_evidence *e = &s->ptr[i];
    if (!e->counted || (int)e->number != number || !e->has_value
        || e->group != i || is_lead(e) != which.lead
        || e->incremental != which.further
        || !nut_story_counts(s, e))
      continue;
    int64_t sum = group_sum(s, i);
    r->none = r->none || sum == 0;
    if (sum == 0 || (r->counted && (!which.lead || sum <= r->count)))
      continue;
    r->counted = true;
    r->count = sum;
    r->group = i;
    r->active = e->active;
  }
}

static int64_t larger(int64_t a, int64_t b)
{
  return a > b ? a : b;
}

/* What one sentence says of each number. */
struct sentence {
  int64_t counted[NUT_INCIDENT_ROLES];
  int64_t ones[NUT_INCIDENT_ROLES];   /* the highest */
  int64_t others[NUT_INCIDENT_ROLES]; /* "and another": all together */
  int64_t also[NUT_INCIDENT_ROLES];   /* "and a woman was": all together */
  int64_t nth[NUT_INCIDENT_ROLES];    /* "a third" */
};

static void read_one(const struct nut_evidence *e, struct sentence *of,
                     struct reckoning *r)
{
  int n = e->number;
  r->none = r->none || e->value == 0;
  r->attacker = r->attacker || e->mark == NUT_MARK_ATTACKER;
  r->acted = r->acted || e->mark == NUT_MARK_ACT
             || (e->mark != NUT_MARK_WEAK && e->value > 1);
  if (e->mark == NUT_MARK_SELF)
    r->self = true;
  else if (e->mark == NUT_MARK_OTHER)
    of->others[n] += e->value;
  else if (e->mark == NUT_MARK_ALSO)
    of->also[n] += e->value;
  else if (e->mark == NUT_MARK_NTH)
    of->nth[n] = larger(of->nth[n], e->value);
  else if (e->mark == NUT_MARK_WEAK)
    r->weak = larger(r->weak, e->value);
  else
    of->ones[n] = larger(of->ones[n], e->value);
}

static int64_t own(const struct sentence *of, int number)
{
  return larger(of->counted[number], of->ones[number]);
}

/* Those before "another": of the same number, or of those hit at all; one
 * that the sentence before has told of where this one tells of nobody. */
static int64_t before_others(const struct sentence *of, int number)
{
  int64_t hurt = own(of, NUT_KILLED) + own(of, NUT_INJURED);
  if (own(of, number))
    return own(of, number);
  if (number == NUT_HIT)
    return larger(hurt, 1);
  return number <= NUT_INJURED && hurt + own(of, NUT_HIT) ? 0 : 1;
}

/* "And another": one more than those before; where they were only hit, they
 * are so together ("one was shot and another was wounded"). */
static void reckon_others(const struct sentence *of, int number,
                          struct reckoning *all)
{
  int64_t others = of->others[number];
  if (others == 0)
    return;
  all[number].ones = larger(all[number].ones,
                            before_others(of, number) + others);
  if (number == NUT_INJURED && !own(of, NUT_KILLED) && !own(of, number)
      && !of->counted[NUT_HIT] && of->ones[NUT_HIT])
    all[NUT_HIT].ones = larger(all[NUT_HIT].ones,
                               of->ones[NUT_HIT] + others);
}

/* "A third was wounded" says that three were hit; "a third has died" too
 * where the sentence tells of the hurt, else that three are dead. */
static void reckon_nth(const struct sentence *of, int number,
                       struct reckoning *all)
{
  int64_t hit = own(of, NUT_INJURED) + own(of, NUT_HIT);
  bool among_hit = number == NUT_INJURED
                   || (number == NUT_KILLED && hit > 0
                       && hit < of->nth[number]);
  struct reckoning *r = &all[among_hit ? NUT_HIT : number];
  if (of->nth[number] == 0)
    return;
  r->ones = larger(r->ones, of->nth[number]);
  all[number].ones = larger(all[number].ones, 1);
}

/* "A man was shot and a woman was wounded": the shot may be hurt or dead, so
 * the other one is one more of them. */
static void reckon_also(const struct sentence *of, int number,
                        struct reckoning *all)
{
  int to = number;
  if (of->also[number] == 0)
    return;
  if (number == NUT_INJURED && !own(of, number) && own(of, NUT_HIT))
    to = NUT_HIT;
  if (number == NUT_HIT && !own(of, number) && own(of, NUT_INJURED))
    to = NUT_INJURED;
  all[to].ones = larger(all[to].ones, own(of, to) + of->also[number]);
  all[number].ones = larger(all[number].ones, of->also[number]);
}

/* The sentences' ones: in each the highest, and one more for each other. */
static void reckon_ones(const struct nut_story *s, struct reckoning *all)
{
  bool begun = begins_with_victims(s);
  for (size_t i = 0; i < s->len;) {
    const struct nut_evidence *first = &s->ptr[i];
    struct sentence of = { .counted = { 0 } };
    for (; i < s->len && s->ptr[i].sentence == first->sentence
           && s->ptr[i].title == first->title; i++) {
      const struct nut_evidence *e = &s->ptr[i];
      if (e->number >= NUT_INCIDENT_ROLES || !nut_story_counts(s, e)
          || (begun && e->sentence >= ONES_REACH && nut_story_is_victim(e)))
        continue;
      if (!e->counted)
        read_one(e, &of, &all[e->number]);
      else if (e->has_value && e->group == i && !e->incremental)
        of.counted[e->number] =
            larger(of.counted[e->number], group_sum(s, i));
    }
    for (int n = 0; n < NUT_INCIDENT_ROLES; n++) {
      all[n].ones = larger(all[n].ones, of.ones[n]);
      reckon_others(&of, n, all);
      reckon_also(&of, n, all);
      reckon_nth(&of, n, all);
    }
  }
}

/* Sentences behind a count in which "a further two" is more than it. */
#define FURTHER_REACH 6

/* "Nine were held. A further two were held in York": the next number behind
 * the count says how many more.  Behind a part ("Thirteen were held: eight
 * ... A further five") it is part of the total. */
static void reckon_further(const struct nut_story *s, int number,
                           struct reckoning *r)
{
  size_t last = r->group;
  r->further = s->len;
  for (size_t i = r->group; i < s->len; i = nut_story_next(s, i))
    last = i;
  for (size_t i = last + 1; i < s->len; i++) {
    const struct nut_evidence *e = &s->ptr[i];
    if (e->title || !e->counted || (int)e->number != number
        || !nut_story_counts(s, e))
      continue;
    if (e->incremental && e->has_value && e->index != NUT_FACT_NONE
        && e->sentence <= s->ptr[r->group].sentence + FURTHER_REACH) {
      r->further = i;
      r->count += e->value;
    }
    return;
  }
}

static void reckon(const struct nut_story *s, struct reckoning *all)
{
  for (int n = 0; n < NUT_INCIDENT_ROLES; n++) {
    all[n] = (struct reckoning){ .group = s->len };
    for (int k = 0; k < 4 && !all[n].counted; k++)
      reckon_counts(s, n, (struct which){ k % 2 == 0, k / 2 == 1 }, &all[n]);
    all[n].further = s->len;
    if (all[n].counted && !s->ptr[all[n].group].title
        && !s->ptr[all[n].group].incremental)
      reckon_further(s, n, &all[n]);
  }
  reckon_ones(s, all);
}

static int64_t at_least(const struct reckoning *r)
{
  return r->counted && r->count > r->ones ? r->count : r->ones;
}

/* ---- the dead and the hurt ---- */

/* The one who did it is among "three dead", not among those he killed. */
static int64_t reckon_killed(const struct reckoning *r,
                             const struct reckoning *hit)
{
  int64_t killed = at_least(r);
  if (r->self && (r->counted ? r->active : r->acted))
    killed++;
  else if (r->self)
    killed = larger(killed, 1);
  if (killed == 0 && !r->none && !(hit->counted && hit->count > 1))
    killed = r->weak;
  return r->weak > 1 ? larger(killed, r->weak) : killed;
}

/* Of the dead, `among` the hurt or beside them. */
static bool is_of_dead(const struct nut_evidence *e, bool among)
{
  return e->number == NUT_KILLED && e->mark != NUT_MARK_WEAK && e->value > 0
         && (e->mark == NUT_MARK_AMONG) == among;
}

/* Is there such evidence in the sentence of another? */
static bool dead_beside(const struct nut_story *s, size_t at, bool among)
{
  const struct nut_evidence *of = &s->ptr[at];
  for (size_t i = 0; i < s->len; i++) {
    const struct nut_evidence *e = &s->ptr[i];
    if (e->title == of->title && e->sentence == of->sentence
        && is_of_dead(e, among))
      return true;
  }
  return false;
}

/* "Five were wounded.  One of them died": four live. */
static bool dead_among(const struct nut_story *s, const struct reckoning *r)
{
  if (!r->counted
      || (dead_beside(s, r->group, false) && !dead_beside(s, r->group, true)))
    return false;
  for (size_t i = r->group + 1; i < s->len; i++)
    if (s->ptr[i].mark == NUT_MARK_AMONG && nut_story_counts(s, &s->ptr[i]))
      return true;
  return false;
}

/* Is so many of them said in a sentence that tells of the dead too: "killed
 * one and injured four", "one died after five were shot"?  Evidence of a
 * sentence stands together. */
static bool is_said_beside(const struct nut_story *s, int number,
                           int64_t value)
{
  bool said = false;
  bool dead = false;
  for (size_t i = 0; i < s->len && !(said && dead); i++) {
    const struct nut_evidence *e = &s->ptr[i];
    if (i && (e->title != e[-1].title || e->sentence != e[-1].sentence))
      said = dead = false;
    dead = dead || is_of_dead(e, false);
    said = said
           || ((int)e->number == number && e->counted && e->has_value
               && e->value == value && nut_story_counts(s, e));
  }
  return said && dead;
}

/* The hurt without the dead, where a number takes in both. */
static int64_t without_dead(const struct nut_story *s,
                            const struct reckoning *r, int64_t injured,
                            int64_t killed)
{
  if (killed == 0 || injured <= killed)
    return injured;
  return dead_among(s, r) || is_said_beside(s, NUT_INJURED, injured - killed)
                 || is_said_beside(s, NUT_HIT, injured)
             ? injured - killed
             : injured;
}

/* Where no number is written: those told of one by one, if as many of them
 * are dead as the story says. */
static int64_t injured_of_persons(const struct nut_story *s, int64_t injured,
                                  int64_t killed)
{
  struct nut_persons told = nut_story_persons(s);
  return told.killed == killed ? larger(injured, told.hurt) : injured;
}

static int64_t reckon_injured(const struct nut_story *s,
                              const struct reckoning *all, int64_t killed)
{
  const struct reckoning *r = &all[NUT_INJURED];
  const struct reckoning *hit = &all[NUT_HIT];
  bool self = all[NUT_KILLED].self || all[NUT_KILLED].attacker;
  int64_t victims = self && killed ? killed - 1 : killed;
  int64_t injured = without_dead(s, r, at_least(r), killed);
  int64_t left = at_least(hit) - victims;
  bool summed_up = r->counted && killed && is_lead(&s->ptr[r->group])
                   && dead_beside(s, r->group, false);
  if (left > injured && !summed_up)
    injured = left;
  if (injured == 0 && killed == 0 && !r->none)
    injured = larger(r->weak, hit->weak);
  return r->counted || hit->counted ? injured
                                    : injured_of_persons(s, injured, killed);
}

/* ---- into the incident ---- */

static void put_from(const struct nut_story *s, const struct reckoning *r,
                     struct nut_tally *tally)
{
  struct nut_arena *arena = s->input->arena;
  bool memory = true; /* the arena remembers */
  if (r->counted && r->count >= r->ones)
    for (size_t i = r->group; i < s->len; i = nut_story_next(s, i))
      memory = memory
               && nut_indices_add(arena, &tally->from, s->ptr[i].index);
  if (memory && r->counted && r->count >= r->ones && r->further < s->len)
    memory = nut_indices_add(arena, &tally->from, s->ptr[r->further].index);
}

/* Bounds of the count that was taken; without one, of any. */
static void put_bounds(const struct nut_story *s, const struct reckoning *r,
                       int number, struct nut_tally *tally)
{
  for (size_t i = 0; i < s->len; i++) {
    const struct nut_evidence *e = &s->ptr[i];
    if (!e->counted || (int)e->number != number || !nut_story_counts(s, e)
        || (r->counted && i != r->group) || (!r->counted && e->has_value)
        || !(e->has_low || e->has_high))
      continue;
    tally->has_low = e->has_low;
    tally->low = e->low;
    tally->has_high = e->has_high;
    tally->high = e->high;
    if (!r->counted) {
      bool memory =
          nut_indices_add(s->input->arena, &tally->from, e->index);
      (void)memory; /* the arena remembers */
    }
    return;
  }
}

static void put(const struct nut_story *s, const struct reckoning *r,
                int number, int64_t best, struct nut_tally *tally)
{
  tally->best = best;
  put_from(s, r, tally);
  put_bounds(s, r, number, tally);
  if (tally->has_low && r->counted && tally->low > best)
    tally->low = best; /* the number that was bounded took in the dead */
  tally->has_best = (best > 0 && !(tally->has_low && !r->counted))
                    || (best == 0 && r->none);
}

void nut_incident_numbers(const struct nut_story *s,
                          struct nut_incident *incident)
{
  struct reckoning r[NUT_INCIDENT_ROLES];
  reckon(s, r);
  const struct reckoning *hit = &r[NUT_HIT];
  int64_t killed = reckon_killed(&r[NUT_KILLED], hit);
  int64_t injured = reckon_injured(s, r, killed);
  put(s, &r[NUT_KILLED], NUT_KILLED, killed, &incident->numbers[NUT_KILLED]);
  put(s, &r[NUT_INJURED], NUT_INJURED, injured,
      &incident->numbers[NUT_INJURED]);
  if (injured > at_least(&r[NUT_INJURED]))
    put_from(s, hit, &incident->numbers[NUT_INJURED]);
  for (int i = NUT_ARRESTED; i < NUT_INCIDENT_NUMBERS; i++)
    put(s, &r[i], i, at_least(&r[i]), &incident->numbers[i]);
}
