import { memo, type ReactNode } from 'react';
import { type GridRow, shownRatio } from './justified.ts';
import { Tile, type TileProps } from './tile.tsx';
import type { PhotoAt } from './use-photos-at.ts';

/** Props of {@link PhotoRow}. */
export interface PhotoRowProps extends Pick<TileProps, 'backup' | 'rule' | 'locked' | 'onOpen' | 'onChoose'> {
  readonly row: GridRow;
  readonly ratios: Uint16Array;
  readonly gap: number;
  /** Index of the photo in the tab order, if it is in this row; otherwise -1. */
  readonly cursor: number;
  /** Indices of the chosen photos; null while photos are opened instead. */
  readonly chosen: ReadonlySet<number> | null;
  readonly photoAt: PhotoAt;
  readonly hrefOf: (key: string) => string;
}

/** A row of the grid: loaded photos, and placeholders for others. */
export const PhotoRow = memo(function PhotoRow({
  row: { top, left, height, first, count },
  ratios,
  gap,
  cursor,
  chosen,
  photoAt,
  hrefOf,
  ...common
}: PhotoRowProps): ReactNode {
  let x = 0;
  const places = Array.from({ length: count }, (_, offset) => {
    const index = first + offset;
    const width = shownRatio(ratios[index]) * height;
    const place = { index, left: x, width };
    x += width + gap;
    return place;
  });
  return (
    <div className="absolute right-0" style={{ top, left, height }}>
      {places.map(({ index, left, width }) => {
        const photo = photoAt(index);
        return photo === undefined ? (
          <span
            key={index}
            data-index={index}
            tabIndex={-1}
            className="absolute inset-y-0 bg-sunken"
            style={{ left, width }}
          />
        ) : (
          <Tile
            key={index}
            photo={photo}
            index={index}
            href={hrefOf(photo.key)}
            isCursor={index === cursor}
            isChosen={chosen?.has(index) ?? null}
            left={left}
            width={width}
            {...common}
          />
        );
      })}
    </div>
  );
});
