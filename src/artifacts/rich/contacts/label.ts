/**
 * The label of a value. Built-in labels are wrapped (`_$!<Mobile>!$_`) so that phones can translate them; others are
 * custom.
 */
export function readLabel(label: string | null): string | null {
  if (label === null) return null;
  return /^_\$!<(.*)>!\$_$/s.exec(label)?.[1] ?? label;
}
