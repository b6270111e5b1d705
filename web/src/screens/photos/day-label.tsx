import { memo, type ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';
import { longDay, shortDay, weekday } from './day-names.ts';
import type { GridDay } from './justified.ts';

/** So wide the name of the weekday fits too. */
const ROOMY = 134;

/** So wide the number of photos fits too. */
const VERY_ROOMY = 240;

/** Fewer than so many are seen at a glance. */
const MANY = 4;

/** The name of a day above its photos. */
export const DayLabel = memo(function DayLabel({
  label: { top, left, width },
  day,
  count,
}: {
  readonly label: GridDay;
  readonly day: string | null;
  readonly count: number;
}): ReactNode {
  const t = useText();
  const name = day === null ? t.photos.noDate : width < ROOMY ? shortDay(day) : weekday(day);
  return (
    <h2
      className="absolute flex h-9.5 items-end gap-2 pb-1.5 text-sm font-semibold whitespace-nowrap max-sm:h-8"
      style={{ top, left, width }}
      title={day === null ? name : longDay(day)}
    >
      <span className="truncate">{name}</span>
      {width < VERY_ROOMY || count < MANY ? null : (
        <span className="font-normal text-muted">{t.photos.items(count)}</span>
      )}
    </h2>
  );
});
