// Embeddings of pictures seen lately, so that a picture whose place in the context was lost is not encoded again.
#pragma once
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace mockloop {

using Embedding = std::shared_ptr<const std::vector<float>>;

class EmbeddingCache {
  public:
    explicit EmbeddingCache(size_t capacity_bytes) : capacity_(capacity_bytes) {}
    Embedding find(const std::string & image); // null when unknown; makes it the newest
    void add(const std::string & image, Embedding embedding);

  private:
    struct Entry {
        std::string image;
        Embedding embedding;
    };
    static size_t bytes(const Embedding & embedding) { return embedding->size() * sizeof(float); }

    size_t capacity_, used_ = 0;
    std::list<Entry> entries_; // newest first
    std::unordered_map<std::string, std::list<Entry>::iterator> index_;
};

} // namespace mockloop
