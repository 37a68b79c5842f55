/* Facts of an article as evidence of what happened.
 *
 *   "Two men were shot"     count, role shoot     -> hit, 2
 *   "killing four"          count, role kill      -> killed, 4
 *   "a man was shot"        hidden fact           -> hit, one
 *   "then killed himself"   hidden fact, self     -> killed, one more
 *
 * Which number of an incident a role feeds is the list incident_number of the
 * rules; a count of things (list incident_thing) is none of people.  Counts
 * that stand side by side with one role ("54 men and one juvenile") get one
 * group and are added up later. */
#include "resolve/incident_story.h"

#include "base/slice.h"
#include "resolve/words.h"
#include "rules/fields.h"
#include "rules/rule.h"
#include "rules/ruleset.h"

bool nut_indices_add(struct nut_arena *arena, struct nut_indices *list,
                     uint32_t index)
{
  if (index == NUT_FACT_NONE)
    return true;
  list->ptr = nut_arena_grow(arena, list->ptr, list->len, &list->cap,
                             sizeof *list->ptr);
  if (!list->ptr)
    return false;
  list->ptr[list->len++] = index;
  return true;
}

/* ---- reading one fact ---- */

struct reader {
  struct nut_story *story;
  const struct nut_incident_input *input;
  const struct nut_wordlist *numbers;
  const struct nut_wordlist *things;
  const struct nut_wordlist *low;
  const struct nut_wordlist *active;
  const struct nut_wordlist *joints;
  const struct nut_wordlist *apart;
};

static const struct nut_word *look_up(const struct reader *r,
                                      const struct nut_wordlist *list,
                                      struct nut_slice word)
{
  return list && word.len ? nut_wordlist_find(r->input->arena, list, word)
                          : NULL;
}

/* What the role feeds, or INCIDENT_ROLES. */
static enum nut_incident_number number_of(const struct reader *r,
                                          struct nut_slice role)
{
  struct nut_slice number =
      nut_wordlist_text(r->input->arena, r->numbers, role);
  int i = 0;
  while (i < NUT_INCIDENT_ROLES
         && !nut_slice_is(number, nut_incident_names[i]))
    i++;
  return (enum nut_incident_number)i;
}

static bool read_num(const struct nut_fact *fact, size_t field, int64_t *out)
{
  const struct nut_value *value = &fact->values[field];
  return value->type == NUT_NUM && nut_decimal_int(&value->as.num, out);
}

static void read_bounds(const struct reader *r, struct nut_evidence *e)
{
  const struct nut_fact *fact = e->fact;
  struct nut_slice modifier = nut_text_of(fact, NUT_COUNT_MODIFIER);
  const struct nut_word *low =
      look_up(r, r->low, nut_text_of(fact, NUT_COUNT_SCALE));
  e->has_value = read_num(fact, NUT_COUNT_VALUE, &e->value);
  e->has_low = read_num(fact, NUT_COUNT_MIN, &e->low);
  e->has_high = read_num(fact, NUT_COUNT_MAX, &e->high);
  if (low && low->value.type == NUT_INT) {
    e->has_low = true;
    e->low = low->value.as.integer;
  }
  if (!e->has_value)
    return;
  if (nut_slice_is(modifier, "at_least")
      || nut_slice_is(modifier, "more_than")) {
    e->has_low = true;
    e->low = e->value;
  }
  if (nut_slice_is(modifier, "at_most")
      || nut_slice_is(modifier, "less_than")) {
    e->has_high = true;
    e->high = e->value;
  }
}

/* Does the verb stand right before the number: "killing four"? */
static bool is_active(const struct reader *r, const struct nut_fact *fact)
{
  const struct nut_article *a = r->input->article;
  struct nut_span s = nut_sentence_of(a, fact);
  struct nut_slice word =
      nut_word_before(a->shadow.ptr, s.start, fact->span.start);
  return look_up(r, r->active, word) != NULL;
}

static bool read_count(const struct reader *r, struct nut_evidence *e)
{
  const struct nut_fact *fact = e->fact;
  e->number = number_of(r, nut_text_of(fact, NUT_COUNT_ROLE));
  if (e->number == NUT_INCIDENT_ROLES || nut_has(fact, NUT_COUNT_CHANGE)
      || (e->number != NUT_SEIZED
          && look_up(r, r->things, nut_text_of(fact, NUT_COUNT_NOUN))))
    return false;
  read_bounds(r, e);
  e->counted = true;
  e->incremental = nut_has(fact, NUT_COUNT_INCREMENTAL);
  e->active = !e->title && is_active(r, fact);
  return e->has_value || e->has_low || e->has_high;
}

static void note(const struct reader *r, const struct nut_evidence *e,
                 unsigned char bits)
{
  if (!e->title)
    r->story->notes[e->sentence] |= bits;
}

/* Of each sentence once; a title is half the story. */
static void note_contest(const struct reader *r, const struct nut_evidence *e)
{
  struct nut_story *story = r->story;
  if (e->title)
    story->contest += 2;
  else if (!(story->notes[e->sentence] & NUT_NOTE_CONTEST))
    story->contest++;
  note(r, e, NUT_NOTE_CONTEST);
}

static void note_night(const struct reader *r, const struct nut_evidence *e,
                       struct nut_slice mark)
{
  struct nut_story *story = r->story;
  if (story->night != NUT_NIGHT_NONE)
    return;
  story->night = nut_slice_is(mark, "overnight") ? NUT_NIGHT_BEFORE
                 : nut_slice_is(mark, "morning") ? NUT_NIGHT_MORNING
                                                 : NUT_NIGHT_NONE;
  story->night_at = e->sentence;
}

static enum nut_incident_mark mark_named(struct nut_slice mark)
{
  static const struct {
    const char *says;
    enum nut_incident_mark mark;
  } marks[] = {
    { "weak", NUT_MARK_WEAK }, { "deadly", NUT_MARK_WEAK },
    { "other", NUT_MARK_OTHER }, { "died", NUT_MARK_DIED },
    { "nth", NUT_MARK_NTH }, { "also", NUT_MARK_ALSO },
    { "list", NUT_MARK_LIST },
    { "attacker", NUT_MARK_ATTACKER }, { "among", NUT_MARK_AMONG },
    { "self", NUT_MARK_SELF }, { "act", NUT_MARK_ACT },
  };
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (nut_slice_is(mark, marks[i].says))
      return marks[i].mark;
  return NUT_MARK_NONE;
}

/* The word at `at` of the text, digits and hyphens too. */
static struct nut_slice item_word(struct nut_slice text, size_t at)
{
  size_t end = at;
  while (end < text.len
         && (nut_is_alpha(text.ptr[end]) || nut_is_digit(text.ptr[end])
             || text.ptr[end] == '-' || text.ptr[end] == '\''
             || (unsigned char)text.ptr[end] >= 0x80))
    end++;
  return nut_slice_cut(text, at, end);
}

/* What the count fact that begins at an offset of the article states, or 0;
 * `at` moves on behind it. */
static int64_t count_at(const struct nut_fact_list *facts, size_t *at,
                        uint32_t start)
{
  int64_t value = 0;
  for (; *at < facts->len && facts->ptr[*at].span.start <= start; ++*at)
    if (facts->ptr[*at].rule->kind == NUT_KIND_COUNT
        && facts->ptr[*at].span.start == start
        && !read_num(&facts->ptr[*at], NUT_COUNT_VALUE, &value))
      value = 0;
  return value;
}

/* What was read of a list so far. */
struct items {
  int64_t sum;
  int64_t item;  /* persons of the item that is read; 0: no word yet */
  bool comma;    /* it stands behind a comma */
  bool common;   /* the last word is none with a capital */
  bool many;     /* the last number is above one */
  bool named;    /* what follows are their names */
  bool joined;   /* some "and" was read */
};

static void end_item(struct items *items, bool comma)
{
  items->sum += items->item > 0 ? items->item : 0;
  items->comma = comma && (items->item != 0 || items->comma);
  items->joined = items->joined || !comma;
  items->item = 0;
}

/* A name behind a comma is the name of the one before ("his wife, Ann Stone,
 * and"), unless that is a name too; names behind "three men," are all theirs.
 */
static void begin_item(struct items *items, struct nut_slice word,
                       int64_t count)
{
  bool capital = nut_is_upper(word.ptr[0]);
  bool named = capital
               && (items->named || (items->comma && items->common));
  if (count > 0) {
    items->item = count;
    items->many = count > 1;
  } else if (items->item == 0) {
    items->item = named ? -1 : 1;
    items->named = named && items->many;
  }
  items->common = !capital;
}

/* How many a list names: "a man, his wife and two sons" four.  Each item is
 * one or its own number; an age behind a name is no item.  Without an "and" it
 * is no list. */
static int64_t read_items(const struct reader *r, const struct nut_evidence *e,
                          const struct nut_fact_list *facts, size_t next)
{
  const struct nut_article *article =
      e->title ? r->input->title : r->input->article;
  uint32_t start = e->fact->span.start;
  struct nut_slice text = nut_slice_cut(article->shadow, start,
                                        e->fact->span.end);
  struct items items = { 0 };
  for (size_t i = 0; i < text.len;) {
    struct nut_slice word = item_word(text, i);
    int64_t count = count_at(facts, &next, start + (uint32_t)i);
    int64_t number = 0;
    if (text.ptr[i] == ',' || look_up(r, r->joints, word))
      end_item(&items, text.ptr[i] == ',');
    else if (count > 0 || (word.len && !nut_slice_int(word, &number)))
      begin_item(&items, word, count);
    i += word.len ? word.len : 1;
  }
  end_item(&items, true);
  return items.joined ? items.sum : 1;
}

/* Marks of a sentence are noted and are no evidence. */
static bool read_said(const struct reader *r, struct nut_evidence *e,
                      const struct nut_fact_list *facts, size_t at)
{
  struct nut_slice mark = nut_text_of(e->fact, NUT_INCIDENT_MARK);
  if (nut_slice_is(mark, "background"))
    note(r, e, NUT_NOTE_BACKGROUND);
  if (nut_slice_is(mark, "court"))
    note(r, e, NUT_NOTE_COURT | NUT_NOTE_TRIAL);
  if (nut_slice_is(mark, "said"))
    note(r, e, NUT_NOTE_COURT);
  note_night(r, e, mark);
  if (nut_slice_is(mark, "contest"))
    note_contest(r, e);
  e->number = number_of(r, nut_text_of(e->fact, NUT_INCIDENT_ROLE));
  if (e->number == NUT_INCIDENT_ROLES)
    return false;
  e->mark = mark_named(mark);
  e->has_value = true;
  e->value = 1;
  if (nut_has(e->fact, NUT_INCIDENT_VALUE)
      && !read_num(e->fact, NUT_INCIDENT_VALUE, &e->value))
    return false;
  if (e->mark == NUT_MARK_LIST)
    e->value = read_items(r, e, facts, at);
  return true;
}

static unsigned char note_of(const struct nut_evidence *e)
{
  switch (e->number) {
  case NUT_KILLED:
  case NUT_INJURED:
  case NUT_HIT:
    return e->mark == NUT_MARK_WEAK ? 0 : NUT_NOTE_EVIDENCE;
  case NUT_SEIZED:
    return NUT_NOTE_SEIZED;
  case NUT_CHARGED:
    return NUT_NOTE_COURT | NUT_NOTE_TRIAL;
  default:
    return NUT_NOTE_ACT;
  }
}

/* ---- all of them ---- */

bool nut_story_joined(const struct nut_article *article,
                      const struct nut_fact *a, const struct nut_fact *b)
{
  struct nut_slice between = nut_text_between(article, a, b);
  return nut_slice_is(between, "and") || nut_slice_is(between, ",")
         || nut_slice_is(between, ", and") || nut_slice_is(between, "&");
}

static bool is_one_group(const struct nut_article *article,
                         const struct nut_evidence *a,
                         const struct nut_evidence *b)
{
  return !a->title && !b->title && a->counted && b->counted && a->has_value
         && b->has_value && a->number == b->number
         && a->sentence == b->sentence
         && nut_story_joined(article, a->fact, b->fact);
}

/* The last count of the sentence; what it says of one may stand between. */
static const struct nut_evidence *count_before(const struct nut_story *story)
{
  uint32_t sentence = story->ptr[story->len].sentence;
  for (size_t i = story->len; i-- > 0;)
    if (story->ptr[i].sentence != sentence)
      return NULL;
    else if (story->ptr[i].counted)
      return &story->ptr[i];
  return NULL;
}

bool nut_story_is_victim(const struct nut_evidence *evidence)
{
  return evidence->number <= NUT_INJURED || evidence->number == NUT_HIT;
}

size_t nut_story_next(const struct nut_story *story, size_t at)
{
  const struct nut_evidence *e = story->ptr;
  size_t i = at + 1;
  while (i < story->len && e[i].sentence == e[at].sentence
         && e[i].group != e[at].group)
    i++;
  return i < story->len && e[i].group == e[at].group ? i : story->len;
}

static bool add(struct reader *r, const struct nut_evidence *e)
{
  struct nut_story *story = r->story;
  story->ptr = nut_arena_grow(r->input->arena, story->ptr, story->len,
                              &story->cap, sizeof *story->ptr);
  if (!story->ptr)
    return false;
  struct nut_evidence *to = &story->ptr[story->len];
  *to = *e;
  to->group = (uint32_t)story->len;
  const struct nut_evidence *before = count_before(story);
  if (before && is_one_group(r->input->article, before, to))
    to->group = before->group;
  story->len++;
  return true;
}

static struct nut_slice mark_of(const struct nut_evidence *e)
{
  return e->counted ? (struct nut_slice){ NULL, 0 }
                    : nut_text_of(e->fact, NUT_INCIDENT_MARK);
}

static enum nut_incident_topic topic_of(const struct nut_evidence *e,
                                        bool is_evidence)
{
  struct nut_slice mark = mark_of(e);
  if (nut_slice_is(mark, "event") || nut_slice_is(mark, "violence"))
    return NUT_TOPIC_EVENT;
  if (nut_slice_is(mark, "court") || nut_slice_is(mark, "said"))
    return NUT_TOPIC_COURT;
  if (!is_evidence)
    return NUT_TOPICS;
  if (e->mark == NUT_MARK_WEAK)
    return NUT_TOPIC_WEAK;
  if (e->mark == NUT_MARK_DIED)
    return NUT_TOPIC_DIED;
  if (e->number == NUT_CHARGED)
    return NUT_TOPIC_COURT;
  return e->number == NUT_KILLED || e->number == NUT_INJURED
                 || e->number == NUT_HIT
             ? NUT_TOPIC_VICTIM
             : NUT_TOPIC_ACT;
}

static bool add_topic(struct reader *r, const struct nut_evidence *e,
                      bool is_evidence)
{
  struct nut_story *story = r->story;
  enum nut_incident_topic topic = topic_of(e, is_evidence);
  if (nut_slice_is(mark_of(e), "violence")
      || nut_slice_is(mark_of(e), "deadly"))
    story->event = story->event || e->title || e->sentence < NUT_STORY_LEAD;
  if (e->title || topic == NUT_TOPICS)
    return true;
  story->topics = nut_arena_grow(r->input->arena, story->topics,
                                 story->n_topics, &story->cap_topics,
                                 sizeof *story->topics);
  if (!story->topics)
    return false;
  story->topics[story->n_topics++] =
      (struct nut_topic){ e->fact->span, e->sentence, topic };
  return true;
}

static bool read_list(struct reader *r, const struct nut_fact_list *facts,
                      bool title)
{
  for (size_t i = 0; i < facts->len; i++) {
    const struct nut_fact *fact = &facts->ptr[i];
    struct nut_evidence e = { .fact = fact, .title = title,
                              .index = title ? NUT_FACT_NONE : (uint32_t)i,
                              .sentence = title ? 0 : fact->sentence };
    bool is = fact->rule->kind == NUT_KIND_COUNT ? read_count(r, &e)
              : fact->rule->kind == NUT_KIND_INCIDENT
                  ? read_said(r, &e, facts, i)
                  : false;
    if (fact->rule->kind == NUT_KIND_INCIDENT || is)
      if (!add_topic(r, &e, is))
        return false;
    if (!is)
      continue;
    note(r, &e, note_of(&e));
    if (!add(r, &e))
      return false;
  }
  return true;
}

/* ---- those beside the dead ---- */

/* Bytes before a number and behind it in which it may be said: "were also". */
#define APART_BEFORE 10
#define APART_BEHIND 14

/* What stands so near to a number in its sentence, whole words: the end of
 * "brother" says nothing. */
static struct nut_span near_number(const struct nut_article *article,
                                   const struct nut_fact *fact)
{
  struct nut_span all = nut_sentence_of(article, fact);
  struct nut_span span = all;
  if (fact->span.start - all.start > APART_BEFORE)
    span.start = fact->span.start - APART_BEFORE;
  if (all.end > fact->span.end + APART_BEHIND)
    span.end = fact->span.end + APART_BEHIND;
  while (span.start > all.start
         && nut_is_alpha(article->shadow.ptr[span.start - 1]))
    span.start--;
  while (span.end < all.end && nut_is_alpha(article->shadow.ptr[span.end]))
    span.end++;
  return span;
}

/* Does a word of them say that they are beside others told of? */
static bool says_apart(const struct reader *r, const struct nut_fact *fact)
{
  const char *text = r->input->article->shadow.ptr;
  struct nut_span span = near_number(r->input->article, fact);
  for (uint32_t at = span.start; at < span.end;) {
    struct nut_slice word = nut_word_behind(text, at, span.end);
    if (look_up(r, r->apart, word))
      return true;
    at = (uint32_t)(word.ptr + word.len - text) + 1;
  }
  return false;
}

/* "One was killed and three were shot", "1 dead, 3 shot". */
static bool is_beside(const struct reader *r, const struct nut_evidence *dead,
                      const struct nut_evidence *hit)
{
  const struct nut_article *a = r->input->article;
  if (dead->sentence != hit->sentence || dead->title || hit->title
      || dead->fact->span.end > hit->fact->span.start)
    return false;
  struct nut_slice between = nut_text_between(a, dead->fact, hit->fact);
  struct nut_slice word = nut_word_before(
      a->shadow.ptr, dead->fact->span.end, hit->fact->span.start);
  return nut_slice_ends(between, ",") || look_up(r, r->joints, word);
}

/* A count in a fact that tells of one among the hurt: "five were hurt, one
 * fatally". */
static void mark_among(struct nut_story *story)
{
  for (size_t i = 0; i < story->len; i++) {
    const struct nut_evidence *e = &story->ptr[i];
    for (size_t k = i ? i - 1 : 0;
         e->mark == NUT_MARK_AMONG && k < story->len && k <= i + 1; k++) {
      struct nut_evidence *count = &story->ptr[k];
      if (count->counted && count->title == e->title
          && count->fact->span.start < e->fact->span.end
          && count->fact->span.end > e->fact->span.start
          && count->number == NUT_KILLED)
        count->mark = NUT_MARK_AMONG;
    }
  }
}

/* Those shot beside the dead are hurt: "a man was killed and three others
 * were shot".  Without such words the dead are among them. */
static void part_hurt(const struct reader *r)
{
  struct nut_story *story = r->story;
  const struct nut_evidence *dead = NULL;
  for (size_t i = 0; i < story->len; i++) {
    struct nut_evidence *e = &story->ptr[i];
    if (e->number == NUT_KILLED && e->mark != NUT_MARK_WEAK && e->value)
      dead = e;
    else if (dead && e->number == NUT_HIT && (e->counted || e->value > 1)
             && (is_beside(r, dead, e)
                 || (!e->title && says_apart(r, e->fact))))
      e->number = NUT_INJURED;
  }
}

enum nut_status nut_story_read(const struct nut_incident_input *input,
                               struct nut_story *story)
{
  const struct nut_rules *rules = input->rules;
  struct reader r = { story, input,
                      nut_rules_wordlist(rules, "incident_number"),
                      nut_rules_wordlist(rules, "incident_thing"),
                      nut_rules_wordlist(rules, "incident_low"),
                      nut_rules_wordlist(rules, "role_active"),
                      nut_rules_wordlist(rules, "incident_joint"),
                      nut_rules_wordlist(rules, "incident_apart") };
  *story = (struct nut_story){ .input = input, .only = NUT_FACT_NONE };
  story->notes =
      nut_arena_alloc(input->arena, input->article->n_sentences + 1);
  if (!story->notes || !read_list(&r, input->title_facts, true)
      || !read_list(&r, input->facts, false))
    return NUT_NOMEM;
  mark_among(story);
  part_hurt(&r);
  return input->arena->failed ? NUT_NOMEM : NUT_OK;
}

enum nut_incident_number
nut_story_number(const struct nut_incident_input *input,
                 const struct nut_fact *count)
{
  struct reader r = { .input = input,
                      .numbers = nut_rules_wordlist(input->rules,
                                                    "incident_number") };
  return number_of(&r, nut_text_of(count, NUT_COUNT_ROLE));
}

bool nut_story_counts(const struct nut_story *story,
                      const struct nut_evidence *e)
{
  if (story->only != NUT_FACT_NONE)
    return !e->title && e->sentence == story->only;
  return e->title
         || !(story->notes[e->sentence] & NUT_NOTE_BACKGROUND);
}
