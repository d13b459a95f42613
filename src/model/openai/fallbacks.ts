import type { ModelRequest } from "../model";
import type { Asked } from "./wire/askServer";
import type { Abilities } from "./request/chatRequest";

type Refusal = Extract<Asked, { type: "refusal" }>;

/** How the next request is made, after what was learnt. */
export interface Manner extends Abilities {
  /** Whether only what every server knows is sent: no sampling, no extras. */
  readonly lean: boolean;
}

/** What a refusal teaches: another manner, and the sentence that says so. `lasting`: it holds for later requests as well. */
export interface Lesson {
  readonly manner: Manner;
  readonly message: string;
}

const ABOUT_TOOLS = /\btools?\b|tool[-_ ]?choice|tool[-_ ]?call|function[-_ ]?call/i;
const ABOUT_PICTURES = /image|vision|multi-?modal|mmproj|picture|content type|content part/i;
const ABOUT_FIELDS =
  /unsupported|not supported|unrecogni[sz]ed|unknown|unexpected|not (permitted|allowed)|extra (inputs|fields)|invalid (parameter|value|argument)/i;

/**
 * What to do about a server that does not take a request: the smallest step that may help, undefined when none is left. Servers differ
 * in what they call it, so the words decide only where more than one thing could be meant.
 */
export function learnFrom(
  { status, told, failure }: Refusal,
  request: ModelRequest,
  manner: Manner,
  host: string,
): Lesson | undefined {
  const words = told?.message ?? "";
  const isRefused = status === 400 || status === 415 || status === 422 || status === 501;
  // Templates that cannot print something fail inside the server.
  if (!isRefused && !(status === 500 && (ABOUT_PICTURES.test(words) || /tools param/i.test(words))))
    return undefined;
  if (failure.code === "context") return undefined;
  const sent = picturesIn(request);
  const learn = (change: Partial<Manner>, message: string): Lesson => ({
    manner: { ...manner, ...change },
    message: `${host} ${message}`,
  });
  if (manner.vision && manner.toolImages && sent.inTools && !/tool[-_ ]?choice/i.test(words))
    return learn(
      { toolImages: false },
      "takes no pictures in tool results; they follow in a message of their own.",
    );
  if (manner.nativeTools && request.tools.length > 0 && ABOUT_TOOLS.test(words))
    return learn(
      { nativeTools: false },
      "has no tools for this model; they are described to it in words.",
    );
  if (manner.vision && sent.any && ABOUT_PICTURES.test(words))
    return learn(
      { vision: false },
      "takes no pictures for this model; it works from the measurements alone.",
    );
  if (!manner.lean && (ABOUT_FIELDS.test(words) || words === ""))
    return learn({ lean: true }, "refused some settings of the request; they are left out.");
  return undefined;
}

/**
 * Whether a server failed over what the model wrote: its own reader of tool calls did not understand it (llama-server's "does not match
 * the expected … format"), or it was no text ("invalid UTF-8 byte"). Another answer may be sound, and without tools of the server's own
 * there is less to fail on.
 */
export function isReaderFailure({ status, told }: Refusal): boolean {
  return (
    status === 500 && /pars(e|ing)|expected .* format|invalid UTF-8/i.test(told?.message ?? "")
  );
}

function picturesIn({ messages }: ModelRequest): {
  readonly any: boolean;
  readonly inTools: boolean;
} {
  const holds = (role: "user" | "tool"): boolean =>
    messages.some(
      (message) => message.role === role && message.content.some(({ type }) => type === "image"),
    );
  return { any: holds("user") || holds("tool"), inTools: holds("tool") };
}
