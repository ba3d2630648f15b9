import { CallRow } from "../../../src-renderer/ui/call-row.tsx";
import { ChannelTile } from "../../../src-renderer/ui/channel-tile.tsx";
import { ClockText } from "../../../src-renderer/ui/clock-text.tsx";
import { ListHead } from "../../../src-renderer/ui/list-head.tsx";
import { ScrollPane } from "../../../src-renderer/ui/scroll-pane.tsx";
import { SettingsPage, SettingsPart } from "../../../src-renderer/ui/settings-page.tsx";
import { SkeletonRows } from "../../../src-renderer/ui/skeleton-rows.tsx";
import css from "../gallery.module.css";
import { say } from "../page-choice.ts";
import { Piece, Specimen } from "../specimen.tsx";

const LONG = [
  "Общество с ограниченной ответственностью «Длинное название, которое не помещается»",
  "A company whose name is much longer than the row it must stand in, whatever its width may be",
] as const;

/** A minute and 23 seconds before the page was opened. */
const WAITS_SINCE_MS = Date.now() - 83_000;

/** Lists: their head, a row, what stands there while they load, what scrolls. */
export function Lists() {
  return (
    <Piece title={say("Списки", "Lists")}>
      <Specimen name="head, count" isWide>
        <ListHead title={say("Очередь", "Queue")} count={12} countLabel={say("12 ждут", "12 wait")}>
          {say("Ждут дольше минуты: 3", "Over a minute: 3")}
        </ListHead>
      </Specimen>
      <Specimen name="row" isWide>
        <div className={css.rowBox}>
          <CallRow
            tile={<ChannelTile direction="in" label={say("Входящий", "Incoming")} />}
            title={say("Тамара Зуева", "Tamara Zueva")}
            note={say("Поддержка", "Support")}
            aside={<ClockText sinceMs={WAITS_SINCE_MS} />}
          />
        </div>
      </Specimen>
      <Specimen name="row, long name" isWide>
        <div className={css.rowBox}>
          <CallRow
            tile={<ChannelTile direction="out" label={say("Исходящий", "Outgoing")} />}
            title={say(...LONG)}
            note={say("Заказы", "Orders")}
            aside="0:04"
          />
        </div>
      </Specimen>
      <Specimen name="skeleton" isWide>
        <SkeletonRows label={say("Загружается", "Loading")} />
      </Specimen>
      <Specimen name="scroll pane" isWide>
        <ScrollPane label={say("Прокручивается", "Scrolls")} className={css.block}>
          {["1", "2", "3"].map((line) => (
            <p key={line}>
              {line}. {LONG.join(" ")}
            </p>
          ))}
        </ScrollPane>
      </Specimen>
      <Specimen name="settings page" isWide>
        <SettingsPage title={say("Звук", "Sound")} caption={say("Устройства и громкость", "Devices and volume")}>
          <SettingsPart title={say("Микрофон", "Microphone")} aside={say("готов", "ready")}>
            {say("Говорите: полоса должна двигаться.", "Speak: the bar should move.")}
          </SettingsPart>
        </SettingsPage>
      </Specimen>
    </Piece>
  );
}
