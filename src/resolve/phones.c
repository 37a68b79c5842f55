/* Phone numbers to E.164 (ITU-T E.164: + country code, national number), by
 * the table of national numbering plans.
 *
 *   "+442079460000"             country GB, the value as it is
 *   "02079460000", region GB    +442079460000: the trunk 0 goes, +44 comes
 *   "011442079460000", in US    +442079460000: dialled through 011
 *   "02079460000", no region    a phone fact without a value
 *   "999", region GB            999, country GB
 *
 * A digit string can be read in several ways: with and without the trunk
 * prefix, as a number of another country.  The first reading that is a
 * number in use holds.  Where none is, a rule that is sure of its number
 * (somebody is told to ring it) is content with the length; a rule that is
 * not (plan = must) loses the fact, before it competes with others.
 *
 * A fact is dropped only where the table contradicts it; what is merely not
 * known keeps its text and has no value.  An international number walks the
 * plans once; they are two hundred and fifty, most of them told by the code
 * alone. */
#include "resolve/phone_figures.h"

#include "base/digit_pattern.h"
#include "base/slice.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* Columns of tables/phone_plans.tsv. */
enum {
  REGION, CODE, ABROAD, TRUNK, MOVED, BARE, LENGTHS, NUMBER
};

/* The text up to the next sign, which is skipped. */
static struct nut_slice take(struct nut_slice *text, char sign)
{
  size_t end = nut_slice_find(*text, sign, 0);
  struct nut_slice part = nut_slice_cut(*text, 0, end);
  *text = nut_slice_cut(*text, end == NUT_SLICE_NONE ? text->len : end + 1,
                        text->len);
  return part;
}

static bool starts_with(struct nut_slice text, struct nut_slice prefix)
{
  return text.len >= prefix.len
         && nut_slice_eq(nut_slice_cut(text, 0, prefix.len), prefix);
}

static struct nut_slice behind(struct nut_slice text, size_t from)
{
  return nut_slice_cut(text, from, text.len);
}

/* Is it as long as a national number of the plan? */
static bool fits(const struct nut_row *plan, struct nut_slice national)
{
  struct nut_slice lengths = plan->cells[LENGTHS];
  while (lengths.len) {
    int64_t length = 0;
    if (nut_slice_int(take(&lengths, ','), &length)
        && length == (int64_t)national.len)
      return true;
  }
  return false;
}

static bool in_use(const struct nut_row *plan, struct nut_slice national)
{
  return fits(plan, national)
         && nut_digit_pattern_is(plan->cells[NUMBER], national);
}

/* Does the number begin as those do that need no trunk prefix? */
static bool may_be_bare(const struct nut_row *plan,
                        struct nut_slice national)
{
  return nut_slice_is(plan->cells[BARE], "*")
         || (plan->cells[BARE].len
             && nut_digit_pattern_ends(plan->cells[BARE], national, 1));
}

/* ---- readings of what is dialled ---- */

/* One number and how it may be read; the first reading in use stays. */
struct reading {
  struct nut_arena *arena;
  bool must; /* only a number in use will do */
  const struct nut_row *plan; /* NULL: none found */
  struct nut_slice national;
  bool used;
};

/* A number in use ends the search; one that is only as long as a number
 * stands in as long as there is none. */
static bool try_reading(struct reading *r, const struct nut_row *plan,
                        struct nut_slice national)
{
  bool used = in_use(plan, national);
  if (used || (!r->plan && !r->must && fits(plan, national))) {
    r->plan = plan;
    r->national = national;
    r->used = used;
  }
  return r->used;
}

/* "kept;tail;new": kept tail rest is dialled for new kept rest. */
static bool try_moved(struct reading *r, const struct nut_row *plan,
                      struct nut_slice dialled)
{
  struct nut_slice rule = plan->cells[MOVED];
  struct nut_slice kept = take(&rule, ';');
  struct nut_slice tail = take(&rule, ';');
  uint32_t ends = nut_digit_pattern_ends(kept, dialled, 1);
  for (size_t at = 1; at <= dialled.len && ends >> at; at++) {
    struct nut_slice rest = behind(dialled, at);
    if (!(ends >> at & 1) || !starts_with(rest, tail))
      continue;
    struct nut_buf buf;
    nut_buf_init(&buf, r->arena->mem);
    nut_buf_add(&buf, rule);
    nut_buf_add(&buf, nut_slice_cut(dialled, 0, at));
    nut_buf_add(&buf, behind(rest, tail.len));
    struct nut_slice national = nut_arena_copy(r->arena,
                                               nut_buf_slice(&buf));
    nut_buf_drop(&buf);
    if (in_use(plan, national))
      return try_reading(r, plan, national);
  }
  return false;
}

/* As dialled within the country: behind each trunk prefix that it may begin
 * with, and as it is. */
static bool try_national(struct reading *r, const struct nut_row *plan,
                         struct nut_slice dialled)
{
  uint32_t trunks = nut_digit_pattern_ends(plan->cells[TRUNK], dialled, 1);
  if (dialled.len >= 32)
    return false;
  for (size_t at = dialled.len; at > 0; at--)
    if (trunks >> at & 1
        && (try_reading(r, plan, behind(dialled, at))
            || (plan->cells[MOVED].len
                && try_moved(r, plan, behind(dialled, at)))))
      return true;
  if (plan->cells[MOVED].len && try_moved(r, plan, dialled))
    return true;
  return (may_be_bare(plan, dialled) || (!r->must && in_use(plan, dialled)))
         && try_reading(r, plan, dialled);
}

/* As digits behind a +, of that plan; the trunk prefix is often left in
 * ("+44 020 ..."). */
static bool try_abroad(struct reading *r, const struct nut_row *plan,
                       struct nut_slice digits)
{
  struct nut_slice code = plan->cells[CODE];
  if (!starts_with(digits, code))
    return false;
  struct nut_slice national = behind(digits, code.len);
  uint32_t trunks = nut_digit_pattern_ends(plan->cells[TRUNK], national, 1);
  if (try_reading(r, plan, national))
    return true;
  for (size_t at = 1; at < national.len && at < 32; at++)
    if (trunks >> at & 1 && try_reading(r, plan, behind(national, at)))
      return true;
  return false;
}

/* As digits behind a +.  +1 is shared by the US, Canada and others: the
 * region's own plan comes first, then the others in the table's order. */
static bool try_international(struct reading *r,
                              const struct nut_resolve *resolve,
                              const struct nut_row *own,
                              struct nut_slice digits)
{
  const struct nut_table *plans =
      &resolve->rules->tables[NUT_TABLE_PHONE_PLANS];
  if (own && try_abroad(r, own, digits))
    return true;
  for (size_t i = 0; i < plans->n_rows; i++)
    if (try_abroad(r, &plans->rows[i], digits))
      return true;
  return false;
}

/* Dialled through the country's prefix for abroad; where the country is not
 * known, through 00, which most have (ITU-T E.164). */
static bool try_through(struct reading *r, const struct nut_resolve *resolve,
                        const struct nut_row *own, struct nut_slice dialled)
{
  uint32_t ends = own ? nut_digit_pattern_ends(own->cells[ABROAD], dialled,
                                               1) : 0;
  for (size_t at = 1; at < dialled.len && at < 32; at++)
    if (ends >> at & 1
        && try_international(r, resolve, own, behind(dialled, at)))
      return true;
  return nut_slice_starts(dialled, "00")
         && try_international(r, resolve, own, behind(dialled, 2));
}

/* A number of the country with its code and no + before it: last, as most
 * digits could be one. */
static bool try_code(struct reading *r, const struct nut_row *own,
                     struct nut_slice dialled)
{
  bool must = r->must;
  r->must = true;
  bool found = try_abroad(r, own, dialled);
  r->must = must;
  return found;
}

/* A form of another country's: 305-555-0123 in a British article.  Its own
 * country's reading needs the trunk prefix then, and the other's a number
 * in use. */
static bool is_foreign(const struct nut_row *own, const struct nut_row *form)
{
  return form && !(own && nut_slice_eq(own->cells[CODE], form->cells[CODE]));
}

/* "1-888-CRIME SC": a word may be longer than the number. */
static bool is_spelled(const struct nut_resolve *resolve,
                       const struct nut_fact *fact)
{
  struct nut_slice text = nut_shadow_text(resolve->article, fact->span);
  for (size_t i = 0; i < text.len; i++)
    if (nut_is_upper(text.ptr[i]))
      return true;
  return false;
}

static void try_shorter(struct reading *r, const struct nut_row *own,
                        struct nut_slice dialled)
{
  for (size_t len = dialled.len - 1; len > 7 && !r->used; len--)
    try_national(r, own, nut_slice_cut(dialled, 0, len));
}

/* Is the rule unsure of its number? */
static bool is_must(const struct nut_fact *fact)
{
  return nut_slice_is(nut_text_of(fact, NUT_PHONE_PLAN), "must");
}

/* Is the country one that the text says ("the UK number is")?  Then its plan
 * comes before the region's. */
static bool is_said(const struct nut_fact *fact)
{
  return nut_slice_is(nut_text_of(fact, NUT_PHONE_PLAN), "said");
}

static struct reading read_number(const struct nut_resolve *resolve,
                                  const struct nut_fact *fact)
{
  const struct nut_table *plans =
      &resolve->rules->tables[NUT_TABLE_PHONE_PLANS];
  struct nut_slice dialled = nut_text_of(fact, NUT_PHONE_NUMBER);
  const struct nut_row *own = nut_table_find(plans, resolve->region);
  const struct nut_row *form =
      nut_table_find(plans, nut_text_of(fact, NUT_PHONE_COUNTRY));
  bool foreign = is_foreign(own, form);
  struct reading r = { .arena = resolve->arena };
  r.must = foreign || is_must(fact);
  if (nut_slice_starts(dialled, "+")) {
    try_international(&r, resolve, own, behind(dialled, 1));
    return r;
  }
  if (form && is_said(fact) && try_national(&r, form, dialled))
    return r;
  if (!(own && try_national(&r, own, dialled))
      && !try_through(&r, resolve, own, dialled)
      && !(own && try_code(&r, own, dialled)) && foreign)
    try_national(&r, form, dialled);
  if (own && !r.used && is_spelled(resolve, fact))
    try_shorter(&r, own, dialled);
  return r;
}

/* Does a known country code begin the number, whatever its length?  If so
 * and no plan fits, the length is wrong and it is no such number. */
static bool code_known(const struct nut_resolve *resolve,
                       struct nut_slice digits)
{
  const struct nut_table *plans =
      &resolve->rules->tables[NUT_TABLE_PHONE_PLANS];
  for (size_t i = 0; i < plans->n_rows; i++)
    if (starts_with(digits, plans->rows[i].cells[CODE]))
      return true;
  return false;
}

static void set_value(struct nut_resolve *resolve, struct nut_fact *fact,
                      const struct reading *r)
{
  struct nut_buf buf;
  nut_buf_init(&buf, resolve->arena->mem);
  nut_buf_add_byte(&buf, '+');
  nut_buf_add(&buf, r->plan->cells[CODE]);
  nut_buf_add(&buf, r->national);
  struct nut_slice value = nut_arena_copy(resolve->arena,
                                          nut_buf_slice(&buf));
  if (buf.failed)
    resolve->arena->failed = true;
  nut_buf_drop(&buf);
  fact->values[NUT_PHONE_VALUE] = nut_value_text(value);
  fact->values[NUT_PHONE_COUNTRY] = nut_value_text(r->plan->cells[REGION]);
}

/* false: drop the fact.  A national number of the wrong length is kept: it
 * may be another country's, dialled from within. */
static bool resolve_number(struct nut_resolve *resolve,
                           struct nut_fact *fact)
{
  struct nut_slice dialled = nut_text_of(fact, NUT_PHONE_NUMBER);
  struct reading r = read_number(resolve, fact);
  if (r.plan) {
    set_value(resolve, fact, &r);
    return true;
  }
  fact->values[NUT_PHONE_COUNTRY] = (struct nut_value){ 0 };
  return !is_must(fact) && !(nut_slice_starts(dialled, "+")
                      && code_known(resolve, behind(dialled, 1)));
}

/* Of a short code the table says where it holds; see resolve_short. */
static bool is_unsure(const struct nut_fact *fact)
{
  return fact->rule->kind == NUT_KIND_PHONE && is_must(fact)
         && !nut_has(fact, NUT_PHONE_SHORT);
}

bool nut_phone_is_by_form(const struct nut_fact *fact)
{
  return (is_unsure(fact) && !nut_has(fact, NUT_PHONE_LABEL))
         || nut_slice_is(nut_text_of(fact, NUT_PHONE_PLAN), "form")
         || is_said(fact);
}

bool nut_phone_fits(const struct nut_resolve *resolve,
                    const struct nut_fact *fact)
{
  return read_number(resolve, fact).plan;
}

/* Before the overlaps: what is no number in use must not beat what is, nor
 * a count.  Where no region was given, all candidates for places vote for
 * one; it is dropped again, as the places that win have the last word.
 * Without a region nothing is known to fit no plan. */
enum nut_status nut_resolve_phone_plans(struct nut_resolve *resolve,
                                        struct nut_fact_list *facts)
{
  struct nut_slice given = resolve->region;
  enum nut_status status = NUT_OK;
  bool asked = false;
  bool misfit = false;
  for (size_t i = 0; i < facts->len && status == NUT_OK; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    if (!is_unsure(fact))
      continue;
    if (!asked)
      status = nut_resolve_region(resolve, facts);
    asked = true;
    fact->withdrawn = nut_has(fact, NUT_PHONE_ODD)
                      || !nut_phone_fits(resolve, fact);
    misfit = misfit || fact->withdrawn;
  }
  if (status == NUT_OK && misfit && resolve->region.len)
    status = nut_phone_figures(resolve, facts);
  if (status == NUT_OK && misfit)
    nut_resolve_sweep(facts);
  resolve->region = given;
  return status;
}

/* Columns of tables/short_codes.tsv. */
enum { REGIONS = 1 };

/* Is the region one of the list's, or the list empty (anywhere)?  Codes
 * have one length and one blank between them, so steps of fixed width meet
 * each. */
static bool holds_in(struct nut_slice regions, struct nut_slice region)
{
  if (regions.len == 0)
    return true;
  for (size_t at = 0; at + region.len <= regions.len;
       at += region.len + 1)
    if (nut_slice_eq(nut_slice_cut(regions, at, at + region.len), region))
      return true;
  return false;
}

/* Digits that only work as a text message's address are in no table. */
static bool is_text_code(const struct nut_fact *fact)
{
  return nut_slice_is(nut_text_of(fact, NUT_PHONE_PLAN), "none");
}

/* A short code has its digits for a value, and the article's region where
 * the table says that it holds there.  Only codes of the table are phones:
 * any other short number is just a number, and the fact is dropped; so is
 * one of another country where the rule is not sure (101 in the US). */
static bool resolve_short(struct nut_resolve *resolve, struct nut_fact *fact)
{
  const struct nut_table *codes =
      &resolve->rules->tables[NUT_TABLE_SHORT_CODES];
  struct nut_slice digits = nut_text_of(fact, NUT_PHONE_SHORT);
  const struct nut_row *row = nut_table_find(codes, digits);
  if (!row && !is_text_code(fact))
    return false;
  fact->values[NUT_PHONE_VALUE] = nut_value_text(digits);
  if (!row && resolve->region.len)
    fact->values[NUT_PHONE_COUNTRY] = nut_value_text(resolve->region);
  for (; row && resolve->region.len; row = nut_table_next(codes, row))
    if (holds_in(row->cells[REGIONS], resolve->region))
      fact->values[NUT_PHONE_COUNTRY] = nut_value_text(resolve->region);
  return !(is_must(fact) && resolve->region.len
           && !nut_has(fact, NUT_PHONE_COUNTRY));
}

enum nut_status nut_resolve_phones(struct nut_resolve *resolve,
                                   struct nut_fact_list *facts)
{
  for (size_t i = 0; i < facts->len; i++) {
    struct nut_fact *fact = &facts->ptr[i];
    if (fact->rule->kind == NUT_KIND_PHONE)
      fact->withdrawn = nut_has(fact, NUT_PHONE_SHORT)
                            ? !resolve_short(resolve, fact)
                            : !resolve_number(resolve, fact);
  }
  nut_resolve_sweep(facts);
  return resolve->arena->failed ? NUT_NOMEM : NUT_OK;
}
