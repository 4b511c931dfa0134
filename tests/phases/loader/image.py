# SPDX-License-Identifier: MIT
"""Disk images to break: a FAT16 image in memory, and ELF files by hand."""
import struct

SECTOR = 512
TABLE = 446
VOLUME = 63
KERNEL_BASE = 0x100000


class Image:
    """A disk image of mkdisk; offsets are in bytes from its start."""

    def __init__(self, name):
        with open(name, "rb") as file:
            self.bytes = bytearray(file.read())
        bpb = VOLUME * SECTOR
        reserved, fats, entries = struct.unpack_from("<HBH", self.bytes,
                                                     bpb + 14)
        fat_sectors = self.word(bpb + 22)
        self.stage2 = bpb + SECTOR
        self.fat = bpb + reserved * SECTOR
        self.root = self.fat + fats * fat_sectors * SECTOR
        self.data = self.root + entries * 32

    def word(self, offset):
        return struct.unpack_from("<H", self.bytes, offset)[0]

    def write(self, offset, data):
        self.bytes[offset:offset + len(data)] = data

    def next(self, cluster):
        return self.word(self.fat + 2 * cluster)

    def link(self, cluster, value):
        self.write(self.fat + 2 * cluster, struct.pack("<H", value))

    def chain(self, cluster):
        clusters = []
        while cluster < 0xfff8:
            clusters.append(cluster)
            cluster = self.next(cluster)
        return clusters

    def cluster(self, number):
        return self.data + (number - 2) * SECTOR

    def entry(self, path):
        """The offset of a directory entry."""
        places = range(self.root, self.data, SECTOR)
        for name in path.strip("/").split("/"):
            base, _, ending = name.partition(".")
            name = (base.ljust(8) + ending.ljust(3)).encode()
            offset = next(entry for place in places
                          for entry in range(place, place + SECTOR, 32)
                          if self.bytes[entry:entry + 11] == name)
            places = [self.cluster(cluster)
                      for cluster in self.chain(self.word(offset + 26))
                      if cluster]
        return offset

    def clusters(self, path):
        return self.chain(self.word(self.entry(path) + 26))

    def scatter(self, path):
        """Put the clusters of a file in reverse order on the disk."""
        clusters = self.clusters(path)
        contents = [bytes(self.bytes[self.cluster(c):self.cluster(c) + SECTOR])
                    for c in clusters]
        clusters.reverse()
        self.write(self.entry(path) + 26, struct.pack("<H", clusters[0]))
        for place, content in zip(clusters, contents):
            self.write(self.cluster(place), content)
        for here, there in zip(clusters, clusters[1:] + [0xffff]):
            self.link(here, there)

    def patch(self, where, sectors, old, new):
        """Replace a sequence of bytes that occurs once in some sectors."""
        end = where + sectors * SECTOR
        assert self.bytes.count(old, where, end) == 1, old.hex()
        self.write(self.bytes.index(old, where, end), new)

    def save(self, name):
        with open(name, "wb") as file:
            file.write(self.bytes)


def probe_with(code, checks=(), flags=3, **fields):
    """The probe with checks filled in and other fields in its header."""
    code = bytearray(code)
    struct.pack_into("<III", code, 0, 0x1badb002, flags,
                     -(0x1badb002 + flags) & 0xffffffff)
    places = {"checksum": 8, "address": 12, "load": 16, "load_end": 20,
              "bss_end": 24, "entry": 28}
    for name, value in fields.items():
        struct.pack_into("<I", code, places[name], value)
    for i, (address, data) in enumerate(checks):
        struct.pack_into("<III", code, 32 + 12 * i, address, len(data),
                         sum(data))
    return bytes(code)


def segment(data, paddr, memsz=None, vaddr=None, gap=0):
    """What elf() needs for one program header."""
    return {"data": data, "paddr": paddr, "gap": gap,
            "vaddr": paddr if vaddr is None else vaddr,
            "memsz": len(data) if memsz is None else memsz}


def elf(segments, entry, machine=3, kind=2, ident=b"\x7fELF\1\1\1"):
    """An ELF executable with these segments, in this order."""
    headers = b""
    body = b""
    start = 52 + 32 * len(segments)
    for part in segments:
        body += bytes(part["gap"])
        headers += struct.pack("<8I", 1, start + len(body), part["vaddr"],
                               part["paddr"], len(part["data"]),
                               part["memsz"], 7, 1)
        body += part["data"]
    return (ident.ljust(16, b"\0")
            + struct.pack("<HHIIIIIHHHHHH", kind, machine, 1, entry, 52, 0, 0,
                          52, 32, len(segments), 0, 0, 0)
            + headers + body)


def kernel(code, entry=KERNEL_BASE + 132, **options):
    """The probe as the simplest ELF kernel."""
    return elf([segment(code, KERNEL_BASE)], entry, **options)
