const paths = {
  chat: "M21 12a8 8 0 0 1-8 8H4l1.8-3A8 8 0 1 1 21 12ZM9 12h.01M13 12h.01M17 12h.01",
  down: "m6 9 6 6 6-6",
  more: "M12 6h.01M12 12h.01M12 18h.01",
  send: "M5 12h14M13 6l6 6-6 6",
  clip: "m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4L14.6 7",
  phone: "M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3Z",
  call: "M5 4h3l1.6 4L7.5 9.5a10 10 0 0 0 5 5l1.5-2.1 4 1.6v3a2 2 0 0 1-2 2A13 13 0 0 1 3 6a2 2 0 0 1 2-2ZM14 4a6 6 0 0 1 6 6M14 8a2 2 0 0 1 2 2",
  hangUp:
    "M3.5 15.5c-1-1-1-3 .5-4.2 4.6-3.7 11.4-3.7 16 0 1.5 1.2 1.5 3.2.5 4.2l-.7.7a1 1 0 0 1-1.2.1l-2.7-1.6a1 1 0 0 1-.5-1l.3-1.7a11 11 0 0 0-7.4 0l.3 1.7a1 1 0 0 1-.5 1l-2.7 1.6a1 1 0 0 1-1.2-.1Z",
  mic: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM6 11a6 6 0 0 0 12 0M12 17v4",
  micOff:
    "M9 9v2a3 3 0 0 0 4.5 2.6M15 11V6a3 3 0 0 0-5.8-1M6 11a6 6 0 0 0 9.5 4.9M18 11a6 6 0 0 1-.4 2.2M12 17v4M4 4l16 16",
  keys: "M6 6h.01M12 6h.01M18 6h.01M6 12h.01M12 12h.01M18 12h.01M6 18h.01M12 18h.01M18 18h.01",
  file: "M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8ZM14 3v5h5",
  bell: "M6 16V11a6 6 0 1 1 12 0v5l2 2H4ZM10 21h4",
  bellOff: "M6 16V11a6 6 0 0 1 9-5M18 11v5l2 2H4M10 21h4M4 4l16 16",
  stop: "M6 6l12 12M18 6 6 18",
  back: "m15 6-6 6 6 6",
  clock: "M12 7v5l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
  sent: "m5 13 4 4L19 7",
  delivered: "m2 13 4 4L16 7M11 16l1 1L22 7",
  read: "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0ZM8 12l3 3 5-6",
  alert: "M12 8v5M12 16h.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
  star: "m12 3 2.8 5.7 6.2.9-4.5 4.4 1.1 6.2-5.6-2.9-5.6 2.9 1.1-6.2L3 9.6l6.2-.9Z",
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside words: readers do not hear it. */
export function Icon({ name, size = 22 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 24 24">
      <path d={paths[name]} />
    </svg>
  );
}
