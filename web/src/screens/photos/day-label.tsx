import { CircleCheck, FolderDown } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { LayoutDay } from '../../api/photos.ts';
import { classes } from '../../components/classes.ts';
import { useText } from '../../i18n/text.tsx';
import { longDay, shortDay, weekday } from './day-names.ts';
import type { GridDay } from './justified.ts';

/** Minimum width for the weekday, pixels. */
const ROOMY = 134;

/** Minimum width for the number of photos, pixels. */
const VERY_ROOMY = 240;

/** Minimum number of photos for showing it. */
const MANY = 4;

/** The date above the photos of a day, with a download button. */
export const DayLabel = memo(function DayLabel({
  label: { top, left, width, index },
  height,
  of,
  onSave,
  onChoose,
}: {
  readonly label: GridDay;
  readonly height: number;
  readonly of: LayoutDay;
  readonly onSave: (day: LayoutDay) => void;
  /** Called with the index of its label to choose all of its photos; null while photos are opened instead. */
  readonly onChoose: ((day: number) => void) | null;
}): ReactNode {
  const t = useText();
  const { day, count, isAlbum } = of;
  const name = isAlbum
    ? t.photos.albumOrder
    : day === null
      ? t.photos.noDate
      : width < ROOMY
        ? shortDay(day)
        : weekday(day);
  return (
    <div
      className="group absolute flex items-end gap-2 pb-1.5 text-sm font-semibold whitespace-nowrap"
      style={{ top, left, width, height }}
    >
      <h2 className="truncate" title={day === null ? name : longDay(day)}>
        {name}
      </h2>
      {width < VERY_ROOMY || count < MANY ? null : (
        <span className="font-normal text-muted">{t.photos.items({ count })}</span>
      )}
      {onChoose === null ? null : (
        <button
          type="button"
          aria-label={t.photos.chooseDay({ day: day === null ? name : longDay(day) })}
          title={t.photos.chooseDay({ day: day === null ? name : longDay(day) })}
          onClick={() => onChoose(index)}
          className="tap -my-1 inline-flex size-6 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <CircleCheck size={15} aria-hidden />
        </button>
      )}
      {day === null || onChoose !== null ? null : (
        <button
          type="button"
          // Not in the tab order: a shortcut does the same for the day of the focused photo.
          tabIndex={-1}
          aria-label={t.photos.saveDay({ day: longDay(day) })}
          title={t.photos.saveDay({ day: longDay(day) })}
          onClick={() => onSave(of)}
          className={classes(
            'tap inline-flex size-6 shrink-0 items-center justify-center rounded-md text-muted opacity-0 group-hover:opacity-100 hover:bg-hover hover:text-ink',
            // The name needs the whole width of a narrow day: the button overlaps it and is hidden for touch.
            width < ROOMY
              ? 'absolute right-0 bottom-1 bg-canvas pointer-coarse:hidden'
              : '-my-1 pointer-coarse:opacity-70',
          )}
        >
          <FolderDown size={15} aria-hidden />
        </button>
      )}
    </div>
  );
});
