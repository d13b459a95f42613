import type { ExaminedPart } from "../../protocol/schemas/models";
import { examineMachine } from "../../app/machine/examineMachine";
import { examineServer } from "../../app/machine/examineServer";
import type { ExamineServerOptions } from "../../app/machine/examineServer";
import { describeRemedy } from "../output/describeRemedy";
import { EXIT } from "../output/exitCodes";

export interface DoctorOptions {
  readonly json: boolean;
  readonly browserPath: string | undefined;
  /** A server to look at instead of this machine. */
  readonly server?: ExamineServerOptions | undefined;
}

/** `mockloop doctor`: exit code 1 when something does not work that should. */
export async function doctor(
  { json, browserPath, server }: DoctorOptions,
  write: (text: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const lines = server
    ? await examineServer(server, signal)
    : await examineMachine({ browserPath }, signal);
  if (json) write(`${JSON.stringify({ type: "doctor", lines })}\n`);
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
