import { memo, type ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';
import { longDay, shortDay } from './day-names.ts';
import type { GridDay } from './justified.ts';

/** So wide the name of the weekday fits too. */
const ROOMY = 340;

/** So wide the number of photos fits too. */
const FAIRLY_ROOMY = 200;

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
  const name = day === null ? t.photos.noDate : width < ROOMY ? shortDay(day) : longDay(day);
  return (
    <h2
      className="absolute flex h-9.5 items-end gap-2 truncate pb-1.5 text-sm font-semibold max-sm:h-8"
      style={{ top, left, width }}
      title={day === null ? name : longDay(day)}
    >
      {name}
      {width < FAIRLY_ROOMY ? null : <span className="font-normal text-muted">{t.photos.items(count)}</span>}
    </h2>
  );
});
