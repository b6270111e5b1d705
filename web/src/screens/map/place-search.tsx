import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import type { TownView } from '../../../../src/contract/map.ts';
import { townsQuery } from '../../api/map.ts';
import { classes } from '../../components/classes.ts';
import { FIELD } from '../../components/text-field.tsx';
import { useTypingPause } from '../../components/use-typing-pause.ts';
import { countryName, localTownName } from '../../format/town.ts';
import { useText } from '../../i18n/text.tsx';

/** Finds towns by name, in the list that is part of the program. */
export function PlaceSearch({ onChoose }: { readonly onChoose: (town: TownView) => void }): ReactNode {
  const { map: t, common } = useText();
  const id = useId();
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const look = useTypingPause(setWanted);
  const { data = [], isPlaceholderData, isFetching } = useQuery(townsQuery(wanted));
  const isLooking = isFetching && (isPlaceholderData || data.length === 0);
  const towns = wanted === '' ? [] : data;
  const isShown = isOpen && wanted !== '';
  const choose = (town: TownView | undefined): void => {
    if (town === undefined) return;
    setText(localTownName(town));
    setIsOpen(false);
    onChoose(town);
  };
  const move = (event: KeyboardEvent<HTMLInputElement>): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && towns.length > 0) {
      event.preventDefault();
      setActive((active + step + towns.length) % towns.length);
    } else if (event.key === 'Enter') choose(towns[active]);
    else if (event.key === 'Escape' && isShown) {
      event.stopPropagation();
      setIsOpen(false);
    }
  };
  return (
    <div role="search" className="relative">
      <Search
        size={16}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
      />
      <input
        type="text"
        role="combobox"
        aria-expanded={isShown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(isShown && towns.length > 0 ? { 'aria-activedescendant': `${id}-${active}` } : {})}
        aria-label={t.searchPlace}
        placeholder={t.searchPlace}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={({ target: { value } }) => {
          setText(value);
          setActive(0);
          setIsOpen(true);
          look(value.trim());
        }}
        onFocus={() => setIsOpen(true)}
        onBlur={() => setIsOpen(false)}
        onKeyDown={move}
        className={classes(FIELD, 'bg-raised pl-9 shadow-float')}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t.searchPlace}
        className={classes(
          'absolute inset-x-0 top-full z-20 mt-1 max-h-80 overflow-y-auto rounded-lg bg-raised py-1 shadow-float',
          isShown ? '' : 'hidden',
        )}
      >
        {towns.map((town, index) => (
          <button
            type="button"
            tabIndex={-1}
            key={`${town.latitude} ${town.longitude} ${town.name}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            // Pressing it must not take the focus, which would close the list before the click.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(town)}
            className={classes(
              'block w-full cursor-pointer px-3 py-1.5 text-left',
              index === active ? 'bg-hover' : 'hover:bg-hover',
            )}
          >
            <span className="block truncate">{localTownName(town)}</span>
            <span className="block truncate text-sm text-muted">
              {[town.region, countryName(town.country) ?? town.country].filter((part) => part !== null).join(', ')}
            </span>
          </button>
        ))}
        {towns.length === 0 ? (
          <div role="option" tabIndex={-1} aria-selected={false} aria-disabled className="px-3 py-1.5 text-muted">
            {isLooking ? common.loading : t.noPlace}
          </div>
        ) : null}
      </div>
    </div>
  );
}

/** Zoom at which a town fills the map, more or less. */
export function zoomOf({ population }: TownView): number {
  return Math.max(8, 12.5 - Math.log10(Math.max(population, 1000) / 1000));
}
