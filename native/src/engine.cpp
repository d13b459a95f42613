#include "engine.h"

#include <algorithm>

#include "mtmd-helper.h"
#include "text.h"

namespace mockloop {

Engine::Engine(const LoadOptions & options, AbortFlag & abort, const Listener & listener)
    : abort_(abort), model_(options, abort, listener), embeddings_(size_t(options.embedding_cache_mb) << 20) {}

GenerateResult Engine::generate(const GenerateRequest & request, const Listener & listener) {
    const double start = now_ms();
    GenerateResult result;
    auto & stats = result.stats;
    abort_.check();

    const Prompt prompt = render_prompt(model_, request);
    const common_params_sampling sampling = read_sampling(model_.vocab, request, prompt.chat);
    Sampler sampler = create_sampler(model_, sampling);
    stats.ms_template = now_ms() - start;

    const double tokenize_start = now_ms();
    ImageSet images(model_, request.images);
    const auto items = images.tokenize(prompt.chat.prompt);
    for (const auto & item : items) stats.prompt_tokens += (int) item.kv.cells;
    stats.images_in_prompt = (int) request.images.size();
    stats.ms_tokenize = now_ms() - tokenize_start;
    if (items.empty()) fail("BAD_REQUEST", "the prompt is empty");
    if (stats.prompt_tokens + 1 > (int) model_.context_size())
        fail("CONTEXT_OVERFLOW", "the prompt has " + std::to_string(stats.prompt_tokens) + " tokens, the context holds " +
            std::to_string(model_.context_size()));

    // The last token is always read again: sampling needs its logits.
    truncate(std::min(kv_.common_prefix(items), items.size() - 1));
    stats.reused_tokens = (int) kv_.cells();
    stats.images_reused = (int) kv_.images();
    stats.decoded_tokens = stats.prompt_tokens - stats.reused_tokens;

    std::string text;
    try {
        const double prompt_start = now_ms();
        read_prompt(images, items, listener, stats);
        stats.ms_prompt = now_ms() - prompt_start;
        text = sample(request, prompt, sampling, sampler, listener, result);
    } catch (...) { // cells of a half-read batch go; the list says what was read whole
        truncate(kv_.size());
        throw;
    }

    result.raw = replace_invalid_utf8(text);
    try {
        const bool cut = result.stop != "eog";
        result.message = common_chat_parse(result.raw, cut, prompt.parser).to_json_oaicompat().dump_safe();
    } catch (const std::exception & error) {
        result.parse_error = replace_invalid_utf8(error.what());
    }
    stats.ms_total = now_ms() - start;
    return result;
}

std::string Engine::render(const GenerateRequest & request) const {
    std::string prompt = render_prompt(model_, request).chat.prompt;
    const std::string & marker = model_.media_marker;
    for (size_t at; (at = prompt.find(marker)) != std::string::npos;) prompt.replace(at, marker.size(), "\xEF\xBF\xBC");
    return replace_invalid_utf8(prompt);
}

size_t Engine::count_tokens(const std::string & text) const {
    return common_tokenize(model_.vocab, text, false, true).size();
}

void Engine::clear() {
    kv_.resize(0);
    llama_memory_clear(model_.memory(), true);
}

void Engine::truncate(size_t items) {
    kv_.resize(items);
    if (!llama_memory_seq_rm(model_.memory(), 0, kv_.position(), -1)) clear(); // some memories cannot forget a part
}

void Engine::read_prompt(ImageSet & images, const std::vector<PromptItem> & items, const Listener & listener, Stats & stats) {
    const size_t already = kv_.cells();
    const double total = stats.prompt_tokens - (double) already;
    const auto report = [&](double in_flight) {
        if (listener.on_progress) listener.on_progress({"prompt", double(kv_.cells() - already) + in_flight, total});
    };
    std::vector<llama_token> run;
    int image = (int) kv_.images();
    for (size_t i = kv_.size(); i < items.size(); i++) {
        if (!items[i].chunk) {
            run.push_back(items[i].kv.token);
            continue;
        }
        decode_tokens(run, false, report);
        run.clear();
        const auto report_image = [&](double share) {
            if (listener.on_progress) listener.on_progress({"image", image + share, double(stats.images_in_prompt)});
        };
        report_image(0);
        const Embedding embedding = embed(images, items[i], report_image, stats);
        image++;
        decode_image(items[i], embedding, report);
    }
    decode_tokens(run, true, report);
}

// Turns llama_decode's status into our errors.
void Engine::require(int status, const char * what) const {
    if (status == 0) return;
    abort_.check();
    if (status == 1) fail("CONTEXT_OVERFLOW", std::string("the context is full while reading ") + what);
    fail("DECODE", std::string("reading ") + what + " failed with status " + std::to_string(status));
}

void Engine::decode_tokens(const std::vector<llama_token> & tokens, bool want_logits, const OnRead & on_read) {
    struct Batch {
        llama_batch value;
        explicit Batch(int size) : value(llama_batch_init(size, 0, 1)) {}
        ~Batch() { llama_batch_free(value); }
    };
    const int batch_size = std::min<int>(model_.options.batch_size, (int) std::max<size_t>(1, tokens.size()));
    Batch batch(batch_size);
    for (size_t start = 0; start < tokens.size(); start += batch.value.n_tokens) {
        abort_.check();
        auto & b = batch.value;
        b.n_tokens = std::min<int>(batch_size, (int) (tokens.size() - start));
        for (int k = 0; k < b.n_tokens; k++) {
            b.token[k] = tokens[start + k];
            b.pos[k] = kv_.position() + k;
            b.n_seq_id[k] = 1;
            b.seq_id[k][0] = 0;
            b.logits[k] = want_logits && start + k + 1 == tokens.size();
        }
        require(decode(b, on_read), "text");
        for (int k = 0; k < b.n_tokens; k++) kv_.push({tokens[start + k]});
        on_read(0);
    }
}

// Reads a batch, telling layer by layer how far that has come, where the model is watched.
int Engine::decode(const llama_batch & batch, const OnRead & on_read) {
    auto & watch = model_.text_watch;
    if (batch.n_tokens > 1)
        watch.begin(llama_model_n_layer(model_.model.get()), [&](double share) { on_read(share * batch.n_tokens); });
    const int status = llama_decode(model_.context.get(), batch);
    watch.end();
    return status;
}

Embedding Engine::embed(
    ImageSet & images, const PromptItem & item, const std::function<void(double)> & on_share, Stats & stats) {
    if (auto known = embeddings_.find(item.kv.image)) {
        stats.images_from_cache++;
        return known;
    }
    abort_.check();
    const double start = now_ms();
    const auto * pixels = images.pixels(item.kv);
    abort_.check();
    model_.vision_watch.begin(model_.vision_layers, on_share);
    const int status = mtmd_encode_chunk(model_.vision.get(), pixels);
    model_.vision_watch.end();
    abort_.check(); // a stopped encoder returns 0 and leaves garbage
    if (status != 0) fail("IMAGE_ENCODE", "the vision encoder failed with status " + std::to_string(status));
    const float * values = mtmd_get_output_embd(model_.vision.get());
    const size_t count = item.kv.cells * model_.embedding_width();
    auto embedding = std::make_shared<const std::vector<float>>(values, values + count);
    embeddings_.add(item.kv.image, embedding);
    stats.images_encoded++;
    stats.ms_encode += now_ms() - start;
    on_share(1);
    return embedding;
}

void Engine::decode_image(const PromptItem & item, const Embedding & embedding, const OnRead & on_read) {
    struct Watch {
        AbortFlag & abort;
        const OnRead & on_read;
        int cells = 0;
    } watch{abort_, on_read};
    llama_pos position = kv_.position();
    model_.text_watch.begin(llama_model_n_layer(model_.model.get()), [&](double share) {
        const int left = (int) item.kv.cells - watch.cells;
        on_read(watch.cells + share * std::min(left, model_.options.batch_size));
    });
    const int status = mtmd_helper_decode_image_chunk(model_.vision.get(), model_.context.get(), item.chunk,
        const_cast<float *>(embedding->data()), position, 0, model_.options.batch_size, &position,
        [](llama_batch batch, void * data) -> int32_t {
            auto * self = static_cast<Watch *>(data);
            self->cells += batch.n_tokens;
            self->on_read(self->cells);
            return self->abort.raised() ? 2 : 0;
        }, &watch);
    model_.text_watch.end();
    require(status, "a picture");
    kv_.push(item.kv);
}

// llama.cpp's own list of ends, and the marks with which GLM hands the word to somebody else.
bool Engine::ends_turn(llama_token token) const {
    if (llama_vocab_is_eog(model_.vocab, token)) return true;
    if (!llama_vocab_is_control(model_.vocab, token)) return false;
    const std::string text = llama_vocab_get_text(model_.vocab, token);
    return text == "<|user|>" || text == "<|observation|>" || text == "<|system|>" || text == "<|assistant|>";
}

std::string Engine::sample(const GenerateRequest & request, const Prompt & prompt, const common_params_sampling & sampling,
    Sampler & sampler, const Listener & listener, GenerateResult & result) {
    const double start = now_ms();
    auto & stats = result.stats;
    AnswerStream stream(prompt.parser, listener, stats);
    std::string text;
    result.stop = "length";
    std::vector<llama_token> last;
    for (int n = 0; n < request.max_tokens; n++) {
        if (abort_.raised()) result.stop = "abort";
        else if (kv_.cells() + 1 > model_.context_size()) result.stop = "context";
        if (result.stop != "length") break;
        try {
            decode_tokens(last, true, [](double) {}); // nothing before the first token: the prompt left its logits
        } catch (const EngineError & error) {
            if (error.code != "ABORTED") throw;
            truncate(kv_.size());
            result.stop = "abort";
            break;
        }
        const llama_token token = sampler.sample(model_.context.get());
        sampler.accept(token);
        stats.sampled_tokens++;
        last.assign(1, token);
        if (ends_turn(token)) {
            result.stop = "eog";
            break;
        }
        text += common_token_to_piece(model_.vocab, token, sampling.preserved_tokens.count(token) > 0);
        const auto stop_at = std::find_if(prompt.chat.additional_stops.begin(), prompt.chat.additional_stops.end(),
            [&](const std::string & stop) { return text.find(stop) != std::string::npos; });
        if (stop_at != prompt.chat.additional_stops.end()) {
            text.resize(text.find(*stop_at));
            result.stop = "eog";
            break;
        }
        stream.look(text, false);
        if (listener.on_progress) listener.on_progress({"sample", double(n + 1), double(request.max_tokens)});
    }
    stream.look(text, true);
    stats.ms_sample = now_ms() - start;
    return text;
}

} // namespace mockloop
