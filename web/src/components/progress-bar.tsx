import type { ReactNode } from 'react';
import { formatPercent } from '../format/numbers.ts';

/** Progress from 0 to 1; null if unknown. */
export function ProgressBar({ label, value }: { readonly label: string; readonly value: number | null }): ReactNode {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(value === null ? {} : { 'aria-valuenow': Math.round(value * 100), 'aria-valuetext': formatPercent(value) })}
      className="h-1.5 w-full forced-color-adjust-none overflow-hidden rounded-full bg-sunken"
    >
      <div
        className={`h-full rounded-full bg-accent transition-[width] duration-300 ${value === null ? 'w-1/3 animate-shimmer' : ''}`}
        style={value === null ? undefined : { width: `${value * 100}%` }}
      />
    </div>
  );
}
