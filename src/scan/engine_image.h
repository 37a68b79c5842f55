/* A loaded rule set with its engine as an image (base/image.h), so that a
 * start needs neither to read rules nor to derive anything from them.
 *
 * It holds what extraction needs: lists, rules, tables, plans and indexes; not
 * what only messages, examples and listings do.  It fits as long as every file
 * that was read has the same bytes, there are no other files to read, and the
 * version of the program is the same. */
#ifndef NUT_SCAN_ENGINE_IMAGE_H
#define NUT_SCAN_ENGINE_IMAGE_H

#include "scan/engine.h"

/* The set that the options name, from the first of options->images that fits.
 * *out is NULL when none does or can be read (it is no error): load from the
 * sources then.  NUT_NOMEM or NUT_OK. */
NUT_CHECK enum nut_status
nut_engine_image_load(const struct nut_rules_options *options,
                      struct nut_rules **out);

/* The set, which was loaded from its sources, as bytes of an image; out is
 * made here and the caller's to drop.  false without memory, or when the set
 * holds what an image cannot. */
NUT_CHECK bool nut_engine_image_make(const struct nut_rules *rules,
                                     struct nut_image_writer *out);

#endif
