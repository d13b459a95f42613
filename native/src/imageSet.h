// The pictures of one request. Files are measured and hashed at once but decoded only when their pixels are really needed:
// not for a picture the context or the embedding cache still holds.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "kvList.h"
#include "loadedModel.h"

namespace mockloop {

struct PromptItem {
    KvItem kv;
    const mtmd_input_chunk * chunk = nullptr; // of a picture: its shape, without pixels; owned by the ImageSet
};

class ImageSet {
  public:
    // Throws IMAGE_DECODE for a file that is no PNG or is too large to decode safely.
    ImageSet(const LoadedModel & model, const std::vector<Bytes> & files);

    // The prompt as tokens and pictures. Throws TOKENIZE. Call it once.
    std::vector<PromptItem> tokenize(const std::string & prompt);

    // The chunk of a picture with its pixels, ready for the encoder. Throws IMAGE_DECODE.
    const mtmd_input_chunk * pixels(const KvItem & item);

  private:
    struct Image {
        std::string id; // SHA-256 of the file
        const Bytes * file;
        uint32_t width, height;
    };
    std::vector<const mtmd_input_chunk *> media_chunks(mtmd_input_chunks * chunks) const;

    const LoadedModel & model_;
    std::vector<Image> images_;
    mtmd::input_chunks_ptr shapes_;
    std::map<std::string, mtmd::input_chunks_ptr> decoded_; // by image id
};

} // namespace mockloop
