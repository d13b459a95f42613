import type {
  ProjectComponent,
  ProjectComponents,
} from "../../project/components/projectComponent";
import type { Alias } from "../../project/detect/readAliases";
import type { ProjectFiles } from "../../project/files/projectFiles";
import { importKey, type ProjectSources } from "../build/projectSources";
import type { TargetCode } from "../targetCode";

/** Files that the components of one page may be made of. */
const MOST_FILES = 200;

/** Pictures and fonts that components show, by their names; pictures in words (SVG) are texts as others are. */
const PICTURE = /\.(png|jpe?g|gif|webp|avif|ico|woff2?|[ot]tf)$/i;

/** The person's own components that a run may use, and the files that they are made of. */
export interface Reuse {
  readonly project: ProjectComponents;
  readonly sources: ProjectSources;
}

/** What is needed to read components. */
export interface ReuseParts {
  readonly files: ProjectFiles;
  readonly asked: ProjectComponents;
  readonly aliases: readonly Alias[];
  readonly code: TargetCode;
  /** Which of these files of the project may be read; asked before any of them is. */
  readonly mayRead: (paths: readonly string[]) => Promise<readonly string[]>;
}

/**
 * Reads the files of components, and those that they import, as the bundler asks for them; nothing of them is executed. What cannot be
 * read or bundled is left out.
 *
 * @returns What may be used, and for people what was left out and why; no components when nothing may be read.
 * @throws AbortError.
 */
export async function loadReuse(
  parts: ReuseParts,
  signal: AbortSignal,
): Promise<{ readonly reuse: Reuse | undefined; readonly notices: readonly string[] }> {
  const { asked, code } = parts;
  if (asked.components.length === 0)
    return {
      reuse: undefined,
      notices: ["The project's components are not used: the components file names none."],
    };
  const loader = new Loader(parts, signal);
  const kept: ProjectComponent[] = [];
  const mayBegin = await loader.load([
    ...asked.styles,
    ...asked.components.map(({ file }) => file),
  ]);
  if (!mayBegin || !code.buildComponents)
    return {
      reuse: undefined,
      notices: ["The project's components are not used: they may not be read."],
    };
  const notices = [...(await loader.useStyles())];
  const all = await loader.build(asked.components);
  if (all === undefined) kept.push(...asked.components);
  else
    for (const one of asked.components) {
      const fault = asked.components.length > 1 ? await loader.build([one]) : all;
      if (fault === undefined) kept.push(one);
      else notices.push(`${one.name} is not used: ${fault}`);
    }
  const sources = loader.sources();
  const reuse = { project: { ...asked, styles: sources.styles, components: kept }, sources };
  return { reuse: kept.length > 0 ? reuse : undefined, notices };
}

class Loader {
  private readonly files = new Map<string, Uint8Array>();
  private readonly whyNot = new Map<string, string>();
  private paths: readonly string[] = [];
  /** The project's style sheets that can be bundled. */
  private readonly styles: string[] = [];

  constructor(
    private readonly parts: ReuseParts,
    private readonly signal: AbortSignal,
  ) {}

  /** Whether any of these files may be read; those that can be are. */
  async load(wanted: readonly string[]): Promise<boolean> {
    const { files, mayRead } = this.parts;
    const fresh = [...new Set(wanted)].filter(
      (one) => !this.files.has(one) && !this.whyNot.has(one),
    );
    const allowed = await mayRead(fresh);
    for (const path of fresh)
      if (!allowed.includes(path)) this.whyNot.set(path, `${path} may not be read.`);
    if (allowed.length === 0) return false;
    if (this.paths.length === 0) this.paths = (await files.list(this.signal)).paths;
    for (const path of allowed) {
      const read =
        this.files.size < MOST_FILES
          ? await files.readBytes(path, this.paths, !PICTURE.test(path), this.signal)
          : { why: `more than ${MOST_FILES} files of the project would be needed.` };
      if ("bytes" in read) this.files.set(path, read.bytes);
      else this.whyNot.set(path, read.why);
    }
    return true;
  }

  /** Has the project's style sheets go with all that is built, each that can be read and bundled by itself. Says of the others why not. */
  async useStyles(): Promise<readonly string[]> {
    const notices: string[] = [];
    for (const style of this.parts.asked.styles) {
      const why = this.whyNot.get(style) ?? (await this.buildWith([], [style]));
      if (why === undefined) this.styles.push(style);
      else notices.push(`The style sheet ${style} is not used: ${why}`);
    }
    return notices;
  }

  /** Why components cannot be bundled; undefined: they can. Reads what they import on the way. */
  async build(components: readonly ProjectComponent[]): Promise<string | undefined> {
    return this.buildWith(components, this.styles);
  }

  private async buildWith(
    components: readonly ProjectComponent[],
    styles: readonly string[],
  ): Promise<string | undefined> {
    for (;;) {
      const missing = new Set<string>();
      const onMissing = (path: string, isNeeded: boolean): void => {
        if (isNeeded || !this.whyNot.has(path)) missing.add(path);
      };
      const sources = { ...this.sources(), styles, onMissing };
      const built = await this.parts.code.buildComponents?.(components, sources);
      const barred = [...missing].find((path) => this.whyNot.has(path));
      if (barred !== undefined) return this.whyNot.get(barred);
      if (missing.size === 0) return built?.ok === false ? faultIn(built.message) : undefined;
      await this.load([...missing]);
    }
  }

  sources(): ProjectSources {
    const { asked, aliases } = this.parts;
    return {
      files: this.files,
      paths: new Set(this.paths),
      aliases,
      styles: this.styles,
      imports: new Map(asked.components.map((one) => [importKey(one.import), one.file])),
    };
  }
}

/** The first thing that a build complains of, without where it stands in the text. */
function faultIn(message: string): string {
  const [, first = message] = message.split("\n");
  return first.replace(/^\.project\//, "");
}
