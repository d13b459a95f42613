"""The vision encoder: projector "glm4v", 24 layers, Q8_0 as llama.cpp's converter writes it."""
import gguf
import numpy as np
from gguf import GGMLQuantizationType as Q

WIDTH, HEADS, PATCH, IMAGE, INNER = 1536, 12, 14, 336, 4096
TEXT_WIDTH, MERGER_INNER = 4096, 13696


def write(path, layers, random, pools):
    writer = gguf.GGUFWriter(str(path), "clip")
    write_header(writer, layers)

    def normal(*shape, deviation):
        return (random.standard_normal(shape) * deviation).astype(np.float32)

    def add(name, rows, columns):
        writer.add_tensor(f"{name}.weight", pools.take(Q.Q8_0, rows, columns, columns ** -0.5), raw_dtype=Q.Q8_0)

    def add_ones(name, size):
        writer.add_tensor(f"{name}.weight", np.ones(size, np.float32))

    for name in ("", ".1"):
        writer.add_tensor(f"v.patch_embd.weight{name}", normal(WIDTH, 3, PATCH, PATCH, deviation=0.03))
    writer.add_tensor("v.patch_embd.bias", normal(WIDTH, deviation=0.02))
    add_ones("v.norm_embd", WIDTH)
    writer.add_tensor("v.position_embd.weight", normal((IMAGE // PATCH) ** 2, WIDTH, deviation=0.05))
    for i in range(layers):
        for name in ("ln1", "ln2"):
            add_ones(f"v.blk.{i}.{name}", WIDTH)
        add(f"v.blk.{i}.attn_qkv", 3 * WIDTH, WIDTH)
        add(f"v.blk.{i}.attn_out", WIDTH, WIDTH)
        add(f"v.blk.{i}.ffn_gate", INNER, WIDTH)
        add(f"v.blk.{i}.ffn_up", INNER, WIDTH)
        add(f"v.blk.{i}.ffn_down", WIDTH, INNER)
    add_ones("v.post_ln", WIDTH)
    merger = normal(TEXT_WIDTH, WIDTH, 2, 2, deviation=0.0128).astype(np.float16)
    writer.add_tensor("mm.patch_merger.weight", merger)
    writer.add_tensor("mm.patch_merger.bias", normal(TEXT_WIDTH, deviation=0.02))
    add("mm.model.fc", TEXT_WIDTH, TEXT_WIDTH)
    add_ones("mm.post_norm", TEXT_WIDTH)
    writer.add_tensor("mm.post_norm.bias", np.zeros(TEXT_WIDTH, np.float32))
    add("mm.gate", MERGER_INNER, TEXT_WIDTH)
    add("mm.up", MERGER_INNER, TEXT_WIDTH)
    add("mm.down", TEXT_WIDTH, MERGER_INNER)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_header(writer, layers):
    writer.add_type(gguf.GGUFType.MMPROJ)
    writer.add_name("GLM-4.6V-Flash's vision shape (random weights, measurements only)")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_clip_has_vision_encoder(True)
    writer.add_vision_projection_dim(TEXT_WIDTH)
    writer.add_vision_image_size(IMAGE)
    writer.add_vision_patch_size(PATCH)
    writer.add_vision_embedding_length(WIDTH)
    writer.add_vision_feed_forward_length(MERGER_INNER)
    writer.add_vision_block_count(layers)
    writer.add_vision_head_count(HEADS)
    writer.add_vision_image_mean([0.48145466, 0.4578275, 0.40821073])
    writer.add_vision_image_std([0.26862954, 0.26130258, 0.27577711])
    writer.add_clip_projector_type(gguf.VisionProjectorType.GLM4V)
    writer.add_vision_use_silu(True)
    writer.add_vision_attention_layernorm_eps(1e-5)
    writer.add_vision_spatial_merge_size(2)
