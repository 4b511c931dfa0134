# SPDX-License-Identifier: MIT
#
# bootscope - one Makefile for everything. `make help` lists the targets.

ifeq ($(origin CC),default)
CC := gcc
endif

BUILD := build
PROGRAM := $(if $(filter build,$(BUILD)),bootscope,$(BUILD)/bootscope)
RUNNER := $(BUILD)/run-tests

CFLAGS := -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
ALL_CFLAGS = -std=c11 $(WARNINGS) -I. $(CFLAGS) -MMD -MP
POSIX := -D_POSIX_C_SOURCE=200809L

LIBRARIES := ncursesw yaml-0.1
LDLIBS := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lxxhash -lZydis

# --- What is built from what ------------------------------------------------

SOURCES := $(wildcard sim/*.c sim/cpu/*.c hw/*.c phases/*.c ui/*.c)
IMAGES := $(addprefix phases/images/,bios.rom disk.img symbols.txt) \
	scenarios/demo.yaml
TESTS := $(filter-out tests/sim/fuzz_% tests/ui/fuzz_%, \
	$(wildcard tests/main.c tests/*/*.c))

# One source of the CPU core, compiled without and with the trace hooks.
TWICE := $(filter sim/cpu/execute.c,$(SOURCES))
OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(filter-out $(TWICE),$(SOURCES))) \
	$(TWICE:%.c=$(BUILD)/%.quiet.o) $(TWICE:%.c=$(BUILD)/%.traced.o) \
	$(BUILD)/phases/images.o
CORE := $(BUILD)/bootscope.a
TEST_OBJECTS := $(TESTS:%.c=$(BUILD)/%.o)
DEVICE_TESTS := $(filter $(BUILD)/tests/hw/%,$(TEST_OBJECTS))
CPU_TESTS := $(filter $(BUILD)/tests/cpu/%,$(TEST_OBJECTS))

.PHONY: all
all: $(PROGRAM)

# Terse, unless called as `make V=1`; silent as `make -s`.
SAY := @$(if $(findstring s,$(filter-out --%,$(firstword $(MAKEFLAGS)))),:,echo)

define compile
$(SAY) "$(notdir $(CC))  $@"
@mkdir -p $(@D)
$(if $(V),,@)$(CC) $(ALL_CFLAGS) $(1) -c -o $@ $<
endef

define link
$(SAY) "link  $@"
$(if $(V),,@)$(CC) $(CFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) \
	$(LDLIBS) $(1)
endef

define bind
@$(LD) -r -o $@ $^
@objcopy --wildcard --keep-global-symbol='*_tests' $@
endef

$(PROGRAM): $(BUILD)/ui/main.o $(CORE)
	$(call link,)

$(CORE): $(filter-out $(BUILD)/ui/main.o,$(OBJECTS))
	@rm -f $@.new
	@$(AR) rcs $@.new $^ && mv $@.new $@

# Tests of a device or of the CPU bring their own board or bus. They are bound
# to what they test; of all names only the lists of tests get out.
$(RUNNER): $(filter-out $(DEVICE_TESTS) $(CPU_TESTS),$(TEST_OBJECTS)) \
		$(if $(DEVICE_TESTS),$(BUILD)/tests/hw.o) \
		$(if $(CPU_TESTS),$(BUILD)/tests/cpu.o) $(CORE)
	$(call link,-lcunit)

$(BUILD)/tests/hw.o: $(DEVICE_TESTS) $(CORE)
	$(call bind)

$(BUILD)/tests/cpu.o: $(CPU_TESTS) $(CORE)
	$(call bind)

# Only the faces and the tests know that there is an operating system.
$(BUILD)/ui/%.o $(BUILD)/tests/%.o: ALL_CFLAGS += $(POSIX)

$(BUILD)/%.o: %.c Makefile
	$(call compile,)

$(BUILD)/%.quiet.o: %.c Makefile
	$(call compile,-DTRACED=0)

$(BUILD)/%.traced.o: %.c Makefile
	$(call compile,-DTRACED=1)

$(BUILD)/phases/images.o: phases/images.S $(IMAGES) Makefile
	$(call compile,)

-include $(OBJECTS:.o=.d) $(TEST_OBJECTS:.o=.d)

# --- The guest software -----------------------------------------------------
# The images in phases/images/ are part of the source. Only these targets
# build them anew; phases/images/TOOLS names the tools that were used.

GUEST_GOALS := guest guest-images
ifneq ($(filter $(GUEST_GOALS),$(MAKECMDGOALS)),)
include phases/2-firmware/build.mk
include phases/3-bootloader/build.mk
include phases/4-operating-system/build.mk
include phases/symbols/build.mk
endif

.PHONY: $(GUEST_GOALS) guest-tools
guest: build/guest/bios.rom build/guest/disk.img build/guest/service.img \
    build/guest/service.iso build/guest/symbols.txt

guest-images: guest # copied by the rules of the fragments
	$(MAKE) --no-print-directory -s guest-tools > phases/images/TOOLS

# The tools at hand, by name and version.
guest-tools:
	@nasm -v | sed 's/^NASM version \([^ ]*\).*/nasm \1/'
	@echo "gcc $$(gcc -dumpfullversion)"
	@ld --version | sed -n '1s/.* /binutils /p'

# --- Packages ---------------------------------------------------------------

NEEDED := gcc libc6-dev pkg-config libncurses-dev libyaml-dev libxxhash-dev \
	libzydis-dev
NEEDED_TO_TEST := libcunit1-dev
USED_IN_TESTS := nasm gcc-multilib qemu-system-x86 seabios grub-pc-bin procps \
	dosfstools mtools syslinux syslinux-common isolinux genisoimage \
	bochs bochsbios vgabios memtest86+ grub-legacy grub-rescue-pc ipxe \
	mbr grub-invaders \
	u-boot-qemu \
	python3 python3-mpmath tmux clang
USED_IN_LONG_TESTS := debian-installer-12-netboot-i386
USED_IN_CHECKS := clang-format clang-tidy libclang-rt-14-dev

# $(call install,packages): say what is missing, then install that.
define install
@missing=; for package in $(1); do \
    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | \
        grep -q 'ok installed' || missing="$$missing $$package"; \
done; \
test -z "$$missing" && exit 0; \
echo "Missing:$$missing"; \
command -v apt-get >/dev/null || \
    { echo "Please install the like of these packages."; exit 0; }; \
root=; test "$$(id -u)" = 0 || root=sudo; \
echo "Installing with$${root:+ sudo} apt-get. This may take a minute."; \
$$root apt-get -qq update && \
$$root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
    --no-install-recommends install $$missing >/dev/null
endef

.PHONY: packages test-packages check-packages
packages:
	$(call install,$(NEEDED))

test-packages:
	$(call install,$(NEEDED) $(NEEDED_TO_TEST))
	-$(call install,$(USED_IN_TESTS))

check-packages: test-packages
	$(call install,$(USED_IN_CHECKS))

# --- Run and test -----------------------------------------------------------
# A second make builds, so that it sees the packages just installed.

JOBS := $(shell nproc 2>/dev/null || echo 1)
AGAIN := $(MAKE) --no-print-directory -j$(JOBS)

.PHONY: run test
run: packages
	@$(AGAIN) all
	@./$(PROGRAM) run

test: test-packages
	@$(AGAIN) all $(RUNNER)
	@$(AGAIN) -s guest || echo "The guest software cannot be built here."
	@BOOTSCOPE=./$(PROGRAM) $(RUNNER)

# The event reference is made by the test that checks it.
.PHONY: docs
docs: $(RUNNER) $(PROGRAM)
	WRITE_DOCS=1 $(RUNNER) events_page
	./$(PROGRAM) faults --reference > docs/scenarios.md

# --- Check ------------------------------------------------------------------

SANITIZE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=all
OUR_C = $(shell find sim hw phases ui tests -name '*.[ch]')

.PHONY: check format lint sanitize
check: check-packages
	@$(AGAIN) format lint
	@$(AGAIN) all $(RUNNER)
	@$(RUNNER) layers words sizes padding docs
	@$(MAKE) --no-print-directory sanitize

format:
	clang-format --dry-run -Werror $(OUR_C)

lint:
	@echo $(SOURCES) | xargs -n 4 -P $(JOBS) sh -c \
	    'clang-tidy --quiet "$$@" -- -std=c11 -I. -DTRACED=1 $(POSIX) 2>/dev/null' lint

sanitize:
	@$(AGAIN) BUILD=build/san CC=clang CFLAGS='$(SANITIZE)' all \
	    build/san/run-tests
	BOOTSCOPE=build/san/bootscope build/san/run-tests -scripts -whole_boot

# --- Fuzzing ----------------------------------------------------------------
# One fuzzer a reader of files, texts or guests, at the same time if there are
# processors. The seeds are tests/*/NAME-corpus/, and the bundled scenarios;
# what is found on the way stays in build/fuzz/.

FUZZ := -O1 -g -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all
FUZZ_SECONDS := 30
FUZZERS := scenario symbols words questions command disk image guest
# What a fuzzer needs besides the program and its own file.
$(BUILD)/fuzz-symbols: $(BUILD)/tests/sim/elf_maker.o
$(BUILD)/fuzz-words $(BUILD)/fuzz-command $(BUILD)/fuzz-guest: \
    $(patsubst %,$(BUILD)/tests/sim/%.o,poke_program poke_processor)
$(BUILD)/fuzz-guest: $(patsubst %,$(BUILD)/tests/sim/%.o,poke_try state_hash)

$(BUILD)/fuzz-command $(BUILD)/fuzz-image: \
    $(BUILD)/fuzz-%: $(BUILD)/tests/ui/fuzz_%.o $(CORE)
	$(call link,-fsanitize=fuzzer)

$(BUILD)/fuzz-%: $(BUILD)/tests/sim/fuzz_%.o $(CORE)
	$(call link,-fsanitize=fuzzer)

.PHONY: fuzz $(FUZZERS:%=fuzz-%)
fuzz:
	@$(AGAIN) BUILD=build/fuzz CC=clang CFLAGS='$(FUZZ)' \
	    $(FUZZERS:%=build/fuzz/fuzz-%)
	@$(AGAIN) $(FUZZERS:%=fuzz-%)

$(FUZZERS:%=fuzz-%): fuzz-%:
	@mkdir -p build/fuzz/found-$*
	build/fuzz/fuzz-$* -max_total_time=$(FUZZ_SECONDS) -max_len=4096 \
	    -timeout=10 -rss_limit_mb=512 -verbosity=0 -print_final_stats=1 \
	    -seed=$(SEED) \
	    -artifact_prefix=build/fuzz/$*- build/fuzz/found-$* \
	    $(wildcard tests/*/$*-corpus) $(filter $*s,scenarios)

# Instructions against the host's processor: make fuzz-cpu SEED=7 COUNT=10000000
SEED := 1
COUNT := 1000000

.PHONY: fuzz-cpu
fuzz-cpu: all $(RUNNER)
	HOST_CASES=$(SEED),$(COUNT) $(RUNNER) cpu_host
	X87_CASES=$(SEED),$$(($(COUNT) / 100)) $(RUNNER) cpu_x87_host
	RANDOM_BYTES=$(SEED),$(COUNT) $(RUNNER) decoder
	BOOTSCOPE=./$(PROGRAM) tests/cpu/fuzz.py $(SEED) $$(($(COUNT) / 100)) || \
	    test $$? = 77

# --- The rest ---------------------------------------------------------------

.PHONY: bench clean help
bench: packages
	@$(AGAIN) all $(BUILD)/bench
	@$(BUILD)/bench

$(BUILD)/bench: $(BUILD)/tests/bench.o $(CORE)
	$(call link,)

# Minutes to an hour: more of what is drawn by lot.
.PHONY: test-long
test-long: test-packages
	-$(call install,$(USED_IN_LONG_TESTS))
	@$(AGAIN) all $(RUNNER)
	ROUNDS=20000 $(RUNNER) timeline timeline_random timeline_long
	RANDOM_CODE=1,200000 $(RUNNER) random_code
	for guest in linux linux-pae installer mach; do \
	    BOOTSCOPE=./$(PROGRAM) tests/phases/guests.sh $$guest || \
	        test $$? = 77 || exit 1; \
	done

clean:
	rm -rf build bootscope

help:
	@echo 'make               build ./bootscope'
	@echo 'make run           install what is missing, build, boot the bundled PC'
	@echo 'make test          install what is missing, build, run every test'
	@echo 'make check         formatting, lint, layers and sizes, sanitizers'
	@echo 'make docs          write docs/events.md and docs/scenarios.md anew'
	@echo 'make fuzz          random files, texts and guests for all that reads them'
	@echo 'make fuzz-cpu      random instructions: ours and the host processor'"'"'s'
	@echo 'make guest         build the guest software from source'
	@echo 'make guest-images  ... and put it into phases/images/'
	@echo 'make test-long     more of the tests that are drawn by lot'
	@echo 'make bench         the speed of a boot and of time travel'
	@echo 'make clean         remove all that was built'
	@echo 'V=1 shows the commands; CC=clang BUILD=build/clang builds aside.'
