import { useEffect, useState } from "preact/hooks";

/** Now, drawn anew each second. */
export function useSeconds(): number {
  const [nowMs, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
