// Writes l10n/bundle.l10n.json, all that people read in the editor, and says what the other languages lack: node scripts/l10n.mjs
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { isMain } from "./isMain.mjs";

const repo = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

/** Where words for people in the editor are written. What the core says of a mockup, a page or a failure is English everywhere. */
const FOLDERS = ["src/vscode", "src/protocol/views", "webview"];

/**
 * Every message of the code, and what is wrong with how words are written there.
 *
 * @returns {{messages: readonly string[], faults: readonly string[]}} faults are "file:line: what".
 */
export function collectWords() {
  const messages = new Set();
  const faults = [];
  for (const path of FOLDERS.flatMap(filesIn)) {
    const { found, wrong } = readWords(
      relative(repo, path).split(sep).join("/"),
      readFileSync(path, "utf8"),
    );
    for (const message of found) messages.add(message);
    faults.push(...wrong);
  }
  return { messages: [...messages].sort(), faults };
}

/** The same of one file: `found` are its messages, `wrong` its faults. */
export function readWords(name, text) {
  const found = [];
  const wrong = [];
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const blame = (node, what) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    wrong.push(`${name}:${line + 1}: ${what}`);
  };
  const visit = (node) => {
    if (isTranslation(node)) {
      const [message, ...args] = node.arguments;
      if (message && ts.isStringLiteralLike(message)) found.push(message.text);
      else blame(node, "the message is not written out");
      // Before the editor has told its language every message is English, and stays so.
      if (isEarly(node)) blame(node, "translated while the file is loaded: put it into a function");
      for (const arg of args) visit(arg);
      return;
    }
    const words = wordsOf(node);
    const isWord = words !== undefined && /[a-z]{2}/i.test(bare(words));
    if (
      isWord &&
      (isSurelyRead(node) || (isRead(words) && !isForMachines(node))) &&
      !isNoWord(words)
    )
      blame(node, `not translated: ${node.getText()}`);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return { found, wrong };
}

/** What a string or template says, without what is put in; undefined: it is none. */
function wordsOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("\0");
}

/** Whether people would read it: several words, or one that begins like a sentence. */
function isRead(words) {
  const text = bare(words);
  return /[a-z]{2}[.,:;!?]?\s|\s[a-z]{2}|…/i.test(text) || /^[“(]?[A-Z][a-z]/.test(text);
}

/** Without the editor's icons and the product's own name, which are no words. */
function bare(words) {
  return words.replaceAll(/\$\([\w~-]+\) |Mockloop/g, "");
}

/** What looks like words, and is none. */
const NO_WORDS = [
  // Keys, and names of the platform.
  /^(Enter|Escape|Home|End|Ctrl\+V|Arrow(Left|Right|Up|Down)|Files|BackCompat|LanguageModelDataPart)$/,
  // What is typed.
  /^npm run /,
  // Policies and pages.
  /^[\w-]+ .*('none'|'unsafe-inline'|'nonce-|data:)/,
  /^<!doctype html>/,
  /^Content-Security-Policy$/,
  // Units.
  /^[^a-z]*(px|UTC)?[^a-z]*(px)?$/,
  // What is looked for in a page, and an address as an example.
  /^script, iframe, /,
  /^https?:\/\/\S+$/,
  // A value; `describeStanding` has its words.
  /^rolled back$/,
  // Layers of the policy, which the core names in its sentences.
  /^(this machine|the workspace)$/,
];

/** Calls whose strings nobody reads. */
const MACHINES =
  /(^|\.)(logger\.\w+|executeCommand|matchMedia|querySelector(All)?|closest|RegExp|matches|getConfiguration|startsWith|test)$/;

/** Attributes and fields of which the same is true, and those that are always read. */
const FIELDS = /^(class|content|sandbox|transform|viewBox|clipPath)$/;
const READ_FIELDS =
  /^"?(label|description|detail|title|placeHolder|placeholder|prompt|tooltip|message|status|openLabel|saveLabel|alt|aria-label)"?$/;

/** Whether it is what an element says, or what a field says that is read: then a single small word counts. */
function isSurelyRead(node) {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) && parent.initializer === node)
    return READ_FIELDS.test(parent.name.getText());
  return (
    ts.isCallExpression(parent) &&
    parent.expression.getText() === "element" &&
    parent.arguments.indexOf(node) > 1
  );
}

function isNoWord(words) {
  return NO_WORDS.some((pattern) => pattern.test(words.replaceAll("\0", "")));
}

function isForMachines(node) {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isLiteralTypeNode(parent)) return true;
  if (ts.isCallExpression(parent))
    return (
      parent.expression.kind === ts.SyntaxKind.ImportKeyword ||
      MACHINES.test(parent.expression.getText())
    );
  if (ts.isPropertyAssignment(parent))
    return parent.name === node || FIELDS.test(parent.name.getText());
  if (ts.isCaseClause(parent)) return true;
  return (
    ts.isBinaryExpression(parent) &&
    /[!=]==/.test(parent.operatorToken.getText()) &&
    !/^[A-Z]/.test(node.text ?? "")
  );
}

function isTranslation(node) {
  return ts.isCallExpression(node) && node.expression.getText() === "l10n.t";
}

/** Whether it is carried out when its file is loaded: no function is around it, and no field of a class, which is set by its constructor. */
function isEarly(node) {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isFunctionLike(at)) return false;
    if (ts.isPropertyDeclaration(at))
      return at.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false;
  }
  return true;
}

function filesIn(folder) {
  return readdirSync(join(repo, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The table of a language, "" is English; empty where there is none. */
export function readTable(kind, language) {
  const path = tablePath(kind, language);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}

function tablePath(kind, language) {
  const ending = language === "" ? "json" : `${language}.json`;
  return kind === "words"
    ? join(repo, "l10n", `bundle.l10n.${ending}`)
    : join(repo, `package.nls.${ending}`);
}

/** Languages beside English that there is a table for. */
export const LANGUAGES = readdirSync(join(repo, "l10n"))
  .map((name) => /^bundle\.l10n\.([\w-]+)\.json$/.exec(name)?.[1])
  .filter((language) => language !== undefined);

if (isMain(import.meta.url)) {
  const { messages, faults } = collectWords();
  const table = Object.fromEntries(messages.map((message) => [message, message]));
  writeFileSync(tablePath("words", ""), `${JSON.stringify(table, undefined, 2)}\n`);
  for (const fault of faults) console.log(fault);
  for (const language of LANGUAGES)
    for (const message of messages)
      if (!(message in readTable("words", language))) console.log(`${language} lacks: ${message}`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
