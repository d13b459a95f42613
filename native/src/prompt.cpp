#include "prompt.h"

#include <chrono>

#include "text.h"

namespace mockloop {

double now_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

static size_t count_pictures(const std::vector<common_chat_msg> & messages) {
    size_t count = 0;
    for (const auto & message : messages) {
        for (const auto & part : message.content_parts) count += part.type == "media_marker";
    }
    return count;
}

static common_chat_templates_inputs read_inputs(const LoadedModel & model, const GenerateRequest & request) {
    common_chat_templates_inputs inputs;
    inputs.messages = common_chat_msgs_parse_oaicompat(common_json::parse(request.messages));
    const size_t pictures = count_pictures(inputs.messages);
    if (pictures != request.images.size())
        fail("BAD_REQUEST", std::to_string(pictures) + " pictures in the messages but " +
            std::to_string(request.images.size()) + " image files");
    if (pictures > 0 && !model.has_vision()) fail("NO_VISION", "the messages have pictures but no mmproj is loaded");
    if (!request.tools.empty())
        inputs.tools = common_chat_tools_parse_oaicompat(common_json::parse(request.tools));
    inputs.tool_choice = common_chat_tool_choice_parse_oaicompat(request.tool_choice);
    inputs.parallel_tool_calls = request.parallel_tool_calls;
    inputs.reasoning_format = COMMON_REASONING_FORMAT_DEEPSEEK;
    inputs.enable_thinking = request.enable_thinking;
    inputs.now = {}; // a template that prints the date must not change the prompt's bytes between rounds
    return inputs;
}

// The template's prompt, with the engine's own marker where pictures stand: where the template itself would put them, else
// where they stand in the messages.
static common_chat_params apply_template(const LoadedModel & model, const common_chat_templates_inputs & inputs) {
    for (const bool own_pictures : {true, false}) {
        auto written = inputs;
        model.forms->write(written.messages, model.media_marker, own_pictures);
        auto chat = common_chat_templates_apply(model.templates.get(), written);
        if (model.forms->place_pictures(chat.prompt, written.messages, model.media_marker)) return chat;
    }
    fail("INTERNAL", "the pictures' places in the prompt were not found");
}

Prompt render_prompt(const LoadedModel & model, const GenerateRequest & request) {
    try {
        Prompt prompt;
        prompt.chat = apply_template(model, read_inputs(model, request));
        prompt.chat.grammar = without_tool_spaces(prompt.chat.grammar);
        prompt.parser = common_chat_parser_params(prompt.chat);
        prompt.parser.reasoning_format = COMMON_REASONING_FORMAT_DEEPSEEK;
        prompt.parser.parse_tool_calls = !request.tools.empty();
        if (!prompt.chat.parser.empty()) prompt.parser.parser.load(prompt.chat.parser);
        return prompt;
    } catch (const EngineError &) {
        throw;
    } catch (const std::exception & error) {
        fail("BAD_REQUEST", std::string("the messages do not fit the model's chat template: ") + error.what());
    }
}

// A trigger that is one preserved token is watched for as a token: its text could also be spelled with other tokens.
static common_grammar_trigger as_token(const llama_vocab * vocab, const common_grammar_trigger & trigger,
    const std::set<llama_token> & preserved) {
    if (trigger.type != COMMON_GRAMMAR_TRIGGER_TYPE_WORD) return trigger;
    const auto tokens = common_tokenize(vocab, trigger.value, false, true);
    if (tokens.size() != 1 || !preserved.count(tokens[0])) return trigger;
    common_grammar_trigger result;
    result.type = COMMON_GRAMMAR_TRIGGER_TYPE_TOKEN;
    result.value = trigger.value;
    result.token = tokens[0];
    return result;
}

// The mapping llama-server uses, so that the same request samples the same way.
common_params_sampling read_sampling(const llama_vocab * vocab, const GenerateRequest & request, const common_chat_params & chat) {
    const auto tokenize = [&](const std::string & text) { return common_tokenize(vocab, text, false, true); };
    common_params_sampling params;
    params.seed = request.seed;
    params.temp = request.temperature;
    params.top_k = request.top_k;
    params.top_p = request.top_p;
    params.min_p = request.min_p;
    params.penalty_repeat = request.repeat_penalty;
    params.no_perf = true;
    params.generation_prompt = chat.generation_prompt;
    for (const auto & text : chat.preserved_tokens) {
        const auto tokens = tokenize(text);
        if (tokens.size() == 1) params.preserved_tokens.insert(tokens[0]);
    }
    if (!chat.grammar.empty()) params.grammar = {COMMON_GRAMMAR_TYPE_TOOL_CALLS, chat.grammar};
    params.grammar_lazy = chat.grammar_lazy;
    for (const auto & trigger : chat.grammar_triggers)
        params.grammar_triggers.push_back(as_token(vocab, trigger, params.preserved_tokens));
    if (!chat.thinking_end_tags.empty()) { // the lazy grammar sleeps inside <think>
        params.reasoning_budget_tokens = request.reasoning_budget;
        params.reasoning_budget_start = tokenize(chat.thinking_start_tag);
        for (const auto & tag : chat.thinking_end_tags) params.reasoning_budget_end.push_back(tokenize(tag));
        params.reasoning_budget_forced = tokenize(chat.thinking_end_tags.front());
    }
    return params;
}

Sampler create_sampler(const LoadedModel & model, const common_params_sampling & sampling) {
    try {
        return Sampler(model.model.get(), sampling, *model.first_bytes);
    } catch (const std::exception & error) {
        fail("GRAMMAR", error.what());
    }
}

void AnswerStream::look(const std::string & text, bool finished) {
    const double start = now_ms();
    if (!listener_.on_delta || (!finished && start < next_look_ms_)) return;
    try {
        const std::string whole = text.substr(0, complete_utf8_length(text));
        auto message = common_chat_parse(replace_invalid_utf8(whole), true, parser_);
        for (const auto & diff : common_chat_msg_diff::compute_diffs(previous_, message)) {
            if (!diff.reasoning_content_delta.empty()) listener_.on_delta({"reasoning", diff.reasoning_content_delta});
            if (!diff.content_delta.empty()) listener_.on_delta({"content", diff.content_delta});
            if (diff.tool_call_index != std::string::npos)
                listener_.on_delta({"tool_call", diff.tool_call_delta.arguments, (int) diff.tool_call_index,
                    diff.tool_call_delta.name});
        }
        previous_ = std::move(message);
    } catch (const std::exception &) { // a half-written call may not parse, or parse to less than before
        stats_.stream_parse_errors++;
    }
    const double end = now_ms();
    next_look_ms_ = end + std::max(20.0, 10 * (end - start));
}

} // namespace mockloop
