/* The JSON and NDJSON writer: RFC 8259, UTF-8, numbers exact.
 *
 * Nothing goes through a double, no member name but those of the record
 * itself is known here.  NDJSON is one record a line without blanks; JSON has
 * one line for each member of the record and for each fact. */
#ifndef NUT_RECORD_WRITE_JSON_H
#define NUT_RECORD_WRITE_JSON_H

#include "base/buf.h"

/* Append text, which is well-formed UTF-8, as a JSON string with quotes. */
void nut_json_string(struct nut_buf *out, struct nut_slice text);

#endif
