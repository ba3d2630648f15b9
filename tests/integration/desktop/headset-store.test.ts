import { expect, test } from "vitest";
import { writeAccess } from "../../../src-main/node/db/access.ts";
import { createHeadsetStore } from "../../../src-main/node/db/headset-store.ts";
import { openDatabase } from "../../../src-main/node/db/open-database.ts";
import { OUTBOX_MIGRATIONS } from "../../../src-main/node/db/outbox-migrations.ts";
import { type HeadsetSettings, NO_HEADSETS } from "../../../src-shared/domain/headset/headset.ts";
import { openedCache, TEST_KEY, TemporaryFolder } from "../../support/cache-folder.ts";

const taught: HeadsetSettings = {
  allowed: [
    {
      key: "340b:0041",
      name: "VT",
      learned: [{ control: "hook", kind: "pulse", signal: { reportId: 5, bit: 0, size: 8, equals: 48 } }],
    },
  ],
};

test("what was allowed and taught outlives the program", () => {
  using folder = new TemporaryFolder();
  const first = openedCache(folder.path);
  expect(first.headsets.read()).toEqual(NO_HEADSETS);
  first.headsets.write(taught);
  first.close();
  const second = openedCache(folder.path);
  expect(second.headsets.read()).toEqual(taught);
  second.headsets.write(NO_HEADSETS);
  expect(second.headsets.read()).toEqual(NO_HEADSETS);
  second.close();
});

test.each(["{", "[1]", '{"allowed":[{"key":"any","name":"","learned":[]}]}', '{"allowed":"all"}'])(
  "a right that cannot be read is no right: %s",
  (value) => {
    using folder = new TemporaryFolder();
    const opened = openDatabase(folder.file("outbox.db"), TEST_KEY, OUTBOX_MIGRATIONS, "FULL");
    if (!opened.ok) throw new Error(opened.detail);
    const access = writeAccess(opened.value);
    access.run("INSERT INTO preferences (name, value) VALUES ('headsets', ?)", value);
    expect(createHeadsetStore(access).read()).toEqual(NO_HEADSETS);
    opened.value.close();
  },
);
