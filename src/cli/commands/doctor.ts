import type { ExaminedPart } from "../../protocol/schemas/models";
import { examineMachine } from "../../app/machine/examineMachine";
import { describeRemedy } from "../output/describeRemedy";
import { EXIT } from "../output/exitCodes";

/** `mockloop doctor`: exit code 1 when something does not work that should. */
export async function doctor(
  options: { readonly json: boolean; readonly browserPath: string | undefined },
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const lines = await examineMachine({ browserPath: options.browserPath }, signal);
  if (options.json) write(`${JSON.stringify({ type: "doctor", lines })}\n`);
  else for (const line of lines) write(`${describeLine(line)}\n`);
  return lines.some(({ state }) => state === "problem") ? EXIT.error : EXIT.converged;
}

function describeLine({ subject, state, text, advice, remedies = [] }: ExaminedPart): string {
  const marks: Record<ExaminedPart["state"], string> = {
    good: "ok  ",
    note: "note",
    problem: "BAD ",
  };
  const help = [...(advice === undefined ? [] : [advice]), ...remedies.map(describeRemedy)];
  return `${marks[state]}  ${subject}: ${text}${help.length === 0 ? "" : `\n      ${help.join(" ")}`}`;
}
