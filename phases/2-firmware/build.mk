# SPDX-License-Identifier: MIT
# The BIOS: phases/2-firmware -> build/guest/bios.rom, 64 KiB.
# Included by the top Makefile; also runs alone, from the repository root:
#   make -f phases/2-firmware/build.mk
# guest-images copies the result to phases/images.

BIOS_DIR := phases/2-firmware
BIOS_OUT := build/guest
BIOS_ROM := $(BIOS_OUT)/bios.rom
BIOS_IMAGE := phases/images/bios.rom

NASM ?= nasm
HOSTCC ?= cc

BIOS_SOURCES := $(wildcard $(BIOS_DIR)/*.asm $(BIOS_DIR)/*.inc \
    $(BIOS_DIR)/*/*.asm $(BIOS_DIR)/*/*.inc) phases/common/markers.inc
BIOS_NASMFLAGS := -f bin -w+all -Werror -I phases/common/ \
    -I $(BIOS_DIR)/ -I $(BIOS_OUT)/

.PHONY: bios guest-images bios-image
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
	$(NASM) $(BIOS_NASMFLAGS) -l $(BIOS_OUT)/bios.lst -o $@.new \
	    $(BIOS_DIR)/bios.asm
	sum=$$(od -An -v -tu1 $@.new | \
	    awk '{for (i = 1; i <= NF; i++) s += $$i} END {print s % 256}'); \
	last=$$(printf '%03o' $$(((256 - sum) % 256))); \
	printf "\\$$last" | \
	    dd of=$@.new bs=1 seek=65535 conv=notrunc status=none
	mv $@.new $@

$(BIOS_IMAGE): $(BIOS_ROM)
	@mkdir -p $(@D)
	cp $< $@
