/* The kinds of facts: the one table that loader, normalisers, writers, --help
 * and the schema read.  A field is added here and in fields.h only.
 *
 * Each row has a field's name, type, use and description.  Use says who sees
 * it: NUT_CAPTURE fields are what patterns capture and `set` gives (year,
 * month, multiplier), NUT_RECORD fields what normalise makes of them, NUT_BOTH
 * pass through.  The indices are the enums of fields.h, so C code names a
 * field without looking it up, and a row without its enum does not compile.
 *
 * The order of the fields is the order of columns and keys in all output.
 *
 * Sources: TIMEX3 (TimeML 1.2.1), ISO 3166-1, ISO 4217, E.164, UCUM,
 * GeoNames. */
#include "rules/kind.h"

#include "base/slice.h"
#include "rules/fields.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct nut_field date_fields[] = {
  [NUT_DATE_VALUE] = { "value", NUT_TEXT, NUT_RECORD,
      "TIMEX3 value: 2021-09-28, 2021-09, P18M, PAST_REF" },
  [NUT_DATE_KIND] = { "kind", NUT_TEXT, NUT_BOTH,
      "date, time, duration or set" },
  [NUT_DATE_FROM] = { "from", NUT_TEXT, NUT_RECORD,
      "first day of a period, or its minute" },
  [NUT_DATE_UNTIL] = { "until", NUT_TEXT, NUT_RECORD,
      "last day of a period, or its minute" },
  [NUT_DATE_MODIFIER] = { "modifier", NUT_TEXT, NUT_BOTH,
      "TIMEX3 mod: START, MID, END, APPROX, MORE_THAN ..." },
  [NUT_DATE_BASIS] = { "basis", NUT_TEXT, NUT_RECORD,
      "explicit, anchored, dateline or publication" },
  [NUT_DATE_SHORTEST] = { "shortest", NUT_TEXT, NUT_RECORD,
      "lower bound of a length whose value is the upper one: P51M" },
  [NUT_DATE_YEAR] = { "year", NUT_INT, NUT_CAPTURE,
      "2021; two digits are read as 1930-2029" },
  [NUT_DATE_MONTH] = { "month", NUT_INT, NUT_CAPTURE, "1-12" },
  [NUT_DATE_DAY] = { "day", NUT_INT, NUT_CAPTURE, "1-31" },
  [NUT_DATE_WEEKDAY] = { "weekday", NUT_INT, NUT_CAPTURE,
      "1 Monday .. 7 Sunday" },
  [NUT_DATE_HOUR] = { "hour", NUT_INT, NUT_CAPTURE, "0-24" },
  [NUT_DATE_MINUTE] = { "minute", NUT_INT, NUT_CAPTURE, "0-59" },
  [NUT_DATE_SECOND] = { "second", NUT_INT, NUT_CAPTURE, "0-59" },
  [NUT_DATE_MERIDIEM] = { "meridiem", NUT_TEXT, NUT_CAPTURE, "am or pm" },
  [NUT_DATE_PART] = { "part", NUT_TEXT, NUT_CAPTURE,
      "part of the day: MO MI AF EV NI" },
  [NUT_DATE_SEASON] = { "season", NUT_TEXT, NUT_CAPTURE, "SP SU FA WI" },
  [NUT_DATE_QUARTER] = { "quarter", NUT_INT, NUT_CAPTURE, "1-4" },
  [NUT_DATE_HALF] = { "half", NUT_INT, NUT_CAPTURE, "1-2" },
  [NUT_DATE_DECADE] = { "decade", NUT_INT, NUT_CAPTURE,
      "first year of a decade: 1990, or 90" },
  [NUT_DATE_CENTURY] = { "century", NUT_INT, NUT_CAPTURE,
      "21 for the 21st century" },
  [NUT_DATE_UNIT] = { "unit", NUT_TEXT, NUT_CAPTURE,
      "second minute hour day weekend week month quarter year decade "
      "century; night workday fortnight; spring summer autumn winter; "
      "period, of no known length" },
  [NUT_DATE_AMOUNT] = { "amount", NUT_NUM, NUT_CAPTURE,
      "how many units; \"several\" is a unit alone" },
  [NUT_DATE_LEAST] = { "least", NUT_NUM, NUT_CAPTURE,
      "lower bound of the amount" },
  [NUT_DATE_SHIFT] = { "shift", NUT_INT, NUT_CAPTURE,
      "units or named days from now: -1 last, 0 this, 1 next" },
  [NUT_DATE_DIRECTION] = { "direction", NUT_INT, NUT_CAPTURE,
      "-1 amount units ago, or minutes to the hour; 1 from now" },
  [NUT_DATE_REF] = { "ref", NUT_TEXT, NUT_CAPTURE,
      "PAST_REF, PRESENT_REF or FUTURE_REF" },
  [NUT_DATE_HOLIDAY] = { "holiday", NUT_TEXT, NUT_CAPTURE,
      "12-25; 05-24/1, weekday up to that day; E-2, O-2, days from Easter, "
      "West and East; 11/4/4, month, weekday and which; H9/1, of the Islamic "
      "calendar; @name, !name, by national_day" },
  [NUT_DATE_ANCHOR] = { "anchor", NUT_TEXT, NUT_CAPTURE,
      "mention, quarter: counts from the date, or the quarter, before; "
      "none: of no week (\"on a Friday\")" },
  [NUT_DATE_WHEN] = { "when", NUT_TEXT, NUT_CAPTURE,
      "future: a point in time only of what is ahead; past: always; "
      "rest: from now on; within: from now; fiscal, school: such a year; "
      "dateline: what follows counts from it; ahead, behind: as beside a "
      "verb that looks there" },
  [NUT_DATE_ZONE] = { "zone", NUT_TEXT, NUT_BOTH,
      "of a clock time, from Universal Time: Z, -05:00" },
  [NUT_DATE_ORDER] = { "order", NUT_TEXT, NUT_CAPTURE,
      "region: day and month change places where the month comes first" },
  [NUT_DATE_NTH] = { "nth", NUT_INT, NUT_CAPTURE,
      "which day, week or weekday of the period; -1 the last" },
  [NUT_DATE_WITHIN] = { "within", NUT_TEXT, NUT_CAPTURE,
      "unit of the shift, where unit is what nth or amount counts" },
  [NUT_DATE_LAST_DAY] = { "last_day", NUT_INT, NUT_CAPTURE,
      "1-31, of a span of days that begins on day" },
  [NUT_DATE_LAST_MONTH] = { "last_month", NUT_INT, NUT_CAPTURE,
      "1-12, where the span ends in another month" },
  [NUT_DATE_LAST_YEAR] = { "last_year", NUT_INT, NUT_CAPTURE,
      "of a span of years; two digits are of the first one's century" },
  [NUT_DATE_REST] = { "rest", NUT_NUM, NUT_CAPTURE,
      "how many of a smaller unit come to the amount" },
  [NUT_DATE_REST_UNIT] = { "rest_unit", NUT_TEXT, NUT_CAPTURE,
      "the smaller unit: 6 month, behind 3 year" },
  [NUT_DATE_REGISTER] = { "register", NUT_TEXT, NUT_CAPTURE,
      "plan: only in a sentence that plans or asks; talk: and whose "
      "words say so" },
};

static const struct nut_field place_fields[] = {
  [NUT_PLACE_NAME] = { "name", NUT_TEXT, NUT_BOTH, "canonical name" },
  [NUT_PLACE_COUNTRY] = { "country", NUT_TEXT, NUT_RECORD,
      "ISO 3166-1 alpha-2" },
  [NUT_PLACE_ADMIN1] = { "admin1", NUT_TEXT, NUT_RECORD,
      "first-level unit" },
  [NUT_PLACE_ADMIN2] = { "admin2", NUT_TEXT, NUT_RECORD,
      "second-level unit" },
  [NUT_PLACE_LAT] = { "lat", NUT_NUM, NUT_RECORD, "degrees north" },
  [NUT_PLACE_LON] = { "lon", NUT_NUM, NUT_RECORD, "degrees east" },
  [NUT_PLACE_GEONAMEID] = { "geonameid", NUT_INT, NUT_RECORD,
      "GeoNames number" },
  [NUT_PLACE_KIND] = { "kind", NUT_TEXT, NUT_BOTH,
      "country admin city district street natural facility demonym" },
  [NUT_PLACE_WITHIN] = { "within", NUT_TEXT, NUT_BOTH,
      "organisation, person, facility or statute whose name it is part of" },
  [NUT_PLACE_RELATION] = { "relation", NUT_TEXT, NUT_BOTH,
      "near, north_of ..." },
};

static const struct nut_field count_fields[] = {
  [NUT_COUNT_VALUE] = { "value", NUT_NUM, NUT_BOTH, "the number" },
  [NUT_COUNT_MIN] = { "min", NUT_NUM, NUT_BOTH, "lower bound" },
  [NUT_COUNT_MAX] = { "max", NUT_NUM, NUT_BOTH, "upper bound" },
  [NUT_COUNT_MODIFIER] = { "modifier", NUT_TEXT, NUT_BOTH,
      "about at_least at_most more_than less_than" },
  [NUT_COUNT_SCALE] = { "scale", NUT_TEXT, NUT_BOTH,
      "dozens, hundreds ... where only that is said" },
  [NUT_COUNT_NOUN] = { "noun", NUT_TEXT, NUT_BOTH,
      "head noun as written, lower case" },
  [NUT_COUNT_ROLE] = { "role", NUT_TEXT, NUT_BOTH,
      "what happened to them: arrest, kill ..." },
  [NUT_COUNT_INCREMENTAL] = { "incremental", NUT_FLAG, NUT_BOTH,
      "true for \"a further five\"" },
  [NUT_COUNT_CHANGE] = { "change", NUT_TEXT, NUT_BOTH, "up or down" },
  [NUT_COUNT_MULTIPLIER] = { "multiplier", NUT_NUM, NUT_CAPTURE,
      "the scale that value, min and max share" },
};

static const struct nut_field age_fields[] = {
  [NUT_AGE_MIN] = { "min", NUT_INT, NUT_BOTH, "youngest" },
  [NUT_AGE_MAX] = { "max", NUT_INT, NUT_BOTH, "oldest" },
  [NUT_AGE_UNIT] = { "unit", NUT_TEXT, NUT_BOTH, "year month week day" },
  [NUT_AGE_WHO] = { "who", NUT_TEXT, NUT_BOTH, "name or noun" },
  [NUT_AGE_VALUE] = { "value", NUT_INT, NUT_CAPTURE,
      "one age: min and max" },
  [NUT_AGE_DECADE] = { "decade", NUT_INT, NUT_CAPTURE,
      "20 for \"in his 20s\"" },
  [NUT_AGE_PART] = { "part", NUT_TEXT, NUT_CAPTURE,
      "early, mid or late part of the decade" },
  [NUT_AGE_THING] = { "thing", NUT_TEXT, NUT_CAPTURE,
      "set for what may be older than people are" },
};

static const struct nut_field statute_fields[] = {
  [NUT_STATUTE_TITLE] = { "title", NUT_TEXT, NUT_BOTH,
      "short title; \"\" for a bare section" },
  [NUT_STATUTE_YEAR] = { "year", NUT_INT, NUT_BOTH,
      "of the title, or of the name" },
  [NUT_STATUTE_SECTION] = { "section", NUT_TEXT, NUT_BOTH, "18, 1(4)" },
  [NUT_STATUTE_JURISDICTION] = { "jurisdiction", NUT_TEXT, NUT_BOTH,
      "GB, US, US-CA, IE ..." },
  [NUT_STATUTE_CHAPTER] = { "chapter", NUT_TEXT, NUT_BOTH, "2015 c. 30" },
  [NUT_STATUTE_URL] = { "url", NUT_TEXT, NUT_BOTH, "where it is printed" },
  [NUT_STATUTE_VOLUME] = { "volume", NUT_TEXT, NUT_BOTH,
      "number before the title: 18 of 18 U.S.C." },
  [NUT_STATUTE_NAME] = { "name", NUT_TEXT, NUT_RECORD,
      "of the Act, where title is its citation" },
  [NUT_STATUTE_NUMBER] = { "number", NUT_TEXT, NUT_CAPTURE,
      "behind the title: Pub. L. 96-164" },
  [NUT_STATUTE_BACK] = { "back", NUT_FLAG, NUT_CAPTURE,
      "it was named before" },
  [NUT_STATUTE_LETTERS] = { "letters", NUT_TEXT, NUT_CAPTURE,
      "that stand for the Act from here on: PACE" },
  [NUT_STATUTE_PLACE] = { "place", NUT_TEXT, NUT_CAPTURE,
      "in full, before the title: South Carolina for S.C." },
  [NUT_STATUTE_CITES] = { "cites", NUT_FLAG, NUT_CAPTURE,
      "a citation; the Act right before is the same law" },
};

static const struct nut_field phone_fields[] = {
  [NUT_PHONE_VALUE] = { "value", NUT_TEXT, NUT_RECORD,
      "E.164 or the short code" },
  [NUT_PHONE_COUNTRY] = { "country", NUT_TEXT, NUT_BOTH,
      "ISO 3166-1 alpha-2" },
  [NUT_PHONE_EXT] = { "ext", NUT_TEXT, NUT_BOTH, "extension" },
  [NUT_PHONE_LABEL] = { "label", NUT_TEXT, NUT_BOTH, "whose number" },
  [NUT_PHONE_NUMBER] = { "number", NUT_TEXT, NUT_CAPTURE,
      "the digits as written" },
  [NUT_PHONE_TAIL] = { "tail", NUT_TEXT, NUT_CAPTURE,
      "digits in place of the number's last ones" },
  [NUT_PHONE_SHORT] = { "short", NUT_TEXT, NUT_CAPTURE, "a short code" },
  [NUT_PHONE_PLAN] = { "plan", NUT_TEXT, NUT_CAPTURE,
      "must: only a number in use is one; form: only its form is for it;"
      " said: the text says whose it is, and that plan comes first;"
      " none: a code of no plan" },
  [NUT_PHONE_ODD] = { "odd", NUT_FLAG, NUT_CAPTURE,
      "what stands at it says that it is none" },
};

static const struct nut_field money_fields[] = {
  [NUT_MONEY_VALUE] = { "value", NUT_NUM, NUT_BOTH, "the amount" },
  [NUT_MONEY_MIN] = { "min", NUT_NUM, NUT_BOTH, "lower bound" },
  [NUT_MONEY_MAX] = { "max", NUT_NUM, NUT_BOTH, "upper bound" },
  [NUT_MONEY_SCALE] = { "scale", NUT_TEXT, NUT_BOTH,
      "thousands, millions ... where only that is said" },
  [NUT_MONEY_CURRENCY] = { "currency", NUT_TEXT, NUT_RECORD, "ISO 4217" },
  [NUT_MONEY_MODIFIER] = { "modifier", NUT_TEXT, NUT_BOTH,
      "about at_least at_most more_than less_than" },
  [NUT_MONEY_PER] = { "per", NUT_TEXT, NUT_BOTH, "year, month, hour ..." },
  [NUT_MONEY_CHANGE] = { "change", NUT_TEXT, NUT_BOTH, "up or down" },
  [NUT_MONEY_SYMBOL] = { "symbol", NUT_TEXT, NUT_CAPTURE,
      "currency as written; the region settles \"$\"" },
  [NUT_MONEY_MINOR] = { "minor", NUT_FLAG, NUT_CAPTURE,
      "pence, cents: hundredths of symbol" },
  [NUT_MONEY_MULTIPLIER] = { "multiplier", NUT_NUM, NUT_CAPTURE,
      "the scale that value, min and max share" },
  [NUT_MONEY_CENTS] = { "cents", NUT_NUM, NUT_CAPTURE,
      "hundredths said behind the amount: 15 dollars 50" },
};

static const struct nut_field percent_fields[] = {
  [NUT_PERCENT_VALUE] = { "value", NUT_NUM, NUT_BOTH, "the number" },
  [NUT_PERCENT_MIN] = { "min", NUT_NUM, NUT_BOTH, "lower bound" },
  [NUT_PERCENT_MAX] = { "max", NUT_NUM, NUT_BOTH, "upper bound" },
  [NUT_PERCENT_MODIFIER] = { "modifier", NUT_TEXT, NUT_BOTH,
      "about at_least at_most more_than less_than" },
  [NUT_PERCENT_CHANGE] = { "change", NUT_TEXT, NUT_BOTH, "up or down" },
};

static const struct nut_field measure_fields[] = {
  [NUT_MEASURE_VALUE] = { "value", NUT_NUM, NUT_BOTH, "the number" },
  [NUT_MEASURE_MIN] = { "min", NUT_NUM, NUT_BOTH, "lower bound" },
  [NUT_MEASURE_MAX] = { "max", NUT_NUM, NUT_BOTH, "upper bound" },
  [NUT_MEASURE_UNIT] = { "unit", NUT_TEXT, NUT_BOTH, "UCUM: kg, km/h" },
  [NUT_MEASURE_MODIFIER] = { "modifier", NUT_TEXT, NUT_BOTH,
      "about at_least at_most more_than less_than" },
  [NUT_MEASURE_CHANGE] = { "change", NUT_TEXT, NUT_BOTH, "up or down" },
  [NUT_MEASURE_MULTIPLIER] = { "multiplier", NUT_NUM, NUT_CAPTURE,
      "the scale that value, min and max share" },
  [NUT_MEASURE_REST] = { "rest", NUT_NUM, NUT_CAPTURE,
      "smaller units behind the multiplied value: 5 ft 10 in" },
  [NUT_MEASURE_OVER] = { "over", NUT_TEXT, NUT_CAPTURE,
      "the unit that it is counted by: kg per hectare" },
};

/* All captures: the facts tell resolve what happened, and to how many, where
 * no number says it ("a man was shot"); they are not written. */
static const struct nut_field incident_fields[] = {
  [NUT_INCIDENT_ROLE] = { "role", NUT_TEXT, NUT_CAPTURE,
      "what happened to them: kill, injure ..." },
  [NUT_INCIDENT_VALUE] = { "value", NUT_NUM, NUT_CAPTURE,
      "how many, where it is more than one" },
  [NUT_INCIDENT_MARK] = { "mark", NUT_TEXT, NUT_CAPTURE,
      "weak, other, self, background, court" },
  [NUT_INCIDENT_WHO] = { "who", NUT_TEXT, NUT_CAPTURE, "to whom" },
};

static const struct nut_kind kinds[] = {
  [NUT_KIND_DATE] = { "date", date_fields, COUNT(date_fields) },
  [NUT_KIND_PLACE] = { "place", place_fields, COUNT(place_fields) },
  [NUT_KIND_COUNT] = { "count", count_fields, COUNT(count_fields) },
  [NUT_KIND_AGE] = { "age", age_fields, COUNT(age_fields) },
  [NUT_KIND_STATUTE] = { "statute", statute_fields, COUNT(statute_fields) },
  [NUT_KIND_PHONE] = { "phone", phone_fields, COUNT(phone_fields) },
  [NUT_KIND_MONEY] = { "money", money_fields, COUNT(money_fields) },
  [NUT_KIND_PERCENT] = { "percent", percent_fields, COUNT(percent_fields) },
  [NUT_KIND_MEASURE] = { "measure", measure_fields, COUNT(measure_fields) },
  [NUT_KIND_INCIDENT] = { "incident", incident_fields,
      COUNT(incident_fields), true },
};

static const struct nut_kinds builtin = { kinds, COUNT(kinds) };

/* Where two kinds are found in one text, which is meant.  The 5 of "£5m", "5
 * per cent" or "5 May" is no count of its own and the "450m" of "Dhs 450m" no
 * length; the year in a short title is no date.  Most win over a count whose
 * number is theirs, whatever else it takes in; a statute wins over all that
 * lies inside it. */
static const struct nut_exclusion exclusions[] = {
  { NUT_KIND_MONEY, NUT_KIND_COUNT, true },
  { NUT_KIND_MONEY, NUT_KIND_MEASURE, true },
  { NUT_KIND_PERCENT, NUT_KIND_COUNT, true },
  { NUT_KIND_AGE, NUT_KIND_COUNT, true },
  { NUT_KIND_MEASURE, NUT_KIND_COUNT, true },
  { NUT_KIND_PHONE, NUT_KIND_COUNT, true },
  { NUT_KIND_DATE, NUT_KIND_COUNT, true },
  { NUT_KIND_STATUTE, NUT_KIND_DATE, false },
  { NUT_KIND_STATUTE, NUT_KIND_COUNT, false },
};

const struct nut_exclusion *nut_exclusions(size_t *n)
{
  *n = COUNT(exclusions);
  return exclusions;
}

const struct nut_kinds *nut_kinds_builtin(void)
{
  return &builtin;
}

/* Copied, not appended: the shipped kinds are constants that all rule sets
 * share. */
bool nut_kinds_extend(struct nut_arena *arena, const struct nut_kinds *from,
                      const struct nut_kind *kind, struct nut_kinds *out)
{
  struct nut_kind *all =
      nut_arena_alloc(arena, (from->n_kinds + 1) * sizeof *all);
  if (!all)
    return false;
  memcpy(all, from->kinds, from->n_kinds * sizeof *all);
  all[from->n_kinds] = *kind;
  *out = (struct nut_kinds){ all, from->n_kinds + 1 };
  return true;
}

/* A dozen names: a search from the front is as fast as a map. */
size_t nut_kinds_find(const struct nut_kinds *table, struct nut_slice name)
{
  for (size_t i = 0; i < table->n_kinds; i++)
    if (nut_slice_is(name, table->kinds[i].name))
      return i;
  return NUT_KIND_NONE;
}

size_t nut_kind_field(const struct nut_kind *kind, struct nut_slice name,
                      enum nut_use use)
{
  for (size_t i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].use & use)
        && nut_slice_is(name, kind->fields[i].name))
      return i;
  return NUT_KIND_NONE;
}

/* A help line has a margin of eight columns, and " ..." needs four. */
#define LIST_COLUMNS (79 - 8 - 4)

/* Cut at a whole name; " ..." says that there are more. */
void nut_kind_list(const struct nut_kind *kind, enum nut_use use,
                   struct nut_buf *buf)
{
  size_t start = buf->len;
  nut_buf_addf(buf, "%s has:", kind->name);
  for (size_t i = 0; i < kind->n_fields; i++) {
    struct nut_slice name = nut_slice_of(kind->fields[i].name);
    if (!(kind->fields[i].use & use))
      continue;
    if (buf->len - start + 1 + name.len > LIST_COLUMNS) {
      nut_buf_add_text(buf, " ...");
      return;
    }
    nut_buf_addf(buf, " %s", name.ptr);
  }
}

struct nut_value nut_value_text(struct nut_slice text)
{
  return (struct nut_value){ .type = NUT_TEXT, .as.text = text };
}

struct nut_value nut_value_int(int64_t integer)
{
  return (struct nut_value){ .type = NUT_INT, .as.integer = integer };
}

struct nut_value nut_value_num(const struct nut_decimal *num)
{
  return (struct nut_value){ .type = NUT_NUM, .as.num = *num };
}

/* A flag is only ever true: a fact without it has no value there. */
struct nut_value nut_value_flag(void)
{
  return (struct nut_value){ .type = NUT_FLAG };
}

void nut_value_print(const struct nut_value *value, struct nut_buf *buf)
{
  switch (value->type) {
  case NUT_INT:
    nut_buf_add_int(buf, value->as.integer);
    break;
  case NUT_NUM:
    nut_decimal_print(&value->as.num, buf);
    break;
  case NUT_TEXT:
    nut_buf_add(buf, value->as.text);
    break;
  case NUT_FLAG:
    nut_buf_add_text(buf, "true");
    break;
  case NUT_NONE:
    break;
  }
}
