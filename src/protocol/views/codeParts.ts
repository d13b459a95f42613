import type { IterationLine } from "../runProtocol";

type Code = NonNullable<IterationLine["code"]>;

/** A part of the code's score, as people read it. */
export interface CodePart {
  readonly name: string;
  /** What it is about. */
  readonly hint: string;
  /** 0–1. */
  readonly read: (code: Code) => number;
}

/** All of them, what weighs most first. */
export const CODE_PARTS: readonly CodePart[] = [
  {
    name: "Other widths",
    hint: "What a reader gets in windows of other widths",
    read: ({ reflow }) => reflow,
  },
  {
    name: "Meaning",
    hint: "Text that stands in elements that say what it is",
    read: ({ meaning }) => meaning,
  },
  {
    name: "Flow",
    hint: "Elements that are laid out, not placed",
    read: ({ flow }) => flow,
  },
  { name: "Economy", hint: "Few declarations an element", read: ({ economy }) => economy },
  { name: "Names", hint: "Class names that say something", read: ({ names }) => names },
  { name: "Numbers", hint: "Lengths somebody would write", read: ({ numbers }) => numbers },
  {
    name: "Accessibility",
    hint: "Checks for screen readers and keyboards that pass",
    read: ({ accessibility }) => accessibility,
  },
];
