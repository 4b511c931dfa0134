/* SPDX-License-Identifier: MIT
 *
 * sim/port_state.c - looks into the devices for sim/port_state.h.
 */
#include "sim/port_state.h"

#include "hw/ata_drive.h"
#include "hw/vga_registers.h"

static uint32_t pic_state(const struct pic *pic, uint16_t port)
{
    if (port & 1)
        return pic->expects | (uint32_t)pic->imr << 8;
    if (pic->poll)
        return PORT_PIC_POLL;
    return pic->read_isr ? PORT_PIC_ISR : PORT_PIC_IRR;
}

static uint32_t pit_state(const struct pit *pit, uint16_t port)
{
    const struct pit_counter *c;

    if (port == 0x43)
        return 0;
    c = &pit->counter[port & 3];
    return c->control | (uint32_t)c->write_high << 8 |
           (uint32_t)c->read_high << 9 | (uint32_t)c->latched << 10;
}

#define KBC_IBF     BIT(1) /* of the status */
#define KBC_COMMAND BIT(3)
#define KBC_TO_AUX  0xd4 /* the next byte is for the mouse */

/* A command that the 8042 has not taken yet counts too. */
static uint32_t kbc_state(const struct kbc *kbc, uint16_t port)
{
    uint32_t waits = kbc->status & KBC_IBF && kbc->status & KBC_COMMAND
                         ? kbc->input
                         : kbc->command;
    uint8_t expects;

    if (port == 0x64)
        return 0;
    expects = waits == KBC_TO_AUX ? kbc->mouse.expects : kbc->keyboard.expects;
    return waits | (uint32_t)expects << 8 | (uint32_t)kbc->status << 16 |
           (uint32_t)kbc->source << 24;
}

static uint32_t ata_state(const struct ata *ata, uint16_t port)
{
    bool slave = ata->device & ATA_DEVICE_DEV;
    const struct ata_drive *drive = &ata->drive[slave];
    uint32_t lba = drive->buffer_lba + drive->position / SECTOR_SIZE;

    if ((port & 0x7f) == 0x70 && drive->stage == ATA_DATA_IN &&
        drive->buffer_media)
        return BIT(31) | (slave ? BIT(30) : 0) |
               (drive->packet ? BIT(29) | lba / 4 : lba & FIELD(27, 0));
    return ata->device | (uint32_t)drive->status << 8 |
           (uint32_t)drive->command << 16 | (drive->packet ? BIT(24) : 0);
}

static uint32_t dma_state(const struct dma *dma, uint16_t port)
{
    unsigned reg = dma->shift ? (port & 0x1fu) >> 1 : port & 0xfu;
    const struct dma_channel *c = &dma->channel[reg / 2 % DMA_CHANNELS];

    return (reg & 1 ? c->base_count : c->base_address) | (uint32_t)dma->high
                                                             << 16;
}

static uint32_t fdc_state(const struct fdc *fdc, uint16_t port)
{
    bool deaf = fdc->weak.hung || !(fdc->dor & FDC_NOT_RESET);
    uint32_t index = fdc->phase == FDC_ANSWERS ? fdc->given : fdc->taken;

    if (port == 0x3f2)
        return fdc->dor;
    return fdc->phase | index << 2 | (uint32_t)fdc->direction << 6 |
           (uint32_t)fdc->command[0] << 8 | (uint32_t)deaf << 16;
}

static uint32_t vga_state(const struct vga *vga, uint16_t port)
{
    switch (port) {
    case DISPI_PORT_DATA:
        return vga->dispi.index;
    case 0x3c0:
    case 0x3c1:
        return (vga->attribute_index & AR_INDEX) |
               (uint32_t)vga->attribute_toggle << 8;
    case 0x3c4:
    case 0x3c5:
        return vga->sequencer_index;
    case 0x3c9:
        return (vga->dac_reading ? vga->dac_read_index : vga->dac_write_index) |
               (uint32_t)vga->dac_component << 8;
    case 0x3ce:
    case 0x3cf:
        return vga->graphics_index;
    case 0x3b4:
    case 0x3b5:
    case 0x3d4:
    case 0x3d5:
        return vga->crtc_index;
    default:
        return 0;
    }
}

#define IDE_BASE 0x20 /* BMIBA, see hw/piix_ide.c */
#define PM_BASE  0x40 /* PMBA, see hw/piix_pm.c */

uint32_t port_state(const struct board *b, unsigned device, uint16_t port)
{
    const struct devices *d = &b->s.devices;

    switch (device) {
    case DEV_pic1:
        return pic_state(&d->pic1, port);
    case DEV_pic2:
        return pic_state(&d->pic2, port);
    case DEV_pit:
        return pit_state(&d->pit, port);
    case DEV_kbc:
        return kbc_state(&d->kbc, port);
    case DEV_sysport:
        return d->sysport.control;
    case DEV_port92:
        return d->port92.control;
    case DEV_rtc:
        return d->rtc.index;
    case DEV_ata:
        return ata_state(&d->ata, port);
    case DEV_ata2:
        return ata_state(&d->ata2, port);
    case DEV_com1:
        return d->com1.lcr;
    case DEV_com2:
        return d->com2.lcr;
    case DEV_vga:
        return vga_state(&d->vga, port);
    case DEV_dma1:
        return dma_state(&d->dma1, port);
    case DEV_dma2:
        return dma_state(&d->dma2, port);
    case DEV_fdc:
        return fdc_state(&d->fdc, port);
    case DEV_fw_cfg:
        return d->fw_cfg.item | d->fw_cfg.offset << 16;
    case DEV_pci:
        return d->pci.address;
    case DEV_piix_ide:
        return (uint32_t)d->piix_ide.config[IDE_BASE + 1] << 8 |
               (d->piix_ide.config[IDE_BASE] & 0xf0);
    case DEV_piix_pm:
        return (uint32_t)d->piix_pm.config[PM_BASE + 1] << 8 |
               (d->piix_pm.config[PM_BASE] & 0xc0);
    default:
        return 0;
    }
}

#define MAP_B8000 FIELD(3, 2)

uint32_t memory_state(const struct board *b, unsigned device)
{
    const struct vga *vga = &b->s.devices.vga;
    uint8_t misc = vga->graphics[GR_MISCELLANEOUS];
    struct vga_mode mode;

    if (device != DEV_vga || !vga_crtc_mode(vga, &mode) || mode.graphics)
        return 0;
    if ((misc & GR_MISC_MEMORY_MAP) != MAP_B8000 || !(misc & GR_MISC_CHAIN) ||
        (vga->crtc[CR_MODE_CONTROL] & CR_MODE_BYTE))
        return 0;
    return (vga_crtc_pitch(vga) & 0xff) | (uint32_t)(mode.rows & 0xff) << 8 |
           (uint32_t)(vga_crtc_start(vga) & 0xffff) << 16;
}
