# SPDX-License-Identifier: MIT
# The toy operating system: kernel, services, user programs.
# Part of the top Makefile; alone:
#     make -f phases/4-operating-system/build.mk
# Results, under build/guest: KERNEL.ELF, BIN/*.ELF and ETC/INIT.CFG for the
# disk; each once more as *.debug.elf, with symbols and DWARF.

OS      := phases/4-operating-system
OS_OUT  := build/guest
OS_OBJ  := $(OS_OUT)/obj/os

GUEST_CC      ?= gcc
GUEST_LD      ?= ld
GUEST_OBJCOPY ?= objcopy
GUEST_NM      ?= nm
NASM          ?= nasm

OS_CFLAGS := -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror \
	-m32 -march=i386 -mgeneral-regs-only -Os -g \
	-ffreestanding -fno-pic -fno-stack-protector -fno-builtin \
	-fno-asynchronous-unwind-tables -ffile-prefix-map="$(CURDIR)"=. \
	-I$(OS)/shared -Iphases/common
OS_KERNEL_CFLAGS := $(OS_CFLAGS) -fno-omit-frame-pointer \
	-mno-omit-leaf-frame-pointer \
	-fno-optimize-sibling-calls -I$(OS)/kernel
OS_USER_CFLAGS := $(OS_CFLAGS) -ffunction-sections -fdata-sections \
	-I$(OS)/user/lib
OS_NASMFLAGS := -f elf32 -g -F dwarf -Iphases/common/ -Werror
OS_LDFLAGS := -m elf_i386 -nostdlib --build-id=none -z noexecstack

OS_SHARED := $(wildcard $(OS)/shared/*.c)
OS_KERNEL_SOURCES := $(sort $(wildcard $(OS)/kernel/*.c $(OS)/kernel/*/*.c \
	$(OS)/kernel/*.asm $(OS)/kernel/*/*.asm))
OS_USER_LIB := $(sort $(wildcard $(OS)/user/lib/*.c $(OS)/user/lib/*.asm))

# An object lies under kernel/ or user/: the shared files are compiled twice.
os_kernel_object = $(patsubst $(OS)/%,$(OS_OBJ)/kernel/%.o,$(1))
os_user_object = $(patsubst $(OS)/%,$(OS_OBJ)/user/%.o,$(1))

OS_KERNEL_OBJECTS := $(call os_kernel_object,$(OS_KERNEL_SOURCES) $(OS_SHARED))
OS_LIB_OBJECTS := $(call os_user_object,$(OS_USER_LIB) $(OS_SHARED))

.PHONY: operating-system
operating-system: $(OS_OUT)/KERNEL.ELF $(OS_OUT)/ETC/INIT.CFG

$(OS_OBJ)/kernel/%.c.o: $(OS)/%.c $(OS)/build.mk
	@mkdir -p $(@D)
	@echo "  CC   $<"
	@$(GUEST_CC) $(OS_KERNEL_CFLAGS) -MMD -MP -c $< -o $@

$(OS_OBJ)/kernel/%.asm.o: $(OS)/%.asm phases/common/markers.inc $(OS)/build.mk
	@mkdir -p $(@D)
	@echo "  NASM $<"
	@$(NASM) $(OS_NASMFLAGS) $< -o $@

$(OS_OBJ)/user/%.c.o: $(OS)/%.c $(OS)/build.mk
	@mkdir -p $(@D)
	@echo "  CC   $<"
	@$(GUEST_CC) $(OS_USER_CFLAGS) -MMD -MP -c $< -o $@

$(OS_OBJ)/user/%.asm.o: $(OS)/%.asm $(OS)/build.mk
	@mkdir -p $(@D)
	@echo "  NASM $<"
	@$(NASM) $(OS_NASMFLAGS) $< -o $@

# The kernel is linked twice, so that it can know the names of its functions
# (kernel/symbols.c).
$(OS_OBJ)/symbols0.c: $(OS)/kernel/symbols.awk
	@mkdir -p $(@D)
	@awk -f $< /dev/null > $@

$(OS_OBJ)/symbols1.c: $(OS_OBJ)/kernel0.elf $(OS)/kernel/symbols.awk
	@$(GUEST_NM) -n $< | awk -f $(OS)/kernel/symbols.awk > $@

$(OS_OBJ)/symbols%.o: $(OS_OBJ)/symbols%.c
	@echo "  CC   $<"
	@$(GUEST_CC) $(OS_KERNEL_CFLAGS) -c $< -o $@

$(OS_OBJ)/kernel0.elf: $(OS_KERNEL_OBJECTS) $(OS_OBJ)/symbols0.o \
		$(OS)/kernel/kernel.ld
	@echo "  LD   $@"
	@$(GUEST_LD) $(OS_LDFLAGS) -T $(OS)/kernel/kernel.ld \
		$(OS_KERNEL_OBJECTS) $(OS_OBJ)/symbols0.o -o $@

$(OS_OUT)/kernel.debug.elf: $(OS_OBJ)/kernel0.elf $(OS_OBJ)/symbols1.o
	@echo "  LD   $@"
	@$(GUEST_LD) $(OS_LDFLAGS) -T $(OS)/kernel/kernel.ld \
		$(OS_KERNEL_OBJECTS) $(OS_OBJ)/symbols1.o -o $@

$(OS_OUT)/KERNEL.ELF: $(OS_OUT)/kernel.debug.elf
	@$(GUEST_OBJCOPY) --strip-all $< $@

$(OS_OUT)/ETC/INIT.CFG: $(OS)/services/INIT.CFG
	@mkdir -p $(@D)
	@cp $< $@

# $(call os_program,NAME,sources): BIN/NAME.ELF, its name as on the disk.
define os_program
OS_PROGRAMS += $(OS_OUT)/BIN/$(1).ELF
OS_$(1)_OBJECTS := $(call os_user_object,$(addprefix $(OS)/,$(2)))
OS_PROGRAM_OBJECTS += $$(OS_$(1)_OBJECTS)
$(OS_OUT)/BIN/$(1).ELF: $$(OS_$(1)_OBJECTS) $(OS_LIB_OBJECTS) \
		$(OS)/user/user.ld
	@mkdir -p $$(@D)
	@echo "  LD   $$@"
	@$(GUEST_LD) $(OS_LDFLAGS) --gc-sections --strip-all \
		-T $(OS)/user/user.ld $$(OS_$(1)_OBJECTS) $(OS_LIB_OBJECTS) -o $$@
$(OS_OUT)/BIN/$(1).debug.elf: $(OS_OUT)/BIN/$(1).ELF
	@$(GUEST_LD) $(OS_LDFLAGS) --gc-sections \
		-T $(OS)/user/user.ld $$(OS_$(1)_OBJECTS) $(OS_LIB_OBJECTS) -o $$@
endef

$(eval $(call os_program,INIT,services/init.c services/start_list.c))
$(eval $(call os_program,LOGGER,services/logger.c))
$(eval $(call os_program,CLOCK,services/clock.c))
$(eval $(call os_program,HEARTBT,services/heartbeat.c))
$(eval $(call os_program,TERMINAL,services/terminal.c))
$(eval $(call os_program,SHELL,user/shell/shell.c user/shell/line.c))
$(eval $(call os_program,PS,user/commands/ps.c))
$(eval $(call os_program,MEM,user/commands/mem.c))
$(eval $(call os_program,LS,user/commands/ls.c))
$(eval $(call os_program,CAT,user/commands/cat.c))
$(eval $(call os_program,UPTIME,user/commands/uptime.c))
$(eval $(call os_program,DATE,user/commands/date.c))
$(eval $(call os_program,LSPCI,user/commands/lspci.c))
$(eval $(call os_program,IRQ,user/commands/irq.c))
$(eval $(call os_program,LOG,user/commands/log.c))
$(eval $(call os_program,KILL,user/commands/kill.c))
$(eval $(call os_program,SPIN,user/commands/spin.c))
$(eval $(call os_program,CRASH,user/commands/crash.c))
$(eval $(call os_program,SECTOR,user/commands/sector.c))
$(eval $(call os_program,REBOOT,user/commands/reboot.c))
$(eval $(call os_program,POWEROFF,user/commands/poweroff.c))

operating-system: $(OS_PROGRAMS)

-include $(patsubst %.o,%.d,$(OS_KERNEL_OBJECTS) $(OS_LIB_OBJECTS) \
	$(OS_PROGRAM_OBJECTS))
