import type { Rect } from "../../base/geometry";
import type { Border, CornerRadii, Paint, Shadow } from "../inspection";

/** Device px to CSS px; `scale` is device px in a CSS px. */
export const scaleRect = ({ x, y, width, height }: Rect, scale: number): Rect => ({
  x: x / scale,
  y: y / scale,
  width: width / scale,
  height: height / scale,
});

export const scaleBorder = (border: Border, scale: number): Border => ({
  color: border.color,
  top: border.top / scale,
  right: border.right / scale,
  bottom: border.bottom / scale,
  left: border.left / scale,
});

export const scaleRadius = (radius: CornerRadii, scale: number): CornerRadii => ({
  topLeft: radius.topLeft / scale,
  topRight: radius.topRight / scale,
  bottomRight: radius.bottomRight / scale,
  bottomLeft: radius.bottomLeft / scale,
});

export const scaleShadow = (shadow: Shadow, scale: number): Shadow => ({
  ...shadow,
  dx: shadow.dx / scale,
  dy: shadow.dy / scale,
  blur: shadow.blur / scale,
  spread: shadow.spread / scale,
});

export const scalePaint = (paint: Paint, scale: number): Paint =>
  paint.kind !== "grid"
    ? paint
    : {
        ...paint,
        pitch: paint.pitch / scale,
        thickness: paint.thickness / scale,
        offsetX: paint.offsetX / scale,
        offsetY: paint.offsetY / scale,
      };
