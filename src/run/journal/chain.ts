import { createHash } from "node:crypto";

/**
 * The end of each line of a journal: its number, the hash of the line before, and its own. So a line that is changed, moved or missing
 * shows. It is no signature: who may write the file can make all of it anew, unless somebody else knows the newest hash.
 */
const CHAIN =
  /,"chain":\{"line":(\d+),"prev":"([0-9a-f]{64})"(?:,"torn":"([0-9a-f]{64})")?,"hash":"([0-9a-f]{64})"\}\}$/;

/** What stands at the end of a line. */
export interface ChainMark {
  /** From 1, of the lines that have one. */
  readonly line: number;
  /** The hash of the line before; of the first one, of all that stands before it. */
  readonly prev: string;
  /** The hash of the line just before, which was cut off when a process was killed. */
  readonly torn: string | undefined;
  /** Of the line without this field. */
  readonly hash: string;
}

export const sha256 = (data: string | Uint8Array): string =>
  createHash("sha256").update(data).digest("hex");

/** The mark of a line; undefined: it has none. */
export function readMark(raw: string): ChainMark | undefined {
  const [, line, prev, torn, hash] = CHAIN.exec(raw) ?? [];
  if (line === undefined || prev === undefined || hash === undefined) return undefined;
  return { line: Number(line), prev, torn, hash };
}

/** Whether a line is what its mark says. */
export function isGenuine(raw: string, { hash }: ChainMark): boolean {
  return sha256(`${raw.slice(0, -`,"hash":"${hash}"}}`.length)}}}`) === hash;
}

/** Marks the lines of a journal, one after the other. */
export class JournalChain {
  private constructor(
    private line: number,
    private prev: string,
    private torn: string | undefined,
  ) {}

  /** Where a journal goes on that holds `text`: with the line after its last one. What was cut off at its end is noted. */
  static after(text: string): JournalChain {
    const lines = text.split("\n").filter((raw) => raw !== "");
    const last = lines.at(-1);
    const at = lines.findLastIndex((raw) => readMark(raw) !== undefined);
    const mark = readMark(lines[at] ?? "");
    if (!mark) return new JournalChain(0, sha256(text), undefined);
    const torn = at < lines.length - 1 && last !== undefined ? sha256(last) : undefined;
    return new JournalChain(mark.line, mark.hash, torn);
  }

  /** The newest line's number and hash. */
  get head(): { readonly line: number; readonly hash: string } {
    return { line: this.line, hash: this.prev };
  }

  /** A line as it is written, without its line break. */
  add(value: object): string {
    const { prev, torn } = this;
    this.line++;
    this.torn = undefined;
    const chain = { line: this.line, prev, ...(torn !== undefined && { torn }) };
    const text = JSON.stringify({ ...value, chain });
    this.prev = sha256(text);
    return `${text.slice(0, -2)},"hash":"${this.prev}"}}`;
  }
}
