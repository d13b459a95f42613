"""Quantised weights in ggml's block formats (ggml-common.h), packed or drawn at random."""
import collections

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Q

NOISE_BYTES = 8 << 20  # of random blocks, which are repeated: drawing seven gigabytes would take minutes


def to_f16(values):
    return np.asarray(values, np.float16).reshape(-1, 1).view(np.uint8)


def pack_q4k(q, step):
    """q: 0..15, shape (rows, columns): value = step × (q − 7.5)."""
    rows = q.shape[0]
    q = q.reshape(-1, 4, 2, 32)
    n = q.shape[0]
    block = np.empty((n, 144), np.uint8)
    block[:, 0:2] = to_f16(np.full(n, step / 32))
    block[:, 2:4] = to_f16(np.full(n, 7.5 * step / 32))
    block[:, 4:12] = 160  # all 8 scales and minima are 32
    block[:, 12:16] = 0
    block[:, 16:] = (q[:, :, 0] | (q[:, :, 1] << 4)).reshape(n, 128)
    return block.reshape(rows, -1)


def pack_q6k(x):
    """Quantises rows of floats, one scale a row."""
    rows, columns = x.shape
    step = np.maximum(np.abs(x).max(axis=1), 1e-9) / 31
    q = (np.clip(np.round(x / step[:, None]), -32, 31) + 32).astype(np.uint8).reshape(-1, 2, 4, 32)
    n = q.shape[0]
    block = np.empty((n, 210), np.uint8)
    low, high = q & 15, q >> 4
    block[:, 0:128] = np.stack([low[:, :, 0] | (low[:, :, 2] << 4), low[:, :, 1] | (low[:, :, 3] << 4)], axis=2).reshape(n, 128)
    block[:, 128:192] = (high[:, :, 0] | (high[:, :, 1] << 2) | (high[:, :, 2] << 4) | (high[:, :, 3] << 6)).reshape(n, 64)
    block[:, 192:208] = 64
    block[:, 208:210] = to_f16(np.repeat(step / 64, columns // 256))
    return block.reshape(rows, -1)


def random_rows(random, qtype, rows, columns, deviation):
    """Random valid blocks with about this standard deviation and mean 0."""
    elements, size = gguf.GGML_QUANT_SIZES[qtype]
    n = rows * columns // elements
    base = min(n, max(1, NOISE_BYTES // size))
    block = random.integers(0, 256, (base, size), dtype=np.uint8)
    sign = random.choice([-1.0, 1.0], base)
    if qtype == Q.Q4_K:
        step = deviation / 4.61
        block[:, 0:2] = to_f16(np.full(base, step / 32))
        block[:, 2:4] = to_f16(np.full(base, 7.5 * step / 32))
        block[:, 4:12] = 160
        block[:, 12:16] = 0
    elif qtype == Q.Q6_K:
        block[:, 192:208] = np.where(random.integers(0, 2, (base, 16)), 64, 192).astype(np.uint8)  # ±64: the mean is 0
        block[:, 208:210] = to_f16(np.full(base, deviation / 18.5 / 64))
    elif qtype == Q.Q5_0:
        block[:, 0:2] = to_f16(sign * deviation / 9.23)
    elif qtype == Q.Q8_0:
        block[:, 0:2] = to_f16(sign * deviation / 73.9)
    else:
        raise ValueError(qtype)
    return np.resize(block, (n, size)).reshape(rows, -1)


class Pools:
    """Tensors of one shape and type are windows of one array, shifted by rows: no two layers are the same."""

    SHIFT, WINDOWS = 7, 48

    def __init__(self, random):
        self.random = random
        self.pools = {}
        self.used = collections.Counter()

    def take(self, qtype, rows, columns, deviation):
        key = (qtype, rows, columns)
        if key not in self.pools:
            self.pools[key] = random_rows(self.random, qtype, rows + self.SHIFT * self.WINDOWS, columns, deviation)
        start = self.SHIFT * (self.used[key] % self.WINDOWS)
        self.used[key] += 1
        return self.pools[key][start:start + rows]
