import { expect, test } from "vitest";
import { withFigures } from "../../bench/results.mjs";

const figure = (what: string, shown: string) => ({ title: "Tokens", what, shown, remark: "target under 9: met" });

test("a run of one part keeps the figures of the others, in the order of the parts", () => {
  const parts = ["tokens", "start", "memory"];
  const first = withFigures("", "memory", [figure("after start-up", "73 MiB")], { when: "on day 1", parts });
  const second = withFigures(first, "tokens", [figure("one contact", "7"), figure("a|b", "8")], { when: "on day 2", parts });
  expect(second.split("\n").slice(4)).toEqual([
    "",
    "## tokens",
    "",
    "Measured on day 2.",
    "",
    "**Tokens**",
    "",
    "| what | figure | target or remark |",
    "| --- | --- | --- |",
    "| one contact | 7 | target under 9: met |",
    "| a\\|b | 8 | target under 9: met |",
    "",
    "## memory",
    "",
    "Measured on day 1.",
    "",
    "**Tokens**",
    "",
    "| what | figure | target or remark |",
    "| --- | --- | --- |",
    "| after start-up | 73 MiB | target under 9: met |",
    "",
  ]);
  const third = withFigures(second, "tokens", [figure("one contact", "6")], { when: "on day 3", parts });
  expect(third).toContain("day 3");
  expect(third).not.toContain("day 2");
  expect(third.split("## memory")[1]).toBe(second.split("## memory")[1]);
});
