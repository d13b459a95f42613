#include "text.h"

namespace mockloop {

static bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// The length a sequence starting with `lead` must have; 0 when nothing may start with it.
static size_t sequence_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if ((lead & 0xF0) == 0xE0) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

// Whether a whole, valid sequence starts at `i` (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
static bool is_valid_at(const std::string & text, size_t i, size_t length) {
    if (length == 0 || i + length > text.size()) return false;
    for (size_t k = 1; k < length; k++) {
        if (!is_continuation(text[i + k])) return false;
    }
    if (length < 3) return true;
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto second = static_cast<unsigned char>(text[i + 1]);
    if (length == 3) return !(lead == 0xE0 && second < 0xA0) && !(lead == 0xED && second > 0x9F);
    return !(lead == 0xF0 && second < 0x90) && !(lead == 0xF4 && second > 0x8F);
}

size_t complete_utf8_length(const std::string & text) {
    const size_t size = text.size();
    for (size_t back = 1; back <= 4 && back <= size; back++) {
        const char c = text[size - back];
        if (is_continuation(c)) continue;
        return sequence_length(static_cast<unsigned char>(c)) > back ? size - back : size;
    }
    return size;
}

std::string replace_invalid_utf8(const std::string & text) {
    std::string result;
    result.reserve(text.size());
    for (size_t i = 0; i < text.size();) {
        const size_t length = sequence_length(static_cast<unsigned char>(text[i]));
        if (is_valid_at(text, i, length)) {
            result.append(text, i, length);
            i += length;
        } else {
            result += "\xEF\xBF\xBD";
            i++;
        }
    }
    return result;
}

static std::string without_space_rule(std::string line) {
    const std::string rule = "space";
    for (size_t at = 0; (at = line.find(rule, at)) != std::string::npos;) {
        const size_t end = at + rule.size();
        const bool starts = at > 0 && (line[at - 1] == ' ' || line[at - 1] == '(');
        const bool ends = end == line.size() || line[end] == ' ' || line[end] == ')';
        if (starts && ends) {
            line.replace(at, rule.size(), "\"\"");
        } else {
            at = end;
        }
    }
    return line;
}

std::string without_tool_spaces(const std::string & grammar) {
    std::string result;
    for (size_t start = 0; start < grammar.size();) {
        size_t end = grammar.find('\n', start);
        if (end == std::string::npos) end = grammar.size();
        const std::string line = grammar.substr(start, end - start);
        result += line.compare(0, 5, "tool-") == 0 ? without_space_rule(line) : line;
        if (end < grammar.size()) result += '\n';
        start = end + 1;
    }
    return result;
}

} // namespace mockloop
