import { MockloopError } from "../../../base/errors";

/** llama.cpp's names for the parts of a split file: "NAME-00001-of-00003.gguf". */
const PART = /-(\d{5})-of-(\d{5})(?=\.gguf\b)/i;
/** More parts than anything published has. */
const MOST_PARTS = 999;

/**
 * The names of all parts of the file that `name` (a name, a path, an address) begins; itself alone when it is no part.
 *
 * @throws MockloopError BAD_OPTION when it is another part than the first, or counts wrongly.
 */
export function partNames(name: string): readonly string[] {
  const [, part, count] = PART.exec(name) ?? [];
  if (part === undefined || count === undefined) return [name];
  const nameOf = (number: number): string =>
    name.replace(PART, `-${String(number).padStart(5, "0")}-of-${count}`);
  const [index, total] = [Number(part), Number(count)];
  if (total < 1 || total > MOST_PARTS || index > total)
    throw new MockloopError(
      "BAD_OPTION",
      `"${name}" is no part of a split file: its numbers are wrong.`,
    );
  if (index !== 1)
    throw new MockloopError(
      "BAD_OPTION",
      `"${name}" is part ${index} of ${total} of a split file. Name the first: ${nameOf(1)}.`,
    );
  return Array.from({ length: total }, (_, at) => nameOf(at + 1));
}

/** A model's name without the number of its part. */
export function nameWithoutPart(name: string): string {
  return name.replace(PART, "").replace(/-\d{5}-of-\d{5}$/i, "");
}
