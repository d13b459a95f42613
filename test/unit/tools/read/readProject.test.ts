import assert from "node:assert/strict";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { MockloopError } from "../../../../src/base/errors";
import { AnswerMemory } from "../../../../src/policy/answerMemory";
import type { Policy } from "../../../../src/policy/decide";
import { PermissionDesk } from "../../../../src/policy/permissionDesk";
import type {
  PermissionAnswer,
  PermissionQuestion,
} from "../../../../src/protocol/permissionProtocol";
import { ProjectFiles } from "../../../../src/project/files/projectFiles";
import { createReadProjectTool } from "../../../../src/tools/read/readProject";
import { Toolbox } from "../../../../src/tools/toolbox";
import { fakeAnswerBook } from "../../../fakes/fakeAnswerBook";
import { useTempFolder } from "../../../fakes/tempFolder";

const { signal } = new AbortController();
const TOKEN = `ghp_${"a1".repeat(18)}`;

describe("read_project", () => {
  const temp = useTempFolder();

  const put = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(temp(), path)), { recursive: true });
      writeFileSync(join(temp(), path), text);
    }
  };

  /** A run's toolbox with that tool alone, and who is asked; without an answer nobody is there. */
  async function setUp(
    answer?: PermissionAnswer,
    { files = ["**"], policy = [] }: { files?: readonly string[]; policy?: Policy } = {},
  ) {
    const project = await ProjectFiles.open({ folder: temp(), files });
    const questions: PermissionQuestion[] = [];
    const memory = new AnswerMemory(fakeAnswerBook(), temp());
    const ask = memory.remembering((question) => {
      questions.push(question);
      return Promise.resolve(answer);
    });
    const toolbox = new Toolbox(
      [createReadProjectTool(project)],
      new PermissionDesk({ policy, ask }),
    );
    const call = async (args: object): Promise<string> => {
      const asked = { id: "1", name: "read_project", argumentsJson: JSON.stringify(args) };
      const { result } = await toolbox.run(asked, signal, signal);
      return result.content.map((part) => (part.type === "text" ? part.text : "")).join("");
    };
    return { call, questions, project };
  }
  const YES: PermissionAnswer = { allow: true, scope: "session" };

  it("asks once a session, and names the folder and the file", async () => {
    put({ "src/Button.tsx": "export const Button = 1;\n", "tokens.css": ":root{--a:1px}" });
    const { call, questions, project } = await setUp(YES);
    assert.equal(await call({}), "src/Button.tsx\ntokens.css");
    assert.match(
      await call({ path: "src/Button.tsx" }),
      /^src\/Button\.tsx, lines 1 to 2 of 2:\nexport const Button/,
    );
    assert.match(await call({ path: "./tokens.css" }), /--a:1px/);
    assert.deepEqual(
      questions.map(({ effect, paths }) => [effect, ...paths]),
      [["read-project", project.path]],
    );
  });

  it("says that there is more than it lists, and reads that too", async () => {
    const names = Array.from({ length: 502 }, (_, i) => `${String(i).padStart(3, "0")}.css`);
    put({ ...Object.fromEntries(names.map((name) => [name, ""])), "a/deep.css": "b{}" });
    const { call } = await setUp(YES);
    const lines = (await call({})).split("\n");
    assert.deepEqual(lines.slice(0, -1), names.slice(0, 500));
    assert.match(lines.at(-1) ?? "", /^\(3 more, deeper in the project, are not listed\./);
    assert.match(await call({ path: "a/deep.css" }), /b\{\}/);
  });

  it("reads nothing where nobody is asked, somebody says no, or a rule forbids it", async () => {
    put({ "src/a.css": "a{}" });
    const refused = /not permitted/;
    assert.match(await (await setUp()).call({ path: "src/a.css" }), refused);
    const no = await setUp({ allow: false, scope: "session" });
    assert.match(await no.call({}), refused);
    assert.match(await no.call({ path: "src/a.css" }), refused);
    assert.equal(no.questions.length, 1);
    const policy: Policy = [{ name: "mine", rules: [{ path: "src/**", action: "deny" }] }];
    const denied = await setUp(YES, { policy });
    assert.match(await denied.call({ path: "src/a.css" }), refused);
    assert.equal(denied.questions.length, 0);
  });

  it("reads what was chosen, and nothing beside it", async () => {
    put({ "src/a.css": "a{}", "src/a.ts": "1", "docs/b.css": "b{}" });
    const { call } = await setUp(YES, { files: ["src/**/*.css", "tokens/*"] });
    assert.equal(await call({}), "src/a.css");
    for (const path of ["src/a.ts", "docs/b.css", "src", "src/A.css", "src/none.css"])
      assert.match(await call({ path }), /none of the files/, path);
  });

  it("leaves out what Git leaves out, as the nearest .gitignore says", async () => {
    put({
      ...{ ".gitignore": "build/\n*.local.css\n", "src/.gitignore": "!keep.local.css\n/own.css\n" },
      ...{
        "build/x.css": "x",
        "src/a.local.css": "x",
        "src/keep.local.css": "k",
        "src/own.css": "o",
      },
      ...{ "src/deep/own.css": "d", "node_modules/p/x.css": "x", "top.css": "t" },
    });
    const { call } = await setUp(YES);
    assert.equal(await call({}), "src/deep/own.css\nsrc/keep.local.css\ntop.css");
    for (const path of ["build/x.css", "src/a.local.css", "src/own.css", "node_modules/p/x.css"])
      assert.match(await call({ path }), /none of the files/, path);
  });

  it("leaves out what the repository around the project leaves out", async () => {
    put({
      ...{ ".git/info/exclude": "*.mine.css\n", ".gitignore": "local.css\n/web/src/gen/\n" },
      ...{ "web/.gitignore": "!src/local.css\n*.own.css\n", "web/src/local.css": "l" },
      ...{ "web/src/a.css": "a", "web/src/b.mine.css": "b", "web/src/c.own.css": "c" },
      ...{ "web/src/deep/local.css": "l", "web/src/gen/d.css": "d" },
    });
    const project = await ProjectFiles.open({ folder: join(temp(), "web/src"), files: ["**"] });
    assert.deepEqual((await project.list(signal)).paths, ["a.css", "local.css"]);
  });

  it("holds nothing of a folder whose .gitignore cannot be read", async () => {
    put({ "a.css": "a", "src/b.css": "b", "src/.gitignore": "x\n".repeat(100_001) });
    const { call } = await setUp(YES);
    assert.equal(await call({}), "a.css\n(The project has more files than were looked at.)");
  });

  it("says why a project is not opened whose repository has rules that take too long", async () => {
    put({
      "a/b/c.css": "c",
      ".git/info/exclude": `# ${"*".repeat(30)}\n***/x/**\n`,
      ".gitignore": "",
    });
    const open = () => ProjectFiles.open({ folder: join(temp(), "a/b"), files: ["**"] });
    assert.deepEqual((await (await open()).list(signal)).paths, ["c.css"]);
    put({ ".gitignore": `${"**/a/".repeat(12)}b\n` });
    await assert.rejects(open(), { code: "BAD_OPTION", message: /rules for Git .* take too long/ });
  });

  it("says that a file is gone, and reads on", async () => {
    put({ "a.css": "a", "b.css": "b" });
    const { call, project } = await setUp(YES);
    project.list = () => Promise.resolve({ paths: ["a.css", "b.css"], more: 0, isWhole: true });
    rmSync(join(temp(), "a.css"));
    assert.match(await call({ path: "a.css" }), /cannot be read now/);
    assert.match(await call({ path: "b.css" }), /^b\.css, lines 1/);
  });

  it("neither lists nor reads files with secrets, whatever was chosen and allowed", async () => {
    const secret = [
      ...[".env", ".env.local", ".ENV.Production", "app.env", ".npmrc", ".netrc", ".git/config"],
      ...[".ssh/id_rsa", "id_ed25519.pub", "certs/server.pem", "a.key", "b.p12", "store.jks"],
      ...[
        "credentials.json",
        "config/secrets.yml",
        "Secret/x.css",
        "service-account.json",
        ".aws/config",
        "google/client_secret.json",
        "prod-credentials.json",
        "firebase-adminsdk-1.json",
      ],
    ];
    put(Object.fromEntries(secret.map((path) => [path, "secret"])));
    put({
      "reset-password.css": "a{}",
      "monkey.css": "a{}",
      "src/environment.ts": "1",
      "tokens.json": "{}",
    });
    const policy: Policy = [{ name: "mine", defaults: { "read-project": "allow" } }];
    const { call } = await setUp(YES, { policy, files: ["**", "**/.*", ".*/**"] });
    assert.equal(await call({}), "monkey.css\nreset-password.css\nsrc/environment.ts\ntokens.json");
    for (const path of secret)
      assert.match(await call({ path }), /none of the files|is refused/, path);
  });

  it("does not read a file that has a key in it", async () => {
    put({
      "key.ts": `const pem = "-----BEGIN RSA PRIVATE KEY-----";`,
      "aws.ts": `const id = "AKIA${"ABCD".repeat(4)}";`,
      "token.ts": `fetch(url, { headers: { authorization: "${TOKEN}" } })`,
    });
    const { call } = await setUp(YES);
    assert.match(await call({ path: "key.ts" }), /holds a private key/);
    assert.match(await call({ path: "aws.ts" }), /holds a key of AWS/);
    const words = await call({ path: "token.ts" });
    assert.match(words, /holds a token of GitHub/);
    assert.ok(!words.includes(TOKEN));
  });

  it("follows no link, and does not leave the folder", async function () {
    put({ "project/a.css": "a{}", "outside.css": "outside" });
    try {
      symlinkSync(join(temp(), "outside.css"), join(temp(), "project/link.css"));
      symlinkSync(temp(), join(temp(), "project/up"));
    } catch {
      this.skip(); // Windows lets not everybody make one
    }
    const project = await ProjectFiles.open({ folder: join(temp(), "project"), files: ["**"] });
    assert.deepEqual((await project.list(signal)).paths, ["a.css"]);
    for (const path of [
      "link.css",
      "up/outside.css",
      "../outside.css",
      join(temp(), "outside.css"),
    ])
      assert.ok("why" in (await project.read(path, signal)), path);
    const { call } = await setUp(YES);
    assert.match(await call({ path: "../outside.css" }), /is refused/);
  });

  it("reads no more than one file and one run may hold, and no file that is no text", async () => {
    const large = "x".repeat(190_000);
    put({ "huge.css": "x".repeat(200_001), "picture.css": "a\u0000b" });
    put(Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`${n}.css`, large])));
    const pictures = Array.from({ length: 22 }, (_, n) => `${n}.png`);
    put(Object.fromEntries(pictures.map((name) => [name, large])));
    const { call, project } = await setUp(YES);
    const read = [];
    for (const one of pictures) read.push(await project.readBytes(one, pictures, false, signal));
    assert.equal(read.filter((one) => "bytes" in one).length, 21, "pictures count by themselves");
    assert.match(await call({ path: "huge.css" }), /too large/);
    assert.match(await call({ path: "picture.css" }), /no text/);
    for (const n of [1, 2, 3, 4, 5])
      assert.match(await call({ path: `${n}.css` }), /^\d\.css, lines 1/);
    assert.match(await call({ path: "1.css" }), /^1\.css, lines 1/, "what is known costs nothing");
    assert.match(await call({ path: "6.css" }), /as much of the project was read/);
  });

  it("says so when there is no such folder", async () => {
    await assert.rejects(
      ProjectFiles.open({ folder: join(temp(), "none"), files: ["**"] }),
      (error: unknown) => error instanceof MockloopError && error.code === "BAD_OPTION",
    );
    put({ "file.css": "a{}" });
    await assert.rejects(
      ProjectFiles.open({ folder: join(temp(), "file.css"), files: ["**"] }),
      (error: unknown) => error instanceof MockloopError && error.code === "BAD_OPTION",
    );
  });
});
