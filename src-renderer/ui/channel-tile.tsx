import { IconPhoneIncoming, IconPhoneOutgoing } from "@tabler/icons-react";
import css from "./channel-tile.module.css";

/** The channel and direction of a contact: the glyph is the code, the tint is a help. */
export function ChannelTile({ direction, label, small }: { direction: "in" | "out"; label: string; small?: boolean }) {
  const Icon = direction === "in" ? IconPhoneIncoming : IconPhoneOutgoing;
  return (
    <span className={css.tile} data-small={small || undefined} role="img" aria-label={label} title={label}>
      <Icon size={small ? 14 : 17} stroke={1.5} aria-hidden="true" />
    </span>
  );
}
