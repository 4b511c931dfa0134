# SPDX-License-Identifier: MIT
# The BIOS: phases/2-firmware -> build/guest/bios.rom, 64 KiB.
# Included by the top Makefile; also runs alone, from the repository root:
#   make -f phases/2-firmware/build.mk
# guest-images copies the result to phases/images; bios-check compares the
# POST codes with the sources and with the table in README.md.

BIOS_DIR := phases/2-firmware
BIOS_OUT := build/guest
BIOS_ROM := $(BIOS_OUT)/bios.rom
BIOS_IMAGE := phases/images/bios.rom

NASM ?= nasm
HOSTCC ?= cc

BIOS_SOURCES := $(wildcard $(BIOS_DIR)/*.asm $(BIOS_DIR)/*.inc \
    $(BIOS_DIR)/*/*.asm $(BIOS_DIR)/*/*.inc) phases/common/markers.inc \
    $(BIOS_DIR)/build.mk
BIOS_NASMFLAGS := -f bin -w+all -Werror -I phases/common/ \
    -I $(BIOS_DIR)/ -I $(BIOS_OUT)/

.PHONY: bios guest-images bios-image bios-check
bios: $(BIOS_ROM)
guest-images: bios-image
bios-image: $(BIOS_IMAGE)

# NASM names for the POST codes.
$(BIOS_OUT)/post_codes.inc: $(BIOS_DIR)/post_codes.def
	@mkdir -p $(@D)
	sed -n 's/^POST_CODE(\(0x[0-9a-f]*\), \([A-Z0-9_]*\),.*/POST_\2 equ \1/p' \
	    $< > $@

$(BIOS_OUT)/make_font: $(wildcard $(BIOS_DIR)/font/*.[ch])
	@mkdir -p $(@D)
	$(HOSTCC) -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
	    -Werror -O1 -o $@ $(filter %.c,$^)

$(BIOS_OUT)/font.inc: $(BIOS_DIR)/font/font.txt $(BIOS_OUT)/make_font
	$(BIOS_OUT)/make_font $(BIOS_DIR)/font/font.txt > $@.new
	mv $@.new $@

# The last byte makes the sum of all 65536 bytes a multiple of 256.
$(BIOS_ROM): $(BIOS_SOURCES) $(BIOS_OUT)/post_codes.inc $(BIOS_OUT)/font.inc
	$(NASM) $(BIOS_NASMFLAGS) --before "[map all $(BIOS_OUT)/bios.map]" \
	    -l $(BIOS_OUT)/bios.lst -o $@.new $(BIOS_DIR)/bios.asm
	sum=$$(od -An -v -tu1 $@.new | \
	    awk '{for (i = 1; i <= NF; i++) s += $$i} END {print s % 256}'); \
	last=$$(printf '%03o' $$(((256 - sum) % 256))); \
	printf "\\$$last" | \
	    dd of=$@.new bs=1 seek=65535 conv=notrunc status=none
	mv $@.new $@

$(BIOS_IMAGE): $(BIOS_ROM)
	@mkdir -p $(@D)
	cp $< $@

# Every code is used by a step, and has its row in the table.
bios-check: $(BIOS_OUT)/post_codes.inc
	@sed -n 's/^POST_\([A-Z0-9_]*\) equ .*/\1/p' $< | while read -r name; do \
	    grep -rq "POST_STEP $$name$$" $(BIOS_DIR) || \
	        { echo "post_codes.def: $$name is not used"; exit 1; }; \
	done
	@sed -n 's/^POST_CODE(0x\([0-9a-f]*\), [A-Z0-9_]*, "\(.*\)",$$/\1 \2/p' \
	    $(BIOS_DIR)/post_codes.def | while read -r code title; do \
	    code=$$(echo $$code | tr a-f A-F); \
	    grep -q "^| $$code | $$title |" $(BIOS_DIR)/README.md || \
	        { echo "README.md: no row for $$code $$title"; exit 1; }; \
	done
