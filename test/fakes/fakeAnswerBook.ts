import { isSameAnswer } from "../../src/policy/answerMemory";
import type { AnswerBook } from "../../src/policy/answerMemory";
import type { KeptAnswer } from "../../src/protocol/permissionProtocol";

/** A book in memory; `answers` are in it. */
export function fakeAnswerBook(answers: readonly KeptAnswer[] = []): AnswerBook {
  let kept = answers;
  const without = (answer: KeptAnswer) => kept.filter((one) => !isSameAnswer(one, answer));
  return {
    list: () => Promise.resolve(kept),
    keep: (answer) => {
      kept = [...without(answer), answer];
      return Promise.resolve();
    },
    forget: (answer) => {
      const rest = without(answer);
      const was = rest.length < kept.length;
      kept = rest;
      return Promise.resolve(was);
    },
  };
}
