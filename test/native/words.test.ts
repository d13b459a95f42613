import { strict as assert } from "node:assert";
import type { ContentPart, Message } from "../../src/model/model";
import type { NativeEngine } from "../../src/model/llama/bridge/bridge";
import { toEngineMessages, toEngineTools } from "../../src/model/llama/messages/engineMessages";
import type { EngineRequest } from "../../src/protocol/schemas/nativeEngine";
import { nextJob, openTinyEngine, patternPng, viewTool, writeFileTool } from "./tinyModel";

/** Where the engine shows a picture's place in a prompt. */
const PICTURE = "\uFFFC";

const words = (name: string, count: number): string =>
  Array.from({ length: count }, (_, i) => `${name}${i}`).join(" ");
const text = (name: string, count = 20): ContentPart => ({
  type: "text",
  text: words(name, count),
});
const picture = (kind: number): ContentPart => ({
  type: "image",
  png: patternPng(56, 56, kind),
  width: 56,
  height: 56,
  role: "render",
});
const turn = (n: number, ...content: ContentPart[]): Message[] => [
  {
    role: "assistant",
    text: "",
    reasoning: "",
    toolCalls: [{ id: `call_${n}_0`, name: "view_mockup", argumentsJson: `{"x":${n}}` }],
  },
  { role: "tool", toolCallId: `call_${n}_0`, toolName: "view_mockup", content, isError: false },
];

/** Three turns: a tool result of words, one of a picture, one of both; feedback follows the last. */
const transcript = (results: number): readonly Message[] => [
  { role: "system", text: words("system", 20) },
  { role: "user", content: [picture(1), text("task")] },
  ...turn(1, text("result", results)),
  ...turn(2, picture(2)),
  ...turn(3, text("above"), picture(3), text("below")),
  { role: "user", content: [text("feedback")] },
];

/** All that must be in the prompt, in this order; a picture between the words it stands between. */
const told = (results: number): readonly string[] => [
  ...words("system", 20).split(" "),
  PICTURE,
  ...words("task", 20).split(" "),
  ...words("result", results).split(" "),
  PICTURE,
  ...words("above", 20).split(" "),
  PICTURE,
  ...words("below", 20).split(" "),
  ...words("feedback", 20).split(" "),
];

const request = (messages: readonly Message[]): EngineRequest => ({
  ...toEngineMessages(messages, true),
  tools: toEngineTools([writeFileTool, viewTool]) ?? "",
  maxTokens: 1,
});

/** A template that writes what each message says by `content`, and calls as JSON. */
const template = (content: string): string =>
  [
    "{% for m in messages %}<|{{ m.role }}|>\n",
    content,
    "{% for c in m.tool_calls or [] %}<tool_call>{{ c.function.name }}{% set a = c.function.arguments %}",
    "{{ a if a is string else a | tojson }}</tool_call>{% endfor %}",
    "{% endfor %}{% if add_generation_prompt %}<|assistant|>\n{% endif %}",
  ].join("");
const image = "<|begin_of_image|><|image|><|end_of_image|>";
const parts =
  "{% for p in m.content %}{% if p.type == 'text' %}{{ p.text }}{% endif %}{% endfor %}";
const seeing = `{% for p in m.content %}{% if p.type == 'text' %}{{ p.text }}{% elif p.type == 'image' %}${image}\n{% endif %}{% endfor %}`;
const either = (list: string): string =>
  `{% if m.content is string %}{{ m.content }}{% else %}${list}{% endif %}`;

/** What templates make of content. */
const templates: Readonly<Record<string, string | undefined>> = {
  "the model's own": undefined,
  "one that takes strings only": template("{{ m.content }}"),
  "one that goes through parts": template(parts),
  "one that takes either": template(either(parts)),
  "one that takes strings, and from tools parts only": template(
    `{% if m.role == 'tool' %}${parts}{% else %}${either(parts)}{% endif %}`,
  ),
  "one that writes pictures itself": template(either(seeing)),
  "one that writes users' pictures itself": template(
    `{% if m.role == 'tool' %}{{ m.content }}{% else %}${either(seeing)}{% endif %}`,
  ),
};

describe("what the model is told", () => {
  for (const [name, chatTemplate] of Object.entries(templates))
    it(`arrives word by word through a template: ${name}`, async () => {
      const engine = await openTinyEngine(chatTemplate === undefined ? {} : { chatTemplate });
      try {
        const prompt = await engine.renderPrompt(nextJob(), request(transcript(500)));
        const rest = assertInOrder(prompt, told(500));
        assert.ok(!rest.includes(PICTURE));
        const [short, long] = [await tokens(engine, 1), await tokens(engine, 500)];
        console.log(`      ${short} tokens with one word as the first result, ${long} with 500`);
        assert.ok(long - short >= 499);
      } finally {
        await engine.dispose(nextJob());
      }
    });

  // The second prints tools' strings, but llama.cpp makes lists of all strings for a template whose users' words must be lists.
  for (const content of [
    "{% if m.role != 'tool' %}{{ m.content }}{% endif %}",
    `{% if m.role == 'tool' %}{{ m.content }}{% else %}${parts}{% endif %}`,
  ])
    it(`refuses to answer without the tools' words where they get lost: ${content}`, async () => {
      const engine = await openTinyEngine({ chatTemplate: template(content) });
      try {
        const work = engine.generate(nextJob(), request(transcript(1)));
        await assert.rejects(work, {
          code: "BAD_REQUEST",
          message: /leaves out what tool messages say/,
        });
        const opening = request(transcript(1).slice(0, 2));
        assert.match(await engine.renderPrompt(nextJob(), opening), /task19/);
      } finally {
        await engine.dispose(nextJob());
      }
    });

  it("stands beside pictures as the model's own template puts it, in users' and tools' messages", async () => {
    const glm = (lineBreak: string): string =>
      template(
        either(
          `{% for p in m.content %}{% if p.type == 'text' %}{{ p.text }}{% elif p.type in ['image', 'image_url'] %}${image}{{ '${lineBreak}' }}{% endif %}{% endfor %}`,
        ),
      );
    const shown: readonly Message[] = [
      { role: "user", content: [text("first", 2), picture(1), text("second", 2)] },
      ...turn(1, picture(2), text("third", 2), picture(3), picture(2)),
    ];
    for (const [chatTemplate, after] of [
      [glm("\\n"), "\n"],
      [glm(" "), " "],
      [glm(""), ""],
      [undefined, ""], // the fixture's own has no words for pictures
    ] as const) {
      const engine = await openTinyEngine(chatTemplate === undefined ? {} : { chatTemplate });
      try {
        const prompt = await engine.renderPrompt(nextJob(), request(shown));
        const seen = `${PICTURE}${after}`;
        assert.ok(prompt.includes(`first0 first1${seen}second0 second1`), prompt);
        assert.ok(prompt.includes(`\n${seen}third0 third1${seen}${seen}`), prompt);
        const { stats } = await engine.generate(nextJob(), request(shown));
        assert.equal(stats.imagesInPrompt, 4);
      } finally {
        await engine.dispose(nextJob());
      }
    }
  });

  it("puts no picture where the words only look like a template's own for pictures", async () => {
    const engine = await openTinyEngine({ chatTemplate: template(either(seeing)) });
    try {
      const messages: readonly Message[] = [
        { role: "system", text: `Pictures look like ${image} here.` },
        { role: "user", content: [text("a"), picture(1), text("b")] },
      ];
      const prompt = await engine.renderPrompt(nextJob(), request(messages));
      assertInOrder(prompt, [image, "a19", PICTURE, "b0"]);
      assert.equal(prompt.split(PICTURE).length, 2);
    } finally {
      await engine.dispose(nextJob());
    }
  });
});

/** Looks for each text behind the one before; returns what stands behind the last. */
function assertInOrder(prompt: string, texts: readonly string[]): string {
  let at = 0;
  for (const wanted of texts) {
    const found = prompt.indexOf(wanted, at);
    assert.ok(found >= 0, `${wanted} is missing: ${prompt}`);
    at = found + wanted.length;
  }
  return prompt.slice(at);
}

async function tokens(engine: NativeEngine, results: number): Promise<number> {
  return (await engine.generate(nextJob(), request(transcript(results)))).stats.promptTokens;
}
