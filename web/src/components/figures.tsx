import type { ReactNode } from 'react';
import { formatBytes, formatCompact, formatCount } from '../format/numbers.ts';

/** A count; the compact form has the exact number as its title. */
export function Count({ value, compact = false }: { readonly value: number; readonly compact?: boolean }): ReactNode {
  return (
    <span className="tabular-nums" title={compact ? formatCount(value) : undefined}>
      {compact ? formatCompact(value) : formatCount(value)}
    </span>
  );
}

/** A size; the exact number of bytes is its title. */
export function Bytes({ value }: { readonly value: number }): ReactNode {
  return (
    <span className="whitespace-nowrap tabular-nums" title={formatCount(value)}>
      {formatBytes(value)}
    </span>
  );
}
