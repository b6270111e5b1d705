import type { ReactNode } from 'react';
import { formatRelative, formatTime, type TimeStyle } from '../format/dates.ts';
import { useText } from '../i18n/text.tsx';
import { useZone } from '../preferences/zone.tsx';

/** A time (UTC milliseconds) in the chosen zone; the exact time with zone is its title. */
export function Time({
  at,
  format = 'short',
}: {
  readonly at: number | null;
  readonly format?: TimeStyle | 'relative';
}): ReactNode {
  const t = useText();
  const zone = useZone();
  if (at === null) return <span className="text-muted">{t.common.unknown}</span>;
  const exact = t.common.timeIn({ full: formatTime(at, 'full', zone), zone });
  return (
    <time dateTime={isoOf(at)} title={exact} className="whitespace-nowrap">
      {format === 'relative' ? formatRelative(at) : formatTime(at, format, zone)}
    </time>
  );
}

function isoOf(at: number): string | undefined {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
