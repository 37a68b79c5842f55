/* Incidents as JSON, and the names that all writers give their parts. */
#ifndef NUT_RECORD_WRITE_INCIDENT_H
#define NUT_RECORD_WRITE_INCIDENT_H

#include "record/json.h"

/* What stands behind the article's id in an event_id: "#120", "#t0" for a
 * fact of the title; in code points, whatever offsets are asked for. */
void nut_incident_add_id(struct nut_buf *out, const struct nut_record *record,
                         const struct nut_incident *incident);

/* The incident as a JSON object on one line. */
void nut_incident_add_json(struct nut_json *json,
                           const struct nut_record *record,
                           const struct nut_incident *incident);

#endif
