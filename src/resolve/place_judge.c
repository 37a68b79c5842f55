/* Is a name a place where it stands?  And what the record says of it.
 *
 * What speaks for and against is added up in tenths: the words beside the
 * mention, how well known the likeliest place of the name is, what the name is
 * otherwise (a surname, a word), and what other mentions of it in the article
 * were.  Below the limit the fact goes.
 *
 *   "in Lincoln"        a place, though a surname
 *   "Lincoln said"      none, once "Abraham Lincoln" was named
 *
 * The senses are chosen (place_sense.c) before names are judged, as a name
 * whose place lies beside those of other names is likelier one; so doubtful
 * names take part in the choice, with a small voice. */
#include "resolve/place.h"

#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"
#include "rules/ruleset.h"

/* In tenths. */
enum weight {
  LIMIT = 15,
  CERTAIN = 30, /* a country, a first-level unit */
  WELL_KNOWN = 25,
  SEVERAL_WORDS = 8,
  LOCATED = 25, DIRECTED = 10, CONTAINED = 40, LISTED = 10, DATELINED = 40,
  A_PERSON = -70, SAYS = -10, NAMED_ON_LEFT = -25, NAMED_ON_RIGHT = -20,
  IS_TIME = -100, IS_WORD = -28, OPENS_AS_WORD = -50, IS_SURNAME = -9,
  IS_FIRST_NAME = -25, IS_WEAK_NAME = -6,
  IS_PRODUCT = -20, IS_ORGANISATION = -22,
  OTHER_NAME = -8,
  SURE_ELSEWHERE = 20, PERSON_ELSEWHERE = -35,
  NEAR_OTHER = 10, NEAR_OTHERS = 14, SAME_COUNTRY = 4
};

/* From here on nothing is doubtful: the sum of a mention, the lead of a sense
 * (place_sense.c counts in doublings of people). */
#define SURE_SUM 15
#define SURE_LEAD 6.0

struct judge {
  struct nut_resolve *resolve;
  struct nut_fact_list *facts;
  struct nut_toponym *toponyms;
  size_t n_toponyms;
  uint32_t *toponym_of; /* by mention */
  int *beside;          /* by toponym: the best that its mentions have */
  bool *person;         /* by toponym: some mention is a person */
};

static bool is_mention(const struct nut_fact *fact)
{
  return fact->mention != 0;
}

static struct nut_mention *mention_of(const struct judge *j,
                                      const struct nut_fact *fact)
{
  return &j->resolve->mentions->ptr[fact->mention - 1];
}

/* ---- what a mention says of itself ---- */

static void add(struct nut_reasons *reasons, const char *what, int weight)
{
  if (weight && reasons->len < NUT_REASONS_MAX)
    reasons->ptr[reasons->len++] = (struct nut_reason){ what, weight };
  reasons->sum += weight;
}

static void add_class(const struct nut_mention *m, struct nut_reasons *out)
{
  static const struct nut_reason classes[] = {
    [NUT_NAME_PLAIN] = { "", 0 },
    [NUT_NAME_TIME] = { "a time", IS_TIME },
    [NUT_NAME_WORD] = { "a word", IS_WORD },
    [NUT_NAME_SURNAME] = { "a surname", IS_SURNAME },
    [NUT_NAME_FIRST] = { "a first name", IS_FIRST_NAME },
    [NUT_NAME_WEAK_FIRST] = { "a first name", IS_WEAK_NAME },
    [NUT_NAME_PRODUCT] = { "a product", IS_PRODUCT },
    [NUT_NAME_ORGANISATION] = { "a club or firm", IS_ORGANISATION },
  };
  const struct nut_reason *class = &classes[m->class];
  bool opens = m->opens && m->class == NUT_NAME_WORD;
  add(out, class->what, opens ? OPENS_AS_WORD : class->weight);
}

/* Is the mention's container really one that holds its best sense? */
static bool is_contained(const struct judge *j, const struct nut_mention *m)
{
  if (m->container == NUT_MENTION_NONE)
    return false;
  uint32_t in = j->toponym_of[m->container];
  if (in == NUT_MENTION_NONE || j->toponyms[in].n_candidates == 0)
    return false;
  uint32_t at = j->toponym_of[m - j->resolve->mentions->ptr];
  const struct nut_toponym *t = &j->toponyms[in];
  enum nut_place_kind kind = t->candidates[t->best].place.kind;
  return (kind == NUT_IS_COUNTRY || kind == NUT_IS_ADMIN) && at != in
         && nut_place_holds(t, &j->toponyms[at]);
}

/* The words beside it. */
static void add_beside(const struct judge *j, const struct nut_mention *m,
                       struct nut_reasons *out)
{
  if (m->person) {
    add(out, "part of a person's name", A_PERSON);
    return;
  }
  if (m->located)
    add(out, "something is there", LOCATED);
  else if (m->directed)
    add(out, "from, to or of it", DIRECTED);
  if (m->datelined)
    add(out, "in the dateline", DATELINED);
  if (is_contained(j, m))
    add(out, "said to be in another", CONTAINED);
  else if (m->listed)
    add(out, "in a list", LISTED);
  if (m->says)
    add(out, "it says something", SAYS);
}

/* ---- what its name says ---- */

static int well_known(const struct nut_candidate *c)
{
  const struct nut_place *p = &c->place;
  if (p->kind == NUT_IS_COUNTRY || p->kind == NUT_IS_DEMONYM
      || (p->kind == NUT_IS_ADMIN && c->sense.curated))
    return CERTAIN;
  if (p->kind == NUT_IS_ADMIN && p->level == 1)
    return p->people >= 2000000 ? WELL_KNOWN : 14;
  if (p->kind != NUT_IS_CITY && c->sense.curated)
    return WELL_KNOWN;
  if (p->kind == NUT_IS_ADMIN)
    return 2;
  if (p->people >= 1000000 || c->sense.curated)
    return 25;
  if (p->people >= 200000)
    return 20;
  if (p->people >= 50000)
    return 14;
  return p->people >= 15000 ? 8 : p->people >= 5000 ? 4 : 0;
}

/* Do other names, sure ones, lie around it? */
static int company(const struct judge *j, size_t self)
{
  const struct nut_toponym *t = &j->toponyms[self];
  const struct nut_candidate *c = &t->candidates[t->best];
  int sum = 0;
  for (size_t i = 0; i < j->n_toponyms && sum < NEAR_OTHERS; i++) {
    const struct nut_toponym *other = &j->toponyms[i];
    if (i == self || other->n_candidates == 0 || other->doubt > 0.5)
      continue;
    const struct nut_candidate *d = &other->candidates[other->best];
    bool near = d->place.kind != NUT_IS_COUNTRY
                && d->place.kind != NUT_IS_DEMONYM
                && nut_place_is_near(&c->place, &d->place, 100);
    if (near)
      sum = sum >= NEAR_OTHER ? NEAR_OTHERS : NEAR_OTHER;
    else if (sum < SAME_COUNTRY && c->place.country[0]
             && c->place.country[0] == d->place.country[0]
             && c->place.country[1] == d->place.country[1])
      sum = SAME_COUNTRY;
  }
  return sum;
}

/* "French Foreign Legion", "then US Senator": the names beside these are other
 * names, and not parts of one. */
static bool is_nation(const struct nut_candidate *c)
{
  return c->place.kind == NUT_IS_COUNTRY || c->place.kind == NUT_IS_DEMONYM
         || (c->place.kind == NUT_IS_ADMIN && c->sense.curated);
}

static void add_name(const struct judge *j, size_t toponym,
                     const struct nut_mention *m, struct nut_reasons *out)
{
  const struct nut_toponym *t = &j->toponyms[toponym];
  const struct nut_candidate *c = &t->candidates[t->best];
  add(out, "how well known it is", well_known(c));
  add(out, "near others", company(j, toponym));
  add_class(m, out);
  if (c->sense.other)
    add(out, "not its usual name", OTHER_NAME);
  if (m->several)
    add(out, "several words", SEVERAL_WORDS);
  if (is_nation(c))
    return;
  if (m->named_on_left)
    add(out, "behind another name", NAMED_ON_LEFT);
  if (m->named_on_right)
    add(out, "before another name", NAMED_ON_RIGHT);
}

/* All that speaks for it, less the limit; below 0 it is no place. */
static int weigh(const struct judge *j, struct nut_mention *m)
{
  struct nut_reasons *out = &m->reasons;
  uint32_t toponym = j->toponym_of[m - j->resolve->mentions->ptr];
  m->toponym = &j->toponyms[toponym];
  if (m->toponym->n_candidates == 0)
    return -1;
  if (m->ours)
    return CERTAIN;
  add_beside(j, m, out);
  int own = out->sum;
  add_name(j, toponym, m, out);
  if (own <= DIRECTED && j->beside[toponym] >= LOCATED)
    add(out, "a place elsewhere", SURE_ELSEWHERE);
  if (own < LOCATED && j->person[toponym])
    add(out, "a person elsewhere", PERSON_ELSEWHERE);
  add(out, "what is asked", -LIMIT);
  return out->sum;
}

/* ---- toponyms: the mentions of one name ---- */

/* Linear in the toponyms: an article has dozens. */
static uint32_t toponym_of(struct judge *j, const struct nut_mention *m)
{
  for (size_t i = 0; i < j->n_toponyms; i++)
    if (j->toponyms[i].name == m->name
        && j->toponyms[i].gazetteer == m->gazetteer)
      return (uint32_t)i;
  j->toponyms[j->n_toponyms] = (struct nut_toponym){
    .gazetteer = m->gazetteer, .name = m->name, .doubt = 1,
    .container = NUT_MENTION_NONE
  };
  return (uint32_t)j->n_toponyms++;
}

/* How little a mention's own words say that it is a place. */
static double doubt_of(const struct nut_mention *m)
{
  if (m->datelined || m->located || m->ours)
    return 0;
  if (m->person || m->within || m->class == NUT_NAME_WORD
      || m->class == NUT_NAME_TIME)
    return 0.9;
  if (m->named_on_left || m->named_on_right || m->class != NUT_NAME_PLAIN)
    return 0.6;
  return m->listed || m->directed ? 0.1 : 0.3;
}

static void take_mention(struct judge *j, const struct nut_mention *m,
                         uint32_t at)
{
  struct nut_toponym *t = &j->toponyms[at];
  double doubt = doubt_of(m);
  t->mentions++;
  t->capitals = t->capitals || m->capitals;
  t->unit = t->unit || m->unit;
  t->town = t->town || m->town;
  t->natural = t->natural || m->natural;
  if (doubt < t->doubt)
    t->doubt = doubt;
}

/* Facts that lost the contest leave mentions without a toponym. */
static enum nut_status gather(struct judge *j)
{
  struct nut_arena *arena = j->resolve->arena;
  const struct nut_mentions *mentions = j->resolve->mentions;
  j->toponyms = nut_arena_alloc(arena, (mentions->len + 1)
                                           * sizeof *j->toponyms);
  j->toponym_of = nut_arena_alloc(arena, (mentions->len + 1)
                                             * sizeof *j->toponym_of);
  j->beside = nut_arena_alloc(arena, (mentions->len + 1) * sizeof(int));
  j->person = nut_arena_alloc(arena, (mentions->len + 1) * sizeof(bool));
  if (!j->toponyms || !j->toponym_of || !j->beside || !j->person)
    return NUT_NOMEM;
  for (size_t i = 0; i < mentions->len; i++)
    j->toponym_of[i] = NUT_MENTION_NONE;
  for (size_t i = 0; i < j->facts->len; i++) {
    const struct nut_fact *fact = &j->facts->ptr[i];
    if (!is_mention(fact))
      continue;
    const struct nut_mention *m = mention_of(j, fact);
    uint32_t at = toponym_of(j, m);
    j->toponym_of[fact->mention - 1] = at;
    take_mention(j, m, at);
  }
  return NUT_OK;
}

static void link_containers(struct judge *j)
{
  const struct nut_mentions *mentions = j->resolve->mentions;
  for (size_t i = 0; i < mentions->len; i++) {
    uint32_t at = j->toponym_of[i];
    uint32_t in = mentions->ptr[i].container;
    if (at != NUT_MENTION_NONE && in != NUT_MENTION_NONE
        && j->toponyms[at].container == NUT_MENTION_NONE)
      j->toponyms[at].container = j->toponym_of[in];
  }
}

static void weigh_mentions(struct judge *j)
{
  const struct nut_mentions *mentions = j->resolve->mentions;
  for (size_t i = 0; i < mentions->len; i++) {
    uint32_t at = j->toponym_of[i];
    if (at == NUT_MENTION_NONE)
      continue;
    struct nut_reasons reasons = { .len = 0 };
    add_beside(j, &mentions->ptr[i], &reasons);
    if (reasons.sum > j->beside[at])
      j->beside[at] = reasons.sum;
    if (mentions->ptr[i].person)
      j->person[at] = true;
  }
}

/* ---- the record ---- */

static void put_text(struct judge *j, struct nut_fact *fact, size_t field,
                     struct nut_slice text)
{
  if (text.len)
    fact->values[field] =
        nut_value_text(nut_arena_copy(j->resolve->arena, text));
}

static void put_degrees(struct nut_fact *fact, size_t field, int32_t degrees)
{
  struct nut_decimal number = nut_decimal_from_int(degrees);
  if (nut_decimal_shift(&number, -4))
    fact->values[field] = nut_value_num(&number);
}

static void put_unit(struct judge *j, const struct nut_toponym *t,
                     struct nut_fact *fact, size_t field, uint32_t unit)
{
  if (unit != NUT_PLACE_NONE)
    put_text(j, fact, field, nut_gazetteer_place(t->gazetteer, unit).name);
}

static void describe(struct judge *j, const struct nut_mention *m,
                     struct nut_fact *fact)
{
  const struct nut_toponym *t =
      &j->toponyms[j->toponym_of[fact->mention - 1]];
  const struct nut_candidate *c = &t->candidates[t->best];
  const struct nut_place *place = &c->place;
  enum nut_place_kind kind = place->kind;
  if (m->natural && kind == NUT_IS_CITY)
    kind = NUT_IS_NATURAL;
  put_text(j, fact, NUT_PLACE_NAME, place->name);
  put_text(j, fact, NUT_PLACE_COUNTRY, nut_slice_of(place->country));
  nut_set_text(fact, NUT_PLACE_KIND, nut_place_kind_names[kind]);
  put_unit(j, t, fact, NUT_PLACE_ADMIN1, place->admin1);
  put_unit(j, t, fact, NUT_PLACE_ADMIN2, place->admin2);
  if (place->kind == NUT_IS_ADMIN && place->level == 1)
    put_text(j, fact, NUT_PLACE_ADMIN1, place->name);
  if (place->located) {
    put_degrees(fact, NUT_PLACE_LAT, place->lat);
    put_degrees(fact, NUT_PLACE_LON, place->lon);
  }
  if (place->geonameid && kind != NUT_IS_DEMONYM)
    fact->values[NUT_PLACE_GEONAMEID] = nut_value_int(place->geonameid);
  if (m->within)
    nut_set_text(fact, NUT_PLACE_WITHIN, m->within);
  put_text(j, fact, NUT_PLACE_RELATION, m->relation);
}

/* Score of the best sense less that of the next one that lies elsewhere. */
static double lead(const struct nut_toponym *t)
{
  const struct nut_candidate *best = &t->candidates[t->best];
  double lead = SURE_LEAD;
  for (size_t i = 0; i < t->n_candidates; i++) {
    const struct nut_candidate *c = &t->candidates[i];
    if (i != t->best && best->score - c->score < lead
        && !nut_place_is_near(&best->place, &c->place, 50))
      lead = best->score - c->score;
  }
  return lead;
}

/* In hundredths: how sure it is a place, times how sure it is this one. */
static void put_confidence(const struct judge *j, const struct nut_mention *m,
                           int sum, struct nut_fact *fact)
{
  uint32_t at = j->toponym_of[m - j->resolve->mentions->ptr];
  double place = sum >= SURE_SUM ? 1 : (sum + 15.0) / (SURE_SUM + 15.0);
  double sense = (lead(&j->toponyms[at]) + 2) / (SURE_LEAD + 2);
  int hundredths = (int)(place * sense * 100 + 0.5);
  if (hundredths >= 100)
    return;
  fact->confidence = nut_decimal_from_int(hundredths < 5 ? 5 : hundredths);
  if (!nut_decimal_shift(&fact->confidence, -2))
    fact->confidence = nut_decimal_from_int(0);
}

/* A place that a rule found by its form, or one that it named: the gazetteer
 * tells where that is. */
static void keep_places(struct judge *j)
{
  size_t kept = 0;
  for (size_t i = 0; i < j->facts->len; i++) {
    struct nut_fact *fact = &j->facts->ptr[i];
    if (is_mention(fact)) {
      struct nut_mention *m = mention_of(j, fact);
      int sum = weigh(j, m);
      if (sum < 0)
        continue;
      describe(j, m, fact);
      put_confidence(j, m, sum, fact);
    }
    j->facts->ptr[kept++] = *fact;
  }
  j->facts->len = kept;
}

/* ---- streets ---- */

static bool is_spot(const struct nut_fact *fact)
{
  struct nut_slice kind = nut_text_of(fact, NUT_PLACE_KIND);
  return fact->rule->kind == NUT_KIND_PLACE && nut_has(fact, NUT_PLACE_LAT)
         && (nut_slice_is(kind, "city") || nut_slice_is(kind, "district"));
}

/* The town that a street is in: the next one of its sentence, else the last
 * one before, else the first of all. */
static const struct nut_fact *town_of(const struct nut_fact_list *facts,
                                      size_t street)
{
  uint32_t sentence = facts->ptr[street].sentence;
  for (size_t i = street + 1;
       i < facts->len && facts->ptr[i].sentence == sentence; i++)
    if (is_spot(&facts->ptr[i]))
      return &facts->ptr[i];
  for (size_t i = street; i-- > 0;)
    if (is_spot(&facts->ptr[i]))
      return &facts->ptr[i];
  for (size_t i = street + 1; i < facts->len; i++)
    if (is_spot(&facts->ptr[i]))
      return &facts->ptr[i];
  return NULL;
}

/* What no gazetteer knows lies in a town that the text names. */
static void place_streets(struct nut_fact_list *facts)
{
  static const size_t taken[] = { NUT_PLACE_COUNTRY, NUT_PLACE_ADMIN1,
                                  NUT_PLACE_ADMIN2, NUT_PLACE_LAT,
                                  NUT_PLACE_LON };
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    if (fact->rule->kind != NUT_KIND_PLACE || nut_has(fact, NUT_PLACE_LAT)
        || nut_has(fact, NUT_PLACE_COUNTRY))
      continue;
    const struct nut_fact *town = town_of(facts, i);
    for (size_t k = 0; town && k < sizeof taken / sizeof taken[0]; k++)
      if (nut_has(town, taken[k]))
        fact->values[taken[k]] = town->values[taken[k]];
  }
}

enum nut_status nut_places_judge(struct nut_resolve *resolve,
                                 struct nut_fact_list *facts)
{
  struct judge j = { .resolve = resolve, .facts = facts };
  if (!resolve->mentions || resolve->mentions->len == 0)
    return NUT_OK;
  if (gather(&j) != NUT_OK)
    return NUT_NOMEM;
  link_containers(&j);
  if (nut_places_choose(resolve->arena, j.toponyms, j.n_toponyms,
                        resolve->region)
      != NUT_OK)
    return NUT_NOMEM;
  weigh_mentions(&j);
  keep_places(&j);
  place_streets(facts);
  return resolve->arena->failed ? NUT_NOMEM : NUT_OK;
}
