#include "warmUp.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <vector>

namespace mockloop {

namespace {

// Batches of each kind: whole ones, a prompt's last one, a few tokens, one token. Programs differ by size, and by whether a size
// is a multiple of their tiles.
constexpr int batch_sizes[] = {512, 333, 40, 5, 1};

// Not too large, since on a slow card it costs seconds each time; its 1380 patches are no multiple of anything.
constexpr int picture_width = 644, picture_height = 420;

void read(const LoadedModel & model, AbortFlag & abort, int size) {
    std::vector<llama_token> tokens(std::min({size, model.options.batch_size, (int) model.context_size()}));
    std::iota(tokens.begin(), tokens.end(), 0);
    const int status = llama_decode(model.context.get(), llama_batch_get_one(tokens.data(), (int32_t) tokens.size()));
    abort.check();
    if (status != 0) fail("CONTEXT_CREATE", "reading a first text failed");
    llama_synchronize(model.context.get());
}

void look(const LoadedModel & model, AbortFlag & abort) {
    const std::vector<unsigned char> grey(size_t(picture_width) * picture_height * 3, 128);
    const mtmd::bitmap_ptr bitmap(mtmd_bitmap_init(picture_width, picture_height, grey.data()));
    const mtmd_bitmap * bitmaps[] = {bitmap.get()};
    const mtmd_input_text text{model.media_marker.c_str(), model.media_marker.size(), false, true};
    const mtmd::input_chunks_ptr chunks(mtmd_input_chunks_init());
    if (mtmd_tokenize(model.vision.get(), chunks.get(), &text, bitmaps, 1) != 0)
        fail("MMPROJ_LOAD", "a first picture could not be prepared");
    for (size_t i = 0; i < mtmd_input_chunks_size(chunks.get()); i++) {
        const auto * chunk = mtmd_input_chunks_get(chunks.get(), i);
        if (mtmd_input_chunk_get_type(chunk) == MTMD_INPUT_CHUNK_TYPE_TEXT) continue;
        const int status = mtmd_encode_chunk(model.vision.get(), chunk);
        abort.check(); // a stopped encoder returns 0
        if (status != 0) fail("MMPROJ_LOAD", "looking at a first picture failed");
    }
}

} // namespace

void warm_up(const LoadedModel & model, AbortFlag & abort, const Listener & listener, double from) {
    const bool looks = model.has_vision() && model.options.mmproj_gpu;
    const double steps = double(std::size(batch_sizes)) + (looks ? 1 : 0);
    double done = 0;
    const auto report = [&] {
        done++;
        if (listener.on_progress) listener.on_progress({"loading", from + (1 - from) * done / steps, 1});
    };
    for (const int size : batch_sizes) {
        llama_memory_clear(model.memory(), true);
        read(model, abort, size);
        report();
    }
    llama_memory_clear(model.memory(), true);
    if (!looks) return;
    look(model, abort);
    report();
}

} // namespace mockloop
