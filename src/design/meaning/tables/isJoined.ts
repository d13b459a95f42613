import { bottom } from "../../../base/geometry";
import type { Scene, SceneBox } from "../scene";
import { gapX } from "../scene";

/** Edges of cells that touch each other share a border (CSS px). */
export const JOINED_PX = 1.5;

/** Whether a box shares a side with another one of its height: cells do, cards do not. */
export function isJoined({ rect }: SceneBox, scene: Scene): boolean {
  return scene.boxes.some(
    (other) =>
      Math.abs(other.rect.y - rect.y) <= JOINED_PX &&
      Math.abs(bottom(other.rect) - bottom(rect)) <= JOINED_PX &&
      Math.abs(gapX(other.rect, rect)) <= JOINED_PX,
  );
}
