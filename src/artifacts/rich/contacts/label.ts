/** The name of a value: built-in ones are wrapped (`_$!<Mobile>!$_`) so that phones can translate them; others are the user's words. */
export function readLabel(label: string | null): string | null {
  if (label === null) return null;
  return /^_\$!<(.*)>!\$_$/s.exec(label)?.[1] ?? label;
}
