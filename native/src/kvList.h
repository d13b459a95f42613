// What the context holds, in order: the key to reading only what is new in the next prompt.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "llama.h"

namespace mockloop {

// A token, or a whole picture. A picture of 48 tokens takes 48 cells but advances only max(columns, rows) positions (M-RoPE).
struct KvItem {
    llama_token token = LLAMA_TOKEN_NULL;
    std::string image; // "" for a token, else what identifies the picture's pixels
    uint32_t cells = 1;
    llama_pos positions = 1;

    bool operator==(const KvItem & other) const {
        return token == other.token && image == other.image && cells == other.cells && positions == other.positions;
    }
};

class KvList {
  public:
    size_t size() const { return items_.size(); }
    size_t cells() const { return cells_; }
    llama_pos position() const { return position_; }
    size_t images() const;
    void push(KvItem item);
    void resize(size_t size); // only to fewer items
    // How many items at the front equal those of `wanted`.
    template <typename Items> size_t common_prefix(const Items & wanted) const {
        size_t n = 0;
        while (n < items_.size() && n < wanted.size() && items_[n] == wanted[n].kv) n++;
        return n;
    }

  private:
    std::vector<KvItem> items_;
    size_t cells_ = 0;
    llama_pos position_ = 0;
};

} // namespace mockloop
