import type { ReactNode } from 'react';
import type { Area } from '../../../src/contract/kinds.ts';
import { classes } from '../components/classes.ts';
import { useText } from '../i18n/text.tsx';
import { AREA_LOOKS } from './area-looks.ts';

/** Filter chips for areas: one or all. Hidden if there is only one area. */
export function AreaChips({
  areas,
  chosen,
  onChoose,
}: {
  readonly areas: readonly Area[];
  readonly chosen: Area | null;
  readonly onChoose: (area: Area | null) => void;
}): ReactNode {
  const { records } = useText();
  if (areas.length < 2) return null;
  return (
    <div role="group" aria-label={records.area} className="-mx-1 flex gap-1.5 overflow-x-auto px-1 py-1 sm:flex-wrap">
      <Chip isChosen={chosen === null} onPress={() => onChoose(null)}>
        {records.allAreas}
      </Chip>
      {areas.map((area) => {
        const { icon: Icon, hue } = AREA_LOOKS[area];
        return (
          <Chip key={area} isChosen={area === chosen} onPress={() => onChoose(area === chosen ? null : area)}>
            <Icon size={14} aria-hidden className={`text-area ${hue}`} />
            {records.areas[area]}
          </Chip>
        );
      })}
    </div>
  );
}

function Chip({
  isChosen,
  onPress,
  children,
}: {
  readonly isChosen: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onPress}
      className={classes(
        'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full border px-3 text-sm whitespace-nowrap transition-colors',
        isChosen
          ? 'border-transparent bg-accent-soft font-medium text-accent'
          : 'border-line bg-surface hover:bg-hover',
      )}
    >
      {children}
    </button>
  );
}
