#include "imageSet.h"

#include <cstring>

#include "hash/hash.h"
#include "mtmd-helper.h"

namespace mockloop {

namespace {

constexpr uint32_t max_side = 16384;
constexpr uint64_t max_pixels = 64ull << 20; // 192 MB decoded

uint32_t big_endian(const uint8_t * bytes) {
    return uint32_t(bytes[0]) << 24 | uint32_t(bytes[1]) << 16 | uint32_t(bytes[2]) << 8 | bytes[3];
}

struct PngSize {
    uint32_t width, height;
};

// The size in a PNG's first chunk (PNG specification, 11.2.2).
PngSize read_png_size(const Bytes & file) {
    static const uint8_t signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    if (file.size() < 33 || memcmp(file.data(), signature, 8) != 0 || memcmp(&file[12], "IHDR", 4) != 0)
        fail("IMAGE_DECODE", "a picture is not a PNG file");
    const PngSize size{big_endian(&file[16]), big_endian(&file[20])};
    if (size.width == 0 || size.height == 0 || size.width > max_side || size.height > max_side ||
        uint64_t(size.width) * size.height > max_pixels)
        fail("IMAGE_DECODE", "a picture of " + std::to_string(size.width) + "×" + std::to_string(size.height) +
            " pixels is too large");
    return size;
}

// Some encoders cut a picture into several chunks: "<id>#0", "<id>#1" …
std::string chunk_key(const std::string & id, size_t ordinal) {
    return id + "#" + std::to_string(ordinal);
}

} // namespace

ImageSet::ImageSet(const LoadedModel & model, const std::vector<Bytes> & files) : model_(model) {
    for (const auto & file : files) {
        const auto size = read_png_size(file);
        images_.push_back({hash_sha256_hex(file.data(), file.size()), &file, size.width, size.height});
    }
}

std::vector<const mtmd_input_chunk *> ImageSet::media_chunks(mtmd_input_chunks * chunks) const {
    std::vector<const mtmd_input_chunk *> media;
    for (size_t i = 0; i < mtmd_input_chunks_size(chunks); i++) {
        const auto * chunk = mtmd_input_chunks_get(chunks, i);
        if (mtmd_input_chunk_get_type(chunk) != MTMD_INPUT_CHUNK_TYPE_TEXT) media.push_back(chunk);
    }
    return media;
}

std::vector<PromptItem> ImageSet::tokenize(const std::string & prompt) {
    std::vector<PromptItem> items;
    if (!model_.has_vision()) {
        for (const auto token : common_tokenize(model_.vocab, prompt, true, true)) items.push_back({{token}});
        return items;
    }
    std::vector<mtmd::bitmap_ptr> owners;
    std::vector<const mtmd_bitmap *> bitmaps;
    for (const auto & image : images_) {
        owners.emplace_back(mtmd_bitmap_init(image.width, image.height, nullptr)); // no pixels: a shape only
        mtmd_bitmap_set_id(owners.back().get(), image.id.c_str());
        bitmaps.push_back(owners.back().get());
    }
    shapes_.reset(mtmd_input_chunks_init());
    const mtmd_input_text text{prompt.c_str(), prompt.size(), true, true};
    const int status = mtmd_tokenize(model_.vision.get(), shapes_.get(), &text, bitmaps.data(), bitmaps.size());
    if (status != 0) fail("TOKENIZE", "mtmd_tokenize returned " + std::to_string(status));

    std::map<std::string, size_t> occurrences, chunks_of, seen;
    for (const auto & image : images_) occurrences[image.id]++;
    for (const auto * chunk : media_chunks(shapes_.get())) chunks_of[mtmd_input_chunk_get_id(chunk)]++;
    for (size_t i = 0; i < mtmd_input_chunks_size(shapes_.get()); i++) {
        const auto * chunk = mtmd_input_chunks_get(shapes_.get(), i);
        if (mtmd_input_chunk_get_type(chunk) == MTMD_INPUT_CHUNK_TYPE_TEXT) {
            size_t count = 0;
            const llama_token * tokens = mtmd_input_chunk_get_tokens_text(chunk, &count);
            for (size_t k = 0; k < count; k++) items.push_back({{tokens[k]}});
            continue;
        }
        const std::string id = mtmd_input_chunk_get_id(chunk);
        const size_t ordinal = seen[id]++ % (chunks_of[id] / occurrences[id]);
        items.push_back({{LLAMA_TOKEN_NULL, chunk_key(id, ordinal), (uint32_t) mtmd_input_chunk_get_n_tokens(chunk),
            mtmd_input_chunk_get_n_pos(chunk)}, chunk});
    }
    return items;
}

const mtmd_input_chunk * ImageSet::pixels(const KvItem & item) {
    const size_t hash = item.image.find('#');
    const std::string id = item.image.substr(0, hash);
    auto & chunks = decoded_[id];
    if (!chunks) {
        const Image * image = nullptr;
        for (const auto & candidate : images_) {
            if (candidate.id == id) image = &candidate;
        }
        if (!image) fail("INTERNAL", "no picture with the id " + id);
        auto loaded = mtmd_helper_bitmap_init_from_buf(
            model_.vision.get(), image->file->data(), image->file->size(), false, mtmd_helper_init_opt_default());
        const mtmd::bitmap_ptr bitmap(loaded.bitmap);
        if (!bitmap || mtmd_bitmap_get_nx(bitmap.get()) != image->width ||
            mtmd_bitmap_get_ny(bitmap.get()) != image->height)
            fail("IMAGE_DECODE", "a picture of the messages is damaged");
        const mtmd_bitmap * bitmaps[] = {bitmap.get()};
        const mtmd_input_text text{model_.media_marker.c_str(), model_.media_marker.size(), false, true};
        mtmd::input_chunks_ptr fresh(mtmd_input_chunks_init());
        if (mtmd_tokenize(model_.vision.get(), fresh.get(), &text, bitmaps, 1) != 0)
            fail("IMAGE_DECODE", "a picture of the messages could not be prepared");
        chunks = std::move(fresh);
    }
    const auto media = media_chunks(chunks.get());
    const size_t ordinal = std::stoul(item.image.substr(hash + 1));
    if (ordinal >= media.size() || mtmd_input_chunk_get_n_tokens(media[ordinal]) != item.cells)
        fail("INTERNAL", "a picture has another shape with its pixels than without");
    return media[ordinal];
}

} // namespace mockloop
