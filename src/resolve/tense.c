/* The tense at a date, from the words beside it.
 *
 * "It will open on Friday" and "it opened on Friday" differ in a verb, and so
 * in the week.  Which words tell is the list `tense` of the rules:
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
 *   after, moved, clause, of time, with   what these functions make of them
 *
 * "By Friday 30 had died" and "In May, two years on, he left" go by the verb
 * behind them, however far; "the talks planned for Friday were put off" leaves
 * open on which side of today it lies, so it is the nearer day.
 *
 * Words that begin with * stand for endings ("*ed").  No parsing: the verb
 * that governs a date in news is a few words before it; where it is not, most
 * sentences have one tense.  NUT_WORDS_MAX words a side are looked at. */
#include "resolve/tense.h"

#include "resolve/headings.h"
#include "resolve/tense_nouns.h"
#include "resolve/tense_verbs.h"
#include "resolve/tense_words.h"
#include "resolve/words.h"

#include "base/slice.h"
#include "rules/fields.h"

/* Is it the word beside the date, or one before that? */
static bool is_near(const struct nut_words *w, int i, int most)
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
  if (nut_says(w, at, 1, "present") && is_near(w, i, 1))
    return NUT_TENSE_FUTURE;
  bool on = nut_says(w, at, 1, "being") && nut_says(w, at, 2, "present");
  return on && is_near(w, i, 1) ? NUT_TENSE_FUTURE : NUT_TENSE_PAST;
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
  bool far = nut_says(w, i, 0, "wish") && !is_near(w, i, OWN_AIM_REACH);
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
  bool own = w->front < 0 || is_near(w, i, 0) || nut_says(w, i, -1, "coming")
             || nut_says(w, i, -1, "of time") || nut_says(w, i, -1, "after");
  return own ? NUT_TENSE_PAST : NUT_TENSE_UNKNOWN;
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
  return w->month && nut_says(w, i, 0, "in pictures") ? NUT_TENSE_UNKNOWN
                                                      : of_future(w, i);
}

/* "comes into force", but not "came" and not "has come". */
static enum nut_tense of_effect(struct nut_words *w, int i)
{
  bool comes = nut_says(w, i, 1, "into") && nut_says(w, i, 2, "comes")
               && !nut_says(w, i, 3, "has")
               && !nut_says(w, i, 3, "pluperfect");
  return comes ? NUT_TENSE_FUTURE : NUT_TENSE_UNKNOWN;
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

/* "is on Friday", "is playing on Friday", "the match on Friday is at 8pm",
 * "Friday is a holiday", but not "is Friday's game". */
static enum nut_tense of_present(struct nut_words *w, int i)
{
  if (nut_is_meridiem(w, i))
    return NUT_TENSE_UNKNOWN;
  bool alone = w->first && !w->in;
  bool starts = w->front < 0 && i == 0
                && (alone || nut_says(w, i, -1, "of time"));
  return (is_near(w, i, 1) || starts) && !w->possessive ? NUT_TENSE_FUTURE
                                                        : NUT_TENSE_UNKNOWN;
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
  bool own = (w->aim && is_near(w, i, OWN_AIM_REACH))
             || (nut_says(w, i, 0, "get") && is_near(w, i, 2));
  return own ? NUT_TENSE_FUTURE : of_present(w, i);
}

/* "has to open", "is about to open", but "has opened". */
static enum nut_tense of_has(struct nut_words *w, int i)
{
  if (nut_says(w, i, -1, "infinitive"))
    return of_future(w, i);
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

/* "they met back in March", but not "she will be back in March". */
static enum nut_tense of_back(struct nut_words *w, int i)
{
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
  return is_near(w, i, 1) ? NUT_TENSE_PAST : NUT_TENSE_UNKNOWN;
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
  bool run = is_near(w, i, 1) && nut_says(w, i, -1, "infinitive")
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
  bool over = nut_says(w, i, -1, "progressive")
              || (nut_says(w, i, -2, "progressive")
                  && !nut_says(w, i, -1, "clause"))
              || nut_says(w, i, -1, "result") || nut_says(w, i, -2, "result")
              || nut_says(w, i, -3, "result")
              || (w->front > 0 && nut_says(w, i, 1, "span"))
              || (is_near(w, i, 0) && w->possessive);
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
  bool near = is_near(w, i, 1)
              || (is_near(w, i, INCIDENT_REACH)
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
  w->aim = true;
  return NUT_TENSE_UNKNOWN;
}

static enum nut_tense of_until(struct nut_words *w, int i);

/* "the fair held in Leeds" may be over or to come, "they held talks" is
 * over. */
static enum nut_tense of_held(struct nut_words *w, int i)
{
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
  { "effect", of_effect },
  { "place", of_place },
  { "able", of_able },
  { "would", of_would },
  { "speech", of_speech },
  { "present", of_present },
  { "progressive", of_progressive },
  { "coming soon", of_coming_soon },
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

/* What word i says. */
static enum nut_tense of_word(struct nut_words *w, int i)
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

/* Is the verb next in front a pluperfect, or was it done ("had left by", "was
 * sold by")? */
static bool is_pluperfect(struct nut_words *w)
{
  w->aim = false;
  for (int i = 1; i < w->len && i < NUT_WORDS_MAX; i++) {
    if (nut_says(w, i, 0, "pluperfect"))
      return true;
    if (of_word(w, i) || w->aim)
      return nut_says(w, i, 1, "pluperfect")
             || (!w->aim && is_passive(w, i))
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
    enum nut_tense tense = of_word(w, i);
    bool kept = nut_says(w, i, -1, "progressive") && !nut_says(w, i, 1, "has");
    if (tense)
      return tense == NUT_TENSE_PAST && !w->aim
             && (kept || nut_says(w, i, 0, "finite")
                 || (was && nut_says(w, i, 0, "was")));
  }
  return false;
}

/* "shut until Friday", but "wore it until Friday", "was not until Friday
 * that", "would not be until", "up until" and "the week until Friday". */
static enum nut_tense of_until(struct nut_words *w, int i)
{
  if (nut_says(w, i, 1, "up") || nut_says(w, i, 1, "span"))
    return NUT_TENSE_UNKNOWN;
  bool past = is_near(w, i, 0) && (is_told(w, false) || nut_did_not(w));
  past = past || (nut_says(w, i, 1, "not") && nut_says(w, i, 2, "was"));
  past = past || (nut_says(w, i, 1, "be") && nut_says(w, i, 2, "would"))
         || (nut_says(w, i, 1, "be") && nut_says(w, i, 2, "not")
             && nut_says(w, i, 3, "would"));
  return past ? NUT_TENSE_PAST : of_future(w, i);
}

/* How far before "by May" a participle may stand that leaves it open. */
#define BY_REACH 4

/* "by Friday" is ahead, unless the verb before it has been; "reached the coast
 * by May" is open. */
static enum nut_tense of_coming(struct nut_words *w)
{
  if (is_pluperfect(w) || is_told(w, true))
    return NUT_TENSE_PAST;
  w->aim = false;
  for (int i = 1; w->month && i <= BY_REACH; i++)
    if ((nut_says(w, i, 0, "past") || nut_says(w, i, 0, "finite"))
        && of_word(w, i) == NUT_TENSE_PAST)
      return w->aim ? NUT_TENSE_FUTURE : NUT_TENSE_EITHER;
  return NUT_TENSE_FUTURE;
}

/* Words between the date and its own verb: "opened again in", at most. */
#define NEAR 3

/* How close word i stands, which tells the tense. */
static enum nut_verb closeness(const struct nut_words *w, int i)
{
  if (w->front < 0 && w->first && !nut_says(w, i, 0, "speech"))
    return w->in ? NUT_VERB_OWN : NUT_VERB_NEAR;
  if (!is_near(w, i, NEAR - 1))
    return NUT_VERB_FAR;
  return nut_says(w, i, 0, "finite") ? NUT_VERB_OWN : NUT_VERB_NEAR;
}

static enum nut_tense of_words(struct nut_words *w, enum nut_verb *verb)
{
  enum nut_tense tense = NUT_TENSE_UNKNOWN;
  w->aim = false;
  w->told = -1;
  bool into = w->front > 0 && nut_says(w, 0, 0, "into")
              && !nut_says(w, 1, 0, "well"); /* "ran well into the summer" */
  if (w->front > 0 && nut_says(w, 0, 0, "coming"))
    return of_coming(w);
  for (int i = 0; i < w->len && i < nut_words_most(w) && !tense; i++) {
    tense = of_word(w, i);
    w->told = tense ? i : -1;
    *verb = closeness(w, i);
    if (into && !tense && *verb == NUT_VERB_FAR)
      tense = NUT_TENSE_FUTURE;
  }
  return tense;
}

/* Do no words but "in" and the like stand before the date? */
static void see_first(struct nut_words *w)
{
  bool alone = w->len == 1 || (w->len == 2 && nut_says(w, 1, 0, "turn"));
  w->in = alone && (nut_says(w, 0, 0, "of time")
                    || nut_says(w, 0, 0, "coming"));
  w->first = w->len == 0 || w->in;
}

/* How many words may stand between a comma with "and" and the date. */
#define CLAUSE_REACH 4

/* "It rained, and by noon on Sunday the river was": the words before the comma
 * are of another clause, where none between it and the date is a verb. */
static bool opens_clause(struct nut_words *w)
{
  const char *text = w->resolve->article->shadow.ptr;
  if (!nut_says(w, 0, 0, "of time") && !nut_says(w, 0, 0, "coming"))
    return false;
  for (int i = 1; i < w->len && i < CLAUSE_REACH; i++) {
    const char *at = w->word[i].ptr;
    bool joint = nut_says(w, i, 0, "joint") || nut_says(w, i, 0, "turn");
    if (joint)
      return at > text + 1 && at[-2] == ',';
    if (of_word(w, i))
      return false;
  }
  return false;
}

/* Do the words behind the date look back ("but was put off")?  Behind a comma
 * they mostly tell who said it ("on Friday, officials told reporters"), and
 * "but has been put off" is news. */
static bool is_over_behind(struct nut_words *w, struct nut_slice behind)
{
  w->aim = false;
  if (nut_slice_starts(behind, ",") && !nut_says(w, 0, 0, "turn"))
    return false;
  for (int i = 0; i < w->len && i < NUT_WORDS_MAX; i++) {
    if (nut_says(w, i, 0, "speech") || nut_says(w, i, 0, "has"))
      return false;
    enum nut_tense tense = of_word(w, i);
    if (tense)
      return tense == NUT_TENSE_PAST;
  }
  return false;
}

/* What "was due on Friday" is to come, unless words behind say that it is
 * over; "was due to open on 29 May" may be either. */
static enum nut_tense of_planned(struct nut_words *w,
                                 const struct nut_fact *fact,
                                 enum nut_tense tense)
{
  struct nut_slice text = w->resolve->article->shadow;
  struct nut_slice behind = nut_slice_cut(text, fact->span.end, text.len);

  if (tense == NUT_TENSE_EITHER && !nut_has(fact, NUT_DATE_MONTH))
    return tense;
  if (nut_has(fact, NUT_DATE_MONTH) || nut_has(fact, NUT_DATE_SEASON)
      || nut_has(fact, NUT_DATE_HOLIDAY))
    return w->planned && !is_over_behind(w, behind) ? NUT_TENSE_PLANNED
                                                    : NUT_TENSE_UNKNOWN;
  return is_over_behind(w, behind) ? NUT_TENSE_PAST : NUT_TENSE_FUTURE;
}

/* "By Sunday 200 people had died": more than an ending has to tell it. */
static bool is_over_by_then(const struct nut_words *w)
{
  static const char *const verbs[] = { "pluperfect", "was", "been", "finite" };
  for (int i = 0; i < w->len && i < NUT_WORDS_MAX; i++) {
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
      if (nut_says(w, i, 0, verbs[k]))
        return true;
    if (nut_says(w, i, 0, "past") && nut_says(w, i, -1, "clause"))
      return true; /* "it reached the coast" */
    if (nut_says(w, i, 0, "speech") || nut_says(w, i, 0, "future")
        || nut_says(w, i, 0, "able") || nut_says(w, i, 0, "would"))
      return false;
  }
  return false;
}

/* What looks ahead before the date, with the words behind it: "the talks set
 * for Friday were put off" leaves open whether it has been. */
static enum nut_tense of_ahead_of(const struct nut_words *w,
                                  const struct nut_fact *fact,
                                  enum nut_verb verb)
{
  if (w->first)
    return is_over_by_then(w) ? NUT_TENSE_PAST : NUT_TENSE_FUTURE;
  bool was = verb != NUT_VERB_FAR && nut_has(fact, NUT_DATE_WEEKDAY)
             && !nut_has(fact, NUT_DATE_MONTH)
             && (nut_says(w, 0, 0, "was") || nut_says(w, 0, 0, "pluperfect"));
  return was ? NUT_TENSE_EITHER : NUT_TENSE_FUTURE;
}

/* Weekday of the day before the article, said without more: on Wednesday,
 * "on Tuesday" is hardly the coming one, nor is it on Thursday in "decided to
 * leave on Tuesday". */
static bool is_yesterday(const struct nut_words *w,
                         const struct nut_fact *fact)
{
  const struct nut_anchor *anchor = &w->resolve->anchor;
  bool aim = nut_says(w, w->told, 0, "aim")
             || nut_says(w, w->told, 0, "ahead");
  return nut_is_weekday_at(anchor, fact, -1)
         || (aim && nut_is_weekday_at(anchor, fact, -2));
}

/* How far in front of the word that looks ahead one may stand that leaves no
 * doubt: "will be held", "are expected to be held". */
#define SURE_REACH 5

/* Does a word look ahead that does so in the past too: "ahead of Tuesday's
 * debate", "planning to march on Tuesday"? */
static bool is_doubtful(const struct nut_words *w)
{
  static const char *const weak[] = { "would", "able", "in front", "up",
                                      "aim", "ahead", "past", "finite",
                                      "future", "until", "in pictures" };
  const struct nut_wordlist *sure =
      nut_rules_wordlist(w->resolve->rules, "tense_sure");
  bool doubt = false;
  for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
    doubt = doubt || nut_says(w, w->told, 0, weak[i]);
  for (int i = w->told; doubt && i < w->len && i < w->told + SURE_REACH; i++)
    doubt = !nut_word_meaning(w->resolve, sure, w->word[i]).len;
  return doubt;
}

/* "had been due to open in May": on which side of today is open; weekdays are
 * mostly those that have been. */
static bool was_planned(const struct nut_words *w, const struct nut_fact *fact)
{
  return w->planned && (nut_has(fact, NUT_DATE_MONTH)
                        || nut_has(fact, NUT_DATE_HOLIDAY));
}

/* "called a meeting for Friday", "tips for Friday's races", "his opponent for
 * May's fight": on which side of today is open.  "Police want to hear of a van
 * on Friday" tells nothing. */
static enum nut_tense of_day(const struct nut_words *w,
                             const struct nut_fact *fact, enum nut_tense tense)
{
  bool month = nut_has(fact, NUT_DATE_MONTH);
  bool weekday = nut_has(fact, NUT_DATE_WEEKDAY) && !month;
  if (tense == NUT_TENSE_PAST && was_planned(w, fact))
    return NUT_TENSE_PLANNED;
  if (!weekday && !month)
    return tense;
  if (tense == NUT_TENSE_FUTURE)
    return weekday && nut_says(w, w->told, 0, "wish") ? NUT_TENSE_UNKNOWN
                                                     : tense;
  bool day = weekday || w->possessive;
  bool open = tense != NUT_TENSE_PLANNED && (day || tense)
              && nut_words_are_open(w, !day && !is_near(w, w->told, NEAR - 1));
  return open ? NUT_TENSE_EITHER : tense;
}

/* Words that stand beside the date and tell by themselves. */
static enum nut_tense of_beside(struct nut_words *w, struct nut_span sentence,
                                const struct nut_fact *fact,
                                enum nut_verb *verb)
{
  struct nut_slice text = w->resolve->article->shadow;
  w->possessive = nut_slice_starts(
      nut_slice_cut(text, fact->span.end, text.len), "'s");
  if (w->possessive
      && nut_has_happened(w->resolve, fact->span.end + 2, sentence.end)) {
    *verb = NUT_VERB_NEAR;
    return NUT_TENSE_PAST;
  }
  nut_words_behind(w, fact->span.end, sentence.end);
  if (nut_says(w, 0, 0, "nears"))
    return NUT_TENSE_FUTURE;
  if (nut_is_heading(w->resolve, fact)) {
    *verb = NUT_VERB_OWN; /* words behind it are of a list of what was */
    return NUT_TENSE_PAST;
  }
  bool past = !w->possessive
                  && nut_is_of_past_thing(w->resolve, fact->span.end,
                                        sentence.end);
  return past ? NUT_TENSE_PAST : NUT_TENSE_UNKNOWN;
}

/* Behind "and by Sunday" the verb of its clause comes. */
static enum nut_tense of_own_clause(struct nut_words *w,
                                    struct nut_span sentence,
                                    const struct nut_fact *fact,
                                    enum nut_verb *verb)
{
  struct nut_words own = *w;
  own.first = true;
  own.in = true;
  nut_words_behind(&own, fact->span.end, sentence.end);
  return of_words(&own, verb);
}

/* The words before the date, and where these tell nothing those behind it. */
static enum nut_tense of_sentence(struct nut_words *w,
                                  struct nut_span sentence,
                                  const struct nut_fact *fact,
                                  enum nut_verb *verb)
{
  nut_words_before(w, sentence.start, fact->span.start);
  see_first(w);
  if (!w->first && opens_clause(w)) {
    enum nut_tense tense = of_own_clause(w, sentence, fact, verb);
    if (tense)
      return tense;
    nut_words_before(w, sentence.start, fact->span.start);
  }
  enum nut_tense tense = of_day(w, fact, of_words(w, verb));
  if (tense == NUT_TENSE_PAST || tense == NUT_TENSE_EITHER)
    return tense;
  if (tense && is_yesterday(w, fact)
      && (tense == NUT_TENSE_PLANNED || is_doubtful(w)))
    return NUT_TENSE_PAST;
  nut_words_behind(w, fact->span.end, sentence.end);
  if (tense == NUT_TENSE_FUTURE)
    return of_ahead_of(w, fact, *verb);
  return tense ? of_planned(w, fact, tense) : of_words(w, verb);
}

enum nut_tense nut_tense_of(const struct nut_resolve *resolve,
                            const struct nut_fact *fact,
                            enum nut_verb *verb)
{
  struct nut_span sentence = nut_sentence_of(resolve->article, fact);
  sentence.start = nut_speech_start(resolve->article->shadow.ptr,
                                    sentence.start, fact->span.start);
  struct nut_words_said said;
  struct nut_words w = { .resolve = resolve, .said = &said,
                         .month = nut_has(fact, NUT_DATE_MONTH)
                                  && !nut_has(fact, NUT_DATE_DAY) };
  w.list = nut_rules_wordlist(resolve->rules, "tense");
  *verb = NUT_VERB_FAR;
  if (!w.list)
    return NUT_TENSE_UNKNOWN;
  enum nut_tense tense = of_beside(&w, sentence, fact, verb);
  if (tense)
    return tense;
  tense = of_sentence(&w, sentence, fact, verb);
  bool open = tense == NUT_TENSE_PAST
              && (nut_is_of_coming_thing(resolve, fact, sentence.end)
                  || (*verb == NUT_VERB_FAR
                      && nut_is_of_event(resolve, fact)));
  return open ? NUT_TENSE_EITHER : tense;
}
