// UTF-8 and grammar repairs.
#pragma once
#include <cstddef>
#include <string>

namespace mockloop {

// The length of `text` without an incomplete sequence at its end.
size_t complete_utf8_length(const std::string & text);

// `text` with every invalid UTF-8 sequence replaced by U+FFFD. llama.cpp's JSON throws on such bytes.
std::string replace_invalid_utf8(const std::string & text);

// llama.cpp's generated grammar allows blanks inside a tool call (rule `space`) where its generated parser refuses them
// ("</arg_value>\n </tool_call>"). GLM itself writes none there, so `space` is taken out of the tool rules. The root rule
// keeps it: there it is the line break before <think>.
std::string without_tool_spaces(const std::string & grammar);

} // namespace mockloop
