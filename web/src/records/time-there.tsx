import type { ReactNode } from 'react';
import { formatTime } from '../format/dates.ts';
import { offsetName } from '../format/photo-zone.ts';
import { timeThere } from '../format/time-there.ts';
import { useText } from '../i18n/text.tsx';
import { usePhotoDayRule } from '../preferences/photo-day-rule.ts';

/** The local time of the place where something happened; nothing if it is the same time. */
export function TimeThere({ at, utcOffset }: { readonly at: number; readonly utcOffset: number | null }): ReactNode {
  const t = useText();
  const time = timeThere(at, utcOffset, usePhotoDayRule(), formatTime);
  if (time === null || utcOffset === null) return null;
  const words = t.common.timeThere({ time, offset: offsetName(utcOffset) });
  return <span className="whitespace-nowrap">{` · ${words}`}</span>;
}
