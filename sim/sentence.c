/* SPDX-License-Identifier: MIT
 *
 * sim/sentence.c - one plain sentence about an event: which speaker has the
 * words for which kind.
 */
#include "sim/session.h"
#include "sim/words.h"

static speaker *const speakers[EV_COUNT] = {
    [EV_VM_STATE] = say_vm_state,
    [EV_FAULT] = say_fault,
    [EV_HOST_MEMORY] = say_host_memory,
    [EV_HOST_IMAGE] = say_host_image,
    [EV_HOST_VCPU] = say_host_vcpu,
    [EV_HOST_DEVICE] = say_host_device,
    [EV_HOST_FRAME] = say_host_frame,
    [EV_HOST_READ] = say_host_read,
    [EV_HOST_WRITE] = say_host_write,
    [EV_HOST_OUTPUT] = say_host_output,
    [EV_HOST_INPUT] = say_host_input,
    [EV_EXIT] = say_exit,
    [EV_ENTRY] = say_entry,
    [EV_IO_IN] = say_io_in,
    [EV_IO_OUT] = say_io_out,
    [EV_MMIO_READ] = say_mmio_read,
    [EV_MMIO_WRITE] = say_mmio_write,
    [EV_UNHANDLED] = say_unhandled,
    [EV_IRQ_LINE] = say_irq_line,
    [EV_INTR] = say_intr,
    [EV_NMI] = say_nmi,
    [EV_SOFT_INT] = say_int,
    [EV_EXCEPTION] = say_exception,
    [EV_IRET] = say_iret,
    [EV_BIOS_CALL] = say_bios_call,
    [EV_BIOS_RETURN] = say_bios_return,
    [EV_MODE] = say_mode,
    [EV_CR0] = say_cr0,
    [EV_CR3] = say_cr3,
    [EV_CR4] = say_cr4,
    [EV_DR] = say_dr,
    [EV_MSR] = say_msr,
    [EV_GDTR] = say_gdtr,
    [EV_IDTR] = say_idtr,
    [EV_LDTR] = say_ldtr,
    [EV_TR] = say_tr,
    [EV_TASK_SWITCH] = say_task_switch,
    [EV_TLB_FLUSH] = say_tlb_flush,
    [EV_PAGE_WALK] = say_page_walk,
    [EV_CPUID] = say_cpuid,
    [EV_HLT] = say_hlt,
    [EV_RESET] = say_reset,
    [EV_TRIPLE_FAULT] = say_triple_fault,
    [EV_A20] = say_a20,
    [EV_SHADOW] = say_shadow,
    [EV_POST_CODE] = say_post_code,
    [EV_MARKER] = say_marker,
    [EV_DISK_REQUEST] = say_disk_request,
    [EV_DISK_DONE] = say_disk_done,
    [EV_PACKET] = say_packet,
    [EV_FLOPPY_REQUEST] = say_floppy_request,
    [EV_FLOPPY_SEEK] = say_floppy_seek,
    [EV_FLOPPY_DONE] = say_floppy_done,
    [EV_DMA_CHANNEL] = say_dma_channel,
    [EV_PIT_COUNTER] = say_pit_counter,
    [EV_SPEAKER] = say_speaker,
    [EV_VIDEO_MODE] = say_video_mode,
    [EV_KEY] = say_key,
    [EV_MOUSE] = say_mouse,
    [EV_DISC] = say_disc_put,
    [EV_SOFT_OFF] = say_soft_off,
    [EV_PHASE] = say_phase,
    [EV_INSN] = say_instruction,
    [EV_MEM_READ] = say_memory_read,
    [EV_MEM_WRITE] = say_memory_write,
};

void event_sentence(const struct event *e, char *text, size_t size)
{
    struct words w = {text, size, 0};

    if (size == 0)
        return;
    text[0] = '\0';
    if (e->kind < EV_COUNT && speakers[e->kind])
        speakers[e->kind](&w, e);
}
