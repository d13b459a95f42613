// Runs the engine's own code on conversations and writes down what can be compared with another implementation:
//   parity LIBRARIES TEXT.gguf MMPROJ.gguf CASES.json OUT.json OUT.f32
// CASES: {batchSize, kvType, flashAttention, cases: [{id, messages, tools, images: [path], enableThinking}]}. OUT: for each case
// the token ids (-1: a cell of a picture), the positions (time, row, column), and where the embeddings of its pictures and the
// logits behind the prompt stand in OUT.f32 (float32, {offset, count} in numbers).
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "backends.h"
#include "imageSet.h"
#include "mtmd-helper.h"
#include "nlohmann/json.hpp"
#include "prompt.h"

using json = nlohmann::ordered_json;
using namespace mockloop;

namespace {

std::vector<uint8_t> read_file(const std::string & path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Numbers {
  public:
    explicit Numbers(const std::string & path) : file_(path, std::ios::binary) {}
    json add(const float * values, size_t count) {
        file_.write(reinterpret_cast<const char *>(values), std::streamsize(count * sizeof(float)));
        json place = {{"offset", written_}, {"count", count}};
        written_ += count;
        return place;
    }

  private:
    std::ofstream file_;
    size_t written_ = 0;
};

LoadOptions read_options(char ** argv, const json & input) {
    LoadOptions options;
    options.model = argv[2];
    options.mmproj = argv[3];
    options.context_size = 4096;
    options.threads = 1;
    options.gpu_layers = 0;
    options.mmproj_gpu = false;
    options.image_min_tokens = 1; // pictures come in the size they are wanted in
    options.batch_size = input.at("batchSize");
    options.kv_type = input.at("kvType");
    options.flash_attention = input.at("flashAttention");
    return options;
}

GenerateRequest read_request(const json & conversation) {
    GenerateRequest request;
    request.messages = conversation.at("messages").dump();
    request.tools = conversation.at("tools").dump();
    request.enable_thinking = conversation.at("enableThinking");
    for (const auto & path : conversation.at("images")) request.images.push_back(read_file(path));
    return request;
}

// The ids and positions of a prompt.
json place(const std::vector<PromptItem> & items) {
    json ids = json::array(), positions = json::array();
    llama_pos at = 0;
    for (const auto & item : items) {
        if (!item.chunk) {
            ids.push_back(item.kv.token);
            positions.push_back({at, at, at});
            at++;
            continue;
        }
        const auto * picture = mtmd_input_chunk_get_tokens_image(item.chunk);
        for (uint32_t cell = 0; cell < item.kv.cells; cell++) {
            const auto position = mtmd_image_tokens_get_decoder_pos(picture, at, cell);
            ids.push_back(-1);
            positions.push_back({position.t, position.y, position.x});
        }
        at += mtmd_input_chunk_get_n_pos(item.chunk);
    }
    return {{"ids", ids}, {"positions", positions}};
}

// Reads a prompt into an empty context; keeps nothing of earlier ones.
class Reader {
  public:
    Reader(LoadedModel & model, Numbers & numbers) : model_(model), numbers_(numbers) {}

    json read(ImageSet & images, const std::vector<PromptItem> & items) {
        llama_memory_clear(model_.memory(), true);
        position_ = 0;
        json embeddings = json::array();
        std::vector<llama_token> run;
        for (const auto & item : items) {
            if (!item.chunk) {
                run.push_back(item.kv.token);
                continue;
            }
            decode(run);
            run.clear();
            embeddings.push_back(look(images, item));
        }
        decode(run);
        const float * logits = llama_get_logits_ith(model_.context.get(), -1);
        return {{"embeddings", embeddings}, {"logits", numbers_.add(logits, llama_vocab_n_tokens(model_.vocab))}};
    }

  private:
    void decode(const std::vector<llama_token> & tokens) {
        const size_t batch_size = model_.options.batch_size;
        for (size_t start = 0; start < tokens.size(); start += batch_size) {
            llama_batch batch = llama_batch_init(int32_t(batch_size), 0, 1);
            for (; batch.n_tokens < int32_t(std::min(batch_size, tokens.size() - start)); batch.n_tokens++) {
                const int k = batch.n_tokens;
                batch.token[k] = tokens[start + k];
                batch.pos[k] = position_++;
                batch.n_seq_id[k] = 1;
                batch.seq_id[k][0] = 0;
                batch.logits[k] = start + k + 1 == tokens.size();
            }
            const int status = llama_decode(model_.context.get(), batch);
            llama_batch_free(batch);
            if (status != 0) throw std::runtime_error("llama_decode returned " + std::to_string(status));
        }
    }

    json look(ImageSet & images, const PromptItem & item) {
        if (mtmd_encode_chunk(model_.vision.get(), images.pixels(item.kv)) != 0)
            throw std::runtime_error("the vision encoder failed");
        const float * values = mtmd_get_output_embd(model_.vision.get());
        std::vector<float> embedding(values, values + item.kv.cells * model_.embedding_width());
        if (mtmd_helper_decode_image_chunk(model_.vision.get(), model_.context.get(), item.chunk, embedding.data(), position_, 0,
                model_.options.batch_size, &position_, nullptr, nullptr) != 0)
            throw std::runtime_error("reading a picture failed");
        return numbers_.add(embedding.data(), embedding.size());
    }

    LoadedModel & model_;
    Numbers & numbers_;
    llama_pos position_ = 0;
};

void run(char ** argv) {
    capture_log();
    init_backends(argv[1]);
    const auto text = read_file(argv[4]);
    const json input = json::parse(text.begin(), text.end());
    AbortFlag abort;
    LoadedModel model(read_options(argv, input), abort, Listener{});
    Numbers numbers(argv[6]);
    Reader reader(model, numbers);
    json output = json::array();
    for (const auto & conversation : input.at("cases")) {
        const auto request = read_request(conversation);
        ImageSet images(model, request.images);
        const auto items = images.tokenize(render_prompt(model, request).chat.prompt);
        json result = {{"id", conversation.at("id")}};
        result.update(place(items));
        result.update(reader.read(images, items));
        output.push_back(result);
    }
    std::ofstream(argv[5]) << output.dump();
}

} // namespace

int main(int argc, char ** argv) {
    if (argc != 7) {
        fprintf(stderr, "usage: parity LIBRARIES TEXT.gguf MMPROJ.gguf CASES.json OUT.json OUT.f32\n");
        return 2;
    }
    try {
        run(argv);
        return 0;
    } catch (const std::exception & error) {
        fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
