/* An article's facts, read as a story: who says what of how many, where.
 *
 * Evidence is a count with a role, or a sentence that says it of one person.
 * It is in text order, the title's first.  Only for resolve/incident*.c. */
#ifndef NUT_RESOLVE_INCIDENT_STORY_H
#define NUT_RESOLVE_INCIDENT_STORY_H

#include "resolve/incident.h"

enum nut_incident_mark {
  NUT_MARK_NONE, NUT_MARK_WEAK, NUT_MARK_DIED, NUT_MARK_OTHER,
  NUT_MARK_NTH, NUT_MARK_ALSO, NUT_MARK_LIST,
  NUT_MARK_ATTACKER, NUT_MARK_AMONG,
  NUT_MARK_SELF, NUT_MARK_ACT
};

/* Sentences in which a story says what it is about. */
#define NUT_STORY_LEAD 8

struct nut_evidence {
  const struct nut_fact *fact;
  uint32_t index;        /* of the fact, or NUT_FACT_NONE: the title's */
  uint32_t sentence;     /* of the body; the title is before the first: 0 */
  bool title;
  bool counted;          /* a count fact: a number is written */
  bool active;           /* the verb stands before the number */
  enum nut_incident_number number;
  enum nut_incident_mark mark;
  bool has_value;
  int64_t value;
  bool has_low;
  int64_t low;
  bool has_high;
  int64_t high;
  bool incremental;
  uint32_t group;        /* counts that are added up share it */
};

/* What is known of a sentence of the body. */
enum nut_sentence_note {
  NUT_NOTE_BACKGROUND = 1, /* of other cases */
  NUT_NOTE_COURT = 2,
  NUT_NOTE_EVIDENCE = 4,   /* of who was killed or hurt */
  NUT_NOTE_ACT = 8,        /* of arrests, rescues ... */
  NUT_NOTE_SEIZED = 16,
  NUT_NOTE_OTHER_TIME = 32, /* its dates are far from the incident's */
  NUT_NOTE_CONTEST = 64,
  NUT_NOTE_TRIAL = 128      /* of a court, not only of what was said when */
};

/* What a date beside it is of, the likelier the higher. */
enum nut_incident_topic {
  NUT_TOPIC_COURT, NUT_TOPIC_ACT, NUT_TOPIC_DIED, NUT_TOPIC_WEAK,
  NUT_TOPIC_VICTIM, NUT_TOPIC_EVENT, NUT_TOPICS
};

struct nut_topic {
  struct nut_span span;
  uint32_t sentence;
  enum nut_incident_topic topic;
};

/* When it was, said without a date: the day is that of publication. */
enum nut_night { NUT_NIGHT_NONE, NUT_NIGHT_BEFORE, NUT_NIGHT_MORNING };

struct nut_story {
  const struct nut_incident_input *input;
  struct nut_evidence *ptr;
  size_t len;
  size_t cap;
  struct nut_topic *topics; /* of the body, in text order */
  size_t n_topics;
  size_t cap_topics;
  unsigned char *notes;  /* by sentence */
  enum nut_night night;  /* the first that is said */
  uint32_t night_at;     /* its sentence */
  bool event;            /* one is named where the story begins */
  size_t contest;        /* sentences of a match or a vote */
  uint32_t only;         /* the one sentence that counts, or FACT_NONE */
};

NUT_CHECK bool nut_indices_add(struct nut_arena *arena,
                               struct nut_indices *list, uint32_t index);

NUT_CHECK enum nut_status
nut_story_read(const struct nut_incident_input *input,
               struct nut_story *story);

/* What a count's role feeds, or NUT_INCIDENT_ROLES. */
enum nut_incident_number
nut_story_number(const struct nut_incident_input *input,
                 const struct nut_fact *count);

/* Only "and", "," or both between two facts. */
bool nut_story_joined(const struct nut_article *article,
                      const struct nut_fact *a, const struct nut_fact *b);

/* Does the evidence belong to the incident itself? */
bool nut_story_counts(const struct nut_story *story,
                      const struct nut_evidence *evidence);

/* Does it say who was killed or hurt? */
bool nut_story_is_victim(const struct nut_evidence *evidence);

/* Those told of one by one who cannot be the same. */
struct nut_persons {
  int64_t killed;
  int64_t hurt;
};

struct nut_persons nut_story_persons(const struct nut_story *story);

/* The next evidence of the same group, or story->len. */
size_t nut_story_next(const struct nut_story *story, size_t at);

void nut_incident_when(const struct nut_story *story,
                       struct nut_incident *incident);
void nut_incident_where(const struct nut_story *story,
                        struct nut_incident *incident);
/* Sentences that count the dead or hurt of a time before the news that the
 * story begins with. */
void nut_incident_part_past(struct nut_story *story);
/* Sentences whose dates are all of another time than the incident's. */
void nut_incident_part_times(struct nut_story *story,
                             const struct nut_incident *incident);
void nut_incident_numbers(const struct nut_story *story,
                          struct nut_incident *incident);
NUT_CHECK enum nut_status
nut_incident_sums(const struct nut_story *story,
                  struct nut_incident *incident);

/* The number of days of a value that begins with a whole day. */
NUT_CHECK bool nut_incident_day(struct nut_slice value, int32_t *day);

#endif
