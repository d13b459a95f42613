#include "embeddingCache.h"

namespace mockloop {

Embedding EmbeddingCache::find(const std::string & image) {
    const auto found = index_.find(image);
    if (found == index_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->embedding;
}

void EmbeddingCache::add(const std::string & image, Embedding embedding) {
    if (bytes(embedding) > capacity_ || index_.count(image)) return;
    while (used_ + bytes(embedding) > capacity_) {
        used_ -= bytes(entries_.back().embedding);
        index_.erase(entries_.back().image);
        entries_.pop_back();
    }
    used_ += bytes(embedding);
    entries_.push_front({image, std::move(embedding)});
    index_[image] = entries_.begin();
}

} // namespace mockloop
