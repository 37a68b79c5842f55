/* What the words of the list `tense` tell of a date beside them:
 *
 *   past, future   by themselves; "had planned to" is past all the same, but
 *                  of a month that is nearer ahead
 *   plans          as future, but "rejected the plans in May"
 *   held           as past, but "the fair held in Leeds"
 *   coming         ahead where it stands beside the date ("through January"),
 *                  but behind a pluperfect ("had left by Friday") or a finite
 *                  verb ("rose to 30 by Friday")
 *   until, due, going   ahead, but for "sat until Friday", "died due to" and
 *                  "for going ahead"
 *   third person   ahead, but no noun is ("begins on Friday", "a return")
 *   plural         ahead behind a plural, a team or one of `many` ("polls
 *                  open", "Leeds face Bath")
 *   be             in front of a past word: "will be held" is ahead
 *   present        "is", "are": ahead beside the date ("is on Friday"), and
 *                  with a past word beside it ("is held on Friday")
 *   infinitive     "to": behind a present word ("is to appear") or one of
 *                  those that follow
 *   ahead          past by itself, ahead with an infinitive between it and
 *                  the date ("agreed on Friday", "agreed to meet on Friday")
 *   speech         past where its own words are of the date ("said on
 *                  Friday"); behind "said the talks on Friday" it tells
 *                  nothing
 *   aim, wish      as ahead, else nothing ("a bid to win on Friday")
 *   able, unable, not, would, been, pluperfect, progressive, than, caption,
 *   after, moved, clause, of time, with   what these functions make of them */
#include "resolve/tense_senses.h"

#include "resolve/tense_nouns.h"
#include "resolve/tense_verbs.h"
#include "resolve/words.h"

#include "base/slice.h"

bool nut_word_is_near(const struct nut_words *w, int i, int most)
{
  return w->front > 0 && i <= most;
}

/* "had planned", "had been scheduled", "was due", "better than expected". */
static enum nut_tense of_future(struct nut_words *w, int i)
{
  if (nut_says(w, i, 1, "than") || nut_is_plan_noun(w, i))
    return NUT_TENSE_UNKNOWN;
  bool over = nut_says(w, i, 1, "pluperfect")
              || (nut_says(w, i, 1, "been")
                  && nut_says(w, i, 2, "pluperfect"));
  w->planned = w->aim || nut_says(w, 0, 0, "for");
  if (over)
    return NUT_TENSE_PAST;
  bool then = nut_says(w, i, 1, "was") || nut_says(w, i, 1, "first");
  return then ? NUT_TENSE_PLANNED : NUT_TENSE_FUTURE;
}

/* "is going ahead", "going to open", but "blamed for going ahead". */
static enum nut_tense of_going(struct nut_words *w, int i)
{
  bool ahead = nut_says(w, i, -1, "infinitive") || nut_says(w, i, 1, "present")
               || nut_says(w, i, 1, "was") || nut_says(w, i, 1, "not");
  return ahead ? of_future(w, i) : NUT_TENSE_UNKNOWN;
}

/* "due to open", but "died due to cold", "due to the cold", "fell due". */
static enum nut_tense of_due(struct nut_words *w, int i)
{
  bool cause = nut_says(w, i, -1, "infinitive")
               && (nut_says(w, i, 1, "past") || nut_says(w, i, 1, "finite")
                   || nut_says(w, i, 1, "moved")
                   || nut_says(w, i, -2, "clause"));
  if (cause)
    return NUT_TENSE_UNKNOWN;
  return nut_says(w, i, 1, "finite") ? NUT_TENSE_PAST : of_future(w, i);
}

/* "had been seen", "could not be reached"; "is held", "is being held", "will
 * be held", "had been due to be held", "had to be held". */
static enum nut_tense of_past(struct nut_words *w, int i)
{
  int at = nut_verb_begin(w, i);
  w->planned = nut_was_to_have(w, i);
  if (nut_is_base_form(w, i) || nut_is_of_compound(w, i)
      || nut_says(w, at, 1, "get") || nut_is_adjective(w, at))
    return NUT_TENSE_UNKNOWN;
  bool be = nut_says(w, at, 1, "be");
  bool to_be = be && nut_says(w, at, 2, "infinitive");
  if (to_be && (nut_says(w, at, 3, "future") || nut_says(w, at, 3, "due")
                || nut_says(w, at, 3, "ahead"))) {
    enum nut_tense tense = of_future(w, at + 3);
    w->planned = true;
    return tense;
  }
  if (to_be && nut_says(w, at, 3, "pluperfect"))
    return NUT_TENSE_PAST;
  if (be)
    return nut_was_unable(w, at) || nut_was_made(w, at) ? NUT_TENSE_PAST
                                                        : NUT_TENSE_FUTURE;
  if (nut_says(w, at, 1, "present") && nut_word_is_near(w, i, 1))
    return NUT_TENSE_FUTURE;
  bool on = nut_says(w, at, 1, "being") && nut_says(w, at, 2, "present");
  return on && nut_word_is_near(w, i, 1) ? NUT_TENSE_FUTURE : NUT_TENSE_PAST;
}

/* "to the talks", "to Paris" and "to 20 by" are none. */
static bool is_infinitive(const struct nut_words *w, int i)
{
  int k = i - w->front;
  return k >= 0 && k < w->len && !nut_is_upper(w->word[k].ptr[0])
         && !nut_says(w, i, -1, "clause") && !nut_says(w, i, -1, "of time")
         && !nut_says(w, i, -1, "coming");
}

/* How far in front of an aim its verb may be: "signed a new deal to"; and how
 * far before the date one whose aim is of that day. */
#define AIM_REACH 3
#define OWN_AIM_REACH 4

/* What looks ahead at an infinitive between it and the date only; "they signed
 * a deal to free him on Friday" leaves open what was on Friday. */
static enum nut_tense of_aim(struct nut_words *w, int i)
{
  bool far = nut_says(w, i, 0, "wish")
             && !nut_word_is_near(w, i, OWN_AIM_REACH);
  if (!w->aim || far)
    return NUT_TENSE_UNKNOWN;
  for (int step = 1; step <= AIM_REACH; step++)
    if (nut_says(w, i, step, "past") || nut_says(w, i, step, "finite"))
      return NUT_TENSE_EITHER;
  return of_future(w, i);
}

static enum nut_tense of_ahead(struct nut_words *w, int i)
{
  return w->aim ? of_future(w, i) : of_past(w, i);
}

/* "pushed back to October", but "moved in October" and "moved to Wales in". */
static enum nut_tense of_moved(struct nut_words *w, int i)
{
  return w->front > 0 && nut_says(w, 0, 0, "infinitive") ? NUT_TENSE_EITHER
                                                         : of_past(w, i);
}

/* Is the date itself behind word i and "to": "adjourned to Friday"? */
static bool is_before_to(const struct nut_words *w, int i)
{
  return w->front > 0 && i == 1 && nut_says(w, 0, 0, "infinitive");
}

/* "set for release on Friday", "pencilled in for Friday", "set to open",
 * "adjourned to Friday", but "set out on Friday". */
static enum nut_tense of_set(struct nut_words *w, int i)
{
  bool ahead = nut_says(w, i, -1, "for")
               || (nut_says(w, i, -1, "of time") && nut_says(w, i, -2, "for"))
               || is_before_to(w, i);
  return ahead ? of_future(w, i) : of_ahead(w, i);
}

static enum nut_tense of_speech(struct nut_words *w, int i)
{
  if (nut_says(w, i, 1, "be"))
    return of_past(w, i); /* "will be argued in April" */
  bool own = w->front < 0 || nut_word_is_near(w, i, 0)
             || nut_says(w, i, -1, "coming") || nut_says(w, i, -1, "of time")
             || nut_says(w, i, -1, "after");
  return own ? NUT_TENSE_PAST : NUT_TENSE_UNKNOWN;
}

/* Does a word or figure stand before word i, with but a blank between? */
static bool goes_on(const struct nut_words *w, int i)
{
  const char *word = w->word[i].ptr;
  return word > w->resolve->article->shadow.ptr + 1 && word[-1] == ' '
         && (nut_is_alpha(word[-2]) || nut_is_digit(word[-2]));
}

/* Does a number stand before word i, which is before the date? */
static bool is_behind_number(const struct nut_words *w, int i)
{
  const struct nut_wordlist *numbers =
      nut_rules_wordlist(w->resolve->rules, "number_word");
  if (!goes_on(w, i))
    return false;
  return nut_is_digit(w->word[i].ptr[-2])
         || (numbers && i + 1 < w->len
             && nut_wordlist_find(w->resolve->arena, numbers,
                                  w->word[i + 1]));
}

/* "six starts", "40 housing starts": a noun. */
static bool is_counted(const struct nut_words *w, int i)
{
  return w->front > 0
         && (is_behind_number(w, i)
             || (goes_on(w, i) && i + 1 < w->len
                 && is_behind_number(w, i + 1)));
}

/* "did not play", "did play", "could not play". */
static bool did_then(const struct nut_words *w, int i)
{
  int at = nut_says(w, i, 1, "not") ? 2 : 1;
  return nut_says(w, i, 1, "denied") || nut_says(w, i, 1, "unable")
         || nut_says(w, i, at, "finite")
         || (at == 2 && nut_says(w, i, at, "able"));
}

/* "begins on Friday", but neither "the returns" nor "to screens"; "arrives at
 * court in May" is a caption. */
static enum nut_tense of_third_person(struct nut_words *w, int i)
{
  static const char *const before_noun[] = { "clause", "infinitive", "of",
                                             "of time", "coming" };
  for (size_t k = 0; k < sizeof before_noun / sizeof *before_noun; k++)
    if (nut_says(w, i, 1, before_noun[k]))
      return NUT_TENSE_UNKNOWN;
  if (is_counted(w, i))
    return NUT_TENSE_UNKNOWN;
  if (did_then(w, i))
    return NUT_TENSE_PAST;
  return w->month && nut_says(w, i, 0, "in pictures") ? NUT_TENSE_UNKNOWN
                                                      : of_future(w, i);
}

/* "takes place", "go on sale", "gets under way", "go to the polls"; of "to
 * take place" the words in front tell. */
static enum nut_tense of_place(struct nut_words *w, int i)
{
  int verb = nut_says(w, i, 1, "clause") ? 2 : 1;
  if (nut_says(w, i, verb, "of time") || nut_says(w, i, verb, "prefix")
      || nut_says(w, i, verb, "infinitive"))
    verb++;
  bool takes = (nut_says(w, i, verb, "takes") || nut_says(w, i, verb, "get"))
               && !nut_says(w, i, verb + 1, "infinitive");
  return takes ? NUT_TENSE_FUTURE : NUT_TENSE_UNKNOWN;
}

/* "comes into force", but not "came" and not "has come". */
static enum nut_tense of_effect(struct nut_words *w, int i)
{
  if (nut_says(w, i, 1, "takes"))
    return of_place(w, i);
  bool comes = nut_says(w, i, 1, "into") && nut_says(w, i, 2, "comes")
               && !nut_says(w, i, 3, "has")
               && !nut_says(w, i, 3, "pluperfect");
  return comes ? NUT_TENSE_FUTURE : NUT_TENSE_UNKNOWN;
}

/* "is on Friday", "is playing on Friday", "the match on Friday is at 8pm",
 * "Friday is a holiday", but not "is Friday's game". */
static enum nut_tense of_present(struct nut_words *w, int i)
{
  bool alone = w->first && !w->in;
  bool starts = w->front < 0 && i == 0
                && (alone || nut_says(w, i, -1, "of time"));
  bool beside = (nut_word_is_near(w, i, 1) || starts) && !w->possessive;
  return beside ? NUT_TENSE_FUTURE : NUT_TENSE_UNKNOWN;
}

/* "the hearing moves to Friday". */
static enum nut_tense of_moves(struct nut_words *w, int i)
{
  return is_before_to(w, i) ? NUT_TENSE_FUTURE : NUT_TENSE_UNKNOWN;
}

/* "Saturday marks the first anniversary". */
static enum nut_tense of_marks(struct nut_words *w, int i)
{
  bool starts = w->front < 0 && i == 0 && w->first && !w->in;
  return starts ? NUT_TENSE_FUTURE : NUT_TENSE_UNKNOWN;
}

/* How far in front its plural may be: "ministers of the alliance meet". */
#define OF_REACH 4

/* "polls open", "they meet". */
static enum nut_tense of_plural(struct nut_words *w, int i)
{
  if (w->front < 0 || nut_is_upper(w->word[i].ptr[0]))
    return NUT_TENSE_UNKNOWN;
  bool many = nut_is_plural_noun(w, i + 1) || nut_says(w, i, 1, "many")
              || nut_is_of_team(w, i);
  for (int k = 2; k < OF_REACH; k++)
    many = many || (nut_says(w, i, k, "of")
                    && nut_is_plural_noun(w, i + k + 1));
  return many ? NUT_TENSE_FUTURE : NUT_TENSE_UNKNOWN;
}

static bool is_present_of(const struct nut_words *w, int i)
{
  return nut_says(w, i, 1, "present")
         || (nut_says(w, i, 1, "not") && nut_says(w, i, 2, "present"));
}

/* "is playing on Friday", "is looking to open in June", "are getting married
 * in June". */
static enum nut_tense of_progressive(struct nut_words *w, int i)
{
  if (!is_present_of(w, i))
    return NUT_TENSE_UNKNOWN;
  bool own = (w->aim && nut_word_is_near(w, i, OWN_AIM_REACH))
             || (nut_says(w, i, 0, "get") && nut_word_is_near(w, i, 2));
  return own ? NUT_TENSE_FUTURE : of_present(w, i);
}

/* How far before the date "have a hearing in Leeds on Friday" may begin, and
 * how far behind it what is had. */
#define HAVE_REACH 7
#define HAD_REACH 4

/* "have a hearing on Friday", but "has the same aim as on Friday". */
static bool has_event(const struct nut_words *w, int i)
{
  const struct nut_wordlist *had =
      nut_rules_wordlist(w->resolve->rules, "event_had");
  bool event = false;
  for (int k = i - 2; k >= 0 && k >= i - HAD_REACH && w->front > 0; k--)
    event = event || nut_word_meaning(w->resolve, had, w->word[k]).len;
  return event && nut_says(w, i, -1, "clause")
         && nut_word_is_near(w, i, HAVE_REACH);
}

/* "has to open", "is about to open", "have a hearing on Friday", but "has
 * opened". */
static enum nut_tense of_has(struct nut_words *w, int i)
{
  if (nut_says(w, i, -1, "infinitive"))
    return of_future(w, i);
  if (nut_says(w, i, 0, "has") && has_event(w, i))
    return NUT_TENSE_FUTURE;
  return nut_says(w, i, 0, "has") ? of_past(w, i) : NUT_TENSE_UNKNOWN;
}

/* "are allowed to open in June", but "was allowed to leave in June". */
static enum nut_tense of_allowed(struct nut_words *w, int i)
{
  return w->aim && is_present_of(w, i) ? NUT_TENSE_FUTURE : of_past(w, i);
}

/* "is returning", however far from it. */
static enum nut_tense of_coming_soon(struct nut_words *w, int i)
{
  return is_present_of(w, i) ? NUT_TENSE_FUTURE : NUT_TENSE_UNKNOWN;
}

/* "three days of mourning beginning Saturday". */
static enum nut_tense of_from_then(struct nut_words *w, int i)
{
  return w->front > 0 && i == 0 && w->weekday ? NUT_TENSE_FUTURE
                                              : of_coming_soon(w, i);
}

/* "they met back in March", but not "she will be back in March"; "was put back
 * to March" is open. */
static enum nut_tense of_back(struct nut_words *w, int i)
{
  if (is_before_to(w, i))
    return NUT_TENSE_EITHER;
  static const char *const verbs[] = { "be", "comes", "present", "plural",
                                       "past", "finite", "going" };
  bool then = w->front > 0 && i == 1 && nut_says(w, 0, 0, "of time");
  for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
    then = then && !nut_says(w, i, 1, verbs[k]);
  return then ? NUT_TENSE_PAST : NUT_TENSE_UNKNOWN;
}

/* "since" beside the date. */
static enum nut_tense of_since(struct nut_words *w, int i)
{
  return nut_word_is_near(w, i, 1) ? NUT_TENSE_PAST : NUT_TENSE_UNKNOWN;
}

/* "ahead of", "brought forward to Friday", but "fast forward to May". */
static enum nut_tense of_in_front(struct nut_words *w, int i)
{
  bool ahead = nut_says(w, i, -1, "of")
               || (is_before_to(w, i) && nut_words_says(w, i + 1).len);
  return ahead ? NUT_TENSE_FUTURE : NUT_TENSE_UNKNOWN;
}

/* "the run-up to". */
static enum nut_tense of_up(struct nut_words *w, int i)
{
  bool run = nut_word_is_near(w, i, 1) && nut_says(w, i, -1, "infinitive")
             && nut_says(w, i, 1, "run");
  return run ? NUT_TENSE_FUTURE : NUT_TENSE_UNKNOWN;
}

/* Is the word one of what is over when a day is said of it? */
static bool is_past_event(const struct nut_words *w, int i)
{
  return i >= 0 && i < w->len && nut_is_past_event(w->resolve, w->word[i]);
}

/* "following the release", "following victory", but not "the following". */
static enum nut_tense of_following(struct nut_words *w, int i)
{
  bool over = (nut_says(w, i, -1, "clause") || is_past_event(w, i - w->front))
              && !nut_says(w, i, 1, "clause");
  return over ? NUT_TENSE_PAST : NUT_TENSE_UNKNOWN;
}

/* "after leaving", "after a defeat on Friday", "after Tuesday's vote", "days
 * after the talks". */
static enum nut_tense of_after(struct nut_words *w, int i)
{
  if (w->front > 0 && i == 0 && nut_says(w, i, 1, "until"))
    return NUT_TENSE_FUTURE; /* "delayed until after Tuesday's vote" */
  bool over = nut_says(w, i, -1, "progressive")
              || (nut_says(w, i, -2, "progressive")
                  && !nut_says(w, i, -1, "clause"))
              || nut_says(w, i, -1, "result") || nut_says(w, i, -2, "result")
              || nut_says(w, i, -3, "result")
              || (w->front > 0 && nut_says(w, i, 1, "span"))
              || (nut_word_is_near(w, i, 0) && w->possessive);
  return over ? NUT_TENSE_PAST : NUT_TENSE_UNKNOWN;
}

/* How far before the date the noun may stand: "the death of Jane Doe on
 * Friday". */
#define INCIDENT_REACH 5

/* "the attack on Friday", "an explosion in Paris on Friday". */
static enum nut_tense of_incident(struct nut_words *w, int i)
{
  if (nut_says(w, i, 1, "be"))
    return NUT_TENSE_UNKNOWN; /* "will be shooting" */
  bool near = nut_word_is_near(w, i, 1)
              || (nut_word_is_near(w, i, INCIDENT_REACH)
                  && (nut_says(w, i, -1, "of")
                      || nut_says(w, i, -1, "of time")));
  return near ? NUT_TENSE_PAST : NUT_TENSE_UNKNOWN;
}

/* "may open", but "may have opened" and "in May" are none. */
static enum nut_tense of_may(struct nut_words *w, int i)
{
  bool name = nut_is_upper(w->word[i].ptr[0]);
  return name || nut_says(w, i, -1, "has") ? NUT_TENSE_UNKNOWN
                                           : NUT_TENSE_FUTURE;
}

/* Behind a date it tells little: "In March, the news that he would". */
static enum nut_tense of_would(struct nut_words *w, int i)
{
  return w->front > 0 || i == 0 ? NUT_TENSE_FUTURE : NUT_TENSE_UNKNOWN;
}

static enum nut_tense of_able(struct nut_words *w, int i)
{
  return nut_says(w, i, -1, "not") ? NUT_TENSE_PAST : NUT_TENSE_FUTURE;
}

/* "is to appear", "was to appear"; else the words in front of it tell. */
static enum nut_tense of_infinitive(struct nut_words *w, int i)
{
  if (!is_infinitive(w, i))
    return NUT_TENSE_UNKNOWN;
  if (nut_says(w, i, 1, "present"))
    return NUT_TENSE_FUTURE;
  if (nut_says(w, i, 1, "was"))
    return NUT_TENSE_PLANNED;
  if (nut_says(w, i, 2, "with") && !nut_says(w, i, 1, "progressive"))
    return NUT_TENSE_FUTURE; /* "with school to start on 9 August" */
  w->aim = true;
  return NUT_TENSE_UNKNOWN;
}

static enum nut_tense of_until(struct nut_words *w, int i);

/* "the fair held in Leeds" may be over or to come, "they held talks" is
 * over. */
static enum nut_tense of_held(struct nut_words *w, int i)
{
  if (nut_says(w, i, 1, "being") && nut_says(w, i, 2, "present"))
    return NUT_TENSE_FUTURE;
  bool alone = nut_is_bare_participle(w, i);
  return alone ? NUT_TENSE_UNKNOWN : of_past(w, i);
}

/* "pictured on Friday", "couldn't", but "will be seen on Friday". */
static enum nut_tense of_caption(struct nut_words *w, int i)
{
  if (nut_says(w, i, 1, "be"))
    return of_past(w, i);
  w->planned = nut_was_to_have(w, i);
  return NUT_TENSE_PAST;
}

/* "arrives on Friday", but "Pictured: She arrives on Friday". */
static enum nut_tense of_in_pictures(struct nut_words *w, int i)
{
  for (int k = i + 1; w->front > 0 && k < w->len; k++)
    if (nut_says(w, k, 0, "caption"))
      return NUT_TENSE_PAST;
  return of_third_person(w, i);
}

static const struct {
  const char *says;
  enum nut_tense (*tense)(struct nut_words *w, int i);
} meanings[] = {
  { "past", of_past },
  { "held", of_held },
  { "finite", of_past },
  { "was", of_past },
  { "been", of_past },
  { "pluperfect", of_past },
  { "ahead", of_ahead },
  { "aim", of_aim },
  { "wish", of_aim },
  { "set", of_set },
  { "moved", of_moved },
  { "future", of_future },
  { "plans", of_future },
  { "due", of_due },
  { "going", of_going },
  { "until", of_until },
  { "may", of_may },
  { "third person", of_third_person },
  { "in pictures", of_in_pictures },
  { "plural", of_plural },
  { "marks", of_marks },
  { "moves", of_moves },
  { "effect", of_effect },
  { "place", of_place },
  { "able", of_able },
  { "would", of_would },
  { "speech", of_speech },
  { "present", of_present },
  { "progressive", of_progressive },
  { "coming soon", of_coming_soon },
  { "from then", of_from_then },
  { "get", of_progressive },
  { "has", of_has },
  { "about", of_has },
  { "allowed", of_allowed },
  { "incident", of_incident },
  { "infinitive", of_infinitive },
  { "caption", of_caption },
  { "unable", of_caption },
  { "denied", of_caption },
  { "since", of_since },
  { "back", of_back },
  { "in front", of_in_front },
  { "up", of_up },
  { "following", of_following },
  { "after", of_after },
};

enum nut_tense nut_tense_of_word(struct nut_words *w, int i)
{
  struct nut_slice says = nut_words_says(w, i);
  for (size_t k = 0; says.len && k < sizeof meanings / sizeof *meanings; k++)
    if (nut_slice_is(says, meanings[k].says))
      return meanings[k].tense(w, i);
  return NUT_TENSE_UNKNOWN;
}

/* "was sold", "was quickly sold". */
static bool is_passive(const struct nut_words *w, int i)
{
  bool adverb = i + 1 < w->len && nut_slice_ends(w->word[i + 1], "ly");
  return nut_says(w, i, adverb ? 2 : 1, "was");
}

/* "expected by Friday", "due by Friday". */
static bool looks_ahead(const struct nut_words *w, int i)
{
  return nut_says(w, i, 0, "future") || nut_says(w, i, 0, "due");
}

/* Is the verb next in front a pluperfect, or was it done ("had left by", "was
 * sold by")? */
static bool is_pluperfect(struct nut_words *w)
{
  w->aim = false;
  for (int i = 1; i < w->len && i < NUT_WORDS_MAX; i++) {
    if (nut_says(w, i, 0, "pluperfect"))
      return true;
    if (nut_tense_of_word(w, i) || w->aim)
      return nut_says(w, i, 1, "pluperfect")
             || (!w->aim && is_passive(w, i) && !looks_ahead(w, i))
             || (nut_says(w, i, 1, "been") && nut_says(w, i, 2, "pluperfect"));
  }
  return false;
}

/* "rose to 335 by Monday", "were waiting by Monday", "kept fighting until":
 * no participle. */
static bool is_told(struct nut_words *w, bool was)
{
  w->aim = false;
  for (int i = 1; i < w->len && i < NUT_WORDS_MAX; i++) {
    enum nut_tense tense = nut_tense_of_word(w, i);
    bool kept = nut_says(w, i, -1, "progressive") && !nut_says(w, i, 1, "has");
    if (tense)
      return tense == NUT_TENSE_PAST && !w->aim
             && (kept || nut_says(w, i, 0, "finite")
                 || (was && nut_says(w, i, 0, "was")));
  }
  return false;
}

/* "shut until Friday", but "wore it until Friday", "was not until Friday
 * that", "would not be until", "up until" and "the week until Friday"; "shut
 * until further notice" says no day. */
static enum nut_tense of_until(struct nut_words *w, int i)
{
  if (nut_says(w, i, 1, "up") || nut_says(w, i, 1, "span")
      || nut_says(w, i, -2, "notice"))
    return NUT_TENSE_UNKNOWN;
  bool past = nut_word_is_near(w, i, 0)
              && (is_told(w, false) || nut_did_not(w));
  past = past || (nut_says(w, i, 1, "not") && nut_says(w, i, 2, "was"));
  past = past || (nut_says(w, i, 1, "be") && nut_says(w, i, 2, "would"))
         || (nut_says(w, i, 1, "be") && nut_says(w, i, 2, "not")
             && nut_says(w, i, 3, "would"));
  return past ? NUT_TENSE_PAST : of_future(w, i);
}

/* How far before "by May" a participle may stand that leaves it open. */
#define BY_REACH 4

enum nut_tense nut_tense_of_coming(struct nut_words *w)
{
  if (is_pluperfect(w) || is_told(w, true))
    return NUT_TENSE_PAST;
  w->aim = false;
  for (int i = 1; w->month && i <= BY_REACH; i++)
    if ((nut_says(w, i, 0, "past") || nut_says(w, i, 0, "finite"))
        && nut_tense_of_word(w, i) == NUT_TENSE_PAST)
      return w->aim ? NUT_TENSE_FUTURE : NUT_TENSE_EITHER;
  return NUT_TENSE_FUTURE;
}
