import * as Type from "typebox";
import { SCALE_RANGE } from "../../mockup/mockup";

const SIDE = { minimum: 16, maximum: 8000 };

/** The arguments that several tools have, described once. */
export const mockupPath = Type.String({
  description: "Path of the mockup: a PNG, JPEG, WebP, AVIF, GIF, BMP or SVG picture.",
});
export const pagePath = Type.String({
  description: "Path of an HTML file. The page may use the files in its folder and below.",
});
export const scale = Type.Optional(
  Type.Number({
    minimum: SCALE_RANGE.least,
    maximum: SCALE_RANGE.most,
    description:
      "Device pixels for each CSS pixel. Without it: from the file's name (login@2x.png), else inferred for a mockup, 1 for a page.",
  }),
);
export const width = Type.Optional(
  Type.Integer({ ...SIDE, description: "Width of the window, CSS px. Default: 1440." }),
);
export const height = Type.Optional(
  Type.Integer({ ...SIDE, description: "Height of the window, CSS px. Default: 900." }),
);
