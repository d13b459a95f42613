#include "kvList.h"

#include <algorithm>

namespace mockloop {

size_t KvList::images() const {
    return std::count_if(items_.begin(), items_.end(), [](const KvItem & item) { return !item.image.empty(); });
}

void KvList::push(KvItem item) {
    cells_ += item.cells;
    position_ += item.positions;
    items_.push_back(std::move(item));
}

void KvList::resize(size_t size) {
    while (items_.size() > size) {
        cells_ -= items_.back().cells;
        position_ -= items_.back().positions;
        items_.pop_back();
    }
}

} // namespace mockloop
