#include "convert.h"

#include <cmath>

namespace mockloop {

namespace {

// Reads optional fields of an options object and insists on their types.
class Fields {
  public:
    explicit Fields(const Napi::Object & object) : object_(object) {}

    void read(const char * name, std::string & target) const {
        const auto value = object_.Get(name);
        if (value.IsUndefined()) return;
        require(value.IsString(), name, "a string");
        target = value.As<Napi::String>().Utf8Value();
    }
    void read(const char * name, bool & target) const {
        const auto value = object_.Get(name);
        if (value.IsUndefined()) return;
        require(value.IsBoolean(), name, "a boolean");
        target = value.As<Napi::Boolean>().Value();
    }
    template <typename Number> void read(const char * name, Number & target) const {
        const auto value = object_.Get(name);
        if (value.IsUndefined()) return;
        require(value.IsNumber(), name, "a number");
        const double number = value.As<Napi::Number>().DoubleValue();
        require(std::isfinite(number) && number >= double(std::numeric_limits<Number>::lowest()) &&
            number <= double(std::numeric_limits<Number>::max()), name, "a number in range");
        target = static_cast<Number>(number);
    }
    void read(const char * name, std::vector<Bytes> & target) const {
        const auto value = object_.Get(name);
        if (value.IsUndefined()) return;
        require(value.IsArray(), name, "an array of Uint8Arrays");
        const auto array = value.As<Napi::Array>();
        for (uint32_t i = 0; i < array.Length(); i++) {
            const Napi::Value item = array.Get(i);
            require(item.IsTypedArray() && item.As<Napi::TypedArray>().TypedArrayType() == napi_uint8_array, name,
                "an array of Uint8Arrays");
            const auto bytes = item.As<Napi::Uint8Array>();
            target.emplace_back(bytes.Data(), bytes.Data() + bytes.ByteLength()); // JavaScript may change its copy
        }
    }

  private:
    void require(bool good, const char * name, const char * expected) const {
        if (!good) throw Napi::TypeError::New(object_.Env(), std::string(name) + " must be " + expected);
    }
    const Napi::Object & object_;
};

} // namespace

LoadOptions read_load_options(const Napi::Object & object) {
    LoadOptions options;
    const Fields fields(object);
    fields.read("model", options.model);
    fields.read("mmproj", options.mmproj);
    fields.read("chatTemplate", options.chat_template);
    fields.read("contextSize", options.context_size);
    fields.read("batchSize", options.batch_size);
    fields.read("threads", options.threads);
    fields.read("gpuLayers", options.gpu_layers);
    fields.read("mmprojGpu", options.mmproj_gpu);
    fields.read("kvType", options.kv_type);
    fields.read("flashAttention", options.flash_attention);
    fields.read("imageMinTokens", options.image_min_tokens);
    fields.read("imageMaxTokens", options.image_max_tokens);
    fields.read("embeddingCacheMb", options.embedding_cache_mb);
    return options;
}

GenerateRequest read_generate_request(const Napi::Object & object) {
    GenerateRequest request;
    const Fields fields(object);
    fields.read("messages", request.messages);
    fields.read("tools", request.tools);
    fields.read("toolChoice", request.tool_choice);
    fields.read("images", request.images);
    fields.read("enableThinking", request.enable_thinking);
    fields.read("parallelToolCalls", request.parallel_tool_calls);
    fields.read("maxTokens", request.max_tokens);
    fields.read("reasoningBudget", request.reasoning_budget);
    fields.read("temperature", request.temperature);
    fields.read("topK", request.top_k);
    fields.read("topP", request.top_p);
    fields.read("minP", request.min_p);
    fields.read("repeatPenalty", request.repeat_penalty);
    fields.read("seed", request.seed);
    return request;
}

Napi::Object to_js(Napi::Env env, const Stats & stats) {
    auto object = Napi::Object::New(env);
    object.Set("promptTokens", stats.prompt_tokens);
    object.Set("reusedTokens", stats.reused_tokens);
    object.Set("decodedTokens", stats.decoded_tokens);
    object.Set("sampledTokens", stats.sampled_tokens);
    object.Set("imagesInPrompt", stats.images_in_prompt);
    object.Set("imagesEncoded", stats.images_encoded);
    object.Set("imagesFromCache", stats.images_from_cache);
    object.Set("imagesReused", stats.images_reused);
    object.Set("streamParseErrors", stats.stream_parse_errors);
    object.Set("templateMs", stats.ms_template);
    object.Set("tokenizeMs", stats.ms_tokenize);
    object.Set("encodeMs", stats.ms_encode);
    object.Set("promptMs", stats.ms_prompt);
    object.Set("sampleMs", stats.ms_sample);
    object.Set("totalMs", stats.ms_total);
    return object;
}

Napi::Object to_js(Napi::Env env, const GenerateResult & result) {
    auto object = Napi::Object::New(env);
    object.Set("raw", result.raw);
    object.Set("message", result.message);
    object.Set("parseError", result.parse_error);
    object.Set("stop", result.stop);
    object.Set("stats", to_js(env, result.stats));
    return object;
}

Napi::Object to_js(Napi::Env env, const Delta & delta) {
    auto object = Napi::Object::New(env);
    object.Set("type", "delta");
    object.Set("kind", delta.kind);
    object.Set("text", delta.text);
    object.Set("index", delta.tool_index);
    object.Set("name", delta.tool_name);
    return object;
}

Napi::Object to_js(Napi::Env env, const Progress & progress) {
    auto object = Napi::Object::New(env);
    object.Set("type", "progress");
    object.Set("phase", progress.phase);
    object.Set("done", progress.done);
    object.Set("total", progress.total);
    return object;
}

Napi::Object to_js(Napi::Env env, const BackendInfo & info) {
    auto object = Napi::Object::New(env);
    auto devices = Napi::Array::New(env);
    for (const auto & device : info.devices) {
        auto entry = Napi::Object::New(env);
        entry.Set("name", device.name);
        entry.Set("description", device.description);
        entry.Set("type", device.type);
        entry.Set("freeBytes", (double) device.free_bytes);
        entry.Set("totalBytes", (double) device.total_bytes);
        devices.Set(devices.Length(), entry);
    }
    object.Set("registeredBefore", (double) info.registered_before);
    object.Set("registeredAfter", (double) info.registered_after);
    object.Set("devices", devices);
    return object;
}

Napi::Error to_js(Napi::Env env, const EngineError & error) {
    auto result = Napi::Error::New(env, error.what());
    result.Set("code", Napi::String::New(env, error.code));
    return result;
}

} // namespace mockloop
