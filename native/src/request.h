// What goes into the engine and comes out of it, free of N-API and of llama.cpp's types.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace mockloop {

using Bytes = std::vector<uint8_t>;

struct LoadOptions {
    std::string model, mmproj, chat_template; // paths; mmproj may be empty (text only); template "" = the model's own
    int context_size = 8192, batch_size = 512, threads = 0; // threads 0: physical cores, of more than two less one
    int gpu_layers = -1;                                    // -1: all
    bool mmproj_gpu = true;
    std::string kv_type = "f16"; // f16 | q8_0 | f32
    // Off, together with f32: an answer after reuse is bit for bit the one of a cold start. On, the shapes of the batches show
    // in the last bits, as in every llama.cpp front end.
    bool flash_attention = true;
    int image_min_tokens = -1, image_max_tokens = -1;
    int embedding_cache_mb = 256;
};

struct GenerateRequest {
    std::string messages; // OpenAI messages as JSON; a picture is a part {"type":"media_marker"}
    std::string tools;    // OpenAI tools as JSON, or ""
    std::string tool_choice = "auto";
    std::vector<Bytes> images; // one file per media_marker, in order
    bool enable_thinking = true, parallel_tool_calls = false;
    int max_tokens = 32, top_k = 40, reasoning_budget = -1; // reasoning_budget -1: no limit
    float temperature = 0.8f, top_p = 0.95f, min_p = 0.05f, repeat_penalty = 1.0f;
    uint32_t seed = 0xFFFFFFFF; // all ones: random
};

struct Stats {
    int prompt_tokens = 0, reused_tokens = 0, decoded_tokens = 0, sampled_tokens = 0;
    int images_in_prompt = 0, images_encoded = 0, images_from_cache = 0, images_reused = 0, stream_parse_errors = 0;
    double ms_template = 0, ms_tokenize = 0, ms_encode = 0, ms_prompt = 0, ms_sample = 0, ms_total = 0;
};

struct GenerateResult {
    std::string raw;         // exactly what the model wrote, invalid UTF-8 replaced
    std::string message;     // the parsed answer as an OpenAI message, JSON; "" when it could not be parsed
    std::string parse_error; // why not
    std::string stop;        // eog | length | context | abort
    Stats stats;
};

struct Delta {
    std::string kind, text; // reasoning | content | tool_call (text: raw characters of the arguments)
    int tool_index = -1;
    std::string tool_name;
};

struct Progress {
    const char * phase; // loading | image | prompt | sample
    double done, total;
};

struct Listener {
    std::function<void(const Delta &)> on_delta;
    std::function<void(const Progress &)> on_progress;
};

} // namespace mockloop
