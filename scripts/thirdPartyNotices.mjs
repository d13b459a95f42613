// The licences of the packages that a package of ours carries, as one text. What is bundled is taken from esbuild's metafile.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, sep } from "node:path";

const require = createRequire(import.meta.url);

const LICENCE_FILE = /^(?:un)?licen[cs]e|^(?:copying|notices?|third[-_]?party)\b/i;
const CODE_FILE = /\.(?:[cm]?[jt]sx?|json|map|html)$/i;
const RULE = "=".repeat(80);

/**
 * The packages of whose code something is in a bundle, as a map of their folders to those of their files that they have from
 * somebody else (in a folder third_party).
 *
 * @param {import("esbuild").Metafile[]} metafiles
 * @param {string} root what the metafiles' paths are relative to
 * @returns {Map<string, string[]>}
 */
export function listBundledPackages(metafiles, root) {
  const folders = new Map();
  const outputs = metafiles.flatMap(({ outputs }) => Object.values(outputs));
  const inputs = outputs.flatMap((output) => Object.entries(output.inputs));
  for (const [input, { bytesInOutput }] of inputs) {
    const path = join(root, input).split(sep).join("/");
    const folder = /^.*(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
    if (!folder || bytesInOutput === 0) continue;
    const foreign = folders.get(folder) ?? [];
    if (path.includes("/third_party/") && !foreign.includes(path)) foreign.push(path);
    folders.set(folder, foreign);
  }
  return folders;
}

/**
 * Name, version and licence of every package. Where a package has no licence text, the standard one of its `license` field
 * stands in; throws when there is neither.
 *
 * @param {Map<string, string[]>} packages folders, and foreign files in them
 */
export function describeNotices(packages) {
  const sections = new Map();
  for (const [folder, foreign] of packages) {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const title = `${manifest.name} ${manifest.version} (${licenceOf(manifest) ?? "see below"})`;
    const texts = [...ownTexts(folder, manifest), ...foreign.map(headComment)];
    sections.set(
      title,
      [`${RULE}\n${title}\n${RULE}`, ...texts.map((text) => text.trim())].join("\n\n"),
    );
  }
  const sorted = [...sections].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return `Mockloop contains the following packages, each under its own licence.\n\n${sorted.join("\n\n")}\n`;
}

/** The licence texts in a package's folder, in its README, or the standard ones of its `license` field. */
function ownTexts(folder, manifest) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
  const files = names.filter((name) => LICENCE_FILE.test(name) && !CODE_FILE.test(name));
  if (files.length > 0) return files.map((name) => readFileSync(join(folder, name), "utf8"));
  const readme = names.find((name) => /^readme\b/i.test(name));
  const section = readme ? licenceSection(readFileSync(join(folder, readme), "utf8")) : "";
  if (/permission is hereby granted|redistribution and use/i.test(section)) return [section];
  return [section, ...standardTexts(manifest)].filter(Boolean);
}

/** What a README says from a heading "License" on, when that is more than a name; else "". */
function licenceSection(readme) {
  const heading = /^(?:#+ *licen[cs]\w*.*|licen[cs]\w*\r?\n-+) *$/im.exec(readme);
  const text = heading ? readme.slice(heading.index + heading[0].length) : "";
  return /copyright|third-party/i.test(text) ? text : "";
}

function standardTexts(manifest) {
  const expression = licenceOf(manifest);
  const ids = (expression ?? "").split(/\s+(?:OR|AND)\s+|[()\s]+/).filter(Boolean);
  const known = require("spdx-license-list");
  if (ids.length === 0 || !ids.every((id) => Object.hasOwn(known, id)))
    throw new Error(
      `${manifest.name} ${manifest.version} has no licence text and no licence that SPDX knows (${expression}): it may not be packaged.`,
    );
  const owner = manifest.author?.name ?? manifest.author ?? `the authors of ${manifest.name}`;
  return ids.map((id) =>
    require(`spdx-license-list/licenses/${id}.json`).licenseText.replace(
      /<year> <(?:copyright holders?|owner)>/gi,
      owner,
    ),
  );
}

const licenceOf = ({ license }) => (typeof license === "string" ? license : license?.type);

/** What a file from somebody else begins with: its licence. */
function headComment(path) {
  const comment = /^\s*\/\*([\s\S]*?)\*\//.exec(readFileSync(path, "utf8"))?.[1];
  if (!comment || !/licen[cs]e|permission/i.test(comment))
    throw new Error(`${path} does not begin with its licence: it may not be packaged.`);
  return comment.replace(/^\s*\* ?/gm, "");
}
