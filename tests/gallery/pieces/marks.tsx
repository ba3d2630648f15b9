import { Avatar } from "../../../src-renderer/ui/avatar.tsx";
import { ChannelTile } from "../../../src-renderer/ui/channel-tile.tsx";
import { LevelMeter } from "../../../src-renderer/ui/level-meter.tsx";
import { Logo } from "../../../src-renderer/ui/logo.tsx";
import { ResultMark } from "../../../src-renderer/ui/result-mark.tsx";
import { SignalBars } from "../../../src-renderer/ui/signal-bars.tsx";
import { StatusMark } from "../../../src-renderer/ui/status-mark.tsx";
import { TermMark } from "../../../src-renderer/ui/term-mark.tsx";
import { ToneChip } from "../../../src-renderer/ui/tone-chip.tsx";
import css from "../gallery.module.css";
import { say } from "../page-choice.ts";
import { Piece, Row, Specimen } from "../specimen.tsx";

const PEOPLE = [
  { id: "marina", name: "Марина Белова" },
  { id: "oleg", name: "Олег" },
  { id: "anna", name: "Anna Klein" },
  { id: "unknown", name: null },
] as const;
const STATUSES = ["online", "ring", "talk", "hold", "break", "do-not-disturb", "not-ready", "offline"] as const;

const LEVEL_EVERY_MS = 66;

const at = (level: number) => (listener: (level: number) => void) => {
  const timer = setInterval(() => listener(level), LEVEL_EVERY_MS);
  return () => clearInterval(timer);
};
const quiet = at(0.15);
const loud = at(0.9);

/** What says a state by its shape: colour only helps. */
export function Marks() {
  return (
    <Piece title={say("Знаки", "Marks")}>
      <Row>
        {STATUSES.map((kind) => (
          <Specimen key={kind} name={kind}>
            <StatusMark kind={kind} />
          </Specimen>
        ))}
      </Row>
      <Row>
        {(["good", "going", "missed", "neutral", "broken"] as const).map((tone) => (
          <Specimen key={tone} name={tone}>
            <ResultMark tone={tone} />
          </Specimen>
        ))}
        {(["in", "out", "back"] as const).map((direction) => (
          <Specimen key={direction} name={direction}>
            <ChannelTile direction={direction} label={direction} />
          </Specimen>
        ))}
        <Specimen name="in, small">
          <ChannelTile direction="in" label="in" small />
        </Specimen>
        <Specimen name="logo">
          <Logo />
        </Specimen>
      </Row>
      <Row>
        {PEOPLE.map(({ id, name }) => (
          <Specimen key={id} name={id}>
            <Avatar id={id} name={name} />
          </Specimen>
        ))}
        <Specimen name="40">
          <Avatar id="marina" name="Марина Белова" size={40} />
        </Specimen>
        {(["plain", "warn", "danger"] as const).map((tone) => (
          <Specimen key={tone} name={tone}>
            <ToneChip tone={tone}>{say("скоро", "soon")}</ToneChip>
          </Specimen>
        ))}
      </Row>
      <Row>
        {[0.1, 0.5].map((spent) => (
          <Specimen key={spent} name={`term ${spent}`}>
            <TermMark tone="calm" spent={spent} />
          </Specimen>
        ))}
        <Specimen name="term, soon">
          <TermMark tone="soon" spent={0.8} />
        </Specimen>
        <Specimen name="term, late">
          <TermMark tone="late" spent={1} />
        </Specimen>
      </Row>
      <Row>
        {[0, 1, 2, 3, 4].map((lit) => (
          <Specimen key={lit} name={String(lit)}>
            <SignalBars lit={lit} />
          </Specimen>
        ))}
        <Specimen name="you, quiet">
          <span className={css.air}>
            <LevelMeter side="you" subscribe={quiet} />
          </span>
        </Specimen>
        <Specimen name="customer, loud">
          <span className={css.air}>
            <LevelMeter side="customer" subscribe={loud} />
          </span>
        </Specimen>
      </Row>
    </Piece>
  );
}
