/* Which of the places of one name is meant, for all names of an article
 * together.
 *
 *   Paris, Cherokee County, Nashville, Tennessee -> Paris in Tennessee
 *
 * Each candidate has a prior: how much is written about such a place.  Then in
 * rounds each name takes its best candidate, given what the others were in the
 * round before: the same country, the same first-level unit, near them.  A
 * name that stands before ", X" is in X where it can be.  Three rounds settle
 * nearly all; the result does not depend on the order of the names.
 *
 * Arithmetic is that of IEEE 754 doubles with + - * / only, so it is the same
 * everywhere.  Cost: candidates times names a round; a name of one place has
 * nothing to be settled. */
#include "resolve/place.h"

#include "base/slice.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS 3

/* What each thing that speaks for a candidate is worth, in doublings of
 * people: a place twice as large is mentioned about as much more. */
#define LOG_PEOPLE 0.5
#define CONTAINED 14.0
#define CONTAINS 8.0
#define SAME_COUNTRY 3.0
#define SAME_UNIT 4.0
#define NEAR 5.0
#define NEAR_KM 60.0
#define OF_REGION 2.0
#define SAID_SORT 4.0
#define OTHER_NAME (-5.0)
#define SECTION (-1.5)
#define CURATED 2.0
/* As many people a unit has of which no table says it. */
#define CURATED_PEOPLE 4e6

/* ---- distance ---- */

static double radians(int32_t degrees)
{
  return (double)degrees / NUT_PLACE_DEGREE * 0.017453292519943295;
}

/* cos by its series; |x| is pi/2 at most, where it is good to 1e-5. */
static double cosine(double x)
{
  double y = x * x;
  return 1 - y / 2 * (1 - y / 12 * (1 - y / 30 * (1 - y / 56)));
}

/* Four degrees of latitude, beyond which nothing is near. */
#define FAR (4 * NUT_PLACE_DEGREE)

double nut_place_distance2(const struct nut_place *a,
                           const struct nut_place *b)
{
  int32_t turn = 360 * NUT_PLACE_DEGREE;
  int32_t lon = a->lon - b->lon;
  if (lon > turn / 2)
    lon -= turn;
  if (lon < -turn / 2)
    lon += turn;
  double middle = radians((a->lat + b->lat) / 2);
  double y = radians(a->lat - b->lat);
  double x = radians(lon) * cosine(middle);
  return 6371.0 * 6371.0 * (x * x + y * y);
}

bool nut_place_is_near(const struct nut_place *a, const struct nut_place *b,
                       double km)
{
  return abs(a->lat - b->lat) < FAR && nut_place_distance2(a, b) < km * km;
}

/* ---- priors ---- */

/* Base 2, by halving and a straight line between. */
static double logarithm(double x)
{
  double log = 0;
  while (x >= 2) {
    x /= 2;
    log++;
  }
  return log + x - 1;
}

static double own_weight(const struct nut_candidate *c)
{
  const struct nut_place *place = &c->place;
  double people = (double)place->people;
  switch (place->kind) {
  case NUT_IS_COUNTRY:
    return 16;
  case NUT_IS_DEMONYM:
    return 15;
  case NUT_IS_ADMIN:
    if (place->level == 2)
      return LOG_PEOPLE * logarithm(people + 64) - 2;
    return LOG_PEOPLE * logarithm(people + (c->sense.curated ? CURATED_PEOPLE
                                                             : 64)) + 1;
  case NUT_IS_NATURAL:
    return 10;
  case NUT_IS_DISTRICT:
    return LOG_PEOPLE * logarithm(people + (c->sense.curated ? 100000 : 64))
           + (c->sense.curated ? 0 : SECTION);
  case NUT_IS_FACILITY:
  case NUT_IS_STREET:
    return 10;
  default:
    return LOG_PEOPLE * logarithm(people + 64) + (place->capital ? 2 : 0)
           + (place->seat ? 0.5 : 0);
  }
}

static double prior(const struct nut_toponym *t,
                    const struct nut_candidate *c, struct nut_slice region)
{
  double score = own_weight(c);
  enum nut_place_kind kind = c->place.kind;
  if (c->sense.other)
    score += OTHER_NAME;
  if (c->sense.curated && kind == NUT_IS_CITY)
    score += CURATED;
  if (region.len && nut_slice_is(region, c->place.country))
    score += OF_REGION;
  if (t->unit)
    score += kind == NUT_IS_ADMIN ? SAID_SORT : 0;
  if (t->town)
    score += kind == NUT_IS_CITY ? SAID_SORT : 0;
  if (t->natural)
    score += kind == NUT_IS_NATURAL ? 6 : 0;
  return score;
}

/* ---- what other names say ---- */

static const struct nut_candidate *best_of(const struct nut_toponym *t)
{
  return t->n_candidates ? &t->candidates[t->best] : NULL;
}

static bool same_country(const struct nut_place *a, const struct nut_place *b)
{
  return a->country[0] && memcmp(a->country, b->country, 2) == 0;
}

/* The first-level unit a place is or lies in. */
static uint32_t unit_of(const struct nut_candidate *c)
{
  return c->place.kind == NUT_IS_ADMIN && c->place.level == 1
             ? c->sense.place
             : c->place.admin1;
}

/* Does d hold c?  Small places hold by distance: boroughs and counties of
 * tables made by hand have no code. */
static bool holds(const struct nut_toponym *b, const struct nut_candidate *d,
                  const struct nut_toponym *a, const struct nut_candidate *c)
{
  if (c->place.kind == NUT_IS_COUNTRY || c->place.kind == NUT_IS_DEMONYM)
    return false;
  if (d->place.kind == NUT_IS_COUNTRY)
    return same_country(&c->place, &d->place);
  if (d->place.kind == NUT_IS_DEMONYM || !d->place.located
      || !c->place.located)
    return false;
  if (d->place.kind == NUT_IS_ADMIN && d->place.level == 1)
    return a->gazetteer == b->gazetteer && c->place.admin1 == d->sense.place;
  if (d->place.kind == NUT_IS_ADMIN && d->place.level == 2
      && a->gazetteer == b->gazetteer)
    return c->place.admin2 == d->sense.place;
  return same_country(&c->place, &d->place)
         && nut_place_is_near(&c->place, &d->place, 80);
}

bool nut_place_holds(const struct nut_toponym *in,
                     const struct nut_toponym *t)
{
  const struct nut_candidate *d = best_of(in);
  const struct nut_candidate *c = best_of(t);
  return c && d && holds(in, d, t, c);
}

/* How much the other's place counts: said often, and sure to be one. */
static double voice(const struct nut_toponym *t)
{
  double often = t->mentions > 3 ? 2 : t->mentions > 1 ? 1.5 : 1;
  return often * (1 - t->doubt);
}

/* What one name says in a round: the place that it had in the one before. */
struct vote {
  double voice;
  const struct nut_gazetteer *gazetteer;
  const struct nut_place *place; /* NULL: none */
  uint32_t unit;
  bool spot;
};

static bool is_spot(const struct nut_place *place)
{
  return place->located && place->kind != NUT_IS_COUNTRY
         && place->kind != NUT_IS_DEMONYM;
}

static struct vote vote_of(const struct nut_toponym *t)
{
  const struct nut_candidate *best = best_of(t);
  if (!best)
    return (struct vote){ .voice = 0 };
  return (struct vote){ .voice = voice(t), .gazetteer = t->gazetteer,
                        .place = &best->place, .unit = unit_of(best),
                        .spot = is_spot(&best->place) };
}

/* Shares of what all others say. */
static double support(const struct nut_toponym *t, const struct vote *votes,
                      size_t n, size_t self, const struct nut_candidate *c)
{
  double all = 1; /* a voice for none of them */
  double country = 0;
  double unit = 0;
  double near = 0;
  uint32_t own = unit_of(c);
  bool spot = c->place.kind != NUT_IS_COUNTRY && c->place.located;
  for (size_t i = 0; i < n; i++) {
    const struct vote *vote = &votes[i];
    if (i == self || !vote->place)
      continue;
    all += vote->voice;
    if (same_country(&c->place, vote->place))
      country += vote->voice;
    if (own != NUT_PLACE_NONE && own == vote->unit
        && vote->gazetteer == t->gazetteer)
      unit += vote->voice;
    if (spot && vote->spot && abs(c->place.lat - vote->place->lat) < FAR)
      near += vote->voice
              / (1 + nut_place_distance2(&c->place, vote->place)
                         / (NEAR_KM * NEAR_KM));
  }
  double close = near > 1 ? 1 + (near - 1) / all : near;
  return SAME_COUNTRY * country / all + SAME_UNIT * unit / all
         + NEAR * close;
}

/* ---- choosing ---- */

/* Of a unit and its town of the same name the town is meant, unless it is a
 * small part of the unit: Geneva and Oaxaca, but not Brandenburg. */
#define TOWN_SHARE 10
#define TOWN_LEAD 1.0

static void yield_to_town(const struct nut_toponym *t,
                          struct nut_candidate *unit)
{
  double people = unit->place.people ? (double)unit->place.people
                                     : CURATED_PEOPLE;
  for (size_t i = 0; i < t->n_candidates; i++) {
    const struct nut_candidate *town = &t->candidates[i];
    if (town->place.kind != NUT_IS_CITY || town->sense.other
        || !same_country(&town->place, &unit->place)
        || (town->place.admin1 != unit->sense.place
            && town->place.admin2 != unit->sense.place)
        || (double)town->place.people * TOWN_SHARE < people)
      continue;
    if (unit->prior > town->prior - TOWN_LEAD)
      unit->prior = unit->score = town->prior - TOWN_LEAD;
  }
}

static enum nut_status fill(struct nut_arena *arena, struct nut_toponym *t,
                            struct nut_slice region)
{
  size_t n = nut_gazetteer_senses(t->gazetteer, t->name);
  if (n > NUT_SENSES_MAX)
    n = NUT_SENSES_MAX;
  t->candidates = nut_arena_alloc(arena, (n + 1) * sizeof *t->candidates);
  if (!t->candidates)
    return NUT_NOMEM;
  for (size_t i = 0; i < n; i++) {
    struct nut_candidate c = {
      .sense = nut_gazetteer_sense(t->gazetteer, t->name, i)
    };
    c.place = nut_gazetteer_place(t->gazetteer, c.sense.place);
    if (c.sense.capitals && !t->capitals)
      continue;
    c.prior = c.score = prior(t, &c, region);
    t->candidates[t->n_candidates++] = c;
  }
  for (size_t i = 0; i < t->n_candidates; i++)
    if (t->candidates[i].place.kind == NUT_IS_ADMIN && !t->unit)
      yield_to_town(t, &t->candidates[i]);
  return NUT_OK;
}

/* The first of equals: they stand in the order of their weight. */
static void pick(struct nut_toponym *t)
{
  t->best = 0;
  for (size_t i = 1; i < t->n_candidates; i++)
    if (t->candidates[i].score > t->candidates[t->best].score)
      t->best = i;
}

/* A container counts by any of its senses: "Paris, Texas" tells that Texas is
 * the state and that Paris is in it. */
static double contained(const struct nut_toponym *toponyms, size_t self,
                        const struct nut_candidate *c)
{
  const struct nut_toponym *t = &toponyms[self];
  if (t->container == NUT_MENTION_NONE || t->container == self)
    return 0;
  const struct nut_toponym *in = &toponyms[t->container];
  for (size_t i = 0; i < in->n_candidates; i++)
    if (holds(in, &in->candidates[i], t, c))
      return CONTAINED * (i == in->best ? 1 : 0.8);
  return 0;
}

/* And the other way round: "Atlanta, Georgia" tells that Georgia is the state,
 * whatever else in the text is a country. */
static double contains(const struct nut_toponym *toponyms, size_t n,
                       size_t self, const struct nut_candidate *c)
{
  for (size_t i = 0; i < n; i++) {
    const struct nut_candidate *in = best_of(&toponyms[i]);
    if (i != self && toponyms[i].container == self && in
        && holds(&toponyms[self], c, &toponyms[i], in))
      return CONTAINS;
  }
  return 0;
}

/* All scores of a round come from the choices of the one before. */
static void judge(struct nut_toponym *toponyms, struct vote *votes, size_t n)
{
  for (size_t i = 0; i < n; i++)
    votes[i] = vote_of(&toponyms[i]);
  for (size_t i = 0; i < n; i++) {
    struct nut_toponym *t = &toponyms[i];
    for (size_t k = 0; t->n_candidates > 1 && k < t->n_candidates; k++) {
      struct nut_candidate *c = &t->candidates[k];
      c->score = c->prior + contained(toponyms, i, c)
                 + contains(toponyms, n, i, c)
                 + support(t, votes, n, i, c);
    }
  }
  for (size_t i = 0; i < n; i++)
    pick(&toponyms[i]);
}

enum nut_status nut_places_choose(struct nut_arena *arena,
                                  struct nut_toponym *toponyms, size_t n,
                                  struct nut_slice region)
{
  for (size_t i = 0; i < n; i++) {
    if (fill(arena, &toponyms[i], region) != NUT_OK)
      return NUT_NOMEM;
    pick(&toponyms[i]);
  }
  struct vote *votes = nut_arena_alloc(arena, (n + 1) * sizeof *votes);
  if (!votes)
    return NUT_NOMEM;
  for (size_t round = 0; round < ROUNDS; round++)
    judge(toponyms, votes, n);
  return NUT_OK;
}
