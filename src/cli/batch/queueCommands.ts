import { visibleLines } from "../../base/text/visibleText";
import { resolve } from "node:path";
import type { Command } from "commander";
import { MockloopError } from "../../base/errors";
import { isBucket, openStore } from "../../app/batch/openStore";
import { openQueue } from "../../app/batch/openQueue";
import { openModelLibrary } from "../../app/machine/modelLibrary";
import type { JobQueue } from "../../batch/queue/jobQueue";
import { chooseModel } from "../flags/chooseModel";
import { integerIn } from "../flags/parseOptions";
import { addRequestFlags, readRequestFlags } from "../flags/requestFlags";
import type { RequestFlags } from "../flags/requestFlags";
import { allowHostOption } from "../flags/serverFlags";
import { listMockups } from "../input/listMockups";
import { refuseLeadingOut } from "../output/outFolders";
import type { RunCommand, SessionCommand } from "../commands/runCommand";
import { addToQueue, showStatus, workOnQueue } from "./queue";

interface QueueFlags {
  readonly redis?: string;
  readonly queue: string;
  readonly json: boolean;
}

interface AddFlags extends RequestFlags, QueueFlags {
  readonly results: string;
  readonly attempts: number;
}

interface WorkFlags extends QueueFlags {
  readonly results: string;
  readonly concurrency: number;
  readonly work: string;
  readonly untilEmpty: boolean;
  readonly lock: number;
  readonly allowHost?: readonly string[];
}

const RESULTS = "a folder that all machines share, or s3://bucket/prefix";

/** Declares `mockloop queue …`. */
export function addQueueCommands(
  program: Command,
  run: RunCommand,
  runInSession: SessionCommand,
): void {
  const queue = program
    .command("queue")
    .description("share many mockups between machines through Redis or Valkey");
  const common = (command: Command): Command =>
    command
      .option("--redis <url>", "default: $MOCKLOOP_REDIS, else redis://127.0.0.1:6379")
      .option("--queue <name>", "the queue's name", "mockloop")
      .option("--json", "JSON lines instead of text", false);
  const warn = (text: string): void => void process.stderr.write(`${visibleLines(text)}\n`);
  const using = async <T>(flags: QueueFlags, work: (queue: JobQueue) => Promise<T>): Promise<T> => {
    const opened = await openQueue(flags.queue, warn, flags.redis);
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  };

  addRequestFlags(
    common(
      queue
        .command("add")
        .description("put mockups into the store and the queue; what is there is left alone")
        .argument("<mockup...>", "pictures, or folders of them")
        .requiredOption("--results <place>", RESULTS)
        .option("--attempts <n>", "tries for a mockup", integerIn(1, 20), 3),
    ),
  ).action((mockups: string[], flags: AddFlags) =>
    run(flags, async (write, signal) => {
      const model = await chooseModel(flags, openModelLibrary());
      const template = readRequestFlags(flags, model);
      if (template.modelKey)
        throw new MockloopError(
          "BAD_OPTION",
          "No key goes through the queue. Save the server with its key on each worker (`mockloop servers add`), and name it here as in `--model server:NAME`.",
        );
      const store = await openPlace(flags.results);
      const named = await listMockups(mockups);
      return using(flags, (queue) =>
        addToQueue({ queue, store }, named, { ...flags, template, write }, signal),
      );
    }),
  );

  common(
    queue
      .command("work")
      .description("work on what is in the queue, until Ctrl+C")
      .requiredOption("--results <place>", RESULTS)
      .option("--concurrency <n>", "mockups at a time in this process", integerIn(1, 64), 1)
      .option("--work <dir>", "where runs are made before they go to the store", "mockloop-work")
      .addOption(allowHostOption())
      .option("--until-empty", "end when nothing is left to do", false)
      .option(
        "--lock <s>",
        "seconds after which a silent worker is taken for dead",
        integerIn(5, 3600),
        60,
      ),
  ).action((flags: WorkFlags) =>
    runInSession(flags, async (session, report, signal) => {
      await refuseLeadingOut(resolve(flags.work));
      const store = await openPlace(flags.results);
      const { concurrency, untilEmpty, lock } = flags;
      const options = { concurrency, untilEmpty, lockMs: lock * 1000 };
      const rooms = { session, store, work: resolve(flags.work) };
      return using(flags, (queue) => workOnQueue(queue, rooms, options, report, signal));
    }),
  );

  common(
    queue.command("status").description("how many mockups wait, are under way, done and failed"),
  ).action((flags: QueueFlags) =>
    run(flags, (write) => using(flags, (queue) => showStatus(queue, { ...flags, write }))),
  );
}

async function openPlace(place: string): ReturnType<typeof openStore> {
  if (!isBucket(place)) await refuseLeadingOut(resolve(place));
  return openStore(place);
}
