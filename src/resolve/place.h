/* Names of places in an article: found, then judged.
 *
 * place_find.c walks the sentences and makes a fact of each name of the
 * gazetteer, with what the words beside it tell; after the contest for the
 * text, place_judge.c decides which of these are places at all, and
 * place_sense.c which of the places of one name is meant. */
#ifndef NUT_RESOLVE_PLACE_H
#define NUT_RESOLVE_PLACE_H

#include "resolve/gazetteer.h"
#include "resolve/resolve.h"

/* What a name is more often than a place (rules: place_word, first_name). */
enum nut_name_class {
  NUT_NAME_PLAIN, NUT_NAME_TIME, NUT_NAME_WORD, NUT_NAME_SURNAME,
  NUT_NAME_FIRST, NUT_NAME_WEAK_FIRST, NUT_NAME_PRODUCT, NUT_NAME_ORGANISATION
};

#define NUT_MENTION_NONE UINT32_MAX

/* What speaks for a mention, or against it, in tenths. */
struct nut_reason {
  const char *what;
  int weight;
};

#define NUT_REASONS_MAX 16

/* All of it, for explain; the sum counts. */
struct nut_reasons {
  struct nut_reason ptr[NUT_REASONS_MAX];
  size_t len;
  int sum;
};

struct nut_toponym;

/* A name of the gazetteer as it stands in a sentence. */
struct nut_mention {
  const struct nut_gazetteer *gazetteer;
  uint32_t name;
  struct nut_span span;   /* of the name alone, in the shadow */
  uint32_t sentence;
  uint32_t container;     /* the mention behind ", ": Paris, Texas */
  enum nut_name_class class;
  bool capitals;          /* written in capitals */
  bool opens;             /* first word of its sentence */
  bool several;           /* more than one word */
  bool person;            /* behind a title or a first name */
  bool located;           /* behind "in" and the like */
  bool directed;          /* behind "from" and the like */
  bool listed;            /* beside another name, in a list */
  bool datelined;
  bool says;              /* before "said" */
  bool named_on_left;     /* behind a capitalised word of no known sense */
  bool named_on_right;
  bool unit;              /* "X County", "X province" */
  bool town;              /* "X city", "the town of X" */
  bool natural;           /* "Lake X", "X River" */
  bool ours;              /* a rule says that it is a place */
  struct nut_slice relation; /* near, north_of ...; may be empty */
  const char *within;     /* organisation, person, facility, or NULL */
  struct nut_reasons reasons;       /* from here on of _places_judge */
  const struct nut_toponym *toponym; /* NULL: it lost the contest */
};

struct nut_mentions {
  struct nut_mention *ptr;
  size_t len;
  size_t cap;
};

/* Add a fact for each name found to facts. */
NUT_CHECK enum nut_status nut_places_find(struct nut_resolve *resolve,
                                          struct nut_fact_list *facts);

/* Of the facts that are left: drop those that are no places, and fill in
 * where the others are. */
NUT_CHECK enum nut_status nut_places_judge(struct nut_resolve *resolve,
                                           struct nut_fact_list *facts);

/* ---- which place is meant (place_sense.c) ---- */

/* Senses of one name that are looked at, the likeliest by themselves. */
#define NUT_SENSES_MAX 48

struct nut_candidate {
  struct nut_place place;
  struct nut_sense sense;
  double prior;
  double score;
};

/* All mentions of one name in an article: one sense. */
struct nut_toponym {
  const struct nut_gazetteer *gazetteer;
  uint32_t name;
  uint32_t mentions;
  bool capitals; /* some mention is written so */
  bool unit;
  bool town;
  bool natural;
  uint32_t container;  /* toponym that a mention is "in", or MENTION_NONE */
  double doubt; /* 0 for a sure place, up to 1: how little its vote counts */
  struct nut_candidate *candidates;
  size_t n_candidates;
  size_t best;
};

/* Choose for each toponym, by its own weight, what contains it, and what the
 * others are; region may be empty. */
NUT_CHECK enum nut_status
nut_places_choose(struct nut_arena *arena, struct nut_toponym *toponyms,
                  size_t n, struct nut_slice region);

/* Does the place chosen for `in` hold the one chosen for t? */
bool nut_place_holds(const struct nut_toponym *in,
                     const struct nut_toponym *t);

/* The square of the kilometres between two places, by a plane around them:
 * good to a few percent where it matters, without a library's rounding. */
double nut_place_distance2(const struct nut_place *a,
                           const struct nut_place *b);

/* Are they less than so many kilometres apart?  400 at most. */
bool nut_place_is_near(const struct nut_place *a, const struct nut_place *b,
                       double km);

#endif
