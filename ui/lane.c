/* SPDX-License-Identifier: MIT
 *
 * ui/lane.c - which lane of the timeline an event belongs to, and its sign.
 */
#include "ui/lane.h"

static unsigned lane_of_device(const struct event *e, unsigned otherwise)
{
    unsigned device = event_device(e);

    return device < session_devices() && device < LANE_DEVICES
               ? LANE_DEVICE + device
               : otherwise;
}

unsigned lane_of(const struct event *e)
{
    switch (event_info[e->kind].category) {
    case EVC_PHASE:
        return LANE_STEP;
    case EVC_LIFE:
    case EVC_HOST:
        return LANE_HYPERVISOR;
    case EVC_IO:
        return lane_of_device(e, LANE_NOBODY);
    case EVC_DEVICE:
        return lane_of_device(e, LANE_CPU);
    case EVC_INTERRUPT:
        return LANE_INTERRUPTS;
    case EVC_FIRMWARE:
        return LANE_FIRMWARE;
    case EVC_MEMORY:
        return LANE_MEMORY;
    default:
        return LANE_CPU;
    }
}

const char *lane_name(unsigned lane)
{
    static const char *const names[LANE_COUNT] = {
        [LANE_STEP] = "steps",
        [LANE_CPU] = "processor",
        [LANE_FIRMWARE] = "BIOS calls",
        [LANE_INTERRUPTS] = "interrupts",
        [LANE_NOBODY] = "no device",
        [LANE_MEMORY] = "memory",
        [LANE_HYPERVISOR] = "hypervisor",
    };

    return names[lane] ? names[lane] : session_device_name(lane - LANE_DEVICE);
}

const char lane_signs[] = "r read w write ( call ) return / rise \\ fall "
                          "! interrupt i INT x fault o other";

char lane_sign(const struct event *e)
{
    switch (e->kind) {
    case EV_IO_IN:
    case EV_MMIO_READ:
    case EV_MEM_READ:
    case EV_HOST_READ:
        return 'r';
    case EV_IO_OUT:
    case EV_MMIO_WRITE:
    case EV_MEM_WRITE:
    case EV_HOST_WRITE:
        return 'w';
    case EV_BIOS_CALL:
        return '(';
    case EV_BIOS_RETURN:
    case EV_IRET:
        return ')';
    case EV_IRQ_LINE:
        return e->arg[1] ? '/' : '\\';
    case EV_INTR:
    case EV_NMI:
        return '!';
    case EV_SOFT_INT:
        return 'i';
    case EV_EXCEPTION:
    case EV_TRIPLE_FAULT:
    case EV_FAULT:
        return 'x';
    default:
        return 'o';
    }
}
