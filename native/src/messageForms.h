// In which form a chat template takes what a message says. Templates differ: some print a string only, some a list of parts
// only, some one for users and the other for tools, and what they do not take they leave out without a word. So each is asked
// once, with words and a picture, and every message is then written in a form whose words arrived.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "chat.h"

namespace mockloop {

// What a template does with the messages of one role.
struct MessageForm {
    bool as_string = false; // it prints a string
    bool as_part = false;   // it prints the text of a list of one part
    // What it writes for a part of type "image" between parts of text, without the blanks around; "" when it leaves it out.
    std::string picture;
};

class MessageForms {
  public:
    // Asks the template. What it throws counts as left out.
    explicit MessageForms(const common_chat_templates * templates);

    // Writes the messages, whose pictures are parts of type "media_marker", in the forms the template takes. `own_pictures`:
    // a picture is a part of type "image" wherever the template has words of its own for it; `place_pictures` then has to put
    // the marker there. Otherwise the marker stands in the text. Throws BAD_REQUEST for words that the template leaves out.
    void write(std::vector<common_chat_msg> & messages, const std::string & marker, bool own_pictures) const;

    // Puts the marker where a template wrote its own words for the pictures of `messages`, which `write` wrote. False when that
    // cannot be told for sure, because a text contains the same words.
    bool place_pictures(std::string & prompt, const std::vector<common_chat_msg> & messages, const std::string & marker) const;

  private:
    const MessageForm & of(const std::string & role) const;
    std::map<std::string, MessageForm> forms_; // "user", "tool"
};

} // namespace mockloop
