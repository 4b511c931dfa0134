/* SPDX-License-Identifier: MIT
 *
 * hw/kbc.c - 8042 keyboard controller: a one-chip computer between keyboard,
 * mouse and the PC, with spare pins that the AT uses for A20 and RESET.
 *
 *   port  access  meaning
 *   60h   read    output buffer: a key, a move of the mouse, an answer
 *         write   input buffer: argument of a command, else to the keyboard
 *   64h   read    status (below)
 *         write   input buffer: a command (enum kbc_command)
 *
 * Before protected mode can use more than every other megabyte, a loader has
 * to open A20 here (or at port 92h). A write takes the 8042 some time; the
 * guest has to wait until IBF is clear, and for answers until OBF is set.
 *
 * Both devices share the one output buffer. While it is full, the 8042 holds
 * both clock lines low; who was first to have a byte sends first, and a bit of
 * the status and the interrupt line (1 or 12) say whose it is.
 *
 * Source: IBM PC AT Technical Reference, "Keyboard Controller"; IBM PS/2
 * Hardware Interface Technical Reference, "Keyboard/Auxiliary Device
 * Controller".
 * Not modelled: the password, pulses on pins other than RESET, a byte lost
 * because the guest did not wait for IBF (the 8042 is quick enough).
 */
#include "hw/kbc.h"
#include "hw/fault.h"
#include "hw/scancode.h"

/* Status, port 64h:  7       6        5    4       3    2    1    0
 *                    PARITY  TIMEOUT  AUX  UNLOCK  CMD  SYS  IBF  OBF  */
#define KBC_STATUS_TIMEOUT BIT(6) /* the device did not answer */
#define KBC_STATUS_AUX     BIT(5) /* the output buffer is the mouse's */
#define KBC_STATUS_UNLOCK  BIT(4) /* 1: the key switch is open */
#define KBC_STATUS_CMD     BIT(3) /* last write: 1: port 64h  0: port 60h */
#define KBC_STATUS_SYS     BIT(2) /* from the command byte */
#define KBC_STATUS_IBF     BIT(1) /* input buffer full: do not write */
#define KBC_STATUS_OBF     BIT(0) /* output buffer full: read */

/* Command byte:  7  6      5        4        3     2    1      0
 *                0  XLATE  AUX_OFF  KBD_OFF  OPEN  SYS  INT12  INT1   */
#define KBC_CCB         0      /* its cell in the RAM */
#define KBC_CCB_XLATE   BIT(6) /* translate to scan code set 1 */
#define KBC_CCB_AUX_OFF BIT(5) /* the mouse's clock is held low */
#define KBC_CCB_KBD_OFF BIT(4) /* the keyboard's clock is held low */
#define KBC_CCB_OPEN    BIT(3) /* ignore the key switch */
#define KBC_CCB_SYS     BIT(2)
#define KBC_CCB_INT12   BIT(1)
#define KBC_CCB_INT1    BIT(0)

#define KBC_IN_UNLOCK   BIT(7)
#define KBC_IN_JUMPER   BIT(5) /* 1: no manufacturing jumper */
#define KBC_IN_AUX_DATA BIT(1) /* data lines, high when nobody sends */
#define KBC_IN_KBD_DATA BIT(0)
#define KBC_OUT_IRQ12   BIT(5)
#define KBC_OUT_IRQ1    BIT(4)
#define KBC_OUT_A20     BIT(1)
#define KBC_OUT_RESET   BIT(0) /* 0: RESET is pulled */
#define KBC_OUT_AT_ON   0xcf   /* pins of an 8042 are high after RESET */
#define KBC_TEST_KBD    BIT(0) /* clock lines */
#define KBC_TEST_AUX    BIT(1)

#define KBC_STATUS_PORT 0x64
#define KBC_TAKE_NS     UINT64_C(10000)   /* until a write is looked at */
#define KBC_ANSWER_NS   UINT64_C(10000)   /* until an answer is there */
#define KBC_TEST_NS     UINT64_C(1000000) /* self-test */
#define KBC_CABLE_NS    UINT64_C(880000)  /* 11 bits of 80 us */
#define KBC_TIMEOUT_NS  UINT64_C(25000000)

#define KBC_TEST_PASSED 0x55
#define KBC_TEST_FAILED 0xfc /* any other byte: this one is usual */
#define KBC_LINES_GOOD  0x00
#define KBC_CLOCK_LOW   0x01
#define KBC_NO_DEVICE   0xfe

enum kbc_command {
    KBC_READ_RAM = 0x20,  /* ..3Fh; 20h: the command byte */
    KBC_WRITE_RAM = 0x60, /* ..7Fh; 60h: the command byte */
    KBC_AUX_OFF = 0xa7,
    KBC_AUX_ON = 0xa8,
    KBC_AUX_TEST = 0xa9,
    KBC_SELF_TEST = 0xaa,
    KBC_KBD_TEST = 0xab,
    KBC_KBD_OFF = 0xad,
    KBC_KBD_ON = 0xae,
    KBC_READ_IN = 0xc0,
    KBC_READ_OUT = 0xd0,
    KBC_WRITE_OUT = 0xd1,
    KBC_WRITE_KBD = 0xd2, /* as if the keyboard had sent it */
    KBC_WRITE_AUX = 0xd3, /* as if the mouse had sent it */
    KBC_TO_AUX = 0xd4,
    KBC_A20_OFF = 0xdd,
    KBC_A20_ON = 0xdf,
    KBC_TEST_LINES = 0xe0,
    KBC_PULSE = 0xf0, /* ..FFh: pins whose bit 3:0 is 0 */
};

static void kbc_interrupt(struct board *b, const struct kbc *kbc)
{
    bool full = kbc->status & KBC_STATUS_OBF;
    bool aux = kbc->status & KBC_STATUS_AUX;

    board_irq(b, 1, full && !aux && kbc->ram[KBC_CCB] & KBC_CCB_INT1);
    board_irq(b, 12, full && aux && kbc->ram[KBC_CCB] & KBC_CCB_INT12);
}

/* When a byte that is ready at `when` is over the cable. */
static uint64_t kbc_cable(const struct kbc *kbc, uint64_t when, uint8_t off)
{
    if (when == BOARD_NEVER || kbc->ram[KBC_CCB] & off)
        return BOARD_NEVER;
    return (when > kbc->cable_ns ? when : kbc->cable_ns) + KBC_CABLE_NS;
}

static uint64_t kbc_key_due(const struct kbc *kbc)
{
    return kbc_cable(kbc, keyboard_when(&kbc->keyboard), KBC_CCB_KBD_OFF);
}

static uint64_t kbc_mouse_due(const struct kbc *kbc)
{
    if (kbc->aux_stuck)
        return BOARD_NEVER;
    return kbc_cable(kbc, ps2_mouse_when(&kbc->mouse), KBC_CCB_AUX_OFF);
}

static uint64_t kbc_device_due(const struct kbc *kbc)
{
    uint64_t key = kbc_key_due(kbc), mouse = kbc_mouse_due(kbc);

    return key < mouse ? key : mouse;
}

static void kbc_schedule(struct board *b, const struct kbc *kbc)
{
    uint64_t next = BOARD_NEVER;

    if (!(kbc->status & KBC_STATUS_OBF))
        next = kbc->reply_status ? kbc->reply_ns : kbc_device_due(kbc);
    if (kbc->status & KBC_STATUS_IBF && kbc->input_ns < next)
        next = kbc->input_ns;
    if (kbc->hung)
        next = BOARD_NEVER;
    board_deadline(b, DEV_kbc, next);
}

/* Output buffer */

static void kbc_deliver(struct board *b, struct kbc *kbc, uint8_t byte,
                        uint8_t status, uint8_t source)
{
    kbc->output = byte;
    kbc->source = source;
    kbc->status &= (uint8_t) ~(KBC_STATUS_AUX | KBC_STATUS_TIMEOUT);
    kbc->status |= status | KBC_STATUS_OBF;
    kbc_interrupt(b, kbc);
}

static void kbc_answer(struct board *b, struct kbc *kbc, uint8_t byte,
                       uint64_t ns)
{
    kbc->reply = byte;
    kbc->reply_status = KBC_STATUS_OBF;
    kbc->reply_ns = board_now(b) + ns;
}

/* With the key switch locked, keys end here; answers do not. */
static void kbc_from_keyboard(struct board *b, struct kbc *kbc)
{
    bool answer = kbc->keyboard.replies || kbc->keyboard.bat_ns;
    bool open =
        kbc->status & KBC_STATUS_UNLOCK || kbc->ram[KBC_CCB] & KBC_CCB_OPEN;
    uint8_t byte = keyboard_send(b, &kbc->keyboard);

    kbc->cable_ns = board_now(b);
    if (kbc->ram[KBC_CCB] & KBC_CCB_XLATE &&
        !scancode_translate(byte, &kbc->release, &byte))
        return;
    if (open || answer)
        kbc_deliver(b, kbc, byte, 0,
                    answer ? KBC_FROM_KEYBOARD : KBC_FROM_KEYS);
}

static void kbc_from_mouse(struct board *b, struct kbc *kbc)
{
    uint8_t byte = ps2_mouse_send(b, &kbc->mouse);
    unsigned source = KBC_FROM_MOUSE;

    if (kbc->mouse.packet)
        source = KBC_FROM_PACKET - 1u + kbc->mouse.sent;
    kbc->cable_ns = board_now(b);
    kbc_deliver(b, kbc, byte, KBC_STATUS_AUX, (uint8_t)source);
}

/* Who began first is first; the keyboard, if both did at once. */
static void kbc_from_device(struct board *b, struct kbc *kbc)
{
    if (kbc_key_due(kbc) <= kbc_mouse_due(kbc))
        kbc_from_keyboard(b, kbc);
    else
        kbc_from_mouse(b, kbc);
}

/* Input buffer */

static void kbc_set_output_port(struct board *b, struct kbc *kbc, uint8_t value)
{
    kbc->output_port = value & (uint8_t) ~(KBC_OUT_IRQ12 | KBC_OUT_IRQ1);
    board_line(b, LINE_A20_KBC, value & KBC_OUT_A20);
    if (!(value & KBC_OUT_RESET))
        board_reset(b, RESET_CPU);
}

static uint8_t kbc_get_output_port(const struct kbc *kbc)
{
    uint8_t value = kbc->output_port;

    if (kbc->status & KBC_STATUS_OBF)
        value |= kbc->status & KBC_STATUS_AUX ? KBC_OUT_IRQ12 : KBC_OUT_IRQ1;
    return value;
}

static void kbc_set_command_byte(struct board *b, struct kbc *kbc,
                                 uint8_t value)
{
    if (kbc->ram[KBC_CCB] & ~value & (KBC_CCB_KBD_OFF | KBC_CCB_AUX_OFF))
        kbc->cable_ns = board_now(b);
    kbc->ram[KBC_CCB] = value;
    kbc->status &= (uint8_t)~KBC_STATUS_SYS;
    if (value & KBC_CCB_SYS)
        kbc->status |= KBC_STATUS_SYS;
    kbc_interrupt(b, kbc);
}

/* A byte for the keyboard opens its clock line again. */
static void kbc_to_keyboard(struct board *b, struct kbc *kbc, uint8_t byte)
{
    kbc_set_command_byte(b, kbc, kbc->ram[KBC_CCB] & (uint8_t)~KBC_CCB_KBD_OFF);
    if (kbc->keyboard.unplugged) {
        kbc_answer(b, kbc, KBC_NO_DEVICE, KBC_TIMEOUT_NS);
        kbc->reply_status |= KBC_STATUS_TIMEOUT;
        return;
    }
    keyboard_command(&kbc->keyboard, byte, board_now(b) + KBC_CABLE_NS);
}

static void kbc_to_mouse(struct board *b, struct kbc *kbc, uint8_t byte)
{
    kbc_set_command_byte(b, kbc, kbc->ram[KBC_CCB] & (uint8_t)~KBC_CCB_AUX_OFF);
    if (kbc->mouse.unplugged || kbc->aux_stuck) {
        kbc_answer(b, kbc, KBC_NO_DEVICE, KBC_TIMEOUT_NS);
        kbc->reply_status |= KBC_STATUS_AUX | KBC_STATUS_TIMEOUT;
        return;
    }
    ps2_mouse_command(&kbc->mouse, byte, board_now(b) + KBC_CABLE_NS);
}

static void kbc_data(struct board *b, struct kbc *kbc, uint8_t value)
{
    uint8_t command = kbc->command;

    kbc->command = 0;
    switch (command) {
    case 0:
        kbc_to_keyboard(b, kbc, value);
        break;
    case KBC_WRITE_RAM:
        kbc_set_command_byte(b, kbc, value);
        break;
    case KBC_WRITE_OUT:
        kbc_set_output_port(b, kbc, value);
        break;
    case KBC_WRITE_KBD:
        kbc_answer(b, kbc, value, KBC_ANSWER_NS);
        break;
    case KBC_WRITE_AUX:
        kbc_answer(b, kbc, value, KBC_ANSWER_NS);
        kbc->reply_status |= KBC_STATUS_AUX;
        break;
    case KBC_TO_AUX:
        kbc_to_mouse(b, kbc, value);
        break;
    default:
        kbc->ram[command & (ARRAY_LEN(kbc->ram) - 1)] = value;
        break;
    }
}

static uint8_t kbc_test_lines(const struct kbc *kbc)
{
    uint8_t ccb = kbc->ram[KBC_CCB], high = 0;

    if (!(ccb & KBC_CCB_KBD_OFF))
        high |= KBC_TEST_KBD;
    if (!(ccb & KBC_CCB_AUX_OFF) && !kbc->aux_stuck)
        high |= KBC_TEST_AUX;
    return high;
}

/* Commands that read something. */
static void kbc_ask(struct board *b, struct kbc *kbc, uint8_t command)
{
    switch (command) {
    case KBC_SELF_TEST:
        kbc_answer(b, kbc,
                   board_fails(b, kbc->weak_test) ? KBC_TEST_FAILED
                                                  : KBC_TEST_PASSED,
                   KBC_TEST_NS);
        break;
    case KBC_KBD_TEST:
        kbc_answer(b, kbc, KBC_LINES_GOOD, KBC_ANSWER_NS);
        break;
    case KBC_AUX_TEST:
        kbc_answer(b, kbc, kbc->aux_stuck ? KBC_CLOCK_LOW : KBC_LINES_GOOD,
                   KBC_ANSWER_NS);
        break;
    case KBC_READ_IN:
        kbc_answer(b, kbc, kbc->input_port, KBC_ANSWER_NS);
        break;
    case KBC_READ_OUT:
        kbc_answer(b, kbc, kbc_get_output_port(kbc), KBC_ANSWER_NS);
        break;
    case KBC_TEST_LINES:
        kbc_answer(b, kbc, kbc_test_lines(kbc), KBC_ANSWER_NS);
        break;
    default:
        break;
    }
}

static void kbc_set(struct board *b, struct kbc *kbc, uint8_t command)
{
    uint8_t ccb = kbc->ram[KBC_CCB], out = kbc->output_port;

    switch (command) {
    case KBC_AUX_OFF:
        kbc_set_command_byte(b, kbc, ccb | KBC_CCB_AUX_OFF);
        break;
    case KBC_AUX_ON:
        kbc_set_command_byte(b, kbc, ccb & (uint8_t)~KBC_CCB_AUX_OFF);
        break;
    case KBC_KBD_OFF:
        kbc_set_command_byte(b, kbc, ccb | KBC_CCB_KBD_OFF);
        break;
    case KBC_KBD_ON:
        kbc_set_command_byte(b, kbc, ccb & (uint8_t)~KBC_CCB_KBD_OFF);
        break;
    case KBC_A20_OFF:
        kbc_set_output_port(b, kbc, out & (uint8_t)~KBC_OUT_A20);
        break;
    case KBC_A20_ON:
        kbc_set_output_port(b, kbc, out | KBC_OUT_A20);
        break;
    default:
        kbc_ask(b, kbc, command);
        break;
    }
}

static void kbc_obey(struct board *b, struct kbc *kbc, uint8_t command)
{
    unsigned cell = command & (ARRAY_LEN(kbc->ram) - 1);
    bool takes_byte = command >= KBC_WRITE_OUT && command <= KBC_TO_AUX;

    kbc->command = 0;
    kbc->asked = command;
    if ((command & 0xe0) == KBC_READ_RAM)
        kbc_answer(b, kbc, kbc->ram[cell], KBC_ANSWER_NS);
    else if ((command & 0xe0) == KBC_WRITE_RAM || takes_byte)
        kbc->command = command;
    else if (command < KBC_PULSE)
        kbc_set(b, kbc, command);
    else if (!(command & KBC_OUT_RESET))
        board_reset(b, RESET_CPU);
}

static void kbc_take(struct board *b, struct kbc *kbc)
{
    kbc->status &= (uint8_t)~KBC_STATUS_IBF;
    if (kbc->status & KBC_STATUS_CMD)
        kbc_obey(b, kbc, kbc->input);
    else
        kbc_data(b, kbc, kbc->input);
}

/* The chip */

static void kbc_out(struct board *b, void *dev, uint16_t port, unsigned bytes,
                    uint32_t value)
{
    struct kbc *kbc = dev;

    (void)bytes;
    if (kbc->status & KBC_STATUS_IBF && !kbc->hung)
        kbc_take(b, kbc);
    kbc->input = (uint8_t)value;
    kbc->input_ns = board_now(b) + KBC_TAKE_NS;
    kbc->status &= (uint8_t)~KBC_STATUS_CMD;
    kbc->status |= KBC_STATUS_IBF;
    if (port == KBC_STATUS_PORT)
        kbc->status |= KBC_STATUS_CMD;
    kbc_schedule(b, kbc);
}

/* An empty output buffer lets keyboard and mouse send again. */
static uint32_t kbc_in(struct board *b, void *dev, uint16_t port,
                       unsigned bytes)
{
    struct kbc *kbc = dev;

    (void)bytes;
    if (port == KBC_STATUS_PORT)
        return kbc->status;
    if (kbc->status & KBC_STATUS_OBF) {
        kbc->status &= (uint8_t)~KBC_STATUS_OBF;
        kbc->cable_ns = board_now(b);
        kbc_interrupt(b, kbc);
        kbc_schedule(b, kbc);
    }
    return kbc->output;
}

static void kbc_expire(struct board *b, void *dev)
{
    struct kbc *kbc = dev;
    uint64_t now = board_now(b);

    if (kbc->status & KBC_STATUS_IBF && now >= kbc->input_ns)
        kbc_take(b, kbc);
    if (!(kbc->status & KBC_STATUS_OBF)) {
        if (kbc->reply_status && now >= kbc->reply_ns) {
            kbc_deliver(b, kbc, kbc->reply, kbc->reply_status, kbc->asked);
            kbc->reply_status = 0;
        } else if (!kbc->reply_status && now >= kbc_device_due(kbc)) {
            kbc_from_device(b, kbc);
        }
    }
    kbc_schedule(b, kbc);
}

/* RESET of the 8042: all pins high, which opens A20; keyboard and mouse are
 * off until the BIOS has set the command byte. */
static void kbc_reset(struct board *b, void *dev)
{
    struct kbc *kbc = dev;

    kbc->command = 0;
    kbc->reply_status = 0;
    kbc->release = 0;
    kbc->status = kbc->input_port & KBC_IN_UNLOCK ? KBC_STATUS_UNLOCK : 0;
    kbc_set_command_byte(b, kbc, KBC_CCB_KBD_OFF | KBC_CCB_AUX_OFF);
    kbc_set_output_port(b, kbc, KBC_OUT_AT_ON);
    kbc_schedule(b, kbc);
}

static void kbc_power_on(struct board *b, void *dev, unsigned unit)
{
    struct kbc *kbc = dev;

    (void)unit;
    keyboard_power_on(&kbc->keyboard, board_now(b));
    ps2_mouse_power_on(&kbc->mouse, board_now(b));
    kbc->input_port =
        KBC_IN_UNLOCK | KBC_IN_JUMPER | KBC_IN_AUX_DATA | KBC_IN_KBD_DATA;
}

bool kbc_key(struct board *b, struct kbc *kbc, const uint8_t *set2, unsigned n)
{
    uint32_t codes = 0;

    if (!keyboard_press(&kbc->keyboard, set2, n, board_now(b)))
        return false;
    for (unsigned i = 0; i < n && i < sizeof codes; i++)
        codes = codes << 8 | set2[i];
    board_event(b, EV_KEY, codes, 0, 0, 0);
    kbc_schedule(b, kbc);
    return true;
}

bool kbc_move(struct board *b, struct kbc *kbc, const struct ps2_move *move)
{
    if (!ps2_mouse_move(&kbc->mouse, move, board_now(b)))
        return false;
    board_event(b, EV_MOUSE, (uint32_t)move->dx, (uint32_t)move->dy,
                move->buttons, (uint32_t)move->wheel);
    kbc_schedule(b, kbc);
    return true;
}

/* Faults: hw/faults.def. */

static struct kbc *kbc_of(struct board *b)
{
    return board_device(b, DEV_kbc);
}

const char *device_fault_KBC_TEST(struct board *b,
                                  const struct fault_call *call)
{
    kbc_of(b)->weak_test = fault_mark(call);
    return NULL;
}

const char *device_fault_KBC_HUNG(struct board *b,
                                  const struct fault_call *call)
{
    kbc_of(b)->hung = call->on;
    kbc_schedule(b, kbc_of(b));
    return NULL;
}

const char *device_fault_KEYBOARD_TEST(struct board *b,
                                       const struct fault_call *call)
{
    kbc_of(b)->keyboard.weak_bat = fault_mark(call);
    return NULL;
}

/* One that is plugged in gets power, and tests itself. */
const char *device_fault_KEYBOARD_UNPLUGGED(struct board *b,
                                            const struct fault_call *call)
{
    struct kbc *kbc = kbc_of(b);

    kbc->keyboard.unplugged = call->on;
    if (!call->on)
        keyboard_power_on(&kbc->keyboard, board_now(b));
    kbc_schedule(b, kbc);
    return NULL;
}

const char *device_fault_MOUSE_TEST(struct board *b,
                                    const struct fault_call *call)
{
    kbc_of(b)->mouse.weak_bat = fault_mark(call);
    return NULL;
}

const char *device_fault_MOUSE_UNPLUGGED(struct board *b,
                                         const struct fault_call *call)
{
    struct kbc *kbc = kbc_of(b);

    kbc->mouse.unplugged = call->on;
    if (!call->on)
        ps2_mouse_power_on(&kbc->mouse, board_now(b));
    kbc_schedule(b, kbc);
    return NULL;
}

const char *device_fault_MOUSE_LINE(struct board *b,
                                    const struct fault_call *call)
{
    kbc_of(b)->aux_stuck = call->on;
    kbc_schedule(b, kbc_of(b));
    return NULL;
}

const struct device_ops kbc_ops = {
    .part = "Intel 8042 keyboard controller, AT keyboard, PS/2 mouse",
    .power_on = kbc_power_on,
    .reset = kbc_reset,
    .in = kbc_in,
    .out = kbc_out,
    .expire = kbc_expire,
};
