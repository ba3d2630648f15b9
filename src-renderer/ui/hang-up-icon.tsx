import { IconPhone } from "@tabler/icons-react";

/** The handset laid down; the icon set has none, so the usual one is turned. */
export function HangUpIcon({ size }: { size: number }) {
  return <IconPhone size={size} stroke={1.5} aria-hidden="true" style={{ rotate: "135deg" }} />;
}
