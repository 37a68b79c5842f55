/* The examples of the rules, run.
 *
 * Each example goes through all stages twice: with its rule alone, then with
 * all rules, where no other rule may win it. */
#ifndef NUT_RECORD_EXAMPLE_H
#define NUT_RECORD_EXAMPLE_H

#include "base/diag.h"
#include "record/extract.h"

NUT_CHECK enum nut_status nut_examples_run(struct nut_extractor *extractor,
                                           struct nut_diag *diag,
                                           struct nut_check_counts *counts);

#endif
