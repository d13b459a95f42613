"""The text model: architecture "glm4", 40 layers, the types of llama.cpp's Q4_K_M."""
import gguf
import numpy as np
from blocks import pack_q4k, pack_q6k
from gguf import GGMLQuantizationType as Q
from vocabulary import BYTES, CONTROL, CONTROL2, FIRST_SPECIAL, SIZE, SPECIAL, USER

WIDTH, HEADS, KV_HEADS, HEAD, INNER = 4096, 32, 2, 128, 13696

# Standard deviations. The layers add little to an embedding (their last norms are small), so that what the output's rows see is
# the embedding of the token before: that keeps the nonsense in the form of an answer.
NOISE, CONSTANT, AFTER = 0.05, 3.0 / 64, 0.003

# How likely a token is after any other, as a logit; ordinary ones are about N(0, 1).
BIAS = {"\n": 0.0, "</arg_value>": 3.4, "</think>": 3.2, "<|observation|>": -2.0, "<|user|>": -2.0, "<tool_call>": -1.0,
        "<think>": -6.0, "<arg_key>": -3.0, "</arg_key>": 3.0, "</tool_call>": -1.0}
# What makes another token likely right after it.
FOLLOWS = [("<|assistant|>", "\n", 8), ("\n", "<think>", 9.0), ("</think>", "<tool_call>", 9), ("</arg_value>", "\n", 9),
           ("</tool_call>", "<|observation|>", 9), ("</arg_key>", "\n", 9)]


def write(path, vocabulary, layers, random, pools):
    entries = vocabulary["vocab"] + SPECIAL
    entries += [f"[PAD{i}]" for i in range(len(entries), SIZE)]
    ids = {entry: i for i, entry in enumerate(entries)}
    assert len(ids) == SIZE and ids["<|endoftext|>"] == 151329 and ids["<|observation|>"] == 151338 and ids["<|image|>"] == 151363
    writer = gguf.GGUFWriter(str(path), "glm4")
    write_header(writer, layers)
    write_vocabulary(writer, vocabulary, entries, ids)
    write_ends(writer, ids, random)
    for i in range(layers):
        write_layer(writer, i, layers, random, pools)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_header(writer, layers):
    writer.add_type(gguf.GGUFType.MODEL)
    writer.add_name("GLM-4.6V-Flash's shape (random weights, measurements only)")
    writer.add_size_label("9B")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q4_K_M)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_block_count(layers)
    writer.add_context_length(131072)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_key_length(HEAD)
    writer.add_value_length(HEAD)
    writer.add_rope_dimension_sections([8, 12, 12, 0])
    writer.add_rope_freq_base(500000.0)
    writer.add_rope_dimension_count(HEAD // 2)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(SIZE)


def write_vocabulary(writer, vocabulary, entries, ids):
    kinds = gguf.TokenType
    types = [kinds.NORMAL] * FIRST_SPECIAL + [kinds.CONTROL] * len(CONTROL) + [kinds.USER_DEFINED] * len(USER)
    types += [kinds.CONTROL] * len(CONTROL2)
    types += [kinds.UNUSED] * (SIZE - len(types))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("glm4")
    writer.add_token_list(entries)
    writer.add_token_types(types)
    writer.add_token_merges(vocabulary["merges"])
    writer.add_eos_token_id(ids["<|endoftext|>"])
    writer.add_eot_token_id(ids["<|user|>"])
    for add in (writer.add_unk_token_id, writer.add_bos_token_id, writer.add_pad_token_id):
        add(ids["<|endoftext|>"])
    writer.add_chat_template(vocabulary["template"])


def write_ends(writer, ids, random):
    """Embeddings and output: what makes a thought, a call and its arguments end. Every embedding has a constant part along
    `along`, which an output row can read as a bias."""
    along = random.choice([-1.0, 1.0], WIDTH).astype(np.float32)
    step = NOISE / 3.0

    def draw(count):
        x = random.standard_normal((count, WIDTH)).astype(np.float32) * NOISE + CONSTANT * along
        return np.clip(np.round(x / step + 7.5), 0, 15).astype(np.uint8)

    special, newline = draw(SIZE - FIRST_SPECIAL), draw(1)
    rows = pack_q4k(draw(2048), step)
    embeddings = np.resize(rows, (SIZE, rows.shape[1]))
    line_feed = ids[BYTES[10]]
    embeddings[FIRST_SPECIAL:] = pack_q4k(special, step)
    embeddings[line_feed] = pack_q4k(newline, step)
    own = {entry: (special[ids[entry] - FIRST_SPECIAL] - 7.5) * step for entry in SPECIAL}
    own["\n"] = (newline[0] - 7.5) * step

    length = float(np.linalg.norm(own["\n"]))
    head_rows = pack_q6k((random.standard_normal((1021, WIDTH)) * (1 / 64)).astype(np.float32))
    head = np.resize(head_rows, (SIZE, head_rows.shape[1]))
    # One row for each special token, and the line feed's.
    target = np.zeros((SIZE - FIRST_SPECIAL + 1, WIDTH), np.float32)
    bias = np.full(len(target), -20.0)
    row = {entry: ids[entry] - FIRST_SPECIAL for entry in SPECIAL} | {"\n": len(target) - 1}
    for entry, value in BIAS.items():
        bias[row[entry]] = value
    per_bias = 64 * (CONSTANT * 64 / length)  # what a unit vector along `along` gives as a logit
    target += (bias / per_bias).astype(np.float32)[:, None] * (along / 64)
    for before, after, logit in FOLLOWS:
        direction = own[before] - CONSTANT * along
        size = float(np.linalg.norm(direction))
        target[row[after]] += logit / (64 * float(direction @ own[before]) / length / size) * direction / size
    packed = pack_q6k(target)
    head[FIRST_SPECIAL:] = packed[:-1]
    head[line_feed] = packed[-1]
    writer.add_tensor("token_embd.weight", embeddings, raw_dtype=Q.Q4_K)
    writer.add_tensor("output.weight", head, raw_dtype=Q.Q6_K)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))


def takes_more_bits(layer, layers):
    """Where llama.cpp's quantizer spends more for Q4_K_M (llama-quant.cpp, use_more_bits)."""
    return layer < layers // 8 or layer >= 7 * layers // 8 or (layer - layers // 8) % 3 == 2


def write_layer(writer, layer, layers, random, pools):
    prefix = f"blk.{layer}."
    more = takes_more_bits(layer, layers)

    def add(name, qtype, rows, columns):
        writer.add_tensor(f"{prefix}{name}.weight", pools.take(qtype, rows, columns, columns ** -0.5), raw_dtype=qtype)

    for name, scale in (("attn_norm", 1.0), ("post_attention_norm", AFTER), ("ffn_norm", 1.0), ("post_ffw_norm", AFTER)):
        writer.add_tensor(f"{prefix}{name}.weight", np.full(WIDTH, scale, np.float32))
    add("attn_q", Q.Q4_K, HEADS * HEAD, WIDTH)
    add("attn_k", Q.Q4_K, KV_HEADS * HEAD, WIDTH)
    add("attn_v", Q.Q6_K if more else Q.Q4_K, KV_HEADS * HEAD, WIDTH)
    for name, rows in (("q", HEADS * HEAD), ("k", KV_HEADS * HEAD), ("v", KV_HEADS * HEAD)):
        writer.add_tensor(f"{prefix}attn_{name}.bias", (random.standard_normal(rows) * 0.02).astype(np.float32))
    add("attn_output", Q.Q4_K, WIDTH, HEADS * HEAD)
    add("ffn_up", Q.Q4_K, 2 * INNER, WIDTH)  # gate and up in one
    # 13696 is no multiple of 256: the quantizer takes Q5_0 for Q4_K and Q8_0 for Q6_K there.
    add("ffn_down", Q.Q8_0 if more else Q.Q5_0, WIDTH, INNER)
