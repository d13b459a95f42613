#!/usr/bin/env python3
"""Takes so much of an NVIDIA card's memory that about FREE_GIB are left, until its standard input is closed:

  python3 bench/fullSize/fillCard.py FREE_GIB

For measuring what is loaded where on a smaller card than the one at hand. Python, because it reaches the driver's library
without a compiler.
"""
import ctypes
import sys

PIECE = 8 << 30  # bytes

driver = ctypes.CDLL("libcuda.so.1")


def call(name, *arguments):
    code = getattr(driver, name)(*arguments)
    if code:
        sys.exit(f"{name}: error {code}")


def read_memory():
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    call("cuMemGetInfo_v2", ctypes.byref(free), ctypes.byref(total))
    return free.value, total.value


context, device = ctypes.c_void_p(), ctypes.c_int()
call("cuInit", 0)
call("cuDeviceGet", ctypes.byref(device), 0)
call("cuDevicePrimaryCtxRetain", ctypes.byref(context), device)
call("cuCtxSetCurrent", context)

free, total = read_memory()
to_take = free - int(float(sys.argv[1]) * 2**30)
while to_take > 0:
    piece = min(to_take, PIECE)
    call("cuMemAlloc_v2", ctypes.byref(ctypes.c_uint64()), ctypes.c_size_t(piece))
    to_take -= piece
free, total = read_memory()
print(f"{free / 2**30:.2f} GiB of {total / 2**30:.2f} GiB are left", flush=True)
sys.stdin.read()
