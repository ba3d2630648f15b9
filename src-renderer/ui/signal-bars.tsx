const BARS = [4, 7, 10, 12] as const;

/** Four bars, `lit` of them bright; the word beside them says the same. */
export function SignalBars({ lit }: { lit: number }) {
  return (
    <svg width="18" height="12" viewBox="0 0 18 12" aria-hidden="true">
      {BARS.map((height, index) => (
        <rect
          key={height}
          x={index * 5}
          y={12 - height}
          width="3"
          height={height}
          rx="1"
          fill="currentColor"
          opacity={index < lit ? 1 : 0.3}
        />
      ))}
    </svg>
  );
}
