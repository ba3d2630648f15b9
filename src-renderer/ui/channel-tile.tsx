import { IconMessage, IconPhoneCalling, IconPhoneIncoming, IconPhoneOutgoing } from "@tabler/icons-react";
import css from "./channel-tile.module.css";

const ICONS = { in: IconPhoneIncoming, out: IconPhoneOutgoing, back: IconPhoneCalling, text: IconMessage } as const;

type ChannelTileProps = { readonly direction: keyof typeof ICONS; readonly label: string; readonly small?: boolean };

/** The channel and direction of a contact: the glyph is the code, the tint is a help. */
export function ChannelTile({ direction, label, small }: ChannelTileProps) {
  const Icon = ICONS[direction];
  return (
    <span
      className={css.tile}
      data-direction={direction}
      data-small={small || undefined}
      role="img"
      aria-label={label}
      title={label}
    >
      <Icon size={small ? 14 : 17} stroke={1.5} aria-hidden="true" />
    </span>
  );
}
