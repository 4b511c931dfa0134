# SPDX-License-Identifier: MIT
# The names and source lines of all guest code: build/guest/symbols.txt.
# Part of the top Makefile; guest-images copies it to phases/images.
#
# A line of the table is one of these; numbers without 0x are hexadecimal, but
# those of lines:
#   image NAME               what follows is about this program
#   at BIAS                  it runs there, if not where it was linked
#   part ADDRESS BYTES STORE OFFSET  the built code, in the ROM or on the disk
#   symbol ADDRESS NAME
#   file PATH                of the lines that follow
#   line ADDRESS NUMBER TEXT from ADDRESS up to the next line or end
#   end ADDRESS

SYMBOLS_DIR := phases/symbols
SYMBOLS := build/guest/symbols.txt
SYMBOLS_IMAGE := phases/images/symbols.txt
SYMBOLS_FOLDERS := phases/common/ $(BIOS_DIR)/ $(BIOS_OUT)/ $(LOADER_DIR)/ \
    $(LOADER_DIR)/second-stage/

SYMBOLS_ELF := $(OS_OUT)/KERNEL.ELF $(OS_PROGRAMS)
SYMBOLS_DEBUG := $(OS_OUT)/kernel.debug.elf $(OS_PROGRAMS:.ELF=.debug.elf)

.PHONY: guest-images symbols-image
guest-images: symbols-image
symbols-image: $(SYMBOLS_IMAGE)

$(SYMBOLS): $(BIOS_ROM) $(DISK_IMG) $(SYMBOLS_DEBUG) \
    $(wildcard $(SYMBOLS_DIR)/*)
	@echo "  AWK  $@"
	@$(SYMBOLS_DIR)/table.sh "$(SYMBOLS_FOLDERS)" $(SYMBOLS_ELF) > $@.new
	@mv $@.new $@

$(SYMBOLS_IMAGE): $(SYMBOLS)
	@mkdir -p $(@D)
	cp $< $@
