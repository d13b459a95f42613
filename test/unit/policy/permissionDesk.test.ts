import assert from "node:assert/strict";
import { isAbort } from "../../../src/base/async";
import { AnswerMemory } from "../../../src/policy/answerMemory";
import type { AskPermission } from "../../../src/policy/answerMemory";
import { PermissionDesk } from "../../../src/policy/permissionDesk";
import type { PlannedCall } from "../../../src/policy/plannedCall";
import type {
  KeptAnswer,
  PermissionAnswer,
  PermissionQuestion,
} from "../../../src/protocol/permissionProtocol";
import { fakeAnswerBook } from "../../fakes/fakeAnswerBook";

const never = new AbortController().signal;
const call = (effect: PlannedCall["effect"], path: string, tool = "read_file"): PlannedCall => ({
  ...{ tool, effect, paths: [{ path }] },
});
const reading = call("read-project", "src/a.ts");

/** A person who gives these answers, one a question, then none. */
function createPerson(...answers: readonly PermissionAnswer[]) {
  const questions: PermissionQuestion[] = [];
  const ask = (question: PermissionQuestion): Promise<PermissionAnswer> => {
    const answer = answers[questions.push(question) - 1];
    return answer ? Promise.resolve(answer) : new Promise(() => undefined);
  };
  return { questions, ask };
}

const deskWith = (ask: AskPermission | undefined): PermissionDesk =>
  new PermissionDesk({ policy: [], ask });

describe("PermissionDesk", () => {
  const asking = { call: reading, rule: "built in: ask read-project", line: undefined };

  it("asks a person, with all there is to know", async () => {
    const { questions, ask } = createPerson({ allow: true, scope: "once" });
    const planned = { ...reading, diff: () => "+new" };
    const decision = await deskWith(ask).decide(planned, never, never);
    const allowed = { action: "allow", by: "person", scope: "once" };
    assert.deepEqual(decision, { ...asking, call: planned, ...allowed });
    assert.deepEqual(questions, [
      {
        ...{ id: "permission-1", tool: "read_file", effect: "read-project", paths: ["src/a.ts"] },
        ...{ summary: "read_file wants to read from your project: src/a.ts", diff: "+new" },
        scopes: ["once", "session", "workspace"],
      },
    ]);
  });

  it("says no where there is nobody to ask, and nobody answers in time", async () => {
    const no = { ...asking, action: "deny", by: "nobody" };
    assert.deepEqual(await deskWith(undefined).decide(reading, never, never), no);
    const away = deskWith(() => Promise.resolve(undefined));
    assert.deepEqual(await away.decide(reading, never, never), no);

    const timer = new AbortController();
    const desk = deskWith(createPerson().ask);
    const waiting = desk.decide(reading, timer.signal, never);
    timer.abort();
    assert.deepEqual(await waiting, no);

    const abort = new AbortController();
    const aborted = desk.decide(reading, never, abort.signal);
    abort.abort();
    await assert.rejects(aborted, isAbort);
  });

  it("does nothing that cannot be noted, and notes what it refuses", async () => {
    const noted: string[] = [];
    const note = (decision: { readonly action: string }): Promise<number> =>
      Promise.resolve(noted.push(decision.action));
    const desk = new PermissionDesk({ policy: [], ask: undefined, note });
    assert.equal((await desk.decide(call("write-run", "a"), never, never)).line, 1);
    assert.equal((await desk.decide(call("execute", "a"), never, never)).line, 2);
    assert.deepEqual(noted, ["allow", "deny"]);
    const full = new PermissionDesk({
      ...{ policy: [], ask: undefined },
      note: () => Promise.reject(new Error("The disk is full.")),
    });
    await assert.rejects(full.decide(call("write-run", "a"), never, never), /disk is full/);
  });
});

describe("AnswerMemory", () => {
  const decideAll = async (desk: PermissionDesk, ...calls: PlannedCall[]): Promise<string[]> => {
    const actions: string[] = [];
    for (const one of calls) actions.push((await desk.decide(one, never, never)).action);
    return actions;
  };

  it("remembers an answer for the session, by tool and effect, and no other", async () => {
    const person = createPerson(
      { allow: false, scope: "once" },
      { allow: true, scope: "session" },
      { allow: false, scope: "session" },
    );
    const memory = new AnswerMemory(fakeAnswerBook(), "/w");
    const desk = deskWith(memory.remembering(person.ask));
    const another = call("read-project", "b.ts");
    assert.deepEqual(await decideAll(desk, reading, reading, another), ["deny", "allow", "allow"]);
    assert.equal(person.questions.length, 2);
    const other = call("read-project", "b.ts", "list_files");
    assert.deepEqual(await decideAll(desk, other, other), ["deny", "deny"]);
    assert.equal(person.questions.length, 3);
    const next = deskWith(memory.remembering(undefined));
    assert.deepEqual(await decideAll(next, another), ["allow"], "the next run of the session");
    const elsewhere = new AnswerMemory(fakeAnswerBook(), "/w").remembering(undefined);
    assert.deepEqual(await decideAll(deskWith(elsewhere), another), ["deny"]);
  });

  it("keeps an answer for a workspace in the book, and uses it in no other", async () => {
    const book = fakeAnswerBook();
    const { ask } = createPerson({ allow: true, scope: "workspace" });
    const first = new AnswerMemory(book, "/w");
    assert.deepEqual(await decideAll(deskWith(first.remembering(ask)), reading), ["allow"]);
    const at = (workspace: string | undefined): PermissionDesk =>
      deskWith(new AnswerMemory(book, workspace).remembering(undefined));
    assert.deepEqual(await decideAll(at("/w"), reading), ["allow"]);
    assert.deepEqual(await decideAll(at("/elsewhere"), reading), ["deny"]);
    assert.deepEqual(await decideAll(at(undefined), reading), ["deny"]);
    const [kept] = await first.list();
    assert.ok(kept && (await first.forget(kept)));
    assert.deepEqual(await decideAll(at("/w"), reading), ["deny"], "it was taken back");
  });

  it("lets a kept no win, and keeps no scope that was not offered", async () => {
    const no: KeptAnswer = {
      ...{ tool: "read_file", effect: "read-project", allow: false, scope: "workspace" },
      ...{ workspace: "/w", at: "2026-01-01T00:00:00.000Z" },
    };
    const { allow: _, ...kind } = no;
    const memory = new AnswerMemory(fakeAnswerBook([no]), "/w", [kind]);
    assert.deepEqual(await decideAll(deskWith(memory.remembering(undefined)), reading), ["deny"]);

    const book = fakeAnswerBook();
    const person = createPerson({ allow: true, scope: "always" });
    const fresh = new AnswerMemory(book, "/w");
    assert.deepEqual(await decideAll(deskWith(fresh.remembering(person.ask)), reading), ["allow"]);
    assert.deepEqual(await book.list(), [], "a file of one project says nothing of the next one's");
  });

  it("asks one question at a time, and the others hear its answer", async () => {
    let answer: (given: PermissionAnswer) => void = () => undefined;
    let asked = 0;
    const memory = new AnswerMemory(fakeAnswerBook(), "/w");
    const ask = memory.remembering(() => {
      asked++;
      return new Promise((resolve) => (answer = resolve));
    });
    const desk = deskWith(ask);
    const both = [reading, call("read-project", "b.ts")].map((one) =>
      desk.decide(one, never, never),
    );
    while (asked === 0) await new Promise(setImmediate);
    answer({ allow: true, scope: "session" });
    assert.deepEqual(
      (await Promise.all(both)).map(({ action }) => action),
      ["allow", "allow"],
    );
    assert.equal(asked, 1);
  });
});
