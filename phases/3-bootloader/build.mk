# SPDX-License-Identifier: MIT
# The boot loader and the disks: phases/3-bootloader -> build/guest/disk.img,
# service.img and service.iso.
# Included by the top Makefile; also runs alone, from the repository root:
#   make -f phases/3-bootloader/build.mk
# guest-images copies the result to phases/images.

LOADER_DIR := phases/3-bootloader
LOADER_OUT := build/guest
LOADER_MANIFEST := $(LOADER_DIR)/disk/manifest.txt
LOADER_PARTS := $(LOADER_OUT)/mbr.bin $(LOADER_OUT)/vbr.bin \
    $(LOADER_OUT)/stage2.bin
DISK_IMG := $(LOADER_OUT)/disk.img
DISK_IMAGE := phases/images/disk.img
SERVICE_IMG := $(LOADER_OUT)/service.img
SERVICE_IMAGE := phases/images/service.img
SERVICE_CD := $(LOADER_OUT)/service.iso
SERVICE_CD_IMAGE := phases/images/service.iso

NASM ?= nasm
HOSTCC ?= cc

LOADER_NASMFLAGS := -f bin -Werror -I phases/common/ -I $(LOADER_DIR)/ \
    -I $(LOADER_DIR)/second-stage/
define loader_assemble
$(NASM) $(LOADER_NASMFLAGS) --before "[map all $(@:.bin=.map)]" \
	    -l $(@:.bin=.lst) -o $@ $<
endef
LOADER_COMMON := phases/common/markers.inc $(wildcard $(LOADER_DIR)/*.inc) \
    $(LOADER_DIR)/build.mk

# The host files named by the manifest: the disk is made from them.
DISK_FILES := $(shell sed -n 's/^[^\#][^ ]* *//p' $(LOADER_MANIFEST))

.PHONY: loader disk guest-images disk-image
disk: $(DISK_IMG) $(SERVICE_IMG) $(SERVICE_CD)
loader: $(LOADER_PARTS)
guest-images: disk-image
disk-image: $(DISK_IMAGE) $(SERVICE_IMAGE) $(SERVICE_CD_IMAGE)

# Alone: the kernel and the programs come from their own fragment.
ifeq ($(words $(MAKEFILE_LIST)),1)
include phases/4-operating-system/build.mk
endif

$(LOADER_OUT)/mbr.bin: $(LOADER_DIR)/boot-sector/mbr.asm $(LOADER_COMMON)
	@mkdir -p $(@D)
	$(call loader_assemble)

$(LOADER_OUT)/vbr.bin: $(LOADER_DIR)/volume-boot-record/vbr.asm \
    $(LOADER_COMMON)
	@mkdir -p $(@D)
	$(call loader_assemble)

$(LOADER_OUT)/stage2.bin: $(LOADER_DIR)/second-stage/stage2.asm \
    $(wildcard $(LOADER_DIR)/second-stage/*) $(LOADER_COMMON)
	@mkdir -p $(@D)
	$(call loader_assemble)

$(SERVICE_IMG): $(wildcard $(LOADER_DIR)/service-disk/*.asm) $(LOADER_COMMON)
	@mkdir -p $(@D)
	$(NASM) $(LOADER_NASMFLAGS) -o $@ \
	    $(LOADER_DIR)/service-disk/service-disk.asm

$(LOADER_OUT)/cd-program.bin: $(wildcard $(LOADER_DIR)/service-cd/*.asm) \
    $(LOADER_COMMON)
	@mkdir -p $(@D)
	$(NASM) $(LOADER_NASMFLAGS) -o $@ $(LOADER_DIR)/service-cd/program.asm

$(SERVICE_CD): $(LOADER_DIR)/service-cd/disc.asm $(LOADER_OUT)/cd-program.bin \
    $(LOADER_DIR)/service-cd/README.TXT
	$(NASM) $(LOADER_NASMFLAGS) -I $(LOADER_OUT)/ -o $@ $<

$(LOADER_OUT)/mkdisk: $(LOADER_DIR)/disk/mkdisk.c
	@mkdir -p $(@D)
	$(HOSTCC) -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
	    -Werror -O1 -o $@ $<

# Expanded a second time: only the fragment of the operating system, which may
# come later, knows its programs.
.SECONDEXPANSION:
$(DISK_IMG): $(LOADER_OUT)/mkdisk $(LOADER_PARTS) $(LOADER_MANIFEST) \
    $(DISK_FILES) $$(OS_PROGRAMS)
	{ cat $(LOADER_MANIFEST); for program in $(OS_PROGRAMS); do \
	    echo "/BIN/$${program##*/} $$program"; done; } \
	    > $(LOADER_OUT)/manifest.txt
	$(LOADER_OUT)/mkdisk $@ $(LOADER_PARTS) $(LOADER_OUT)/manifest.txt \
	    > $(LOADER_OUT)/layout.txt

$(DISK_IMAGE) $(SERVICE_IMAGE) $(SERVICE_CD_IMAGE): phases/images/%: $(LOADER_OUT)/%
	@mkdir -p $(@D)
	cp $< $@
