/* JSON by RFC 8259, part by part: strings, and members and items that follow
 * one another on a line.  Numbers are exact, text comes out well-formed.
 *
 * The caller puts brackets and members in their order; what is kept is only
 * whether a comma is due.  Failures are the buffer's. */
#ifndef NUT_RECORD_JSON_H
#define NUT_RECORD_JSON_H

#include "record/write.h"

struct nut_json {
  struct nut_writer *writer; /* cleans text */
  struct nut_buf *out;
  bool blanks; /* behind commas and colons */
  bool first;  /* nothing stands before the next member or item */
};

void nut_json_open(struct nut_json *json, char bracket);
void nut_json_close(struct nut_json *json, char bracket);

/* The comma before a member or item, where one is due. */
void nut_json_item(struct nut_json *json);

/* "name": of a member, its comma before it; the value comes next. */
void nut_json_member(struct nut_json *json, const char *name);
/* The name alone, made of two parts. */
void nut_json_name(struct nut_json *json, const char *name,
                   const char *suffix);

/* A text as a string; a value as its type is written.  A flag is true; an
 * absent one is not written at all. */
void nut_json_text(struct nut_json *json, struct nut_slice text);
void nut_json_value(struct nut_json *json, const struct nut_value *value);

#endif
