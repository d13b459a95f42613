import type { DesignNode } from "../../design/design";
import { px, type Declaration } from "../page/declaration";
import type { TextLineContent } from "./pageElement";

const CONTROLS = new Set(["input", "select", "textarea"]);

/** What a control has that other elements have not. */
export interface ControlParts {
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: readonly TextLineContent[];
  /** The choices of a select, as texts. */
  readonly options: readonly string[];
  readonly style: readonly Declaration[];
}

/** Undefined for elements that are no controls. Their words are attributes, options or content, never mere text. */
export function controlParts({
  meaning,
  rect,
  width,
  picture,
}: DesignNode): ControlParts | undefined {
  const { tag, attributes = {} } = meaning;
  if (!CONTROLS.has(tag)) return undefined;
  const { value, placeholder, ...others } = attributes;
  const isMark = /^(checkbox|radio)$/.test(attributes["type"] ?? "");
  const style: Declaration[] = [];
  if (isMark)
    style.push(["width", px(Math.round(rect.width))], ["height", px(Math.round(rect.height))]);
  else if (width.kind === "hug") style.push(["width", px(Math.round(rect.width))]);
  if (picture) style.push(["border-radius", "0"]);
  if (tag === "input")
    return { attributes, text: [], options: [], style: isMark ? style.slice(0, 2) : style };
  const words = value ?? placeholder ?? "";
  if (tag === "select") return { attributes: others, text: [], options: [words], style };
  const said: Record<string, string> = placeholder === undefined ? {} : { placeholder };
  return {
    attributes: { ...others, ...said },
    text: value === undefined ? [] : [[value]],
    options: [],
    style,
  };
}
