/* Rules as data for other programs: their patterns as PCRE2 takes them, and
 * all there is to a rule as JSON. */
#ifndef NUT_RULES_EXPORT_H
#define NUT_RULES_EXPORT_H

#include "rules/ruleset.h"

/* The rule's pattern for a PCRE2 without the extended mode, on one line and
 * without the white space that means nothing there, behind (?i) or (?-i).
 * Groups keep their numbers. */
void nut_export_pattern(const struct nut_rule *rule, struct nut_buf *out);

#endif
