import { expect, test } from "vitest";
import { writeAccess } from "../../../src-main/node/db/access.ts";
import { openDatabase } from "../../../src-main/node/db/open-database.ts";
import { OUTBOX_MIGRATIONS } from "../../../src-main/node/db/outbox-migrations.ts";
import { createSoundStore } from "../../../src-main/node/db/sound-store.ts";
import { FIRST_SOUND } from "../../../src-shared/domain/sound-devices.ts";
import { openedCache, TEST_KEY, TemporaryFolder } from "../../support/cache-folder.ts";

const headset = { deviceId: "1", groupId: "a", label: "Headset" };

test("sound settings outlive the program; before the first choice they are the system's", () => {
  using folder = new TemporaryFolder();
  const first = openedCache(folder.path);
  expect(first.sound.read()).toEqual(FIRST_SOUND);
  const chosen = { ...FIRST_SOUND, microphones: [headset], noiseSuppressed: [headset] };
  first.sound.write(chosen);
  first.sound.write({ ...chosen, headphones: [headset] });
  first.close();
  const second = openedCache(folder.path);
  expect(second.sound.read()).toEqual({ ...chosen, headphones: [headset] });
  second.close();
});

test.each([
  [
    "an older program's, with the rest as at first",
    '{"microphones":[{"deviceId":"1","groupId":"a","label":"Headset"}]}',
    { ...FIRST_SOUND, microphones: [headset] },
  ],
  ["one that is no JSON", "{", FIRST_SOUND],
  ["one that is something else", "[1]", FIRST_SOUND],
  ["one with an impossible value", '{"ring":{"volume":9}}', FIRST_SOUND],
])("what stands in the file is read: %s", (_name, value, read) => {
  using folder = new TemporaryFolder();
  const opened = openDatabase(folder.file("outbox.db"), TEST_KEY, OUTBOX_MIGRATIONS, "FULL");
  if (!opened.ok) throw new Error(opened.detail);
  const access = writeAccess(opened.value);
  access.run("INSERT INTO preferences (name, value) VALUES ('sound', ?)", value);
  expect(createSoundStore(access).read()).toEqual(read);
  opened.value.close();
});
