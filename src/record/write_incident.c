/* One incident as a JSON object.
 *
 * The names of the numbers are those of the table in resolve, the fields of
 * the place those of the place kind; what is absent is not said. */
#include "record/write_incident.h"

#include "base/slice.h"
#include "base/utf.h"
#include "normalise/normalise.h"
#include "rules/fields.h"
#include "rules/rule.h"

/* Fields of the place that say where it is; its kind and what it is named in
 * are the fact's alone. */
static const size_t place_fields[] = {
  NUT_PLACE_NAME, NUT_PLACE_COUNTRY, NUT_PLACE_ADMIN1, NUT_PLACE_ADMIN2,
  NUT_PLACE_LAT, NUT_PLACE_LON, NUT_PLACE_GEONAMEID
};

struct object {
  struct nut_json *json;
  const struct nut_record *record;
  const struct nut_incident *incident;
};

static void member_text(struct object *o, const char *key,
                        struct nut_slice text)
{
  if (text.len == 0)
    return;
  nut_json_member(o->json, key);
  nut_json_text(o->json, text);
}

static void member_int(struct object *o, const char *key, const char *suffix,
                       bool has, int64_t number)
{
  if (!has)
    return;
  nut_json_item(o->json);
  nut_json_name(o->json, key, suffix);
  nut_buf_add_int(o->json->out, number);
}

static void array(struct object *o, const struct nut_indices *list)
{
  nut_json_open(o->json, '[');
  for (size_t i = 0; i < list->len; i++) {
    nut_json_item(o->json);
    nut_buf_add_int(o->json->out, list->ptr[i]);
  }
  nut_json_close(o->json, ']');
}

static void member_list(struct object *o, const char *key,
                        const struct nut_indices *list)
{
  if (list->len == 0)
    return;
  nut_json_member(o->json, key);
  array(o, list);
}

/* ---- its parts -------------------------------------------------------- */

/* The text of the article, or of its title, up to where the carrying fact
 * begins.  A fact of a text has its place there by now. */
void nut_incident_add_id(struct nut_buf *out, const struct nut_record *record,
                         const struct nut_incident *incident)
{
  const struct nut_article *article =
      incident->of_title ? record->title_article : record->article;
  struct nut_slice ahead =
      nut_slice_cut(article->text, 0, incident->carrier->text.start);
  nut_buf_add_text(out, incident->of_title ? "#t" : "#");
  nut_buf_add_int(out, (int64_t)nut_utf_count(ahead));
}

static void member_id(struct object *o)
{
  struct nut_buf *out = o->json->out;
  nut_json_member(o->json, "event_id");
  nut_json_text(o->json, o->record->id);
  if (out->failed)
    return;
  out->len--; /* the closing quote: the id goes on */
  nut_incident_add_id(out, o->record, o->incident);
  nut_buf_add_byte(out, '"');
}

static void member_place(struct object *o)
{
  const struct nut_fact *place = o->incident->place;
  if (!place)
    return;
  nut_json_member(o->json, "place");
  nut_json_open(o->json, '{');
  for (size_t i = 0; i < sizeof place_fields / sizeof *place_fields; i++) {
    size_t field = place_fields[i];
    if (!nut_write_has(place, field))
      continue;
    nut_json_member(o->json, place->kind->fields[field].name);
    nut_json_value(o->json, &place->values[field]);
  }
  nut_json_close(o->json, '}');
  member_int(o, "where_prec", "", o->incident->where_prec != 0,
             o->incident->where_prec);
}

static void member_numbers(struct object *o)
{
  for (int i = 0; i < NUT_INCIDENT_NUMBERS; i++) {
    const struct nut_tally *t = &o->incident->numbers[i];
    member_int(o, nut_incident_names[i], "", t->has_best, t->best);
    member_int(o, nut_incident_names[i], "_low", t->has_low, t->low);
    member_int(o, nut_incident_names[i], "_high", t->has_high, t->high);
  }
}

/* Pairs of youngest and oldest; null where only one bound is said. */
static void member_ages(struct object *o)
{
  const struct nut_indices *ages = &o->incident->ages;
  static const size_t bounds[] = { NUT_AGE_MIN, NUT_AGE_MAX };
  if (ages->len == 0)
    return;
  nut_json_member(o->json, "ages");
  nut_json_open(o->json, '[');
  for (size_t i = 0; i < ages->len; i++) {
    const struct nut_fact *age = &o->record->facts.ptr[ages->ptr[i]];
    nut_json_item(o->json);
    nut_json_open(o->json, '[');
    for (size_t k = 0; k < 2; k++) {
      nut_json_item(o->json);
      if (nut_has(age, bounds[k]))
        nut_value_print(&age->values[bounds[k]], o->json->out);
      else
        nut_buf_add_text(o->json->out, "null");
    }
    nut_json_close(o->json, ']');
  }
  nut_json_close(o->json, ']');
}

static void member_from(struct object *o)
{
  const struct nut_incident *incident = o->incident;
  nut_json_member(o->json, "from");
  nut_json_open(o->json, '{');
  member_list(o, "date", &incident->dates);
  member_list(o, "place", &incident->places);
  for (int i = 0; i < NUT_INCIDENT_NUMBERS; i++)
    member_list(o, nut_incident_names[i], &incident->numbers[i].from);
  member_list(o, "ages", &incident->ages);
  nut_json_close(o->json, '}');
}

static void member_sums(struct object *o, const char *key,
                        const struct nut_sums *sums)
{
  nut_json_member(o->json, key);
  nut_json_open(o->json, '[');
  for (size_t i = 0; i < sums->len; i++) {
    const struct nut_sum *sum = &sums->ptr[i];
    nut_json_item(o->json);
    nut_json_open(o->json, '{');
    member_int(o, "total", "", sum->total != NUT_FACT_NONE, sum->total);
    member_int(o, "value", "", sum->has_value, sum->value);
    nut_json_member(o->json, "parts");
    array(o, &sum->parts);
    nut_json_close(o->json, '}');
  }
  nut_json_close(o->json, ']');
}

void nut_incident_add_json(struct nut_json *json,
                           const struct nut_record *record,
                           const struct nut_incident *incident)
{
  struct object o = { json, record, incident };
  nut_json_open(json, '{');
  member_id(&o);
  member_text(&o, "date", incident->date);
  member_text(&o, "date_end", incident->date_end);
  member_int(&o, "date_prec", "", incident->date_prec != 0,
             incident->date_prec);
  member_text(&o, "date_basis", incident->date_basis);
  member_place(&o);
  member_numbers(&o);
  member_ages(&o);
  member_list(&o, "seized", &incident->seized);
  member_list(&o, "statutes", &incident->statutes);
  member_list(&o, "phones", &incident->phones);
  member_from(&o);
  member_sums(&o, "sums", &incident->sums);
  member_sums(&o, "conflicts", &incident->conflicts);
  nut_json_close(json, '}');
}
