import assert from "node:assert/strict";
import { voteByEvidence } from "../../../../src/inspect/read/voteByEvidence";

interface Item {
  readonly value: number;
  readonly doubt: number;
}

function vote(items: readonly Item[], options: readonly number[]): (number | undefined)[] {
  const chosen = voteByEvidence(
    items,
    () => options,
    (item, option) => -(((item.value - option) / item.doubt) ** 2) / 2,
    (item) => 1 / item.doubt,
    (option) => option,
  );
  return items.map((item) => chosen.get(item));
}

describe("voteByEvidence", () => {
  it("lets sure items decide for doubtful ones near them", () => {
    const sure = [14.02, 13.97, 14].map((value) => ({ value, doubt: 0.05 }));
    const doubtful = { value: 13.4, doubt: 0.6 };
    assert.deepEqual(vote([...sure, doubtful], [12, 13, 14, 15]), [14, 14, 14, 14]);
  });

  it("lets no majority overrule clear evidence", () => {
    const many = Array.from({ length: 20 }, () => ({ value: 14, doubt: 0.05 }));
    const other = { value: 15, doubt: 0.05 };
    assert.equal(vote([...many, other], [14, 15]).at(-1), 15);
  });

  it("leaves out items without options", () => {
    const chosen = voteByEvidence(
      [1],
      () => [],
      () => 0,
      () => 1,
      (option: number) => option,
    );
    assert.equal(chosen.size, 0);
  });
});
