#include "messageForms.h"

#include <algorithm>

#include "errors.h"

namespace mockloop {

namespace {

// Words no template has.
const std::string before = "qzbeforeqz", after = "qzafterqz";
const char * const blanks = " \t\r\n";

common_chat_msg words_of(const char * role, const std::string & content) {
    common_chat_msg message;
    message.role = role;
    message.content = content;
    return message;
}

// The prompt of a conversation that ends with `message`; "" when the template throws.
std::string render(const common_chat_templates * templates, const common_chat_msg & message) {
    common_chat_templates_inputs inputs;
    inputs.now = {};
    inputs.tools = {{"look", "Looks.", R"({"type":"object","properties":{"at":{"type":"string"}},"required":["at"]})"}};
    if (message.role == "tool") {
        inputs.messages = {words_of("user", "Look."), words_of("assistant", "")};
        inputs.messages.back().tool_calls = {{"look", R"({"at":"it"})", "call00001"}};
    }
    inputs.messages.push_back(message);
    try {
        return common_chat_templates_apply(templates, inputs).prompt;
    } catch (const std::exception &) {
        return "";
    }
}

// What stands between both words in a prompt, when both do.
bool between(const std::string & prompt, std::string & found) {
    const size_t start = prompt.find(before), end = prompt.find(after);
    if (start == std::string::npos || end == std::string::npos || end < start + before.size()) return false;
    found = prompt.substr(start + before.size(), end - start - before.size());
    return true;
}

std::string trim(const std::string & text) {
    const size_t start = text.find_first_not_of(blanks);
    return start == std::string::npos ? "" : text.substr(start, text.find_last_not_of(blanks) - start + 1);
}

MessageForm ask(const common_chat_templates * templates, const char * role) {
    common_chat_msg message = words_of(role, before + " " + after);
    if (message.role == "tool") {
        message.tool_name = "look";
        message.tool_call_id = "call00001";
    }
    MessageForm form;
    std::string found;
    form.as_string = between(render(templates, message), found) && found == " ";
    message.content_parts = {{"text", message.content}};
    message.content.clear();
    form.as_part = between(render(templates, message), found) && found == " ";
    message.content_parts = {{"text", before}, {"image", ""}, {"text", after}};
    if (between(render(templates, message), found)) form.picture = trim(found);
    return form;
}

bool has_picture(const common_chat_msg & message, const char * type) {
    return std::any_of(message.content_parts.begin(), message.content_parts.end(),
        [type](const auto & part) { return part.type == type; });
}

size_t count(const std::string & text, const std::string & what) {
    size_t found = 0;
    for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size()) found++;
    return found;
}

} // namespace

MessageForms::MessageForms(const common_chat_templates * templates)
    : forms_{{"user", ask(templates, "user")}, {"tool", ask(templates, "tool")}} {}

const MessageForm & MessageForms::of(const std::string & role) const {
    static const MessageForm others{true, true, ""};
    const auto found = forms_.find(role);
    return found == forms_.end() ? others : found->second;
}

void MessageForms::write(std::vector<common_chat_msg> & messages, const std::string & marker, bool own_pictures) const {
    for (auto & message : messages) {
        const auto & form = of(message.role);
        if (own_pictures && !form.picture.empty() && has_picture(message, "media_marker")) {
            for (auto & part : message.content_parts) {
                if (part.type == "media_marker") part.type = "image";
            }
            continue;
        }
        bool text_before = false; // words meet on two lines, a picture stands in its line
        for (const auto & part : message.content_parts) {
            const bool is_text = part.type == "text";
            message.content += is_text ? (text_before ? "\n" : "") + part.text : marker;
            text_before = is_text;
        }
        message.content_parts.clear();
        if (message.content.empty() || form.as_string) continue;
        if (!form.as_part)
            fail("BAD_REQUEST", "the model's chat template leaves out what " + message.role + " messages say");
        message.content_parts = {{"text", message.content}};
        message.content.clear();
    }
}

bool MessageForms::place_pictures(
    std::string & prompt, const std::vector<common_chat_msg> & messages, const std::string & marker) const {
    std::map<std::string, size_t> expected; // each role's words for a picture, and how many there must be
    for (const auto & message : messages) {
        for (const auto & part : message.content_parts) {
            if (part.type == "image") expected[of(message.role).picture]++;
        }
    }
    for (const auto & [words, pictures] : expected) {
        if (count(prompt, words) != pictures) return false;
        for (size_t at = 0; (at = prompt.find(words, at)) != std::string::npos; at += marker.size())
            prompt.replace(at, words.size(), marker);
    }
    return true;
}

} // namespace mockloop
