#!/usr/bin/env python3
"""Makes a pair of GLM-4.6V-Flash's exact shape with random weights: it computes what the real one computes, needs the memory that
the real one needs, and writes nonsense in the form of thoughts and tool calls. For measuring where the real weights are not.

  python3 bench/fullSize/makePair.py --out DIR [--llama-cpp native/.llama] [--vocabulary FILE]

Writes full-text-q4_k_m.gguf (6.2 GB) and full-mmproj-q8_0.gguf (1.0 GB) in about a minute, with 3 GB of memory. --llama-cpp: the
checkout that `npm run build:native` makes. --vocabulary: keeps the vocabulary, which is learned from llama.cpp's own texts, for a
machine that has only gguf-py. Python, because gguf-py (MIT, in llama.cpp's checkout) is the one writer of GGUF's format that
follows llama.cpp; it needs numpy. Nothing of a real model is in the files: the numbers are drawn here, the chat template is
llama.cpp's models/templates/GLM-4.6.jinja.
"""
import argparse
import sys
import time
from pathlib import Path

here = Path(__file__).resolve().parent
parser = argparse.ArgumentParser()
parser.add_argument("--out", required=True, type=Path)
parser.add_argument("--llama-cpp", default=here.parents[1] / "native/.llama", type=Path)
parser.add_argument("--vocabulary", type=Path)
parser.add_argument("--layers", default=40, type=int, help="of the text model; fewer for a quick try")
parser.add_argument("--vision-layers", default=24, type=int)
parser.add_argument("--seed", default=46, type=int)
options = parser.parse_args()
sys.path[:0] = [str(options.llama_cpp / "gguf-py"), str(here / "pair")]

import numpy as np  # noqa: E402
import text  # noqa: E402
import vision  # noqa: E402
import vocabulary  # noqa: E402
from blocks import Pools  # noqa: E402

started = time.time()
options.out.mkdir(parents=True, exist_ok=True)
random = np.random.default_rng(options.seed)
pools = Pools(random)


def tell(path):
    print(f"{path}: {path.stat().st_size} bytes after {time.time() - started:.0f} s", flush=True)


words = vocabulary.load(options.llama_cpp, options.vocabulary)
text_path = options.out / "full-text-q4_k_m.gguf"
text.write(text_path, words, options.layers, random, pools)
tell(text_path)
vision_path = options.out / "full-mmproj-q8_0.gguf"
vision.write(vision_path, options.vision_layers, random, pools)
tell(vision_path)
