import { type CSSProperties, type ReactNode, type Ref, useImperativeHandle, useMemo, useRef } from 'react';
import type { PhotoSummaryView } from '../../../../src/contract/photos.ts';
import type { LayoutDay, PhotoFilter, PhotoLayout } from '../../api/photos.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { PrintedPart } from '../../components/printed-part.tsx';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import { usePhotoDayRule } from '../../preferences/photo-day-rule.ts';
import { chunksOf } from './chunks.ts';
import { DayLabel } from './day-label.tsx';
import { PhotoRow } from './grid-row.tsx';
import { firstAtLeast, type GridPlan, type GridShape, planGrid } from './justified.ts';
import { rowOf, type Step } from './move-cursor.ts';
import { Scrubber } from './scrubber.tsx';
import { useGridCursor } from './use-grid-cursor.ts';
import { useGridPlace } from './use-grid-place.ts';
import type { PhotoSelection } from './use-photo-selection.ts';
import { usePhotosAt } from './use-photos-at.ts';
import { useView } from './use-view.ts';

/** Distance above and below the view that is rendered, pixels. */
const AHEAD = 700;

/** Width below which photos are smaller, so that phones show three per row. */
const NARROW = 560;

/** Plan while the width is unknown. */
const NOTHING: GridPlan = { rows: [], days: [], height: 0 };

/** Width of what is printed on A4 or Letter, pixels. */
const PAPER = 640;

/** Actions of the grid for the screen. */
export interface GridHandle {
  /** Scrolls to the photo with this key and local day, and focuses it. */
  readonly show: (key: string, day: string | null) => void;
}

/** Props of {@link PhotoGrid}. */
export interface PhotoGridProps {
  readonly ref: Ref<GridHandle>;
  readonly backup: string;
  readonly filter: PhotoFilter;
  readonly layout: PhotoLayout;
  readonly locked: boolean;
  /** Initial day, `YYYY-MM-DD`. */
  readonly day: string | null;
  /** Called with the day at the top. */
  readonly onDay: (day: string | null) => void;
  readonly onOpen: (photo: PhotoSummaryView) => void;
  /** Called to download the photos of a day. */
  readonly onSaveDay: (day: LayoutDay) => void;
  readonly selection: PhotoSelection;
  readonly hrefOf: (key: string) => string;
  /** True if a layer covers the grid: keys are ignored. */
  readonly covered: boolean;
}

/** All photos of a filter by day. The positions of all are known; only those in view are rendered and loaded. */
export function PhotoGrid({
  ref,
  backup,
  filter,
  layout,
  locked,
  day,
  onDay,
  onOpen,
  onSaveDay,
  selection,
  hrefOf,
  covered,
}: PhotoGridProps): ReactNode {
  const t = useText();
  const rule = usePhotoDayRule();
  const frame = useRef<HTMLDivElement>(null);
  const { width, height, top, rested } = useView(frame);
  const { days, ratios } = layout;
  const shape = useMemo(() => shapeOf(width), [width]);
  const counts = useMemo(() => days.map(({ count }) => count), [days]);
  const plan = useMemo(() => (shape.width === 0 ? NOTHING : planGrid(ratios, counts, shape)), [ratios, counts, shape]);
  const chunks = useMemo(() => chunksOf(days), [days]);

  const wanted = rowsAround(plan, rested, height);
  const { photoAt, error, retry } = usePhotosAt(
    backup,
    filter,
    rule,
    chunks,
    wanted[0]?.first ?? 0,
    (wanted.at(-1)?.first ?? 0) + (wanted.at(-1)?.count ?? 1) - 1,
  );
  const { cursor, step, show, onFocus } = useGridCursor(frame, layout, plan, shape, photoAt);
  useImperativeHandle(ref, () => ({ show }));
  const dayAtTop = Math.min(
    plan.days.length - 1,
    firstAtLeast(plan.days, top + shape.labelHeight, ({ bottom }) => bottom),
  );
  useGridPlace({ frame, plan, day, days, onDay, isReady: width > 0 });
  const saveDay = (): void => {
    const isInGrid = frame.current?.contains(document.activeElement) === true;
    const wanted = days[isInGrid ? dayOf(days, cursor) : (plan.days[Math.max(0, dayAtTop)]?.index ?? 0)];
    if (wanted !== undefined && wanted.day !== null) onSaveDay(wanted);
  };
  useGridKeys(step, saveDay, covered);
  const chooseDay = (index: number): void =>
    selection.toggleAll(
      days.slice(0, index).reduce((sum, { count }) => sum + count, 0),
      days[index]?.count ?? 0,
    );

  const rows = rowsAround(plan, top, height);
  const cursorRow = plan.rows[rowOf(plan, cursor)];
  // The focused photo stays rendered, also out of view.
  const shown = cursorRow === undefined || rows.includes(cursorRow) ? rows : [...rows, cursorRow];
  const labels = plan.days.slice(
    firstAtLeast(plan.days, top - AHEAD, ({ bottom }) => bottom),
    firstAtLeast(plan.days, top + height + AHEAD, (label) => label.top),
  );
  return (
    <>
      <PrintedPart />
      <div className="virtual relative min-h-0 flex-1">
        <div className="absolute inset-0 flex pr-9 pl-4 sm:pl-8 md:pr-16">
          <div
            ref={frame}
            role="region"
            aria-label={t.photos.grid}
            style={paperFit(width)}
            className="fit-paper h-full min-w-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none] [scrollbar-width:none]"
          >
            <div className="relative" style={{ height: plan.height }} onFocus={onFocus}>
              {labels.map((label) => {
                const of = days[label.index];
                return of === undefined ? null : (
                  <DayLabel
                    key={label.index}
                    label={label}
                    height={shape.labelHeight}
                    of={of}
                    onSave={onSaveDay}
                    onChoose={selection.isOn ? chooseDay : null}
                  />
                );
              })}
              {shown.map((row) => (
                <PhotoRow
                  key={row.first}
                  row={row}
                  ratios={ratios}
                  gap={shape.gap}
                  cursor={row === cursorRow ? cursor : -1}
                  chosen={selection.isOn ? selection.chosen : null}
                  onChoose={selection.toggle}
                  photoAt={photoAt}
                  hrefOf={hrefOf}
                  onOpen={onOpen}
                  backup={backup}
                  rule={rule}
                  locked={locked}
                />
              ))}
            </div>
          </div>
        </div>
        <Scrubber frame={frame} plan={plan} days={days} viewHeight={height} dayAtTop={Math.max(0, dayAtTop)} />
        {error === null ? null : (
          <div className="absolute inset-x-0 bottom-0 bg-raised shadow-float">
            <ErrorState error={error} onRetry={retry} backup={backup} />
          </div>
        )}
      </div>
    </>
  );
}

function shapeOf(width: number): GridShape {
  return width < NARROW
    ? { width, rowHeight: 112, gap: 2, dayGap: 8, labelHeight: 32, below: 10 }
    : { width, rowHeight: 186, gap: 4, dayGap: 16, labelHeight: 38, below: 14 };
}

/** Rows in and near the view. */
function rowsAround(plan: GridPlan, top: number, height: number): GridPlan['rows'] {
  return plan.rows.slice(
    firstAtLeast(plan.rows, top - AHEAD, (row) => row.top + row.height),
    firstAtLeast(plan.rows, top + height + AHEAD, (row) => row.top),
  );
}

/** Index of the day of the photo at an index of the layout. */
function dayOf(days: readonly LayoutDay[], place: number): number {
  let end = 0;
  return days.findIndex(({ count }) => {
    end += count;
    return place < end;
  });
}

function useGridKeys(step: (by: Step) => void, saveDay: () => void, covered: boolean): void {
  const { title, keys: words, saveDayKey } = useText().photos;
  const keys: readonly (readonly [string, string, Step])[] = [
    ['arrowright', words.next, 'right'],
    ['arrowleft', words.previous, 'left'],
    ['arrowdown', words.below, 'down'],
    ['arrowup', words.above, 'up'],
    ['j', words.next, 'right'],
    ['k', words.previous, 'left'],
  ];
  const steps = keys.map(([keys, label, by]) => ({ keys, label, group: title, run: () => step(by) }));
  useShortcuts(covered ? [] : [...steps, { keys: 's', label: saveDayKey, group: title, run: saveDay }]);
}

/** The scale that fits the grid to paper, for the style of print. */
function paperFit(width: number): CSSProperties {
  return { '--screen-width': width, '--paper-scale': Math.min(1, PAPER / Math.max(1, width)) } as CSSProperties;
}
