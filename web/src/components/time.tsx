import { type ReactNode, useEffect, useState } from 'react';
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
  useTick(format === 'relative' && at !== null ? at : null);
  if (at === null) return <span className="text-muted">{t.common.unknown}</span>;
  const exact = t.common.timeIn({ full: formatTime(at, 'full', zone), zone });
  return (
    // With the name of its zone it may be longer than the place for it.
    <time dateTime={isoOf(at)} title={exact} className={format === 'full' ? undefined : 'whitespace-nowrap'}>
      {format === 'relative' ? formatRelative(at) : formatTime(at, format, zone)}
    </time>
  );
}

function isoOf(at: number): string | undefined {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Renders again when a relative time reads differently: each second in the first minute, then each minute. */
function useTick(at: number | null): void {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    if (at === null) return undefined;
    const pause = Math.abs(Date.now() - at) < MINUTE_MS ? SECOND_MS : MINUTE_MS;
    const timer = setTimeout(() => setTick(tick + 1), pause);
    return () => clearTimeout(timer);
  }, [at, tick]);
}
