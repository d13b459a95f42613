#include "loadedModel.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <thread>

#include "backends.h"
#include "gguf.h"
#include "warmUp.h"

namespace mockloop {

namespace {

// The shares of the progress bar: the text model's, the vision encoder's after it; the rest is for a card to warm up.
constexpr float text_share = 0.8f, loaded_share = 0.95f;

struct LoadProgress {
    AbortFlag & abort;
    const Listener & listener;
    float from, to;

    static bool report(float progress, void * data) {
        auto * self = static_cast<LoadProgress *>(data);
        if (self->abort.raised()) return false;
        if (self->listener.on_progress)
            self->listener.on_progress({"loading", self->from + (self->to - self->from) * progress, 1});
        return true;
    }
};

std::string random_marker() {
    std::random_device device;
    char text[48];
    snprintf(text, sizeof text, "<__media_%08x%08x__>", device(), device());
    return text;
}

ggml_type kv_type(const std::string & name) {
    if (name == "f16") return GGML_TYPE_F16;
    if (name == "q8_0") return GGML_TYPE_Q8_0;
    if (name == "f32") return GGML_TYPE_F32;
    fail("BAD_REQUEST", "kvType must be f16, q8_0 or f32, not " + name);
}

std::string with_log(const std::string & sentence) {
    const std::string log = take_log_errors();
    return log.empty() ? sentence : sentence + ": " + log;
}

struct GgufCloser {
    void operator()(gguf_context * file) const { gguf_free(file); }
};
using GgufFile = std::unique_ptr<gguf_context, GgufCloser>;

// The header of a file; null when it cannot be read.
GgufFile open_gguf(const std::string & path) {
    return GgufFile(gguf_init_from_file(path.c_str(), {true, nullptr}));
}

// The layers of a vision encoder; 0 when its file does not say.
int count_vision_layers(const std::string & path) {
    const auto file = open_gguf(path);
    const int64_t key = file ? gguf_find_key(file.get(), "clip.vision.block_count") : -1;
    return key >= 0 && gguf_get_kv_type(file.get(), key) == GGUF_TYPE_UINT32 ? (int) gguf_get_val_u32(file.get(), key) : 0;
}

// GLM ends an answer that calls a tool with <|observation|>, which llama.cpp does not count among the ends of a generation.
// Declared as the end-of-message token it is one, and the grammar lets it through. -1 when the file has no such token.
int64_t find_observation_token(const std::string & path) {
    const auto file = open_gguf(path);
    if (!file) return -1;
    if (gguf_find_key(file.get(), "tokenizer.ggml.eom_token_id") >= 0) return -1;
    const int64_t tokens = gguf_find_key(file.get(), "tokenizer.ggml.tokens");
    if (tokens < 0 || gguf_get_kv_type(file.get(), tokens) != GGUF_TYPE_ARRAY) return -1;
    if (gguf_get_arr_type(file.get(), tokens) != GGUF_TYPE_STRING) return -1;
    for (size_t i = gguf_get_arr_n(file.get(), tokens); i-- > 0;) {
        if (strcmp(gguf_get_arr_str(file.get(), tokens, i), "<|observation|>") == 0) return (int64_t) i;
    }
    return -1;
}

} // namespace

LoadedModel::LoadedModel(const LoadOptions & load_options, AbortFlag & abort, const Listener & listener)
    : options(load_options), media_marker(random_marker()), text_watch(nullptr), vision_watch(&abort) {
    if (options.context_size < 64 || options.batch_size < 1)
        fail("BAD_REQUEST", "contextSize must be at least 64 and batchSize at least 1");
    take_log_errors();
    load_text_model(abort, listener);
    if (!options.mmproj.empty()) load_vision(abort, listener);
    try {
        templates = common_chat_templates_init(model.get(), options.chat_template);
        forms = std::make_unique<const MessageForms>(templates.get());
    } catch (const std::exception & error) {
        fail("MODEL_LOAD", std::string("the chat template cannot be used: ") + error.what());
    }
    if (options.gpu_layers != 0 && has_gpu()) warm_up(*this, abort, listener, loaded_share);
    if (listener.on_progress) listener.on_progress({"loading", 1, 1});
    abort.check(); // a stopped load never succeeds, however late it was stopped
}

int LoadedModel::threads() const {
    if (options.threads > 0) return options.threads;
    // Threads wait for each other by spinning: with one on every core, any other busy program stops them all.
    const int usable = (int) std::max(1u, std::thread::hardware_concurrency()); // of this process
    const int cores = std::max(1, std::min(usable, (int) common_cpu_get_num_physical_cores()));
    // Of one or two cores none can be spared.
    return cores > 2 ? cores - 1 : cores;
}

void LoadedModel::load_text_model(AbortFlag & abort, const Listener & listener) {
    LoadProgress progress{abort, listener, 0, options.mmproj.empty() ? loaded_share : text_share};
    auto params = llama_model_default_params();
    params.n_gpu_layers = options.gpu_layers;
    params.progress_callback = LoadProgress::report;
    params.progress_callback_user_data = &progress;

    llama_model_kv_override overrides[2] = {}; // ends with an empty key
    const int64_t observation = find_observation_token(options.model);
    if (observation >= 0) {
        overrides[0].tag = LLAMA_KV_OVERRIDE_TYPE_INT;
        strcpy(overrides[0].key, "tokenizer.ggml.eom_token_id");
        overrides[0].val_i64 = observation;
        params.kv_overrides = overrides;
    }
    model.reset(llama_model_load_from_file(options.model.c_str(), params));
    abort.check();
    if (!model) fail("MODEL_LOAD", with_log("cannot load " + options.model));
    vocab = llama_model_get_vocab(model.get());
    if (llama_model_has_encoder(model.get()) || !llama_model_has_decoder(model.get()))
        fail("MODEL_LOAD", options.model + " is not a model that writes text");
    first_bytes = std::make_unique<const FirstBytes>(vocab);

    auto context_params = llama_context_default_params();
    context_params.n_ctx = options.context_size;
    context_params.n_batch = context_params.n_ubatch = options.batch_size;
    context_params.n_threads = context_params.n_threads_batch = threads();
    context_params.n_seq_max = 1;
    if (!options.flash_attention) context_params.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_DISABLED;
    context_params.type_k = context_params.type_v = kv_type(options.kv_type);
    context_params.abort_callback = AbortFlag::on_compute;
    context_params.abort_callback_data = &abort;
    if (options.gpu_layers == 0) {
        context_params.cb_eval = GraphWatch::on_node;
        context_params.cb_eval_user_data = &text_watch;
    }
    context.reset(llama_init_from_model(model.get(), context_params));
    abort.check();
    if (!context)
        fail("CONTEXT_CREATE",
            with_log("cannot create a context of " + std::to_string(options.context_size) + " tokens"));
}

void LoadedModel::load_vision(AbortFlag & abort, const Listener & listener) {
    LoadProgress progress{abort, listener, text_share, loaded_share};
    auto params = mtmd_context_params_default();
    params.use_gpu = options.mmproj_gpu;
    params.print_timings = false;
    params.n_threads = threads();
    params.media_marker = media_marker.c_str();
    params.warmup = false; // it would encode a largest picture, minutes on a CPU
    params.image_min_tokens = options.image_min_tokens;
    params.image_max_tokens = options.image_max_tokens;
    params.progress_callback = LoadProgress::report;
    params.progress_callback_user_data = &progress;
    vision_layers = count_vision_layers(options.mmproj);
    vision_watch.node_step = options.mmproj_gpu ? 8 : 1;
    params.cb_eval = GraphWatch::on_node;
    params.cb_eval_user_data = &vision_watch;
    vision.reset(mtmd_init_from_file(options.mmproj.c_str(), model.get(), params));
    abort.check();
    if (!vision) fail("MMPROJ_LOAD", with_log("cannot load " + options.mmproj));
    if (!mtmd_support_vision(vision.get())) fail("MMPROJ_LOAD", options.mmproj + " holds no vision encoder");

    // A glm4 file without M-RoPE sections makes llama.cpp abort the whole process at the first picture: refuse it now.
    char arch[64] = {};
    llama_model_meta_val_str(model.get(), "general.architecture", arch, sizeof arch);
    if (strncmp(arch, "glm4", 4) == 0 && !mtmd_decode_use_mrope(vision.get()))
        fail("MODEL_NO_MROPE", options.model + " was converted without M-RoPE sections and cannot look at pictures");
}

std::string LoadedModel::describe() const {
    char description[256] = {}, name[256] = {};
    llama_model_desc(model.get(), description, sizeof description);
    llama_model_meta_val_str(model.get(), "general.name", name, sizeof name);
    const common_json info = {
        {"name", std::string(name)},
        {"description", std::string(description)},
        {"contextSize", (int64_t) llama_n_ctx(context.get())},
        {"trainedContextSize", (int64_t) llama_model_n_ctx_train(model.get())},
        {"vocabularySize", (int64_t) llama_vocab_n_tokens(vocab)},
        {"modelBytes", (int64_t) llama_model_size(model.get())},
        {"vision", has_vision()},
        {"thinking", common_chat_templates_support_enable_thinking(templates.get())},
        {"system", std::string(llama_print_system_info())},
    };
    return info.dump_safe(); // a file's name may be any bytes, and may be cut inside a character
}

} // namespace mockloop
