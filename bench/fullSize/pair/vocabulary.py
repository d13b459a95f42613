"""A byte-level BPE vocabulary of GLM-4.6V-Flash's size, with its special tokens at its own ids."""
import collections
import heapq
import json
import lzma
import re

import numpy as np

FIRST_SPECIAL, SIZE = 151329, 151552
CONTROL = ["<|endoftext|>", "[MASK]", "[gMASK]", "[sMASK]", "<sop>", "<eop>", "<|system|>", "<|user|>", "<|assistant|>",
           "<|observation|>", "<|begin_of_image|>", "<|end_of_image|>", "<|begin_of_video|>", "<|end_of_video|>",
           "<|begin_of_audio|>", "<|end_of_audio|>", "<|begin_of_transcription|>", "<|end_of_transcription|>",
           "<|code_prefix|>", "<|code_middle|>", "<|code_suffix|>"]
USER = ["<think>", "</think>", "<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>", "<arg_key>", "</arg_key>",
        "<arg_value>", "</arg_value>", "/nothink"]
CONTROL2 = ["<|begin_of_box|>", "<|end_of_box|>", "<|image|>", "<|video|>"]
SPECIAL = CONTROL + USER + CONTROL2
MERGES = 40_000
TEXTS = ("README.md", "tools/mtmd/README.md", "docs/multimodal.md", "docs/function-calling.md", "tools/server/README.md",
         "models/templates/GLM-4.6.jinja")


def bytes_to_unicode():
    """GPT-2's printable stand-ins for bytes."""
    plain = list(range(ord("!"), ord("~") + 1)) + list(range(ord("¡"), ord("¬") + 1)) + list(range(ord("®"), ord("ÿ") + 1))
    codes = plain[:]
    for byte in range(256):
        if byte not in plain:
            codes.append(256 + len(plain) - 188)
            plain.append(byte)
    return dict(zip(plain, map(chr, codes)))


BYTES = bytes_to_unicode()
PIECES = re.compile(r"'(?:[sdmt]|ll|ve|re)|[^\r\n\w]?[^\W\d_]+|\d{1,3}| ?[^\s\w]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")


def learn(text, count):
    """Byte-pair merges of a text, most frequent first, with the pairs' counts kept up to date."""
    words = collections.Counter(PIECES.findall(text))
    sequences = [[BYTES[b] for b in word.encode("utf-8")] for word in words]
    frequencies = list(words.values())
    pairs, where = collections.Counter(), collections.defaultdict(set)
    for i, sequence in enumerate(sequences):
        for pair in zip(sequence, sequence[1:]):
            pairs[pair] += frequencies[i]
            where[pair].add(i)
    heap = [(-n, pair) for pair, n in pairs.items()]
    heapq.heapify(heap)
    merges, seen = [], set(BYTES.values())
    while heap and len(merges) < count:
        n, pair = heapq.heappop(heap)
        if pairs.get(pair, 0) != -n:
            continue
        if -n < 2:
            break
        joined = pair[0] + pair[1]
        if joined not in seen:
            merges.append(pair)
            seen.add(joined)
        changed = set()
        for i in where.pop(pair, ()):
            old = sequences[i]
            for other in zip(old, old[1:]):
                pairs[other] -= frequencies[i]
                changed.add(other)
            new, k = [], 0
            while k < len(old):
                whole = k + 1 < len(old) and old[k] == pair[0] and old[k + 1] == pair[1]
                new.append(joined if whole else old[k])
                k += 2 if whole else 1
            sequences[i] = new
            for other in zip(new, new[1:]):
                pairs[other] += frequencies[i]
                where[other].add(i)
                changed.add(other)
        for other in changed:
            if pairs[other] > 0:
                heapq.heappush(heap, (-pairs[other], other))
    return merges


def make(llama_cpp):
    """What is learned from llama.cpp's own texts, filled up with pairs of what there is, so that every entry can be written."""
    files = [llama_cpp / name for name in TEXTS]
    text = "\n".join(file.read_text(encoding="utf-8", errors="ignore")[:400_000] for file in files if file.exists())
    merges = learn(text, MERGES)
    entries = list(BYTES.values()) + [x + y for x, y in merges]
    seen = set(entries)
    random = np.random.default_rng(1)
    letters = [entry for entry in entries if entry.isalpha()]
    while len(entries) < FIRST_SPECIAL:
        for i, j in random.integers(0, len(letters), (200_000, 2)):
            x, y = letters[i], letters[j]
            if x + y in seen or len(x + y) > 24:
                continue
            merges.append((x, y))
            entries.append(x + y)
            seen.add(x + y)
            if len(entries) == FIRST_SPECIAL:
                break
    template = (llama_cpp / "models/templates/GLM-4.6.jinja").read_text(encoding="utf-8").rstrip("\n")
    return {"vocab": entries, "merges": [f"{x} {y}" for x, y in merges], "template": template}


def load(llama_cpp, store):
    """@param store: a file to keep it in, JSON packed with xz, so that another machine makes the same pair; None: nowhere."""
    if store and store.exists():
        with lzma.open(store, "rt", encoding="utf-8") as file:
            return json.load(file)
    made = make(llama_cpp)
    if store:
        with lzma.open(store, "wt", encoding="utf-8") as file:
            json.dump(made, file, ensure_ascii=False)
    return made
