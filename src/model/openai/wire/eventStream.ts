import { createParser } from "eventsource-parser";

/** A line, or an event, is longer than any server's. */
export class LineTooLongError extends Error {
  override readonly name = "LineTooLongError";
}

/** The longest event that is kept in memory; a whole file in one tool call takes some hundred kB. Characters. */
const MAX_EVENT_CHARS = 8_000_000;

/**
 * The data of each event of a stream of server-sent events, comments left out. What follows the last whole event is dropped: an event
 * ends with an empty line. UTF-8 may be cut anywhere between chunks.
 *
 * @throws LineTooLongError before a line is held that is longer than `maxChars`; what `chunks` throws.
 */
export async function* readEvents(
  chunks: AsyncIterable<Uint8Array>,
  maxChars = MAX_EVENT_CHARS,
): AsyncGenerator<string> {
  const events: string[] = [];
  let tooLong = false;
  const parser = createParser({
    maxBufferSize: maxChars,
    onEvent: ({ data }) => events.push(data),
    onError: ({ type }) => (tooLong ||= type === "max-buffer-size-exceeded"),
  });
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield* events.splice(0);
    if (tooLong) throw new LineTooLongError(`a line of more than ${maxChars} characters`);
  }
  // Some servers forget the empty line after the last event.
  parser.feed(`${decoder.decode()}\n\n`);
  yield* events.splice(0);
}
