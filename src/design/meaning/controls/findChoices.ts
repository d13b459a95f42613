import type { Rect } from "../../../base/geometry";
import { right } from "../../../base/geometry";
import type { Kind } from "../texts/kinds";
import type { Scene, SceneBox, SceneText } from "../scene";
import { centerY, cornerRadius, fillColor, saturation } from "../scene";
import { WORDS } from "../texts/words";

/** A box to tick, one of several to choose, or a switch, and what it is for. */
export interface FoundChoice {
  readonly type: "checkbox" | "radio" | "switch";
  readonly checked: boolean;
  /** The id of the box or picture that shows it. */
  readonly markId: string;
  readonly label: SceneText;
}

interface Mark {
  readonly id: string;
  readonly rect: Rect;
  readonly box: SceneBox | undefined;
}

/** What speaks for a choice; one whose signs add up to more than 0 is one. */
const WEIGHTS = {
  always: -1.6,
  saysAChoice: 2,
  isLabel: 1.4,
  empty: 0.6,
  bordered: 0.7,
  siblings: 0.8,
  toggle: 0.7,
  icon: -1.7,
  labelBefore: -0.9,
  isOther: -1.8,
} as const;

type Sign = keyof typeof WEIGHTS;

export function findChoices(scene: Scene, kinds: ReadonlyMap<SceneText, Kind>): FoundChoice[] {
  const marks = marksOf(scene);
  const pairs = marks.flatMap((mark) => {
    const label = labelOf(mark.rect, scene);
    return label ? [{ mark, label }] : [];
  });
  return pairs
    .filter(({ mark, label }) => {
      const siblings = pairs.some(
        (other) =>
          other.mark !== mark &&
          Math.abs(other.mark.rect.x - mark.rect.x) < 2 &&
          Math.abs(other.mark.rect.width - mark.rect.width) < 3 &&
          !!other.mark.box === !!mark.box,
      );
      return choiceScore(mark, label, siblings, kinds.get(label)) > 0;
    })
    .map(({ mark, label }) => ({
      type: typeOf(mark),
      checked: !mark.box || saturation(fillColor(mark.box.box)) > 60,
      markId: mark.id,
      label,
    }));
}

function marksOf(scene: Scene): Mark[] {
  const boxes = scene.boxes
    .filter(({ texts }) => texts.length === 0)
    .map((box) => ({ id: box.box.id, rect: box.rect, box }));
  const icons = scene.pictures.map(({ id, box }) => ({ id, rect: box, box: undefined }));
  return [...boxes, ...icons].filter(({ rect }) => isTick(rect) || isToggle(rect));
}

const isTick = ({ width, height }: Rect): boolean =>
  width >= 9 && width <= 26 && Math.abs(width - height) <= 2;

const isToggle = ({ width, height }: Rect): boolean =>
  height >= 12 && height <= 32 && width >= 1.5 * height && width <= 2.3 * height;

/** The text right after the mark, or the one on its line whose row it ends. */
function labelOf(mark: Rect, scene: Scene): SceneText | undefined {
  const level = scene.texts.filter(
    ({ ink, block }) =>
      Math.abs(centerY(block.lines[0]?.ink ?? ink) - centerY(mark)) < 0.6 * block.style.sizePx &&
      /\p{L}/u.test(block.lines[0]?.text ?? ""),
  );
  const [after] = level.filter(({ ink }) => ink.x > right(mark)).sort((a, b) => a.ink.x - b.ink.x);
  if (after && after.ink.x - right(mark) < 1.4 * after.block.style.sizePx) return after;
  const [before] = level.filter(({ ink }) => right(ink) < mark.x).sort((a, b) => b.ink.x - a.ink.x);
  return before && !after ? before : undefined;
}

function choiceScore(
  mark: Mark,
  label: SceneText,
  siblings: boolean,
  kind: Kind | undefined,
): number {
  const signs: Record<Sign, boolean> = {
    always: true,
    saysAChoice: WORDS.choice.test(label.text.toLowerCase()),
    isLabel: kind === "label",
    empty: !!mark.box,
    bordered: !!mark.box?.box.border,
    siblings,
    toggle: isToggle(mark.rect),
    labelBefore: label.ink.x < mark.rect.x,
    icon: !mark.box,
    isOther: kind === "link" || kind === "heading" || kind === "button" || kind === "cell",
  };
  return (Object.keys(WEIGHTS) as Sign[]).reduce(
    (sum, sign) => sum + (signs[sign] ? WEIGHTS[sign] : 0),
    0,
  );
}

function typeOf({ rect, box }: Mark): FoundChoice["type"] {
  if (isToggle(rect)) return "switch";
  return box && cornerRadius(box.box) > 0.4 * rect.width ? "radio" : "checkbox";
}
