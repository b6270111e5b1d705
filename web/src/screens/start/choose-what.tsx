import { ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { ArtifactChoiceView } from '../../../../src/contract/artifact-choice.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { classes } from '../../components/classes.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { Bytes } from '../../components/figures.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useText } from '../../i18n/text.tsx';
import { AREA_LOOKS } from '../../kinds/area-looks.ts';
import { useKinds } from '../../kinds/kinds-context.tsx';
import type { ReadChoice } from './use-read-choice.ts';

const TONES: Readonly<Record<ArtifactChoiceView['privacy'], Tone>> = {
  P0: 'neutral',
  P1: 'neutral',
  P2: 'info',
  P3: 'warning',
};

/** Boxes for every area and for each artifact that the backup has, with its privacy and size. */
export function ChooseWhat({ choice }: { readonly choice: ReadChoice }): ReactNode {
  const { start } = useText();
  const { artifacts, error, retry } = choice;
  if (artifacts === undefined) {
    return error === null ? <SkeletonRows rows={6} /> : <ErrorState error={error} onRetry={retry} />;
  }
  const areas = Map.groupBy(artifacts, ({ area }) => area);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">{start.read.chooseText}</p>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {[...areas].map(([area, ofArea]) => (
          <li key={area}>
            <AreaChoice area={area} artifacts={ofArea} choice={choice} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** An area, and below it what the backup has of it. */
function AreaChoice({
  area,
  artifacts,
  choice,
}: {
  readonly area: ArtifactChoiceView['area'];
  readonly artifacts: readonly ArtifactChoiceView[];
  readonly choice: ReadChoice;
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const words = t.start.read;
  const here = artifacts.filter(({ isThere }) => isThere);
  const chosen = artifacts.filter(({ artifact }) => choice.isChosen(artifact)).length;
  const { icon: Icon, hue } = AREA_LOOKS[area];
  const bytes = here.reduce((sum, one) => sum + (one.bytes ?? 0), 0);
  const list = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className="flex items-center gap-2.5 pr-1.5">
        <label className="flex min-w-0 flex-1 cursor-pointer items-center gap-2.5 py-2 pl-3">
          <Box
            state={chosen === 0 ? 'none' : chosen === artifacts.length ? 'all' : 'some'}
            onChange={(checked) =>
              choice.set(
                artifacts.map(({ artifact }) => artifact),
                checked,
              )
            }
          />
          <Icon size={16} aria-hidden className={`shrink-0 text-area ${hue}`} />
          <span className="min-w-0 flex-1">{t.records.areas[area]}</span>
        </label>
        <span className="text-sm whitespace-nowrap text-muted">
          {here.length === 0 ? words.notHere : bytes === 0 ? null : <Bytes value={bytes} />}
        </span>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={list}
          aria-label={words.within({ area: t.records.areas[area] })}
          disabled={here.length === 0}
          onClick={() => setOpen(!isOpen)}
          className="flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover disabled:invisible"
        >
          <ChevronRight size={15} aria-hidden className={classes('transition-transform', isOpen && 'rotate-90')} />
        </button>
      </div>
      <ul id={list} hidden={!isOpen} className="pb-2">
        {here.map(({ artifact, title, privacy, bytes: size, records }) => (
          <li key={artifact}>
            <label className="flex cursor-pointer items-center gap-2.5 py-1.5 pr-3 pl-9 hover:bg-hover">
              <Box
                state={choice.isChosen(artifact) ? 'all' : 'none'}
                onChange={(checked) => choice.set([artifact], checked)}
              />
              <span className="hostile min-w-0 flex-1">{kinds.artifactName(artifact, title)}</span>
              <Badge tone={TONES[privacy]}>{words.privacy[privacy]}</Badge>
              <span className="min-w-20 text-right text-sm whitespace-nowrap text-muted">
                {records !== null ? (
                  t.common.records({ count: records })
                ) : size === null ? null : (
                  <Bytes value={size} />
                )}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A checkbox with a third state. */
function Box({
  state,
  onChange,
}: {
  readonly state: 'all' | 'some' | 'none';
  readonly onChange: (checked: boolean) => void;
}): ReactNode {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = state === 'some';
  }, [state]);
  return (
    <input
      ref={box}
      type="checkbox"
      checked={state === 'all'}
      onChange={({ target }) => onChange(target.checked)}
      className="m-1 size-4 shrink-0 accent-accent"
    />
  );
}
