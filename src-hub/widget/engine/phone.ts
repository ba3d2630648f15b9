/**
 * A number as it is dialled, or null when it cannot be one. Light on purpose: the hub checks it with the numbering plans.
 * A Russian number may begin with 8 or with its code; any other needs its country (+).
 */
export function readPhone(text: string): string | null {
  const digits = text.replace(/\D/g, "");
  if (/[^\d\s()+.\u2013-]/.test(text)) return null;
  if (text.trim().startsWith("+")) return digits.length >= 9 && digits.length <= 15 ? `+${digits}` : null;
  if (digits.length === 11 && /^[78]/.test(digits)) return `+7${digits.slice(1)}`;
  return digits.length === 10 && /^[3489]/.test(digits) ? `+7${digits}` : null;
}
