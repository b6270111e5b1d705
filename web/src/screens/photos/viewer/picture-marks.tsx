import type { ReactNode } from 'react';

/** An area of a picture with a name. */
export interface PictureMark {
  readonly key: string;
  /** Corners in fractions of width and height, from the upper left. */
  readonly corners: readonly (readonly [x: number, y: number])[];
  readonly label: string;
  /** True if the label is in the picture already. */
  readonly isLabelled?: boolean;
}

/** Size of labels and of the gap to their area, as fractions of the longer side. */
const LABEL = 0.024;
const GAP = 0.008;

/** Outlines of areas over a picture that is fitted into the same box. */
export function PictureMarks({
  width,
  height,
  marks,
}: {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly PictureMark[];
}): ReactNode {
  const longer = Math.max(width, height);
  return (
    <svg
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      className="pointer-events-none absolute inset-0 size-full"
      role="list"
    >
      {marks.map(({ key, corners, label, isLabelled = false }) => {
        const points = corners.map(([x, y]) => [x * width, y * height] as const);
        const left = Math.min(...points.map(([x]) => x));
        const bottom = Math.max(...points.map(([, y]) => y));
        return (
          <g key={key} role="listitem" aria-label={label}>
            <polygon
              points={points.map((point) => point.join(',')).join(' ')}
              fill="none"
              stroke="white"
              strokeWidth={2}
              vectorEffect="non-scaling-stroke"
              style={{ filter: 'drop-shadow(0 0 1px black)' }}
            />
            {isLabelled ? null : (
              <text
                x={left}
                y={bottom + longer * (LABEL + GAP)}
                fontSize={longer * LABEL}
                fill="white"
                stroke="black"
                strokeWidth={longer * LABEL * 0.2}
                strokeLinejoin="round"
                paintOrder="stroke"
              >
                {label}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
