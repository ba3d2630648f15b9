export function Logo() {
  return (
    <svg
      width="30"
      height="22"
      viewBox="0 0 30 22"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.4"
    >
      <circle cx="8" cy="13" r="6" />
      <circle cx="22" cy="13" r="6" />
      <path d="M8 13h14" />
    </svg>
  );
}
