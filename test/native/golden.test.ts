import { strict as assert } from "node:assert";
import type { TSchema } from "typebox";
import { matches } from "../../src/base/schema";
import type { Message, ToolSpec } from "../../src/model/model";
import { toEngineMessages, toEngineTools } from "../../src/model/llama/messages/engineMessages";
import { readAnswer } from "../../src/model/llama/messages/readAnswer";
import { nextJob, openTinyEngine, patternPng, viewTool, writeFileTool } from "./tinyModel";

const tools: readonly ToolSpec[] = [writeFileTool, viewTool];
const schemas = new Map<string, TSchema>(tools.map((tool) => [tool.name, tool.parameters]));

const messages: readonly Message[] = [
  {
    role: "user",
    content: [
      { type: "image", png: patternPng(112, 112, 2), width: 112, height: 112, role: "mockup" },
      { type: "text", text: "Build this." },
    ],
  },
];

type Fate = "valid call" | "repairable call" | "length stop" | "lost";

/** What a turn could do with the answer. */
function judge(answer: ReturnType<typeof readAnswer>): Fate {
  const call = answer.message.toolCalls[0];
  if (!call) return answer.stop === "length" ? "length stop" : "lost";
  try {
    const args: unknown = JSON.parse(call.argumentsJson);
    const schema = schemas.get(call.name);
    if (schema && matches(schema, args)) return "valid call";
  } catch {
    // A call with broken arguments: the tools say so to the model.
  }
  return answer.stop === "length" ? "length stop" : "repairable call";
}

describe("100 seeds with tool_choice required", () => {
  for (const temperature of [1, 1.6]) {
    it(`loses no answer at temperature ${temperature}`, async () => {
      const engine = await openTinyEngine();
      const fates: Record<Fate, number> = {
        "valid call": 0,
        "repairable call": 0,
        "length stop": 0,
        lost: 0,
      };
      try {
        for (let seed = 1; seed <= 100; seed++) {
          const result = await engine.generate(nextJob(), {
            ...toEngineMessages(messages, true),
            tools: toEngineTools(tools) ?? "",
            toolChoice: "required",
            maxTokens: 300,
            temperature,
            seed,
          });
          const answer = readAnswer(result, tools, (index) => `call_${seed}_${index}`);
          const fate = judge(answer);
          assert.notEqual(fate, "lost", `seed ${seed}: ${JSON.stringify(result)}`);
          assert.ok(result.raw.length > 0);
          fates[fate]++;
          // Whatever the answer is, the transcript goes on with it.
          const next: Message[] = [...messages, answer.message];
          const call = answer.message.toolCalls[0];
          if (call)
            next.push({
              role: "tool",
              toolCallId: call.id,
              toolName: call.name,
              content: [{ type: "text", text: "No." }],
              isError: true,
            });
          if (seed % 10 === 0)
            await engine.generate(nextJob(), {
              ...toEngineMessages(next, true),
              tools: toEngineTools(tools) ?? "",
              maxTokens: 2,
              seed,
            });
        }
      } finally {
        await engine.dispose(nextJob());
      }
      console.log(`      ${JSON.stringify(fates)}`);
      assert.ok(
        fates["valid call"] >= 20,
        "the grammar and the tiny model's bias make calls likely",
      );
    });
  }
});
