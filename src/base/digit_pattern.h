/* Patterns over digits, as numbering plans are written: "20d{8}",
 * "80[08]d{7}|800d{6}".
 *
 * Signs: a digit is itself, d any digit; [2-57] one of a set; ( ) group, |
 * parts alternatives; behind one of these ? (may be missing), {m} and {m,n}.
 * What is not well-formed matches nothing.  Nothing is compiled or kept. */
#ifndef NUT_BASE_DIGIT_PATTERN_H
#define NUT_BASE_DIGIT_PATTERN_H

#include "base/slice.h"

#include <stdint.h>

/* Where matches end that begin at one of the offsets `from`; both are sets,
 * bit n for offset n.  Digits behind the 31st are not looked at. */
uint32_t nut_digit_pattern_ends(struct nut_slice pattern,
                                struct nut_slice digits, uint32_t from);

/* Does the pattern match all of the digits? */
bool nut_digit_pattern_is(struct nut_slice pattern, struct nut_slice digits);

#endif
